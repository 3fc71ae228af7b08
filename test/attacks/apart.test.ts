import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Action, versionOf } from '#actions/action.ts';
import { actions } from '#actions/index.ts';
import type { Param, Shape } from '#kit/shape.ts';
import { freshNames, type Place, placeOf } from '../http/examples.ts';
import { done, newAccount } from '../http/world.ts';
import { type Answer, type Client, type Params, startServer, type TestServer } from '../server.ts';
import { type Foreign, makeForeign } from './foreign.ts';
import { isFull } from './refusals.ts';

/**
 * What another account has cannot be told from what never was: each parameter that takes an id gets both, and the answers are the same to the byte
 * but for the id. ATTACKS=full gives every parameter of text each thing, whatever it is called.
 */
let server: TestServer;
let things: readonly Foreign[];
before(async () => {
  server = await startServer();
  things = await makeForeign(server);
});
after(() => server.stop());

type Place1 = Pick<Place, 'client'> & { readonly request: Params };
type Asked = { readonly title: string; readonly name: string; readonly isJson: boolean; readonly thing: Foreign };

function askedOf(shape: Shape, at = ''): readonly Asked[] {
  return Object.entries(shape).flatMap(([name, param]: [string, Param]): readonly Asked[] => {
    if (param.kind === 'rows') return askedOf(param.of, `${at}${name}.1.`);
    if (param.kind !== 'string' && param.kind !== 'strings' && param.kind !== 'jsonStrings' && param.kind !== 'integer') return [];
    const fits = things.filter(({ names }) => names.test(name) || (isFull && param.kind !== 'integer'));
    const sent = at + name + (param.kind === 'strings' ? '.1' : '');
    return fits.map((thing) => ({ title: `${sent}: ${thing.kind}`, name: sent, isJson: param.kind === 'jsonStrings', thing }));
  });
}

const send = (action: Action, { client, request }: Place1, { name, isJson }: Asked, id: string): Promise<Answer> => {
  const head = name.split('.', 1)[0]!;
  const rest = Object.fromEntries(Object.entries(freshNames(request)).filter(([one]) => name.includes('.') || !one.startsWith(`${head}.`)));
  return client(action.name, { RegionId: '', ...rest, [name]: isJson ? JSON.stringify([id]) : id }, { version: versionOf[action.product] });
};

/** All that was answered, but for what each answer has of its own; of a change that was made, nothing but that it was. */
function told({ mode }: Action, { status, text, body }: Answer, id: string): string {
  if (status === 200 && mode === 'change') return 'done';
  const same = text.replaceAll(body.RequestId, 'R').replaceAll(encodeURIComponent(id), '<id>').replaceAll(id, '<id>');
  return `${status} ${same.replaceAll(/(StsToken|"AccessKeySecret"|"SecurityToken"|"Expiration"):"[^"]*"/g, '$1')}`;
}

const newPlace = async (action: Action): Promise<Place1> => {
  const { client, requests } = await placeOf(server, action);
  return { client, request: requests[0]! };
};

let compared = 0;
for (const action of actions) {
  if (action.operator) continue;
  const { product, name, params } = action;
  describe(`${product} ${name}`, () => {
    test('things of others are as things that never were', async () => {
      const place = await newPlace(action);
      for (const asked of askedOf(params)) {
        const { thing, title } = asked;
        compared++;
        const pair = async (one: Place1, other: Place1) => [
          told(action, await send(action, one, asked, thing.id), thing.id),
          told(action, await send(action, other, asked, thing.never), thing.never),
        ];
        let [theirs, nobodys] = await pair(place, place);
        // What the first of them did may stand in the way of the second: each in a place of its own.
        if (theirs !== nobodys && [theirs, nobodys].includes('done'))
          [theirs, nobodys] = await pair(await newPlace(action), await newPlace(action));
        assert.equal(theirs, nobodys, `${name} ${title}`);
      }
    });
  });
}

const version = { version: versionOf.Ram };
const trust = (principal: string) =>
  JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [principal] } }] });
const leftOf = ({ status, body: { RequestId, Recommend, ...body } }: Answer) => ({ status, body: JSON.stringify(body) });

test('a role may trust what another account has, or what it has not, in the same words', async () => {
  const { client } = await newAccount(server);
  const [account] = things.filter(({ kind }) => kind === 'account');
  for (const [there, never] of [
    [`acs:ram::${account!.id}:root`, `acs:ram::${account!.never}:root`],
    [`acs:ram::${account!.id}:user/theirs-user-abcdefgh`, `acs:ram::${account!.id}:user/theirs-user-abcdefgx`],
    [`acs:ram::${account!.id}:role/theirs-role-abcdefgh`, `acs:ram::${account!.id}:role/theirs-role-abcdefgx`],
  ] as const) {
    const answers = await Promise.all(
      [there, never].map((principal, i) =>
        client('CreateRole', { RoleName: `r${i}-${there.length}-${i}`, AssumeRolePolicyDocument: trust(principal) }, version),
      ),
    );
    const [one, other] = answers.map(({ status, body }) => `${status} ${body.Code ?? ''} ${body.Message ?? ''}`);
    assert.equal(one?.replaceAll(there, '<principal>'), other?.replaceAll(never, '<principal>'), there);
  }
});

test('a user who may assume any role learns nothing of the roles of others', async () => {
  const { client } = await newAccount(server);
  await done(client('CreateUser', { UserName: 'me' }, version));
  await done(client('AttachPolicyToUser', { UserName: 'me', PolicyName: 'AdministratorAccess', PolicyType: 'System' }, version));
  const { AccessKey } = await done(client('CreateAccessKey', { UserName: 'me' }, version));
  const user = server.clientOf({ accessKeyId: AccessKey.AccessKeyId, accessKeySecret: AccessKey.AccessKeySecret });
  const [role] = things.filter(({ kind }) => kind === 'role by ARN');
  const [theirs, nobodys] = await Promise.all(
    [role!.id, role!.never].map((RoleArn) => user('AssumeRole', { RoleArn, RoleSessionName: 'me' }, { version: versionOf.Sts })),
  );
  const plain = (answer: Answer, id: string) => {
    const { body, ...rest } = leftOf({
      ...answer,
      body: { ...answer.body, AccessDeniedDetail: { ...answer.body.AccessDeniedDetail, EncodedDiagnosticMessage: '' } },
    });
    return { ...rest, body: body.replaceAll(id, '<id>') };
  };
  assert.deepEqual(plain(theirs!, role!.id), plain(nobodys!, role!.never));
  assert.equal(theirs!.body.Code, 'NoPermission');
});

test('why others were denied is no diagnosis of this account', async () => {
  const [one, other] = [await newAccount(server), await newAccount(server)];
  await done(one.client('CreateUser', { UserName: 'me' }, version));
  const { AccessKey } = await done(one.client('CreateAccessKey', { UserName: 'me' }, version));
  const user = server.clientOf({ accessKeyId: AccessKey.AccessKeyId, accessKeySecret: AccessKey.AccessKeySecret });
  const { EncodedDiagnosticMessage } = (await user('DescribeVpcs')).body.AccessDeniedDetail;
  const decode = (client: Client, text: string) => client('DecodeDiagnosticMessage', { EncodedDiagnosticMessage: text }, version);
  assert.equal((await decode(one.client, EncodedDiagnosticMessage)).status, 200);
  const [theirs, junk] = [
    await decode(other.client, EncodedDiagnosticMessage),
    await decode(other.client, `${EncodedDiagnosticMessage.slice(0, -8)}AAAAAAA=`),
  ];
  assert.deepEqual(leftOf(theirs), leftOf(junk));
  assert.equal(theirs.status, 400);
});

test('it was asked often enough', () => {
  console.log(`${compared} pairs compared`);
  assert.ok(compared > 200, `${compared}`);
});

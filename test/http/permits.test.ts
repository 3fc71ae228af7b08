import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Action, versionOf } from '#actions/action.ts';
import { actions } from '#actions/index.ts';
import { accessKeyKey, root } from '#domain/finding.ts';
import type { Effect, Key } from '#kit/deciding.ts';
import { arnsOf } from '#ram/arns.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import { decodeParams } from '#wire/decode.ts';
import { type Client, type Params, startServer, type TestServer } from '../server.ts';

/** What policies let through, action by action; every request and every policy is made from the registry. */
const account = '1234567890123456';
const region = 'cn-hangzhou';
type Statement = {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string;
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
};
type Case = { readonly title: string; readonly statements: readonly Statement[]; readonly isDenied: boolean; readonly params?: Params };

let server: TestServer;
let secret: string;
/** For each action with a condition on tags, since some of them delete: a group with the tag env=test, and one without tags. */
const groups = new Map<string, string>();

const judged = actions.filter(({ operator }) => !operator);
const allow = (action: Action, Resource: string | readonly string[], Condition?: object): Statement => ({
  Effect: 'Allow',
  Action: action.ram.action,
  Resource,
  ...(Condition && { Condition }),
});

function arnsFor(action: Action, request: Params): readonly string[] {
  const decoded = decodeParams(action.params, new Map(Object.entries(request)));
  assert.ok('value' in decoded, `${action.name}: its example decodes`);
  const values = { ...(decoded.value as object), region: request.RegionId ?? region, account };
  return action.ram.resources.filter(({ required }) => required).flatMap(({ arn }) => arnsOf(arn, values));
}

/** The same kind of resource, and another one. */
const another = (arn: string): string => (arn === '*' ? `acs:ecs:${region}:${account}:another/another` : arn.replace(/[^/:]*$/, 'another'));

function casesOf(action: Action): readonly Case[] {
  const request = action.example.request;
  const exactly = arnsFor(action, request);
  const isOpen = action.ram.resources.length === 0;
  return [
    { title: 'nothing', statements: [], isDenied: !isOpen },
    {
      title: 'exactly its action on exactly its resources',
      statements: [allow(action, exactly.length > 0 ? exactly : '*')],
      isDenied: false,
    },
    { title: 'its action on others', statements: [allow(action, exactly.map(another))], isDenied: !isOpen && exactly.length > 0 },
    { title: 'another action', statements: [{ ...allow(action, '*'), Action: `${action.ram.action}X` }], isDenied: !isOpen },
    {
      title: 'all, and a deny of it',
      statements: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { ...allow(action, '*'), Effect: 'Deny' },
      ],
      isDenied: !isOpen,
    },
  ];
}

const isTagged = ({ ram, params }: Action): boolean =>
  ram.conditions.includes('ecs:tag') &&
  params.SecurityGroupId?.kind === 'string' &&
  ram.resources.every(({ arn }) => arn.includes('/{SecurityGroupId}'));
const taggedCases = (action: Action): readonly Case[] => {
  const statements = [allow(action, '*', { StringEquals: { 'ecs:tag/env': 'test' } })];
  const on = (id: string): Params => ({ ...action.example.request, RegionId: region, SecurityGroupId: id });
  return [
    { title: 'a condition on a tag, for the group that has it', statements, isDenied: false, params: on(`tagged ${action.name}`) },
    { title: 'a condition on a tag, for one that has it not', statements, isDenied: true, params: on(`plain ${action.name}`) },
    { title: 'a condition on a tag, for one that does not exist', statements, isDenied: true, params: on('sg-none') },
  ];
};

const all = judged.flatMap((action) =>
  [...casesOf(action), ...(isTagged(action) ? taggedCases(action) : [])].map((one) => ({ action, ...one })),
);
const userId = (n: number): string => `2${String(n).padStart(17, '0')}`;
const keyId = (n: number): string => `LTAIuser${n}`;

/** A user for each case, with its policy and a key with the root's secret. */
function effectsFor(statements: readonly Statement[], n: number, sealed: string): readonly Effect[] {
  const key = (kind: string, id: string): Key => ({ account, region: '', kind, id });
  const user = key('ramUser', userId(n));
  const policy = key('ramPolicy', `policy-${n}`);
  const dates = { created: 1, updated: 1 };
  const made: Effect[] = [
    { put: user, head: { name: `user-${n}`, displayName: '', mobilePhone: '', email: '', comments: '', tags: {}, ...dates } },
    { put: accessKeyKey(keyId(n)), head: { account, user: userId(n), sealed, active: true, created: 1 } },
  ];
  if (statements.length === 0) return made;
  return [
    ...made,
    { put: policy, head: { description: '', defaultVersion: 'v1', versions: 1, tags: {}, ...dates } },
    { part: policy, id: '0001', row: { version: 'v1', document: JSON.stringify({ Version: '1', Statement: statements }), created: 1 } },
    { part: user, id: `policy/Custom/policy-${n}`, row: { type: 'Custom', policy: `policy-${n}`, attached: 1 } },
  ];
}

before(async () => {
  server = await startServer({ accountId: account });
  secret = server.running.credentials.accessKeySecret;
  const made = async (params: Params) => (await server.root('CreateSecurityGroup', params)).body.SecurityGroupId as string;
  for (const { name } of judged.filter(isTagged)) {
    groups.set(`tagged ${name}`, await made({ 'Tag.1.Key': 'env', 'Tag.1.Value': 'test' }));
    groups.set(`plain ${name}`, await made({}));
  }
  await server.running.close();
  const store = openStore(server.data);
  const settled = await store.write({
    origin: { requestId: '', account: '', by: '', from: '', action: '', at: Date.now(), keyId: '', nonce: '' },
    deadline: Number.POSITIVE_INFINITY,
    *decide() {
      const { sealed } = (yield* root(accessKeyKey(server.running.credentials.accessKeyId)))!.head;
      return { reply: {}, effects: all.flatMap(({ statements }, n) => effectsFor(statements, n, sealed)) };
    },
  });
  assert.equal(settled.is, 'done');
  await store.close();
  await server.restart();
});
after(() => server.stop());

const clientOf = (n: number): Client => server.clientOf({ accessKeyId: keyId(n), accessKeySecret: secret });
const withIds = (params: Params): Params => {
  const id = groups.get(params.SecurityGroupId ?? '');
  return id === undefined ? params : { ...params, SecurityGroupId: id };
};

describe('policies let through what they allow, and nothing else', { concurrency: 20 }, () => {
  for (const [n, { action, title, isDenied, params = action.example.request }] of all.entries()) {
    test(`${action.product} ${action.name}: ${title}`, async () => {
      const { status, body, text } = await clientOf(n)(action.name, withIds(params), { version: versionOf[action.product] });
      const code = action.product === 'Ecs' || action.product === 'Vpc' ? 'Forbidden.RAM' : 'NoPermission';
      // What is let through may still be refused, for what the example names is not there.
      if (!isDenied) return assert.notEqual(body.Code, code, text);
      assert.deepEqual([status, body.Code], [403, code], text);
      const { EncodedDiagnosticMessage, ...detail } = body.AccessDeniedDetail;
      assert.match(EncodedDiagnosticMessage, /^[\w+/=]{40,}$/);
      assert.deepEqual(detail, {
        AuthAction: action.ram.action,
        AuthPrincipalType: 'SubUser',
        AuthPrincipalOwnerId: account,
        AuthPrincipalDisplayName: userId(n),
        NoPermissionType: title.includes('deny') ? 'ExplicitDeny' : 'ImplicitDeny',
        PolicyType: 'AccountLevelIdentityBasedPolicy',
      });
    });
  }
});

test('there were actions with conditions on tags, and operators stay out of reach of policies', async () => {
  assert.ok(all.filter(({ title }) => title.startsWith('a condition')).length >= 15);
  const admin = all.findIndex(({ title }) => title === 'exactly its action on exactly its resources');
  for (const action of actions.filter(({ operator }) => operator)) {
    const { status, body } = await clientOf(admin)(action.name, action.example.request, { version: versionOf[action.product] });
    assert.deepEqual([action.name, status, body.Code], [action.name, 403, 'Forbidden.Unauthorized']);
  }
});

test('who is denied is not told what is wrong with a value, and leaves no trace: no seeded region, no token', async () => {
  const of = (name: string) => all.findIndex(({ action, title }) => action.name === name && title === 'nothing');
  const malformed = await clientOf(of('DeleteSecurityGroup'))('DeleteSecurityGroup', { SecurityGroupId: '***' });
  assert.equal(malformed.body.Code, 'Forbidden.RAM');
  const seeding = await clientOf(of('DescribeVpcs'))('DescribeVpcs', { RegionId: 'cn-unseeded-1' });
  assert.equal(seeding.body.Code, 'Forbidden.RAM');
  const params = { ClientToken: 'once', SecurityGroupName: 'made-once' };
  const made = await server.root('CreateSecurityGroup', params);
  const denied = await clientOf(of('CreateSecurityGroup'))('CreateSecurityGroup', params);
  assert.equal(denied.body.Code, 'Forbidden.RAM');
  const again = await server.root('CreateSecurityGroup', params);
  assert.equal(again.body.SecurityGroupId, made.body.SecurityGroupId);
});

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, mock, test } from 'node:test';
import { type Answer, type Client, type Params, startServer, type TestServer } from '../server.ts';
import { done, newAccount, newGroup, P, Ps, rulesOf, T } from './world.ts';

/** Milliseconds that the clock of the server is ahead; `late` lets time pass within a request, once it was read. */
let ahead = 0;
let late = false;
let calls = 0;
const clock = () => Date.now() + ahead + (late && calls++ > 0 ? 60_000 : 0);
let server: TestServer;
let other: Client;
before(async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  server = await startServer({ now: clock });
  other = (await newAccount(server)).client;
  const { accountId } = server.running.credentials;
  await done(server.root('ModifyAccount', { AccountId: accountId, 'Quota.1.Name': 'groupsPerRegion', 'Quota.1.Value': '1000' }));
});
after(async () => {
  await server.stop();
  mock.timers.reset();
});

type Way = Parameters<Client>[2];
const root: Client = (action, params, way) => server.root(action, params, { now: clock(), ...way });
const create = (params: Params, way?: Way) => root('CreateSecurityGroup', params, way);
const revoke = (SecurityGroupId: string, params: Params, way?: Way) =>
  root('RevokeSecurityGroupEgress', { SecurityGroupId, ...params }, way);
const authorize = (SecurityGroupId: string, ...rules: readonly Params[]) =>
  done(root('AuthorizeSecurityGroupEgress', { SecurityGroupId, ...Ps(...rules) }));
async function groupWith(...rules: readonly Params[]): Promise<string> {
  const group = await newGroup(root);
  await authorize(group, ...rules);
  return group;
}
let count = 0;
const fresh = () => `token-${++count}`;
const groups = async (client: Client = root) => (await done(client('DescribeSecurityGroups', { PageSize: '1' }))).TotalCount;
/** The outcome without what belongs to the request itself. */
const told = ({ status, body: { RequestId, Recommend, ...body } }: Answer) => ({ status, body });
function same(first: Answer, again: Answer): void {
  assert.deepEqual(told(again), told(first));
  assert.notEqual(again.body.RequestId, first.body.RequestId);
  assert.equal(again.headers['x-acs-request-id'], again.body.RequestId);
  if (first.status !== 200) assert.ok(again.body.Recommend.endsWith(`requestId=${again.body.RequestId}`));
}

test('a request with the token of a success gets that success again, and nothing is done', async () => {
  const before = await groups();
  const sent = { ClientToken: fresh(), SecurityGroupName: 'once' };
  const first = await create(sent);
  assert.equal(first.status, 200);
  for (let i = 0; i < 3; i++) same(first, await create(sent));
  assert.equal(await groups(), before + 1);
});

test('a revoke that is sent again succeeds again, though the rule is gone', async () => {
  const group = await groupWith({}, { PortRange: '80/80' });
  const sent = { ...P(), ClientToken: fresh() };
  same(await revoke(group, sent), await revoke(group, sent));
  assert.equal((await revoke(group, P())).body.Code, 'InvalidSecurityGroupRule.RuleNotExist', 'without the token it is another request');
});

test('a revoke that is sent again does not delete the rule that was authorized since', async () => {
  const group = await groupWith({});
  const sent = { ...P(), ClientToken: fresh() };
  const first = await revoke(group, sent);
  await authorize(group, {});
  same(first, await revoke(group, sent));
  assert.equal((await rulesOf(root, group)).length, 1);
});

const refused: readonly (readonly [title: string, sent: Params, code: string])[] = [
  ['a rule that does not exist', P({ PortRange: '9/9' }), 'InvalidSecurityGroupRule.RuleNotExist'],
  ['a message with a name in it', P({ Policy: 'x' }, 3), 'InvalidPolicy.Malformed'],
  ['a group that does not exist', { SecurityGroupId: 'sg-none', ...P() }, 'InvalidSecurityGroupId.NotFound'],
  ['a malformed parameter', { SecurityGroupId: 'sg-*', ...P() }, 'InvalidSecurityGroupId.Malformed'],
  ['an index that is none', { 'Permissions.0.Policy': 'x', ...P() }, 'InvalidParameter'],
  ['a region that is none', { RegionId: 'x', ...P() }, 'InvalidRegionId.NotFound'],
];
for (const [title, sent, code] of refused) {
  test(`a request that was refused is refused again in the same words: ${title}`, async () => {
    const group = await groupWith({});
    const ClientToken = fresh();
    const first = await revoke(group, { ...sent, ClientToken });
    assert.equal(first.body.Code, code);
    await authorize(group, { PortRange: '9/9' });
    same(first, await revoke(group, { ...sent, ClientToken }));
    assert.equal((await rulesOf(root, group)).length, 2, 'nothing is deleted, though it could be now');
  });
}

const rule = { IpProtocol: 'TCP', PortRange: '22/22', DestCidrIp: '10.0.0.0/8', Policy: 'accept' };
const web = { ...rule, PortRange: '80/80' };
/** [title, one way to say it, another way to say it]. */
const equal: readonly (readonly [title: string, one: Params, way: Way, another: Params, another: Way])[] = [
  ['V1 and ACS3', Ps({}, web), { scheme: 'v1' }, Ps({}, web), { scheme: 'v3' }],
  ['GET and POST', Ps({}, web), { method: 'GET' }, Ps({}, web), { method: 'POST' }],
  ['query and form', Ps({}, web), { inForm: true }, Ps({}, web), {}],
  ['JSON text and indices', { Permissions: JSON.stringify([rule, web]) }, {}, Ps({}, web), {}],
  ['indices with and without gaps', { ...P({}, 3), ...P(web, 70) }, {}, Ps({}, web), {}],
  [
    'JSON texts that say the same',
    { Permissions: `[ ${JSON.stringify({ Nonsense: 1, ...rule })} ]` },
    {},
    { Permissions: JSON.stringify([rule]) },
    {},
  ],
  ['parameters in another order', { ...P(web, 2), ...P({}, 1) }, {}, Ps({}, web), {}],
  ['empty and absent parameters', { ...P(), 'Permissions.1.Description': '', NicType: '', Permissions: '' }, {}, P(), {}],
  ['unknown parameters', { ...P(), Nonsense: 'x' }, {}, P(), {}],
];
for (const [title, one, oneWay, another, anotherWay] of equal) {
  test(`a token knows its request by what it says: ${title}`, async () => {
    const group = await groupWith({}, web);
    const ClientToken = fresh();
    const first = await revoke(group, { ...one, ClientToken }, oneWay);
    assert.equal(first.status, 200, first.text);
    same(first, await revoke(group, { ...another, ClientToken }, anotherWay));
  });
}
test('the outcome comes again in the format that is asked for', async () => {
  const sent = { ClientToken: fresh() };
  const { body } = await create(sent);
  const again = await create(sent, { scheme: 'v1', format: 'XML' });
  assert.match(again.text, new RegExp(`<CreateSecurityGroupResponse>.*<SecurityGroupId>${body.SecurityGroupId}</SecurityGroupId>`));
});

test('a token knows a malformed request too, without its empty and unknown parameters', async () => {
  const group = await groupWith({});
  const sent = { ...P(), 'Permissions.0.Policy': 'x', ClientToken: fresh() };
  same(await revoke(group, sent), await revoke(group, { ...sent, NicType: '', Nonsense: 'x' }));
});

const differing: readonly (readonly [title: string, first: Params, then: Params])[] = [
  ['another port', P(), P({ PortRange: '80/80' })],
  ['another rule beside', P(), Ps({}, web)],
  ['the other form', P(), T()],
  ['another spelling, which is not judged', P(), P({ IpProtocol: 'tcp' })],
  ['a default that is written out', P(), P({ Priority: '1' })],
  ['another order', Ps({}, web), Ps(web, {})],
  ['another fault', P({ Policy: 'x' }), P({ Policy: 'y' })],
  ['a good one after a malformed one', { 'Permissions.0.Policy': 'x', ...P() }, P()],
];
for (const [title, first, then] of differing) {
  test(`a token with other parameters is a mismatch: ${title}`, async () => {
    const group = await groupWith({}, web);
    const ClientToken = fresh();
    const before = await revoke(group, { ...first, ClientToken });
    const left = await rulesOf(root, group);
    const { status, body } = await revoke(group, { ...then, ClientToken });
    assert.deepEqual(
      [status, body.Code, body.Message],
      [400, 'IdempotentParameterMismatch', 'The request is retried with updated parameters.'],
    );
    assert.deepEqual(await rulesOf(root, group), left);
    same(before, await revoke(group, { ...first, ClientToken }));
  });
}
test('a token for another group is a mismatch', async () => {
  const [one, another] = [await groupWith({}), await groupWith({})];
  const sent = { ...P(), ClientToken: fresh() };
  await done(revoke(one, sent));
  assert.equal((await revoke(another, sent)).body.Code, 'IdempotentParameterMismatch');
  assert.equal((await rulesOf(root, another)).length, 1);
});

test('the same token in another account, region, action or case is another token', async () => {
  const ClientToken = 'Independent';
  const ids = new Set<string>();
  ids.add((await done(create({ ClientToken }))).SecurityGroupId);
  ids.add((await done(other('CreateSecurityGroup', { ClientToken }))).SecurityGroupId);
  ids.add((await done(create({ ClientToken, RegionId: 'cn-beijing' }))).SecurityGroupId);
  ids.add((await done(create({ ClientToken: 'independent' }))).SecurityGroupId);
  assert.equal(ids.size, 4);
  const group = await groupWith({});
  assert.equal((await revoke(group, { ...P(), ClientToken })).status, 200);
  assert.equal((await root('RevokeSecurityGroup', { SecurityGroupId: group, ClientToken, ...P() })).body.Code, 'MissingParameter.Source');
});

test('of 100 requests with one token that come at once one is done, and all get its outcome', async () => {
  const before = await groups();
  const sent = { ClientToken: fresh(), SecurityGroupName: 'crowd' };
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => create(sent, { scheme: i % 2 === 0 ? 'v1' : 'v3' })));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  assert.equal(new Set(answers.map(({ body }) => body.SecurityGroupId)).size, 1);
  assert.equal(new Set(answers.map(({ body }) => body.RequestId)).size, 100);
  assert.equal(await groups(), before + 1);
});
test('of requests with one token that come at once and differ one is done, and the others are mismatches', async () => {
  const before = await groups();
  const ClientToken = fresh();
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => create({ ClientToken, SecurityGroupName: `name-${i}` })));
  const codes = answers.map(({ status, body }) => (status === 200 ? 'done' : body.Code)).sort();
  assert.deepEqual(codes, [...Array(19).fill('IdempotentParameterMismatch'), 'done']);
  assert.equal(await groups(), before + 1);
});

test('tokens outlive a restart', async () => {
  const group = await groupWith({});
  const [one, two, three] = [fresh(), fresh(), fresh()];
  const success = await create({ ClientToken: one });
  const failure = await revoke(group, { ...P({ Policy: 'x' }, 3), ClientToken: two });
  const revoked = await revoke(group, { ...P(), ClientToken: three });
  await server.restart();
  same(success, await create({ ClientToken: one }));
  // The address of the server is another one.
  const again = await revoke(group, { ...P({ Policy: 'x' }, 3), ClientToken: two });
  assert.deepEqual([again.status, again.body.Code, again.body.Message], [failure.status, failure.body.Code, failure.body.Message]);
  same(revoked, await revoke(group, { ...P(), ClientToken: three }));
  assert.equal((await create({ ClientToken: one, SecurityGroupName: 'other' })).body.Code, 'IdempotentParameterMismatch');
});

const shapes: readonly (readonly [title: string, token: string, accepted: boolean])[] = [
  ['64 characters', 'x'.repeat(64), true],
  ['65 characters', 'x'.repeat(65), false],
  ['spaces and signs', ` !"#$%&'()*+,-./:;<=>?@[]^_{|}~`, true],
  ['a letter outside ASCII', 'tokén', false],
  ['a character outside the basic plane', '\u{1f600}', false],
];
for (const [title, ClientToken, accepted] of shapes) {
  test(`a token with ${title} is ${accepted ? 'taken' : 'refused'}`, async () => {
    const first = await create({ ClientToken });
    if (accepted) same(first, await create({ ClientToken }));
    else assert.deepEqual([first.status, first.body.Code], [400, 'InvalidClientToken.ValueNotSupported']);
  });
}
test('an empty token is none', async () => {
  const [one, another] = [await create({ ClientToken: '' }), await create({ ClientToken: '' })];
  assert.notEqual(one.body.SecurityGroupId, another.body.SecurityGroupId);
});
test('an action that takes no token does not look at one', async () => {
  const sent = { ClientToken: 'é'.repeat(100), SecurityGroupId: await newGroup(root) };
  await done(root('DeleteSecurityGroup', sent));
  assert.equal((await root('DeleteSecurityGroup', sent)).body.Code, 'InvalidSecurityGroup.NotFound');
});

test('what the gateway answers is not remembered', async () => {
  const ClientToken = fresh();
  assert.equal((await root('RevokeSecurityGroupEgress', { ...P(), ClientToken })).body.Code, 'MissingSecurityGroupId');
  const wrong = server.clientOf({ accessKeyId: server.running.credentials.accessKeyId, accessKeySecret: 'x' });
  assert.equal((await wrong('RevokeSecurityGroupEgress', { ...P(), ClientToken })).body.Code, 'SignatureDoesNotMatch');
  assert.equal((await revoke(await groupWith({}), { ...P(), ClientToken })).status, 200);
});

test('a request whose time has run out is not done, is told to be tried again, and is not remembered', async () => {
  const before = await groups();
  const sent = { ClientToken: fresh() };
  late = true;
  calls = 0;
  try {
    const { status, body } = await server.root('CreateSecurityGroup', sent);
    const message = 'The request has failed due to a temporary failure of the server.';
    assert.deepEqual([status, body.Code, body.Message], [503, 'ServiceUnavailable', message]);
  } finally {
    late = false;
  }
  assert.equal(await groups(), before);
  assert.equal((await create(sent)).status, 200);
  assert.equal(await groups(), before + 1);
});

test('a token is kept for 24 hours, then free, and then removed', async () => {
  const sent = { ClientToken: fresh() };
  const first = await create(sent);
  try {
    ahead = 24 * 3600_000 - 60_000;
    same(first, await create(sent));
    ahead = 24 * 3600_000 + 60_000;
    const second = await create(sent);
    assert.equal(second.status, 200);
    assert.notEqual(second.body.SecurityGroupId, first.body.SecurityGroupId);
    same(second, await create(sent));

    ahead += 24 * 3600_000 + 60_000;
    const kept = tokensIn(server.data);
    assert.ok(kept > 0);
    mock.timers.tick(60_000);
    for (let i = 0; i < 100 && tokensIn(server.data) > 0; i++) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(tokensIn(server.data), 0, `of ${kept}`);
  } finally {
    ahead = 0;
  }
});
function tokensIn(folder: string): number {
  const db = new DatabaseSync(join(folder, 'sallyport.db'), { readOnly: true });
  try {
    return (db.prepare('SELECT count(*) AS n FROM token').get() as { n: number }).n;
  } finally {
    db.close();
  }
}

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Answer, sendRaw, startServer, type TestServer } from '../server.ts';
import { type Changes, errorOf, type Plain, type Signer, timeText, v1, v3 } from './requests.ts';
import { newAccount, newGroup, P } from './world.ts';

/** The clock of the server: a whole second, so that limits are met exactly. */
const start = Date.parse('2026-11-24T12:00:00Z');
let now = start;
let server: TestServer;
let root: Signer;
let stranger: Signer;
let group: string;
before(async () => {
  server = await startServer({ now: () => now });
  // The clients of the server sign by the machine's clock.
  now = Date.now();
  group = await newGroup(server.root);
  const { keys } = await newAccount(server);
  now = start;
  root = { ...server.running.credentials, endpoint: server.endpoint };
  stranger = { ...keys, endpoint: server.endpoint };
});
after(() => server.stop());

const send = (request: Plain): Promise<Answer> => sendRaw(server.endpoint, request);
let count = 0;
const fresh = () => `nonce ${++count}`;
const byV1 = (SignatureNonce: string, params: Changes = {}, signer = root) =>
  v1(signer, { SignatureNonce, Timestamp: timeText(now), ...params });
const byV3 = (nonce: string, headers: Changes = {}, signer = root) =>
  v3(signer, { 'x-acs-signature-nonce': nonce, 'x-acs-date': timeText(now), ...headers });
const outcome = async (request: Plain): Promise<string> => {
  const answer = await send(request);
  return answer.status === 200 ? 'accepted' : (errorOf(answer).Code ?? '');
};
const used = 'SignatureNonceUsed';

for (const [title, one, other] of [
  ['V1 after V1', byV1, byV1],
  ['ACS3 after ACS3', byV3, byV3],
  ['ACS3 after V1', byV1, byV3],
  ['V1 after ACS3', byV3, byV1],
] as const) {
  test(`a nonce is used once: ${title}`, async () => {
    const nonce = fresh();
    assert.equal(await outcome(one(nonce)), 'accepted');
    const answer = await send(other(nonce));
    assert.deepEqual([answer.status, answer.body.Code, answer.body.Message], [400, used, 'Specified signature nonce was used already.']);
    assert.equal(await outcome(other(fresh())), 'accepted');
  });
}

test('the very same bytes sent twice are a replay', async () => {
  for (const request of [byV1(fresh()), byV3(fresh())]) {
    assert.deepEqual([await outcome(request), await outcome(request)], ['accepted', used]);
  }
});

test('of many replays that come at once one is accepted', async () => {
  const request = byV1(fresh());
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcome(request)));
  assert.deepEqual(outcomes.sort(), [...Array(49).fill(used), 'accepted']);
});

test('nonces belong to a key: another one may use the same', async () => {
  const nonce = fresh();
  assert.deepEqual([await outcome(byV1(nonce)), await outcome(byV1(nonce, {}, stranger))], ['accepted', 'accepted']);
  assert.deepEqual([await outcome(byV3(nonce)), await outcome(byV3(nonce, {}, stranger))], [used, used]);
});

test('a nonce is any text, and another case is another one', async () => {
  for (const nonce of ['a', 'A', 'é\u{1f600}', 'x'.repeat(1000), '1 2', '__proto__', '0']) {
    assert.deepEqual([await outcome(byV1(nonce)), await outcome(byV1(nonce))], ['accepted', used], nonce);
  }
});

const unsigned: readonly (readonly [title: string, request: (nonce: string) => Plain, code: string])[] = [
  ['a wrong signature', (nonce) => byV1(nonce, {}, { ...root, accessKeySecret: 'x' }), 'SignatureDoesNotMatch'],
  ['a wrong signature of ACS3', (nonce) => byV3(nonce, {}, { ...root, accessKeySecret: 'x' }), 'SignatureDoesNotMatch'],
  ['an old request', (nonce) => byV1(nonce, { Timestamp: timeText(now - 901_000) }), 'InvalidTimeStamp.Expired'],
  ['a request for nothing that is here', (nonce) => byV1(nonce, { Action: 'CreateHaVip' }), 'Sallyport.NotImplemented'],
];
for (const [title, request, code] of unsigned) {
  test(`${title} does not use up its nonce`, async () => {
    const nonce = fresh();
    assert.deepEqual([await outcome(request(nonce)), await outcome(byV1(nonce))], [code, 'accepted']);
  });
}

const signed = { Action: 'RevokeSecurityGroupEgress', RegionId: 'cn-hangzhou' };
const sorts: readonly (readonly [title: string, params: () => Changes, outcome: string])[] = [
  ['a change', () => ({ Action: 'CreateSecurityGroup', RegionId: 'cn-hangzhou' }), 'accepted'],
  ['a read', () => ({ Action: 'DescribeRegions' }), 'accepted'],
  ['a request that is refused by the gateway', () => signed, 'MissingSecurityGroupId'],
  ['a change that is refused', () => ({ ...signed, SecurityGroupId: group, ...P() }), 'InvalidSecurityGroupRule.RuleNotExist'],
];
for (const [title, params, expected] of sorts) {
  test(`${title} uses up its nonce, over a restart too`, async () => {
    const nonce = fresh();
    assert.deepEqual([await outcome(byV1(nonce, params())), await outcome(byV3(nonce))], [expected, used]);
    await server.restart();
    assert.deepEqual([await outcome(byV1(nonce, params())), await outcome(byV3(nonce))], [used, used]);
    await server.restart();
    assert.equal(await outcome(byV1(nonce, params())), used, 'and over another one');
    assert.equal(await outcome(byV1(fresh(), params())), expected);
  });
}

const limits: readonly (readonly [title: string, timestamp: string, expected: string])[] = [
  ['15 minutes old', timeText(start - 900_000), 'accepted'],
  ['a second older than that', timeText(start - 901_000), 'InvalidTimeStamp.Expired'],
  ['a millisecond older than that', new Date(start - 900_001).toISOString(), 'InvalidTimeStamp.Expired'],
  ['15 minutes ahead', timeText(start + 900_000), 'accepted'],
  ['a second further ahead', timeText(start + 901_000), 'InvalidTimeStamp.Expired'],
  ['a millisecond further ahead', new Date(start + 900_001).toISOString(), 'InvalidTimeStamp.Expired'],
];
for (const [title, timestamp, expected] of limits) {
  test(`a timestamp ${title}: ${expected}`, async () => {
    assert.equal(await outcome(byV1(fresh(), { Timestamp: timestamp })), expected);
    assert.equal(await outcome(byV3(fresh(), { 'x-acs-date': timestamp })), expected);
  });
}

test('a nonce is remembered for as long as its request could be replayed, and then forgotten', async () => {
  const nonce = fresh();
  const request = byV1(nonce, { Timestamp: timeText(start + 900_000) });
  assert.equal(await outcome(request), 'accepted');
  try {
    now = start + 1_799_000;
    assert.equal(await outcome(request), used);
    await server.restart();
    assert.equal(await outcome(request), used);
    now = start + 1_800_000;
    assert.equal(await outcome(request), used);
    now = start + 1_801_000;
    assert.equal(await outcome(request), 'InvalidTimeStamp.Expired');
    now = start + 2_200_000;
    assert.equal(await outcome(byV1(nonce)), 'accepted', 'the nonce is free again');
  } finally {
    now = start;
  }
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Changes, type Plain, type Signer, timeText, v1, v3 } from '../http/requests.ts';
import { newAccount, newGroup } from '../http/world.ts';
import { startServer, type TestServer } from '../server.ts';
import { changesNothing, outcome } from './refusals.ts';

/** Requests that were signed rightly once, and then sent again or altered on the way: each would delete a group, and none may. */
const start = Date.parse('2026-11-24T12:00:00Z');
let now = Date.now();
let server: TestServer;
let root: Signer;
let stranger: Signer;
let group: string;
let other: string;
before(async () => {
  server = await startServer({ now: () => now });
  group = await newGroup(server.root);
  other = await newGroup(server.root);
  const { keys } = await newAccount(server);
  root = { ...server.running.credentials, endpoint: server.endpoint };
  stranger = { ...keys, endpoint: server.endpoint };
  now = start;
});
after(() => server.stop());

const send = (request: Plain) => outcome(server, request);
const target = () => ({ RegionId: 'cn-hangzhou', SecurityGroupId: group });
const time = () => timeText(now);
const byV1 = (params: Changes = {}, how: Parameters<typeof v1>[2] = {}, signer = root) =>
  v1(signer, { Action: 'DeleteSecurityGroup', Timestamp: time(), ...(how.form ? {} : target()), ...params }, how);
const byV3 = (headers: Changes = {}, how: Parameters<typeof v3>[2] = {}, signer = root) =>
  v3(
    signer,
    { 'x-acs-action': 'DeleteSecurityGroup', 'x-acs-date': time(), ...headers },
    { ...(how.form || how.query ? {} : { query: target() }), ...how },
  );
const authorized = (change: (text: string) => string, request = byV3()): Plain => ({
  ...request,
  headers: { ...request.headers, authorization: change(request.headers.authorization!) },
});
const inUrl = (from: string | RegExp, to: string, request = byV1()): Plain => ({ ...request, url: request.url.replace(from, to) });
const names = (change: (names: string[]) => string[]) => (text: string) =>
  text.replace(/SignedHeaders=([^,]+)/, (_, listed: string) => `SignedHeaders=${change(listed.split(';')).join(';')}`);

const wrong = 'SignatureDoesNotMatch';
/** What is right by its form, so that nothing but the signature tells of it. */
const spoiledTo: Readonly<Record<string, string>> = {
  host: 'elsewhere',
  'x-acs-action': 'DescribeRegions',
  'x-acs-date': timeText(start + 1000),
  'x-acs-signature-nonce': 'fresh',
  'x-acs-content-sha256': 'a'.repeat(64),
  'x-acs-version': '2016-04-28',
};
const altered: readonly (readonly [title: string, request: () => Plain, code: string])[] = [
  ['V1: another group', () => inUrl(group, other), wrong],
  ['V1: a parameter more', () => inUrl('&RegionId', '&DryRun=false&RegionId'), wrong],
  ['V1: a parameter less', () => inUrl('DryRun=true&', '', byV1({ DryRun: 'true' })), wrong],
  ['V1: another method', () => ({ ...byV1(), method: 'GET' }), wrong],
  ['V1: another action', () => inUrl('DeleteSecurityGroup', 'ModifySecurityGroupAttribute'), wrong],
  ['V1: another nonce', () => inUrl(/SignatureNonce=[^&]+/, 'SignatureNonce=fresh'), wrong],
  ['V1: another time', () => inUrl(/Timestamp=[^&]+/, `Timestamp=${encodeURIComponent(timeText(now + 1000))}`), wrong],
  [
    'V1: a body after signing',
    () => ({ ...byV1(), body: 'DryRun=false', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    wrong,
  ],
  [
    'V1: a body changed after signing',
    () => ({ ...byV1({}, { form: target() }), body: `RegionId=cn-hangzhou&SecurityGroupId=${'sg-x'}` }),
    wrong,
  ],
  ['V1: a form whose type was changed', () => byV1({}, { form: target(), headers: { 'content-type': 'text/plain' } }), wrong],
  ['V1: a signature that was cut short', () => inUrl(/Signature=[^&]{4}/, 'Signature='), wrong],
  ['V1: a signature with another spelling of its bytes', () => inUrl(/%3D(?=$|&)/, '%3D%3D'), wrong],
  ['V1: no signature', () => inUrl(/&Signature=[^&]+/, ''), 'MissingSignature'],
  ['V1: an empty signature', () => inUrl(/&Signature=[^&]+/, '&Signature='), 'MissingSignature'],
  ['V1: two signatures', () => inUrl(/$/, '&Signature=x'), 'InvalidParameter'],
  ['V1: a signature in another case', () => inUrl('&Signature=', '&signature='), 'MissingSignature'],
  ['V1: the algorithm none', () => byV1({ SignatureMethod: 'none' }), 'InvalidSignatureMethod'],
  ['V1: another algorithm, after signing', () => inUrl('HMAC-SHA1', 'HMAC-SHA256'), 'InvalidSignatureMethod'],
  ['V1: a bearer', () => byV1({ SignatureType: 'BEARERTOKEN', BearerToken: 'x' }), 'InvalidSignatureMethod'],
  ['V1: as if it were of another account', () => inUrl(root.accessKeyId, stranger.accessKeyId), wrong],
  ['V3: another group', () => inUrl(group, other, byV3()), wrong],
  ['V3: a parameter more', () => inUrl('?', '?DryRun=false&', byV3()), wrong],
  [
    'V3: one parameter hidden in the name of the next',
    () => inUrl('DryRun=true&RegionId', 'DryRun%3Dtrue%26RegionId', byV3({}, { query: { DryRun: 'true', ...target() } })),
    wrong,
  ],
  ['V3: another path', () => inUrl('/?', '/x?', byV3()), 'InvalidApi.NotFound'],
  ['V3: another method', () => ({ ...byV3(), method: 'GET' }), wrong],
  ['V3: another action', () => byV3({}, { spoiled: { 'x-acs-action': 'DescribeRegions' } }), wrong],
  ['V3: another nonce', () => byV3({}, { spoiled: { 'x-acs-signature-nonce': 'fresh' } }), wrong],
  ['V3: another date', () => byV3({}, { spoiled: { 'x-acs-date': timeText(now + 1000) } }), wrong],
  ['V3: a header more', () => byV3({}, { spoiled: { 'x-acs-more': 'x' } }), wrong],
  ['V3: another host', () => byV3({}, { spoiled: { host: 'elsewhere' } }), wrong],
  [
    'V3: a body changed after signing',
    () => ({ ...byV3({}, { form: target() }), body: `RegionId=cn-hangzhou&SecurityGroupId=${'sg-x'}` }),
    wrong,
  ],
  [
    'V3: a body and its hash changed after signing',
    () => byV3({}, { form: target(), spoiled: { 'x-acs-content-sha256': 'a'.repeat(64) } }),
    wrong,
  ],
  ['V3: a form whose type was changed', () => byV3({}, { form: target(), spoiled: { 'content-type': 'text/plain' } }), wrong],
  [
    'V3: a type where none was signed',
    () => byV3({ 'content-type': undefined }, { form: target(), spoiled: { 'content-type': 'text/plain' } }),
    wrong,
  ],
  ...['host', 'x-acs-action', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256', 'x-acs-version'].map(
    (name) =>
      [
        `V3: ${name} stripped from the list and changed`,
        () =>
          authorized(
            names((all) => all.filter((one) => one !== name)),
            byV3({}, { spoiled: { [name]: spoiledTo[name] } }),
          ),
        // A version without such an action is told before the signature is looked at.
        name === 'x-acs-version' ? 'InvalidAction.NotFound' : wrong,
      ] as const,
  ),
  ['V3: the list in another order', () => authorized(names((all) => all.toReversed())), wrong],
  ['V3: a name twice in the list', () => authorized(names((all) => [...all, 'host'])), wrong],
  ['V3: a name in capitals', () => authorized(names((all) => all.map((one) => one.toUpperCase()))), wrong],
  ['V3: an odd name in the list', () => authorized(names((all) => [...all, '__proto__', 'constructor'])), wrong],
  ['V3: a list of 100,000 names', () => authorized(names((all) => [...all, ...new Array(100_000).fill('a')])), 'IncompleteSignature'],
  ['V3: no list', () => authorized((text) => text.replace(/SignedHeaders=[^,]+,/, '')), 'IncompleteSignature'],
  ['V3: no signature', () => authorized((text) => text.replace(/,Signature=.*/, '')), 'IncompleteSignature'],
  ['V3: an empty signature', () => authorized((text) => text.replace(/Signature=[^,]+$/, 'Signature=')), 'IncompleteSignature'],
  [
    'V3: a signature in capitals',
    () => authorized((text) => text.replace(/Signature=[^,]+$/, (one) => one.replace(/=.*/, (hex) => hex.toUpperCase()))),
    wrong,
  ],
  ['V3: the algorithm none', () => authorized((text) => text.replace('ACS3-HMAC-SHA256', 'ACS3-NONE')), 'InvalidSignatureMethod'],
  ['V3: the algorithm of V1', () => authorized((text) => text.replace('ACS3-HMAC-SHA256', 'ACS3-HMAC-SHA1')), 'InvalidSignatureMethod'],
  ['V3: as if it were of another account', () => authorized((text) => text.replace(root.accessKeyId, stranger.accessKeyId)), wrong],
  ['V3 without its header is no V1', () => authorized(() => ''), 'MissingVersion'],
];
for (const [title, request, code] of altered)
  test(`${title} -> ${code}`, () => {
    // So that nobody fails too often.
    now += 3000;
    return changesNothing(server, async () => assert.equal(await send(request()), code));
  });

const dry = { DryRun: 'true' };
const replayed: readonly (readonly [title: string, request: () => Plain])[] = [
  ['V1', () => byV1(dry)],
  ['V3', () => byV3({}, { query: { ...target(), ...dry } })],
];
for (const [title, request] of replayed) {
  test(`${title}: what was sent once is refused again, at once, later, and after a restart`, async () => {
    const [one, begun] = [request(), now];
    const first = await send(one);
    assert.notEqual(first, 'SignatureNonceUsed');
    for (const later of [0, 60_000, 899_000, 900_000]) {
      now = begun + later;
      assert.equal(await send(one), 'SignatureNonceUsed', `after ${later} ms`);
    }
    await server.restart();
    for (const later of [0, 900_000]) {
      now = begun + later;
      assert.equal(await send(one), 'SignatureNonceUsed', `after a restart and ${later} ms`);
    }
    now = begun + 901_000;
    assert.equal(await send(one), 'InvalidTimeStamp.Expired');
  });
}

// Of a whole second.
for (const [away, code] of [
  [-900_000, 'accepted'],
  [900_000, 'accepted'],
  [-901_000, 'InvalidTimeStamp.Expired'],
  [901_000, 'InvalidTimeStamp.Expired'],
] as const)
  test(`a time ${away / 1000} s from the server's -> ${code}`, async () => {
    now = start;
    const at = timeText(now + away);
    const read = { Action: 'DescribeRegions', SecurityGroupId: undefined };
    assert.equal(await send(byV1({ ...read, Timestamp: at })), code);
    assert.equal(await send(byV3({ 'x-acs-action': 'DescribeRegions', 'x-acs-date': at })), code);
  });

test('wrong signatures with a key lock nobody out who signs rightly with it', async () => {
  const thief = { ...root, accessKeySecret: 'guessed' };
  const seen = new Map<string, number>();
  for (let n = 0; n < 300; n++) {
    const code = await send(n % 2 ? byV1({}, {}, thief) : byV3({}, {}, thief));
    seen.set(code, (seen.get(code) ?? 0) + 1);
    if (n % 10 === 0) assert.equal(await send(byV1({ Action: 'DescribeRegions' })), 'accepted', `after ${n} wrong ones`);
  }
  assert.deepEqual([...seen.keys()].sort(), ['SignatureDoesNotMatch', 'Throttling.User']);
});

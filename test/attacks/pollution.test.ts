import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Changes, type Plain, pairs, type Signer, v1, v3 } from '../http/requests.ts';
import { newGroup, P, rulesOf } from '../http/world.ts';
import { sendRaw, startServer, type TestServer } from '../server.ts';
import { changesNothing, refusalOf } from './refusals.ts';

/** Parameters that two readers could read differently, and requests of sizes that no client sends. All are signed rightly. */
let server: TestServer;
let signer: Signer;
let A: string;
let B: string;
before(async () => {
  server = await startServer();
  signer = { ...server.running.credentials, endpoint: server.endpoint };
  [A, B] = [await newGroup(server.root), await newGroup(server.root)];
  for (const group of [A, B])
    for (const port of [22, 80])
      await server.root('AuthorizeSecurityGroupEgress', { SecurityGroupId: group, ...P({ PortRange: `${port}/${port}` }) });
});
after(() => server.stop());

const FORM = 'application/x-www-form-urlencoded';
const one = {
  'Permissions.1.IpProtocol': 'TCP',
  'Permissions.1.PortRange': '22/22',
  'Permissions.1.DestCidrIp': '10.0.0.0/8',
  'Permissions.1.Policy': 'accept',
};
const json = JSON.stringify([{ IpProtocol: 'TCP', PortRange: '80/80', DestCidrIp: '10.0.0.0/8' }]);
const revoke = (group = A): Record<string, string> => ({
  Action: 'RevokeSecurityGroupEgress',
  RegionId: 'cn-hangzhou',
  SecurityGroupId: group,
});
/** Signed by V1 over `params`, then with more in the URL as it is. */
const plus = (params: Changes, more: string, form: Record<string, string> = {}): Plain => {
  const request = v1(signer, params, { form });
  return { ...request, url: request.url + more };
};
const byV3 = (query: Changes, form: Record<string, string>): Plain =>
  v3(signer, { 'x-acs-action': 'RevokeSecurityGroupEgress' }, { query: { RegionId: 'cn-hangzhou', ...query }, form });
/** A body as it is, signed by V3. */
const bodied = (body: string, type = FORM): Plain => {
  const request = v3(signer, { 'x-acs-action': 'RevokeSecurityGroupEgress', 'content-type': type }, { form: { '': body } });
  return request;
};
const deep = (levels: number): string => `${'[{"IpProtocol":'.repeat(levels)}1${'}]'.repeat(levels)}`;

const rows: readonly (readonly [title: string, request: () => Plain, code: string])[] = [
  ['V1: query and form differ', () => plus({ ...revoke(), ...one }, '', { SecurityGroupId: B }), 'InvalidParameter'],
  ['V3: query and form differ', () => byV3({ SecurityGroupId: A, ...one }, { SecurityGroupId: B }), 'InvalidParameter'],
  ['twice in the query', () => plus({ ...revoke(), ...one }, `&SecurityGroupId=${B}`), 'InvalidParameter'],
  ['twice, once with its name encoded', () => plus({ ...revoke(), ...one }, `&%53ecurityGroupId=${B}`), 'InvalidParameter'],
  ['once with a value and once empty', () => plus({ ...revoke(), ...one }, '&SecurityGroupId='), 'InvalidParameter'],
  ['once with a value and once bare', () => plus({ ...revoke(), ...one }, '&SecurityGroupId'), 'InvalidParameter'],
  ['two actions', () => plus({ ...revoke(), ...one }, '&Action=DescribeRegions'), 'InvalidParameter'],
  ['two access keys', () => plus({ ...revoke(), ...one }, '&AccessKeyId=x'), 'InvalidParameter'],
  ['another case of the name, after signing', () => plus({ ...revoke(), ...one }, `&securitygroupid=${B}`), 'SignatureDoesNotMatch'],
  ['the name as an array', () => plus({ ...revoke(), ...one }, `&SecurityGroupId[]=${B}`), 'SignatureDoesNotMatch'],
  ['a semicolon between parameters', () => plus({ ...revoke(), ...one }, `;SecurityGroupId=${B}`), 'SignatureDoesNotMatch'],
  [
    'only in another case',
    () => v1(signer, { ...revoke(), SecurityGroupId: undefined, securityGroupId: A, ...one }),
    'MissingSecurityGroupId',
  ],
  ['JSON beside entries', () => v1(signer, { ...revoke(), ...one, Permissions: json }), 'InvalidParam.Permissions'],
  ['JSON in the form, entries in the query', () => byV3({ SecurityGroupId: A, ...one }, { Permissions: json }), 'InvalidParam.Permissions'],
  ['entries beside ids', () => v1(signer, { ...revoke(), ...one, 'SecurityGroupRuleId.1': 'sgr-1' }), 'InvalidParam.Permissions'],
  ['entries beside the deprecated form', () => v1(signer, { ...revoke(), ...one, IpProtocol: 'TCP' }), 'InvalidParam.Permissions'],
  ['entry 0', () => v1(signer, { ...revoke(), ...one, 'Permissions.0.IpProtocol': 'UDP' }), 'InvalidParameter'],
  ['entry 01', () => v1(signer, { ...revoke(), ...one, 'Permissions.01.IpProtocol': 'UDP' }), 'InvalidParameter'],
  ['entry -1', () => v1(signer, { ...revoke(), ...one, 'Permissions.-1.IpProtocol': 'UDP' }), 'InvalidParameter'],
  ['entry __proto__', () => v1(signer, { ...revoke(), ...one, 'Permissions.__proto__.IpProtocol': 'UDP' }), 'InvalidParameter'],
  [
    '101 entries',
    () =>
      v1(signer, { ...revoke(), ...Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`Permissions.${i + 1}.Policy`, 'drop'])) }),
    'InvalidParameter',
  ],
  ['bytes that are no UTF-8', () => plus({ ...revoke(), ...one }, '&Description=%FF%FE'), 'InvalidParameter'],
  ['half a character, encoded', () => plus({ ...revoke(), ...one }, '&Description=%ED%A0%80'), 'InvalidParameter'],
  ['a longer spelling of a character', () => plus({ ...revoke(), ...one }, '&Description=%C0%AF'), 'InvalidParameter'],
  ['a character beyond all', () => plus({ ...revoke(), ...one }, '&Description=%F4%90%80%80'), 'InvalidParameter'],
  ['an escape cut short', () => plus({ ...revoke(), ...one }, '&Description=%4'), 'InvalidParameter'],
  ['an escape of another age', () => plus({ ...revoke(), ...one }, '&Description=%u0041'), 'InvalidParameter'],
  ['raw bytes that are no UTF-8 in the form', () => ({ ...bodied(''), body: 'Description=\ufffd' }), 'InvalidParameter'],
  ['a name of seven levels', () => v1(signer, { ...revoke(), ...one, 'A.1.B.1.C.1.D': 'x' }), 'InvalidParameter'],
  ['a name of 300,000 levels', () => v1(signer, { ...revoke(), ...one, ['A.'.repeat(300_000)]: 'x' }), 'InvalidParameter'],
  [
    '10,000 parameters',
    () => v1(signer, { ...revoke(), ...one }, { form: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`A.${i}`, 'x'])) }),
    'InvalidParameter',
  ],
  [
    '10,000 entries',
    () =>
      v1(signer, revoke(), { form: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`Permissions.${i + 1}.Policy`, 'drop'])) }),
    'InvalidParameter',
  ],
  ['a form of 10 MB', () => v1(signer, revoke(), { form: { ...one, Description: 'x'.repeat(10_000_000) } }), 'RequestEntityTooLarge'],
  ['deep JSON', () => v1(signer, revoke(), { form: { Permissions: deep(20_000) } }), 'InvalidParameter'],
  ['deep JSON that never ends', () => v1(signer, revoke(), { form: { Permissions: '['.repeat(300_000) } }), 'InvalidParameter'],
  ['JSON of 100,000 entries', () => v1(signer, revoke(), { form: { Permissions: `[${'{},'.repeat(100_000)}1]` } }), 'InvalidParameter'],
  [
    'JSON with a number for a name of every object',
    () => v1(signer, { ...revoke(), Permissions: '[{"__proto__":{"IpProtocol":"TCP"}}]' }),
    'InvalidIpProtocol.ValueNotSupported',
  ],
  ['a body of JSON', () => bodied(json, 'application/json'), 'MissingRegionId'],
  ['a body of many parts', () => bodied(pairs(revoke()), 'multipart/form-data; boundary=x'), 'MissingRegionId'],
];
for (const [title, request, code] of rows)
  test(`${title} -> ${code}`, () =>
    changesNothing(server, async () => assert.equal(refusalOf(await sendRaw(server.endpoint, request())), code)));

test('after all of it every rule is there', async () => {
  for (const group of [A, B]) assert.equal((await rulesOf(server.root, group)).length, 2);
});

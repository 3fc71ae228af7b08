import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Direction } from '#domain/rule.ts';
import type { Client, Params } from '../server.ts';
import { type Given, makeGroup, makeSites, type Place, type Request, type Site } from './sentences.ts';
import { done, ids, makeWorld, newAccount, newGroup, P, Ps, rulesOf, T, toGroup, toList, turned, type World } from './world.ts';

let w: World;
let sites: { readonly [P in Place]: Site };
before(async () => {
  w = await makeWorld();
  sites = await makeSites(w);
});
after(() => w.server.stop());

const v6 = '2001:db8::/32';
const toV6 = { DestCidrIp: '', Ipv6DestCidrIp: v6 };
const web = { PortRange: '80/80' };
const rule = { IpProtocol: 'TCP', PortRange: '22/22', DestCidrIp: '10.0.0.0/8', Policy: 'accept' };
const valid = (name: string) => `400 The specified parameter ${name} is not valid.`;

/**
 * [title, rules the group has, what AuthorizeSecurityGroupEgress is asked, what it gets]: the number of rules that it adds, or status and code, or
 * status and message where the code has more than one.
 */
type Row = readonly [title: string, given: Given, sent: Request, gets: number | string, place?: Place];
const rows: readonly Row[] = [
  ['one rule', [], P(), 1],
  ['one rule by the parameters outside Permissions', [], T(), 1],
  ['rules as JSON text', [], { Permissions: JSON.stringify([rule, { ...rule, Priority: 2 }]) }, 2],
  ['100 rules', [], Ps(...Array.from({ length: 100 }, (_, i) => ({ Priority: `${i + 1}` }))), 100],
  ['101 rules', [], Ps(...Array.from({ length: 101 }, (_, i) => ({ PortRange: `1/${i + 1}` }))), '400 InvalidParameter'],
  ['a rule that exists is no error and adds nothing', [{}], P(), 0],
  [
    'a rule that exists in other words',
    [{}],
    P({ IpProtocol: '6', DestCidrIp: '10.1.2.3/8', Description: 'x', Priority: '1', Policy: '' }),
    0,
  ],
  ['only what is new is added', [{}], Ps({}, web), 1],
  ['a rule that differs in policy', [{}], P({ Policy: 'drop' }), 1],
  ['a rule that differs in priority', [{}], P({ Priority: '2' }), 1],
  ['a rule of an enterprise group, whatever its policy', [], Ps({}, { Policy: 'drop' }), 2, 'enterprise'],
  ['rule IDs are no parameter', [], { ...P(), ...ids('!!') }, 1],
  ['a group of another account', [], (world) => P(toGroup(world.F, { DestGroupOwnerAccount: 'test@ALIYUN.com' })), 1],
  ['on the classic network a rule for either NIC type', [], Ps({}, { NicType: 'intranet' }), 2, 'classic'],
  ['in a VPC the NIC types are one', [], P({ NicType: 'internet' }), 1],

  ['all or nothing: a malformed entry', [], Ps({}, { Policy: 'x' }), valid('Policy')],
  ['all or nothing: an unknown peer', [], Ps({}, toGroup('sg-none')), '404 InvalidDestGroupId.NotFound'],
  ['all or nothing: duplicates', [], Ps({}, web, { DestCidrIp: '10.9.9.9/8' }), '400 InvalidParam.DuplicatePermissions'],
  ['both forms', [], { ...P(), ...T(web) }, '400 InvalidParam.Permissions'],
  ['no rule at all', [], {}, '400 The parameter IpProtocol must be specified with case insensitive TCP, UDP, ICMP, GRE or All.'],
  [
    'no protocol',
    [],
    Ps({}, { IpProtocol: '' }),
    '400 The parameter Permissions.2.IpProtocol must be specified with case insensitive TCP, UDP, ICMP, GRE or All.',
  ],
  ['no peer', [], P({ DestCidrIp: '' }), '400 MissingParameter.Dest'],
  ['no peer, outside Permissions', [], T({ DestCidrIp: '' }), '403 MissingParameter'],
  ['no ports', [], P({ PortRange: '' }), '400 InvalidPortRange.Malformed'],
  ['malformed ports', [], P({ PortRange: '22' }), '400 InvalidParam.PortRange'],
  ['malformed ports, outside Permissions', [], T({ PortRange: '22' }), '400 InvalidIpProtocol.Malformed'],
  ['ports that the protocol does not have', [], P({ IpProtocol: 'ICMP' }), '400 OperationDenied'],
  ['no ports where the protocol has some', [], T({ PortRange: '-1/-1' }), '400 OperationDenied'],
  [
    'source and destination alike',
    [],
    P({ SourceCidrIp: '10.2.3.4/8' }),
    '400 The specified SourceCidrIp should be different from the DestCidrIp.',
  ],
  ['source and destination of two families', [], P({ Ipv6SourceCidrIp: v6 }), '400 InvalidParameter.Conflict'],
  ['a description of 513 characters', [], P({ Description: 'x'.repeat(513) }), '400 InvalidSecurityGroupDiscription.Malformed'],
  ['a policy that is none', [], P({ Policy: 'x' }), valid('Policy')],
  ['the group itself', [], (_, at) => P(toGroup(at.group)), '403 InvalidSecurityGroup.IsSame'],
  [
    'the group itself, outside Permissions',
    [],
    (_, at) => T(toGroup(at.group)),
    '403 The specified SecurityGroupId should be different from the SourceGroupId.',
  ],
  [
    'a group in another VPC',
    [],
    (world) => P(toGroup(world.X)),
    '400 Specified security group and destination group are not in the same VPC.',
  ],
  ['a group of the other network type', [], (world) => P(toGroup(world.V)), '403 InvalidNetworkType.Conflict', 'classic'],
  [
    'a group over internet',
    [],
    (_, at) => P(toGroup(at.peer, { NicType: 'internet' })),
    '403 NicType is required or NicType expects intranet.',
    'classic',
  ],
  ['an enterprise group as peer', [], (world) => P(toGroup(world.E)), '400 InvalidGroupAuthParameter.OperationDenied'],
  [
    'an enterprise group with a group as peer',
    [],
    (_, at) => P(toGroup(at.peer)),
    '400 InvalidGroupParameter.OperationDenied',
    'enterprise',
  ],
  ['a managed group as peer', [], (world) => P(toGroup(world.M)), '403 InvalidOperation.ResourceManagedByCloudProduct'],
  ['a managed group', [], (world) => ({ SecurityGroupId: world.M, ...P() }), '403 InvalidOperation.ResourceManagedByCloudProduct'],
  ['a prefix list on the classic network', [], (_, at) => P(toList(at.prefixList)), '400 NotSupported.ClassicNetworkPrefixList', 'classic'],
  [
    'a port list on the classic network',
    [],
    (_, at) => P({ PortRange: '', PortRangeListId: at.portList }),
    '400 UnsupportedParameter',
    'classic',
  ],
  ['IPv6 on the classic network', [], P(toV6), '400 InvalidParameter.Ipv6CidrIp', 'classic'],
  [
    'a prefix list of the other family than the source',
    [],
    (_, at) => P(toList(at.prefixList, { Ipv6SourceCidrIp: v6 })),
    '400 InvalidParam.PrefixListAddressFamilyMismatch',
  ],
  [
    'a prefix list of the other family than the protocol',
    [],
    (_, at) => P(toList(at.prefixList, { IpProtocol: '58', PortRange: '-1/-1' })),
    '400 InvalidParam.PrefixListAddressFamilyMismatch',
  ],
  ['an unknown prefix list', [], P(toList('pl-none')), '404 InvalidPrefixListId.NotFound'],
  ['an unknown port list', [], P({ PortRange: '', PortRangeListId: 'prl-none' }), '400 InvalidPortRangeListId.NotFound'],
  ['an unknown group', [], { SecurityGroupId: 'sg-none', ...P() }, '404 InvalidSecurityGroupId.NotFound'],
  [
    'a group of another account that a rule of ours names',
    [],
    (world) => ({ SecurityGroupId: world.F, ...P() }),
    '401 InvalidOperation.SecurityGroupNotAuthorized',
  ],
];

async function authorized([, given, sent, gets, place = 'own']: Row, direction: Direction): Promise<number | string> {
  const made = await makeGroup(w, sites[place], given, direction);
  const params = typeof sent === 'function' ? sent(w, made) : sent;
  const action = direction === 'egress' ? 'AuthorizeSecurityGroupEgress' : 'AuthorizeSecurityGroup';
  const { status, body } = await made.client(action, { SecurityGroupId: made.group, ...turned(params, direction) });
  const after = (await rulesOf(made.client, made.group)).map((one) => one.SecurityGroupRuleId);
  assert.deepEqual(after.slice(0, made.ids.length), made.ids, 'the rules that were there are there as before');
  if (status === 200) return after.length - made.ids.length;
  assert.equal(after.length, made.ids.length, 'a refused request adds nothing');
  return `${status} ${typeof gets === 'string' && gets.includes(' ', 4) ? body.Message : body.Code}`;
}

describe('AuthorizeSecurityGroupEgress', { concurrency: 40 }, () => {
  for (const row of rows) test(row[0], async () => assert.equal(await authorized(row, 'egress'), row[3]));
});
describe('AuthorizeSecurityGroup', { concurrency: 40 }, () => {
  for (const row of rows.filter(([, , , gets]) => typeof gets === 'number')) {
    test(row[0], async () => assert.equal(await authorized(row, 'ingress'), row[3]));
  }
});

const authorize = (client: Client, group: string, params: Params) =>
  client('AuthorizeSecurityGroupEgress', { SecurityGroupId: group, ...params });

test('a rule that is authorized again keeps its ID, spelling, description and time', async () => {
  const group = await newGroup(w.clients.own);
  await done(authorize(w.clients.own, group, P({ DestCidrIp: '10.1.2.3/8', Description: 'first' })));
  const before = await rulesOf(w.clients.own, group);
  assert.equal(before[0]?.Description, 'first');
  for (const again of [P({ Description: 'second' }), T(), P({ DestCidrIp: '10.1.2.3/8', Description: '' })]) {
    assert.deepEqual(Object.keys(await done(authorize(w.clients.own, group, again))), ['RequestId']);
  }
  assert.deepEqual(await rulesOf(w.clients.own, group), before);
});

test('of requests for one rule that come at once, one adds it', async () => {
  const group = await newGroup(w.clients.own);
  await Promise.all(Array.from({ length: 20 }, () => done(authorize(w.clients.own, group, P()))));
  assert.equal((await rulesOf(w.clients.own, group)).length, 1);
});

/** `most` requests succeed one after the other, and the next one gets the code. */
async function fill(most: number, request: (i: number) => ReturnType<Client>): Promise<string> {
  for (let i = 0; i < most; i++) await done(request(i));
  const { status, body } = await request(most);
  return `${status} ${body.Code}`;
}

test('a group has 1000 rules at most, of both directions, and a full one still takes what it has', async () => {
  const { own } = w.clients;
  const group = await newGroup(own);
  const hundred = (i: number) => Ps(...Array.from({ length: 100 }, (_, n) => ({ Priority: `${n + 1}`, PortRange: `${i + 1}/${i + 1}` })));
  for (let i = 0; i < 9; i++) await done(authorize(own, group, hundred(i)));
  await done(own('AuthorizeSecurityGroup', { SecurityGroupId: group, ...turned(hundred(0), 'ingress') }));
  assert.equal((await authorize(own, group, P({ PortRange: '99/99' }))).body.Code, 'AuthorizationLimitExceed');
  await done(authorize(own, group, hundred(3)));
  assert.equal((await rulesOf(own, group, { MaxResults: '1000' })).length, 1000);
  await done(own('RevokeSecurityGroupEgress', { SecurityGroupId: group, ...P({ PortRange: '1/1', Priority: '1' }) }));
  assert.equal(await fill(1, (i) => authorize(own, group, P({ PortRange: `${i + 90}/99` }))), '403 AuthorizationLimitExceed');
});

test('a rule that names lists weighs as many rules as they have maximum entries', async () => {
  const { own } = w.clients;
  const prefix = await done(own('CreatePrefixList', { PrefixListName: 'many', AddressFamily: 'IPv4', MaxEntries: '200' }));
  const ports = await done(own('CreatePortRangeList', { PortRangeListName: 'many', MaxEntries: '300' }));
  const small = await done(own('CreatePortRangeList', { PortRangeListName: 'few', MaxEntries: '5' }));
  const blocks = toList(prefix.PrefixListId);
  const portsOf = (list: string) => ({ PortRange: '', PortRangeListId: list });
  const fullAfter = async (most: number, rule: Params, last = rule) => {
    const group = await newGroup(own);
    const told = await fill(most, (i) => authorize(own, group, P({ ...(i < most ? rule : last), Priority: `${i + 1}` })));
    assert.equal(told, '403 AuthorizationLimitExceed');
  };
  await fullAfter(5, blocks);
  await fullAfter(3, portsOf(ports.PortRangeListId));
  await fullAfter(1, { ...blocks, ...portsOf(small.PortRangeListId) }, {});
});

test('a group has 20 rules that name a group at most', async () => {
  const { own } = w.clients;
  const group = await newGroup(own);
  const request = (i: number) => authorize(own, group, P(toGroup(w.B, { PortRange: `${i + 1}/${i + 1}` })));
  assert.equal(await fill(20, request), '400 AuthorizedGroupRule.LimitExceed');
  await done(request(3));
  await done(authorize(own, group, P()));
  await done(own('RevokeSecurityGroupEgress', { SecurityGroupId: group, ...P(toGroup(w.B, { PortRange: '1/1' })) }));
  assert.equal(await fill(1, (i) => request(i + 30)), '400 AuthorizedGroupRule.LimitExceed');
});

test('a group with more than is allowed now takes what does not add to it', async () => {
  const { client, id } = await newAccount(w.server);
  const [group, peer] = [await newGroup(client), await newGroup(client)];
  await done(authorize(client, group, Ps(toGroup(peer), toGroup(peer, web))));
  await done(w.server.root('ModifyAccount', { AccountId: id, 'Quota.1.Name': 'groupPeersPerGroup', 'Quota.1.Value': '1' }));
  assert.equal((await authorize(client, group, P(toGroup(peer, { Priority: '2' })))).body.Code, 'AuthorizedGroupRule.LimitExceed');
  await done(authorize(client, group, P()));
  await done(authorize(client, group, P(toGroup(peer))));
});

test('an account ID keeps its digits, as a number in JSON too', async () => {
  const AccountId = '9007199254740993';
  const theirs = await newGroup((await newAccount(w.server, { AccountId })).client);
  const group = await newGroup(w.clients.own);
  const text = `[{"IpProtocol":"TCP","PortRange":"22/22","DestGroupId":"${theirs}","DestGroupOwnerId":${AccountId}}]`;
  await done(authorize(w.clients.own, group, { Permissions: text }));
  assert.equal((await rulesOf(w.clients.own, group))[0]?.DestGroupOwnerAccount, AccountId);
});

test("an account's own quotas hold instead", async () => {
  const { client, id } = await newAccount(w.server, { 'Quota.2.Name': 'rulesPerGroup', 'Quota.2.Value': '2' });
  const group = await newGroup(client);
  assert.equal(await fill(2, (i) => authorize(client, group, P({ Priority: `${i + 1}` }))), '403 AuthorizationLimitExceed');
  await done(w.server.root('ModifyAccount', { AccountId: id, 'Quota.1.Name': 'rulesPerGroup', 'Quota.1.Value': '3' }));
  assert.equal(await fill(1, (i) => authorize(client, group, P({ Priority: `${i + 50}` }))), '403 AuthorizationLimitExceed');
  await done(w.server.root('ModifyAccount', { AccountId: id, 'Quota.1.Name': 'rulesPerGroup', 'Quota.1.Value': '1' }));
  await done(authorize(client, group, P({ Priority: '1' })));
  await done(w.server.root('ModifyAccount', { AccountId: id, 'Quota.1.Name': 'groupsPerRegion', 'Quota.1.Value': '1' }));
  assert.equal((await client('CreateSecurityGroup')).body.Code, 'QuotaExceed.SecurityGroup');
});

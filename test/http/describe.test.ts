import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Params } from '../server.ts';
import { makeGroup, makeSites, type Place, type Site } from './sentences.ts';
import { done, makeWorld, newGroup, Ps, rulesOf, toGroup, toList, turned, type World } from './world.ts';

let w: World;
let sites: { readonly [P in Place]: Site };
before(async () => {
  w = await makeWorld();
  sites = await makeSites(w);
});
after(() => w.server.stop());

/** Every field of a described egress rule; what a rule does not have is ''. */
const plain: Params = {
  ...{ Direction: 'egress', IpProtocol: 'TCP', Policy: 'Accept', Priority: '1', NicType: 'intranet', PortRange: '22/22' },
  ...{ PortRangeListId: '', PortRangeListName: '', SourcePortRange: '', Description: '' },
  ...{ SourceCidrIp: '', Ipv6SourceCidrIp: '', SourceGroupId: '', SourceGroupName: '', SourceGroupOwnerAccount: '' },
  ...{ SourcePrefixListId: '', SourcePrefixListName: '', DestCidrIp: '10.0.0.0/8', Ipv6DestCidrIp: '', DestGroupId: '', DestGroupName: '' },
  ...{ DestGroupOwnerAccount: '', DestPrefixListId: '', DestPrefixListName: '' },
};
const v6 = '2001:db8::/32';
type Fields = Params | ((w: World, at: Site) => Params);
/** [title, as authorized, as described where that differs from a plain rule]. */
const shapes: readonly (readonly [title: string, sent: Fields, shown: Fields, place?: Place])[] = [
  ['a rule with nothing but what it needs', {}, {}],
  ['policy and protocol in capitals as documented', { IpProtocol: 'udp', Policy: 'DROP' }, { IpProtocol: 'UDP', Policy: 'Drop' }],
  ['a priority is a text', { Priority: '007' }, { Priority: '7' }],
  [
    'ICMPv6 as a case variant',
    { IpProtocol: 'icmpv6', PortRange: '-1/-1', ...toV6('::/0') },
    { IpProtocol: 'ICMPV6', PortRange: '-1/-1', ...toV6('::/0') },
  ],
  ['a protocol by its name', { IpProtocol: '17' }, { IpProtocol: 'UDP' }],
  ['a protocol without a name', { IpProtocol: '50', PortRange: '-1/-1' }, { IpProtocol: '50', PortRange: '-1/-1' }],
  ['NicType in a VPC is intranet, whatever was sent', { NicType: 'internet' }, {}],
  ['host bits are kept', { DestCidrIp: '10.159.6.18/12' }, { DestCidrIp: '10.159.6.18/12' }],
  ['an address stays one', { DestCidrIp: '183.14.28.116' }, { DestCidrIp: '183.14.28.116' }],
  ['a block of one stays one', { DestCidrIp: '183.14.28.116/32' }, { DestCidrIp: '183.14.28.116/32' }],
  [
    'an IPv6 block is compressed, its host bits kept, and the field for IPv4 empty',
    toV6('2001:0db8:3c4d:0015:0000:0000:1a2f:1a2b/0'),
    toV6('2001:db8:3c4d:15::1a2f:1a2b/0'),
  ],
  ['an IPv6 block with zeros at its end', toV6('2408:0180:0000::/64'), toV6('2408:180::/64')],
  ['a group of the same account has no owner', (_, at) => toGroup(at.peer), (_, at) => toGroup(at.peer)],
  ['even where one was sent', (_, at) => toGroup(at.peer, { DestGroupOwnerId: at.account }), (_, at) => toGroup(at.peer)],
  ['a group has its name', (world) => toGroup(world.B), (world) => toGroup(world.B, { DestGroupName: 'db' })],
  [
    'a group of another account has the ID of its owner and no name',
    (world) => toGroup(world.F, { DestGroupOwnerAccount: 'Test@aliyun.com' }),
    (world) => toGroup(world.F, { DestGroupOwnerAccount: world.accounts.foreign }),
  ],
  ['a prefix list', (_, at) => toList(at.prefixList), (_, at) => toList(at.prefixList, { DestPrefixListName: 'blocks' })],
  [
    'a port list',
    (_, at) => ({ PortRange: '', PortRangeListId: at.portList }),
    (_, at) => ({ PortRange: '', PortRangeListId: at.portList, PortRangeListName: 'ports' }),
  ],
  [
    'the other side of a quintuple rule',
    { SourceCidrIp: '192.168.1.1/16', SourcePortRange: '1/2' },
    { SourceCidrIp: '192.168.1.1/16', SourcePortRange: '1/2' },
  ],
  ['an IPv6 source', { ...toV6('::/0'), Ipv6SourceCidrIp: '2001:DB8::0/32' }, { ...toV6('::/0'), Ipv6SourceCidrIp: v6 }],
  [
    'source ports -1/-1 are none',
    { IpProtocol: 'GRE', PortRange: '-1/-1', SourcePortRange: '-1/-1' },
    { IpProtocol: 'GRE', PortRange: '-1/-1' },
  ],
  ['a description of any letters', { Description: '出方向 "&<>" \u{1f600}' }, { Description: '出方向 "&<>" \u{1f600}' }],
  ['what was ignored is not shown', { DestGroupId: 'x', DestPrefixListId: 'y', PortRangeListId: 'z' }, {}],
  ['the NIC type on the classic network', {}, { NicType: 'internet' }, 'classic'],
  ['a group on the classic network', (_, at) => toGroup(at.peer), (_, at) => toGroup(at.peer, { NicType: 'intranet' }), 'classic'],
];
const sentBack = (rule: Params): Params =>
  Object.fromEntries(Object.entries(rule).map(([name, value]) => [`Permissions.1.${name}`, value]));
function toV6(block: string): Params {
  return { DestCidrIp: '', Ipv6DestCidrIp: block };
}

for (const direction of ['egress', 'ingress'] as const) {
  for (const [title, sent, shown, place = 'own'] of shapes) {
    test(`${direction}: ${title}`, async () => {
      const site = sites[place];
      const fields = (of: Fields) => (typeof of === 'function' ? of(w, site) : of);
      const { client, group } = await makeGroup(w, site, [fields(sent)], direction);
      const [rule = {}, ...more] = await rulesOf(client, group);
      assert.equal(more.length, 0);
      const { SecurityGroupRuleId, CreateTime, ...rest } = rule;
      assert.match(SecurityGroupRuleId ?? '', /^sgr-[a-z0-9]{20}$/);
      assert.match(CreateTime ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.deepEqual(rest, { ...turned({ ...plain, ...fields(shown) }, direction), Direction: direction });
      const revoke = direction === 'egress' ? 'RevokeSecurityGroupEgress' : 'RevokeSecurityGroup';
      await done(client(revoke, { SecurityGroupId: group, ...sentBack(rest) }));
      assert.deepEqual(await rulesOf(client, group), [], 'sent back as it is shown, it is that rule');
    });
  }
}

const group = (params: Params) => w.clients.own('DescribeSecurityGroupAttribute', params);
const shownBy = async (site: Site, id: string, params: Params) => {
  const shown = await done(site.client('DescribeSecurityGroupAttribute', { SecurityGroupId: id, ...params }));
  return shown.Permissions.Permission.map((rule: Params) => `${rule.Direction} ${rule.NicType} ${rule.PortRange}`);
};

test('a group is shown with what it was made with', async () => {
  const { RequestId, ...shown } = await done(
    group({ SecurityGroupId: await newGroup(w.clients.own, { SecurityGroupName: 'web', Description: 'front ends' }) }),
  );
  const { SecurityGroupId, ...rest } = shown;
  assert.match(SecurityGroupId, /^sg-bp1[a-z0-9]{17}$/);
  assert.deepEqual(rest, {
    ...{ RegionId: 'cn-hangzhou', SecurityGroupName: 'web', Description: 'front ends', VpcId: w.vpc, InnerAccessPolicy: 'Accept' },
    ...{ Permissions: { Permission: [] }, SnapshotPolicyIds: { SnapshotPolicyId: [] }, NextToken: '' },
  });
});
test('an enterprise group drops what is between its members, a classic one has no VPC', async () => {
  assert.equal((await done(group({ SecurityGroupId: w.E }))).InnerAccessPolicy, 'Drop');
  assert.equal((await done(w.clients.classic('DescribeSecurityGroupAttribute', { SecurityGroupId: w.C }))).VpcId, '');
});

const rules = [{}, { PortRange: '80/80', NicType: 'intranet' }, { PortRange: '81/81', otherWay: 'yes' }];
const filters: readonly (readonly [title: string, place: Place, params: Params, expected: readonly string[]])[] = [
  ['all rules', 'own', {}, ['egress intranet 22/22', 'egress intranet 80/80', 'ingress intranet 81/81']],
  ['all rules by name', 'own', { Direction: 'ALL' }, ['egress intranet 22/22', 'egress intranet 80/80', 'ingress intranet 81/81']],
  ['rules of one direction', 'own', { Direction: 'egress' }, ['egress intranet 22/22', 'egress intranet 80/80']],
  ['rules of the other, in any case', 'own', { Direction: 'INGRESS' }, ['ingress intranet 81/81']],
  // What Terraform sends for a rule without nic_type.
  ['NicType <nil> in a VPC', 'own', { Direction: 'ingress', NicType: '<nil>' }, ['ingress intranet 81/81']],
  ['any NicType in a VPC', 'own', { Direction: 'ingress', NicType: 'internet' }, ['ingress intranet 81/81']],
  ['a NicType that is none, in a VPC', 'own', { Direction: 'ingress', NicType: 'wifi' }, ['ingress intranet 81/81']],
  ['internet is the default on the classic network', 'classic', {}, ['egress internet 22/22', 'ingress internet 81/81']],
  ['intranet on the classic network', 'classic', { NicType: 'Intranet' }, ['egress intranet 80/80']],
  [
    'NicType <nil> on the classic network',
    'classic',
    { NicType: '<nil>', Direction: 'egress' },
    ['egress internet 22/22', 'egress intranet 80/80'],
  ],
];
for (const [title, place, params, expected] of filters) {
  test(`DescribeSecurityGroupAttribute: ${title}`, async () => {
    const made = await makeGroup(w, sites[place], rules);
    assert.deepEqual(await shownBy(sites[place], made.group, params), expected);
  });
}

const refused: readonly (readonly [title: string, params: Params | ((w: World) => Params), expected: string])[] = [
  ['a direction that is none', { Direction: 'up' }, '400 InvalidParamter'],
  ['too few on a page', { MaxResults: '9' }, '400 InvalidParamter'],
  ['too many on a page', { MaxResults: '1001' }, '400 InvalidParamter'],
  ['a token that was not given', { NextToken: '!' }, '400 InvalidParamter'],
  ['no region', { RegionId: '' }, '400 MissingParameter.RegionId'],
  ['a group of another region', { RegionId: 'cn-beijing' }, '404 InvalidSecurityGroupId.NotFound'],
  ['a group of another account, whoever names it', (world) => ({ SecurityGroupId: world.F }), '404 InvalidSecurityGroupId.NotFound'],
  ['a malformed group', { SecurityGroupId: 'sg-*' }, '400 InvalidSecurityGroupId.Malformed'],
];
for (const [title, params, expected] of refused) {
  test(`DescribeSecurityGroupAttribute: ${title}`, async () => {
    const { status, body } = await group({ SecurityGroupId: w.A, ...(typeof params === 'function' ? params(w) : params) });
    assert.equal(`${status} ${body.Code}`, expected);
  });
}
test('DescribeSecurityGroupAttribute: a NicType that is none, on the classic network', async () => {
  const { status, body } = await w.clients.classic('DescribeSecurityGroupAttribute', { SecurityGroupId: w.C, NicType: 'wifi' });
  assert.equal(`${status} ${body.Code}`, '400 InvalidNicType.ValueNotSupported');
});

test('rules come page by page, each once, though the last one of a page may be revoked between', async () => {
  const {
    client,
    group: id,
    ids,
  } = await makeGroup(
    w,
    sites.own,
    Array.from({ length: 25 }, (_, i) => ({ Priority: `${i + 1}` })),
  );
  const seen: string[] = [];
  let NextToken = '';
  for (let pages = 0; pages < 5; pages++) {
    const page = await done(client('DescribeSecurityGroupAttribute', { SecurityGroupId: id, MaxResults: '10', NextToken }));
    seen.push(...page.Permissions.Permission.map((rule: Params) => rule.SecurityGroupRuleId));
    NextToken = page.NextToken;
    if (NextToken === '') break;
    if (pages === 0) await done(client('RevokeSecurityGroupEgress', { SecurityGroupId: id, 'SecurityGroupRuleId.1': seen.at(-1)! }));
  }
  assert.deepEqual(seen, ids);
});

const listed = async (params: Params) => {
  const list = await done(w.clients.own('DescribeSecurityGroups', params));
  return list.SecurityGroups.SecurityGroup.map((one: Params) => one.SecurityGroupId);
};
test('DescribeSecurityGroups counts rules and tells who manages a group', async () => {
  const id = await newGroup(w.clients.own, { 'Tag.1.Key': 'env', 'Tag.1.Value': 'test' });
  await done(w.clients.own('AuthorizeSecurityGroupEgress', { SecurityGroupId: id, ...Ps({}, toGroup(w.B)) }));
  const one = async () => (await done(w.clients.own('DescribeSecurityGroups', { SecurityGroupId: id }))).SecurityGroups.SecurityGroup[0];
  const { CreationTime, ...shown } = await one();
  assert.match(CreationTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.deepEqual(shown, {
    ...{ SecurityGroupId: id, SecurityGroupName: '', Description: '', SecurityGroupType: 'normal', VpcId: w.vpc, ResourceGroupId: '' },
    ...{ RuleCount: 2, GroupToGroupRuleCount: 1, EcsCount: 0, AvailableInstanceAmount: 0, ServiceManaged: false, ServiceID: 0 },
    Tags: { Tag: [{ TagKey: 'env', TagValue: 'test' }] },
  });
  for (const [ServiceId, expected] of [
    ['26842', { ServiceManaged: true, ServiceID: 26842 }],
    ['ack', { ServiceManaged: true, ServiceID: 0 }],
    ['', { ServiceManaged: false, ServiceID: 0 }],
  ] as const) {
    await done(w.clients.own('SetSecurityGroupManaged', { SecurityGroupId: id, ServiceId }));
    const { ServiceManaged, ServiceID } = await one();
    assert.deepEqual({ ServiceManaged, ServiceID }, expected, ServiceId);
  }
});
const unknown: readonly (readonly [title: string, params: Params])[] = [
  ['an ID', { SecurityGroupId: 'sg-none' }],
  ['IDs', { SecurityGroupIds: '["sg-none","sg-nope"]' }],
  ['a VPC', { VpcId: 'vpc-fake' }],
  ['a resource group', { ResourceGroupId: 'rg-fake' }],
  ['a name', { SecurityGroupName: 'nobody' }],
  ['a tag', { 'Tag.1.Key': 'none' }],
  ['a region', { RegionId: 'eu-west-1' }],
];
for (const [title, params] of unknown) {
  test(`DescribeSecurityGroups: ${title} that is unknown gives an empty list and no error`, async () =>
    assert.deepEqual(await listed(params), []));
}
test('DescribeSecurityGroups: IDs as JSON text, in order of creation, without those of other accounts', async () => {
  assert.deepEqual(await listed({ SecurityGroupIds: JSON.stringify([w.B, w.F, w.A]) }), [w.A, w.B].sort());
});
test('DescribeSecurityGroups: a page by number has a total, a page by token has none', async () => {
  const byNumber = await done(w.clients.own('DescribeSecurityGroups', { PageSize: '2', PageNumber: '2' }));
  assert.equal(byNumber.SecurityGroups.SecurityGroup.length, 2);
  assert.ok(byNumber.TotalCount >= 8);
  const byToken = await done(w.clients.own('DescribeSecurityGroups', { MaxResults: '2' }));
  assert.equal('TotalCount' in byToken, false);
  const next = await done(w.clients.own('DescribeSecurityGroups', { MaxResults: '2', NextToken: byToken.NextToken }));
  assert.deepEqual(next.SecurityGroups, byNumber.SecurityGroups);
});

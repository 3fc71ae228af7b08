import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import describeSecurityGroups from '#actions/ecs/describe-security-groups.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { GroupHead } from '#domain/kinds.ts';
import { tokenOf } from '#domain/paging.ts';
import { groupHead, ruleOf, scope } from '#domain/samples.testing.ts';
import type { Values } from '#kit/shape.ts';

type Params = Omit<Values<typeof describeSecurityGroups.params>, 'RegionId'>;
type Reply = {
  readonly SecurityGroups: { readonly SecurityGroup: readonly { readonly SecurityGroupId: string }[] };
  readonly NextToken: string;
};

const group = (id: string) => ({ ...scope, kind: 'group', id }) as const;
const put = (id: string, over: Partial<GroupHead> = {}) => ({ put: group(id), head: groupHead(over) });
const state = stateOf(
  put('sg-1', { name: 'web', tags: { env: 'test', team: 'a' } }),
  put('sg-2', { name: 'web', type: 'enterprise', vpc: 'vpc-2', resourceGroup: 'rg-2' }),
  put('sg-3', { name: 'db', vpc: '', tags: { env: 'prod' } }),
  put('sg-4', { name: 'nodes', service: '1503' }),
  put('sg-5', { name: 'pods', service: 'ack' }),
  { put: { ...group('sg-6'), region: 'us-east-1' }, head: groupHead() },
  { put: { ...group('sg-7'), account: '2' }, head: groupHead() },
  { part: group('sg-1'), id: 'sgr-1', row: ruleOf() },
  { part: group('sg-1'), id: 'sgr-2', row: ruleOf({ peer: { kind: 'group', id: 'sg-2', owner: '' } }) },
);
const describe = (params: Params) => call(describeSecurityGroups, { RegionId: scope.region, ...params }, state);
/** The digits of the ids that came, or the code. */
function shown(params: Params): unknown {
  const called = describe(params);
  if ('code' in called) return replyOf(called);
  return (called.reply as Reply).SecurityGroups.SecurityGroup.map(({ SecurityGroupId }) => SecurityGroupId.slice('sg-'.length)).join('');
}
const tag = (row: { Key?: string; Value?: string; key?: string; value?: string }) => ({ at: 'Tag.1', ...row });

const cases: readonly (readonly [title: string, params: Params, expected: unknown])[] = [
  ['all of the account and region', {}, '12345'],
  ['one id', { SecurityGroupId: 'sg-2' }, '2'],
  ['an unknown id is no error', { SecurityGroupId: 'sg-9' }, ''],
  ['an id of another account is not there', { SecurityGroupId: 'sg-7' }, ''],
  ['ids, in order of creation', { SecurityGroupIds: ['sg-4', 'sg-9', 'sg-1'] }, '14'],
  ['an id that is among the ids', { SecurityGroupId: 'sg-4', SecurityGroupIds: ['sg-4', 'sg-1'] }, '4'],
  ['an id that is not', { SecurityGroupId: 'sg-2', SecurityGroupIds: ['sg-4', 'sg-1'] }, ''],
  ['by name', { SecurityGroupName: 'web' }, '12'],
  ['by ids and name', { SecurityGroupIds: ['sg-2', 'sg-3'], SecurityGroupName: 'web' }, '2'],
  ['by VPC', { VpcId: 'vpc-2' }, '2'],
  ['by an unknown VPC', { VpcId: 'vpc-9_fake' }, ''],
  ['by type', { SecurityGroupType: 'enterprise' }, '2'],
  ['by resource group', { ResourceGroupId: 'rg-2' }, '2'],
  ['by an unknown resource group', { ResourceGroupId: 'rg-9_fake' }, ''],
  ['on the classic network', { NetworkType: 'classic' }, '3'],
  ['in a VPC', { NetworkType: 'vpc' }, '1245'],
  ['managed', { ServiceManaged: true }, '45'],
  ['not managed', { ServiceManaged: false }, '123'],
  ['not managed, by name', { ServiceManaged: false, SecurityGroupName: 'db' }, '3'],
  ['by tag key', { Tag: [tag({ Key: 'env' })] }, '13'],
  ['by tag key and value', { Tag: [tag({ Key: 'env', Value: 'prod' })] }, '3'],
  ['by tag in the older spelling', { Tag: [tag({ key: 'env', value: 'prod' })] }, '3'],
  ['by two tags, both of which must hold', { Tag: [tag({ Key: 'env' }), tag({ Key: 'team', Value: 'a' })] }, '1'],
  ['a tag value without a key finds nothing', { Tag: [tag({ Value: 'prod' })] }, ''],
  ['a name that no group can have', { SecurityGroupName: '*' }, '!InvalidSecurityGroupName.Malformed'],
  ['a page by number', { PageNumber: 2, PageSize: 2 }, '34'],
  ['a page behind the last one', { PageNumber: 9 }, ''],
  ['a page by token', { MaxResults: 2, NextToken: tokenOf('sg-1') }, '23'],
  ['a token alone pages by token', { NextToken: tokenOf('sg-3') }, '45'],
  ['a token whose group is gone', { MaxResults: 2, NextToken: tokenOf('sg-1x') }, '23'],
  ['tokens win over numbers', { MaxResults: 2, PageNumber: 2, PageSize: 1 }, '12'],
  ['a bad token', { NextToken: 'x' }, '!InValidParameter.NextToken'],
  ['a dry run that passes', { DryRun: true }, '!DryRunOperation'],
  ['a dry run that does not', { DryRun: true, SecurityGroupName: '*' }, '!InvalidSecurityGroupName.Malformed'],
  ['no dry run', { DryRun: false, SecurityGroupId: 'sg-1' }, '1'],
];
for (const [title, params, expected] of cases) test(`DescribeSecurityGroups: ${title}`, () => assert.deepEqual(shown(params), expected));

test('DescribeSecurityGroups: pages by number tell number, size and total', () => {
  const { SecurityGroups, ...rest } = replyOf(describe({ PageNumber: 2, PageSize: 2, ServiceManaged: false })) as Reply;
  assert.deepEqual(rest, { RegionId: scope.region, NextToken: '', PageNumber: 2, PageSize: 2, TotalCount: 3 });
  assert.equal(SecurityGroups.SecurityGroup.length, 1);
});

for (const ServiceManaged of [undefined, false]) {
  test(`DescribeSecurityGroups: tokens lead through everything once, and end (ServiceManaged ${ServiceManaged})`, () => {
    const ids: string[] = [];
    let token: string | undefined;
    let turns = 0;
    for (; turns < 9 && token !== ''; turns++) {
      const params: Params = { MaxResults: 1, ...(token && { NextToken: token }), ...(ServiceManaged !== undefined && { ServiceManaged }) };
      const reply = replyOf(describe(params)) as Reply;
      assert.ok(!('TotalCount' in reply));
      ids.push(...reply.SecurityGroups.SecurityGroup.map(({ SecurityGroupId }) => SecurityGroupId));
      token = reply.NextToken;
    }
    assert.equal(turns, ids.length, 'the last page says so');
    assert.equal(ids.join(), ServiceManaged === undefined ? 'sg-1,sg-2,sg-3,sg-4,sg-5' : 'sg-1,sg-2,sg-3');
  });
}

const plain = {
  SecurityGroupId: 'sg-1',
  SecurityGroupName: 'web',
  Description: '',
  SecurityGroupType: 'normal',
  VpcId: 'vpc-1',
  ResourceGroupId: '',
  CreationTime: '2026-11-24T08:30:15Z',
  RuleCount: 2,
  GroupToGroupRuleCount: 1,
  EcsCount: 0,
  AvailableInstanceAmount: 0,
  ServiceManaged: false,
  ServiceID: 0,
  Tags: {
    Tag: [
      { TagKey: 'env', TagValue: 'test' },
      { TagKey: 'team', TagValue: 'a' },
    ],
  },
};
const bare = { RuleCount: 0, GroupToGroupRuleCount: 0, Tags: { Tag: [] } };
const rows: readonly (readonly [title: string, params: Params, expected: object])[] = [
  ['counts of rules, tags as TagKey and TagValue', { SecurityGroupId: 'sg-1' }, plain],
  ['capacity where it is asked for', { SecurityGroupId: 'sg-1', IsQueryEcsCount: true }, { ...plain, AvailableInstanceAmount: 6000 }],
  [
    'the number of the product that manages it',
    { SecurityGroupId: 'sg-4' },
    { ...plain, ...bare, SecurityGroupId: 'sg-4', SecurityGroupName: 'nodes', ServiceManaged: true, ServiceID: 1503 },
  ],
  [
    'no number for a product with a name',
    { SecurityGroupId: 'sg-5' },
    { ...plain, ...bare, SecurityGroupId: 'sg-5', SecurityGroupName: 'pods', ServiceManaged: true },
  ],
];
for (const [title, params, expected] of rows) {
  test(`DescribeSecurityGroups shows ${title}`, () => {
    assert.deepEqual((replyOf(describe(params)) as Reply).SecurityGroups.SecurityGroup, [expected]);
  });
}

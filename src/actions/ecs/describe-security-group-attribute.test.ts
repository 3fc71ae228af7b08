import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import describeSecurityGroupAttribute from '#actions/ecs/describe-security-group-attribute.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { tokenOf } from '#domain/paging.ts';
import type { Rule } from '#domain/rule.ts';
import { groupHead, ruleOf, scope } from '#domain/samples.testing.ts';
import type { Values } from '#kit/shape.ts';

type Params = Omit<Values<typeof describeSecurityGroupAttribute.params>, 'RegionId'>;
type Permission = { readonly SecurityGroupRuleId: string; readonly DestGroupName: string };
type Reply = { readonly Permissions: { readonly Permission: readonly Permission[] }; readonly NextToken: string };

const group = (id: string, over = {}) => ({ ...scope, kind: 'group', id, ...over }) as const;
const rule = (of: string, id: string, over: Partial<Rule>) => ({ part: group(of), id, row: ruleOf(over) });
const state = stateOf(
  { put: group('sg-vpc'), head: groupHead({ description: 'front ends', innerAccess: 'Drop' }) },
  rule('sg-vpc', 'sgr-1', {}),
  rule('sg-vpc', 'sgr-2', { direction: 'ingress' }),
  rule('sg-vpc', 'sgr-3', { peer: { kind: 'group', id: 'sg-classic', owner: '' } }),
  { put: group('sg-classic'), head: groupHead({ name: 'old', vpc: '' }) },
  rule('sg-classic', 'sgr-1', { nic: 'internet' }),
  rule('sg-classic', 'sgr-2', {}),
  { put: group('sg-full'), head: groupHead() },
  ...Array.from({ length: 501 }, (_, n) => rule('sg-full', `sgr-${1000 + n}`, { priority: (n % 100) + 1, ports: `${n + 1}/${n + 1}` })),
  { put: group('sg-foreign', { account: '2' }), head: groupHead() },
);
const describe = (params: Params) => call(describeSecurityGroupAttribute, { RegionId: scope.region, ...params }, state);
/** Ids of the rules and the token, or the code. */
function shown(params: Params): unknown {
  const called = describe(params);
  if ('code' in called) return replyOf(called);
  const { Permissions, NextToken } = called.reply as Reply;
  const ids = Permissions.Permission.map(({ SecurityGroupRuleId }) => SecurityGroupRuleId.slice('sgr-'.length));
  return `${ids.length > 20 ? `${ids[0]}…${ids.at(-1)}` : ids.join()}${NextToken && ' more'}`;
}

const inVpc = { SecurityGroupId: 'sg-vpc' };
const classic = { SecurityGroupId: 'sg-classic' };
const full = { SecurityGroupId: 'sg-full' };
const cases: readonly (readonly [title: string, params: Params, expected: unknown])[] = [
  ['all rules, in order of creation', inVpc, '1,2,3'],
  ['Direction all', { ...inVpc, Direction: 'all' }, '1,2,3'],
  ['ingress', { ...inVpc, Direction: 'ingress' }, '2'],
  ['egress', { ...inVpc, Direction: 'egress' }, '1,3'],
  ['in a VPC NicType is not looked at', { ...inVpc, NicType: 'internet' }, '1,2,3'],
  ['in a VPC <nil> is not either', { ...inVpc, NicType: '<nil>' }, '1,2,3'],
  ['in a VPC nothing is wrong with any other text', { ...inVpc, NicType: 'wifi' }, '1,2,3'],
  ['on the classic network internet is the default', classic, '1'],
  ['on the classic network intranet, in any case', { ...classic, NicType: 'Intranet' }, '2'],
  ['on the classic network <nil> is both', { ...classic, NicType: '<nil>' }, '1,2'],
  ['on the classic network no other text is a NIC type', { ...classic, NicType: 'wifi' }, '!InvalidNicType.ValueNotSupported'],
  ['500 rules are a page', full, '1000…1499 more'],
  ['a page of another size', { ...full, MaxResults: 10 }, '1000,1001,1002,1003,1004,1005,1006,1007,1008,1009 more'],
  ['all of them fit', { ...full, MaxResults: 501 }, '1000…1500'],
  ['the page after a rule', { ...full, NextToken: tokenOf('sgr-1499') }, '1500'],
  ['a bad token', { ...full, NextToken: 'x' }, '!InvalidParamter'],
  ['no such group', { SecurityGroupId: 'sg-none' }, '!InvalidSecurityGroupId.NotFound'],
  ['a group of another account', { SecurityGroupId: 'sg-foreign' }, '!InvalidSecurityGroupId.NotFound'],
];
for (const [title, params, expected] of cases)
  test(`DescribeSecurityGroupAttribute: ${title}`, () => assert.deepEqual(shown(params), expected));

test('DescribeSecurityGroupAttribute: the token of a page leads to the next one', () => {
  const first = replyOf(describe({ ...full, MaxResults: 300 })) as Reply;
  assert.equal(shown({ ...full, MaxResults: 300, NextToken: first.NextToken }), '1300…1500');
});

test('DescribeSecurityGroupAttribute: what the group is, beside its rules', () => {
  const { Permissions, ...rest } = replyOf(describe({ ...inVpc, Attribute: 'snapshotPolicyIds' })) as Reply;
  assert.deepEqual(rest, {
    RegionId: scope.region,
    SecurityGroupId: 'sg-vpc',
    SecurityGroupName: 'web',
    Description: 'front ends',
    VpcId: 'vpc-1',
    InnerAccessPolicy: 'Drop',
    SnapshotPolicyIds: { SnapshotPolicyId: [] },
    NextToken: '',
  });
  assert.equal(Permissions.Permission[2]?.DestGroupName, 'old');
});

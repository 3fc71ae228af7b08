import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import describeVSwitchAttributes from '#actions/vpc/describe-v-switch-attributes.ts';
import describeVSwitches from '#actions/vpc/describe-v-switches.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { VSwitchHead } from '#domain/network-heads.ts';
import { scope, vpcHead, vswitchHead } from '#domain/samples.testing.ts';
import type { Effect } from '#kit/deciding.ts';
import type { Values } from '#kit/shape.ts';

type Params = Values<typeof describeVSwitches.params>;
type Reply = { readonly VSwitches: { readonly VSwitch: readonly { readonly VSwitchId: string }[] } };

const vswitch = (id: string, over: Partial<VSwitchHead> = {}, at = {}): Effect => ({
  put: { ...scope, kind: 'vswitch', id, ...at },
  head: vswitchHead(over),
});
const used = (address: string): Effect => ({
  part: { ...scope, kind: 'vswitch', id: 'vsw-1' },
  id: address,
  row: { address, interface: 'eni-1' },
});
const state = stateOf(
  { put: { ...scope, kind: 'vpc', id: 'vpc-1' }, head: vpcHead({ routeTable: 'vtb-1' }) },
  { put: { ...scope, kind: 'vpc', id: 'vpc-2' }, head: vpcHead({ routeTable: 'vtb-2' }) },
  vswitch('vsw-1', { name: 'web', ipv6Cidr: 'fd00::/64', tags: { env: 'test' } }),
  vswitch('vsw-2', { zone: 'cn-hangzhou-g', isDefault: true }),
  vswitch('vsw-3', { vpc: 'vpc-2', resourceGroup: 'rg-2', tags: { env: 'prod' } }),
  vswitch('vsw-4', {}, { account: '2' }),
  vswitch('vsw-5', {}, { region: 'us-east-1' }),
  used('172.16.0.1'),
  used('172.16.0.2'),
  used('fd00::1'),
);
const describe = (params: Params): unknown => replyOf(call(describeVSwitches, { RegionId: scope.region, ...params }, state));
const shown = (params: Params): unknown => {
  const reply = describe(params);
  return typeof reply === 'string' ? reply : (reply as Reply).VSwitches.VSwitch.map(({ VSwitchId }) => VSwitchId.slice(4)).join('');
};

const cases: readonly (readonly [title: string, params: Params, expected: string])[] = [
  ['all of the account and region', {}, '123'],
  ['of a VPC', { VpcId: 'vpc-1' }, '12'],
  ['of an unknown VPC', { VpcId: 'vpc-9' }, ''],
  ['one id', { VSwitchId: 'vsw-2' }, '2'],
  ['an id of another VPC', { VSwitchId: 'vsw-2', VpcId: 'vpc-2' }, ''],
  ['an id of another account', { VSwitchId: 'vsw-4' }, ''],
  ['of a zone', { ZoneId: 'cn-hangzhou-g' }, '2'],
  ['by name', { VSwitchName: 'web' }, '1'],
  ['the default ones', { IsDefault: true }, '2'],
  ['the others', { IsDefault: false }, '13'],
  ['with IPv6', { EnableIpv6: true }, '1'],
  ['of a resource group', { ResourceGroupId: 'rg-2' }, '3'],
  ['of a route table', { RouteTableId: 'vtb-2' }, '3'],
  ['of a route table and its VPC', { RouteTableId: 'vtb-2', VpcId: 'vpc-2' }, '3'],
  ['of a route table of another VPC', { RouteTableId: 'vtb-2', VpcId: 'vpc-1' }, ''],
  ['of an unknown route table', { RouteTableId: 'vtb-9' }, ''],
  ['of the own account', { VSwitchOwnerId: Number(scope.account) }, '123'],
  ['of another account', { VSwitchOwnerId: 2 }, ''],
  ['by tag', { Tag: [{ at: 'Tag.1', Key: 'env' }] }, '13'],
  ['by tag and value', { Tag: [{ at: 'Tag.1', Key: 'env', Value: 'prod' }] }, '3'],
  ['a page', { PageNumber: 2, PageSize: 2 }, '3'],
  ['a dry run', { DryRun: true }, '!DryRunOperation'],
];
for (const [title, params, expected] of cases) test(`DescribeVSwitches: ${title}`, () => assert.equal(shown(params), expected));

test('DescribeVSwitches: number, size and total of the page', () => {
  const { VSwitches, ...rest } = describe({ PageNumber: 2, PageSize: 2 }) as Reply;
  assert.deepEqual(rest, { PageNumber: 2, PageSize: 2, TotalCount: 3 });
  assert.equal(VSwitches.VSwitch.length, 1);
});

const first = {
  VSwitchId: 'vsw-1',
  VSwitchName: 'web',
  Description: '',
  Status: 'Available',
  VpcId: 'vpc-1',
  ZoneId: 'cn-hangzhou-b',
  CidrBlock: '172.16.0.0/24',
  AvailableIpAddressCount: 250,
  EnabledIpv6: true,
  Ipv6CidrBlock: 'fd00::/64',
  IsDefault: false,
  RouteTable: { RouteTableId: 'vtb-1', RouteTableType: 'System' },
  NetworkAclId: '',
  ShareType: '',
  OwnerId: 1234567890123456,
  ResourceGroupId: 'rg-1',
  CreationTime: '2026-11-24T08:30:15Z',
  Tags: { Tag: [{ Key: 'env', Value: 'test' }] },
};
test('DescribeVSwitches shows every field, and IPv4 addresses that are not in use', () => {
  assert.deepEqual((describe({ VSwitchId: 'vsw-1' }) as Reply).VSwitches.VSwitch, [first]);
});

const attributes: readonly (readonly [title: string, id: string, more: object, expected: unknown])[] = [
  ['one VSwitch as the list shows it', 'vsw-1', {}, first],
  ['no such VSwitch', 'vsw-9', {}, '!InvalidVSwitchId.NotFound'],
  ['a VSwitch of another account', 'vsw-4', {}, '!InvalidVSwitchId.NotFound'],
  ['a dry run', 'vsw-1', { DryRun: true }, '!DryRunOperation'],
];
for (const [title, VSwitchId, more, expected] of attributes) {
  test(`DescribeVSwitchAttributes: ${title}`, () => {
    assert.deepEqual(replyOf(call(describeVSwitchAttributes, { VSwitchId, ...more }, state)), expected);
  });
}

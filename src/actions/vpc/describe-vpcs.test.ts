import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import describeVpcs from '#actions/vpc/describe-vpcs.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { VpcHead } from '#domain/network-heads.ts';
import { groupHead, scope, vpcHead } from '#domain/samples.testing.ts';
import type { Effect } from '#kit/deciding.ts';
import type { Values } from '#kit/shape.ts';

type Params = Omit<Values<typeof describeVpcs.params>, 'RegionId'>;
type Reply = { readonly Vpcs: { readonly Vpc: readonly { readonly VpcId: string }[] } };

const put = (id: string, over: Partial<VpcHead> = {}, at = {}): Effect => ({
  put: { ...scope, kind: 'vpc', id, ...at },
  head: vpcHead(over),
});
const vswitch = (id: string, vpc: string): Effect => ({ put: { ...scope, kind: 'vswitch', id }, head: { name: '', vpc } });
const state = stateOf(
  put('vpc-1', { name: 'default-NODELETING', isDefault: true }),
  put('vpc-2', {
    name: 'a',
    resourceGroup: 'rg-2',
    ipv6Cidr: 'fd00::/56',
    userCidrs: ['8.0.0.0/8'],
    dnsHostnames: true,
    tags: { env: 'test' },
  }),
  put('vpc-3', { name: 'b', tags: { env: 'prod' } }),
  put('vpc-4', {}, { account: '2' }),
  put('vpc-5', {}, { region: 'us-east-1' }),
  vswitch('vsw-1', 'vpc-1'),
  vswitch('vsw-2', 'vpc-2'),
  vswitch('vsw-3', 'vpc-1'),
  { put: { ...scope, kind: 'group', id: 'sg-1' }, head: groupHead({ vpc: 'vpc-1' }) },
);
const describe = (params: Params): unknown => replyOf(call(describeVpcs, { RegionId: scope.region, ...params }, state));
const shown = (params: Params): unknown => {
  const reply = describe(params);
  return typeof reply === 'string' ? reply : (reply as Reply).Vpcs.Vpc.map(({ VpcId }) => VpcId.slice('vpc-'.length)).join('');
};

const cases: readonly (readonly [title: string, params: Params, expected: string])[] = [
  ['all of the account and region', {}, '123'],
  ['one id', { VpcId: 'vpc-2' }, '2'],
  ['ids joined by commas', { VpcId: 'vpc-3, vpc-1,vpc-9' }, '13'],
  ['an unknown id is no error', { VpcId: 'vpc-9' }, ''],
  ['an id of another account is not there', { VpcId: 'vpc-4' }, ''],
  ['20 ids', { VpcId: Array.from({ length: 20 }, (_, n) => `vpc-${n}`).join() }, '123'],
  ['21 ids', { VpcId: Array.from({ length: 21 }, (_, n) => `vpc-${n}`).join() }, '!InvalidVpcId'],
  ['by name', { VpcName: 'default-NODELETING' }, '1'],
  ['the default one', { IsDefault: true }, '1'],
  ['the others', { IsDefault: false }, '23'],
  ['by resource group', { ResourceGroupId: 'rg-2' }, '2'],
  ['with IPv6', { EnableIpv6: true }, '2'],
  ['without IPv6', { EnableIpv6: false }, '13'],
  ['by tag', { Tag: [{ at: 'Tag.1', Key: 'env' }] }, '23'],
  ['by tag and value', { Tag: [{ at: 'Tag.1', Key: 'env', Value: 'prod' }] }, '3'],
  ['by ids and more', { VpcId: 'vpc-1,vpc-2', IsDefault: false }, '2'],
  ['of the own account', { VpcOwnerId: Number(scope.account) }, '123'],
  ['of another account', { VpcOwnerId: 2 }, ''],
  ['of a DHCP options set', { DhcpOptionsSetId: 'dopt-1' }, ''],
  ['a page', { PageNumber: 2, PageSize: 2 }, '3'],
  ['a dry run', { DryRun: true }, '!DryRunOperation'],
];
for (const [title, params, expected] of cases) test(`DescribeVpcs: ${title}`, () => assert.equal(shown(params), expected));

test('DescribeVpcs: number, size and total of the page', () => {
  const { Vpcs, ...rest } = describe({ PageNumber: 2, PageSize: 2 }) as Reply;
  assert.deepEqual(rest, { PageNumber: 2, PageSize: 2, TotalCount: 3 });
  assert.equal(Vpcs.Vpc.length, 1);
});

const plain = {
  VpcId: 'vpc-1',
  VpcName: 'default-NODELETING',
  Description: '',
  Status: 'Available',
  RegionId: 'cn-hangzhou',
  OwnerId: 1234567890123456,
  CreationTime: '2026-11-24T08:30:15Z',
  IsDefault: true,
  CidrBlock: '172.16.0.0/12',
  SecondaryCidrBlocks: { SecondaryCidrBlock: [] },
  UserCidrs: { UserCidr: [] },
  EnabledIpv6: false,
  Ipv6CidrBlock: '',
  Ipv6CidrBlocks: { Ipv6CidrBlock: [] },
  VRouterId: 'vrt-1',
  RouterTableIds: { RouterTableIds: ['vtb-1'] },
  VSwitchIds: { VSwitchId: ['vsw-1', 'vsw-3'] },
  NatGatewayIds: { NatGatewayIds: [] },
  ResourceGroupId: 'rg-1',
  DnsHostnameStatus: 'DISABLED',
  DhcpOptionsSetId: '',
  DhcpOptionsSetStatus: '',
  CenStatus: 'Detached',
  Tags: { Tag: [] },
};
const rows: readonly (readonly [title: string, id: string, expected: object])[] = [
  ['every object even where it is empty, and VSwitches only', 'vpc-1', plain],
  [
    'IPv6, user CIDR blocks, tags as Key and Value',
    'vpc-2',
    {
      ...plain,
      VpcId: 'vpc-2',
      VpcName: 'a',
      IsDefault: false,
      UserCidrs: { UserCidr: ['8.0.0.0/8'] },
      EnabledIpv6: true,
      Ipv6CidrBlock: 'fd00::/56',
      Ipv6CidrBlocks: { Ipv6CidrBlock: [{ Ipv6CidrBlock: 'fd00::/56', Ipv6Isp: 'BGP' }] },
      VSwitchIds: { VSwitchId: ['vsw-2'] },
      ResourceGroupId: 'rg-2',
      DnsHostnameStatus: 'ENABLED',
      Tags: { Tag: [{ Key: 'env', Value: 'test' }] },
    },
  ],
];
for (const [title, id, expected] of rows) {
  test(`DescribeVpcs shows ${title}`, () => assert.deepEqual((describe({ VpcId: id }) as Reply).Vpcs.Vpc, [expected]));
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import describeVpcAttribute from '#actions/vpc/describe-vpc-attribute.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { scope, vpcHead, vswitchHead } from '#domain/samples.testing.ts';
import type { Effect } from '#kit/deciding.ts';

const vswitch = (id: string, vpc: string): Effect => ({ put: { ...scope, kind: 'vswitch', id }, head: vswitchHead({ vpc }) });
const own = {
  name: 'net',
  secondaryCidrs: ['10.0.0.0/16'],
  ipv6Cidr: 'fd00::/56',
  userCidrs: ['8.0.0.0/8'],
  dnsHostnames: true,
  classicLink: true,
  tags: { env: 'test' },
};
const state = stateOf(
  { put: { ...scope, kind: 'vpc', id: 'vpc-1' }, head: vpcHead(own) },
  { put: { ...scope, kind: 'vpc', id: 'vpc-2' }, head: vpcHead() },
  { put: { ...scope, account: '2', kind: 'vpc', id: 'vpc-3' }, head: vpcHead() },
  vswitch('vsw-1', 'vpc-1'),
  vswitch('vsw-2', 'vpc-2'),
  vswitch('vsw-3', 'vpc-1'),
);
const describe = (VpcId: string, more = {}): unknown =>
  replyOf(call(describeVpcAttribute, { RegionId: scope.region, VpcId, ...more }, state));

test('DescribeVpcAttribute: every field, and every object even where it is empty', () => {
  assert.deepEqual(describe('vpc-1'), {
    VpcId: 'vpc-1',
    VpcName: 'net',
    Description: '',
    Status: 'Available',
    RegionId: 'cn-hangzhou',
    OwnerId: 1234567890123456,
    CreationTime: '2026-11-24T08:30:15Z',
    IsDefault: false,
    CidrBlock: '172.16.0.0/12',
    SecondaryCidrBlocks: { SecondaryCidrBlock: ['10.0.0.0/16'] },
    UserCidrs: { UserCidr: ['8.0.0.0/8'] },
    EnabledIpv6: true,
    Ipv6CidrBlock: 'fd00::/56',
    Ipv6CidrBlocks: { Ipv6CidrBlock: [{ Ipv6CidrBlock: 'fd00::/56', Ipv6Isp: 'BGP' }] },
    VRouterId: 'vrt-1',
    VSwitchIds: { VSwitchId: ['vsw-1', 'vsw-3'] },
    ResourceGroupId: 'rg-1',
    DnsHostnameStatus: 'ENABLED',
    DhcpOptionsSetId: '',
    DhcpOptionsSetStatus: '',
    Tags: { Tag: [{ Key: 'env', Value: 'test' }] },
    ClassicLinkEnabled: true,
    CloudResources: {
      CloudResourceSetType: [
        { ResourceType: 'VSwitch', ResourceCount: 2 },
        { ResourceType: 'VRouter', ResourceCount: 1 },
        { ResourceType: 'RouteTable', ResourceCount: 1 },
      ],
    },
    AssociatedCens: { AssociatedCen: [] },
    AssociatedPropagationSources: { AssociatedPropagationSources: [] },
    Ipv4GatewayId: '',
    SupportIpv4Gateway: false,
  });
});

const refused: readonly (readonly [title: string, id: string, more: object, expected: string])[] = [
  ['no such VPC', 'vpc-9', {}, '!InvalidVpcId.NotFound'],
  ['a VPC of another account', 'vpc-3', {}, '!InvalidVpcId.NotFound'],
  ['no such VPC, on a dry run', 'vpc-9', { DryRun: true }, '!InvalidVpcId.NotFound'],
  ['a dry run that passes', 'vpc-1', { DryRun: true }, '!DryRunOperation'],
];
for (const [title, id, more, expected] of refused) {
  test(`DescribeVpcAttribute refuses: ${title}`, () => assert.equal(describe(id, more), expected));
}

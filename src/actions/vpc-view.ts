import { flag, integer, listOf, object, text, wrapped } from '#actions/fields.ts';
import { wireTime } from '#actions/wire-time.ts';
import type { VpcHead } from '#domain/network-heads.ts';
import type { Loaded } from '#kit/deciding.ts';
import type { Returns } from '#kit/shape.ts';

/** What `vpcOf` gives. */
export const vpcFields: Returns = {
  VpcId: text('The ID of the VPC.', '专有网络 VPC 的 ID。'),
  VpcName: text('Its name.', 'VPC 名称。'),
  Description: text('Its description.', 'VPC 描述。'),
  Status: text('Always `Available`.', 'VPC 状态，固定为 `Available`。'),
  RegionId: text('Its region.', 'VPC 所属的地域 ID。'),
  OwnerId: integer('The account that owns it.', 'VPC 所属的阿里云账号 ID。'),
  CreationTime: text('When it was made, UTC.', '创建时间，UTC。'),
  IsDefault: flag('Whether it is the default VPC of the region.', '是否为该地域的默认 VPC。'),
  CidrBlock: text('Its IPv4 block.', 'VPC 的 IPv4 网段。'),
  SecondaryCidrBlocks: wrapped('SecondaryCidrBlock', 'string', 'Secondary IPv4 blocks.', '附加 IPv4 网段列表。'),
  UserCidrs: wrapped('UserCidr', 'string', 'User CIDR blocks.', '用户侧网段列表。'),
  EnabledIpv6: flag('Whether it has an IPv6 block.', '是否已开启 IPv6。'),
  Ipv6CidrBlock: text('Its IPv6 block, or empty.', 'VPC 的 IPv6 网段；未开启时为空。'),
  Ipv6CidrBlocks: wrapped(
    'Ipv6CidrBlock',
    { Ipv6CidrBlock: text('The block.', 'IPv6 网段。'), Ipv6Isp: text('Always `BGP`.', 'IPv6 网段类型，固定为 `BGP`。') },
    'Its IPv6 blocks.',
    'VPC 的 IPv6 网段列表。',
  ),
  VRouterId: text('The ID of its router.', 'VPC 的路由器 ID。'),
  RouterTableIds: object({ RouterTableIds: listOf('string', 'IDs.', 'ID 列表。') }, 'Its system route table.', 'VPC 的系统路由表。'),
  VSwitchIds: wrapped('VSwitchId', 'string', 'Its VSwitches.', 'VPC 中的交换机列表。'),
  NatGatewayIds: object({ NatGatewayIds: listOf('string', 'IDs.', 'ID 列表。') }, 'Always empty.', 'NAT 网关，始终为空。'),
  ResourceGroupId: text('Its resource group.', 'VPC 所属的资源组 ID。'),
  DnsHostnameStatus: text('`ENABLED` or `DISABLED`.', 'DNS 主机名功能状态：`ENABLED` 或 `DISABLED`。'),
  DhcpOptionsSetId: text('Always empty.', 'DHCP 选项集 ID，始终为空。'),
  DhcpOptionsSetStatus: text('Always empty.', 'DHCP 选项集状态，始终为空。'),
  CenStatus: text('Always `Detached`.', '云企业网状态，固定为 `Detached`。'),
  Tags: wrapped('Tag', { Key: text('Tag key.', '标签键。'), Value: text('Tag value.', '标签值。') }, 'Tags.', '标签列表。'),
};

/** A VPC as DescribeVpcs lists it. Every object is there even when it is empty, because Terraform panics where one is missing. */
export function vpcOf({ key, head }: Loaded<VpcHead>, vswitches: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    VpcId: key.id,
    VpcName: head.name,
    Description: head.description,
    Status: 'Available',
    RegionId: key.region,
    OwnerId: Number(key.account),
    CreationTime: wireTime(head.created),
    IsDefault: head.isDefault,
    CidrBlock: head.cidr,
    SecondaryCidrBlocks: { SecondaryCidrBlock: head.secondaryCidrs },
    UserCidrs: { UserCidr: head.userCidrs },
    EnabledIpv6: head.ipv6Cidr !== '',
    Ipv6CidrBlock: head.ipv6Cidr,
    Ipv6CidrBlocks: { Ipv6CidrBlock: head.ipv6Cidr === '' ? [] : [{ Ipv6CidrBlock: head.ipv6Cidr, Ipv6Isp: 'BGP' }] },
    VRouterId: head.router,
    RouterTableIds: { RouterTableIds: [head.routeTable] },
    VSwitchIds: { VSwitchId: vswitches },
    NatGatewayIds: { NatGatewayIds: [] },
    ResourceGroupId: head.resourceGroup,
    DnsHostnameStatus: head.dnsHostnames ? 'ENABLED' : 'DISABLED',
    DhcpOptionsSetId: '',
    DhcpOptionsSetStatus: '',
    CenStatus: 'Detached',
    Tags: { Tag: Object.entries(head.tags).map(([Key, Value]) => ({ Key, Value })) },
  };
}

/** What examples show. */
export const vpcSample = {
  VpcId: 'vpc-bp1opxu1zkhn00gzv0000',
  VpcName: 'abc',
  Description: '',
  Status: 'Available',
  RegionId: 'cn-hangzhou',
  OwnerId: 1234567890123456,
  CreationTime: '2026-11-24T08:30:15Z',
  IsDefault: false,
  CidrBlock: '172.16.0.0/12',
  SecondaryCidrBlocks: { SecondaryCidrBlock: [] },
  UserCidrs: { UserCidr: [] },
  EnabledIpv6: false,
  Ipv6CidrBlock: '',
  Ipv6CidrBlocks: { Ipv6CidrBlock: [] },
  VRouterId: 'vrt-bp1lhl0taikrteen80000',
  RouterTableIds: { RouterTableIds: ['vtb-bp145q7glnuzdv0000000'] },
  VSwitchIds: { VSwitchId: ['vsw-bp1nhbnpv2blyz8dl0000'] },
  NatGatewayIds: { NatGatewayIds: [] },
  ResourceGroupId: 'rg-bp67acfmxazb4p000',
  DnsHostnameStatus: 'DISABLED',
  DhcpOptionsSetId: '',
  DhcpOptionsSetStatus: '',
  CenStatus: 'Detached',
  Tags: { Tag: [{ Key: 'env', Value: 'test' }] },
};

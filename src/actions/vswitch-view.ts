import type { Ctx } from '#actions/action.ts';
import { here } from '#actions/action.ts';
import { flag, integer, object, text, wrapped } from '#actions/fields.ts';
import { wireTime } from '#actions/wire-time.ts';
import { all, root } from '#domain/finding.ts';
import type { VSwitchHead } from '#domain/network-heads.ts';
import { freeAddresses } from '#domain/vswitch.ts';
import type { Deciding, Loaded } from '#kit/deciding.ts';
import type { Returns } from '#kit/shape.ts';

/** What `showVSwitch` gives. */
export const vswitchFields: Returns = {
  VSwitchId: text('The ID of the VSwitch.', '交换机 ID。'),
  VSwitchName: text('Its name.', '交换机名称。'),
  Description: text('Its description.', '交换机描述。'),
  Status: text('Always `Available`.', '交换机状态，固定为 `Available`。'),
  VpcId: text('The VPC that it is in.', '交换机所属的 VPC ID。'),
  ZoneId: text('The zone that it is in.', '交换机所属的可用区 ID。'),
  CidrBlock: text('Its IPv4 block.', '交换机的 IPv4 网段。'),
  AvailableIpAddressCount: integer('How many IPv4 addresses of it are free.', '交换机中可用的 IPv4 地址数量。'),
  EnabledIpv6: flag('Whether it has an IPv6 block.', '是否已开启 IPv6。'),
  Ipv6CidrBlock: text('Its IPv6 block, or empty.', '交换机的 IPv6 网段；未开启时为空。'),
  IsDefault: flag('Whether it is the default VSwitch of its zone.', '是否为该可用区的默认交换机。'),
  RouteTable: object(
    {
      RouteTableId: text('The ID of the route table.', '路由表 ID。'),
      RouteTableType: text('Always `System`.', '路由表类型，固定为 `System`。'),
    },
    "The route table: that of the VPC's system.",
    '交换机使用的路由表，即 VPC 的系统路由表。',
  ),
  NetworkAclId: text('Always empty.', '网络 ACL ID，始终为空。'),
  ShareType: text('Always empty.', '共享类型，始终为空。'),
  OwnerId: integer('The account that owns it.', '交换机所属的阿里云账号 ID。'),
  ResourceGroupId: text('Its resource group.', '交换机所属的资源组 ID。'),
  CreationTime: text('When it was made, UTC.', '创建时间，UTC。'),
  Tags: wrapped('Tag', { Key: text('Tag key.', '标签键。'), Value: text('Tag value.', '标签值。') }, 'Tags.', '标签列表。'),
};

/** A VSwitch as the API shows it, with what of it stands elsewhere: the route table of its VPC, and its free addresses. */
export function* showVSwitch(ctx: Ctx, { key, head }: Loaded<VSwitchHead>): Deciding<Readonly<Record<string, unknown>>> {
  const vpc = yield* root(here(ctx, 'vpc', head.vpc));
  const used = yield* all(here(ctx, 'vswitch', key.id));
  return {
    VSwitchId: key.id,
    VSwitchName: head.name,
    Description: head.description,
    Status: 'Available',
    VpcId: head.vpc,
    ZoneId: head.zone,
    CidrBlock: head.cidr,
    AvailableIpAddressCount: freeAddresses(head.cidr, used),
    EnabledIpv6: head.ipv6Cidr !== '',
    Ipv6CidrBlock: head.ipv6Cidr,
    IsDefault: head.isDefault,
    RouteTable: { RouteTableId: vpc?.head.routeTable ?? '', RouteTableType: 'System' },
    NetworkAclId: '',
    ShareType: '',
    OwnerId: Number(key.account),
    ResourceGroupId: head.resourceGroup,
    CreationTime: wireTime(head.created),
    Tags: { Tag: Object.entries(head.tags).map(([Key, Value]) => ({ Key, Value })) },
  };
}

/** What examples show. */
export const vswitchSample = {
  VSwitchId: 'vsw-bp1nhbnpv2blyz8dl0000',
  VSwitchName: 'web',
  Description: '',
  Status: 'Available',
  VpcId: 'vpc-bp1opxu1zkhn00gzv0000',
  ZoneId: 'cn-hangzhou-b',
  CidrBlock: '172.16.0.0/24',
  AvailableIpAddressCount: 252,
  EnabledIpv6: false,
  Ipv6CidrBlock: '',
  IsDefault: false,
  RouteTable: { RouteTableId: 'vtb-bp145q7glnuzdv0000000', RouteTableType: 'System' },
  NetworkAclId: '',
  ShareType: '',
  OwnerId: 1234567890123456,
  ResourceGroupId: 'rg-bp67acfmxazb4p000',
  CreationTime: '2026-11-24T08:30:15Z',
  Tags: { Tag: [] },
};

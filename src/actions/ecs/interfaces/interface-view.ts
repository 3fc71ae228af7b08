import { flag, integer, object, text, wrapped } from '#actions/fields.ts';
import { wireTime } from '#actions/wire-time.ts';
import { serviceNumberOf } from '#domain/group.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';
import type { Loaded } from '#kit/deciding.ts';
import type { Field, Returns } from '#kit/shape.ts';

/**
 * An interface as replies show it. Every object is there even when it is empty, because Terraform panics where one is missing.
 *   madeOf (CreateNetworkInterface) < interfaceOf (both queries) < listedOf (DescribeNetworkInterfaces) | attributesOf (…Attribute)
 */
const publicIpFields: Returns = {
  AllocationId: text('Always empty.', '始终为空。'),
  PublicIpAddress: text('Always empty.', '始终为空。'),
};
const publicIp = object(publicIpFields, 'There are no elastic IP addresses here.', '弹性公网 IP，此处没有弹性公网 IP。');
const noPublicIp = { AllocationId: '', PublicIpAddress: '' };

const privateIps = (more: Returns): Field =>
  wrapped(
    'PrivateIpSet',
    {
      PrivateIpAddress: text('The address.', '私网 IP 地址。'),
      Primary: flag('Whether it is the primary one.', '是否为主私网 IP 地址。'),
      ...more,
    },
    'Private IPv4 addresses.',
    '私网 IP 地址列表。',
  );

/** What `madeOf` gives. */
export const madeFields: Returns = {
  NetworkInterfaceId: text('The ID of the interface.', '弹性网卡 ID。'),
  NetworkInterfaceName: text('Its name.', '弹性网卡名称。'),
  Description: text('Its description.', '描述。'),
  Type: text('`Primary` or `Secondary`.', '弹性网卡类型：`Primary`（主网卡）或 `Secondary`（辅助弹性网卡）。'),
  Status: text('`Available` or `InUse`.', '状态：`Available`（可用）或 `InUse`（已绑定）。'),
  VpcId: text('Its VPC.', '所属专有网络 VPC。'),
  VSwitchId: text('Its VSwitch.', '所属交换机。'),
  ZoneId: text('Its zone.', '所属可用区。'),
  MacAddress: text('Its MAC address.', 'MAC 地址。'),
  PrivateIpAddress: text('Its primary private IPv4 address.', '主私网 IP 地址。'),
  PrivateIpSets: privateIps({}),
  Ipv6Sets: wrapped(
    'Ipv6Set',
    { Ipv6Address: text('The address.', 'IPv6 地址。'), Primary: flag('Whether it is the primary one.', '是否为主 IPv6 地址。') },
    'IPv6 addresses.',
    'IPv6 地址列表。',
  ),
  Ipv4PrefixSets: wrapped('Ipv4PrefixSet', { Ipv4Prefix: text('The prefix.', 'IPv4 前缀。') }, 'IPv4 prefixes.', 'IPv4 前缀列表。'),
  Ipv6PrefixSets: wrapped('Ipv6PrefixSet', { Ipv6Prefix: text('The prefix.', 'IPv6 前缀。') }, 'IPv6 prefixes.', 'IPv6 前缀列表。'),
  SecurityGroupIds: wrapped('SecurityGroupId', 'string', 'Its security groups.', '所属的安全组。'),
  SourceDestCheck: flag('Whether source and destination are checked.', '是否开启源/目的检查。'),
  ResourceGroupId: text('Its resource group.', '所属的资源组 ID。'),
  OwnerId: text('The account that owns it.', '所属账号 ID。'),
  ServiceManaged: flag('Whether a cloud product manages it.', '是否由云产品托管。'),
  ServiceID: integer('The product that manages it, or 0.', '托管该网卡的云产品编号，没有时为 0。'),
  Tags: wrapped('Tag', { TagKey: text('Tag key.', '标签键。'), TagValue: text('Tag value.', '标签值。') }, 'Tags.', '标签列表。'),
};

const bothFields: Returns = {
  ...madeFields,
  InstanceId: text('The instance that it is attached to.', '绑定的实例 ID。'),
  DeleteOnRelease: flag('Whether it is deleted with that instance.', '释放实例时是否一并删除。'),
  NetworkInterfaceTrafficMode: text('`Standard` or `HighPerformance`.', '通信模式：`Standard` 或 `HighPerformance`。'),
  QueueNumber: integer('Queues; 0 = as the type of the instance has it.', '队列数；0 表示使用实例规格的默认值。'),
  QueuePairNumber: integer('Queues of RDMA.', 'RDMA 队列数。'),
  CreationTime: text('When it was made, UTC.', '创建时间，UTC。'),
  AssociatedPublicIp: publicIp,
};
const attachmentFields: Returns = {
  InstanceId: text('The instance.', '实例 ID。'),
  DeviceIndex: integer('Always 0.', '设备序号，始终为 0。'),
  NetworkCardIndex: integer('The network card, where attaching named one.', '网卡索引，仅在绑定时指定后返回。'),
  TrunkNetworkInterfaceId: text('Always empty.', 'Trunk 网卡，始终为空。'),
};

/** What `listedOf` gives. */
export const listedFields: Returns = {
  ...bothFields,
  PrivateIpSets: privateIps({ AssociatedPublicIp: publicIp, PrivateDnsName: text('Always empty.', '私网域名，始终为空。') }),
  Attachment: object(attachmentFields, 'How it is attached.', '绑定信息。'),
};

const none = { en: 'Always empty.', zh: '始终为空。' };
const slave: Returns = {
  BondNetworkInterfaceId: text(none.en, none.zh),
  SlaveNetworkInterfaceId: text(none.en, none.zh),
  WorkState: text(none.en, none.zh),
};
/** What `attributesOf` gives. */
export const attributeFields: Returns = {
  ...bothFields,
  PrivateIpSets: privateIps({ AssociatedPublicIp: publicIp }),
  Attachment: object(
    {
      ...attachmentFields,
      MemberNetworkInterfaceIds: wrapped('MemberNetworkInterfaceId', 'string', 'Always empty.', '始终为空。'),
    },
    'How it is attached.',
    '绑定信息。',
  ),
  NetworkInterfaceTrafficConfig: object(
    {
      NetworkInterfaceTrafficMode: text('`Standard` or `HighPerformance`.', '通信模式：`Standard` 或 `HighPerformance`。'),
      QueueNumber: integer('Queues.', '队列数。'),
      QueuePairNumber: integer('Queues of RDMA.', 'RDMA 队列数。'),
    },
    'Traffic settings.',
    '通信配置。',
  ),
  ConnectionTrackingConfiguration: object(
    {
      TcpEstablishedTimeout: integer('Seconds, established TCP connections.', 'TCP 连接建立后的超时时间，单位为秒。'),
      TcpClosedAndTimeWaitTimeout: integer('Seconds, closed TCP connections.', 'TCP 连接关闭后的超时时间，单位为秒。'),
      UdpTimeout: integer('Seconds, UDP flows.', 'UDP 流的超时时间，单位为秒。'),
    },
    'When connections are forgotten; only with Attribute=connectionTrackingConfiguration.',
    '连接跟踪的超时配置，仅当 Attribute=connectionTrackingConfiguration 时返回。',
  ),
  TcpOptionAddressEnabled: text(none.en, none.zh),
  SlaveInterfaceSpecification: object(slave, none.en, none.zh),
  BondInterfaceSpecification: object(
    {
      BondMode: text(none.en, none.zh),
      SlaveInterfaceSpecification: wrapped('SlaveInterfaceSpecificationSet', slave, none.en, none.zh),
    },
    none.en,
    none.zh,
  ),
  EnhancedNetwork: object(
    {
      EnableExpress: flag('Always false.', '始终为 false。'),
      EnableRss: flag('Always false.', '始终为 false。'),
      EnableSriov: flag('Always false.', '始终为 false。'),
      VirtualFunctionQuantity: integer('Always 0.', '始终为 0。'),
      VirtualFunctionTotalQueueNumber: integer('Always 0.', '始终为 0。'),
    },
    'There are no such networks here.',
    '增强网络，此处没有增强网络。',
  ),
  QoSConfig: object(
    {
      EnableQoS: flag('Always false.', '始终为 false。'),
      QoS: object(
        {
          BandwidthRx: integer('Always 0.', '始终为 0。'),
          BandwidthTx: integer('Always 0.', '始终为 0。'),
          PpsRx: integer('Always 0.', '始终为 0。'),
          PpsTx: integer('Always 0.', '始终为 0。'),
          ConcurrentConnections: integer('Always 0.', '始终为 0。'),
        },
        'No limits.',
        '没有限速。',
      ),
    },
    'There are no limits of bandwidth here.',
    '限速配置，此处不限速。',
  ),
};

type Reply = Readonly<Record<string, unknown>>;
type Shown = Pick<Loaded<InterfaceHead>, 'key' | 'head'>;

/** An interface as CreateNetworkInterface shows it. */
export function madeOf({ key, head }: Shown): Reply {
  return {
    NetworkInterfaceId: key.id,
    NetworkInterfaceName: head.name,
    Description: head.description,
    Type: head.type,
    Status: head.status,
    VpcId: head.vpc,
    VSwitchId: head.vswitch,
    ZoneId: head.zone,
    MacAddress: head.mac,
    PrivateIpAddress: head.addresses[0] ?? '',
    PrivateIpSets: { PrivateIpSet: head.addresses.map((address, at) => ({ PrivateIpAddress: address, Primary: at === 0 })) },
    Ipv6Sets: { Ipv6Set: head.ipv6.map((address, at) => ({ Ipv6Address: address, Primary: head.primaryIpv6 && at === 0 })) },
    Ipv4PrefixSets: { Ipv4PrefixSet: head.ipv4Prefixes.map((Ipv4Prefix) => ({ Ipv4Prefix })) },
    Ipv6PrefixSets: { Ipv6PrefixSet: head.ipv6Prefixes.map((Ipv6Prefix) => ({ Ipv6Prefix })) },
    SecurityGroupIds: { SecurityGroupId: head.groups },
    SourceDestCheck: head.sourceDestCheck,
    ResourceGroupId: head.resourceGroup,
    OwnerId: key.account,
    ServiceManaged: head.service !== '',
    ServiceID: serviceNumberOf(head),
    Tags: { Tag: Object.entries(head.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) },
  };
}

const bothOf = (found: Shown): Reply => ({
  ...madeOf(found),
  InstanceId: found.head.instance,
  DeleteOnRelease: found.head.deleteOnRelease,
  NetworkInterfaceTrafficMode: found.head.trafficMode,
  QueueNumber: found.head.queueNumber,
  QueuePairNumber: found.head.queuePairNumber,
  CreationTime: wireTime(found.head.created),
  AssociatedPublicIp: noPublicIp,
});
const attachmentOf = ({ instance, networkCard }: InterfaceHead): Reply => ({
  InstanceId: instance,
  DeviceIndex: 0,
  ...(networkCard >= 0 && { NetworkCardIndex: networkCard }),
  TrunkNetworkInterfaceId: '',
});
const privateIpsOf = ({ addresses }: InterfaceHead, more: Reply): Reply => ({
  PrivateIpSet: addresses.map((PrivateIpAddress, at) => ({ PrivateIpAddress, Primary: at === 0, AssociatedPublicIp: noPublicIp, ...more })),
});

/** An interface as DescribeNetworkInterfaces lists it. */
export const listedOf = (found: Shown): Reply => ({
  ...bothOf(found),
  PrivateIpSets: privateIpsOf(found.head, { PrivateDnsName: '' }),
  Attachment: attachmentOf(found.head),
});

/** An interface as DescribeNetworkInterfaceAttribute shows it; `tracking` also shows when connections are forgotten. */
export function attributesOf(found: Shown, tracking: boolean): Reply {
  const { head } = found;
  const { established, timeWait, udp } = head.timeouts;
  return {
    ...bothOf(found),
    PrivateIpSets: privateIpsOf(head, {}),
    Attachment: { ...attachmentOf(head), MemberNetworkInterfaceIds: { MemberNetworkInterfaceId: [] } },
    NetworkInterfaceTrafficConfig: {
      NetworkInterfaceTrafficMode: head.trafficMode,
      QueueNumber: head.queueNumber,
      QueuePairNumber: head.queuePairNumber,
    },
    ...(tracking && {
      ConnectionTrackingConfiguration: {
        TcpEstablishedTimeout: established,
        TcpClosedAndTimeWaitTimeout: timeWait,
        UdpTimeout: udp,
      },
    }),
    TcpOptionAddressEnabled: '',
    SlaveInterfaceSpecification: { BondNetworkInterfaceId: '', SlaveNetworkInterfaceId: '', WorkState: '' },
    BondInterfaceSpecification: { BondMode: '', SlaveInterfaceSpecification: { SlaveInterfaceSpecificationSet: [] } },
    EnhancedNetwork: {
      EnableExpress: false,
      EnableRss: false,
      EnableSriov: false,
      VirtualFunctionQuantity: 0,
      VirtualFunctionTotalQueueNumber: 0,
    },
    QoSConfig: { EnableQoS: false, QoS: { BandwidthRx: 0, BandwidthTx: 0, PpsRx: 0, PpsTx: 0, ConcurrentConnections: 0 } },
  };
}

/** What examples show. */
export const madeSample = {
  NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000',
  NetworkInterfaceName: 'my-eni-name',
  Description: '',
  Type: 'Secondary',
  Status: 'Available',
  VpcId: 'vpc-bp1opxu1zkhn00gzv0000',
  VSwitchId: 'vsw-bp1nhbnpv2blyz8dl0000',
  ZoneId: 'cn-hangzhou-b',
  MacAddress: '00:16:3e:0a:1b:2c',
  PrivateIpAddress: '172.16.0.1',
  PrivateIpSets: { PrivateIpSet: [{ PrivateIpAddress: '172.16.0.1', Primary: true }] },
  Ipv6Sets: { Ipv6Set: [] },
  Ipv4PrefixSets: { Ipv4PrefixSet: [] },
  Ipv6PrefixSets: { Ipv6PrefixSet: [] },
  SecurityGroupIds: { SecurityGroupId: ['sg-bp67acfmxazb4p0000'] },
  SourceDestCheck: false,
  ResourceGroupId: '',
  OwnerId: '1234567890123456',
  ServiceManaged: false,
  ServiceID: 0,
  Tags: { Tag: [] },
};
export const bothSample = {
  ...madeSample,
  InstanceId: '',
  DeleteOnRelease: true,
  NetworkInterfaceTrafficMode: 'Standard',
  QueueNumber: 0,
  QueuePairNumber: 0,
  CreationTime: '2026-11-24T08:30:15Z',
  AssociatedPublicIp: noPublicIp,
};

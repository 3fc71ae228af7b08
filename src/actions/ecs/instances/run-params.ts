import { runDataDiskParam, runSystemDiskParams } from '#actions/ecs/instances/disk-params.ts';
import { launchParams } from '#actions/ecs/instances/launch-params.ts';
import { booleanParam, enumParam, integerParam, rowsParam, stringParam, stringsParam } from '#actions/params.ts';
import type { Values } from '#kit/shape.ts';

/** What RunInstances takes besides what CreateInstance takes: how many, several groups and interfaces, settings of newer types. */
const ignored = stringParam('Accepted and ignored.', '接受但忽略。');
const ignoredFlag = booleanParam('Accepted and ignored.', '接受但忽略。');
const ipv6 = stringsParam(10, 'IPv6 addresses of the primary interface.', '主网卡的 IPv6 地址。');
const ipv6Count = integerParam('How many IPv6 addresses to choose: 1 to 10.', '自动分配的 IPv6 地址数量：1～10。', { min: 1, max: 10 });
const trafficMode = enumParam(
  ['Standard', 'HighPerformance'],
  '`Standard` by default; kept and shown.',
  '网卡通讯模式，默认为 `Standard`；仅保存并返回。',
);
const queue = integerParam('Kept and shown.', '队列数；仅保存并返回。', { min: 0, max: 65536 });

const networkInterface = {
  InstanceType: enumParam(['Primary', 'Secondary'], '`Secondary` by default.', '网卡类型，默认为 `Secondary`。', {
    anyCase: true,
    wrong: 'InvalidParam.NetworkInterface',
  }),
  NetworkInterfaceId: stringParam('An interface that exists, for one instance only.', '已有弹性网卡的 ID，此时只能创建一台实例。'),
  NetworkInterfaceName: stringParam('Name of the interface.', '网卡名称。'),
  Description: stringParam('Description of the interface.', '网卡描述。'),
  VSwitchId: stringParam('Its VSwitch; that of the primary one where absent.', '网卡所属交换机，默认为主网卡的交换机。'),
  SecurityGroupId: stringParam('Its security group.', '网卡所属安全组。'),
  SecurityGroupIds: stringsParam(
    16,
    'Its security groups; those of the primary one where absent.',
    '网卡所属安全组列表，默认为主网卡的安全组。',
  ),
  PrimaryIpAddress: stringParam('Its primary private address.', '网卡的主私网 IP 地址。'),
  SecondaryPrivateIpAddressCount: integerParam('How many secondary private addresses to choose.', '自动分配的辅助私网 IP 数量。', {
    min: 1,
    max: 49,
  }),
  Ipv6Address: ipv6,
  Ipv6AddressCount: ipv6Count,
  DeleteOnRelease: booleanParam(
    'Whether a secondary one goes with the instance; `true` by default.',
    '辅助网卡是否随实例释放，默认为 `true`。',
  ),
  SourceDestCheck: booleanParam('Kept and shown.', '源/目的检查；仅保存并返回。'),
  NetworkInterfaceTrafficMode: trafficMode,
  QueueNumber: queue,
  QueuePairNumber: queue,
  TxQueueSize: queue,
  RxQueueSize: queue,
  NetworkCardIndex: integerParam('Kept and shown.', '物理网卡索引；仅保存并返回。', { min: 0, max: 64 }),
} as const;

const count = {
  Amount: integerParam('How many: 1 to 100, 1 by default.', '创建数量：1～100，默认为 1。', { example: '1' }),
  MinAmount: integerParam('At least how many: all are made, or none.', '最小创建数量；此处全部创建或全部不创建。'),
  UniqueSuffix: booleanParam('Appends 001, 002 … to names.', '是否为名称添加有序后缀。'),
  HostNames: stringsParam(100, 'A host name for each.', '各实例的主机名。'),
} as const;

const several = {
  SecurityGroupIds: stringsParam(100, 'Several security groups of one type.', '安全组列表，须为同一类型。', {
    example: 'sg-bp67acfmxazb4p0000',
  }),
  NetworkInterface: rowsParam(
    16,
    networkInterface,
    'Interfaces; instead of VSwitchId and groups where one is Primary.',
    '网卡列表；包含主网卡时不能再设置交换机和安全组。',
  ),
  Ipv6Address: ipv6,
  Ipv6AddressCount: ipv6Count,
  NetworkInterfaceQueueNumber: queue,
} as const;

const settings = {
  'CpuOptions.Core': integerParam('Kept and shown.', 'CPU 核心数；仅保存并返回。', { min: 1 }),
  'CpuOptions.ThreadsPerCore': integerParam('Kept and shown.', '每核线程数；仅保存并返回。', { min: 1, max: 2 }),
  'CpuOptions.TopologyType': stringParam('Kept and shown.', 'CPU 拓扑类型；仅保存并返回。'),
  'CpuOptions.Numa': ignored,
  'CpuOptions.NestedVirtualization': ignored,
  'ClockOptions.PtpStatus': enumParam(['enabled', 'disabled'], 'Kept and shown.', 'PTP 状态；仅保存并返回。'),
  'ImageOptions.LoginAsNonRoot': booleanParam('Kept and shown.', '是否以 ecs-user 用户登录；仅保存并返回。'),
  'NetworkOptions.EnableJumboFrame': booleanParam('Kept and shown.', '是否开启巨型帧；仅保存并返回。'),
  'NetworkOptions.EnableNetworkEncryption': booleanParam('Kept and shown.', '是否开启网络加密；仅保存并返回。'),
  'NetworkOptions.BandwidthWeighting': stringParam('Kept and shown.', '带宽权重；仅保存并返回。'),
  'PrivateDnsNameOptions.HostnameType': enumParam(
    ['Custom', 'IpBased', 'InstanceIdBased'],
    'Kept and shown.',
    '主机名类型；仅保存并返回。',
  ),
  'PrivateDnsNameOptions.EnableInstanceIdDnsAAAARecord': booleanParam('Kept and shown.', '实例 ID 域名到 IPv6 地址的解析；仅保存并返回。'),
  'PrivateDnsNameOptions.EnableInstanceIdDnsARecord': booleanParam('Kept and shown.', '实例 ID 域名到 IPv4 地址的解析；仅保存并返回。'),
  'PrivateDnsNameOptions.EnableIpDnsARecord': booleanParam('Kept and shown.', 'IP 域名到 IPv4 地址的解析；仅保存并返回。'),
  'PrivateDnsNameOptions.EnableIpDnsPtrRecord': booleanParam('Kept and shown.', 'IPv4 地址到 IP 域名的反向解析；仅保存并返回。'),
  'SecurityOptions.EnableSecureBoot': booleanParam('Kept and shown.', '是否启用安全启动；仅保存并返回。'),
  'SecurityOptions.ConfidentialComputingMode': ignored,
  'SecurityOptions.TrustedSystemMode': ignored,
  'SchedulerOptions.DedicatedHostClusterId': ignored,
  AutoReleaseTime: stringParam('When to release it, UTC; kept and shown.', '自动释放时间，UTC；仅保存并返回。', {
    example: '2030-01-01T12:05:00Z',
  }),
  AutoPay: ignoredFlag,
  Isp: ignored,
  LaunchTemplateId: stringParam('There are no launch templates here.', '启动模板 ID；此处没有启动模板。'),
  LaunchTemplateName: stringParam('There are no launch templates here.', '启动模板名称；此处没有启动模板。'),
  LaunchTemplateVersion: integerParam('Accepted and ignored.', '接受但忽略。'),
} as const;

export const runParams = {
  ...launchParams,
  ...count,
  ...several,
  ...runSystemDiskParams,
  DataDisk: runDataDiskParam,
  ...settings,
} as const;
export type RunRequest = Values<typeof runParams>;
export type InterfaceRow = NonNullable<RunRequest['NetworkInterface']>[number];

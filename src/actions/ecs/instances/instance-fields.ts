import { decimal, flag, integer, object, text, wrapped } from '#actions/fields.ts';
import type { Returns } from '#kit/shape.ts';

/** What `instanceOf` gives: fields of DescribeInstances, by families. */
const empty = text('Always empty.', '始终为空。');
const zero = integer('Always 0.', '始终为 0。');
const no = flag('Always false.', '始终为 false。');
const asMade = text('As it was made.', '创建时的设置。');
const madeFlag = flag('As it was made.', '创建时的设置。');
const addresses = (en: string, zh: string) => wrapped('IpAddress', 'string', en, zh);

/** Shared with DescribeInstanceAttribute. */
export const baseFields: Returns = {
  InstanceId: text('The ID of the instance.', '实例 ID。'),
  InstanceName: text('Its name.', '实例名称。'),
  Description: text('Its description.', '实例描述。'),
  HostName: text('Its host name.', '主机名。'),
  RegionId: text('Its region.', '实例所属的地域 ID。'),
  ZoneId: text('Its zone.', '实例所属的可用区 ID。'),
  ClusterId: empty,
  VlanId: empty,
  Status: text('`Running` or `Stopped`: what lies between is over at once.', '实例状态：`Running` 或 `Stopped`，中间状态立即完成。'),
  StoppedMode: text(
    '`KeepCharging` or `StopCharging` of a stopped one, else `Not-applicable`.',
    '停机模式：`KeepCharging` 或 `StopCharging`；运行中为 `Not-applicable`。',
  ),
  ImageId: text('Its image.', '镜像 ID。'),
  InstanceType: text('Its type.', '实例规格。'),
  Cpu: integer('vCPUs.', 'vCPU 数。'),
  Memory: integer('Memory in MiB.', '内存大小，单位 MiB。'),
  SerialNumber: text('Its serial number.', '实例序列号。'),
  InstanceChargeType: text('`PostPaid` or `PrePaid`.', '付费方式：`PostPaid` 或 `PrePaid`。'),
  InstanceNetworkType: text('Always `vpc`.', '网络类型，固定为 `vpc`。'),
  InternetChargeType: asMade,
  InternetMaxBandwidthIn: integer('Mbit/s in.', '公网入带宽最大值，单位 Mbit/s。'),
  InternetMaxBandwidthOut: integer('Mbit/s out.', '公网出带宽最大值，单位 Mbit/s。'),
  CreditSpecification: text('Of burstable types.', '突发性能实例的运行模式。'),
  CreationTime: text('When it was made, UTC, without seconds.', '创建时间，UTC，精确到分钟。'),
  ExpiredTime: text('The end of a subscription; else `2099-12-31T15:59Z`.', '包年包月到期时间；按量付费为 `2099-12-31T15:59Z`。'),
  SecurityGroupIds: wrapped('SecurityGroupId', 'string', 'Groups of its primary interface.', '主网卡所属的安全组列表。'),
  InnerIpAddress: addresses('Always empty.', '经典网络内网 IP，始终为空。'),
  PublicIpAddress: addresses('Always empty.', '公网 IP，始终为空。'),
  VpcAttributes: object(
    {
      VpcId: text('Its VPC.', '专有网络 VPC ID。'),
      VSwitchId: text('Its VSwitch.', '交换机 ID。'),
      NatIpAddress: empty,
      PrivateIpAddress: addresses('Primary private address.', '主私网 IP 地址。'),
    },
    'Its place in the network.',
    '专有网络属性。',
  ),
  SecurityOptions: object({ EnableSecureBoot: madeFlag }, 'Security settings.', '安全选项。'),
};

const network: Returns = {
  NetworkInterfaces: wrapped(
    'NetworkInterface',
    {
      NetworkInterfaceId: text('The ID of the interface.', '弹性网卡 ID。'),
      Type: text('`Primary` or `Secondary`.', '弹性网卡类型：`Primary` 或 `Secondary`。'),
      MacAddress: text('Its MAC address.', 'MAC 地址。'),
      PrimaryIpAddress: text('Its primary private address.', '主私网 IP 地址。'),
      PrivateIpSets: wrapped(
        'PrivateIpSet',
        {
          PrivateIpAddress: text('The address.', '私网 IP 地址。'),
          Primary: flag('Whether it is the primary one.', '是否为主地址。'),
          PrivateDnsName: empty,
        },
        'Private addresses.',
        '私网 IP 地址列表。',
      ),
      Ipv6Sets: wrapped(
        'Ipv6Set',
        { Ipv6Address: text('The address.', 'IPv6 地址。'), Primary: flag('Whether it is the primary one.', '是否为主地址。') },
        'IPv6 addresses.',
        'IPv6 地址列表。',
      ),
      Ipv4PrefixSets: wrapped('Ipv4PrefixSet', { Ipv4Prefix: text('The prefix.', 'IPv4 前缀。') }, 'IPv4 prefixes.', 'IPv4 前缀列表。'),
      Ipv6PrefixSets: wrapped('Ipv6PrefixSet', { Ipv6Prefix: text('The prefix.', 'IPv6 前缀。') }, 'IPv6 prefixes.', 'IPv6 前缀列表。'),
    },
    'Its interfaces, the primary one first.',
    '弹性网卡列表，主网卡在前。',
  ),
  EipAddress: object(
    { AllocationId: empty, IpAddress: empty, InternetChargeType: empty, Bandwidth: zero, IsSupportUnassociate: no },
    'There are no EIPs here.',
    '弹性公网 IP；此处没有。',
  ),
  RdmaIpAddress: addresses('Always empty.', 'RDMA 地址，始终为空。'),
  EnableNVS: no,
  ISP: empty,
};

const machine: Returns = {
  InstanceTypeFamily: text('The family of its type.', '实例规格族。'),
  OSName: text('The operating system of its image.', '操作系统名称。'),
  OSNameEn: text('The same in English.', '操作系统英文名称。'),
  OSType: text('`linux` or `windows`.', '操作系统类型：`linux` 或 `windows`。'),
  IoOptimized: flag('Always true.', '始终为 true。'),
  GPUAmount: zero,
  GPUSpec: empty,
  LocalStorageAmount: integer('Local disks.', '本地盘数量。'),
  LocalStorageCapacity: integer('GiB of each.', '本地盘容量，单位 GiB。'),
  CpuOptions: object(
    {
      CoreCount: integer('Cores.', 'CPU 核心数。'),
      ThreadsPerCore: integer('Threads of a core.', '每核线程数。'),
      TopologyType: asMade,
      Numa: empty,
      NestedVirtualization: empty,
      TurboMode: empty,
      EnableVISST: no,
      EnableVRDT: no,
    },
    'How its vCPUs are made up.',
    'CPU 选项。',
  ),
  ClockOptions: object({ PtpStatus: asMade }, 'Clock.', '时钟选项。'),
  ImageOptions: object({ LoginAsNonRoot: madeFlag, CurrentOSNVMeSupported: no }, 'Of its image.', '镜像选项。'),
  HibernationOptions: object({ Configured: madeFlag }, 'Hibernation.', '休眠选项。'),
  MetadataOptions: object(
    {
      HttpEndpoint: asMade,
      HttpTokens: asMade,
      HttpPutResponseHopLimit: integer('As it was made.', '创建时的设置。'),
      InstanceMetadataTags: empty,
    },
    'Access to metadata.',
    '实例元数据选项。',
  ),
  PrivateDnsNameOptions: object(
    {
      HostnameType: asMade,
      EnableInstanceIdDnsARecord: madeFlag,
      EnableInstanceIdDnsAAAARecord: madeFlag,
      EnableIpDnsARecord: madeFlag,
      EnableIpDnsPtrRecord: madeFlag,
    },
    'Private host names.',
    '私有域名选项。',
  ),
};

const kept: Returns = {
  KeyPairName: text('Its key pair.', '密钥对名称。'),
  ResourceGroupId: text('Its resource group.', '资源组 ID。'),
  DeletionProtection: flag('Whether it may not be deleted.', '是否开启释放保护。'),
  Recyclable: madeFlag,
  DeviceAvailable: flag('Always true.', '始终为 true。'),
  SaleCycle: empty,
  SpotStrategy: asMade,
  SpotPriceLimit: decimal('As it was made.', '创建时的设置。'),
  SpotDuration: integer('As it was made.', '创建时的设置。'),
  SpotInterruptionBehavior: asMade,
  AutoReleaseTime: text('When it would be released, UTC; or empty.', '自动释放时间，UTC；未设置时为空。'),
  StartTime: text('When it was started last, UTC; or empty.', '最近一次启动时间，UTC；未启动过为空。'),
  OperationLocks: wrapped('LockReason', { LockReason: empty, LockMsg: empty }, 'Always empty.', '锁定原因，始终为空。'),
  Tags: wrapped('Tag', { TagKey: text('Tag key.', '标签键。'), TagValue: text('Tag value.', '标签值。') }, 'Tags.', '标签列表。'),
};

/** What the public service has besides, and this one does not. */
const absent: Returns = {
  HpcClusterId: empty,
  DeploymentSetId: empty,
  DeploymentSetGroupNo: zero,
  DedicatedHostAttribute: object(
    { DedicatedHostId: empty, DedicatedHostName: empty, DedicatedHostClusterId: empty },
    'None here.',
    '专有宿主机，此处没有。',
  ),
  DedicatedInstanceAttribute: object({ Affinity: empty, Tenancy: empty }, 'None here.', '专有宿主机实例属性，此处没有。'),
  EcsCapacityReservationAttr: object(
    { CapacityReservationId: empty, CapacityReservationPreference: empty },
    'None here.',
    '容量预留，此处没有。',
  ),
  AdditionalInfo: object({ EnableHighDensityMode: madeFlag, ManagedHostId: empty, NodeSerialNumber: empty }, 'More.', '附加信息。'),
};

export const instanceFields: Returns = { ...baseFields, ...network, ...machine, ...kept, ...absent };

import { decimal, flag, integer, listOf, object, text, wrapped } from '#actions/fields.ts';
import { type InstanceType, instanceTypeOf } from '#domain/instance-types.ts';
import type { Returns } from '#kit/shape.ts';

/** Instance types as DescribeInstanceTypes lists them. */
const empty = text('Always empty.', '始终为空。');
const zero = integer('Always 0.', '始终为 0。');

export const typeFields: Returns = {
  InstanceTypeId: text('The type.', '实例规格。'),
  InstanceTypeFamily: text('Its family.', '实例规格族。'),
  InstanceFamilyLevel: text(
    '`EntryLevel`, `CreditEntryLevel` or `EnterpriseLevel`.',
    '级别：`EntryLevel`、`CreditEntryLevel` 或 `EnterpriseLevel`。',
  ),
  InstanceCategory: text('What it is for.', '实例规格分类。'),
  CpuArchitecture: text('Always `X86`.', 'CPU 架构，固定为 `X86`。'),
  CpuCoreCount: integer('vCPUs.', 'vCPU 数。'),
  MemorySize: decimal('Memory in GiB.', '内存大小，单位 GiB。'),
  PhysicalProcessorModel: text('The processor.', '处理器型号。'),
  CpuSpeedFrequency: decimal('GHz.', 'CPU 基频，单位 GHz。'),
  CpuTurboFrequency: decimal('GHz at most; 0 = not told.', 'CPU 睿频，单位 GHz；0 表示未公布。'),
  CpuOptions: object(
    {
      Core: integer('Cores.', 'CPU 核心数。'),
      CoreFactor: integer('How cores may be counted.', '核心数步长。'),
      ThreadsPerCore: integer('Threads of a core.', '每核线程数。'),
      HyperThreadingAdjustable: flag('Whether that can be changed.', '是否可调整超线程。'),
      NestedVirtualizationSupport: empty,
      SupportedTopologyTypes: wrapped('SupportedTopologyType', 'string', 'Topologies.', '支持的 CPU 拓扑类型。'),
    },
    'How its vCPUs are made up.',
    'CPU 选项。',
  ),
  InstanceBandwidthRx: integer('Kbit/s in.', '内网入带宽，单位 Kbit/s。'),
  InstanceBandwidthTx: integer('Kbit/s out.', '内网出带宽，单位 Kbit/s。'),
  InstancePpsRx: integer('Packets a second in.', '内网入方向收包能力，单位 pps。'),
  InstancePpsTx: integer('Packets a second out.', '内网出方向发包能力，单位 pps。'),
  EniQuantity: integer('Interfaces.', '弹性网卡数量上限。'),
  EniTotalQuantity: integer('Interfaces, those of containers included.', '弹性网卡总数上限。'),
  EniPrivateIpAddressQuantity: integer('Private addresses of an interface.', '单个弹性网卡的私网 IPv4 地址数量上限。'),
  EniIpv6AddressQuantity: integer('IPv6 addresses of an interface.', '单个弹性网卡的 IPv6 地址数量上限。'),
  EniTrunkSupported: flag('Whether interfaces can have sub-interfaces.', '是否支持 Trunk 网卡。'),
  PrimaryEniQueueNumber: integer('Queues of the primary interface.', '主网卡队列数。'),
  SecondaryEniQueueNumber: integer('Queues of another.', '辅助网卡队列数。'),
  MaximumQueueNumberPerEni: integer('Queues of an interface at most.', '单个弹性网卡队列数上限。'),
  TotalEniQueueQuantity: integer('Queues of all.', '弹性网卡队列总数。'),
  EriQuantity: zero,
  QueuePairNumber: zero,
  NetworkCardQuantity: zero,
  NetworkCards: wrapped('NetworkCardInfo', { NetworkCardIndex: zero }, 'Always empty.', '物理网卡，始终为空。'),
  NetworkEncryptionSupport: flag('Always false.', '始终为 false。'),
  JumboFrameSupport: flag('Whether it has jumbo frames.', '是否支持巨型帧。'),
  EnhancedNetwork: object(
    {
      ExpressSupport: flag('Always false.', '始终为 false。'),
      RssSupport: flag('Always false.', '始终为 false。'),
      SriovSupport: flag('Always false.', '始终为 false。'),
      VfQueueNumberPerEni: zero,
    },
    'More on its network.',
    '增强网络。',
  ),
  NetworkInfo: object(
    {
      BandwidthWeighting: object(
        {
          WeightingInfos: wrapped(
            'WeightingInfo',
            { Name: empty, VpcBandwidth: zero, VpcBurstBandwidth: zero, EbsBandwidth: zero, EbsBurstBandwidth: zero },
            'Always empty.',
            '带宽权重档位，始终为空。',
          ),
        },
        'Weights.',
        '带宽权重。',
      ),
    },
    'Bandwidth.',
    '网络信息。',
  ),
  DiskQuantity: integer('Disks at most.', '云盘数量上限。'),
  NvmeSupport: text('`supported`, `unsupported` or `required`.', 'NVMe 支持情况：`supported`、`unsupported` 或 `required`。'),
  LocalStorageCategory: text('Of local disks, or empty.', '本地盘类型；没有时为空。'),
  LocalStorageAmount: integer('Local disks.', '本地盘数量。'),
  LocalStorageCapacity: integer('GiB of each.', '单块本地盘容量，单位 GiB。'),
  GPUAmount: zero,
  GPUSpec: empty,
  GPUMemorySize: decimal('Always 0.', '始终为 0。'),
  BaselineCredit: integer('Percent of all vCPUs together, of burstable types.', '突发性能规格的基准性能（全部 vCPU 合计百分比）。'),
  InitialCredit: integer('CPU credits at the start, of burstable types.', '突发性能规格的初始 CPU 积分。'),
  SupportedBootModes: wrapped('SupportedBootMode', 'string', 'Boot modes.', '支持的启动模式。'),
  SecurityOptions: object(
    { SecureBootSupport: text('`supported` or `unsupported`.', '安全启动：`supported` 或 `unsupported`。') },
    'Security.',
    '安全选项。',
  ),
  Clock: object({ PtpSupport: text('`unsupported`.', 'PTP 支持情况，固定为 `unsupported`。') }, 'Clock.', '时钟。'),
  Attributes: object(
    { Attribute: listOf({ Name: empty, Value: empty }, 'Always empty.', '始终为空。') },
    'Always empty.',
    '更多属性，始终为空。',
  ),
};

export function typeOf(type: InstanceType): Readonly<Record<string, unknown>> {
  const { family, localStorage } = type;
  const threads = type.cores > 1 ? 2 : 1;
  return {
    InstanceTypeId: type.id,
    InstanceTypeFamily: family.id,
    InstanceFamilyLevel: family.level,
    InstanceCategory: family.category,
    CpuArchitecture: 'X86',
    CpuCoreCount: type.cores,
    MemorySize: type.memory,
    PhysicalProcessorModel: family.processor,
    CpuSpeedFrequency: family.clock,
    CpuTurboFrequency: family.turbo,
    CpuOptions: {
      Core: type.cores / threads,
      CoreFactor: 2,
      ThreadsPerCore: threads,
      HyperThreadingAdjustable: family.level === 'EnterpriseLevel',
      NestedVirtualizationSupport: '',
      SupportedTopologyTypes: { SupportedTopologyType: ['ContinuousCoreToHTMapping', 'DiscreteCoreToHTMapping'] },
    },
    InstanceBandwidthRx: type.bandwidth,
    InstanceBandwidthTx: type.bandwidth,
    InstancePpsRx: type.packets,
    InstancePpsTx: type.packets,
    EniQuantity: type.enis,
    EniTotalQuantity: type.enis,
    EniPrivateIpAddressQuantity: type.privateIps,
    EniIpv6AddressQuantity: type.ipv6s,
    EniTrunkSupported: family.trunk,
    PrimaryEniQueueNumber: type.queues,
    SecondaryEniQueueNumber: type.queues,
    MaximumQueueNumberPerEni: type.queues,
    TotalEniQueueQuantity: type.queues * type.enis,
    EriQuantity: 0,
    QueuePairNumber: 0,
    NetworkCardQuantity: 0,
    NetworkCards: { NetworkCardInfo: [] },
    NetworkEncryptionSupport: false,
    JumboFrameSupport: family.jumboFrames,
    EnhancedNetwork: { ExpressSupport: false, RssSupport: false, SriovSupport: false, VfQueueNumberPerEni: 0 },
    NetworkInfo: { BandwidthWeighting: { WeightingInfos: { WeightingInfo: [] } } },
    DiskQuantity: family.disks,
    NvmeSupport: family.nvme,
    LocalStorageCategory: localStorage.category,
    LocalStorageAmount: localStorage.amount,
    LocalStorageCapacity: localStorage.capacity,
    GPUAmount: 0,
    GPUSpec: '',
    GPUMemorySize: 0,
    BaselineCredit: type.baselineCredit,
    InitialCredit: type.initialCredit,
    SupportedBootModes: { SupportedBootMode: family.bootModes },
    SecurityOptions: { SecureBootSupport: family.bootModes.includes('UEFI') ? 'supported' : 'unsupported' },
    Clock: { PtpSupport: 'unsupported' },
    Attributes: { Attribute: [] },
  };
}

/** What the example shows. */
export const typeSample = (id: string) => {
  const type = instanceTypeOf(id);
  return type ? [typeOf(type)] : [];
};

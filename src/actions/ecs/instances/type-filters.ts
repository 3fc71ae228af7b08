import { enumParam, integerParam, numberParam, stringParam, stringsParam } from '#actions/params.ts';
import type { InstanceType } from '#domain/instance-types.ts';
import type { Values } from '#kit/shape.ts';

/** Filters of DescribeInstanceTypes: values that must be the same, least and greatest ones. */
const least = (en: string, zh: string) => integerParam(`At least so many ${en}.`, `${zh}的最小值。`, { min: 0 });
const ten = (en: string, zh: string) => stringsParam(10, en, zh);

const exact = {
  InstanceTypes: stringsParam(100, 'These types.', '实例规格列表。', { example: 'ecs.g7.large' }),
  InstanceTypeFamily: stringParam('Of this family.', '实例规格族。', { example: 'ecs.g7' }),
  InstanceTypeFamilies: ten('Of one of these families.', '实例规格族列表。'),
  InstanceFamilyLevel: enumParam(['EntryLevel', 'EnterpriseLevel', 'CreditEntryLevel'], 'Of this level.', '实例规格级别。'),
  InstanceCategory: stringParam('Of this category.', '实例规格分类。', { example: 'General-purpose' }),
  InstanceCategories: ten('Of one of these categories.', '实例规格分类列表。'),
  CpuArchitecture: enumParam(['X86', 'ARM'], 'All are `X86`.', 'CPU 架构；均为 `X86`。'),
  CpuArchitectures: ten('All are `X86`.', 'CPU 架构列表；均为 `X86`。'),
  PhysicalProcessorModel: stringParam('With this processor.', '处理器型号。'),
  PhysicalProcessorModels: ten('With one of these processors.', '处理器型号列表。'),
  LocalStorageCategory: stringParam('With such local disks.', '本地盘类型。'),
  LocalStorageCategories: ten('With local disks of one of these.', '本地盘类型列表。'),
  GPUSpec: stringParam('None has a GPU.', 'GPU 型号；均没有 GPU。'),
  GpuSpecs: ten('None has a GPU.', 'GPU 型号列表；均没有 GPU。'),
  NvmeSupport: enumParam(['required', 'supported', 'unsupported'], 'NVMe.', 'NVMe 支持情况。'),
} as const;

const bounds = {
  MinimumCpuCoreCount: least('vCPUs', 'vCPU 数'),
  MaximumCpuCoreCount: integerParam('At most so many vCPUs.', 'vCPU 数的最大值。', { min: 0 }),
  MinimumMemorySize: numberParam('At least so many GiB.', '内存的最小值，单位 GiB。', { min: 0 }),
  MaximumMemorySize: numberParam('At most so many GiB.', '内存的最大值，单位 GiB。', { min: 0 }),
  MinimumCpuSpeedFrequency: numberParam('At least so many GHz.', 'CPU 基频的最小值。', { min: 0 }),
  MaximumCpuSpeedFrequency: numberParam('At most so many GHz.', 'CPU 基频的最大值。', { min: 0 }),
  MinimumCpuTurboFrequency: numberParam('At least so many GHz.', 'CPU 睿频的最小值。', { min: 0 }),
  MaximumCpuTurboFrequency: numberParam('At most so many GHz.', 'CPU 睿频的最大值。', { min: 0 }),
  MinimumGPUAmount: least('GPUs', 'GPU 数量'),
  MaximumGPUAmount: integerParam('At most so many GPUs.', 'GPU 数量的最大值。', { min: 0 }),
  MinimumBaselineCredit: least('percent of all vCPUs', '基准性能'),
  MinimumInitialCredit: least('CPU credits', '初始 CPU 积分'),
  MinimumDiskQuantity: least('disks', '云盘数量'),
  MinimumEniQuantity: least('interfaces', '弹性网卡数量'),
  MinimumEniPrivateIpAddressQuantity: least('private addresses of an interface', '单网卡私网 IPv4 地址数量'),
  MinimumEniIpv6AddressQuantity: least('IPv6 addresses of an interface', '单网卡 IPv6 地址数量'),
  MinimumEriQuantity: least('RDMA interfaces', 'ERI 数量'),
  MinimumQueuePairNumber: least('queue pairs', 'QP 队列数'),
  MinimumInstanceBandwidthRx: least('kbit/s in', '内网入带宽'),
  MinimumInstanceBandwidthTx: least('kbit/s out', '内网出带宽'),
  MinimumInstancePpsRx: least('packets a second in', '入方向收包能力'),
  MinimumInstancePpsTx: least('packets a second out', '出方向发包能力'),
  MinimumPrimaryEniQueueNumber: least('queues of the primary interface', '主网卡队列数'),
  MinimumSecondaryEniQueueNumber: least('queues of another interface', '辅助网卡队列数'),
  MinimumLocalStorageAmount: least('local disks', '本地盘数量'),
  MinimumLocalStorageCapacity: least('GiB of a local disk', '单块本地盘容量'),
} as const;

export const typeFilters = { ...exact, ...bounds } as const;
type Asked = Values<typeof typeFilters>;

const isOneOf = (value: string, one: string | undefined, several: readonly string[] | undefined): boolean =>
  (one === undefined || one === value) && (several === undefined || several.includes(value));
const isWithin = (value: number, from: number | undefined, to?: number): boolean =>
  (from === undefined || value >= from) && (to === undefined || value <= to);

/** Whether a type has all that was asked for. */
export function fitsType(type: InstanceType, p: Asked): boolean {
  const { family, localStorage } = type;
  return (
    isOneOf(type.id, undefined, p.InstanceTypes) &&
    isOneOf(family.id, p.InstanceTypeFamily, p.InstanceTypeFamilies) &&
    isOneOf(family.level, p.InstanceFamilyLevel, undefined) &&
    isOneOf(family.category, p.InstanceCategory, p.InstanceCategories) &&
    isOneOf('X86', p.CpuArchitecture, p.CpuArchitectures) &&
    isOneOf(family.processor, p.PhysicalProcessorModel, p.PhysicalProcessorModels) &&
    isOneOf(localStorage.category, p.LocalStorageCategory, p.LocalStorageCategories) &&
    isOneOf('', p.GPUSpec, p.GpuSpecs) &&
    isOneOf(family.nvme, p.NvmeSupport, undefined) &&
    isWithin(type.cores, p.MinimumCpuCoreCount, p.MaximumCpuCoreCount) &&
    isWithin(type.memory, p.MinimumMemorySize, p.MaximumMemorySize) &&
    isWithin(family.clock, p.MinimumCpuSpeedFrequency, p.MaximumCpuSpeedFrequency) &&
    isWithin(family.turbo, p.MinimumCpuTurboFrequency, p.MaximumCpuTurboFrequency) &&
    [p.MinimumGPUAmount, p.MinimumEriQuantity, p.MinimumQueuePairNumber].every((from) => isWithin(0, from)) &&
    isWithin(type.baselineCredit, p.MinimumBaselineCredit) &&
    isWithin(type.initialCredit, p.MinimumInitialCredit) &&
    isWithin(family.disks, p.MinimumDiskQuantity) &&
    isWithin(type.enis, p.MinimumEniQuantity) &&
    isWithin(type.privateIps, p.MinimumEniPrivateIpAddressQuantity) &&
    isWithin(type.ipv6s, p.MinimumEniIpv6AddressQuantity) &&
    [p.MinimumInstanceBandwidthRx, p.MinimumInstanceBandwidthTx].every((from) => isWithin(type.bandwidth, from)) &&
    [p.MinimumInstancePpsRx, p.MinimumInstancePpsTx].every((from) => isWithin(type.packets, from)) &&
    [p.MinimumPrimaryEniQueueNumber, p.MinimumSecondaryEniQueueNumber].every((from) => isWithin(type.queues, from)) &&
    isWithin(localStorage.amount, p.MinimumLocalStorageAmount) &&
    isWithin(localStorage.capacity, p.MinimumLocalStorageCapacity)
  );
}

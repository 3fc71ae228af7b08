import { minuteTime } from '#actions/ecs/instances/instance-view.ts';
import { flag, integer, object, text, wrapped } from '#actions/fields.ts';
import { wireTime } from '#actions/wire-time.ts';
import { speedOf } from '#domain/disk.ts';
import { serialOf } from '#domain/instance.ts';
import type { Disk, InstanceHead } from '#domain/instance-head.ts';
import type { Loaded } from '#kit/deciding.ts';
import type { Returns } from '#kit/shape.ts';

/** Disks as DescribeDisks lists them. Each is in its instance, and in no other place. */
const empty = text('Always empty.', '始终为空。');
const zero = integer('Always 0.', '始终为 0。');
const no = flag('Always false.', '始终为 false。');
const attachment: Returns = {
  InstanceId: text('The instance.', '实例 ID。'),
  Device: text('The device.', '挂载点。'),
  AttachedTime: text('Since when, UTC.', '挂载时间，UTC。'),
};

export const diskFields: Returns = {
  DiskId: text('The ID of the disk.', '云盘 ID。'),
  DiskName: text('Its name.', '云盘名称。'),
  Description: text('Its description.', '云盘描述。'),
  RegionId: text('Its region.', '地域 ID。'),
  ZoneId: text('Its zone.', '可用区 ID。'),
  InstanceId: text('Its instance.', '挂载的实例 ID。'),
  Type: text('`system` or `data`.', '云盘类型：`system` 或 `data`。'),
  Category: text('Its category.', '云盘种类。'),
  Size: integer('GiB.', '大小，单位 GiB。'),
  PerformanceLevel: text('Of a cloud_essd.', 'ESSD 云盘的性能等级。'),
  Status: text('Always `In_use`.', '云盘状态，固定为 `In_use`。'),
  Device: text('The device.', '挂载点。'),
  ImageId: text('The image of a system disk.', '系统盘的镜像 ID。'),
  CreationTime: text('When it was made, UTC.', '创建时间，UTC。'),
  AttachedTime: text('Since when it is attached, UTC.', '挂载时间，UTC。'),
  DetachedTime: empty,
  ExpiredTime: text('The end of the subscription of its instance.', '所属包年包月实例的到期时间。'),
  DiskChargeType: text('How its instance is paid.', '付费方式，与实例一致。'),
  DeleteWithInstance: flag('As it was made.', '创建时的设置。'),
  DeleteAutoSnapshot: no,
  EnableAutoSnapshot: no,
  EnableAutomatedSnapshotPolicy: no,
  AutoSnapshotPolicyId: empty,
  Encrypted: flag('As it was made.', '创建时的设置。'),
  KMSKeyId: text('As it was made.', '创建时的设置。'),
  BurstingEnabled: flag('As it was made.', '创建时的设置。'),
  ProvisionedIops: integer('As it was made.', '创建时的设置。'),
  IOPS: integer('What such a disk does a second.', '该类云盘的 IOPS。'),
  IOPSRead: integer('The same, reading.', '读 IOPS。'),
  IOPSWrite: integer('The same, writing.', '写 IOPS。'),
  Throughput: integer('MB a second.', '吞吐量，单位 MB/s。'),
  ThroughputRead: integer('The same, reading.', '读吞吐量。'),
  ThroughputWrite: integer('The same, writing.', '写吞吐量。'),
  Portable: flag('Whether it could be detached: data disks could.', '是否可卸载：数据盘为 true。'),
  MultiAttach: text('Always `Disabled`.', '多重挂载，固定为 `Disabled`。'),
  MountInstanceNum: integer('Always 1.', '挂载的实例数量，固定为 1。'),
  MountInstances: wrapped('MountInstance', attachment, 'Always empty.', '始终为空。'),
  Attachments: wrapped('Attachment', attachment, 'Where it is attached.', '挂载信息。'),
  OperationLocks: wrapped('OperationLock', { LockReason: empty }, 'Always empty.', '锁定原因，始终为空。'),
  Placement: object({ ZoneIds: empty }, 'Always empty.', '始终为空。'),
  DataSource: object({ Id: empty, Type: empty }, 'Always empty.', '始终为空。'),
  ProductCode: empty,
  ResourceGroupId: text('That of its instance.', '资源组 ID，与实例一致。'),
  SerialNumber: text('Its serial number.', '序列号。'),
  SourceDiskId: empty,
  SourceSnapshotId: empty,
  StorageClusterId: empty,
  StorageSetId: empty,
  StorageSetPartitionNumber: zero,
  BdfId: empty,
  Tags: wrapped(
    'Tag',
    { TagKey: text('Tag key.', '标签键。'), TagValue: text('Tag value.', '标签值。') },
    'Tags of its instance.',
    '标签，与实例一致。',
  ),
};

export type HeldDisk = { readonly instance: Loaded<InstanceHead>; readonly disk: Disk; readonly use: 'system' | 'data' };
/** The disks of an instance, the system disk first. */
export const disksOf = (instance: Loaded<InstanceHead>): readonly HeldDisk[] => [
  { instance, disk: instance.head.systemDisk, use: 'system' },
  ...instance.head.dataDisks.map((disk) => ({ instance, disk, use: 'data' }) as const),
];

export function diskOf({ instance: { key, head }, disk, use }: HeldDisk): Readonly<Record<string, unknown>> {
  const { iops, throughput } = speedOf(disk.category, disk.size, disk.performanceLevel);
  const since = wireTime(head.created);
  return {
    DiskId: disk.id,
    DiskName: disk.name,
    Description: disk.description,
    RegionId: key.region,
    ZoneId: head.zone,
    InstanceId: key.id,
    Type: use,
    Category: disk.category,
    Size: disk.size,
    PerformanceLevel: disk.performanceLevel,
    Status: 'In_use',
    Device: disk.device,
    ImageId: use === 'system' ? head.image : '',
    CreationTime: since,
    AttachedTime: since,
    DetachedTime: '',
    ExpiredTime: minuteTime(head.expires) || '2999-09-08T16:00Z',
    DiskChargeType: head.chargeType,
    DeleteWithInstance: disk.deleteWithInstance,
    DeleteAutoSnapshot: false,
    EnableAutoSnapshot: false,
    EnableAutomatedSnapshotPolicy: false,
    AutoSnapshotPolicyId: '',
    Encrypted: disk.encrypted,
    KMSKeyId: disk.kmsKey,
    BurstingEnabled: disk.bursting,
    ProvisionedIops: disk.provisionedIops,
    IOPS: iops,
    IOPSRead: iops,
    IOPSWrite: iops,
    Throughput: throughput,
    ThroughputRead: throughput,
    ThroughputWrite: throughput,
    Portable: use === 'data',
    MultiAttach: 'Disabled',
    MountInstanceNum: 1,
    MountInstances: { MountInstance: [] },
    Attachments: { Attachment: [{ InstanceId: key.id, Device: disk.device, AttachedTime: since }] },
    OperationLocks: { OperationLock: [] },
    Placement: { ZoneIds: '' },
    DataSource: { Id: '', Type: '' },
    ProductCode: '',
    ResourceGroupId: head.resourceGroup,
    SerialNumber: serialOf(disk.id).replaceAll('-', '').slice(0, 20),
    SourceDiskId: '',
    SourceSnapshotId: '',
    StorageClusterId: '',
    StorageSetId: '',
    StorageSetPartitionNumber: 0,
    BdfId: '',
    Tags: { Tag: Object.entries(head.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) },
  };
}

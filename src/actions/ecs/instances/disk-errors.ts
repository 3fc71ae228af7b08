import { documented } from '#actions/error-rows.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/** Rows on the disks that an instance is made with. */
export const diskErrors = {
  'InvalidSystemDiskCategory.ValueNotSupported': documented(
    400,
    'The specified parameter "SystemDisk.Category" is not valid.',
    'There is no such category for system disks.',
    '系统盘类型无效。',
    'SystemDisk.Category=floppy',
  ),
  'InvalidSystemDiskSize.ValueNotSupported': documented(
    400,
    '%s',
    'The category has no system disks of this size.',
    '系统盘大小超出该类型的取值范围。',
    'SystemDisk.Category=cloud_ssd&SystemDisk.Size=4096',
  ),
  'InvalidSystemDiskSize.LessThanImageSize': documented(
    404,
    'The specified parameter SystemDisk.Size is less than the image size.',
    'The system disk is smaller than the image.',
    '系统盘小于镜像大小。',
    'SystemDisk.Category=cloud_auto&SystemDisk.Size=10',
  ),
  'InvalidDataDiskCategory.ValueNotSupported': documented(
    400,
    'The specified parameter "DataDisk.n.Category" is not valid.',
    'There is no such category for data disks.',
    '数据盘类型无效。',
    'DataDisk.1.Category=floppy',
  ),
  'InvalidDataDiskSize.ValueNotSupported': documented(
    400,
    'The specified DataDisk.n.Size beyond the permitted range, or the capacity of snapshot exceeds the size limit of the specified disk category.',
    'The size of a data disk is absent, or its category has none of this size.',
    '未指定数据盘大小，或超出该类型的取值范围。',
    'DataDisk.1.Category=cloud_ssd&DataDisk.1.Size=10',
  ),
  'InvalidDiskName.Malformed': documented(
    400,
    'The specified parameter "SyatemDisk.DiskName or DataDisk.n.DiskName" is not valid.',
    'The name of a disk is not 2 to 128 letters, digits, `:`, `_`, `.` or `-`, a letter first.',
    '云盘名称须为 2～128 个字符，以字母或中文开头。',
    'SystemDisk.DiskName=1',
  ),
  'InvalidDiskDescription.Malformed': documented(
    400,
    'The specified parameter "SyatemDisk.DiskDescription or DataDisk.n.Description" is not valid.',
    'The description of a disk is not 2 to 256 characters, or starts with a web address.',
    '云盘描述须为 2～256 个字符，不能以 http:// 或 https:// 开头。',
    'SystemDisk.Description=x',
  ),
  'InvalidDataDevice.Malformed': documented(
    400,
    'The specified parameter "DataDisk.n.Device" is not valid.',
    'The device of a data disk is not /dev/xvdb to /dev/xvdz.',
    '数据盘挂载点须为 /dev/xvdb～/dev/xvdz。',
    'DataDisk.1.Size=40&DataDisk.1.Device=/dev/sda',
  ),
  'InvalidDevice.InUse': documented(
    403,
    'The specified device has been occupied.',
    'Two data disks have the same device.',
    '数据盘挂载点重复。',
    'DataDisk.1.Size=40&DataDisk.1.Device=/dev/xvdb&DataDisk.2.Size=40&DataDisk.2.Device=/dev/xvdb',
  ),
  'InvalidSnapshotId.NotFound': documented(
    400,
    'The specified parameter SnapshotId is not exist.',
    'There are no snapshots here.',
    '此处没有快照。',
    'DataDisk.1.SnapshotId=s-bp17441ohwka0yuh0000',
  ),
} as const satisfies ErrorTable;

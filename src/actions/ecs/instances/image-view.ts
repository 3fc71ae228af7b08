import { flag, integer, object, text, wrapped } from '#actions/fields.ts';
import { wireTime } from '#actions/wire-time.ts';
import { type Image, imageOf } from '#domain/images.ts';
import type { Returns } from '#kit/shape.ts';

/** Images as DescribeImages lists them. */
const empty = text('Always empty.', '始终为空。');
const no = flag('Always false.', '始终为 false。');

export const imageFields: Returns = {
  ImageId: text('The ID of the image.', '镜像 ID。'),
  ImageName: text('The same.', '镜像名称，与镜像 ID 相同。'),
  ImageFamily: text('Its family.', '镜像族系。'),
  ImageVersion: empty,
  ImageOwnerAlias: text('Always `system`.', '镜像来源，固定为 `system`。'),
  ImageOwnerId: integer('Always 0.', '镜像所属账号 ID，始终为 0。'),
  Description: text('What it is.', '镜像描述。'),
  CreationTime: text('When it was made, UTC.', '创建时间，UTC。'),
  OSName: text('The operating system.', '操作系统名称。'),
  OSNameEn: text('The same in English.', '操作系统英文名称。'),
  OSType: text('`linux` or `windows`.', '操作系统类型：`linux` 或 `windows`。'),
  Platform: text('The platform.', '操作系统平台。'),
  Architecture: text('`x86_64` or `arm64`.', '镜像架构：`x86_64` 或 `arm64`。'),
  BootMode: text('How it boots.', '启动模式。'),
  Size: integer('GiB.', '镜像大小，单位 GiB。'),
  Status: text('Always `Available`.', '镜像状态，固定为 `Available`。'),
  Usage: text('`instance` or `none`: whether an instance of the account has it.', '是否有实例使用该镜像：`instance` 或 `none`。'),
  Usable: flag('Always true.', '始终为 true。'),
  Progress: text('Always `100%`.', '镜像完成进度，固定为 `100%`。'),
  IsPublic: flag('Always true.', '是否为公共镜像，始终为 true。'),
  IsCopied: no,
  IsSelfShared: empty,
  IsSubscribed: no,
  IsSupportCloudinit: flag('Always true.', '始终为 true。'),
  IsSupportIoOptimized: flag('Always true.', '始终为 true。'),
  LoginAsNonRootSupported: flag('Whether one can log on without being root: on Linux.', '是否支持 ecs-user 登录：Linux 镜像支持。'),
  LicenseType: empty,
  ProductCode: empty,
  ResourceGroupId: empty,
  SupplierName: empty,
  DiskDeviceMappings: wrapped(
    'DiskDeviceMapping',
    {
      Device: empty,
      Encrypted: no,
      Format: empty,
      ImportOSSBucket: empty,
      ImportOSSObject: empty,
      Progress: empty,
      RemainTime: integer('Always 0.', '始终为 0。'),
      Size: empty,
      SnapshotId: empty,
      Type: empty,
    },
    'Always empty.',
    '磁盘映射，始终为空。',
  ),
  DetectionOptions: object(
    {
      Items: wrapped('Item', { Name: empty, RiskCode: empty, RiskLevel: empty, Value: empty }, 'Always empty.', '检测项，始终为空。'),
      Status: empty,
    },
    'Checks.',
    '镜像检测。',
  ),
  Features: object(
    {
      NvmeSupport: text('`supported` or `unsupported`.', 'NVMe 支持情况：`supported` 或 `unsupported`。'),
      CpuOnlineUpgrade: text('Always `unsupported`.', '固定为 `unsupported`。'),
      CpuOnlineDowngrade: text('Always `unsupported`.', '固定为 `unsupported`。'),
      MemoryOnlineUpgrade: text('Always `unsupported`.', '固定为 `unsupported`。'),
      MemoryOnlineDowngrade: text('Always `unsupported`.', '固定为 `unsupported`。'),
      ImdsSupport: text('Always `v2`.', 'IMDS 支持情况，固定为 `v2`。'),
    },
    'What it can do.',
    '镜像特性。',
  ),
  SecureBootOptions: object({ SecureBootSupport: empty }, 'Secure boot.', '安全启动。'),
  Tags: wrapped(
    'Tag',
    { TagKey: text('Tag key.', '标签键。'), TagValue: text('Tag value.', '标签值。') },
    'Always empty.',
    '标签，始终为空。',
  ),
};

export const imageReply = (image: Image, isUsed: boolean): Readonly<Record<string, unknown>> => ({
  ImageId: image.id,
  ImageName: image.id,
  ImageFamily: image.family,
  ImageVersion: '',
  ImageOwnerAlias: 'system',
  ImageOwnerId: 0,
  Description: image.osNameEn,
  CreationTime: wireTime(image.created),
  OSName: image.osName,
  OSNameEn: image.osNameEn,
  OSType: image.osType,
  Platform: image.platform,
  Architecture: image.architecture,
  BootMode: image.bootMode,
  Size: image.size,
  Status: 'Available',
  Usage: isUsed ? 'instance' : 'none',
  Usable: true,
  Progress: '100%',
  IsPublic: true,
  IsCopied: false,
  IsSelfShared: '',
  IsSubscribed: false,
  IsSupportCloudinit: true,
  IsSupportIoOptimized: true,
  LoginAsNonRootSupported: image.osType === 'linux',
  LicenseType: '',
  ProductCode: '',
  ResourceGroupId: '',
  SupplierName: '',
  DiskDeviceMappings: { DiskDeviceMapping: [] },
  DetectionOptions: { Items: { Item: [] }, Status: '' },
  Features: {
    NvmeSupport: image.nvme,
    CpuOnlineUpgrade: 'unsupported',
    CpuOnlineDowngrade: 'unsupported',
    MemoryOnlineUpgrade: 'unsupported',
    MemoryOnlineDowngrade: 'unsupported',
    ImdsSupport: 'v2',
  },
  SecureBootOptions: { SecureBootSupport: '' },
  Tags: { Tag: [] },
});

/** What the example shows. */
export const imageSample = (id: string) => {
  const image = imageOf(id);
  return image ? [imageReply(image, false)] : [];
};

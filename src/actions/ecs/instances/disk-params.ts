import { booleanParam, enumParam, integerParam, rowsParam, stringParam } from '#actions/params.ts';
import { dataCategories, maxDataDisks, systemCategories } from '#domain/disk.ts';

/** Parameters of the disks that an instance is made with. */
const level = enumParam(['PL0', 'PL1', 'PL2', 'PL3'], 'Of a cloud_essd; `PL1` by default.', 'ESSD 云盘的性能等级，默认为 `PL1`。');
const name = stringParam('Name: 2 to 128 characters, a letter first.', '云盘名称：2～128 个字符，以字母或中文开头。');
const description = stringParam('Description: 2 to 256 characters.', '云盘描述：2～256 个字符。');
const ignored = stringParam('Accepted and ignored.', '接受但忽略。');
const encrypted = booleanParam('Kept and shown: nothing is encrypted here.', '是否加密；仅保存并返回。');
const kmsKey = stringParam('Kept and shown.', 'KMS 密钥 ID；仅保存并返回。');
const bursting = booleanParam('Of a cloud_auto; kept and shown.', 'ESSD AutoPL 云盘是否开启性能突发；仅保存并返回。');
const iops = integerParam('Of a cloud_auto; kept and shown.', 'ESSD AutoPL 云盘的预配置 IOPS；仅保存并返回。', { min: 0, max: 50000 });

/** As CreateInstance has them. */
export const systemDiskParams = {
  'SystemDisk.Category': enumParam(systemCategories, '`cloud_efficiency` by default.', '系统盘类型，默认为 `cloud_efficiency`。', {
    wrong: 'InvalidSystemDiskCategory.ValueNotSupported',
    example: 'cloud_essd',
  }),
  'SystemDisk.Size': integerParam('GiB; 40 by default, or as the image needs.', '系统盘大小，单位 GiB，默认为 40 或镜像所需大小。', {
    wrong: 'InvalidSystemDiskSize.ValueNotSupported',
    example: '40',
  }),
  'SystemDisk.DiskName': name,
  'SystemDisk.Description': description,
  'SystemDisk.PerformanceLevel': level,
  'SystemDisk.StorageClusterId': ignored,
} as const;

const dataDisk = {
  Category: enumParam(dataCategories, '`cloud_efficiency` by default.', '数据盘类型，默认为 `cloud_efficiency`。', {
    wrong: 'InvalidDataDiskCategory.ValueNotSupported',
  }),
  Size: integerParam('GiB.', '数据盘大小，单位 GiB。', { wrong: 'InvalidDataDiskSize.ValueNotSupported', example: '100' }),
  SnapshotId: stringParam('There are no snapshots here.', '快照 ID；此处没有快照。'),
  DiskName: name,
  Description: description,
  Device: stringParam('Such as `/dev/xvdb`; given in order where absent.', '挂载点，如 `/dev/xvdb`；未指定时按顺序分配。'),
  DeleteWithInstance: booleanParam(
    '`true` by default. Kept and shown: a disk here lives in its instance.',
    '是否随实例释放，默认为 `true`；仅保存并返回，此处云盘随实例释放。',
  ),
  PerformanceLevel: level,
  Encrypted: encrypted,
  KMSKeyId: kmsKey,
  EncryptAlgorithm: ignored,
  StorageClusterId: ignored,
} as const;
export const dataDiskParam = rowsParam(maxDataDisks, dataDisk, 'Data disks.', '数据盘列表。');

/** RunInstances has some things as texts that CreateInstance has as numbers and booleans, and more of them. */
const truth = enumParam(['true', 'false'], 'Kept and shown: nothing is encrypted here.', '是否加密；仅保存并返回。', { anyCase: true });
export const runDataDiskParam = rowsParam(
  maxDataDisks,
  { ...dataDisk, Encrypted: truth, BurstingEnabled: bursting, ProvisionedIops: iops, AutoSnapshotPolicyId: ignored },
  'Data disks.',
  '数据盘列表。',
);
export const runSystemDiskParams = {
  ...systemDiskParams,
  'SystemDisk.Size': stringParam('GiB; 40 by default, or as the image needs.', '系统盘大小，单位 GiB，默认为 40 或镜像所需大小。', {
    pattern: '^\\d{1,6}$',
    wrong: 'InvalidSystemDiskSize.ValueNotSupported',
    example: '40',
  }),
  'SystemDisk.Encrypted': truth,
  'SystemDisk.KMSKeyId': kmsKey,
  'SystemDisk.ProvisionedIops': iops,
  'SystemDisk.BurstingEnabled': bursting,
  'SystemDisk.AutoSnapshotPolicyId': ignored,
  'SystemDisk.EncryptAlgorithm': ignored,
} as const;

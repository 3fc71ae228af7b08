import type { Ctx } from '#actions/action.ts';
import type { LaunchCode } from '#actions/ecs/instances/launch-errors.ts';
import type { LaunchRequest } from '#actions/ecs/instances/launch-params.ts';
import { pairsOf } from '#actions/tag-rows.ts';
import { defaultCategory, deviceOf, sizesOf } from '#domain/disk.ts';
import { type Image, imageOf, images } from '#domain/images.ts';
import { base64Size, isHostName, maxUserData } from '#domain/instance.ts';
import type { Disk } from '#domain/instance-head.ts';
import { isPeriod, isRenewPeriod } from '#domain/instance-term.ts';
import { type InstanceType, instanceTypeOf } from '#domain/instance-types.ts';
import { isGroupName, isPlainText } from '#domain/naming.ts';
import { isPassword } from '#domain/password.ts';
import { readTags, type Tags } from '#domain/tags.ts';

/**
 * What can be judged of a request that makes instances without asking the store, in this order: type and image, names, logon, tags, payment,
 * disks, what does not exist here. RunInstances has some values as texts that CreateInstance has as numbers.
 */
type DiskExtras = { readonly BurstingEnabled?: boolean; readonly ProvisionedIops?: number };
type DataDisk = Omit<NonNullable<LaunchRequest['DataDisk']>[number], 'Encrypted'> & DiskExtras & { readonly Encrypted?: boolean | string };
export type Launch = Omit<LaunchRequest, 'SystemDisk.Size' | 'DataDisk'> & {
  readonly 'SystemDisk.Size'?: number | string;
  readonly 'SystemDisk.Encrypted'?: string;
  readonly 'SystemDisk.KMSKeyId'?: string;
  readonly 'SystemDisk.ProvisionedIops'?: number;
  readonly 'SystemDisk.BurstingEnabled'?: boolean;
  readonly DataDisk?: readonly DataDisk[];
};
export type LaunchForm = {
  readonly type: InstanceType;
  readonly image: Image;
  readonly tags: Tags;
  readonly unit: string;
  readonly disks: { readonly system: DiskSpec; readonly data: readonly DiskSpec[] };
};
type DiskSpec = Omit<Disk, 'id'>;

export function judgeForm(p: Launch, ctx: Ctx<LaunchCode>): LaunchForm {
  if (p.InstanceType === undefined) return ctx.fail('MissingParameter#type');
  if (p.ImageId === undefined && p.ImageFamily === undefined) return ctx.fail('MissingParameter#image');
  if (p.ImageId !== undefined && p.ImageFamily !== undefined) return ctx.fail('UnexpectedImageFamily.ImageIdSupplied');
  const type = instanceTypeOf(p.InstanceType) ?? ctx.fail('InvalidInstanceType.ValueNotSupported');
  const found = p.ImageId === undefined ? images.find(({ family }) => family === p.ImageFamily) : imageOf(p.ImageId);
  const image = found ?? ctx.fail('InvalidImageId.NotFound');
  if (image.architecture !== 'x86_64') return ctx.fail('ImageNotSupportInstanceType');

  judgeNames(p, image, ctx);
  const tagged = readTags(pairsOf(p.Tag));
  if ('fault' in tagged) return ctx.fail(tagCode[tagged.fault]);
  const unit = judgePayment(p, type, ctx);
  const disks = { system: systemDisk(p, image, ctx), data: dataDisks(p, ctx) };
  if (p.DedicatedHostId !== undefined) return ctx.fail('InvalidDedicatedHostId.NotFound');
  if (p.DeploymentSetId !== undefined) return ctx.fail('DeploymentSet.NotFound');
  if (p.HpcClusterId !== undefined) return ctx.fail('InvalidHpcClusterId.NotFound');
  return { type, image, tags: tagged.tags, unit, disks };
}
const tagCode = { key: 'InvalidTagKey.Malformed', value: 'InvalidTagValue.Malformed', duplicate: 'Duplicate.TagKey' } as const;

function judgeNames(p: Launch, image: Image, ctx: Ctx<LaunchCode>): void {
  // A name with a pattern in it is longer than what it makes: RunInstances judges what comes out.
  if (p.InstanceName !== undefined && !p.InstanceName.includes('[') && !isGroupName(p.InstanceName))
    ctx.fail('InvalidInstanceName.Malformed');
  if (p.Description !== undefined && !isPlainText(p.Description, 2, 256)) ctx.fail('InvalidDescription.Malformed');
  if (p.HostName !== undefined && !p.HostName.includes('[') && !isHostName(p.HostName, image.id)) ctx.fail('InvalidHostName.Malformed');
  if (p.Password !== undefined && p.PasswordInherit === true) ctx.fail('InvalidPasswordParam.Mismatch');
  if (p.Password !== undefined && !isPassword(p.Password, image.osType)) ctx.fail('InvalidPassword.Malformed');
  if (p.UserData === undefined) return;
  const size = base64Size(p.UserData) ?? ctx.fail('InvalidUserData.Base64FormatInvalid');
  if (size > maxUserData) ctx.fail('InvalidUserData.SizeExceeded');
}

function judgePayment(p: Launch, type: InstanceType, ctx: Ctx<LaunchCode>): string {
  const unit = p.PeriodUnit ?? 'Month';
  const isSpot = p.SpotStrategy !== undefined && p.SpotStrategy !== 'NoSpot';
  if (p.SpotStrategy === 'SpotWithPriceLimit' && !p.SpotPriceLimit) return ctx.fail('InvalidSpotPriceLimit');
  if (isSpot && p.SpotInterruptionBehavior === 'Stop' && type.localStorage.amount > 0)
    return ctx.fail('InvalidSpotInterruptionBehavior.LocalDiskNotSupport');
  if (p.DeletionProtection === true && (isSpot || p.InstanceChargeType === 'PrePaid'))
    return ctx.fail('InvalidChargeType.ValueNotSupported');
  if (p.InstanceChargeType !== 'PrePaid') return unit;
  if (isSpot) return ctx.fail('InvalidSpotPrepaid');
  if (p.Period === undefined) return ctx.fail('MissingParamter');
  if (!isPeriod(p.Period, unit)) return ctx.fail('InvalidPeriod');
  if (p.AutoRenew === true && !isRenewPeriod(p.AutoRenewPeriod ?? 1, unit)) return ctx.fail('InvalidAutoRenewPeriod.ValueNotSupported');
  return unit;
}

const levelOf = (category: string, level: string | undefined): string => (category === 'cloud_essd' ? (level ?? 'PL1') : '');

function judgeDiskTexts(name: string | undefined, description: string | undefined, ctx: Ctx<LaunchCode>): void {
  if (name !== undefined && !isGroupName(name)) ctx.fail('InvalidDiskName.Malformed');
  if (description !== undefined && !isPlainText(description, 2, 256)) ctx.fail('InvalidDiskDescription.Malformed');
}

function systemDisk(p: Launch, image: Image, ctx: Ctx<LaunchCode>): DiskSpec {
  const category = p['SystemDisk.Category'] ?? defaultCategory;
  const performanceLevel = levelOf(category, p['SystemDisk.PerformanceLevel']);
  const size = Number(p['SystemDisk.Size'] ?? Math.max(40, image.size));
  judgeDiskTexts(p['SystemDisk.DiskName'], p['SystemDisk.Description'], ctx);
  const [least, most] = sizesOf('system', category, performanceLevel) ?? ctx.fail('InvalidSystemDiskCategory.ValueNotSupported');
  if (size < least || size > most)
    return ctx.fail('InvalidSystemDiskSize.ValueNotSupported', `SystemDisk.Size is ${least} to ${most} for ${category}.`);
  if (size < image.size) return ctx.fail('InvalidSystemDiskSize.LessThanImageSize');
  return {
    name: p['SystemDisk.DiskName'] ?? '',
    description: p['SystemDisk.Description'] ?? '',
    category,
    size,
    performanceLevel,
    encrypted: p['SystemDisk.Encrypted'] === 'true',
    deleteWithInstance: true,
    device: deviceOf(-1),
    kmsKey: p['SystemDisk.KMSKeyId'] ?? '',
    provisionedIops: p['SystemDisk.ProvisionedIops'] ?? 0,
    bursting: p['SystemDisk.BurstingEnabled'] ?? false,
  };
}

function dataDisks(p: Launch, ctx: Ctx<LaunchCode>): readonly DiskSpec[] {
  const rows = p.DataDisk ?? [];
  const named = rows.flatMap(({ Device }) => (Device === undefined ? [] : [Device]));
  if (!named.every((device) => /^\/dev\/xvd[b-z]$/.test(device))) return ctx.fail('InvalidDataDevice.Malformed');
  if (new Set(named).size < named.length) return ctx.fail('InvalidDevice.InUse');
  const free = Array.from({ length: 25 }, (_, n) => deviceOf(n)).filter((device) => !named.includes(device));
  return rows.map((row) => {
    const category = row.Category ?? defaultCategory;
    const performanceLevel = levelOf(category, row.PerformanceLevel);
    if (row.SnapshotId !== undefined) return ctx.fail('InvalidSnapshotId.NotFound');
    judgeDiskTexts(row.DiskName, row.Description, ctx);
    const [least, most] = sizesOf('data', category, performanceLevel) ?? ctx.fail('InvalidDataDiskCategory.ValueNotSupported');
    const size = row.Size ?? 0;
    if (size < least || size > most) return ctx.fail('InvalidDataDiskSize.ValueNotSupported');
    return {
      name: row.DiskName ?? '',
      description: row.Description ?? '',
      category,
      size,
      performanceLevel,
      encrypted: String(row.Encrypted) === 'true',
      deleteWithInstance: row.DeleteWithInstance ?? true,
      device: row.Device ?? free.shift() ?? '',
      kmsKey: row.KMSKeyId ?? '',
      provisionedIops: row.ProvisionedIops ?? 0,
      bursting: row.BurstingEnabled ?? false,
    };
  });
}

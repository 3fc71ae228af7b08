import { dryRunOperation } from '#actions/dry-run.ts';
import { noSuchInstance, tooManyIds } from '#actions/ecs/instances/instance-params.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion } from '#actions/vocabulary.ts';

/** Rows on the state of instances, for those who start, stop and delete one or several. */
export const wrongState = documented(
  403,
  'The current status of the resource does not support this operation.',
  'Only a Stopped instance can be started, only a Running one stopped.',
  '仅 Stopped 状态的实例可以启动，仅 Running 状态的实例可以停止。',
  { en: 'InstanceId of an instance in the wrong state.', zh: 'InstanceId 为状态不符的实例。' },
);
const prepaid = documented(
  403,
  'Pre pay instance does not support this operation.',
  'A subscription cannot stop charging.',
  '包年包月实例不支持节省停机模式。',
  { en: 'StoppedMode=StopCharging for a subscription.', zh: '对包年包月实例传入 StoppedMode=StopCharging。' },
);
const localDisk = documented(
  403,
  'Local disk instance does not support this operation.',
  'An instance with local disks cannot stop charging.',
  '本地盘实例不支持节省停机模式。',
  { en: 'StoppedMode=StopCharging for a type with local disks.', zh: '对本地盘实例传入 StoppedMode=StopCharging。' },
);
const oneRows = {
  'InvalidInstanceId.NotFound': noSuchInstance,
  IncorrectInstanceStatus: wrongState,
  DryRunOperation: asInferred(dryRunOperation),
} as const;
export const startErrors = oneRows;
export const stopErrors = {
  ...oneRows,
  'InvalidInstanceId.NotSupport#prepaid': prepaid,
  'InvalidInstanceId.NotSupport#localDisk': localDisk,
} as const;

const severalRows = {
  'InvalidRegionId.NotFound': asInferred(invalidRegion),
  'InvalidParameter.TooManyInstanceIds': tooManyIds,
  'DRYRUN.SUCCESS': documented(
    400,
    'This request is a dryrun request with successful result.',
    'The request is valid; nothing was done because DryRun is set.',
    '请求通过预检；因设置了 DryRun，未执行任何操作。',
    'DryRun=true',
  ),
} as const;
export const startSeveralErrors = {
  ...severalRows,
  'InvalidInstanceId.NotFound': noSuchInstance,
  IncorrectInstanceStatus: wrongState,
} as const;
export const stopSeveralErrors = {
  ...startSeveralErrors,
  'InvalidInstanceId.NotSupport#prepaid': prepaid,
  'InvalidInstanceId.NotSupport#localDisk': localDisk,
} as const;

const deletionProtection = documented(403, '%s', 'The instance is protected against deletion.', '实例已开启释放保护。', {
  en: 'InstanceId of an instance with DeletionProtection=true.',
  zh: 'InstanceId 为已开启释放保护的实例。',
});
export const deleteErrors = {
  'InvalidInstanceId.NotFound': noSuchInstance,
  'InvalidOperation.DeletionProtection': deletionProtection,
  ChargeTypeViolation: documented(
    403,
    'The operation is not permitted due to charge type of the instance.',
    'A subscription can be deleted only after its end, with TerminateSubscription=true.',
    '包年包月实例仅可在到期后通过 TerminateSubscription=true 释放。',
    { en: 'InstanceId of a subscription that has not ended.', zh: 'InstanceId 为未到期的包年包月实例。' },
  ),
  IncorrectInstanceStatus: documented(
    403,
    'The current status of the resource does not support this operation.',
    'The instance is Running, and Force is not set.',
    '实例处于 Running 状态且未设置 Force。',
    { en: 'InstanceId of a Running instance without Force.', zh: 'InstanceId 为 Running 状态的实例，且不传 Force。' },
  ),
  DryRunOperation: asInferred(dryRunOperation),
} as const;
export const deleteSeveralErrors = {
  ...deleteErrors,
  'InvalidRegionId.NotFound': asInferred(invalidRegion),
  'InvalidInstanceId.NotFound': { ...noSuchInstance, message: '%s' },
  IncorrectInstanceStatus: { ...deleteErrors.IncorrectInstanceStatus, message: '%s' },
  ChargeTypeViolation: asInferred(deleteErrors.ChargeTypeViolation),
} as const;

export const oneRam = <const A extends string>(action: A, level: 'update' | 'delete') =>
  ramRow(action, level, [required('Instance', 'acs:ecs:{region}:{account}:instance/{InstanceId}')], ['ecs:tag']);
export const severalRam = <const A extends string>(action: A, level: 'update' | 'delete') =>
  ramRow(action, level, [required('Instance', 'acs:ecs:{region}:{account}:instance/*')], ['ecs:tag']);

import { action } from '#actions/action.ts';
import { dryRun } from '#actions/dry-run.ts';
import { instanceId } from '#actions/ecs/instances/instance-params.ts';
import { oneRam, stopErrors } from '#actions/ecs/instances/state-rows.ts';
import { forceStop, stoppedMode, turned, turnFault } from '#actions/ecs/instances/turn.ts';
import { find } from '#actions/find.ts';
import { booleanParam } from '#actions/params.ts';
import { ownerParams, requestIdField } from '#actions/vocabulary.ts';

/**
 * Inferred: DryRunOperation. No request here gets rows on locks, money, KMS or disks, nor InstanceType.ParameterMismatch: ConfirmStop is out of
 * use.
 */
export default action({
  product: 'Ecs',
  name: 'StopInstance',
  summary: {
    en: 'Stops a Running instance, which is Stopped at once. It stays a member of its groups.',
    zh: '停止一台 Running 状态的实例，立即变为 Stopped，仍为安全组的成员。',
  },
  mode: 'change',
  params: {
    InstanceId: instanceId,
    StoppedMode: stoppedMode,
    ForceStop: forceStop,
    ConfirmStop: booleanParam('Accepted and ignored.', '接受但忽略。', { deprecated: true }),
    Hibernate: booleanParam('Accepted and ignored.', '接受但忽略。'),
    DryRun: dryRun,
    ...ownerParams,
  },
  returns: requestIdField,
  errors: stopErrors,
  ram: oneRam('ecs:StopInstance', 'update'),
  example: { request: { InstanceId: 'i-bp67acfmxazb4p0000' }, reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' } },
  *handle(p, ctx) {
    const instance = yield* find(ctx, 'instance', p.InstanceId, 'change', 'InvalidInstanceId.NotFound');
    const fault = turnFault(instance.head, 'stop', p.StoppedMode);
    if (fault) return ctx.fail(fault);
    if (p.DryRun) return ctx.fail('DryRunOperation');
    return { reply: {}, effects: [turned(instance, 'stop', p.StoppedMode, ctx.now)] };
  },
});

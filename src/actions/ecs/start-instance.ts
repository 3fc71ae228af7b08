import { action } from '#actions/action.ts';
import { dryRun } from '#actions/dry-run.ts';
import { instanceId } from '#actions/ecs/instances/instance-params.ts';
import { oneRam, startErrors } from '#actions/ecs/instances/state-rows.ts';
import { turned, turnFault } from '#actions/ecs/instances/turn.ts';
import { find } from '#actions/find.ts';
import { booleanParam } from '#actions/params.ts';
import { ownerParams, requestIdField } from '#actions/vocabulary.ts';

/** Inferred: DryRunOperation. No request here gets rows on stock, money, locks, KMS or disks: nothing runs, and nothing is sold. */
export default action({
  product: 'Ecs',
  name: 'StartInstance',
  summary: { en: 'Starts a Stopped instance, which is Running at once.', zh: '启动一台 Stopped 状态的实例，立即变为 Running。' },
  mode: 'change',
  params: {
    InstanceId: instanceId,
    InitLocalDisk: booleanParam('Accepted and ignored.', '接受但忽略。'),
    DryRun: dryRun,
    ...ownerParams,
  },
  returns: requestIdField,
  errors: startErrors,
  ram: oneRam('ecs:StartInstance', 'update'),
  example: { request: { InstanceId: 'i-bp67acfmxazb4p0000' }, reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' } },
  *handle(p, ctx) {
    const instance = yield* find(ctx, 'instance', p.InstanceId, 'change', 'InvalidInstanceId.NotFound');
    if (turnFault(instance.head, 'start', undefined)) return ctx.fail('IncorrectInstanceStatus');
    if (p.DryRun) return ctx.fail('DryRunOperation');
    return { reply: {}, effects: [turned(instance, 'start', undefined, ctx.now)] };
  },
});

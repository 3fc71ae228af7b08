import { action } from '#actions/action.ts';
import { dryRun } from '#actions/dry-run.ts';
import { instanceIdList } from '#actions/ecs/instances/instance-params.ts';
import { releaseEffects, releaseParams } from '#actions/ecs/instances/release.ts';
import { deleteSeveralErrors, severalRam } from '#actions/ecs/instances/state-rows.ts';
import { find } from '#actions/find.ts';
import { clientToken, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { deleteFault } from '#domain/instance.ts';
import type { Effect } from '#kit/deciding.ts';

/** Inferred: subscriptions, DryRunOperation, the region. Left out are the rows that DeleteInstance leaves out. */
export default action({
  product: 'Ecs',
  name: 'DeleteInstances',
  summary: { en: 'Deletes up to 100 instances, all of them or none.', zh: '批量释放实例，最多 100 台，全部成功或全部不释放。' },
  mode: 'change',
  params: {
    RegionId: regionId,
    InstanceId: { ...instanceIdList(100), required: true },
    ...releaseParams,
    DryRun: dryRun,
    ClientToken: clientToken,
    ...ownerParams,
  },
  returns: requestIdField,
  errors: deleteSeveralErrors,
  ram: severalRam('ecs:DeleteInstances', 'delete'),
  example: {
    request: { RegionId: 'cn-hangzhou', 'InstanceId.1': 'i-bp67acfmxazb4p0000', Force: 'true' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    const how = { force: p.Force === true, subscriptions: p.TerminateSubscription === true, now: ctx.now };
    const effects: Effect[] = [];
    for (const id of new Set(p.InstanceId)) {
      const instance = yield* find(
        ctx,
        'instance',
        id,
        'change',
        'InvalidInstanceId.NotFound',
        `The specified instance ${id} does not exist.`,
      );
      const fault = deleteFault(instance.head, how);
      if (fault === 'protected')
        return ctx.fail('InvalidOperation.DeletionProtection', `The instance ${id} is protected against deletion.`);
      if (fault === 'subscription') return ctx.fail('ChargeTypeViolation');
      if (fault === 'running')
        return ctx.fail('IncorrectInstanceStatus', `The current status of the instance ${id} does not support this operation.`);
      effects.push(...(yield* releaseEffects(ctx, instance)));
    }
    if (p.DryRun) return ctx.fail('DryRunOperation');
    return { reply: {}, effects };
  },
});

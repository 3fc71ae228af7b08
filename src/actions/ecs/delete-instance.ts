import { action } from '#actions/action.ts';
import { dryRun } from '#actions/dry-run.ts';
import { instanceId } from '#actions/ecs/instances/instance-params.ts';
import { releaseEffects, releaseParams } from '#actions/ecs/instances/release.ts';
import { deleteErrors, oneRam } from '#actions/ecs/instances/state-rows.ts';
import { find } from '#actions/find.ts';
import { ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { deleteFault } from '#domain/instance.ts';

/**
 * Inferred: DryRunOperation. No request here gets IncorrectInstanceStatus.Initializing (an instance is made at once), rows on locks, or
 * DependencyViolation of load balancers and route entries, which do not exist here.
 */
export default action({
  product: 'Ecs',
  name: 'DeleteInstance',
  summary: {
    en: 'Deletes an instance with its primary interface and those that go with it; other interfaces are detached.',
    zh: '释放一台实例及其主网卡和随实例释放的弹性网卡；其他弹性网卡被解绑。',
  },
  mode: 'change',
  params: { InstanceId: instanceId, ...releaseParams, DryRun: dryRun, ...ownerParams },
  returns: requestIdField,
  errors: deleteErrors,
  ram: oneRam('ecs:DeleteInstance', 'delete'),
  example: {
    request: { InstanceId: 'i-bp67acfmxazb4p0000', Force: 'true' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    const instance = yield* find(ctx, 'instance', p.InstanceId, 'change', 'InvalidInstanceId.NotFound');
    switch (deleteFault(instance.head, { force: p.Force === true, subscriptions: p.TerminateSubscription === true, now: ctx.now })) {
      case 'protected':
        return ctx.fail('InvalidOperation.DeletionProtection', `The instance ${p.InstanceId} is protected against deletion.`);
      case 'subscription':
        return ctx.fail('ChargeTypeViolation');
      case 'running':
        return ctx.fail('IncorrectInstanceStatus');
    }
    if (p.DryRun) return ctx.fail('DryRunOperation');
    return { reply: {}, effects: yield* releaseEffects(ctx, instance) };
  },
});

import type { Ctx } from '#actions/action.ts';
import { here } from '#actions/action.ts';
import { interfacesOf } from '#actions/ecs/instances/instance-view.ts';
import { dropInterface } from '#actions/ecs/interfaces/make-interface.ts';
import { booleanParam } from '#actions/params.ts';
import { root } from '#domain/finding.ts';
import type { InstanceHead } from '#domain/instance-head.ts';
import type { Deciding, Effect, Loaded } from '#kit/deciding.ts';

export const releaseParams = {
  Force: booleanParam('Deletes a Running instance, too.', '是否强制释放 Running 状态的实例。', { example: 'true' }),
  ForceStop: booleanParam('Accepted and ignored.', '接受但忽略。'),
  TerminateSubscription: booleanParam('Deletes a subscription that has ended.', '是否释放已到期的包年包月实例。'),
} as const;

/** What deleting an instance does: its primary interface and those with DeleteOnRelease go, others are detached and keep their groups. */
export function* releaseEffects(ctx: Ctx, instance: Loaded<InstanceHead>): Deciding<readonly Effect[]> {
  const effects: Effect[] = [{ drop: instance.key }];
  for (const { key } of yield* interfacesOf(ctx, instance)) {
    const own = yield* root(here(ctx, 'interface', key.id), 'change');
    if (!own) continue;
    const goes = own.head.type === 'Primary' || own.head.deleteOnRelease;
    if (goes) effects.push(...(yield* dropInterface(own)));
    else effects.push({ put: own.key, head: { ...own.head, status: 'Available', instance: '', attached: 0, networkCard: -1 } });
  }
  return effects;
}

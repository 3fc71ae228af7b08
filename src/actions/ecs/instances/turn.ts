import { type Ctx, here } from '#actions/action.ts';
import { stopSeveralErrors } from '#actions/ecs/instances/state-rows.ts';
import { listOf, object, text } from '#actions/fields.ts';
import { booleanParam, enumParam } from '#actions/params.ts';
import { root } from '#domain/finding.ts';
import { mayTurn, started, stopped } from '#domain/instance.ts';
import type { InstanceHead } from '#domain/instance-head.ts';
import { instanceTypeOf } from '#domain/instance-types.ts';
import type { Deciding, Effect, Loaded } from '#kit/deciding.ts';
import type { Returns } from '#kit/shape.ts';

/** Starting and stopping, of one instance or of several. Both are over at once: see `domain/instance.ts`. */
export const stoppedMode = enumParam(
  ['KeepCharging', 'StopCharging'],
  '`KeepCharging` (the default) or `StopCharging`.',
  '停机模式：`KeepCharging`（默认）或 `StopCharging`。',
);
export const forceStop = booleanParam(
  'Accepted and ignored: nothing runs that could be stopped gently.',
  '接受但忽略：没有需要正常关机的系统。',
);
export const batchOptimization = enumParam(
  ['AllTogether', 'SuccessFirst'],
  '`AllTogether` (the default): all or none. `SuccessFirst`: each by itself.',
  '批量操作模式：`AllTogether`（默认）全部成功或全部失败；`SuccessFirst` 逐台操作。',
);

export type Turn = 'start' | 'stop';
export type TurnFault = 'IncorrectInstanceStatus' | 'InvalidInstanceId.NotSupport#prepaid' | 'InvalidInstanceId.NotSupport#localDisk';

/** Why an instance cannot be turned; `mode` is the StoppedMode that was asked for. */
export function turnFault(head: InstanceHead, turn: Turn, mode: string | undefined): TurnFault | undefined {
  if (!mayTurn(head, turn)) return 'IncorrectInstanceStatus';
  if (turn === 'start' || mode !== 'StopCharging') return undefined;
  if (head.chargeType === 'PrePaid') return 'InvalidInstanceId.NotSupport#prepaid';
  return instanceTypeOf(head.type)?.localStorage.amount ? 'InvalidInstanceId.NotSupport#localDisk' : undefined;
}

export const turned = ({ key, head }: Loaded<InstanceHead>, turn: Turn, mode: string | undefined, now: number): Effect => ({
  put: key,
  head: turn === 'start' ? started(head, now) : stopped(head, mode ?? 'KeepCharging'),
});

export const batchFields: Returns = {
  InstanceResponses: object(
    {
      InstanceResponse: listOf(
        {
          InstanceId: text('The instance.', '实例 ID。'),
          Code: text('`200`, or the code of what was wrong.', '`200`，或错误码。'),
          Message: text('`success`, or what was wrong.', '`success`，或错误信息。'),
          PreviousStatus: text('Its state before.', '操作前的状态。'),
          CurrentStatus: text('Its state now.', '当前状态。'),
        },
        'One for each.',
        '各实例的结果。',
      ),
    },
    'What became of each.',
    '操作结果。',
  ),
};
export const batchSample = (before: string, now: string) => ({
  InstanceResponses: {
    InstanceResponse: [{ InstanceId: 'i-bp67acfmxazb4p0000', Code: '200', Message: 'success', PreviousStatus: before, CurrentStatus: now }],
  },
});

type Batch = {
  readonly InstanceId: readonly string[];
  readonly BatchOptimization?: 'AllTogether' | 'SuccessFirst';
  readonly DryRun?: boolean;
  readonly StoppedMode?: string;
};
type Code = keyof typeof stopSeveralErrors;

/** Turns several instances: all of them, or with SuccessFirst those that can be. An id that is given twice counts once. */
export function* turnSeveral(ctx: Ctx<Code>, p: Batch, turn: Turn): Deciding<{ reply: Record<string, unknown>; effects: Effect[] }> {
  const eachAlone = p.BatchOptimization === 'SuccessFirst';
  const effects: Effect[] = [];
  const InstanceResponse: unknown[] = [];
  for (const InstanceId of new Set(p.InstanceId)) {
    const instance = yield* root(here(ctx, 'instance', InstanceId), 'change');
    const fault: Code | undefined = instance ? turnFault(instance.head, turn, p.StoppedMode) : 'InvalidInstanceId.NotFound';
    if (fault && !eachAlone) return ctx.fail(fault);
    const before = instance?.head.status ?? '';
    if (fault || !instance) {
      const key = fault ?? 'InvalidInstanceId.NotFound';
      const Message = stopSeveralErrors[key].message;
      InstanceResponse.push({ InstanceId, Code: key.replace(/#.*/, ''), Message, PreviousStatus: before, CurrentStatus: before });
      continue;
    }
    effects.push(turned(instance, turn, p.StoppedMode, ctx.now));
    const now = turn === 'start' ? 'Running' : 'Stopped';
    InstanceResponse.push({ InstanceId, Code: '200', Message: 'success', PreviousStatus: before, CurrentStatus: now });
  }
  if (p.DryRun) return ctx.fail('DRYRUN.SUCCESS');
  return { reply: { InstanceResponses: { InstanceResponse } }, effects };
}

import type { Ctx } from '#actions/action.ts';
import { failAt, type RuleTable } from '#actions/ecs/rules/rule-request.ts';
import type { Settled } from '#actions/ecs/rules/settle-rules.ts';
import type { Form } from '#actions/ecs/rules/sides.ts';
import type { KeepingStage } from '#actions/ecs/rules/stage-codes.ts';
import { hasEqualSides } from '#domain/authorize.ts';
import { isGroupPeerOverInternet } from '#domain/entry.ts';
import { familyOf } from '#kit/protocol.ts';

/** Ends the decision for a rule that could never be kept, which a revoke just does not find. */
export function refuseUnkeepable<S extends string, E extends string>(
  { spec, prefixList }: Settled,
  form: Form,
  ctx: Ctx<E>,
  table: RuleTable<S | KeepingStage, E>,
): void {
  if (isGroupPeerOverInternet(spec)) failAt(ctx, table, form, 'peerNic');
  if (hasEqualSides(spec)) failAt(ctx, table, form, 'sameCidr');
  if (!prefixList) return;
  const family = prefixList.head.family === 'IPv4' ? 'v4' : 'v6';
  if ((spec.own && spec.own.kind !== family) || (familyOf(spec.protocol) ?? family) !== family)
    failAt(ctx, table, form, 'prefixListFamily');
}

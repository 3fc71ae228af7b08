import type { Ctx } from '#actions/action.ts';
import { overloadsMember, weightOfRules } from '#actions/ecs/group-weight.ts';
import { failAt, type RuleTable } from '#actions/ecs/rules/rule-request.ts';
import type { Form } from '#actions/ecs/rules/sides.ts';
import type { QuotaStage } from '#actions/ecs/rules/stage-codes.ts';
import { type KeyOf, refs } from '#domain/finding.ts';
import type { AccountHead } from '#domain/kinds.ts';
import { limitOf } from '#domain/quota.ts';
import type { Rule } from '#domain/rule.ts';
import type { Deciding, Key, Parts } from '#kit/deciding.ts';

type Ruled = readonly (readonly [id: string, rule: Rule])[];
type Quotas = AccountHead['quotas'];

/** The rules of a group as they are, and what goes and comes. */
export type Change = { readonly group: KeyOf<'group'>; readonly rules: Parts<Rule>; readonly gone: Ruled; readonly added: Ruled };

/** Ends the decision where the rules would take more than a group, or an interface that is in it, may carry. What does not grow is never refused. */
export function* judgeWeight<S extends string, E extends string>(
  { group, rules, gone, added }: Change,
  own: Quotas,
  form: Form,
  ctx: Ctx<E>,
  table: RuleTable<S | QuotaStage, E>,
): Deciding<void> {
  const growth = (yield* weightOfRules(added, group)) - (yield* weightOfRules(gone, group));
  if (growth <= 0) return;
  const weight = (yield* weightOfRules(rules.entries(), group)) + growth;
  if (weight > limitOf('rulesPerGroup', own)) failAt(ctx, table, form, 'rulesFull');
  if (yield* overloadsMember(group, weight, limitOf('rulesPerInterface', own))) failAt(ctx, table, form, 'interfaceFull');
}

/** Ends the decision where one more group would make too many that name the prefix list. */
export function* judgeReferences<S extends string, E extends string>(
  prefixList: Key,
  group: KeyOf<'group'>,
  own: Quotas,
  form: Form,
  ctx: Ctx<E>,
  table: RuleTable<S | QuotaStage, E>,
): Deciding<void> {
  const limit = limitOf('referencesPerPrefixList', own);
  const names = yield* refs(prefixList, limit + 1);
  const more = names.some((by) => by.id === group.id) ? 0 : 1;
  if (names.length + more > limit) failAt(ctx, table, form, 'prefixListFull');
}

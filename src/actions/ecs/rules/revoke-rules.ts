import type { Ctx } from '#actions/action.ts';
import { codeAt, failAt, isRuleId, type RuleRequest, type RuleTable, readRequest, type Told } from '#actions/ecs/rules/rule-request.ts';
import { type Settled, settleRules } from '#actions/ecs/rules/settle-rules.ts';
import type { Form } from '#actions/ecs/rules/sides.ts';
import type { RevokeStage } from '#actions/ecs/rules/stage-codes.ts';
import { findGroup, refuseManaged } from '#actions/ecs-group.ts';
import { accountKey, all, type KeyOf, root, some } from '#domain/finding.ts';
import type { GroupHead } from '#domain/kinds.ts';
import { revokeByContent } from '#domain/revoke.ts';
import type { Rule } from '#domain/rule.ts';
import type { Decided, Deciding, Loaded, Parts } from '#kit/deciding.ts';

type Table<E extends string> = RuleTable<RevokeStage, E>;

/**
 * RevokeSecurityGroupEgress and RevokeSecurityGroup, all or nothing:
 *   form, each entry -> group -> what the entries name -> duplicates -> the rules themselves
 * The first fault ends it (docs/decisions/0001 7), and then nothing is deleted.
 */
export function* revokeRules<E extends string>(p: RuleRequest, ctx: Ctx<E>, table: Table<E>): Deciding<Decided> {
  const told = readRequest(p, ctx, table);
  if (told.form === 'ids') judgeIds(told.ids, ctx, table);
  const form = told.form === 'ids' ? 'permission' : told.form;
  const group = yield* findGroup(ctx, p.SecurityGroupId, 'change', {
    absent: codeAt(table, form, 'groupUnknown'),
    foreign: codeAt(table, form, 'groupForeign'),
  });
  refuseManaged(ctx, group, codeAt(table, form, 'groupManaged'));
  const ids = yield* doomed(told, group, ctx, table);
  return { reply: {}, effects: ids.map((id) => ({ part: group.key, id, row: null })) };
}

/** Shape and repetition, which need no store. */
function judgeIds<E extends string>(ids: readonly string[], ctx: Ctx<E>, table: Table<E>): void {
  if (!ids.every(isRuleId)) failAt(ctx, table, 'permission', 'ruleIdMalformed');
  if (ids.length > 1 && new Set(ids).size < ids.length) failAt(ctx, table, 'permission', 'ruleIdRepeated');
}

/** The ids of the rules to delete. */
function* doomed<E extends string>(told: Told, group: Loaded<GroupHead>, ctx: Ctx<E>, table: Table<E>): Deciding<readonly string[]> {
  const key = group.key as KeyOf<'group'>;
  if (told.form === 'ids') {
    const rules = yield* some(key, told.ids);
    if (!rules.every((rule) => rule?.direction === table.direction)) failAt(ctx, table, 'permission', 'ruleIdUnknown');
    return told.ids;
  }
  const wanted = yield* settleRules(told.told, told.form, group, ctx, table);
  const rules = yield* all(key);
  const { removed, unmatched, nicMismatch } = revokeByContent(
    rules,
    wanted.map((one) => one.spec),
  );
  if (nicMismatch.length > 0) failAt(ctx, table, told.form, 'nicMismatch');
  if (unmatched.length > 0) yield* judgeUnmatched(wanted[unmatched[0]!]!, told.form, rules, ctx, table);
  return removed.map(([id]) => id);
}

/** Whether a rule that does not exist is an error is a setting (docs/decisions/0001 1); returns where it is not. */
function* judgeUnmatched<E extends string>(
  { spec }: Settled,
  form: Form,
  rules: Parts<Rule>,
  ctx: Ctx<E>,
  table: Table<E>,
): Deciding<void> {
  const account = yield* root(accountKey(ctx.account));
  const missingRule = account?.head.missingRule || ctx.missingRule;
  if (missingRule === 'ignore' || (missingRule === 'documented' && form === 'permission')) return;
  const { peer } = spec;
  const names = (rule: Rule) =>
    rule.direction === spec.direction &&
    rule.peer.kind === 'group' &&
    peer.kind === 'group' &&
    rule.peer.id === peer.id &&
    rule.peer.owner === peer.owner;
  const named = peer.kind !== 'group' || [...rules.entries()].some(([, rule]) => names(rule));
  failAt(ctx, table, form, named ? 'ruleUnknown' : 'groupItem');
}

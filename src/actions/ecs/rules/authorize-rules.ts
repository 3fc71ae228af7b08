import type { Ctx } from '#actions/action.ts';
import { refuseUnkeepable } from '#actions/ecs/rules/keeping.ts';
import { judgeReferences, judgeWeight } from '#actions/ecs/rules/rule-quotas.ts';
import { codeAt, failAt, type RuleRequest, type RuleTable, readRequest } from '#actions/ecs/rules/rule-request.ts';
import { type Settled, settleRules } from '#actions/ecs/rules/settle-rules.ts';
import type { Form } from '#actions/ecs/rules/sides.ts';
import type { AuthorizeStage } from '#actions/ecs/rules/stage-codes.ts';
import { findGroup, refuseManaged } from '#actions/ecs-group.ts';
import { authorize } from '#domain/authorize.ts';
import { accountKey, all, type KeyOf, root } from '#domain/finding.ts';
import { tallyOf } from '#domain/group.ts';
import { limitOf } from '#domain/quota.ts';
import type { Rule } from '#domain/rule.ts';
import type { Decided, Deciding, Parts } from '#kit/deciding.ts';

type Table<E extends string> = RuleTable<AuthorizeStage, E>;

/**
 * AuthorizeSecurityGroupEgress and AuthorizeSecurityGroup, all or nothing. A rule that exists already adds nothing and is no error.
 *   form, each entry -> group -> what the entries name -> duplicates -> quotas, on what is new
 */
export function* authorizeRules<E extends string>(p: RuleRequest, ctx: Ctx<E>, table: Table<E>): Deciding<Decided> {
  const told = readRequest(p, ctx, table);
  if (told.form === 'ids') throw new Error('an authorize action has no SecurityGroupRuleId');
  const { form } = told;
  const group = yield* findGroup(ctx, p.SecurityGroupId, 'change', {
    absent: codeAt(table, form, 'groupUnknown'),
    foreign: codeAt(table, form, 'groupForeign'),
  });
  refuseManaged(ctx, group, codeAt(table, form, 'groupManaged'));
  const wanted = yield* settleRules(told.told, form, group, ctx, table);
  for (const one of wanted) {
    if (one.peer) refuseManaged(ctx, one.peer, codeAt(table, form, 'peerManaged'));
    refuseUnkeepable(one, form, ctx, table);
  }

  const key = group.key as KeyOf<'group'>;
  const rules = yield* all(key);
  const { added } = authorize(
    rules,
    wanted.map((one) => one.spec),
    ctx.now,
    () => ctx.newId('sgr'),
  );
  yield* judgeGrowth(added, wanted, key, rules, form, ctx, table);
  return { reply: {}, effects: added.map(([id, row]) => ({ part: key, id, row })) };
}

/** Quotas are judged on what is added, so that a repeated request never fails for them. */
function* judgeGrowth<E extends string>(
  added: readonly (readonly [string, Rule])[],
  wanted: readonly Settled[],
  group: KeyOf<'group'>,
  rules: Parts<Rule>,
  form: Form,
  ctx: Ctx<E>,
  table: Table<E>,
): Deciding<void> {
  if (added.length === 0) return;
  const own = (yield* root(accountKey(ctx.account)))?.head.quotas ?? {};
  yield* judgeWeight({ group, rules, gone: [], added }, own, form, ctx, table);
  if (added.some(([, rule]) => rule.peer.kind === 'group')) {
    const { groupRules } = tallyOf(rules);
    const more = added.reduce((count, [, rule]) => count + (rule.peer.kind === 'group' ? 1 : 0), 0);
    if (groupRules + more > limitOf('groupPeersPerGroup', own)) failAt(ctx, table, form, 'peersFull');
  }
  for (const { prefixList } of wanted) if (prefixList) yield* judgeReferences(prefixList.key, group, own, form, ctx, table);
}

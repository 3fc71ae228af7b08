import type { Ctx } from '#actions/action.ts';
import { codeAt, failAt, type RuleRequest, type RuleTable, readRequest } from '#actions/ecs/rules/rule-request.ts';
import { type Settled, settleRules } from '#actions/ecs/rules/settle-rules.ts';
import type { Form } from '#actions/ecs/rules/sides.ts';
import type { AuthorizeStage } from '#actions/ecs/rules/stage-codes.ts';
import { findGroup, refuseManaged } from '#actions/ecs-group.ts';
import { authorize, hasEqualSides } from '#domain/authorize.ts';
import { isGroupPeerOverInternet } from '#domain/entry.ts';
import { accountKey, all, type KeyOf, refs, root } from '#domain/finding.ts';
import { limitOf, type QuotaName, weightOf } from '#domain/quota.ts';
import type { Rule } from '#domain/rule.ts';
import type { Decided, Deciding, Key, Parts } from '#kit/deciding.ts';
import { familyOf } from '#kit/protocol.ts';

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
  for (const one of wanted) judge(one, form, ctx, table);

  const key = group.key as KeyOf<'group'>;
  const rules = yield* all(key);
  const { added } = authorize(
    rules,
    wanted.map((one) => one.spec),
    ctx.now,
    () => ctx.newId('sgr'),
  );
  yield* judgeQuotas(added, wanted, key, rules, form, ctx, table);
  return { reply: {}, effects: added.map(([id, row]) => ({ part: key, id, row })) };
}

/** What only an authorize refuses: a rule that could never be kept. */
function judge<E extends string>({ spec, peer, prefixList }: Settled, form: Form, ctx: Ctx<E>, table: Table<E>): void {
  if (peer) refuseManaged(ctx, peer, codeAt(table, form, 'peerManaged'));
  if (isGroupPeerOverInternet(spec)) failAt(ctx, table, form, 'peerNic');
  if (hasEqualSides(spec)) failAt(ctx, table, form, 'sameCidr');
  if (!prefixList) return;
  const family = prefixList.head.family === 'IPv4' ? 'v4' : 'v6';
  if ((spec.own && spec.own.kind !== family) || (familyOf(spec.protocol) ?? family) !== family)
    failAt(ctx, table, form, 'prefixListFamily');
}

/** Quotas are judged on what is added, so that a repeated request never fails for them. */
function* judgeQuotas<E extends string>(
  added: readonly (readonly [string, Rule])[],
  wanted: readonly Settled[],
  group: Key,
  rules: Parts<Rule>,
  form: Form,
  ctx: Ctx<E>,
  table: Table<E>,
): Deciding<void> {
  if (added.length === 0) return;
  const own = (yield* root(accountKey(ctx.account)))?.head.quotas ?? {};
  const limit = (name: QuotaName) => limitOf(name, own);

  const after = [...rules.entries(), ...added].map(([, rule]) => rule);
  const most = yield* maxEntriesOf(after, group);
  const weight = after.reduce((sum, rule) => sum + weightOf(rule, (_, id) => most.get(id) ?? 1), 0);
  if (weight > limit('rulesPerGroup')) failAt(ctx, table, form, 'rulesFull');
  const peers = after.reduce((count, rule) => count + (rule.peer.kind === 'group' ? 1 : 0), 0);
  if (added.some(([, rule]) => rule.peer.kind === 'group') && peers > limit('groupPeersPerGroup')) failAt(ctx, table, form, 'peersFull');

  for (const { prefixList } of wanted) {
    if (!prefixList) continue;
    const names = yield* refs(prefixList.key, limit('referencesPerPrefixList') + 1);
    const more = names.some((by) => by.id === group.id) ? 0 : 1;
    if (names.length + more > limit('referencesPerPrefixList')) failAt(ctx, table, form, 'prefixListFull');
  }
}

/** MaxEntries of every list that the rules name, by list id: what such a rule weighs. */
function* maxEntriesOf(rules: readonly Rule[], { account, region }: Key): Deciding<ReadonlyMap<string, number>> {
  const most = new Map<string, number>();
  for (const { peer, portList } of rules) {
    if (peer.kind === 'list' && !most.has(peer.id))
      most.set(peer.id, (yield* root({ account, region, kind: 'prefixList', id: peer.id }))?.head.maxEntries ?? 1);
    if (portList && !most.has(portList))
      most.set(portList, (yield* root({ account, region, kind: 'portRangeList', id: portList }))?.head.maxEntries ?? 1);
  }
  return most;
}

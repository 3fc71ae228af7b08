import type { Ctx } from '#actions/action.ts';
import { refuseUnkeepable } from '#actions/ecs/rules/keeping.ts';
import { judgeReferences, judgeWeight } from '#actions/ecs/rules/rule-quotas.ts';
import { codeAt, entryFrom, failAt, isRuleId, type RuleTable, rawRuleOf } from '#actions/ecs/rules/rule-request.ts';
import { type Settled, settleRule } from '#actions/ecs/rules/settle-rules.ts';
import type { ModifyStage } from '#actions/ecs/rules/stage-codes.ts';
import { findGroup, refuseManaged } from '#actions/ecs-group.ts';
import type { RawRule } from '#domain/entry.ts';
import { accountKey, all, type KeyOf, root, some } from '#domain/finding.ts';
import type { GroupHead } from '#domain/kinds.ts';
import { laidOver, modify, type Refused, refusedChange } from '#domain/modify.ts';
import { revokeByContent } from '#domain/revoke.ts';
import type { Rule } from '#domain/rule.ts';
import type { Decided, Deciding, Loaded } from '#kit/deciding.ts';

type Table<E extends string> = RuleTable<ModifyStage, E>;
/** The decoded parameters of either action; the rule fields by wire name. */
export type ModifyRequest = { readonly SecurityGroupId: string; readonly SecurityGroupRuleId?: string };

const refusedStage: { readonly [R in Refused]: ModifyStage } = { peerKind: 'peerKind', portsKind: 'portsKind', nic: 'nicFixed' };

/**
 * ModifySecurityGroupEgressRule and ModifySecurityGroupRule. A rule keeps its ID and its age, and what is as wanted already is left alone.
 * (docs/decisions/0001 23)
 *   by ID:      form -> group -> rule -> fields laid over it -> what may not change -> what it names -> no twin -> quotas
 *   by content: fields -> group -> what they name -> the rule -> its description, which alone changes
 */
export function* modifyRule<E extends string>(p: ModifyRequest, ctx: Ctx<E>, table: Table<E>): Deciding<Decided> {
  const sent = rawRuleOf(p, table.direction);
  if (p.SecurityGroupRuleId === undefined) return yield* describeRule(sent, p, ctx, table);
  return yield* changeRule(p.SecurityGroupRuleId, sent, p, ctx, table);
}

function* ownGroup<E extends string>(p: ModifyRequest, ctx: Ctx<E>, table: Table<E>): Deciding<Loaded<GroupHead>> {
  const group = yield* findGroup(ctx, p.SecurityGroupId, 'change', { absent: codeAt(table, 'top', 'groupUnknown') });
  refuseManaged(ctx, group, codeAt(table, 'top', 'groupManaged'));
  return group;
}

function* changeRule<E extends string>(id: string, sent: RawRule, p: ModifyRequest, ctx: Ctx<E>, table: Table<E>): Deciding<Decided> {
  const fail = (stage: ModifyStage, ...holes: string[]) => failAt(ctx, table, 'permission', stage, ...holes);
  if (!isRuleId(id)) fail('ruleIdMalformed');
  if (Object.keys(sent).length === 0) fail('nothingSent');
  const group = yield* ownGroup(p, ctx, table);
  const key = group.key as KeyOf<'group'>;
  const before = (yield* some(key, [id]))[0] ?? fail('ruleIdUnknown');
  if (before.direction !== table.direction) fail(sent.peerGroup ? 'directionMismatch' : 'ruleIdUnknown');

  const entry = entryFrom(laidOver(before, sent), '', 'permission', ctx, table);
  const refused = refusedChange(before, entry, group.head.vpc === '');
  if (refused) fail(refusedStage[refused]);
  const wanted = yield* settleRule({ at: '', entry }, 'permission', group, ctx, table);
  yield* judgeNewPeer(before, wanted, key, ctx, table);
  refuseUnkeepable(wanted, 'permission', ctx, table);

  const rules = yield* all(key);
  const outcome = modify(rules, id, before, wanted.spec);
  if ('twin' in outcome) return fail('ruleTwin', `The modified rule is the same as the rule ${outcome.twin}`);
  const { changed } = outcome;
  if (!changed) return { reply: {}, effects: [] };
  const own = (yield* root(accountKey(ctx.account)))?.head.quotas ?? {};
  yield* judgeWeight({ group: key, rules, gone: [[id, before]], added: [[id, changed]] }, own, 'permission', ctx, table);
  if (wanted.prefixList && !isSamePeer(before, wanted)) yield* judgeReferences(wanted.prefixList.key, key, own, 'permission', ctx, table);
  return { reply: {}, effects: [{ part: key, id, row: changed }] };
}

const isSamePeer = ({ peer }: Rule, { spec }: Settled): boolean =>
  peer.kind === spec.peer.kind && 'id' in peer && 'id' in spec.peer && peer.id === spec.peer.id;

/** What the rule names already may have changed since, and does not stand in the way of other changes. */
function* judgeNewPeer<E extends string>(
  before: Rule,
  wanted: Settled,
  group: KeyOf<'group'>,
  ctx: Ctx<E>,
  table: Table<E>,
): Deciding<void> {
  if (isSamePeer(before, wanted)) return;
  if (wanted.peer) refuseManaged(ctx, wanted.peer, codeAt(table, 'permission', 'peerManaged'));
  if (!wanted.prefixList || before.peer.kind !== 'list') return;
  const named = yield* root({ account: group.account, region: group.region, kind: 'prefixList', id: before.peer.id });
  if (named && named.head.family !== wanted.prefixList.head.family) failAt(ctx, table, 'permission', 'prefixListFamily');
}

function* describeRule<E extends string>(sent: RawRule, p: ModifyRequest, ctx: Ctx<E>, table: Table<E>): Deciding<Decided> {
  const entry = entryFrom(sent, '', 'top', ctx, table);
  const group = yield* ownGroup(p, ctx, table);
  const key = group.key as KeyOf<'group'>;
  const wanted = yield* settleRule({ at: '', entry }, 'top', group, ctx, table);
  refuseUnkeepable(wanted, 'top', ctx, table);
  const { removed, nicMismatch } = revokeByContent(yield* all(key), [wanted.spec]);
  if (nicMismatch.length > 0) return failAt(ctx, table, 'top', 'nicMismatch');
  const [id, rule] = removed[0] ?? failAt(ctx, table, 'top', 'ruleUnknown');
  const description = sent.description || rule.description;
  return { reply: {}, effects: description === rule.description ? [] : [{ part: key, id, row: { ...rule, description } }] };
}

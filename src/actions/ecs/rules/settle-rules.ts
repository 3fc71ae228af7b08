import { type Ctx, here } from '#actions/action.ts';
import { failAt, type RuleTable, type ToldRule } from '#actions/ecs/rules/rule-request.ts';
import type { Form } from '#actions/ecs/rules/sides.ts';
import type { CommonStage, NamingStage } from '#actions/ecs/rules/stage-codes.ts';
import { type GroupPeer, settleEntry } from '#domain/entry.ts';
import { accountNameKey, root } from '#domain/finding.ts';
import type { GroupHead, PortRangeListHead, PrefixListHead } from '#domain/kinds.ts';
import { duplicatesIn } from '#domain/revoke.ts';
import type { RuleSpec } from '#domain/rule.ts';
import type { Deciding, Loaded } from '#kit/deciding.ts';

/** A rule with what it names, as found. */
export type Settled = {
  readonly at: string;
  readonly spec: RuleSpec;
  readonly peer: Loaded<GroupHead> | undefined;
  readonly prefixList: Loaded<PrefixListHead> | undefined;
  readonly portList: Loaded<PortRangeListHead> | undefined;
};
type Found = Omit<Settled, 'spec'> & { readonly told: ToldRule; readonly owner: string };

/**
 * Entries to rules of this group, judged in the order of docs/decisions/0001 7: what each names exists, it may be named by this group, no rule
 * twice. Ends the decision at the first fault.
 */
export function* settleRules<S extends string, E extends string>(
  told: readonly ToldRule[],
  form: Form,
  group: Loaded<GroupHead>,
  ctx: Ctx<E>,
  table: RuleTable<S | CommonStage, E>,
): Deciding<readonly Settled[]> {
  const found: Found[] = [];
  for (const one of told) found.push(yield* find(one, form, ctx, table));
  for (const one of found) judge(one, form, group, ctx, table);
  const settled = found.map((one) => settle(one, group));
  if (duplicatesIn(settled.map((one) => one.spec)) >= 0) failAt(ctx, table, form, 'duplicate');
  return settled;
}

/** The same for one entry. */
export function* settleRule<S extends string, E extends string>(
  told: ToldRule,
  form: Form,
  group: Loaded<GroupHead>,
  ctx: Ctx<E>,
  table: RuleTable<S | NamingStage, E>,
): Deciding<Settled> {
  const found = yield* find(told, form, ctx, table);
  judge(found, form, group, ctx, table);
  return settle(found, group);
}

const settle = ({ told, owner, ...rest }: Found, group: Loaded<GroupHead>): Settled => ({
  ...rest,
  spec: settleEntry(told.entry, { classic: group.head.vpc === '', owner }),
});

function* find<E extends string>(told: ToldRule, form: Form, ctx: Ctx<E>, table: RuleTable<NamingStage, E>): Deciding<Found> {
  const { peer, portList } = told.entry;
  const found = { told, at: told.at, owner: '', peer: undefined, prefixList: undefined, portList: undefined } as {
    -readonly [K in keyof Found]: Found[K];
  };
  if (peer.kind === 'group') {
    const owner = yield* ownerOf(peer, ctx);
    const known = owner === undefined ? undefined : yield* root({ ...here(ctx, 'group', peer.id), account: owner || ctx.account }, 'keep');
    found.owner = owner ?? '';
    found.peer = known ?? failAt(ctx, table, form, 'peerUnknown');
  }
  if (peer.kind === 'list')
    found.prefixList = (yield* root(here(ctx, 'prefixList', peer.id), 'keep')) ?? failAt(ctx, table, form, 'prefixListUnknown');
  if (portList) found.portList = (yield* root(here(ctx, 'portRangeList', portList), 'keep')) ?? failAt(ctx, table, form, 'portListUnknown');
  return found;
}

/** The account of a peer group: '' for the caller's own, undefined where there is no such account (docs/decisions/0001 10). */
function* ownerOf({ ownerId, ownerAccount }: GroupPeer, ctx: Ctx): Deciding<string | undefined> {
  const owner = ownerId || ownerAccount;
  if (owner === '' || owner === ctx.account) return '';
  if (ownerId || /^\d+$/.test(ownerAccount)) return owner;
  const named = (yield* root(accountNameKey(ownerAccount)))?.head.account;
  return named === ctx.account ? '' : named;
}

function judge<E extends string>(
  { told: { entry }, peer, owner }: Found,
  form: Form,
  group: Loaded<GroupHead>,
  ctx: Ctx<E>,
  table: RuleTable<NamingStage, E>,
): void {
  const classic = group.head.vpc === '';
  const fail = (stage: NamingStage) => failAt(ctx, table, form, stage);
  if (peer) {
    if (owner === '' && peer.key.id === group.key.id) fail('peerIsSelf');
    if (group.head.type === 'enterprise') fail('groupEnterprise');
    if (peer.head.type === 'enterprise') fail('peerEnterprise');
    // A peer of another account is by nature in another VPC.
    if (owner === '' && peer.head.vpc !== group.head.vpc) fail(classic || peer.head.vpc === '' ? 'peerNetwork' : 'peerVpc');
  }
  if (!classic) return;
  if (entry.peer.kind === 'v6' || entry.own?.kind === 'v6') fail('classicIpv6');
  if (entry.peer.kind === 'list') fail('classicPrefixList');
  if (entry.portList) fail('classicPortList');
}

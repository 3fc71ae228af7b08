import type { Entry, RawRule } from '#domain/entry.ts';
import { identityOf, type Rule, type RuleSpec } from '#domain/rule.ts';
import type { Parts } from '#kit/deciding.ts';

/**
 * A modify by rule ID: what is sent is laid over the rule as it is, and the whole is read like any entry.
 *   rule + sent --laidOver--> raw --readEntry--> entry --refusedChange--> settleEntry --> spec --modify--> what to keep
 */

/** The rule's texts with what was sent in their place. Peer, own side and ports are replaced as a whole: each is several fields of which one counts. */
export function laidOver(rule: Rule, sent: RawRule): RawRule {
  const { peer, own } = rule;
  const given: RawRule = Object.fromEntries(Object.entries(sent).filter(([, text]) => text));
  const keepsPeer = !(sent.peerV4 || sent.peerV6 || sent.peerGroup || sent.peerList);
  // The owner goes with the group: another group is one of the caller's own unless its owner is sent too.
  const keepsOwner = !(sent.peerOwnerId || sent.peerOwnerAccount) && peer.kind === 'group' && (keepsPeer || sent.peerGroup === peer.id);
  return {
    protocol: rule.protocol,
    sourcePorts: rule.sourcePorts,
    policy: rule.policy,
    priority: String(rule.priority),
    nic: rule.nic,
    description: rule.description,
    ...(keepsPeer && peerTexts(peer)),
    ...(keepsOwner && { peerOwnerId: peer.owner }),
    ...(own && !(sent.ownV4 || sent.ownV6) && (own.kind === 'v4' ? { ownV4: own.text } : { ownV6: own.text })),
    ...(!(sent.ports || sent.portList) && { ports: rule.ports, portList: rule.portList }),
    ...given,
  };
}

function peerTexts(peer: Rule['peer']): RawRule {
  if (peer.kind === 'group') return { peerGroup: peer.id };
  if (peer.kind === 'list') return { peerList: peer.id };
  return peer.kind === 'v4' ? { peerV4: peer.text } : { peerV6: peer.text };
}

/** What of a rule may never change: what kind of peer or own side it has, whether it names a port list, its NIC type. */
export type Refused = 'peerKind' | 'portsKind' | 'nic';

/** The first change that `entry` would make to the rule and may not. In a VPC every NIC type is intranet, and so none is a change. */
export function refusedChange(rule: Rule, entry: Entry, classic: boolean): Refused | undefined {
  if (entry.peer.kind !== rule.peer.kind || (rule.own && entry.own?.kind !== rule.own.kind)) return 'peerKind';
  if ((entry.portList === '') !== (rule.portList === '')) return 'portsKind';
  return classic && entry.nic !== rule.nic ? 'nic' : undefined;
}

/** `changed` is undefined where the rule is as wanted already; `twin` is the id of another rule that is the same as the wanted one. */
export type Modified = { readonly changed: Rule | undefined } | { readonly twin: string };

/** What the rule of that id becomes. It stays as old as it is; a description alone never makes two rules of one. */
export function modify(parts: Parts<Rule>, id: string, before: Rule, wanted: RuleSpec): Modified {
  const twin = parts.idOf(identityOf(wanted));
  if (twin !== undefined && twin !== id) return { twin };
  return { changed: isAsKept(before, wanted) ? undefined : { ...wanted, created: before.created } };
}

/** Another spelling of the same block is a change: blocks are echoed as written. */
const isAsKept = (rule: Rule, wanted: RuleSpec): boolean =>
  identityOf(rule) === identityOf(wanted) &&
  rule.description === wanted.description &&
  textOf(rule.peer) === textOf(wanted.peer) &&
  textOf(rule.own) === textOf(wanted.own);
const textOf = (side: Rule['peer'] | Rule['own']): string => (side && 'text' in side ? side.text : '');

import { isGroupPeerOverInternet } from '#domain/entry.ts';
import { identityOf, type Rule, type RuleSpec } from '#domain/rule.ts';
import type { Parts } from '#kit/deciding.ts';

/** Indices are places in `wanted`, from 0; each is in one of the three only. */
export type Revoked = {
  readonly removed: readonly (readonly [id: string, rule: Rule])[];
  /** The group has no such rule. */
  readonly unmatched: readonly number[];
  /** The group has that rule for the other NIC type, or it is a group peer over internet (docs/decisions/0001 4). */
  readonly nicMismatch: readonly number[];
};

/** The index of the first rule that is the same as one before it, or -1. Sameness needs the NIC type, so the rules must be settled. */
export function duplicatesIn(wanted: readonly RuleSpec[]): number {
  if (wanted.length < 2) return -1;
  const seen = new Set<string>();
  for (let index = 0; index < wanted.length; index++) {
    seen.add(identityOf(wanted[index]!));
    if (seen.size === index) return index;
  }
  return -1;
}

/**
 * The rules of a group that `wanted` names by content. It decides nothing about what is missing: a caller that gets `unmatched` or
 * `nicMismatch` and must refuse has to leave `removed` alone. `wanted` holds no rule twice (`duplicatesIn`).
 * Do not scan the rules instead of asking for the identity: at 1000 rules that is the difference between 1 and 1000 comparisons.
 */
export function revokeByContent(parts: Parts<Rule>, wanted: readonly RuleSpec[]): Revoked {
  const removed: [string, Rule][] = [];
  const unmatched: number[] = [];
  const nicMismatch: number[] = [];
  for (let index = 0; index < wanted.length; index++) {
    const spec = wanted[index]!;
    const id = parts.idOf(identityOf(spec));
    const rule = id === undefined ? undefined : parts.get(id);
    if (id !== undefined && rule !== undefined) removed.push([id, rule]);
    else if (hasOtherNic(parts, spec)) nicMismatch.push(index);
    else unmatched.push(index);
  }
  return { removed, unmatched, nicMismatch };
}

/** In a VPC all rules are intranet, so this finds nothing there. A group peer over internet is never kept, so it can only be this. */
function hasOtherNic(parts: Parts<Rule>, spec: RuleSpec): boolean {
  return isGroupPeerOverInternet(spec) || parts.idOf(identityOf(spec, spec.nic === 'intranet' ? 'internet' : 'intranet')) !== undefined;
}

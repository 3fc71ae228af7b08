import { all, everyReference, type KeyOf, refs, root } from '#domain/finding.ts';
import { weightOf } from '#domain/quota.ts';
import type { Rule } from '#domain/rule.ts';
import type { Deciding, Scope } from '#kit/deciding.ts';

/**
 * What rules take of the rule quotas, as whoever authorises rules and whoever joins groups must agree on it.
 *   rules --(lists that they name)--> weight of a group --(groups of an interface)--> weight of the interface
 */

/** How much of a rule quota a group takes: its rules of both directions. */
export function* weightOfGroup(key: KeyOf<'group'>): Deciding<number> {
  return yield* weightOfRules((yield* all(key)).entries(), key);
}

/** How much some rules of one group take. A rule that names no list takes 1, so lists are read only where a rule names one. */
export function* weightOfRules(rules: Iterable<readonly [id: string, rule: Rule]>, { account, region }: Scope): Deciding<number> {
  let weight = 0;
  const most = new Map<string, number>();
  for (const [, rule] of rules) {
    const { peer, portList } = rule;
    if (peer.kind === 'list' && !most.has(peer.id))
      most.set(peer.id, (yield* root({ account, region, kind: 'prefixList', id: peer.id }))?.head.maxEntries ?? 1);
    if (portList !== '' && !most.has(portList))
      most.set(portList, (yield* root({ account, region, kind: 'portRangeList', id: portList }))?.head.maxEntries ?? 1);
    weight += peer.kind === 'list' || portList !== '' ? weightOf(rule, (_, id) => most.get(id) ?? 1) : 1;
  }
  return weight;
}

/** Whether an interface that is in the group would carry more than `limit` if the group took `weight`. */
export function* overloadsMember(group: KeyOf<'group'>, weight: number, limit: number): Deciding<boolean> {
  const { account, region } = group;
  const judged = new Set<string>();
  const weights = new Map([[group.id, weight]]);
  for (const { kind, id } of yield* refs(group, everyReference)) {
    if (kind !== 'interface') continue;
    const groups = (yield* root({ account, region, kind: 'interface', id }))?.head.groups ?? [];
    // Members of one group mostly share all their groups, and each set of them is weighed once.
    const set = groups.join();
    if (judged.has(set)) continue;
    judged.add(set);
    let sum = 0;
    for (const other of groups) {
      const known = weights.get(other) ?? (yield* weightOfGroup({ account, region, kind: 'group', id: other }));
      weights.set(other, known);
      sum += known;
    }
    if (sum > limit) return true;
  }
  return false;
}

import { identityOf, type Rule } from '#domain/rule.ts';
import type { Parts } from '#kit/deciding.ts';

/** Rules of a group for unit tests. Its order of entries is that of insertion; it throws where two rules are the same, which a store never holds. */
export function makeParts(rules: Iterable<readonly [id: string, rule: Rule]>): Parts<Rule> {
  const byId = new Map(rules);
  const byIdentity = new Map([...byId].map(([id, rule]) => [identityOf(rule), id]));
  if (byIdentity.size !== byId.size) throw new Error('two rules are the same');
  return {
    size: byId.size,
    get: (id) => byId.get(id),
    idOf: (identity) => byIdentity.get(identity),
    entries: () => byId,
  };
}

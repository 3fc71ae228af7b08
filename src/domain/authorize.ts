import { identityOf, type Rule, type RuleSpec } from '#domain/rule.ts';
import type { Parts } from '#kit/deciding.ts';

export type Authorized = {
  readonly added: readonly (readonly [id: string, rule: Rule])[];
  /** Places in `wanted`, from 0, of rules that the group has already. */
  readonly existing: readonly number[];
};

/**
 * What `wanted` adds to a group. A rule that exists adds nothing and keeps its id, its spelling and its description, as a repeated
 * AuthorizeSecurityGroup succeeds without effect. `wanted` holds no rule twice (`duplicatesIn`); quotas are judged elsewhere, on `added` only.
 */
export function authorize(parts: Parts<Rule>, wanted: readonly RuleSpec[], now: number, newId: () => string): Authorized {
  const added: [string, Rule][] = [];
  const existing: number[] = [];
  for (let index = 0; index < wanted.length; index++) {
    const spec = wanted[index]!;
    if (parts.idOf(identityOf(spec)) === undefined) added.push([newId(), { ...spec, created: now }]);
    else existing.push(index);
  }
  return { added, existing };
}

/** Whether both sides name the same block in any spelling, which AuthorizeSecurityGroup and its siblings refuse as InvalidParamter.Conflict. */
export function hasEqualSides(rule: RuleSpec): boolean {
  const { peer, own } = rule;
  return own !== undefined && peer.kind === own.kind && peer.net === own.net;
}

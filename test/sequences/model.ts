/**
 * What groups are, in the fewest words: who has which rules, members and tags. Written from the contract and independent of src/, so that both
 * would have to be wrong in the same way. A rule's key is all that makes two rules one; what it has besides is its description.
 */
export type Told = {
  readonly protocol: string;
  readonly ports: string;
  readonly peer: string;
  readonly policy: string;
  readonly priority: number;
  readonly description: string;
};
export type Direction = 'ingress' | 'egress';
type Group = { readonly rules: Map<string, string>; tags: Map<string, string> };
export type Outcome = 'ok' | string;

/** The one block that all spellings of an address mean; groups are not addresses. */
export function blockOf(peer: string): string {
  if (!peer.includes('.')) return peer;
  const [address, length = '32'] = peer.split('/') as [string, string?];
  const bits = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return `${Math.floor(bits / 2 ** (32 - Number(length)))}/${length}`;
}
export const keyOf = (direction: Direction, r: Told): string =>
  [direction, r.protocol.toUpperCase(), r.ports, blockOf(r.peer), r.policy.toLowerCase(), r.priority].join(' ');

export class Model {
  readonly groups: readonly Group[];
  /** Per interface the groups it is a member of, in the order of joining. */
  readonly members: number[][];

  constructor(groups: number, interfaces: number) {
    this.groups = Array.from({ length: groups }, () => ({ rules: new Map(), tags: new Map() }));
    this.members = Array.from({ length: interfaces }, () => [0]);
  }

  authorize(group: number, direction: Direction, told: readonly Told[]): Outcome {
    if (told.some(({ peer }) => peer === `group ${group}`)) return 'self';
    const keys = told.map((one) => keyOf(direction, one));
    if (new Set(keys).size < keys.length) return 'InvalidParam.DuplicatePermissions';
    const { rules } = this.groups[group]!;
    const [added, namesGroup] = [keys.filter((key) => !rules.has(key)), (key: string) => key.includes(' group ')];
    if (added.some(namesGroup) && [...rules.keys(), ...added].filter(namesGroup).length > 20) return 'AuthorizedGroupRule.LimitExceed';
    for (const [i, key] of keys.entries()) if (!rules.has(key)) rules.set(key, told[i]!.description);
    return 'ok';
  }

  revoke(group: number, direction: Direction, told: readonly Told[]): Outcome {
    if (told.some(({ peer }) => peer === `group ${group}`)) return 'self';
    const keys = told.map((one) => keyOf(direction, one));
    if (new Set(keys).size < keys.length) return 'InvalidParam.DuplicatePermissions';
    const { rules } = this.groups[group]!;
    if (!keys.every((key) => rules.has(key))) return 'InvalidSecurityGroupRule.RuleNotExist';
    for (const key of keys) rules.delete(key);
    return 'ok';
  }

  /** By rule id: `before` is what the rule said. */
  modifyById(group: number, direction: Direction, before: Told, after: Told): Outcome {
    const { rules } = this.groups[group]!;
    const [from, to] = [keyOf(direction, before), keyOf(direction, after)];
    if (from !== to && rules.has(to)) return 'InvalidOperation.RuleDuplicate';
    rules.delete(from);
    rules.set(to, after.description);
    return 'ok';
  }

  /** By content: only the description changes. */
  modify(group: number, direction: Direction, told: Told): Outcome {
    if (told.peer === `group ${group}`) return 'self';
    const { rules } = this.groups[group]!;
    if (!rules.has(keyOf(direction, told))) return 'SecurityGroupRule.NotFound';
    rules.set(keyOf(direction, told), told.description);
    return 'ok';
  }
  join(member: number, group: number): Outcome {
    const groups = this.members[member]!;
    if (groups.includes(group)) return 'InvalidInstanceId.AlreadyExists';
    groups.push(group);
    return 'ok';
  }
  leave(member: number, group: number): Outcome {
    const groups = this.members[member]!;
    if (!groups.includes(group)) return 'InvalidSecurityGroupAssociation.NotFound';
    if (groups.length === 1) return 'InvalidOperation.AtLeastInOneGroup';
    groups.splice(groups.indexOf(group), 1);
    return 'ok';
  }
  tag(group: number, key: string, value: string): Outcome {
    this.groups[group]!.tags.set(key, value);
    return 'ok';
  }
  untag(group: number, key: string | undefined): Outcome {
    const of = this.groups[group]!;
    if (key === undefined) of.tags = new Map();
    else of.tags.delete(key);
    return 'ok';
  }
}

import { between, type Random } from '../faults/seed.ts';
import { type Input, LETTERS, type Seen } from './model.ts';

/** A rule that was described, with its id. */
export type Known = Seen & { readonly id: string };
export type Drawn = { readonly input: Input; readonly action: string; readonly params: Readonly<Record<string, string>> };

/** How many rules of a group clients remember, those that are gone among them. */
const REMEMBERED = 10;

/** Operations at random: of few groups and few rules, so that clients get in each other's way. */
export class Draws {
  readonly #random: Random;
  readonly #groups: readonly string[];
  readonly #known = new Map<string, Known[]>();
  #makers = 0;

  constructor(random: Random, groups: readonly string[]) {
    this.#random = random;
    this.#groups = groups;
  }

  /** Rules that revokes by id may name from now on. */
  know(group: string, rules: readonly Known[]): void {
    const before = (this.#known.get(group) ?? []).filter(({ id }) => !rules.some((rule) => rule.id === id));
    this.#known.set(group, [...before, ...rules].slice(-REMEMBERED));
  }

  draw(): Drawn {
    const group = this.#groups[between(this.#random, 0, this.#groups.length - 1)]!;
    const kind = this.#random();
    if (kind < 0.25) return describing(group);
    if (kind < 0.6) return this.#authorise(group);
    const known = this.#known.get(group) ?? [];
    return kind < 0.8 && known.length > 0 ? this.#revokeById(group, known) : this.#revoke(group);
  }

  #authorise(group: string): Drawn {
    const letters = this.#some(Array.from({ length: LETTERS }, (_, letter) => letter));
    const maker = `m${(++this.#makers).toString(36)}`;
    const params = { SecurityGroupId: group, ...permissions(letters, maker) };
    return { input: { group, is: 'authorise', letters, maker }, action: 'AuthorizeSecurityGroupEgress', params };
  }

  #revoke(group: string): Drawn {
    const letters = this.#some(Array.from({ length: LETTERS }, (_, letter) => letter));
    const params = { SecurityGroupId: group, ...permissions(letters) };
    return { input: { group, is: 'revoke', letters }, action: 'RevokeSecurityGroupEgress', params };
  }

  #revokeById(group: string, known: readonly Known[]): Drawn {
    const chosen = this.#some(known);
    const ids = Object.fromEntries(chosen.map(({ id }, i) => [`SecurityGroupRuleId.${i + 1}`, id]));
    const rules = chosen.map(({ letter, maker }) => ({ letter, maker }));
    return { input: { group, is: 'revoke by id', rules }, action: 'RevokeSecurityGroupEgress', params: { SecurityGroupId: group, ...ids } };
  }

  /** One to three, each once. */
  #some<T>(from: readonly T[]): readonly T[] {
    const left = [...from];
    const count = Math.min(left.length, between(this.#random, 1, 3));
    return Array.from({ length: count }, () => left.splice(between(this.#random, 0, left.length - 1), 1)[0]!);
  }
}

export const describing = (group: string): Drawn => ({
  input: { group, is: 'describe' },
  action: 'DescribeSecurityGroupAttribute',
  params: { SecurityGroupId: group },
});

const block = '10.0.0.';
const permissions = (letters: readonly number[], maker?: string) =>
  Object.fromEntries(
    letters.flatMap((letter, i) => [
      [`Permissions.${i + 1}.IpProtocol`, 'TCP'],
      [`Permissions.${i + 1}.PortRange`, '443/443'],
      [`Permissions.${i + 1}.DestCidrIp`, `${block}${letter}`],
      [`Permissions.${i + 1}.Policy`, 'accept'],
      ...(maker === undefined ? [] : [[`Permissions.${i + 1}.Description`, maker]]),
    ]),
  );

/** The rules that a describe told. */
export function knownIn(text: string): readonly Known[] {
  const { Permissions } = JSON.parse(text) as { Permissions: { Permission: readonly Record<string, string>[] } };
  return Permissions.Permission.map(({ SecurityGroupRuleId, DestCidrIp, Description }) => ({
    id: SecurityGroupRuleId!,
    letter: Number(/^10\.0\.0\.(\d)(\/32)?$/.exec(DestCidrIp!)![1]),
    maker: Description!,
  }));
}

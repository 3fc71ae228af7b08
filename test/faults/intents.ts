import { actions } from '#actions/index.ts';
import type { Reply } from './connection.ts';
import { between, type Random } from './seed.ts';

/**
 * What 64 writers want done: a mix of changes, drawn at random, each of which can be recognised in the change records by its marks.
 *   draw() -> intent -> one attempt, or two at once with one token -> settled() tells what later intents may build on
 */
export type Attempt = { readonly nonce: string; readonly bytes: string; reply?: Reply | undefined };
export type Intent = {
  readonly action: string;
  readonly params: Readonly<Record<string, string>>;
  /** What it changes where it is carried out, sorted: '+' or '-' and the name of the rule or group. Nothing where it must be refused. */
  readonly marks: readonly string[];
  readonly attempts: Attempt[];
};

const takesToken = new Set(actions.filter(({ params }) => 'ClientToken' in params).map(({ name }) => name));

type Fields = Readonly<Record<string, string>>;
/** `id` is known only of rules that were there before the load. */
export type KnownRule = {
  readonly group: string;
  readonly name: string;
  readonly egress: boolean;
  readonly fields: Fields;
  readonly id?: string;
};

/** A rule that no other equals, for a name that is a number in base 36; its description is its name. */
export function makeRule(group: string, egress: boolean, name: string): KnownRule {
  const n = Number.parseInt(name, 36);
  const address = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
  const fields = {
    IpProtocol: 'TCP',
    PortRange: '443/443',
    [egress ? 'DestCidrIp' : 'SourceCidrIp']: address,
    Policy: 'accept',
    Description: name,
  };
  return { group, name, egress, fields };
}

const permissionsOf = (rules: readonly KnownRule[]): Fields =>
  Object.fromEntries(
    rules.flatMap(({ fields }, i) => Object.entries(fields).map(([name, value]) => [`Permissions.${i + 1}.${name}`, value])),
  );
export const authorising = (rules: readonly KnownRule[]) => ({
  action: rules[0]!.egress ? 'AuthorizeSecurityGroupEgress' : 'AuthorizeSecurityGroup',
  params: { SecurityGroupId: rules[0]!.group, ...permissionsOf(rules) },
});

export class Intents {
  readonly #random: Random;
  readonly #groups: readonly string[];
  /** By group and direction, so that one request can name several. */
  readonly #rules = new Map<string, KnownRule[]>();
  readonly #made: { readonly id: string; readonly name: string }[] = [];
  readonly #twins: Intent[] = [];
  readonly all: Intent[] = [];
  readonly #name: () => string;
  readonly #waiting = new Map<Intent, readonly KnownRule[]>();

  /** `rules` are there already; `name` gives names, and never one twice for the same folder. */
  constructor(random: Random, groups: readonly string[], rules: readonly KnownRule[], name: () => string) {
    this.#random = random;
    this.#groups = groups;
    this.#name = name;
    for (const rule of rules) this.#know(rule);
  }

  draw(): Intent {
    const twin = this.#twins.pop();
    if (twin) return twin;
    const intent = this.#drawNew();
    this.all.push(intent);
    // A client that lost patience: the same request once more, on another connection, while the first is on its way.
    if (intent.params.ClientToken && this.#random() < 0.08) this.#twins.push(intent);
    return intent;
  }

  /** Tells what became of it, at the first reply that came whole. */
  settled(intent: Intent, { status, text }: Reply): void {
    const rules = this.#waiting.get(intent);
    this.#waiting.delete(intent);
    if (status !== 200) return;
    for (const rule of rules ?? []) this.#know(rule);
    if (intent.action === 'CreateSecurityGroup' && !this.#made.some(({ name }) => name === intent.params.SecurityGroupName))
      this.#made.push({ id: (JSON.parse(text) as { SecurityGroupId: string }).SecurityGroupId, name: intent.params.SecurityGroupName! });
  }

  #drawNew(): Intent {
    const kind = this.#random();
    if (kind < 0.3) return this.#authorise(true);
    if (kind < 0.4) return this.#authorise(false);
    if (kind < 0.62) return this.#revoke('ids') ?? this.#authorise(true);
    if (kind < 0.82) return this.#revoke('permissions') ?? this.#authorise(true);
    if (kind < 0.87) return this.#revokeUnknown() ?? this.#authorise(true);
    if (kind < 0.95) return this.#create();
    return this.#drop() ?? this.#create();
  }

  #intent(action: string, params: Fields, marks: readonly string[]): Intent {
    const token = takesToken.has(action) && this.#random() < 0.5 ? { ClientToken: `token-${this.#name()}` } : {};
    return { action, params: { ...params, ...token }, marks: [...marks].sort(), attempts: [] };
  }

  #authorise(egress: boolean): Intent {
    const group = (this.#random() < 0.15 && this.#pick(this.#made)?.id) || this.#pick(this.#groups)!;
    const rules = Array.from({ length: between(this.#random, 1, 4) }, () => makeRule(group, egress, this.#name()));
    const { action, params } = authorising(rules);
    const intent = this.#intent(
      action,
      params,
      rules.map(({ name }) => `+${name}`),
    );
    this.#waiting.set(intent, rules);
    return intent;
  }

  /** Some rules of one group and direction; mostly nobody else is after them. */
  #take(fits: (rule: KnownRule) => boolean): readonly KnownRule[] | undefined {
    const rules = this.#pick([...this.#rules.values()].filter((of) => of.some(fits)));
    if (!rules) return undefined;
    const taken = rules.filter(fits).slice(0, between(this.#random, 1, 4));
    if (this.#random() < 0.85) for (const rule of taken) rules.splice(rules.indexOf(rule), 1);
    return taken;
  }

  #revoke(by: 'ids' | 'permissions'): Intent | undefined {
    const taken = this.#take((rule) => by === 'permissions' || rule.id !== undefined);
    if (!taken) return undefined;
    const [{ group, egress }] = taken as [KnownRule];
    const told =
      by === 'permissions' ? permissionsOf(taken) : Object.fromEntries(taken.map(({ id }, i) => [`SecurityGroupRuleId.${i + 1}`, id!]));
    return this.#intent(
      egress ? 'RevokeSecurityGroupEgress' : 'RevokeSecurityGroup',
      { SecurityGroupId: group, ...told },
      taken.map(({ name }) => `-${name}`),
    );
  }

  /** One rule that is there with one that never was: all of it has to be refused. */
  #revokeUnknown(): Intent | undefined {
    const rules = this.#pick([...this.#rules.values()].filter((of) => of.length > 0));
    const rule = rules && this.#pick(rules);
    if (!rule) return undefined;
    const { group, egress } = rule;
    const params = { SecurityGroupId: group, ...permissionsOf([rule, makeRule(group, egress, this.#name())]) };
    return this.#intent(egress ? 'RevokeSecurityGroupEgress' : 'RevokeSecurityGroup', params, []);
  }

  #create(): Intent {
    const name = `g-${this.#name()}`;
    return this.#intent('CreateSecurityGroup', { SecurityGroupName: name, 'Tag.1.Key': 'made', 'Tag.1.Value': name }, [`+${name}`]);
  }

  #drop(): Intent | undefined {
    const at = Math.floor(this.#random() * this.#made.length);
    const [group] = this.#made.splice(at, 1);
    if (!group) return undefined;
    for (const rules of this.#rules.values()) if (rules[0]?.group === group.id) rules.length = 0;
    return this.#intent('DeleteSecurityGroup', { SecurityGroupId: group.id }, [`-${group.name}`]);
  }

  #know(rule: KnownRule): void {
    const place = `${rule.group} ${rule.egress}`;
    const rules = this.#rules.get(place);
    if (rules) rules.push(rule);
    else this.#rules.set(place, [rule]);
  }

  #pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.#random() * from.length)];
  }
}

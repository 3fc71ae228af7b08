import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '../faults/client.ts';
import { codeOf, type Reply } from '../faults/connection.ts';
import { between, makeRandom, type Random } from '../faults/seed.ts';
import { type Drawn, Draws, describing, type Known, knownIn } from './draws.ts';
import { Link } from './link.ts';
import { done, type Input, joined, LETTERS, noId, noRule, RuleIds, type Told, written } from './model.ts';
import type { World } from './world.ts';

/**
 * Clients that want things at random, and what they were told and when:
 *   draw -> with a token: sent until it is answered, and now and then once more by somebody | without: sent once -> history
 */
const CLIENTS = 32;
const GROUPS = 20;
/** The most milliseconds a client thinks before what it does next. */
const THINKING = 12;
/** How long a request with a token is sent again after the last trouble. Milliseconds. */
const PATIENCE = 60_000;
/** Of how many requests with a token anybody may send one again. */
const RECENT = 48;

type Wish = Drawn & {
  /** From when on it may take effect: when the first attempt was made that may have done something. */
  call: number;
  readonly token: boolean;
  readonly told: Told[];
  isUnknown: boolean;
  /** Attempts that may take effect yet, or have: under way, answered or lost. */
  open: number;
};
export type Counts = Record<'attempts' | 'lost' | 'unsent' | 'refused503' | 'replays' | 'unknown' | 'describes', number>;

const outcomes: { readonly [code: string]: string } = {
  '': done,
  'InvalidSecurityGroupRule.RuleNotExist': noRule,
  'InvalidSecurityGroupRuleId.NotFound': noId,
};
/** Nothing was done. */
const refusal = 'ServiceUnavailable';

export class Clients {
  readonly #world: World;
  readonly #random: Random;
  readonly #client: Client;
  readonly #wishes: Wish[] = [];
  readonly #recent: Wish[] = [];
  readonly #ids = new RuleIds();
  #draws: Draws;
  #groups: readonly string[] = [];
  /** Replies that no model has. */
  readonly #odd: string[] = [];
  readonly counts: Counts = { attempts: 0, lost: 0, unsent: 0, refused503: 0, replays: 0, unknown: 0, describes: 0 };

  constructor(world: World, seed: number) {
    this.#world = world;
    this.#random = makeRandom(seed);
    let n = 0;
    this.#client = new Client({ port: world.ports[0]!, credentials: world.credentials } as ConstructorParameters<typeof Client>[0], () =>
      (++n).toString(36),
    );
    this.#draws = new Draws(this.#random, []);
  }

  /** Makes the groups; nothing may be in trouble yet. */
  async prepare(): Promise<void> {
    const groups: string[] = [];
    for (let n = 0; n < GROUPS; n++) groups.push((await this.#client.told('CreateSecurityGroup')).SecurityGroupId);
    this.#groups = groups;
    this.#draws = new Draws(this.#random, groups);
  }

  /** Until `isOver`; then what is still to be answered is sent until it is. */
  async run(isOver: () => boolean): Promise<void> {
    await Promise.all(Array.from({ length: CLIENTS }, () => this.#work(isOver)));
  }

  /** What each server tells of each group, as further operations of the history. */
  async look(): Promise<void> {
    for (const port of this.#world.ports) {
      const links = [new Link(port)];
      for (const group of this.#groups) await this.#carryOut(this.#wish(describing(group), false), links, PATIENCE);
      links[0]!.close();
    }
  }

  /** What was done and told, by operation, and what is wrong whatever the order was. */
  history() {
    const told = this.#wishes.filter(({ token, isUnknown, told }) => token || isUnknown || told.length > 0);
    const all = told.map(({ input, call, told }) => ({ input, ...joined(input, call, told) }));
    const differing = all.flatMap(({ input, differing, operation }) =>
      differing.map((outcome) => `one token was told ${operation.told?.outcome} and ${outcome}: ${JSON.stringify(input)}`),
    );
    return { operations: all.map(({ operation }) => operation), faults: [...this.#odd, ...this.#ids.faults, ...differing] };
  }

  async #work(isOver: () => boolean): Promise<void> {
    const links = this.#world.ports.map((port) => new Link(port));
    while (!isOver()) {
      await pause(between(this.#random, 0, THINKING));
      const again = this.#random() < 0.1 ? this.#recent[between(this.#random, 0, this.#recent.length - 1)] : undefined;
      if (again) {
        this.counts.replays++;
        await this.#attempt(again, links);
      } else await this.#carryOut(this.#wish(this.#draws.draw(), this.#random() < 0.5), links, PATIENCE, isOver);
    }
    for (const link of links) link.close();
  }

  #wish(drawn: Drawn, withToken: boolean): Wish {
    const token = withToken && drawn.input.is !== 'describe';
    const params = token ? { ...drawn.params, ClientToken: `token-${this.#client.name()}` } : drawn.params;
    const wish: Wish = { ...drawn, params, token, call: performance.now(), told: [], isUnknown: false, open: 0 };
    this.#wishes.push(wish);
    if (token) {
      this.#recent.push(wish);
      if (this.#recent.length > RECENT) this.#recent.shift();
    }
    return wish;
  }

  /** A wish without a token is sent once, but as long as nobody was there to get it. */
  async #carryOut(wish: Wish, links: readonly Link[], patience: number, isOver = () => true): Promise<void> {
    let until = performance.now() + patience;
    for (;;) {
      const result = await this.#attempt(wish, links);
      if (result === 'told') return;
      if (!wish.token && result !== 'not sent') {
        if (result === 'lost' && wish.input.is !== 'describe') {
          wish.isUnknown = true;
          this.counts.unknown++;
        }
        return;
      }
      if (!isOver()) until = performance.now() + patience;
      if (performance.now() > until) {
        if (wish.token) this.#odd.push(`no answer to ${JSON.stringify(wish.input)}`);
        return;
      }
      await pause(between(this.#random, 5, 40));
    }
  }

  async #attempt(wish: Wish, links: readonly Link[]): Promise<'told' | 'lost' | 'not sent' | 'refused'> {
    const link = links[between(this.#random, 0, links.length - 1)]!;
    // Where all before was refused with nothing done, what is done is the effect of this attempt.
    if (wish.open === 0) wish.call = performance.now();
    wish.open += 1;
    const reply = await link.send(this.#client.request(wish.action, wish.params, this.#client.name()));
    const at = performance.now();
    if (reply === 'not sent' || (typeof reply !== 'string' && codeOf(reply) === refusal)) wish.open -= 1;
    this.counts.attempts++;
    if (reply === 'lost') this.counts.lost++;
    if (reply === 'not sent') this.counts.unsent++;
    if (typeof reply === 'string') return reply;
    if (codeOf(reply) === refusal) {
      this.counts.refused503++;
      return 'refused';
    }
    const outcome = this.#outcomeOf(wish.input, reply);
    if (outcome !== undefined) wish.told.push({ outcome, at });
    return 'told';
  }

  #outcomeOf(input: Input, reply: Reply): string | undefined {
    const outcome = outcomes[codeOf(reply)];
    if (outcome === undefined) this.#odd.push(`${JSON.stringify(input)}: ${reply.status} ${reply.text}`);
    return outcome === done && input.is === 'describe' ? this.#described(input.group, knownIn(reply.text)) : outcome;
  }

  #described(group: string, rules: readonly Known[]): string {
    this.counts.describes++;
    const makers = Array.from({ length: LETTERS }, () => '');
    for (const { id, letter, maker } of rules) {
      this.#ids.note(id, { letter, maker });
      if (makers[letter]) this.#odd.push(`${group} has ${letter} twice: ${makers[letter]} and ${maker}`);
      makers[letter] = maker;
    }
    this.#draws.know(group, rules);
    return written(makers);
  }
}

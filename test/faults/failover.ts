import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import type { Store } from '#store/store.ts';
import { Replicated } from '../replicated.ts';
import { type Child, startChild } from './child.ts';
import { Client, makeNames } from './client.ts';
import { ask, codeOf, outcomeOf } from './connection.ts';
import { Follower } from './follower.ts';
import { historyOf, judge } from './history.ts';
import { type Intent, Intents } from './intents.ts';
import { between, makeRandom, type Random } from './seed.ts';
import { Writers } from './writers.ts';

/**
 * Two servers on a primary with a synchronous standby, and the primary dies under load:
 *   load -> it dies -> promote -> load goes on -> what was answered is there, once -> the old one comes back
 */
const WRITERS = 32;
const GROUPS = 6;
const RULES = 60;
/** How long the primary writes on without its standby. Milliseconds. */
const AHEAD = 200;
/** How long what is still unanswered is sent again. Milliseconds. */
const PATIENCE = 60_000;

/**
 * `how`: all its processes are killed; or that while the standby, cut off from it, lacks what was written last; or it stands still, and goes on later.
 * `notice`: how long it takes whoever watches over the primary to promote the standby, in milliseconds.
 */
export type Failover = {
  readonly how: 'killed' | 'killed and ahead' | 'stands still';
  readonly notice: readonly [least: number, most: number];
};
type Options = { readonly failovers: readonly Failover[]; readonly seed: number; readonly say?: (line: string) => void };
export type Tally = Record<
  'done' | 'refused503' | 'lost' | 'unansweredDone' | 'unansweredNot' | 'replayed' | 'retried' | 'records',
  number
>;

/** Gives what was seen; throws an AssertionError with all that was wrong after a failover. */
export async function failOver({ failovers, seed, say = () => {} }: Options): Promise<Tally> {
  const life = new Life(makeRandom(seed), say);
  try {
    await life.begin();
    for (const [n, failover] of failovers.entries()) await life.failOver(n + 1, failover);
    return life.tally;
  } finally {
    await life.end();
  }
}

class Life {
  readonly tally: Tally = { done: 0, refused503: 0, lost: 0, unansweredDone: 0, unansweredNot: 0, replayed: 0, retried: 0, records: 0 };
  readonly #random: Random;
  readonly #say: (line: string) => void;
  readonly #folder = mkdtempSync(join(tmpdir(), 'sallyport-failover-'));
  readonly #name = makeNames();
  readonly #intents: Intent[] = [];
  readonly #children: Child[] = [];
  #database!: Replicated;
  #store!: Store;
  #follower!: Follower;

  constructor(random: Random, say: (line: string) => void) {
    this.#random = random;
    this.#say = say;
  }

  async begin(): Promise<void> {
    this.#database = await Replicated.start();
    for (const _ of [1, 2])
      this.#children.push(await startChild(join(this.#folder, 'data'), { flags: ['--database-url', this.#database.url] }));
    this.#store = await openPostgresStore(this.#database.url);
    this.#follower = new Follower(this.#store);
    const [account] = (await this.#client().told('ListAccounts')).Accounts.Account;
    await this.#client().told('ModifyAccount', {
      AccountId: account.AccountId,
      'Quota.1.Name': 'groupsPerRegion',
      'Quota.1.Value': '100000',
    });
    await this.#client().seed();
  }

  async end(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.kill()));
    await this.#store?.close();
    await this.#database?.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async failOver(n: number, failover: Failover): Promise<void> {
    const { epoch } = await this.#store.health();
    const filled = await Promise.all(Array.from({ length: GROUPS }, () => this.#client().filledGroup(RULES)));
    const groups = filled.map(({ group }) => group);
    const load = new Intents(
      this.#random,
      groups,
      filled.flatMap(({ rules }) => rules),
      this.#name,
    );
    const writers = new Writers(
      this.#random,
      this.#client(),
      this.#children.map(({ port }) => port),
    );
    const old = this.#database.primary;
    let isOver = false;
    const running = Promise.all([writers.run(WRITERS, load, () => isOver), this.#follower.run(() => isOver)]);
    let line: string;
    try {
      // After the first time, the standby is made while there is load.
      if (n > 1) await this.#database.rebuild();
      line = await this.#strike(failover, writers);
      if (failover.how === 'stands still') old.signal('SIGCONT');
      else await old.start();
      const stood = await counterOf(old);
      await pause(1500);
      assert.equal(await counterOf(old), stood, 'the old primary was written to');
    } finally {
      isOver = true;
      await running;
    }
    this.#intents.push(...load.all);
    const unanswered = load.all.filter(({ attempts }) => !attempts.some(({ reply }) => reply));
    const left = await writers.finish(WRITERS, load.all, PATIENCE);
    assert.deepEqual([left, writers.odd], [[], []], 'each is answered in the end, by what a client may be told');
    await this.#check(epoch, groups);
    await this.#askAgain(load.all);
    await this.#comesBack();
    await old.stop('immediate');
    this.#count(unanswered, writers);
    this.#say(`failover ${n}, the primary ${failover.how}: ${line}`);
  }

  /** Gives a line about the time without service. */
  async #strike({ how, notice }: Failover, { acknowledged }: Writers): Promise<string> {
    await pause(between(this.#random, 400, 1200));
    const old = this.#database.primary;
    assert.ok(acknowledged.length > 0, 'there was load');
    const begun = performance.now();
    if (how === 'killed and ahead') {
      await this.#database.cutOff();
      await pause(AHEAD);
    }
    if (how === 'stands still') old.signal('SIGSTOP');
    else await old.kill();
    await pause(between(this.#random, ...notice));
    const before = acknowledged.length;
    const noticed = performance.now();
    const promoting = await this.#database.promote();
    const until = noticed + PATIENCE;
    while (acknowledged.length === before) {
      assert.ok(performance.now() < until, 'no write is acknowledged after the promotion');
      await pause(1);
    }
    const ms = (of: number) => `${Math.round(of)} ms`;
    const served = acknowledged[before]!;
    const promotion = `promotion begun after ${ms(noticed - begun)} and done in ${ms(promoting)}`;
    return `${ms(served - begun)} without service: ${promotion}, first write acknowledged ${ms(served - noticed)} after its beginning`;
  }

  /** All that was answered is there, once, in one gapless order, which is what the follower has read. */
  async #check(epoch: string, groups: readonly string[]): Promise<void> {
    const history = await historyOf(this.#store);
    const wrong = [...history.wrong, ...judge(this.#intents, history)];
    assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} things are wrong`);
    await this.#follower.catchUp();
    assert.equal((await this.#store.health()).epoch, epoch);
    assert.deepEqual(this.#follower.records, await this.#store.changesAfter(0, history.records), 'the feed goes on from each cursor');
    for (const child of this.#children)
      for (const group of groups)
        assert.deepEqual(await this.#client(child).rulesOf(group), history.groups.get(group), `rules of ${group}`);
    this.tally.records = history.records;
  }

  /** An outcome with a token is told again as it was, by whichever server. */
  async #askAgain(intents: readonly Intent[]): Promise<void> {
    const before = (await this.#store.health()).head;
    for (const { action, params, attempts } of intents) {
      const answered = attempts.find(({ reply }) => reply && codeOf(reply) !== 'ServiceUnavailable')?.reply;
      if (!params.ClientToken || !answered) continue;
      const port = this.#children[between(this.#random, 0, 1)]!.port;
      const again = await ask(port, this.#client().request(action, params, this.#name()));
      assert.deepEqual(outcomeOf(again), outcomeOf(answered), `${action} ${params.ClientToken} told again`);
      this.tally.replayed++;
      if (attempts.length > 1) this.tally.retried++;
    }
    assert.equal((await this.#store.health()).head, before, 'what was told again was not done again');
  }

  /** Whoever begins anew while the old primary is there uses the new one, in whichever order the two are named. */
  async #comesBack(): Promise<void> {
    const { head } = await this.#store.health();
    const { primary, standby } = this.#database;
    for (const places of [
      [standby.place, primary.place],
      [primary.place, standby.place],
    ]) {
      const store = await openPostgresStore(`postgres://sallyport@/postgres?host=${encodeURIComponent(places.join(','))}`);
      assert.equal((await store.health()).head, head);
      await store.close();
    }
  }

  #count(unanswered: readonly Intent[], { acknowledged, counts }: Writers): void {
    this.tally.done += acknowledged.length;
    this.tally.refused503 += counts.refused503;
    this.tally.lost += counts.lost;
    const nonces = new Set(this.#follower.records.map(({ nonce }) => nonce));
    const found = unanswered.filter(({ attempts }) => attempts.some(({ nonce }) => nonces.has(nonce))).length;
    this.tally.unansweredDone += found;
    this.tally.unansweredNot += unanswered.length - found;
  }

  #client(child = this.#children[0]!): Client {
    return new Client(child, this.#name);
  }
}

const counterOf = async (server: Replicated['primary']) => (await server.ask(`SELECT last FROM counter WHERE account = ''`))[0]![0];

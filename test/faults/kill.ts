import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Child, startChild } from './child.ts';
import { Client, makeNames } from './client.ts';
import { Connection, codeOf, outcomeOf, sendAll } from './connection.ts';
import { type History, judge, readHistory } from './history.ts';
import { type Attempt, type Intent, Intents } from './intents.ts';
import { between, makeRandom, type Random } from './seed.ts';

/**
 * Servers that are killed while 64 writers write to them, and what is found afterwards.
 *   start -> [ groups with rules -> load -> kill -9 -> copy of the folder -> its records | the folder served again -> ask, replay, retry ] … -> stop
 * kill -9 cannot show a missing fsync, since what was written stays with the kernel: fsync.test.ts is for that.
 */
const WRITERS = 64;
const GROUPS = 8;
const RULES = 100;
/** Kills on one folder before a new one is begun. */
const KILLS_A_FOLDER = 10;

export type Tally = {
  kills: number;
  /** Changes answered with 200, refusals answered, and requests that were never answered: found done, found not done. */
  done: number;
  refused: number;
  unansweredDone: number;
  unansweredNot: number;
  /** Of those done, how many changed several rows at once. */
  wide: number;
  /** Outcomes with a token told again; retries of what was never answered; used nonces refused. */
  replayed: number;
  retried: number;
  nonces: number;
  records: number;
};
type Options = {
  readonly kills: number;
  readonly seed: number;
  /** Options of node for the servers that are killed. */
  readonly node?: readonly string[];
  readonly say?: (line: string) => void;
};

/** Kills so often, and gives what was seen; throws an AssertionError with all that was wrong after a kill. */
export async function killRounds({ kills, seed, node = [], say = () => {} }: Options): Promise<Tally> {
  const random = makeRandom(seed);
  const tally: Tally = {
    kills: 0,
    done: 0,
    refused: 0,
    unansweredDone: 0,
    unansweredNot: 0,
    wide: 0,
    replayed: 0,
    retried: 0,
    nonces: 0,
    records: 0,
  };
  while (tally.kills < kills) {
    const folder = mkdtempSync(join(tmpdir(), 'sallyport-kill-'));
    const life = new Life(folder, random, tally, node);
    try {
      await life.begin();
      for (let n = 0; n < KILLS_A_FOLDER && tally.kills < kills; n++) say(await life.killOnce());
      await life.end();
    } finally {
      await life.abandon();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return tally;
}

/** One data folder and the servers that serve it one after the other. */
class Life {
  readonly #folder: string;
  readonly #random: Random;
  readonly #tally: Tally;
  readonly #node: readonly string[];
  readonly #intents: Intent[] = [];
  /** Nonces of requests that must change nothing: replays. */
  readonly #idle: string[] = [];
  readonly #name = makeNames();
  #child: Child | undefined;

  constructor(folder: string, random: Random, tally: Tally, node: readonly string[]) {
    this.#folder = folder;
    this.#random = random;
    this.#tally = tally;
    this.#node = node;
  }

  get #data() {
    return join(this.#folder, 'data');
  }

  get #client() {
    return new Client(this.#child!, this.#name);
  }

  async begin(): Promise<void> {
    this.#child = await startChild(this.#data, { node: this.#node });
    const { accountId } = JSON.parse(readFileSync(join(this.#data, 'credentials.json'), 'utf8'));
    await this.#client.told('ModifyAccount', { AccountId: accountId, 'Quota.1.Name': 'groupsPerRegion', 'Quota.1.Value': '1000000' });
    await this.#client.seed();
  }

  /** Gives a line about it. */
  async killOnce(): Promise<string> {
    const client = this.#client;
    const filled = await Promise.all(Array.from({ length: GROUPS }, () => client.filledGroup(RULES)));
    const [groups, rules] = [filled.map(({ group }) => group), filled.flatMap(({ rules }) => rules)];
    const load = new Intents(this.#random, groups, rules, this.#name);
    const moment = between(this.#random, 50, 800);
    await this.#load(load, moment);
    this.#intents.push(...load.all);
    const copy = join(this.#folder, 'copy');
    cpSync(this.#data, copy, { recursive: true });
    // Both to their end, so that no server is left behind whatever is found.
    const [starting, reading] = await Promise.allSettled([startChild(this.#data, { node: this.#node }), readHistory(copy)]);
    rmSync(copy, { recursive: true });
    if (starting.status === 'rejected') throw starting.reason;
    this.#child = starting.value;
    if (reading.status === 'rejected') throw reading.reason;
    const history = reading.value;
    this.#check(history);
    const line = this.#count(load.all, history, moment);
    await this.#askAgain(history, load.all);
    return line;
  }

  /** Stops the last server as one does, and looks at the records once more: what was asked after the last kill is in them. */
  async end(): Promise<void> {
    const { code, signal } = await this.#child!.stop();
    assert.deepEqual([code, signal], [0, null], 'SIGTERM ends the server');
    const history = await readHistory(this.#data);
    this.#check(history);
    this.#tally.records += history.records;
  }

  async abandon(): Promise<void> {
    await this.#child?.kill();
  }

  async #load(load: Intents, moment: number): Promise<void> {
    const [child, client] = [this.#child!, this.#client];
    const write = async () => {
      const connection = new Connection(child.port);
      for (;;) {
        const intent = load.draw();
        const attempt = this.#attempt(intent, client);
        attempt.reply = await connection.send(attempt.bytes);
        if (!attempt.reply) return;
        assert.ok(attempt.reply.status < 500, attempt.reply.text);
        load.settled(intent, attempt.reply);
      }
    };
    const writing = Promise.all(Array.from({ length: WRITERS }, write));
    await pause(moment);
    await child.kill();
    await writing;
  }

  #attempt(intent: Intent, client: Client): Attempt {
    const nonce = this.#name();
    const attempt: Attempt = { nonce, bytes: client.request(intent.action, intent.params, nonce) };
    intent.attempts.push(attempt);
    return attempt;
  }

  #check(history: History): void {
    const idle = this.#idle.filter((nonce) => history.done.has(nonce)).map((nonce) => `a replay (${nonce}) changed something`);
    const wrong = [...history.wrong, ...judge(this.#intents, history), ...idle];
    assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} things are wrong after kill ${this.#tally.kills + 1}`);
  }

  #count(intents: readonly Intent[], { done, groups }: History, moment: number): string {
    const now = { done: 0, refused: 0, unansweredDone: 0, unansweredNot: 0 };
    for (const { marks, attempts } of intents) {
      const isDone = attempts.some(({ nonce }) => done.has(nonce));
      if (!attempts.some(({ reply }) => reply)) now[isDone ? 'unansweredDone' : 'unansweredNot']++;
      else now[isDone ? 'done' : 'refused']++;
      if (isDone && marks.length > 1) this.#tally.wide++;
    }
    for (const [name, count] of Object.entries(now) as [keyof typeof now, number][]) this.#tally[name] += count;
    this.#tally.kills++;
    return `kill ${this.#tally.kills} after ${moment} ms: ${Object.entries(now)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}, groups ${groups.size}`;
  }

  /** What a client sees of it: the groups and their rules, outcomes told again, used nonces refused, retries carried out once. */
  async #askAgain({ groups, done }: History, intents: readonly Intent[]): Promise<void> {
    const client = this.#client;
    const { port } = client;
    const touched = [...new Set(intents.flatMap(({ params }) => params.SecurityGroupId ?? []))];
    for (const group of touched) {
      if (groups.has(group)) assert.deepEqual(await client.rulesOf(group), groups.get(group), `the rules of ${group}`);
    }
    await sendAll(port, WRITERS, intents, async (intent, send) => {
      const { action, params, attempts } = intent;
      const before = [...attempts];
      const known = before.filter(({ nonce }) => done.has(nonce));
      for (const { bytes, nonce } of known) {
        assert.equal(codeOf(await send(bytes)), 'SignatureNonceUsed', `${action} with the used nonce ${nonce}`);
        this.#tally.nonces++;
      }
      if (!params.ClientToken) return;
      const answered = before.find(({ reply }) => reply)?.reply;
      if (answered) {
        const nonce = this.#name();
        this.#idle.push(nonce);
        const again = await send(client.request(action, params, nonce));
        assert.deepEqual(outcomeOf(again), outcomeOf(answered), `${action} ${params.ClientToken} told again`);
        this.#tally.replayed++;
      } else {
        const attempt = this.#attempt(intent, client);
        attempt.reply = await send(attempt.bytes);
        assert.ok(attempt.reply.status < 500, attempt.reply.text);
        if (known.length > 0) assert.equal(codeOf(attempt.reply), '', `${action} ${params.ClientToken} was done, and is retried`);
        this.#tally.retried++;
      }
    });
  }
}

import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { ext4For, folderFor, tmpfsFor } from '../store/sqlite-places.ts';
import { type Child, startChild } from './child.ts';
import { Client, makeNames } from './client.ts';
import { ask, codeOf, Gone, type Reply, sendAll } from './connection.ts';
import { judge, readHistory } from './history.ts';
import { type Attempt, type Intent, Intents } from './intents.ts';
import { makeRandom, seed } from './seed.ts';

/**
 * A served folder whose disk goes bad under load, and better again.
 *   start -> load until refused -> what is refused, read, told and logged -> (mended -> load goes on) -> SIGTERM -> records
 */
const WRITERS = 16;
const MOST = 4000;

class Served {
  readonly child: Child;
  readonly #client: Client;
  readonly #group: string;
  readonly #load: Intents;
  #unanswered = 0;

  private constructor(child: Child, client: Client, group: string) {
    this.child = child;
    this.#client = client;
    this.#group = group;
    this.#load = new Intents(makeRandom(seed), [group], [], client.name);
  }

  static async start(data: string): Promise<Served> {
    const child = await startChild(data);
    try {
      const client = new Client(child, makeNames());
      await client.seed();
      return new Served(child, client, (await client.filledGroup(1)).group);
    } catch (cause) {
      await child.kill();
      throw cause;
    }
  }

  get intents(): readonly Intent[] {
    return this.#load.all;
  }

  /** Changes from many connections at once, until `enough`; gives the codes of what was answered, '' for a success. */
  async load(enough: (codes: readonly string[]) => boolean): Promise<readonly string[]> {
    const codes: string[] = [];
    await sendAll(this.child.port, WRITERS, Array.from({ length: MOST }), async (_, send, again) => {
      if (enough(codes)) return;
      const intent = this.#load.draw();
      try {
        const reply = await this.#try(intent, send);
        codes.push(codeOf(reply));
        this.#load.settled(intent, reply);
      } catch (cause) {
        // A commit that fails in its sync gets no reply, since any would be a guess: at most one batch for each time the disk goes bad.
        if (!(cause instanceof Gone) || ++this.#unanswered > 3 * WRITERS) throw cause;
        again();
      }
    });
    assert.ok(enough(codes), `not after ${MOST} changes`);
    return codes;
  }

  /** Sends once more what was refused because nothing could be stored, as clients do; it has to be done now. */
  async retry(): Promise<void> {
    const refused = this.intents.filter(({ attempts }) => attempts.every(({ reply }) => reply?.status === 503));
    assert.ok(refused.some(({ params }) => params.ClientToken) && refused.some(({ params }) => !params.ClientToken));
    await sendAll(this.child.port, WRITERS, refused, async (intent, send) => {
      const { status, text } = await this.#try(intent, send);
      assert.ok(status < 500, text);
    });
  }

  async #try(intent: Intent, send: (bytes: string) => Promise<Reply>): Promise<Reply> {
    const nonce = this.#client.name();
    const bytes = this.#client.request(intent.action, intent.params, nonce);
    const attempt: Attempt = { nonce, bytes };
    intent.attempts.push(attempt);
    attempt.reply = await send(bytes);
    return attempt.reply;
  }

  /** The rules of the group, which there has to be an answer to, and what `/healthz` says. */
  async read(): Promise<{ readonly rules: number; readonly health: readonly [number, unknown] }> {
    const { size } = await this.#client.rulesOf(this.#group);
    const { status, text } = await ask(this.child.port, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    return { rules: size, health: [status, JSON.parse(text)] };
  }
}

const isRefused = (code: string) => code === 'ServiceUnavailable';
const refusedOften = (codes: readonly string[]) => codes.filter(isRefused).length >= 40;

/**
 * What holds while the disk is bad: changes are refused and nothing else, reads are answered, and it is told why. On a full disk a small
 * change may still find room; the records say in the end whether it was whole.
 */
async function standsStill(served: Served, why: string, failure = () => {}): Promise<void> {
  let failed = false;
  const codes = await served.load((soFar) => {
    if (!failed && soFar.length >= 200) {
      failed = true;
      failure();
    }
    return refusedOften(soFar);
  });
  assert.ok(codes.includes(''), 'some were done before');
  // Asking for its health, the server tries a small change, which takes what little room is left.
  for (let n = 0; n < 50 && (await served.read()).health[0] === 200; n++) await served.load(refusedOften);
  const { rules, health } = await served.read();
  assert.ok(rules > 0);
  assert.deepEqual(health, [503, { status: 'unavailable', store: 'sqlite', reason: why, reads: true }]);
  await served.load(refusedOften);
}

/** The lines that were logged at level error (50), which wait for a second at most unless the process ends. */
const errorsIn = (log: string) =>
  log
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { level: number; why?: string; msg: string })
    .filter(({ level }) => level >= 50);

async function consistent(data: string, intents: readonly Intent[]): Promise<void> {
  const history = await readHistory(data);
  assert.deepEqual([...history.wrong, ...judge(intents, history)], []);
}

async function stopped(t: TestContext, served: Served, why: string): Promise<void> {
  const { code, signal, ms } = await served.child.stop();
  t.diagnostic(`SIGTERM: exit code ${code} after ${Math.round(ms)} ms`);
  assert.ok(signal === null && ms < 5000, `${signal} after ${ms} ms`);
  // What was left to store, the nonces of requests that changed nothing, could not be: it exits with 1 then, and says so in plain text.
  const plain = served.child
    .log()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'));
  assert.ok(code === 0 || (code === 1 && plain.length > 0), `exit code ${code}: ${plain}`);
  const errors = errorsIn(served.child.log());
  assert.ok(
    errors.some((line) => line.why === why && line.msg.length > 10),
    JSON.stringify(errors.slice(0, 3)),
  );
  assert.deepEqual(
    errors.filter((line) => line.why !== why),
    [],
  );
}

test(`a full disk refuses changes, whole, until there is room again (SEED=${seed})`, async (t) => {
  const disk = tmpfsFor(t, 4);
  if (!disk) return;
  const data = join(disk.folder, 'data');
  const served = await Served.start(data);
  try {
    await standsStill(served, 'full');
    disk.remount('size=64m');
    assert.deepEqual((await served.read()).health, [200, { status: 'ok', store: 'sqlite' }]);
    await served.retry();
    const codes = await served.load((all) => all.length >= 300);
    assert.deepEqual(codes.filter(isRefused), []);
    await stopped(t, served, 'full');
    await consistent(data, served.intents);
  } finally {
    await served.child.kill();
  }
});

test('a disk that the kernel has set read-only refuses changes, whole, and the server stops when it is told to', async (t) => {
  const disk = ext4For(t);
  if (!disk) return;
  const data = join(disk.folder, 'data');
  const served = await Served.start(data);
  try {
    await standsStill(served, 'readOnly', () => disk.fail());
    await stopped(t, served, 'readOnly');
    const copy = folderFor(t);
    cpSync(data, copy, { recursive: true });
    await consistent(copy, served.intents);
  } finally {
    await served.child.kill();
  }
});

test('a server whose disk is full stops when it is told to, and nothing of what it answered is lost', async (t) => {
  const disk = tmpfsFor(t, 4);
  if (!disk) return;
  const data = join(disk.folder, 'data');
  const served = await Served.start(data);
  try {
    await standsStill(served, 'full');
    await stopped(t, served, 'full');
    disk.remount('size=64m');
    await consistent(data, served.intents);
  } finally {
    await served.child.kill();
  }
});

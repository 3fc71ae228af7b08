import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type KeyOf, root } from '#domain/finding.ts';
import type { Decided, Deciding } from '#kit/deciding.ts';
import { Connections } from '#store/postgres/connect.ts';
import { Locks, scopeOf } from '#store/postgres/locks.ts';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import type { Store } from '#store/store.ts';
import { startPostgres } from '../postgres.ts';
import {
  change,
  deciding,
  elsewhere,
  groupHead,
  groupKey,
  headAt,
  idsAt,
  part,
  put,
  recordsAt,
  rule,
  wordOf,
  writeAll,
  writeOf,
} from './samples.ts';

/** Connections that break at the worst moment, and a database that goes away: nothing is done twice, by half or by guess. */
const postgres = await startPostgres();
after(() => postgres.remove());

const sg = groupKey('sg-1');
const adding = (id: string, deadline = Date.now() + 10_000) =>
  writeOf(deciding([part(sg, id, rule({ description: id }))]), { requestId: id, deadline });

/** Ends the connection of the next batch: before its COMMIT reaches the database, or once it was answered and before the answer is heard. */
type Cut = 'before' | 'after' | undefined;

/** A store behind a socket that cuts where it is told to. */
async function cutting(t: TestContext): Promise<{ store: Store; next: (cut: Cut) => void; cuts: () => number }> {
  const url = await postgres.makeSchema();
  const place = decodeURIComponent(/host=([^&]+)/.exec(url)![1]!);
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-cut-'));
  chmodSync(folder, 0o755);
  let armed: Cut;
  let cuts = 0;
  const open = new Set<Socket>();
  const listener = createServer((client) => {
    const server = connect(join(place, '.s.PGSQL.5432'));
    const end = () => {
      client.destroy();
      server.destroy();
    };
    let isLast = false;
    let isDeaf = false;
    client.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      // Only a batch counts; a snapshot ends with COMMIT too.
      isLast ||= text.includes('recorded');
      if (armed && isLast && text.includes('COMMIT')) {
        cuts += 1;
        isDeaf = armed === 'after';
        const isBefore = armed === 'before';
        armed = undefined;
        if (isBefore) return end();
      }
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (!isDeaf) client.write(bytes);
      else if (bytes.toString('latin1').includes('COMMIT')) end();
    });
    for (const socket of [client, server]) {
      open.add(socket);
      socket.on('error', () => {}).on('close', end);
    }
  }).listen(join(folder, '.s.PGSQL.5432'));
  await once(listener, 'listening');
  const store = await openPostgresStore(url.replace(encodeURIComponent(place), encodeURIComponent(folder)));
  t.after(async () => {
    await store.close();
    listener.close();
    for (const socket of open) socket.destroy();
    rmSync(folder, { recursive: true, force: true });
    await postgres.dropSchema(url);
  });
  await change(store, put(sg, groupHead()));
  return {
    store,
    next: (cut) => {
      armed = cut;
    },
    cuts: () => cuts,
  };
}

/** That exactly these were added, each by one record. */
async function thereOnce(store: Store, ids: readonly string[]): Promise<void> {
  assert.deepEqual(await idsAt(store, sg), ids);
  const records = (await recordsAt(store)).slice(1);
  assert.deepEqual(
    records.map((r) => [r.seq, r.requestId]),
    ids.map((id, n) => [n + 2, id]),
  );
}

for (const [title, cut] of [
  ['a connection that breaks after COMMIT was carried out and before it was answered', 'after'],
  ['a connection that breaks before COMMIT has arrived', 'before'],
] as const)
  test(`${title} leaves every write of the batch done exactly once, and told so`, async (t) => {
    const { store, next, cuts } = await cutting(t);
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) {
      next(cut);
      const batch = [`r-${n}-a`, `r-${n}-b`];
      assert.deepEqual((await writeAll(store, ...batch.map((id) => adding(id)))).map(wordOf), ['ok', 'ok']);
      ids.push(...batch);
    }
    assert.equal(cuts(), 3);
    await thereOnce(store, ids);
  });

test('a database that goes away: writes and reads wait for it within their time, and then say so with nothing done', async (t) => {
  const { store } = await cutting(t);
  await postgres.stop('fast');
  try {
    const late = await writeAll(store, adding('late', Date.now() + 300));
    assert.deepEqual(late, [{ is: 'unavailable', why: 'deadline' }]);
    assert.deepEqual([(await store.health()).writable, (await store.health()).why], [false, 'disconnected']);
    const waiting = writeAll(store, adding('waits'));
    const reading = headAt(store, sg);
    await pause(300);
    await postgres.start();
    assert.deepEqual((await waiting).map(wordOf), ['ok']);
    assert.deepEqual(await reading, groupHead());
  } finally {
    await postgres.start();
  }
  await thereOnce(store, ['waits']);
  assert.equal((await store.health()).writable, true);
});

test('a database that is killed under load loses nothing that was answered, and does nothing twice', async (t) => {
  const { store } = await cutting(t);
  const told = new Map<string, string>();
  let isRunning = true;
  const writers = Array.from({ length: 8 }, async (_, w) => {
    for (let n = 0; isRunning; n++) {
      const id = `w-${w}-${String(n).padStart(4, '0')}`;
      told.set(id, wordOf(await store.write(adding(id))));
    }
  });
  await pause(150);
  await postgres.restart('immediate');
  await pause(150);
  isRunning = false;
  await Promise.all(writers);
  const found = new Set(await idsAt(store, sg));
  for (const [id, word] of told) assert.ok(word === 'undecided' || found.has(id) === (word === 'ok'), `${id} was told ${word}`);
  const records = (await recordsAt(store)).slice(1).map((r) => r.requestId);
  assert.deepEqual(records.toSorted(), [...found].sort());
  assert.ok(found.size > 16, `${found.size}`);
});

test('a region that another batch holds is waited for, whichever comes first by name, and the write is done once', async (t) => {
  const { store } = await cutting(t);
  const far = groupKey('sg-1', elsewhere);
  await change(store, put(far, groupHead()));
  const url = await postgres.makeSchema();
  const rival = new Connections(url);
  t.after(async () => {
    await rival.close();
    await postgres.dropSchema(url);
  });
  const both = (id: string, first: KeyOf<'group'>, second: KeyOf<'group'>) =>
    writeOf(
      function* (): Deciding<Decided> {
        yield* root(first);
        yield* root(second);
        return { reply: {}, effects: [part(sg, id, rule({ description: id }))] };
      },
      { requestId: id, deadline: Date.now() + 10_000 },
    );
  for (const [id, first, second] of [
    ['down', sg, far],
    ['up', far, sg],
  ] as const) {
    let isHeld = true;
    // Locks are the database's, so a batch of another schema takes the same ones.
    const holding = rival.with('write', async (connection) => {
      await connection.turn('BEGIN');
      await Promise.all(new Locks().take(connection, scopeOf(elsewhere)));
      await pause(400);
      isHeld = false;
      await connection.turn('COMMIT');
    });
    await pause(50);
    assert.deepEqual((await writeAll(store, both(id, first, second))).map(wordOf), ['ok']);
    assert.equal(isHeld, false, id);
    await holding;
  }
  assert.deepEqual(await idsAt(store, sg), ['down', 'up']);
  assert.deepEqual((await recordsAt(store)).map((r) => r.requestId).slice(2), ['down', 'up']);
});

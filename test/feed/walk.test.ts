import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Feed } from '#feed/feed.ts';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import type { Recorded, Store } from '#store/store.ts';
import { startPostgres } from '../postgres.ts';
import { clock, type Written, writeMany } from './walk-writer.ts';

/**
 * Readers that come and go read every change once, in one order, whoever writes: on the embedded store, and on PostgreSQL, where 16 writers are on
 * four servers, readers on four others, and other people's long transactions are open meanwhile. `CHANGES` and `READERS` set the size.
 */
const CHANGES = Number(process.env.CHANGES ?? 2000);
const READERS = Number(process.env.READERS ?? 50);
/** On the embedded store, which one process alone writes and reads. */
const EMBEDDED = Math.min(CHANGES, 20_000);
const SERVERS = 4;
const bounded = { timeout: 900_000 };
/** How long a reader stays at most. Milliseconds. */
const STAY = CHANGES > 10_000 ? 5000 : 400;

const ends: (() => unknown)[] = [];
after(async () => {
  for (const end of ends.reverse()) await end();
});

/** What a reader has seen, in short: equal where the same ids came in the same order. */
const seenAfter = (sum: number, { requestId }: Recorded): number => {
  let next = sum;
  for (let i = 0; i < requestId.length; i++) next = Math.imul(next ^ requestId.charCodeAt(i), 0x9e3779b1) + 1;
  return next;
};
type Walk = { readonly feeds: readonly Feed[]; readonly epoch: string; readonly changes: number };

/** Comes again and again, each time to any server, until it has read all; gives what it has seen and how often it came. */
async function read({ feeds, epoch, changes }: Walk, isSlow: boolean): Promise<{ sum: number; visits: number }> {
  let seq = 0;
  let sum = 0;
  let visits = 0;
  while (seq < changes) {
    const stay = Promise.withResolvers<void>();
    let isHere = true;
    const feed = feeds[Math.floor(Math.random() * feeds.length)]!;
    const joined = await feed.subscribe(
      { epoch, seq },
      {
        take(records) {
          if (!isHere) return undefined;
          for (const record of records) {
            assert.equal(record.seq, ++seq);
            sum = seenAfter(sum, record);
          }
          if (seq >= changes) stay.resolve();
          return isSlow ? pause(Math.random() * 5) : undefined;
        },
        snapshot: (at) => stay.reject(new Error(`a marker at ${at}`)),
        tick: () => {},
        end: (why) => stay.reject(new Error(why)),
      },
    );
    if (joined.is !== 'open') assert.fail(joined.is);
    await Promise.race([stay.promise, pause(Math.random() * STAY)]);
    isHere = false;
    joined.subscription.close();
    visits += 1;
  }
  return { sum, visits };
}

/** Stays all the time; gives by id when each change came. */
async function watch({ feeds, epoch, changes }: Walk): Promise<ReadonlyMap<string, number>> {
  const came = new Map<string, number>();
  const all = Promise.withResolvers<void>();
  await feeds[0]!.subscribe(
    { epoch, seq: 0 },
    {
      take(records) {
        const now = clock();
        for (const { requestId } of records) came.set(requestId, now);
        if (came.size === changes) all.resolve();
        return undefined;
      },
      snapshot: () => {},
      tick: () => {},
      end: (why) => all.reject(new Error(why)),
    },
  );
  await all.promise;
  return came;
}

/** Reads while `write` writes; every reader has to have seen what the store tells at the end. Gives when each change came. */
async function walk(store: Store, feeds: readonly Feed[], changes: number, write: () => Promise<void>) {
  const to: Walk = { feeds, epoch: (await store.health()).epoch, changes };
  const begun = clock();
  const [came, readers] = await Promise.all([
    watch(to),
    Promise.all(Array.from({ length: READERS }, (_, n) => read(to, n % 5 === 0))),
    write(),
  ]);
  let [seq, sum] = [0, 0];
  for (let records = await store.changesAfter(0, 1000); records.length > 0; records = await store.changesAfter(seq, 1000))
    for (const record of records) {
      assert.equal(record.seq, ++seq);
      sum = seenAfter(sum, record);
    }
  assert.equal(seq, changes);
  for (const reader of readers) assert.equal(reader.sum, sum);
  const visits = readers.reduce((all, reader) => all + reader.visits, 0);
  console.log(`${changes} changes, 16 writers, ${READERS} readers, ${visits} connections, ${((clock() - begun) / 1000).toFixed(1)} s`);
  return came;
}

test('on the embedded store every reader reads every change once, in one order', bounded, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-walk-'));
  const store = openStore(folder);
  ends.push(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const feed = new Feed(store);
  ends.push(() => feed.close());
  await walk(store, [feed], EMBEDDED, async () => {
    const counts = [1, 2, 3, 4].map((n) => share(EMBEDDED, 4, n - 1));
    await Promise.all(counts.map((count, n) => writeMany(store, `w${n}`, count)));
  });
});

/** How many of `all` the n-th of `among` gets. */
const share = (all: number, among: number, n: number): number => Math.floor((all * (n + 1)) / among) - Math.floor((all * n) / among);

test('on PostgreSQL too, with writers and readers on eight servers; transactions of others delay nobody', bounded, async () => {
  const postgres = await startPostgres({ max_connections: '200' });
  ends.push(() => postgres.remove());
  const url = await postgres.makeSchema();
  const stores = await Promise.all(Array.from({ length: SERVERS }, () => openPostgresStore(url)));
  const feeds = stores.map((store) => new Feed(store));
  ends.push(
    () => Promise.all(stores.map((store) => store.close())),
    () => feeds.map((feed) => feed.close()),
  );
  const writers = await Promise.all(Array.from({ length: SERVERS }, (_, n) => startWriter(url, `w${n}`)));
  ends.push(() => Promise.all(writers.map(({ close }) => close())));

  const halves: Written[][] = [];
  const writeHalf = async (half: number) => {
    const counts = writers.map((_, n) => share(share(CHANGES, 2, half), SERVERS, n));
    halves.push(await Promise.all(writers.map(({ write }, n) => write(counts[n]!))));
  };
  const came = await walk(stores[0]!, feeds, CHANGES, async () => {
    await writeHalf(0);
    await postgres.ask('CREATE DATABASE elsewhere');
    const foreign = await Promise.all([openForever(url), openForever(url.replace('/postgres?', '/elsewhere?'))]);
    await writeHalf(1);
    await Promise.all(foreign.map((end) => end()));
  });
  const delays = halves.map((half) => delaysOf(half, came));
  for (const [i, when] of ['without', 'with'].entries()) {
    const { middle, most } = delays[i]!;
    console.log(
      `${when} transactions of others: from commit to delivery ${middle.toFixed(1)} ms in the middle, ${most.toFixed(0)} ms at most`,
    );
  }
  // They are open until all is written: whoever waited for them would be late by that long.
  const took = Math.max(...halves[1]!.flatMap(({ at }) => [...at])) - Math.min(...halves[1]!.flatMap(({ at }) => [...at]));
  assert.ok(delays[1]!.middle < Math.max(1000, took / 4), `${delays[1]!.middle} ms`);
});

function delaysOf(half: readonly Written[], came: ReadonlyMap<string, number>): { middle: number; most: number } {
  const delays = half.flatMap(({ ids, at }) => ids.map((id, i) => Math.max(0, came.get(id)! - at[i]!))).sort((a, b) => a - b);
  return { middle: delays[delays.length >> 1]!, most: delays.at(-1)! };
}

async function startWriter(url: string, name: string) {
  const child: ChildProcess = fork(fileURLToPath(new URL('./walk-writer.ts', import.meta.url)), [url, name], { serialization: 'advanced' });
  const ended = once(child, 'exit');
  const next = async <T>(): Promise<T> => {
    const [answer] = await Promise.race([once(child, 'message'), ended.then(() => assert.fail('a writer has ended'))]);
    return answer as T;
  };
  await next();
  return {
    write(count: number): Promise<Written> {
      child.send(count);
      return next<Written>();
    },
    async close() {
      if (child.connected) child.send('close');
      await ended;
    },
  };
}

/** A transaction that has written, and stays open until the returned function is called. */
async function openForever(url: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await client.query('CREATE TABLE IF NOT EXISTS public.others (n int)');
  await client.query('BEGIN ISOLATION LEVEL SERIALIZABLE');
  await client.query('INSERT INTO public.others VALUES (1)');
  await client.query('SELECT pg_current_xact_id()');
  return async () => {
    await client.query('COMMIT');
    await client.end();
  };
}

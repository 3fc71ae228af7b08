import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type End, Feed, type Sink } from '#feed/feed.ts';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import type { Recorded, Store } from '#store/store.ts';
import { startPostgres } from '../postgres.ts';
import { change, groupHead, groupKey, put, START } from '../store/samples.ts';

/** The feed on each store: every change once, in one order, from any cursor on. Many readers and writers: walk.test.ts. */
const bounded = { timeout: 600_000 };
const fast = { poll: 20, tick: 10, chunk: 16 };

const postgres = await startPostgres();
/** Each gives the places of new stores, and opens a store at a place. */
const kinds = {
  sqlite: {
    place: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'sallyport-feed-'));
      ends.push(() => rmSync(folder, { recursive: true, force: true }));
      return folder;
    },
    open: async (place: string, now: () => number) => openStore(place, { now }),
  },
  postgres: { place: () => postgres.makeSchema(), open: (place: string, now: () => number) => openPostgresStore(place, { now }) },
};
const ends: (() => unknown)[] = [() => postgres.remove()];
after(async () => {
  for (const end of ends.reverse()) await end();
});
const open = <T extends { close(): unknown }>(one: T): T => {
  ends.push(() => one.close());
  return one;
};
type Kind = (typeof kinds)['sqlite' | 'postgres'];
const storeOf = async (kind: Kind, now = Date.now) => open(await kind.open(await kind.place(), now));
const add = (store: Store, id: number) => change(store, put(groupKey(`sg-${id}`), groupHead({ name: String(id) })));

type Reader = Sink & { readonly seen: number[]; readonly ends: End[]; readonly marks: number[]; ticks: number };
function makeReader(take: (records: readonly Recorded[]) => Promise<void> | undefined = () => undefined): Reader {
  const reader: Reader = {
    seen: [],
    ends: [],
    marks: [],
    ticks: 0,
    take(records) {
      for (const { seq } of records) reader.seen.push(seq);
      return take(records);
    },
    snapshot: (seq) => void reader.marks.push(seq),
    tick: () => void reader.ticks++,
    end: (why) => void reader.ends.push(why),
  };
  return reader;
}
const upTo = (n: number, from = 1) => Array.from({ length: n - from + 1 }, (_, i) => from + i);
async function until(holds: () => boolean, what: string, ms = 10_000) {
  for (const end = Date.now() + ms; !holds(); await pause(5)) if (Date.now() > end) assert.fail(`never: ${what}`);
}

for (const [name, kind] of Object.entries<Kind>(kinds)) {
  test(`${name}: a cursor goes on after a restart, and the numbers with it`, bounded, async () => {
    const place = await kind.place();
    const before = await kind.open(place, Date.now);
    for (const id of upTo(5)) await add(before, id);
    const { epoch } = await before.health();
    await before.close();
    const store = open(await kind.open(place, Date.now));
    const reader = makeReader();
    assert.equal((await open(new Feed(store, fast)).subscribe({ epoch, seq: 3 }, reader)).is, 'open');
    await add(store, 6);
    await until(() => reader.seen.length === 3, 'three changes');
    assert.deepEqual(reader.seen, [4, 5, 6]);
  });

  test(`${name}: without a cursor it begins with what comes`, bounded, async () => {
    const store = await storeOf(kind);
    await add(store, 1);
    const reader = makeReader();
    const joined = await open(new Feed(store, fast)).subscribe(undefined, reader);
    assert.equal(joined.is === 'open' && joined.seq, 1);
    await add(store, 2);
    await until(() => reader.seen.length > 0, 'a change');
    assert.deepEqual(reader.seen, [2]);
  });

  test(`${name}: a cursor of another epoch and one ahead of the head are refused`, bounded, async () => {
    const store = await storeOf(kind);
    const feed = open(new Feed(store, fast));
    const { epoch } = await store.health();
    assert.equal((await feed.subscribe({ epoch: 'other', seq: 0 }, makeReader())).is, 'epoch');
    assert.equal((await feed.subscribe({ epoch, seq: 1 }, makeReader())).is, 'ahead');
    assert.equal(feed.size, 0);
  });

  test(`${name}: a poll finds what nobody told of`, bounded, async () => {
    const store = await storeOf(kind);
    const deaf = { changesAfter: store.changesAfter.bind(store), health: store.health.bind(store), onCommitted: () => () => undefined };
    const reader = makeReader();
    await open(new Feed(deaf, fast)).subscribe(undefined, reader);
    await pause(30);
    await add(store, 1);
    await until(() => reader.seen.length === 1, 'a change');
  });

  test(`${name}: one that can take no more holds up nobody, gets nothing meanwhile, and goes on without a gap`, bounded, async () => {
    const store = await storeOf(kind);
    const feed = open(new Feed(store, fast));
    let release = () => {};
    const slow = makeReader(() => new Promise<void>((done) => (release = done)));
    const quick = makeReader();
    await feed.subscribe(undefined, slow);
    await feed.subscribe(undefined, quick);
    await pause(30);
    for (const id of upTo(40)) await add(store, id);
    await until(() => quick.seen.length === 40, 'all changes at the quick one');
    const held = slow.seen.length;
    assert.ok(held <= fast.chunk, `${held} changes`);
    for (; slow.seen.length < 40; await pause(1)) release();
    assert.deepEqual(slow.seen, upTo(40));
  });

  test(`${name}: one too far behind gets a marker with the head, then what follows; the last record always stays`, bounded, async () => {
    let now = START;
    const store = await storeOf(kind, () => now);
    for (const id of upTo(200)) await add(store, id);
    const { epoch } = await store.health();
    now += 1000;
    await store.purge(now, { age: 10_000, records: 100 });
    assert.deepEqual(
      (await store.changesAfter(0, 1)).map(({ seq }) => seq),
      [101],
    );
    await store.purge(now, { age: 500, records: 100 });
    assert.deepEqual(
      (await store.changesAfter(0, 9)).map(({ seq }) => seq),
      [200],
    );
    const reader = makeReader();
    await open(new Feed(store, fast)).subscribe({ epoch, seq: 50 }, reader);
    await until(() => reader.marks.length === 1, 'a marker');
    await add(store, 201);
    await until(() => reader.seen.length === 1, 'a change');
    assert.deepEqual([reader.marks, reader.seen], [[200], [201]]);
  });

  test(`${name}: a close ends all at once, and nobody comes in after it`, bounded, async () => {
    const store = await storeOf(kind);
    const feed = new Feed(store, fast);
    const readers = [makeReader(), makeReader()];
    for (const reader of readers) await feed.subscribe(undefined, reader);
    await until(() => readers.every(({ ticks }) => ticks > 0), 'a tick');
    feed.close();
    assert.deepEqual(
      readers.map(({ ends }) => ends),
      [['closed'], ['closed']],
    );
    assert.equal((await feed.subscribe(undefined, makeReader())).is, 'closed');
  });

  test(`${name}: readers are told when nothing can be read for a while`, bounded, async () => {
    const store = await storeOf(kind);
    let isBroken = false;
    const broken = {
      changesAfter: async (seq: number, limit: number) => {
        if (isBroken) throw new Error('no disk');
        return store.changesAfter(seq, limit);
      },
      health: store.health.bind(store),
      onCommitted: store.onCommitted.bind(store),
    };
    const reader = makeReader();
    await open(new Feed(broken, { ...fast, patience: 50 })).subscribe(undefined, reader);
    await pause(30);
    isBroken = true;
    await until(() => reader.ends.length > 0, 'an end');
    assert.deepEqual(reader.ends, ['unavailable']);
  });
}

/** A store whose reads wait until they are let go, each with what it found when it was asked, or `late`: when it is let go. */
function heldStore() {
  const log: Recorded[] = [];
  const held: ((isLate: boolean) => void)[] = [];
  const listeners = new Set<(head: number) => void>();
  const find = (seq: number) => log.slice(seq);
  return {
    held,
    commit() {
      log.push({ seq: log.length + 1, requestId: `R${log.length + 1}` } as Recorded);
      for (const listener of listeners) listener(log.length);
    },
    health: async () => ({ epoch: 'e', head: log.length, writable: true }),
    changesAfter(seq: number): Promise<readonly Recorded[]> {
      const found = find(seq);
      return new Promise((done) => held.push((isLate) => done(isLate ? find(seq) : found)));
    },
    onCommitted(listener: (head: number) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
/** Lets the next read go that waits, once one does. */
async function letGo({ held }: ReturnType<typeof heldStore>, isLate = false) {
  await until(() => held.length > 0, 'a read');
  held.shift()!(isLate);
  await pause(5);
}
const still = { poll: 60_000, tick: 60_000, chunk: 16 };

test('one whose read is overtaken by the read of the others reads again before it joins them', bounded, async () => {
  const store = heldStore();
  const feed = open(new Feed(store, still));
  const [early, late] = [makeReader(), makeReader()];
  await feed.subscribe({ epoch: 'e', seq: 0 }, early);
  await letGo(store); // Early finds nothing, and is at the head.
  await letGo(store); // So does the read that begins with its joining.
  await feed.subscribe({ epoch: 'e', seq: 0 }, late);
  await until(() => store.held.length === 1, 'the read of the late one, which finds nothing');
  store.commit();
  await until(() => store.held.length === 2, 'the read for those at the head');
  store.held.pop()!(false);
  await until(() => early.seen.length === 1, 'the change at the early one');
  await letGo(store);
  const release = setInterval(() => store.held.shift()?.(false), 1);
  store.commit();
  await until(() => early.seen.length === 2 && late.seen.length === 2, 'both changes at both');
  clearInterval(release);
  assert.deepEqual(late.seen, [1, 2]);
});

test('one that joined ahead of the read for all gets nothing of it twice', bounded, async () => {
  const store = heldStore();
  const feed = open(new Feed(store, still));
  const [early, ahead] = [makeReader(), makeReader()];
  await feed.subscribe({ epoch: 'e', seq: 0 }, early);
  await letGo(store);
  await letGo(store);
  store.commit();
  await until(() => store.held.length === 1, 'the read for those at the head');
  await feed.subscribe({ epoch: 'e', seq: 0 }, ahead);
  await until(() => store.held.length === 2, 'the read of the one that comes');
  store.held.pop()!(false);
  await until(() => ahead.seen.length === 1, 'the first change');
  store.commit();
  await letGo(store, true);
  const release = setInterval(() => store.held.shift()?.(false), 1);
  await until(() => early.seen.length === 2 && ahead.seen.length === 2, 'both changes at both');
  clearInterval(release);
  assert.deepEqual(
    [early.seen, ahead.seen],
    [
      [1, 2],
      [1, 2],
    ],
  );
});

test('one who joined ahead of a read under way is told of what a purge took between the two', bounded, async () => {
  const held = Promise.withResolvers<readonly Recorded[]>();
  const records = (from: number, to: number) => upTo(to, from).map((seq) => ({ seq }) as Recorded);
  let head = 5;
  let isHeld = false;
  let commit = (_: number) => {};
  const source = {
    health: async () => ({ epoch: 'e', head, writable: true }),
    onCommitted: (listener: (head: number) => void) => {
      commit = listener;
      return () => undefined;
    },
    changesAfter: async (seq: number) => {
      if (seq === 5 && isHeld) return held.promise;
      return records(seq + 1, head);
    },
  };
  const feed = open(new Feed(source, still));
  const [first, ahead] = [makeReader(), makeReader()];
  await feed.subscribe(undefined, first);
  await pause(10);
  [isHeld, head] = [true, 10];
  commit(head);
  await feed.subscribe(undefined, ahead);
  await pause(10);
  held.resolve(records(21, 23));
  await until(() => first.marks.length + first.seen.length > 0, 'what the read gave');
  assert.deepEqual([first.marks, first.seen], [[23], []]);
  assert.deepEqual([ahead.marks, ahead.seen], [[23], []]);
});

import assert from 'node:assert/strict';
import { closeSync, copyFileSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Batcher } from '#store/batcher.ts';
import { SqliteDriver } from '#store/sqlite/driver.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import type { Store } from '#store/store.ts';
import {
  change,
  deciding,
  dumpOf,
  groupHead,
  groupKey,
  headAt,
  idsAt,
  part,
  put,
  recordsAt,
  rule,
  START,
  wordOf,
  writeAll,
  writeOf,
} from './samples.ts';
import { closing, ext4For, folderFor, tmpfsFor, withConnection } from './sqlite-places.ts';

/** A medium that stops under a running store: what is refused, what goes on, and that nothing answered is lost. */
const sg = (n: number) => groupKey(`sg-${n}`);
const making = (n: number) =>
  writeOf(
    deciding([
      put(sg(n), groupHead({ name: `group ${n}` })),
      part(sg(n), 'sgr-1', rule({ ports: `${n}/${n}`, description: 'x'.repeat(500) })),
    ]),
    { requestId: `R-${n}` },
  );

/** Writes batches until one is refused; gives the numbers of those that were answered. Bounded: a medium that never fills fails the test. */
async function fill(store: Store, from: number): Promise<number[]> {
  const answered: number[] = [];
  for (let n = from; n < from + 20_000; n += 5) {
    const numbers = [n, n + 1, n + 2, n + 3, n + 4];
    const words = (await writeAll(store, ...numbers.map(making))).map(wordOf);
    if (words.every((word) => word === 'ok')) answered.push(...numbers);
    else {
      assert.deepEqual(words, ['full', 'full', 'full', 'full', 'full']);
      return answered;
    }
  }
  throw new Error('the medium did not fill');
}
/** That exactly these are there, with a record each, read from wherever the store has them. */
async function holds(store: Store, numbers: readonly number[]): Promise<void> {
  for (const n of numbers) {
    assert.deepEqual(await headAt(store, sg(n)), groupHead({ name: `group ${n}` }));
    assert.deepEqual(await idsAt(store, sg(n)), ['sgr-1']);
  }
  const records = await recordsAt(store);
  assert.deepEqual(
    records.map((r) => [r.seq, r.requestId]),
    numbers.map((n, i) => [i + 1, `R-${n}`]),
  );
  assert.equal(await headAt(store, sg(Math.max(...numbers) + 1)), undefined);
}
async function stopped(store: Store, why: string): Promise<void> {
  const { writable, why: told } = await store.health();
  assert.deepEqual([writable, told], [false, why]);
}

/** On a disk as it is, and on one that is slow for ever, where commits are made in a thread. */
const ways = [
  ['', {}],
  [' (commits in a thread)', { slowCommit: 0 }],
] as const;
for (const [way, sizes] of ways)
  test(`on a full disk writes are refused whole, reads go on, and with room again all that was answered is there${way}`, async (t) => {
    const disk = tmpfsFor(t, 2);
    if (!disk) return;
    const data = join(disk.folder, 'data');
    const store = closing(t, openStore(data, {}, sizes));
    const answered = await fill(store, 0);
    assert.ok(answered.length > 100, `${answered.length}`);
    await stopped(store, 'full');
    await holds(store, answered);
    assert.deepEqual((await writeAll(store, making(90_000), making(90_001))).map(wordOf), ['full', 'full']);
    await stopped(store, 'full');
    disk.remount('size=4m');
    assert.equal((await store.health()).writable, true);
    await holds(store, answered);
    answered.push(...(await fill(store, 30_000)));
    await holds(store, answered);
    // Closed with no room to copy the WAL, and opened with no room either way.
    await store.close();
    disk.remount('size=16m');
    const again = closing(t, openStore(data, {}, sizes));
    await holds(again, answered);
    assert.deepEqual((await writeAll(again, making(90_000))).map(wordOf), ['ok']);
    assert.deepEqual(await again.health().then((h) => h.writable), true);
  });

for (const [way, sizes] of ways)
  test(`a store that was killed on a full disk opens with all that was answered, once there is room${way}`, async (t) => {
    const disk = tmpfsFor(t, 2);
    if (!disk) return;
    const data = join(disk.folder, 'data');
    const store = closing(t, openStore(data, {}, sizes));
    const answered = await fill(store, 0);
    // As after a crash: the files as they stand, without the copy that a close makes.
    const copy = folderFor(t);
    for (const name of ['sallyport.db', 'sallyport.db-wal']) copyFileSync(join(data, name), join(copy, name));
    await holds(closing(t, openStore(copy, {}, sizes)), answered);
  });
test('a database that may not grow refuses writes as on a full disk, and recovers', async (t) => {
  const folder = folderFor(t);
  const { made, connection } = withConnection(() => openStore(folder));
  const store = closing(t, made);
  connection.exec('PRAGMA max_page_count = 60');
  const answered = await fill(store, 0);
  assert.ok(answered.length > 50, `${answered.length}`);
  await holds(store, answered);
  const before = await dumpOf(store);
  assert.deepEqual((await writeAll(store, ...[1, 2, 3].map((n) => making(90_000 + n)))).map(wordOf), ['full', 'full', 'full']);
  assert.deepEqual(await dumpOf(store), before);
  connection.exec('PRAGMA max_page_count = 100000');
  assert.equal((await store.health()).writable, true);
  assert.deepEqual((await writeAll(store, making(answered.length))).map(wordOf), ['ok']);
  await store.close();
  await holds(closing(t, openStore(folder)), [...answered, answered.length]);
});

for (const [way, sizes] of ways)
  test(`a disk that the kernel sets read-only refuses writes as such, reads go on, and all that was answered is there after${way}`, async (t) => {
    const disk = ext4For(t);
    if (!disk) return;
    const data = join(disk.folder, 'data');
    const store = closing(t, openStore(data, {}, sizes));
    const answered = Array.from({ length: 40 }, (_, n) => n);
    for (const n of answered) assert.equal(wordOf(await store.write(making(n))), 'ok');
    const copy = folderFor(t);
    disk.fail();
    // The first commit failed on its way to the disk; from then on nothing is tried before a probe goes through.
    assert.deepEqual((await writeAll(store, making(100), making(101))).map(wordOf), ['undecided', 'undecided']);
    assert.deepEqual((await writeAll(store, making(102), making(103))).map(wordOf), ['readOnly', 'readOnly']);
    await stopped(store, 'readOnly');
    await holds(store, answered);
    for (const name of ['sallyport.db', 'sallyport.db-wal']) copyFileSync(join(data, name), join(copy, name));
    await holds(closing(t, openStore(copy, {}, sizes)), answered);
  });

test('a connection that may not write refuses writes as read-only, reads go on, and it recovers', async (t) => {
  const folder = folderFor(t);
  const { made, connection } = withConnection(() => openStore(folder));
  const store = closing(t, made);
  for (const n of [0, 1, 2]) assert.equal(wordOf(await store.write(making(n))), 'ok');
  connection.exec('PRAGMA query_only = 1');
  assert.deepEqual((await writeAll(store, making(3), making(4))).map(wordOf), ['readOnly', 'readOnly']);
  await stopped(store, 'readOnly');
  await holds(store, [0, 1, 2]);
  connection.exec('PRAGMA query_only = 0');
  assert.equal((await store.health()).writable, true);
  assert.equal(wordOf(await store.write(making(3))), 'ok');
  await store.close();
  await holds(closing(t, openStore(folder)), [0, 1, 2, 3]);
});

/** How often the WAL was begun anew, from its header (sqlite.org/fileformat2.html, section 4.1). */
function turnsOf(folder: string): number {
  const wal = openSync(join(folder, 'sallyport.db-wal'), 'r');
  const header = Buffer.alloc(32);
  readSync(wal, header, 0, 32, 0);
  closeSync(wal);
  return header.readUInt32BE(12);
}

for (const [way, sizes] of ways)
  test(`under continuous writes the WAL is begun anew each time it is large, and nothing is lost${way}`, async (t) => {
    const folder = folderFor(t);
    const now = () => START;
    const open = (largeWal?: number) =>
      closing(
        t,
        new Batcher(new SqliteDriver(folder, now, { ...sizes, ...(largeWal !== undefined && { largeWal }) }), {
          now,
          takeNonces: () => new Uint8Array(),
        }),
      );
    const store = open(200);
    const first = turnsOf(folder);
    let written = 0;
    while (turnsOf(folder) < first + 3 && written < 30_000) {
      assert.equal(wordOf(await store.write(making(written++))), 'ok');
      // A read that goes on meanwhile, as a backup would.
      if (written % 50 === 0) await idsAt(store, sg(written / 2));
    }
    assert.ok(turnsOf(folder) >= first + 3, `${turnsOf(folder)} turns after ${written} commits`);
    await store.close();
    await holds(
      open(),
      Array.from({ length: written }, (_, n) => n),
    );
  });

test('the WAL is left alone while it is small, also after it was large', async (t) => {
  const folder = folderFor(t);
  const now = () => START;
  const { made, connection } = withConnection(() => new SqliteDriver(folder, now, { largeWal: 500 }));
  const store = closing(t, new Batcher(made, { now, takeNonces: () => new Uint8Array() }));
  const pages = connection.prepare('PRAGMA wal_checkpoint(NOOP)');
  let turns = turnsOf(folder);
  let last = 0;
  const sizes: number[] = [];
  for (let n = 0; sizes.length < 3 && n < 10_000; n++) {
    await change(store, put(sg(n % 7), groupHead({ name: `${n}` })));
    if (turnsOf(folder) !== turns) sizes.push(last);
    turns = turnsOf(folder);
    last = (pages.get() as { log: number }).log;
  }
  assert.equal(sizes.length, 3);
  assert.ok(Math.min(...sizes) >= 500, `begun anew at ${sizes} pages`);
});

import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { mock, type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { root } from '#domain/finding.ts';
import { type Decided, type Deciding, Refusal } from '#kit/deciding.ts';
import { CommitThread, ThreadEnded } from '#store/sqlite/commit-thread.ts';
import { databaseOf } from '#store/sqlite/open.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import type { Store } from '#store/store.ts';
import { change, deciding, groupHead, groupKey, idsAt, part, put, recordsAt, rule, wordOf, writeOf } from './samples.ts';
import { childSaying, closing, folderFor } from './sqlite-places.ts';

/** Where commits are made: here while they are quick, in a thread of their own while they are slow, and what becomes of one whose thread ends. */
const sg = groupKey('sg-1');
const adding = (id: string) =>
  writeOf(deciding([part(sg, id, rule({ description: id, ports: `${id.length}/${id.length}` }))]), { requestId: id });

const onThreads = (sizes = {}) => {
  const open = (folder: string) => openStore(folder, {}, { slowCommit: 0, ...sizes });
  return async (t: TestContext) => {
    t.after(() => mock.restoreAll());
    const folder = folderFor(t);
    const store = closing(t, open(folder));
    await change(store, put(sg, groupHead()));
    return { folder, store, reopen: () => closing(t, open(folder)) };
  };
};
const threaded = onThreads();

/** That these rules are there, each by one record, after the one of the group. */
async function holds(store: Store, ...ids: string[]): Promise<void> {
  assert.deepEqual(await idsAt(store, sg), ids.toSorted());
  assert.deepEqual(
    (await recordsAt(store)).map(({ seq, requestId }) => [seq, requestId]).slice(1),
    ids.map((id, n) => [n + 2, id]),
  );
}

/** Holds the database's write lock from before the next order is sent until it is told to let go. */
function holdUp(t: TestContext, folder: string): { letGo(): void } {
  const other = new DatabaseSync(databaseOf(folder), { timeout: 0 });
  t.after(() => other.close());
  const { postMessage } = Worker.prototype;
  const spy = mock.method(Worker.prototype, 'postMessage', function (this: Worker, ...order: Parameters<Worker['postMessage']>) {
    spy.mock.restore();
    other.exec('BEGIN IMMEDIATE');
    postMessage.apply(this, order);
  });
  return { letGo: () => other.exec('ROLLBACK') };
}
async function underWay(settling: Promise<unknown>): Promise<void> {
  const pending = Symbol();
  assert.equal(await Promise.race([settling, pause(30, pending)]), pending);
}

test('commits move to a thread after a slow one, and back after a thousand quick ones', async (t) => {
  const { store, folder } = await onThreads({ slowCommit: 1000 })(t);
  const starts = mock.method(CommitThread, 'start');
  const [commits, ends] = [mock.method(CommitThread.prototype, 'commit'), mock.method(CommitThread.prototype, 'end')];
  const counts = () => [starts, commits, ends].map((spy) => spy.mock.callCount());
  assert.equal(wordOf(await store.write(adding('a'))), 'ok');
  assert.deepEqual(counts(), [0, 0, 0]);

  const { exec } = DatabaseSync.prototype;
  const slow = mock.method(DatabaseSync.prototype, 'exec', function (this: DatabaseSync, sql: string) {
    if (sql === 'COMMIT') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1001);
    exec.call(this, sql);
  });
  assert.equal(wordOf(await store.write(adding('bb'))), 'ok');
  slow.mock.restore();
  assert.deepEqual(counts(), [0, 0, 0]);
  for (let n = 1; n <= 1000; n++) assert.equal(wordOf(await store.write(adding('cc'.repeat(1 + (n % 2))))), 'ok');
  assert.deepEqual(counts(), [1, 1000, 0]);
  assert.equal(wordOf(await store.write(adding('ddd'))), 'ok');
  assert.deepEqual(counts(), [1, 1000, 1]);
  assert.deepEqual(await idsAt(store, sg), ['a', 'bb', 'cc', 'cccc', 'ddd']);
  await store.close();
  assert.deepEqual(await idsAt(closing(t, openStore(folder)), sg), ['a', 'bb', 'cc', 'cccc', 'ddd']);
});

test('while a commit waits for the disk reads and refusals are answered, from the state before it, and the rest waits its turn', async (t) => {
  const { store, folder } = await threaded(t);
  assert.equal(wordOf(await store.write(adding('a'))), 'ok');
  const disk = holdUp(t, folder);
  const writing = store.write(adding('bb'));
  await underWay(writing);
  await holds(store, 'a');
  assert.equal((await store.health()).writable, true);
  const missing = writeOf(function* (): Deciding<Decided> {
    if (!(yield* root(groupKey('sg-2')))) throw new Refusal('NotFound');
    return { reply: {}, effects: [] };
  });
  assert.equal(wordOf(await store.write(missing)), 'NotFound');
  const denied = { ...adding('x'), admit: () => looking('denied') };
  assert.deepEqual(await store.write(denied), { is: 'notAdmitted', cause: 'denied' });
  const token = { scope: sg, action: 'A', token: 't', print: 'p' };
  const waiting = Promise.all([store.write({ ...missing, token }), store.write(adding('ccc')), store.purge(0)]);
  await underWay(waiting);
  disk.letGo();
  assert.equal(wordOf(await writing), 'ok');
  const [kept, done] = await waiting;
  assert.deepEqual([kept, done].map(wordOf), ['NotFound', 'ok']);
  await holds(store, 'a', 'bb', 'ccc');
});
// biome-ignore lint/correctness/useYield: it asks for nothing that it would have to wait for.
function* looking(thrown: unknown): Deciding<void> {
  throw thrown;
}

test('a close waits for the commit that is under way', async (t) => {
  const { store, folder, reopen } = await threaded(t);
  const disk = holdUp(t, folder);
  const writing = store.write(adding('a'));
  await underWay(writing);
  const closed = store.close();
  await underWay(closed);
  disk.letGo();
  assert.equal(wordOf(await writing), 'ok');
  await closed;
  await holds(reopen(), 'a');
});

test('a process whose store commits in a thread ends after its close and not before, and by itself', async (t) => {
  const script = `
    import { openStore } from '#store/sqlite/open-store.ts';
    import { change, groupHead, groupKey, put } from './samples.ts';
    const store = openStore(process.argv[1], {}, { slowCommit: 0 });
    await change(store, put(groupKey('sg-1'), groupHead()));
    await store.close();
    console.log('closed');`;
  const { ended } = await childSaying(t, 'closed\n', script, folderFor(t));
  assert.deepEqual(await ended, [0, null]);
});

test('a commit that fails in a thread for no reason of the medium breaks its writes and nothing else', async (t) => {
  const { store, folder, reopen } = await threaded(t);
  const other = new DatabaseSync(databaseOf(folder));
  t.after(() => other.close());
  other.exec(`CREATE TRIGGER stop BEFORE INSERT ON change BEGIN SELECT raise(ABORT, 'not this one'); END`);
  assert.deepEqual((await Promise.all([store.write(adding('a')), store.write(adding('ccc'))])).map(wordOf), ['broken', 'broken']);
  assert.equal((await store.health()).writable, true);
  other.exec('DROP TRIGGER stop');
  assert.equal(wordOf(await store.write(adding('bb'))), 'ok');
  await store.close();
  await holds(reopen(), 'bb');
});

test('a thread that ends with a commit under way leaves nobody told, and the next batch a new thread', async (t) => {
  const { store, folder, reopen } = await threaded(t);
  let worker: Worker | undefined;
  const disk = holdUp(t, folder);
  const ref = mock.method(Worker.prototype, 'ref', function (this: Worker) {
    worker = this;
  });
  const writing = store.write(adding('a'));
  await underWay(writing);
  ref.mock.restore();
  const ended = worker!.terminate();
  disk.letGo();
  await ended;
  assert.equal(wordOf(await writing), 'undecided');
  await holds(store);
  assert.equal(wordOf(await store.write(adding('bb'))), 'ok');
  await store.close();
  await holds(reopen(), 'bb');
});

test('a thread that ends after its commit, without a word, is found to have made it', async (t) => {
  const { store, reopen } = await threaded(t);
  const { commit } = CommitThread.prototype;
  const spy = mock.method(CommitThread.prototype, 'commit', async function (this: CommitThread, ...given: Parameters<typeof commit>) {
    spy.mock.restore();
    await commit.apply(this, given);
    await this.end();
    throw new ThreadEnded('the thread that commits ended');
  });
  assert.equal(wordOf(await store.write(adding('a'))), 'ok');
  await holds(store, 'a');
  assert.equal(wordOf(await store.write(adding('bb'))), 'ok');
  await store.close();
  await holds(reopen(), 'a', 'bb');
});

test('where no thread can be started commits are made here', async (t) => {
  const { store, reopen } = await threaded(t);
  await store.close();
  mock.method(CommitThread, 'start', () => Promise.reject(new Error('no more threads')));
  const again = reopen();
  assert.equal(wordOf(await again.write(adding('a'))), 'ok');
  await holds(again, 'a');
});

test('a thread that ended after it began the WAL anew and before it committed has done nothing', async (t) => {
  const { store, folder, reopen } = await threaded(t);
  assert.equal(wordOf(await store.write(adding('a'))), 'ok');
  const other = new DatabaseSync(databaseOf(folder));
  other.exec('PRAGMA wal_autocheckpoint = 0; PRAGMA wal_checkpoint(PASSIVE); PRAGMA cache_size = 1');
  mock.method(CommitThread.prototype, 'commit', async () => {
    // More than its cache holds: pages go into the WAL, which is begun anew, since all of it was copied.
    other.exec(`BEGIN; CREATE TABLE x AS SELECT randomblob(3000) FROM json_each('[1,2,3,4,5,6,7,8,9]')`);
    other.exec('INSERT INTO x SELECT randomblob(3000) FROM x, x AS y');
    other.close();
    throw new ThreadEnded('ended');
  });
  assert.equal((await store.write(adding('bb'))).is, 'undecided');
  mock.restoreAll();
  await store.close();
  await holds(reopen(), 'a');
});

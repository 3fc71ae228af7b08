import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Connections } from '#store/postgres/connect.ts';
import { Locks, scopeOf } from '#store/postgres/locks.ts';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import type { Settled, Store } from '#store/store.ts';
import { Replicated } from '../replicated.ts';
import { change, deciding, groupHead, groupKey, headAt, here, idsAt, part, put, recordsAt, rule, wordOf, writeOf } from './samples.ts';

/**
 * A database that is there and slow: a standby that lags, connections that are all taken, locks that somebody keeps. Requests wait within their time;
 * what may have been sent to the end gets no reply, all else is told that nothing was done.
 */
const CONNECTIONS = 24;
const both = await Replicated.start({ max_connections: String(CONNECTIONS), superuser_reserved_connections: '0' });
after(() => both.remove());

const sg = groupKey('sg-1');
const adding = (id: string, ms: number) =>
  writeOf(deciding([part(sg, id, rule({ description: id }))]), { requestId: id, deadline: Date.now() + ms });

/** A store on an empty schema; `params` of the URL come before what the driver says itself. */
async function opened(t: TestContext, params = ''): Promise<{ readonly store: Store; readonly url: string }> {
  const name = `case_${crypto.randomUUID().replaceAll('-', '')}`;
  await both.primary.ask(`CREATE SCHEMA ${name}`);
  const url = `${both.primary.url}&options=${encodeURIComponent(`-c search_path=${name}`)}${params}`;
  const store = await openPostgresStore(url);
  t.after(() => store.close());
  await change(store, put(sg, groupHead()));
  return { store, url };
}

/** Stops what gets the primary's log on the standby; gives what lets it go on. */
function stall(t: TestContext): () => void {
  const receiver = both.receiver();
  let isStopped = true;
  const goOn = () => {
    if (isStopped) process.kill(receiver, 'SIGCONT');
    isStopped = false;
  };
  process.kill(receiver, 'SIGSTOP');
  t.after(goOn);
  return goOn;
}

test('a standby that lags: a write waits for it, nobody sees the write before, and reads do not wait', async (t) => {
  const { store, url } = await opened(t);
  const other = await openPostgresStore(url);
  t.after(() => other.close());
  const goOn = stall(t);
  let settled: Settled | undefined;
  const writing = store.write(adding('waits', 10_000)).then((is) => {
    settled = is;
  });
  await pause(50);
  assert.deepEqual(await store.write(adding('behind it', 400)), { is: 'unavailable', why: 'deadline' });
  assert.equal(settled, undefined);
  for (const one of [store, other]) assert.deepEqual(await idsAt(one, sg), []);
  goOn();
  await writing;
  assert.equal(wordOf(settled!), 'ok');
  assert.deepEqual(await idsAt(other, sg), ['waits']);
});

test('a standby that stays away: the write gets no outcome, the next is told that nothing was done, and later each was done or not', async (t) => {
  const { store } = await opened(t, '&query_timeout=1500&lock_timeout=500');
  const goOn = stall(t);
  const begun = performance.now();
  const [first, second] = await Promise.all([
    store.write(adding('sent', 10_000)),
    pause(100).then(() => store.write(adding('kept', 3000))),
  ]);
  t.diagnostic(`without an outcome after ${Math.round(performance.now() - begun)} ms`);
  assert.deepEqual([wordOf(first), second], ['undecided', { is: 'unavailable', why: 'deadline' }]);
  assert.deepEqual(await idsAt(store, sg), []);
  goOn();
  assert.equal(wordOf(await store.write(adding('later', 10_000))), 'ok');
  assert.deepEqual(await idsAt(store, sg), ['later', 'sent']);
  assert.deepEqual((await recordsAt(store)).map(({ requestId }) => requestId).slice(1), ['sent', 'later']);
});

test('all connections taken: a write waits for one, or is told in time that nothing was done', async (t) => {
  const { store } = await opened(t);
  const before = (
    await both.primary.ask('SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = $$client backend$$')
  )[0]![0] as number;
  assert.ok(before < CONNECTIONS);
  const others: pg.Client[] = [];
  const free = () => Promise.all(others.splice(0).map((client) => client.end()));
  t.after(free);
  await both.primary.ask(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sallyport' AND pid <> pg_backend_pid()`,
  );
  for (;;) {
    const client = new pg.Client({ connectionString: both.primary.url });
    client.on('error', () => {});
    try {
      await client.connect();
      others.push(client);
    } catch (cause) {
      assert.equal((cause as { code?: string }).code, '53300');
      // Those of the store that come back just now are ended too.
      const { rows } = await others[0]!.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sallyport'`,
      );
      if (rows.length === 0) break;
      await pause(20);
    }
  }
  assert.deepEqual(await store.write(adding('refused', 700)), { is: 'unavailable', why: 'deadline' });
  const writing = store.write(adding('waits', 10_000));
  const reading = headAt(store, sg);
  await pause(300);
  await free();
  assert.equal(wordOf(await writing), 'ok');
  assert.deepEqual(await reading, groupHead());
  assert.deepEqual(await idsAt(store, sg), ['waits']);
});

test('a table that somebody keeps locked: statements time out, are tried again, and nothing is done once the time is over', async (t) => {
  const { store, url } = await opened(t, '&statement_timeout=200');
  const keeper = new pg.Client({ connectionString: url });
  await keeper.connect();
  t.after(() => keeper.end());
  const locked = async (work: () => Promise<void>) => {
    await keeper.query('BEGIN; LOCK TABLE part IN ACCESS EXCLUSIVE MODE');
    await work();
    await keeper.query('ROLLBACK');
  };
  await locked(async () => assert.deepEqual(await store.write(adding('refused', 900)), { is: 'unavailable', why: 'deadline' }));
  let writing: Promise<Settled> | undefined;
  await locked(async () => {
    writing = store.write(adding('waits', 10_000));
    await pause(600);
  });
  assert.equal(wordOf(await writing!), 'ok');
  assert.deepEqual(await idsAt(store, sg), ['waits']);
});

test('a server that stands still inside a transaction is thrown out, and the others go on', async (t) => {
  const { store, url } = await opened(t);
  const still = new Connections(`${url}&idle_in_transaction_session_timeout=500`);
  t.after(() => still.close());
  const holding = still.with('write', async (connection) => {
    await connection.turn('BEGIN');
    await Promise.all(new Locks().take(connection, scopeOf(here)));
    await pause(1500);
    await connection.turn('COMMIT');
  });
  await pause(100);
  const begun = performance.now();
  const [written] = await Promise.all([store.write(adding('waits', 10_000)), assert.rejects(holding)]);
  assert.equal(wordOf(written), 'ok');
  t.diagnostic(`the lock was had after ${Math.round(performance.now() - begun)} ms`);
});

test('a primary that comes back without its standby confirms nothing that the standby may lack', async (t) => {
  const { store } = await opened(t, '&query_timeout=1500&lock_timeout=500');
  await both.cutOff();
  const writing = store.write(adding('only here', 10_000));
  await pause(300);
  await both.primary.kill();
  await both.primary.start();
  assert.equal(wordOf(await writing), 'undecided');
  // It is there, and was told to nobody: a failover would lose it.
  assert.deepEqual(await idsAt(store, sg), ['only here']);
});

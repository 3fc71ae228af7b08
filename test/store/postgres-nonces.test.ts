import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { root } from '#domain/finding.ts';
import type { Decided, Deciding } from '#kit/deciding.ts';
import { Nonces } from '#server/nonces.ts';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import { startPostgres } from '../postgres.ts';
import { deciding, drop, groupHead, groupKey, put, recordsAt, refusing, wordOf, writeOf } from './samples.ts';

/** A request that is replayed to another server on the same database. */
const postgres = await startPostgres();
after(() => postgres.remove());
const bounded = { timeout: 120_000 };

/** A store as a server has it, whose writes are signed with nonces. */
async function open(url: string) {
  const nonces = new Nonces(7);
  const store = await openPostgresStore(url, {
    takeNonces: () => nonces.take(),
    meetNonces: (kept) => nonces.meet(kept, Date.now()),
  });
  const signed = (nonce: string) => {
    const used = nonces.use('k', nonce, Date.now(), Date.now());
    return used && nonces.signed(used);
  };
  return { store, nonces, signed };
}
type Opened = Awaited<ReturnType<typeof open>>;
async function onStores(count: number, run: (stores: readonly Opened[], url: string) => Promise<void>): Promise<void> {
  const url = await postgres.makeSchema();
  const stores = await Promise.all(Array.from({ length: count }, () => open(url)));
  try {
    await run(stores, url);
  } finally {
    await Promise.all(stores.map(({ store }) => store.close()));
    await postgres.dropSchema(url);
  }
}

/** One signed write at a store: makes a group that nobody else makes, without a look at anything, so that no lock keeps two of them apart. */
async function signedWrite({ store, signed }: Opened, nonce: string): Promise<string> {
  const is = signed(nonce);
  if (!is) return 'nonceUsed';
  const key = groupKey(`sg-${randomUUID()}`, { account: randomUUID(), region: 'r' });
  return wordOf(await store.write({ ...writeOf(deciding([put(key, groupHead())])), nonce: is }));
}

test('of one write that comes to four servers at once exactly one is done, whatever locks they hold', bounded, () =>
  onStores(4, async (stores) => {
    const rounds = 60;
    for (let n = 0; n < rounds; n++) {
      const words = await Promise.all(stores.map((of) => signedWrite(of, `n-${n}`)));
      assert.deepEqual(words.toSorted(), ['nonceUsed', 'nonceUsed', 'nonceUsed', 'ok'], `round ${n}`);
    }
    assert.equal((await recordsAt(stores[0]!.store)).length, rounds);
  }),
);

test('a replay is refused in a batch that has to begin anew after it was told of the nonce', bounded, () =>
  onStores(2, async ([a, b], url) => {
    const other = new pg.Client(url);
    await other.connect();
    try {
      for (let n = 0; n < 10; n++) {
        assert.equal(await signedWrite(a!, `n-${n}`), 'ok');
        await other.query('SELECT pg_advisory_lock($1::bigint)', [lockOf('1/r')]);
        const settling = b!.store.write({ ...writeOf(() => backwards(n)), nonce: b!.signed(`n-${n}`)! });
        await pause(50);
        await other.query('SELECT pg_advisory_unlock($1::bigint)', [lockOf('1/r')]);
        assert.equal(wordOf(await settling), 'nonceUsed', `round ${n}`);
      }
    } finally {
      await other.end();
    }
  }),
);
/** Looks at the later scope first, so that the lock of the earlier one is tried and not waited for. */
function* backwards(n: number): Deciding<Decided> {
  const [first, last] = ['1', '2'].map((account) => ({ account, region: 'r' }));
  yield* root(groupKey('sg-1', last!));
  yield* root(groupKey('sg-1', first!));
  return { reply: {}, effects: [put(groupKey(`sg-${n}`, last!), groupHead())] };
}
const lockOf = (scope: string): string => createHash('sha256').update(scope).digest().readBigInt64BE().toString();

test('neighbours of a replay in its batch are done, and a batch that is tried again does not meet its own nonces', bounded, () =>
  onStores(2, async ([a, b]) => {
    for (let n = 0; n < 20; n++) {
      const batch = (of: Opened, name: string) => [
        signedWrite(of, `shared-${n}`),
        ...[1, 2, 3].map((i) => signedWrite(of, `${name}-${n}-${i}`)),
      ];
      const words = await Promise.all([...batch(a!, 'a'), ...batch(b!, 'b')]);
      assert.deepEqual(words.toSorted(), ['nonceUsed', ...Array(7).fill('ok')], `round ${n}`);
    }
  }),
);

test('a replay is refused by a server that runs on, and by one that starts anew', bounded, async () => {
  const url = await postgres.makeSchema();
  const [a, b] = [await open(url), await open(url)];
  assert.equal(await signedWrite(a, 'x'), 'ok');
  assert.equal(await signedWrite(b, 'x'), 'nonceUsed');
  await a.store.close();
  const again = await open(url);
  again.nonces.restore(await again.store.nonces(), Date.now());
  assert.equal(await signedWrite(again, 'x'), 'nonceUsed');
  assert.equal(await signedWrite(again, 'y'), 'ok');
  assert.equal(await signedWrite(b, 'y'), 'nonceUsed');
  await Promise.all([b.store.close(), again.store.close()]);
  await postgres.dropSchema(url);
});

test('nonces of reads and refusals come to the other servers within two seconds without any write', bounded, () =>
  onStores(2, async ([a, b]) => {
    a!.nonces.keep(a!.nonces.use('k', 'read', Date.now(), Date.now())!);
    await a!.store.write({ ...writeOf(refusing('No')), nonce: a!.signed('refused')! });
    await pause(2000);
    for (const nonce of ['read', 'refused']) assert.equal(b!.signed(nonce), undefined, nonce);
    assert.ok(b!.signed('new'));
  }),
);

test('a write that was refused and is kept by a purge is not kept twice, nor lost', bounded, () =>
  onStores(1, async ([a]) => {
    const key = groupKey('sg-none');
    await a!.store.write({ ...writeOf(refusing('No')), nonce: a!.signed('one')! });
    await a!.store.write({ ...writeOf(deciding([drop(key)])), nonce: a!.signed('two')! });
    await a!.store.purge(Date.now());
    const kept = (await a!.store.nonces()).reduce((sum, bytes) => sum + bytes.length, 0);
    assert.equal(kept, 24);
  }),
);

import assert from 'node:assert/strict';
import type { Case } from './bench.ts';
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
  refusing,
  rule,
  START,
  wordOf,
  writeAll,
  writeOf,
} from './samples.ts';

const MINUTE = 60_000;
const sg = groupKey('sg-1');
const noncesOf = async (store: { nonces(): Promise<readonly Uint8Array[]> }) => (await store.nonces()).map((bytes) => [...bytes]);

/** Deadlines, nonces, health, the end. */
export const life: readonly Case[] = [
  [
    'what comes to its turn after its deadline is not done; at the deadline it still is',
    async (bench) => {
      const at = (deadline: number, id: string) => writeOf(deciding([part(sg, id, rule({ ports: `${id.length}/1` }))]), { deadline });
      const settled = await writeAll(bench.store, at(START, 'a'), at(START - 1, 'bb'), at(START + 1, 'ccc'));
      assert.deepEqual(settled.map(wordOf), ['ok', 'deadline', 'ok']);
      assert.deepEqual(settled[1], { is: 'unavailable', why: 'deadline' });
      assert.deepEqual(await idsAt(await bench.reopen(), sg), ['a', 'ccc']);
      assert.equal((await recordsAt(bench.store)).length, 2);
    },
  ],
  [
    'a batch in which all came too late does nothing',
    async ({ store }) => {
      const settled = await writeAll(
        store,
        ...[1, 2].map((n) => writeOf(deciding([put(sg, groupHead({ name: `${n}` }))]), { deadline: START - n })),
      );
      assert.deepEqual(settled.map(wordOf), ['deadline', 'deadline']);
      assert.equal(await headAt(store, sg), undefined);
    },
  ],
  [
    'nonces given to a commit come back after a restart, and expire after 30 minutes',
    async (bench) => {
      bench.nonces = [1, 2, 3];
      await change(bench.store, put(sg, groupHead()));
      bench.now = START + 10 * MINUTE;
      bench.nonces = [4];
      await change(bench.store, put(sg, groupHead()));
      await change(bench.store, put(sg, groupHead()));
      await bench.reopen();
      assert.deepEqual(await noncesOf(bench.store), [[1, 2, 3], [4]]);
      bench.now = START + 30 * MINUTE - 1;
      assert.deepEqual(await noncesOf(bench.store), [[1, 2, 3], [4]]);
      bench.now = START + 30 * MINUTE;
      assert.deepEqual(await noncesOf(bench.store), [[4]]);
      bench.now = START + 40 * MINUTE;
      assert.deepEqual(await noncesOf(await bench.reopen()), []);
    },
  ],
  [
    'purge removes expired nonces and no others',
    async (bench) => {
      for (const minute of [0, 10, 20]) {
        bench.now = START + minute * MINUTE;
        bench.nonces = [minute];
        await change(bench.store, put(sg, groupHead()));
      }
      await bench.store.purge(START + 40 * MINUTE);
      bench.now = START;
      assert.deepEqual(await noncesOf(bench.store), [[20]]);
    },
  ],
  [
    'purge removes change records from the oldest on, by number and by age, a batch at a time; never the last, and none where nothing is said',
    async (bench) => {
      const add = (n: number) => change(bench.store, put(groupKey(`sg-${n}`), groupHead({ name: '\0' })), part(sg, `r-${n}`, rule()));
      const firstKept = async () => (await recordsAt(bench.store))[0]?.seq;
      await writeAll(bench.store, ...[1, 2, 3].map((n) => writeOf(deciding([put(groupKey(`sg-${n}`), groupHead())]))));
      for (let n = 4; n <= 200; n++) await add(n);
      await bench.store.write(writeOf(deciding([put(sg, groupHead())]), { at: START + 5000 }));
      await add(202);
      await bench.store.purge(START + 1000);
      assert.equal(await firstKept(), 1);
      await bench.store.purge(START + 1000, { age: 1001, records: 200 });
      assert.equal(await firstKept(), 1, 'the third of a batch of three is among the last 200');
      await bench.store.purge(START + 1000, { age: 1001, records: 199 });
      assert.equal(await firstKept(), 4);
      await bench.store.purge(START + 1000, { age: 1001, records: 100 });
      assert.equal(await firstKept(), 103);
      await bench.store.purge(START + 1000, { age: 999, records: 100 });
      assert.equal(await firstKept(), 201, 'an old one behind a young one stays');
      await bench.store.purge(START + 9000, { age: 999, records: 100 });
      assert.equal(await firstKept(), 202, 'the last stays');
      await bench.store.purge(START + 9000, { age: 0, records: 0 });
      assert.equal((await (await bench.reopen()).health()).head, 202);
      await add(203);
      assert.deepEqual(
        (await recordsAt(bench.store)).map(({ seq }) => seq),
        [202, 203],
      );
    },
  ],
  [
    'nonces wait for a commit where everything is refused',
    async (bench) => {
      bench.nonces = [1];
      await bench.store.write(writeOf(refusing('No')));
      bench.nonces.push(2);
      await change(bench.store, put(sg, groupHead()));
      assert.deepEqual(await noncesOf(await bench.reopen()), [[1, 2]]);
    },
  ],
  [
    'nonces of requests that changed nothing are kept by a purge, and at the latest by the close',
    async (bench) => {
      bench.nonces = [1];
      await bench.store.purge(START);
      assert.deepEqual(await noncesOf(bench.store), [[1]]);
      bench.nonces = [2];
      assert.deepEqual(await noncesOf(await bench.reopen()), [[1], [2]]);
      assert.deepEqual(await recordsAt(bench.store), []);
      assert.equal((await bench.store.health()).head, 0);
    },
  ],
  [
    'health tells the last record, an epoch that survives a restart, and that writing works',
    async (bench) => {
      const first = await bench.store.health();
      assert.deepEqual(first, { epoch: first.epoch, head: 0, writable: true });
      assert.match(first.epoch, /\S/);
      await change(bench.store, put(sg, groupHead()));
      assert.deepEqual(await bench.store.health(), { epoch: first.epoch, head: 1, writable: true });
      assert.deepEqual(await (await bench.reopen()).health(), { epoch: first.epoch, head: 1, writable: true });
    },
  ],
  [
    'a store that is closed finishes what came before, and does nothing after',
    async (bench) => {
      const early = writeAll(
        bench.store,
        ...Array.from({ length: 300 }, (_, n) => writeOf(deciding([put(groupKey(`sg-${n}`), groupHead())]))),
      );
      const closing = bench.store.close();
      const late = bench.store.write(writeOf(deciding([put(groupKey('sg-late'), groupHead())])));
      assert.deepEqual(await late, { is: 'unavailable', why: 'closed' });
      assert.deepEqual(new Set((await early).map(wordOf)), new Set(['ok']));
      await closing;
      assert.deepEqual(await bench.store.write(writeOf(deciding([]))), { is: 'unavailable', why: 'closed' });
      const closed = await bench.store.health();
      assert.deepEqual([closed.writable, closed.why], [false, 'closed']);
      const store = await bench.reopen();
      assert.equal((await recordsAt(store)).length, 300);
      assert.equal(await headAt(store, groupKey('sg-late')), undefined);
    },
  ],
  [
    'a store may be closed more than once',
    async (bench) => {
      await Promise.all([bench.store.close(), bench.store.close()]);
      await bench.store.close();
      assert.deepEqual((await dumpOf(await bench.reopen())).records, []);
    },
  ],
];

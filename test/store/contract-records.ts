import assert from 'node:assert/strict';
import type { Case } from './bench.ts';
import {
  change,
  deciding,
  drop,
  failing,
  groupHead,
  groupKey,
  part,
  put,
  recordsAt,
  refusing,
  rule,
  withoutPart,
  writeAll,
  writeOf,
} from './samples.ts';

const sg = groupKey('sg-1');
const makeTen = Array.from({ length: 10 }, (_, n) =>
  writeOf(deciding([put(groupKey(`sg-${n}`), groupHead())]), { requestId: `make-${n}` }),
);

/** The change records: what feed, activity log and undo are made of. */
export const records: readonly Case[] = [
  [
    'records are numbered from 1 without holes in the order of the writes, over batches, refusals, faults and restarts',
    async (bench) => {
      await writeAll(
        bench.store,
        ...makeTen.slice(0, 4),
        writeOf(refusing('No')),
        writeOf(failing(new Error('bug'))),
        ...makeTen.slice(4, 6),
      );
      await writeAll(bench.store, writeOf(refusing('No')));
      await writeAll(bench.store, makeTen[6]!);
      await bench.reopen();
      await writeAll(bench.store, ...makeTen.slice(7));
      const found = await recordsAt(bench.store);
      assert.deepEqual(
        found.map((r) => [r.seq, r.requestId]),
        makeTen.map((w, n) => [n + 1, w.origin.requestId]),
      );
      assert.equal((await bench.store.health()).head, 10);
    },
  ],
  [
    'a record tells who did it, and bears the keys of the rows',
    async ({ store }) => {
      const write = writeOf(deciding([put(sg, groupHead()), part(sg, 'sgr-1', rule())]));
      await store.write(write);
      assert.deepEqual(await recordsAt(store), [
        {
          ...write.origin,
          seq: 1,
          changes: [
            { key: sg, before: null, after: groupHead() },
            { key: sg, part: 'sgr-1', before: null, after: rule() },
          ],
        },
      ]);
    },
  ],
  [
    'a record tells what stood there before, whether it was in memory or not',
    async (bench) => {
      await change(bench.store, put(sg, groupHead({ name: 'a' })), part(sg, 'sgr-1', rule({ ports: '1/1' })));
      for (const restart of [false, true]) {
        if (restart) await bench.reopen();
        await change(
          bench.store,
          put(sg, groupHead({ name: 'b' })),
          part(sg, 'sgr-1', rule({ ports: '2/2' })),
          withoutPart(sg, 'sgr-1'),
          withoutPart(sg, 'sgr-1'),
        );
        const last = (await recordsAt(bench.store)).at(-1);
        assert.deepEqual(last?.changes, [
          { key: sg, before: groupHead({ name: 'a' }), after: groupHead({ name: 'b' }) },
          { key: sg, part: 'sgr-1', before: rule({ ports: '1/1' }), after: rule({ ports: '2/2' }) },
          { key: sg, part: 'sgr-1', before: rule({ ports: '2/2' }), after: null },
        ]);
        await change(bench.store, put(sg, groupHead({ name: 'a' })), part(sg, 'sgr-1', rule({ ports: '1/1' })));
      }
    },
  ],
  [
    'the record of a drop has every part that the root had at that moment, and then the root',
    async (bench) => {
      const parts = ['sgr-1', 'sgr-2', 'sgr-3'].map((id, n) => [id, rule({ ports: `${n}/${n}` })] as const);
      const given = [put(sg, groupHead()), ...parts.map(([id, row]) => part(sg, id, row))];
      const expected = [
        ...parts.map(([id, row]) => ({ key: sg, part: id, before: row, after: null })),
        { key: sg, before: groupHead(), after: null },
      ];
      await change(bench.store, ...given);
      await writeAll(bench.store, writeOf(deciding([drop(sg)])));
      assert.deepEqual((await recordsAt(bench.store)).at(-1)?.changes, expected);
      await change(bench.store, ...given.slice(0, -1));
      await bench.reopen();
      // Nothing of the root is in memory, and one part is put by a neighbour in the same batch, one by the same write.
      await writeAll(
        bench.store,
        writeOf(deciding([part(sg, 'sgr-3', rule({ ports: '0/9' }))])),
        writeOf(deciding([part(sg, 'sgr-3', rule({ ports: '2/2' })), drop(sg)])),
      );
      assert.deepEqual((await recordsAt(bench.store)).at(-1)?.changes, [
        { key: sg, part: 'sgr-3', before: rule({ ports: '0/9' }), after: rule({ ports: '2/2' }) },
        ...expected,
      ]);
    },
  ],
  [
    'records are read from the middle of a batch, at most so many, and none past the end',
    async ({ store }) => {
      await writeAll(store, ...makeTen.slice(0, 5));
      await writeAll(store, ...makeTen.slice(5));
      const seqs = async (after: number, limit: number) => (await store.changesAfter(after, limit)).map((r) => r.seq);
      assert.deepEqual(await seqs(0, 3), [1, 2, 3]);
      assert.deepEqual(await seqs(3, 1), [4]);
      assert.deepEqual(await seqs(3, 4), [4, 5, 6, 7]);
      assert.deepEqual(await seqs(5, 2), [6, 7]);
      assert.deepEqual(await seqs(8, 100), [9, 10]);
      assert.deepEqual(await seqs(10, 100), []);
      assert.deepEqual(await seqs(11, 100), []);
      assert.deepEqual(await seqs(0, 0), []);
    },
  ],
];

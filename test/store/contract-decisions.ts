import assert from 'node:assert/strict';
import { all, page, refs, root, some } from '#domain/finding.ts';
import { type Decided, type Deciding, Refusal } from '#kit/deciding.ts';
import { LONGEST_ID } from '#store/store.ts';
import { alsoAfterRestart, type Case } from './bench.ts';
import {
  change,
  deciding,
  drop,
  dumpOf,
  failing,
  groupHead,
  groupKey,
  headAt,
  here,
  idsAt,
  part,
  partsAt,
  put,
  recordsAt,
  refsAt,
  refusing,
  revoking,
  rule,
  vpcHead,
  vpcKey,
  withoutPart,
  wordOf,
  writeAll,
  writeOf,
} from './samples.ts';

const sg = groupKey('sg-1');
const vpc = vpcKey('vpc-1');

/** How a write is decided, and who sees what of it when. */
export const decisions: readonly Case[] = [
  [
    'the effects of an answered write are there after a restart',
    async (bench) => {
      const answer = await bench.store.write(
        writeOf(deciding([put(sg, groupHead({ name: 'web' })), part(sg, 'sgr-1', rule())], { made: 'sg-1' })),
      );
      assert.deepEqual(answer, { is: 'done', outcome: { ok: true, reply: { made: 'sg-1' } }, replayed: false });
      const store = await bench.reopen();
      assert.deepEqual(await headAt(store, sg), groupHead({ name: 'web' }));
      assert.deepEqual(await partsAt(store, sg), [['sgr-1', rule()]]);
    },
  ],
  [
    'a refused decision leaves nothing and is told with its code and holes',
    async (bench) => {
      await change(bench.store, put(sg, groupHead()));
      const before = await dumpOf(bench.store);
      const [settled] = await writeAll(bench.store, writeOf(refusing('InvalidParameter', ['Policy', 'x'])));
      assert.deepEqual(settled, { is: 'done', outcome: { ok: false, code: 'InvalidParameter', holes: ['Policy', 'x'] }, replayed: false });
      assert.deepEqual(await dumpOf(bench.store), before);
      assert.deepEqual(await dumpOf(await bench.reopen()), before);
    },
  ],
  [
    'a decision that fails unexpectedly is broken alone, and its neighbours in the batch succeed',
    async (bench) => {
      const cause = new TypeError('a bug');
      const settled = await writeAll(
        bench.store,
        writeOf(deciding([put(sg, groupHead())])),
        writeOf(failing(cause)),
        writeOf(deciding([part(sg, 'sgr-1', rule())])),
      );
      assert.deepEqual(settled.map(wordOf), ['ok', 'broken', 'ok']);
      assert.equal(settled[1]?.is === 'broken' && settled[1].cause, cause);
      assert.deepEqual(await idsAt(await bench.reopen(), sg), ['sgr-1']);
      assert.equal((await recordsAt(bench.store)).length, 2);
    },
  ],
  [
    'an id that is too long or has half a character is broken alone; the longest is kept, and an odd one comes back as it was',
    async (bench) => {
      const longest = 'x'.repeat(LONGEST_ID);
      const wrong = [
        put(groupKey(`${longest}x`), groupHead()),
        put(groupKey('\0'.repeat(LONGEST_ID / 6 + 1)), groupHead()),
        put(groupKey('\ud800'), groupHead()),
        put(groupKey('sg-1', { ...here, region: 'cn\udc00' }), groupHead()),
        part(sg, `${longest}x`, rule()),
        part(sg, 'sgr-\udfff', rule()),
      ];
      for (const effect of wrong) {
        const settled = await writeAll(
          bench.store,
          writeOf(deciding([put(sg, groupHead())])),
          writeOf(deciding([effect])),
          writeOf(deciding([put(vpc, vpcHead())])),
        );
        assert.deepEqual(settled.map(wordOf), ['ok', 'broken', 'ok'], JSON.stringify(effect));
      }
      const odd = ['\0"\\b\n', '\ufffd', '中😀', longest];
      await change(bench.store, ...odd.flatMap((id) => [put(groupKey(id), groupHead()), part(groupKey(id), id, rule())]));
      for await (const store of alsoAfterRestart(bench)) {
        const { rows } = await store.read(() => page(here, 'group', { limit: 10 }));
        assert.deepEqual(new Set(rows.map(({ key }) => key.id)), new Set(['sg-1', ...odd]));
        for (const id of odd) assert.deepEqual(await idsAt(store, groupKey(id)), [id]);
        assert.deepEqual((await store.read(() => refs(vpc))).map(({ id }) => id).sort(), ['sg-1', ...odd].sort());
        for (const id of [`${longest}x`, `${longest}y`]) assert.equal(await headAt(store, groupKey(id)), undefined);
      }
    },
  ],
  [
    'a decision without effects is answered and leaves no record',
    async ({ store }) => {
      assert.deepEqual(await store.write(writeOf(deciding([], { dry: true }))), {
        is: 'done',
        outcome: { ok: true, reply: { dry: true } },
        replayed: false,
      });
      assert.deepEqual(await recordsAt(store), []);
    },
  ],
  [
    'an authorise and a revoke that arrive together are decided in their order',
    async (bench) => {
      await change(bench.store, put(sg, groupHead()));
      const settled = await writeAll(
        bench.store,
        writeOf(deciding([part(sg, 'sgr-1', rule())])),
        writeOf(revoking(sg, 'sgr-1')),
        writeOf(revoking(sg, 'sgr-1')),
      );
      assert.deepEqual(settled.map(wordOf), ['ok', 'ok', 'InvalidSecurityGroupRule.RuleNotExist']);
      assert.deepEqual(settled[1], { is: 'done', outcome: { ok: true, reply: { took: '80/80' } }, replayed: false });
      assert.deepEqual(await idsAt(bench.store, sg), []);
      assert.deepEqual(await idsAt(await bench.reopen(), sg), []);
    },
  ],
  [
    'a decision sees what its neighbours before it did, by every kind of need',
    async ({ store }) => {
      const seen: unknown[] = [];
      const look = function* (): Deciding<Decided> {
        const head = (yield* root(sg))?.head.name;
        const rules = yield* all(sg);
        const [one, two] = yield* some(sg, ['sgr-1', 'sgr-2']);
        const named = yield* page(sg, 'group', { where: [['name', 'web']], limit: 9, total: true });
        const users = yield* refs(vpc);
        seen.push([
          head,
          [...rules.entries()].map(([id]) => id),
          one?.ports,
          two?.ports,
          named.rows.map((r) => r.key.id),
          named.total,
          users.map((k) => k.id),
        ]);
        return { reply: {}, effects: [] };
      };
      await writeAll(
        store,
        writeOf(look),
        writeOf(deciding([put(vpc, vpcHead()), put(sg, groupHead({ name: 'web' }))])),
        writeOf(look),
        writeOf(deciding([part(sg, 'sgr-2', rule({ ports: '2/2' })), part(sg, 'sgr-1', rule({ ports: '1/1' }))])),
        writeOf(look),
        writeOf(deciding([withoutPart(sg, 'sgr-1'), part(sg, 'sgr-2', rule({ ports: '3/3' })), put(sg, groupHead({ name: 'db' }))])),
        writeOf(look),
        writeOf(deciding([drop(sg)])),
        writeOf(look),
      );
      assert.deepEqual(seen, [
        [undefined, [], undefined, undefined, [], 0, []],
        ['web', [], undefined, undefined, ['sg-1'], 1, ['sg-1']],
        ['web', ['sgr-1', 'sgr-2'], '1/1', '2/2', ['sg-1'], 1, ['sg-1']],
        ['db', ['sgr-2'], undefined, '3/3', [], 0, ['sg-1']],
        [undefined, [], undefined, undefined, [], 0, []],
      ]);
    },
  ],
  [
    'a point read sees what neighbours did to parts that nobody had read',
    async (bench) => {
      await change(bench.store, put(sg, groupHead()), part(sg, 'sgr-1', rule({ ports: '1/1' })), part(sg, 'sgr-2', rule({ ports: '2/2' })));
      const store = await bench.reopen();
      const settled = await writeAll(
        store,
        writeOf(revoking(sg, 'sgr-1')),
        writeOf(revoking(sg, 'sgr-1')),
        writeOf(deciding([part(sg, 'sgr-1', rule({ ports: '7/7' })), part(sg, 'sgr-2', rule({ ports: '8/8' }))])),
        writeOf(revoking(sg, 'sgr-1')),
        writeOf(revoking(sg, 'sgr-2')),
      );
      assert.deepEqual(
        settled.map((s) => (s.is === 'done' && s.outcome.ok ? s.outcome.reply.took : wordOf(s))),
        ['1/1', 'InvalidSecurityGroupRule.RuleNotExist', undefined, '7/7', '8/8'],
      );
      assert.deepEqual(await idsAt(store, sg), []);
    },
  ],
  [
    'a refusal that rests on a neighbour is told only once the neighbour is there',
    async ({ store }) => {
      let known = false;
      const first = store.write(writeOf(deciding([put(sg, groupHead())])));
      const second = store
        .write(
          writeOf(function* (): Deciding<Decided> {
            if (yield* root(sg)) throw new Refusal('Duplicate');
            return { reply: {}, effects: [] };
          }),
        )
        .then(async (settled) => {
          known = (await headAt(store, sg)) !== undefined && (await recordsAt(store)).length === 1;
          return settled;
        });
      assert.equal(wordOf(await second), 'Duplicate');
      assert.equal(known, true);
      await first;
    },
  ],
  [
    'no read, at whatever moment, sees a write by half or takes back what another saw',
    async ({ store }) => {
      const other = groupKey('sg-2');
      await change(
        store,
        put(sg, groupHead({ name: '0' })),
        put(other, groupHead({ name: '0' })),
        part(sg, 'sgr-1', rule({ priority: 1 })),
      );
      let running = true;
      let last = 0;
      const writes = (async () => {
        for (let n = 1; n <= 60; n += 3) {
          await writeAll(
            store,
            ...[n, n + 1, n + 2].map((i) =>
              writeOf(
                deciding([
                  put(sg, groupHead({ name: String(i) })),
                  part(sg, 'sgr-1', rule({ priority: i })),
                  put(other, groupHead({ name: String(i) })),
                ]),
              ),
            ),
          );
        }
        running = false;
      })();
      for (let n = 0; running && n < 100_000; n++) {
        const seen = await store.read(function* () {
          const a = yield* root(sg);
          const b = yield* root(other);
          const [r] = yield* some(sg, ['sgr-1']);
          return [Number(a?.head.name), Number(b?.head.name), r?.priority ?? -1] as const;
        });
        assert.equal(seen[0], seen[1]);
        assert.ok(seen[0] === 0 || seen[2] === seen[0], `${seen}`);
        assert.ok(seen[0] >= last, `${seen[0]} after ${last}`);
        last = seen[0];
        await new Promise((resolve) => (n % 2 ? setImmediate(resolve) : process.nextTick(resolve)));
      }
      await writes;
    },
  ],
  [
    'a later effect of a write builds on its earlier ones',
    async (bench) => {
      const store = bench.store;
      await change(store, put(sg, groupHead({ name: 'a' })), part(sg, 'sgr-1', rule()));
      await bench.reopen();
      // A part that nobody had read, put and then dropped with its root.
      await change(bench.store, part(sg, 'sgr-2', rule({ ports: '2/2' })), withoutPart(sg, 'sgr-1'), drop(sg));
      assert.deepEqual([await headAt(bench.store, sg), await idsAt(bench.store, sg)], [undefined, []]);
      assert.deepEqual([await headAt(await bench.reopen(), sg), await idsAt(bench.store, sg)], [undefined, []]);
      await change(
        bench.store,
        put(sg, groupHead({ name: 'b' })),
        part(sg, 'sgr-3', rule({ ports: '3/3' })),
        drop(sg),
        put(sg, groupHead({ name: 'c' })),
        part(sg, 'sgr-4', rule({ ports: '4/4' })),
      );
      assert.deepEqual(await idsAt(bench.store, sg), ['sgr-4']);
      await change(bench.store, part(sg, 'sgr-4', rule({ ports: '5/5' })), part(sg, 'sgr-4', rule({ ports: '6/6' })));
      for await (const at of alsoAfterRestart(bench)) {
        assert.deepEqual(await headAt(at, sg), groupHead({ name: 'c' }));
        assert.deepEqual(await partsAt(at, sg), [['sgr-4', rule({ ports: '6/6' })]]);
      }
    },
  ],
  [
    'effects that change nothing leave no record',
    async ({ store }) => {
      await change(store, put(sg, groupHead()));
      await change(store, withoutPart(sg, 'sgr-9'), drop(groupKey('sg-9')));
      assert.equal((await recordsAt(store)).length, 1);
    },
  ],
  [
    'more writes than one commit takes are all settled, in their order',
    async (bench) => {
      await change(bench.store, put(sg, groupHead()));
      const settled = await writeAll(
        bench.store,
        ...Array.from({ length: 700 }, (_, n) =>
          writeOf(function* (): Deciding<Decided> {
            const rules = yield* all(sg);
            return {
              reply: { before: rules.size },
              effects: [part(sg, `sgr-${String(n).padStart(4, '0')}`, rule({ ports: `${n}/${n}` }))],
            };
          }),
        ),
      );
      assert.deepEqual(
        settled.map((s) => s.is === 'done' && s.outcome.ok && s.outcome.reply.before),
        Array.from({ length: 700 }, (_, n) => n),
      );
      assert.equal((await idsAt(await bench.reopen(), sg)).length, 700);
      assert.equal((await recordsAt(bench.store)).length, 701);
    },
  ],
  [
    'writes one after the other leave the event loop turning',
    async ({ store }) => {
      let turns = 0;
      let running = true;
      const turn = () => {
        turns += 1;
        if (running) setImmediate(turn);
      };
      setImmediate(turn);
      for (let n = 0; n < 50; n++) await change(store, put(sg, groupHead({ name: `${n}` })));
      running = false;
      assert.ok(turns >= 40, `${turns} turns`);
    },
  ],
  [
    'references are kept apart from those of another scope with the same ids',
    async ({ store }) => {
      const far = groupKey('sg-1', { account: sg.account, region: 'cn-beijing' });
      await change(store, put(far, groupHead({ vpc: 'vpc-1' })));
      assert.deepEqual(await refsAt(store, vpc), []);
    },
  ],
];

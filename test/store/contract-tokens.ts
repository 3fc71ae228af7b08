import assert from 'node:assert/strict';
import { all } from '#domain/finding.ts';
import type { Deciding } from '#kit/deciding.ts';
import type { TokenClaim } from '#store/store.ts';
import { alsoAfterRestart, type Case } from './bench.ts';
import {
  deciding,
  elsewhere,
  failing,
  groupHead,
  groupKey,
  here,
  idsAt,
  part,
  put,
  recordsAt,
  refusing,
  rule,
  START,
  theirs,
  wordOf,
  writeAll,
  writeOf,
} from './samples.ts';

const DAY = 24 * 3600_000;
const sg = groupKey('sg-1');
const claim = (over: Partial<TokenClaim> = {}): TokenClaim => ({ scope: here, action: 'Act', token: 'T-1', print: 'p', ...over });
let made = 0;
/** Makes a rule under a new id, so that each time it is done can be counted. */
const adding = (over: Partial<TokenClaim> = {}, at = START) =>
  writeOf(deciding([part(sg, `sgr-${String(++made).padStart(6, '0')}`, rule({ ports: `${made}/${made}` }))], { made }), {
    token: claim(over),
    at,
  });

/** ClientToken: done once, told as often as asked. */
export const tokens: readonly Case[] = [
  [
    'the same request under the same token is told the same outcome and done once, also after a restart',
    async (bench) => {
      const first = await bench.store.write(adding());
      const again = await bench.store.write(adding());
      const later = await (await bench.reopen()).write(adding());
      assert.deepEqual([first, again, later].map(wordOf), ['ok', 'replayed', 'replayed']);
      for (const settled of [again, later])
        assert.deepEqual(settled.is === 'done' && settled.outcome, first.is === 'done' && first.outcome);
      assert.equal((await idsAt(bench.store, sg)).length, 1);
      assert.equal((await recordsAt(bench.store)).length, 1);
    },
  ],
  [
    'a refusal is remembered like a success, also after a restart',
    async (bench) => {
      const refused = await bench.store.write(writeOf(refusing('RuleNotExist', ['sgr-1']), { token: claim() }));
      assert.deepEqual(refused, { is: 'done', outcome: { ok: false, code: 'RuleNotExist', holes: ['sgr-1'] }, replayed: false });
      for await (const store of alsoAfterRestart(bench)) {
        assert.deepEqual(await store.write(adding()), {
          is: 'done',
          outcome: { ok: false, code: 'RuleNotExist', holes: ['sgr-1'] },
          replayed: true,
        });
      }
      assert.deepEqual(await idsAt(bench.store, sg), []);
      assert.deepEqual(await recordsAt(bench.store), []);
    },
  ],
  [
    'who is not admitted is not told what a token stands for, and nothing of it is remembered',
    async (bench) => {
      const turnedAway = new Error('not you');
      const mayNot = { ...adding(), admit: failing(turnedAway) as () => Deciding<never> };
      assert.deepEqual(await bench.store.write(mayNot), { is: 'notAdmitted', cause: turnedAway });
      assert.equal(wordOf(await bench.store.write(adding())), 'ok');
      assert.deepEqual(await bench.store.write(mayNot), { is: 'notAdmitted', cause: turnedAway });
      const [one, two, three] = await writeAll(
        bench.store,
        adding({ token: 'T-2' }),
        { ...mayNot, token: claim({ token: 'T-2' }) },
        adding({ token: 'T-2' }),
      );
      assert.deepEqual(
        [one, two, three].map((s) => s!.is),
        ['done', 'notAdmitted', 'done'],
      );
      assert.equal((await idsAt(bench.store, sg)).length, 2);
    },
  ],
  [
    'an admission sees what its neighbours of the batch did before it',
    async (bench) => {
      const onlyWithRules = function* () {
        if ((yield* all(sg)).size === 0) throw new Error('no rules yet');
      };
      const settled = await writeAll(bench.store, { ...adding(), admit: onlyWithRules }, adding({ token: 'T-2' }), {
        ...adding({ token: 'T-3' }),
        admit: onlyWithRules,
      });
      assert.deepEqual(
        settled.map((s) => s.is),
        ['notAdmitted', 'done', 'done'],
      );
    },
  ],
  [
    'a success without effects is remembered too',
    async (bench) => {
      await bench.store.write(writeOf(deciding([], { nothing: 'to do' }), { token: claim() }));
      const again = await (await bench.reopen()).write(adding());
      assert.deepEqual(again, { is: 'done', outcome: { ok: true, reply: { nothing: 'to do' } }, replayed: true });
    },
  ],
  [
    'another request under the token is told of the mismatch and not done; the first outcome stays',
    async (bench) => {
      await bench.store.write(adding());
      for await (const store of alsoAfterRestart(bench)) {
        assert.deepEqual(await store.write(adding({ print: 'other' })), { is: 'tokenMismatch' });
        assert.equal(wordOf(await store.write(adding())), 'replayed');
      }
      assert.equal((await idsAt(bench.store, sg)).length, 1);
    },
  ],
  [
    'in one batch the first of a token is done, its like replayed, others mismatched',
    async ({ store }) => {
      const settled = await writeAll(store, adding(), adding({ print: 'other' }), adding(), adding({ token: 'T-2' }));
      assert.deepEqual(settled.map(wordOf), ['ok', 'tokenMismatch', 'replayed', 'ok']);
      assert.equal((await idsAt(store, sg)).length, 2);
    },
  ],
  [
    'in one batch a refusal is replayed to its like',
    async ({ store }) => {
      const settled = await writeAll(store, writeOf(refusing('No', ['x']), { token: claim() }), adding(), adding({ print: 'other' }));
      assert.deepEqual(settled.map(wordOf), ['No', 'replayed', 'tokenMismatch']);
      assert.deepEqual(settled[1]?.is === 'done' && settled[1].outcome, { ok: false, code: 'No', holes: ['x'] });
      assert.deepEqual(await idsAt(store, sg), []);
    },
  ],
  [
    'a hundred at once under one token have one effect and one outcome',
    async (bench) => {
      const settled = await writeAll(bench.store, ...Array.from({ length: 100 }, () => adding()));
      assert.deepEqual(settled.map(wordOf), ['ok', ...Array.from({ length: 99 }, () => 'replayed')]);
      assert.equal(new Set(settled.map((s) => s.is === 'done' && JSON.stringify(s.outcome))).size, 1);
      assert.equal((await idsAt(bench.store, sg)).length, 1);
      assert.equal((await recordsAt(bench.store)).length, 1);
    },
  ],
  [
    'five hundred over several turns and commits have one effect',
    async ({ store }) => {
      const running = [];
      for (let turn = 0; turn < 5; turn++) {
        for (let n = 0; n < 100; n++) running.push(store.write(adding()));
        await new Promise((resolve) => setImmediate(resolve));
      }
      const words = (await Promise.all(running)).map(wordOf);
      assert.equal(words.filter((w) => w === 'ok').length, 1);
      assert.equal(words.filter((w) => w === 'replayed').length, 499);
      assert.equal((await idsAt(store, sg)).length, 1);
    },
  ],
  [
    'a token is its own per account, region and action, and by case',
    async (bench) => {
      const others: readonly Partial<TokenClaim>[] = [
        {},
        { scope: elsewhere },
        { scope: theirs },
        { action: 'Other' },
        { action: 'act' },
        { token: 't-1' },
        { token: 'T-1 ' },
      ];
      for (const over of others) assert.equal(wordOf(await bench.store.write(adding(over))), 'ok', JSON.stringify(over));
      await bench.reopen();
      for (const over of others) assert.equal(wordOf(await bench.store.write(adding(over))), 'replayed', JSON.stringify(over));
      assert.equal((await idsAt(bench.store, sg)).length, others.length);
    },
  ],
  [
    'a broken decision does not use its token up',
    async ({ store }) => {
      const settled = await writeAll(store, writeOf(failing(new Error('bug')), { token: claim() }), adding());
      assert.deepEqual(settled.map(wordOf), ['broken', 'ok']);
      assert.equal(wordOf(await store.write(adding())), 'replayed');
    },
  ],
  [
    'one that came too late does not use its token up',
    async ({ store }) => {
      const late = { ...adding(), deadline: START - 1 };
      assert.deepEqual((await writeAll(store, late, adding())).map(wordOf), ['deadline', 'ok']);
    },
  ],
  [
    'a token is forgotten after 24 hours and not before, and may then be used anew',
    async (bench) => {
      await bench.store.write(adding());
      bench.now = START + DAY - 1;
      assert.equal(wordOf(await bench.store.write(adding({}, bench.now))), 'replayed');
      bench.now = START + DAY;
      assert.equal(wordOf(await bench.store.write(adding({ print: 'other' }, bench.now))), 'ok');
      assert.equal(wordOf(await bench.store.write(adding({}, bench.now))), 'tokenMismatch');
      bench.now = START + 2 * DAY - 1;
      assert.equal(wordOf(await bench.store.write(adding({ print: 'other' }, bench.now))), 'replayed');
    },
  ],
  [
    'purge removes what has expired and nothing else',
    async (bench) => {
      await writeAll(bench.store, ...Array.from({ length: 20 }, (_, n) => adding({ token: `old-${n}` })));
      bench.now = START + DAY / 2;
      await writeAll(bench.store, ...Array.from({ length: 20 }, (_, n) => adding({ token: `new-${n}` }, bench.now)));
      await bench.store.purge(START + DAY);
      // Back in time only what is gone is done anew.
      bench.now = START;
      assert.equal(wordOf(await bench.store.write(adding({ token: 'old-7' }))), 'ok');
      assert.equal(wordOf(await bench.store.write(adding({ token: 'new-7' }))), 'replayed');
      await bench.store.purge(START + DAY - 1);
      assert.equal(wordOf(await bench.store.write(adding({ token: 'old-7' }))), 'replayed');
    },
  ],
  [
    'purges one after the other come to an end of any number',
    async (bench) => {
      await bench.store.write(writeOf(deciding([put(sg, groupHead())])));
      await writeAll(
        bench.store,
        ...Array.from({ length: 1200 }, (_, n) => writeOf(refusing('No'), { token: claim({ token: `old-${n}` }) })),
      );
      for (let n = 0; n < 10; n++) await bench.store.purge(START + DAY);
      const words = (await writeAll(bench.store, ...[0, 600, 1199].map((n) => adding({ token: `old-${n}` })))).map(wordOf);
      assert.deepEqual(words, ['ok', 'ok', 'ok']);
    },
  ],
];

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from '#domain/finding.ts';
import type { Decided, Deciding } from '#kit/deciding.ts';
import { Batcher } from '#store/batcher.ts';
import { openDriver } from '#store/postgres/open-store.ts';
import type { Round } from '#store/store.ts';
import { startPostgres } from '../postgres.ts';
import { groupHead, groupKey, put, recordsAt, wordOf, writeOf } from './samples.ts';

/** A batch that begins while the commit of the one ahead of it is under way. */
const postgres = await startPostgres();
after(() => postgres.remove());

/** A store, and how many of its rounds were open at once at most. */
async function open(url: string) {
  const driver = await openDriver(url, Date.now);
  const rounds = { open: 0, most: 0 };
  const begin = driver.begin.bind(driver);
  driver.begin = async (last?: unknown): Promise<Round> => {
    const round = await begin(last);
    rounds.most = Math.max(rounds.most, ++rounds.open);
    const { commit } = round;
    return { ...round, commit: async (...given) => Promise.resolve(commit(...given)).finally(() => rounds.open--) };
  };
  return { store: new Batcher(driver, { now: Date.now, takeNonces: () => new Uint8Array() }), rounds };
}

const counter = groupKey('sg-counter');
function* countUp(): Deciding<Decided> {
  const found = yield* root(counter);
  const count = Number(found?.head.description ?? 0) + 1;
  return { reply: { count }, effects: [put(counter, groupHead({ description: String(count) }))] };
}

const TURNS = 5;
for (const [writers, together] of [
  [8, 1],
  [256, 2],
] as const)
  test(`${writers} that write again as soon as they are answered: ${together} batches at once, and each write sees all before it`, async () => {
    const url = await postgres.makeSchema();
    const { store, rounds } = await open(url);
    try {
      const counted = await Promise.all(
        Array.from({ length: writers }, async (_, n) => {
          const counts: number[] = [];
          // Not all in step, or few of them would never come while others are committed.
          await pause(n % 8);
          for (let turn = 0; turn < TURNS; turn++) {
            const settled = await store.write(writeOf(countUp));
            assert.equal(wordOf(settled), 'ok');
            if (settled.is === 'done' && settled.outcome.ok) counts.push((settled.outcome.reply as { count: number }).count);
          }
          return counts;
        }),
      );
      const all = Array.from({ length: writers * TURNS }, (_, i) => i + 1);
      assert.deepEqual(
        counted.flat().sort((a, b) => a - b),
        all,
      );
      assert.deepEqual(
        (await recordsAt(store)).map(({ seq }) => seq),
        all,
      );
      for (const counts of counted)
        assert.deepEqual(
          counts,
          counts.toSorted((a, b) => a - b),
        );
      assert.equal(rounds.most, together);
    } finally {
      await store.close();
      await postgres.dropSchema(url);
    }
  });

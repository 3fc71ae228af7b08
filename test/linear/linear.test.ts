import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seed } from '../faults/seed.ts';
import { postgresWorld } from './postgres-world.ts';
import { runIn } from './run.ts';
import { embeddedWorld, type World } from './world.ts';

/** LINEAR_SECONDS of load in each world, or a sample. */
const seconds = Number(process.env.LINEAR_SECONDS ?? 10);
/** Longer than a request waits for its batch (10 s), where there is time for it: then clients are told that nothing was done. Milliseconds. */
const absence = seconds < 60 ? 0 : 13_000;

const worlds: readonly (readonly [title: string, make: () => Promise<World>])[] = [
  ['one server on one folder', () => embeddedWorld()],
  ['four servers on one PostgreSQL', () => postgresWorld(absence)],
];
for (const [title, make] of worlds) {
  test(`32 clients of ${title}, killed and cut off at random, see one sequence of operations (${seconds} s, SEED=${seed})`, async (t) => {
    const world = await make();
    try {
      const { wrong, counts } = await runIn(world, seed, seconds * 1000);
      t.diagnostic(JSON.stringify(counts));
      assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} things are wrong`);
      // A world without trouble shows nothing.
      const mayBeNone = ['unsent', ...(absence > 0 && world.title.includes('PostgreSQL') ? [] : ['refused503'])];
      for (const [name, count] of Object.entries(counts)) if (!mayBeNone.includes(name)) assert.ok(count > 0, `${name}: ${count}`);
    } finally {
      await world.stop();
    }
  });
}

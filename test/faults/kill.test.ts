import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killRounds } from './kill.ts';
import { seed } from './seed.ts';

/** KILLS, or a sample. */
const kills = Number(process.env.KILLS ?? 12);
const slowCommits = ['--import', new URL('./slow-commits.ts', import.meta.url).href];

for (const [way, node, some] of [
  ['', [], kills],
  [', commits in a thread', slowCommits, Math.ceil(kills / 3)],
] as const)
  test(`after kill -9 under 64 writers what was answered is there, whole, and nothing is there by half (${some} kills${way}, SEED=${seed})`, async (t) => {
    const tally = await killRounds({ kills: some, seed, node, say: (line) => t.diagnostic(line) });
    t.diagnostic(JSON.stringify(tally));
    // A load that does nothing shows nothing.
    assert.equal(tally.kills, some);
    // Whether a kill falls between a commit and its replies is luck.
    const { unansweredDone: _, ...certain } = tally;
    for (const [name, count] of Object.entries(certain)) assert.ok(count > 0, `${name}: ${count}`);
  });

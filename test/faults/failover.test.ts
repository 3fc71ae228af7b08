import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Failover, failOver } from './failover.ts';
import { seed } from './seed.ts';

/** FAILOVERS in all of a primary that is killed, and one of each other kind; or a sample. */
const count = Number(process.env.FAILOVERS ?? 2);
const soon = (_: unknown, n: number): Failover => ({ how: n % 2 ? 'killed' : 'killed and ahead', notice: [100, 1500] });
const others: readonly Failover[] = [
  // Longer than a request waits: it is told that nothing was done, or, where its COMMIT was on the way, gets no reply.
  { how: 'killed and ahead', notice: [13_000, 13_000] },
  { how: 'stands still', notice: [1000, 1000] },
];
const failovers = [...Array.from({ length: count }, soon), ...(process.env.FAILOVERS ? others : [])];

test(`after ${failovers.length} failovers to a synchronous standby what was answered is there, once (SEED=${seed})`, async (t) => {
  const tally = await failOver({ failovers, seed, say: (line) => t.diagnostic(line) });
  t.diagnostic(JSON.stringify(tally));
  // A load that does nothing shows nothing. Whether requests are cut off from their replies is luck.
  const certain = ['done', 'replayed', 'records', ...(process.env.FAILOVERS ? (['refused503', 'lost'] as const) : [])] as const;
  for (const name of certain) assert.ok(tally[name] > 0, `${name}: ${tally[name]}`);
});

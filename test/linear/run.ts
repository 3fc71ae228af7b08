import { setTimeout as pause } from 'node:timers/promises';
import { between, makeRandom } from '../faults/seed.ts';
import { check, partition } from './checker.ts';
import { Clients } from './clients.ts';
import { group } from './model.ts';
import type { Trouble, World } from './world.ts';

/** What is left out of a report of many. */
const SHOWN = 20;

/** Clients in a world in trouble for so many milliseconds; then the history is checked. Gives what was counted, and what is wrong. */
export async function runIn(world: World, seed: number, ms: number) {
  const clients = new Clients(world, seed);
  await clients.prepare();
  const over = new AbortController();
  const until = performance.now() + ms;
  const isOver = () => over.signal.aborted || performance.now() >= until;
  const struck: Record<string, number> = {};
  const troubled = Promise.all(
    world.troubles.map(async (trouble, i) => {
      struck[trouble.name] = await strike(trouble, seed + i + 1, isOver);
    }),
  );
  // A server that does not start again would leave clients waiting for it.
  troubled.catch(() => over.abort());
  await clients.run(isOver);
  await troubled;
  await clients.look();

  const { operations, faults } = clients.history();
  const begun = performance.now();
  const wrong = [...faults];
  for (const [about, part] of partition(operations, (input) => input.group)) {
    const verdict = check(group, part);
    if (verdict.is !== 'linearizable') {
      const near = part.filter(({ call, told }) => told && told.at >= verdict.stuck.call - 20 && call <= verdict.stuck.told!.at);
      const lines = near.sort((a, b) => a.call - b.call).map((operation) => `  ${JSON.stringify(operation)}`);
      const stuck = `${JSON.stringify(verdict.stuck)} fits none of ${JSON.stringify(verdict.states)}`;
      const why =
        verdict.is === 'violation'
          ? 'no sequence of operations explains this history'
          : `neither shown nor refuted in ${verdict.tried} configurations`;
      wrong.push([`${about}: ${why}: ${stuck}; near it:`, ...lines.slice(-SHOWN)].join('\n'));
    }
  }
  const { counts } = clients;
  return { wrong, counts: { operations: operations.length, ...counts, ...struck, checkedInMs: Math.round(performance.now() - begun) } };
}

async function strike({ every: [least, most], strike }: Trouble, seed: number, isOver: () => boolean): Promise<number> {
  const random = makeRandom(seed);
  let count = 0;
  for (;;) {
    await pause(between(random, least, most));
    if (isOver()) return count;
    count += await strike(random);
  }
}

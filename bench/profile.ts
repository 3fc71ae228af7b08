import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** V8's CPU profile of a server, of the time in which it was measured. */
export const profileFlags = (folder: string): readonly string[] => ['--cpu-prof', '--cpu-prof-interval', '250', '--cpu-prof-dir', folder];

type Profile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  /** Microseconds on the monotonic clock. */
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};
export type SelfTime = { readonly name: string; readonly us: number; readonly share: number };

/** Functions by the time spent in themselves between two moments, most first; what the process slept is left out. */
export function selfTimes(folder: string, from: number, to: number): readonly SelfTime[] {
  // Each thread writes a profile; the main one has by far the most samples with work in them.
  const files = readdirSync(folder).filter((file) => file.endsWith('.cpuprofile'));
  const all = files.map((file) => timesIn(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile, from, to));
  const main = all.toSorted((a, b) => sum(b) - sum(a))[0] ?? new Map<string, number>();
  const total = sum(main);
  return [...main].map(([name, us]) => ({ name, us, share: us / total })).sort((a, b) => b.us - a.us);
}

const sum = (times: ReadonlyMap<string, number>): number => [...times.values()].reduce((a, b) => a + b, 0);

function timesIn({ nodes, startTime, samples, timeDeltas }: Profile, from: number, to: number): Map<string, number> {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  let at = startTime;
  for (const [i, delta] of timeDeltas.entries()) {
    at += delta;
    const name = names.get(samples[i]!)!;
    // A sample stands for the time up to the next one.
    if (at >= from && at <= to && name !== '(idle)') times.set(name, (times.get(name) ?? 0) + (timeDeltas[i + 1] ?? 0));
  }
  return times;
}

function nameOf({ functionName, url, lineNumber }: Profile['nodes'][number]['callFrame']): string {
  const name = functionName || '(anonymous)';
  if (url === '') return name;
  const file = url.replace(/^.*?\/(src|node_modules)\//, '$1/');
  return `${name} ${file}:${lineNumber + 1}`;
}

import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './places.ts';
import { runRound } from './round.ts';
import type { Scenario } from './scenarios.ts';
import type { Run } from './wrk.ts';

/** Where a server's time goes, by V8's profiler: wall time of the main thread, so waiting for the disk counts, and being idle does not. */
export type Profiled = { readonly functions: readonly Part[]; readonly places: readonly Part[] };
/** `us` is per request. */
export type Part = { readonly name: string; readonly us: number; readonly share: number };

type Frame = { readonly functionName: string; readonly url: string; readonly lineNumber: number };
type Profile = {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Frame; readonly children?: readonly number[] }[];
  /** Microseconds on the monotonic clock. */
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

/** What has node leave a profile in a folder. */
export const profiling = (folder: string): readonly string[] => ['--cpu-prof', '--cpu-prof-interval', '250', '--cpu-prof-dir', folder];

/** One round of a scenario with the profiler on. It costs time itself, so what it gives is shares. */
export async function profileOf(scenario: Scenario): Promise<Profiled> {
  const folder = join(cacheFolder, 'profile');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const nodeFlags = profiling(folder);
  const { server } = await runRound(scenario, true, { nodeFlags });
  const profiled = profiledIn(folder, server);
  const { places } = profiled;
  if (scenario.kind !== 'describe' && !places.some(({ name }) => name === commit))
    throw new Error(`no time was spent in ${COMMITS}: it has another name now, and its time would be counted as other work of the store`);
  return profiled;
}

/** What the profiler left in a folder, of a run. */
export function profiledIn(folder: string, { from, to, requests }: Pick<Run, 'from' | 'to' | 'requests'>): Profiled {
  const profile = mainOf(folder);
  const by = (nameOf: (stack: readonly Frame[]) => string) => partsOf(profile, from, to, requests, nameOf);
  return { functions: by(functionOf), places: by(placeOf) };
}

/** Each thread writes a profile; the main one has by far the most to tell. */
function mainOf(folder: string): Profile {
  const all = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile);
  const main = all.toSorted((a, b) => b.nodes.length - a.nodes.length)[0];
  if (!main) throw new Error('the server left no profile');
  return main;
}

function partsOf(profile: Profile, from: number, to: number, requests: number, nameOf: (stack: readonly Frame[]) => string): Part[] {
  const { startTime, samples, timeDeltas } = profile;
  const names = namesOf(profile, nameOf);
  const times = new Map<string, number>();
  let at = startTime;
  for (const [i, delta] of timeDeltas.entries()) {
    at += delta;
    const name = names.get(samples[i]!)!;
    // A sample stands for the time up to the next one.
    if (at >= from && at <= to && name !== '(idle)') times.set(name, (times.get(name) ?? 0) + (timeDeltas[i + 1] ?? 0));
  }
  const total = [...times.values()].reduce((a, b) => a + b, 0);
  return [...times].map(([name, us]) => ({ name, us: us / requests, share: us / total })).sort((a, b) => b.us - a.us);
}

/** Node of the call tree -> name; a stack begins with the innermost frame. */
function namesOf({ nodes }: Profile, nameOf: (stack: readonly Frame[]) => string): Map<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const names = new Map<number, string>();
  const walk = (id: number, outer: readonly Frame[]): void => {
    const { callFrame, children = [] } = byId.get(id)!;
    const stack = [callFrame, ...outer];
    names.set(id, nameOf(stack));
    for (const child of children) walk(child, stack);
  };
  walk(nodes[0]!.id, []);
  return names;
}

/** The driver's function that runs COMMIT and nothing else. */
const COMMITS = '#makeDurable';
const commit = 'COMMIT: writing the WAL, waiting for the disk';

const fileOf = (url: string): string => url.replace(/^.*?\/(src|node_modules)\//, '$1/');

function functionOf(stack: readonly Frame[]): string {
  const { functionName, url, lineNumber } = stack[0]!;
  const name = functionName || '(anonymous)';
  return url === '' ? name : `${name} ${fileOf(url)}:${lineNumber + 1}`;
}

/** Part of the program by the innermost frame that has a file: what native code costs is its caller's. */
function placeOf(stack: readonly Frame[]): string {
  const { functionName } = stack[0]!;
  if (functionName === '(idle)') return functionName;
  if (functionName === '(garbage collector)') return 'garbage collection';
  const caller = stack.find(({ url }) => url !== '');
  if (!caller) return "V8 and libuv, nobody's call";
  const file = fileOf(caller.url);
  if (caller.functionName === COMMITS && file.startsWith('src/store/')) return commit;
  const [, folder] = /^((?:src|node_modules)\/[^/]+)/.exec(file) ?? [];
  return folder ?? (file.includes('crypto') ? 'node:crypto' : 'node:http, net, streams');
}

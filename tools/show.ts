import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { root } from './test.ts';

/**
 * `npm run show -- POINT …`: what the service promises, shown at full size. What a point printed is kept in docs/verified/ when it passed.
 *   point -> steps -> each shown as it runs -> without what differs from run to run -> docs/verified/POINT.txt
 * `--middle` shows sizes between those of `npm test` and the full ones, and keeps nothing.
 */
/** A part of a point; true where it holds. */
type Step = (show: Show) => Promise<boolean>;
type Point = { readonly title: string; readonly full: readonly Step[]; readonly middle: readonly Step[] };

/** CI=true, so that what cannot be tested here fails. */
const tests =
  (files: string, env: Readonly<Record<string, string>> = {}): Step =>
  async ({ run }) => {
    const found = globSync(files, { cwd: root }).sort();
    return (
      found.length > 0 &&
      run(root, process.execPath, ['--test', '--test-reporter=spec', '--test-concurrency=1', ...found], { CI: 'true', ...env })
    );
  };
const bench =
  (...words: string[]): Step =>
  ({ run }) =>
    run(root, process.execPath, ['bench/run.ts', ...words]);
const sdks = [tests('test/sdk/*.test.ts')];
const coverage: Step = ({ run }) => run(root, process.execPath, ['tools/coverage-api.ts']);
const generated = [tests('test/sdk/registry-models.test.ts'), tests('test/http/generated.test.ts')];
const ram = (judgements: number) => [tests('{src,test}/ram/*.test.ts', { JUDGEMENTS: String(judgements) })];
const sequences = (runs: number) => [tests('test/sequences/*.test.ts', { RUNS: String(runs) })];
const pages = [tests('test/http/pages.test.ts')];
const permits = [tests('test/http/permits.test.ts'), tests('test/http/sessions.test.ts')];
const describing = 'describe-200-rules,describe-200-rules-acs3,listings';
const policies = 'revoke-by-id,revoke-by-id-ram-user';
const captures = [tests('test/http/captures.test.ts')];
const stores = [tests('test/store/*.test.ts')];
const walks = (changes: number) => [tests('test/feed/{feed,walk}.test.ts', { CHANGES: String(changes) })];
const states = (changes: number, hosts: number) => [
  tests('test/feed/{state,state-stream,state-http,mailbox}.test.ts', { CHANGES: String(changes), HOSTS: String(hosts) }),
];
const linear = (seconds: number) => [tests('test/linear/*.test.ts', { LINEAR_SECONDS: String(seconds) })];
const failovers = (count: number) => [
  tests('test/faults/failover.test.ts', { FAILOVERS: String(count) }),
  tests('test/store/postgres-{hosts,slow}.test.ts'),
];
const errorRows = [tests('test/http/error-rows.test.ts')];
const crashes = (kills: number) => [tests('test/faults/kill.test.ts', { KILLS: String(kills) }), tests('test/faults/fsync.test.ts')];
const fanout = (subscribers: number) => [tests('test/feed/fanout.test.ts', { SUBSCRIBERS: String(subscribers) })];
const attacks = (size: 'full' | 'sample') => [tests('test/{attacks/*,faults/attacked}.test.ts', { ATTACKS: size })];

const points: { readonly [name: string]: Point } = {
  a1: { title: 'a clean clone installs, serves and passes its tests', full: [fromClone(true)], middle: [fromClone(false)] },
  a2: { title: 'the official SDKs and the published examples work', full: sdks, middle: sdks },
  a3: { title: 'every published error row is reached', full: errorRows, middle: errorRows },
  a4: { title: 'nothing that was answered is lost', full: crashes(200), middle: crashes(40) },
  a5: { title: 'what a request costs', full: [bench()], middle: [bench('--quick')] },
  b1: { title: 'every promised action and parameter is there', full: [coverage], middle: [coverage] },
  b2: { title: 'every action keeps to its description, and its description to the SDK', full: generated, middle: generated },
  b3: { title: 'any sequence of calls leaves what a model says', full: sequences(100), middle: sequences(20) },
  b4: { title: 'pages lose and repeat no rule while rules come and go', full: pages, middle: pages },
  b5: { title: 'what describing costs', full: [bench('--only', describing)], middle: [bench('--only', describing, '--rounds', '1')] },
  c1: { title: 'policies are judged as documented', full: ram(100_000), middle: ram(20_000) },
  c2: { title: 'policies let through what they allow, and nothing else', full: permits, middle: permits },
  c3: { title: 'what policies cost', full: [bench('--only', policies)], middle: [bench('--only', policies, '--rounds', '1')] },
  c4: { title: 'attacks are refused and change nothing, and nobody else notices', full: attacks('full'), middle: attacks('sample') },
  c5: { title: 'Terraform manages RAM', full: captures, middle: captures },
  d1: { title: 'one contract, two stores', full: stores, middle: stores },
  d2: { title: 'every history is one sequence of operations', full: linear(60), middle: linear(20) },
  d3: { title: 'nothing that was answered is lost when the primary is', full: failovers(5), middle: failovers(2) },
  d4: { title: 'every reader of the feed gets every change once, in one order', full: walks(200_000), middle: walks(20_000) },
  d5: {
    title: 'what a revoke costs on PostgreSQL',
    full: [bench('--store', 'postgres')],
    middle: [bench('--store', 'postgres', '--rounds', '1')],
  },
  d6: { title: 'many readers of the feed cost little and wait for nothing', full: fanout(500), middle: fanout(200) },
  d7: { title: 'every host has exactly the state of one moment, and can be asked', full: states(30_000, 30), middle: states(6000, 20) },
};

/** Shows a line, and runs a command with its output shown; both are kept. */
type Show = {
  say(line: string): void;
  run(folder: string, command: string, words: readonly string[], env?: Readonly<Record<string, string>>): Promise<boolean>;
  /** A folder that goes when the point is done. */
  folder(): string;
};

/** How long `npm start` may take to listen, and to end. Milliseconds. */
const START = 60_000;
const STOP = 10_000;
const ci = ['ci', '--no-fund', '--no-audit'];

/** What is committed, in an empty folder: installed and served, then installed anew and tested. */
function fromClone(isTested: boolean): Step {
  return async (show) => {
    const at = join(show.folder(), 'clone');
    const served =
      (await show.run(root, 'git', ['clone', '--quiet', root, at])) && (await show.run(at, 'npm', ci)) && (await serves(at, show));
    return served && (!isTested || ((await show.run(at, 'npm', ci)) && (await show.run(at, 'npm', ['test']))));
  };
}

/** Whether `npm start` answers on `/healthz` and ends with 0 when it is told to. */
async function serves(at: string, { say }: Show): Promise<boolean> {
  const env = { ...process.env, SALLYPORT_PORT: '0' };
  // A group of its own, so that what npm starts can be ended whatever becomes of npm.
  const child = spawn('npm', ['start'], { cwd: at, detached: true, stdio: ['ignore', 'pipe', 'inherit'], env });
  const ended = once(child, 'close');
  const late = setTimeout(() => endGroup(child.pid!), START);
  try {
    let said = '';
    for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      said += text;
      if (/listens on .*\n/.test(said)) break;
    }
    child.stdout.resume();
    const endpoint = /http:\/\/\S+:\d+/.exec(said)?.[0];
    const response = await fetch(`${endpoint}/healthz`, { signal: AbortSignal.timeout(STOP) });
    say(`npm start: ${endpoint}/healthz answers ${response.status} ${await response.text()}`);
    child.kill('SIGTERM');
    const [code] = await Promise.race([ended, pause(STOP, ['nothing for 10 s'], { ref: false })]);
    say(`SIGTERM: npm start exits with ${code}`);
    return response.status === 200 && code === 0;
  } finally {
    clearTimeout(late);
    endGroup(child.pid!);
  }
}

function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nothing of it is left, as it should be.
  }
}

/** What a person would see, without what differs from run to run or says where it ran. */
function plain(text: string, folders: readonly string[]): string {
  const places = [...folders, root.slice(0, -1)].map((folder, i) => [folder, i < folders.length ? '<folder>' : '<repository>'] as const);
  return places
    .reduce((kept, [place, word]) => kept.replaceAll(place, word), stripVTControlCharacters(text))
    .replaceAll(new RegExp(`\\b${hostname()}\\b`, 'g'), '<host>')
    .replaceAll(new RegExp(`${tmpdir()}/[\\w.-]+`, 'g'), '<folder>')
    .replaceAll(/\b(127\.0\.0\.1|localhost|\[::1\]):\d+/g, '$1:<port>')
    .replaceAll(/\d{4}-\d\d-\d\d(T[\d:.]+Z)?/g, '<date>')
    .replaceAll(/ \([\d.]+ms\)/g, '')
    .replaceAll(/^ℹ duration_ms .*\n/gm, '');
}

async function showPoint(name: string, { title, full, middle }: Point, isMiddle: boolean): Promise<boolean> {
  const folders: string[] = [];
  let text = '';
  const keep = (more: string) => {
    text += more;
    process.stdout.write(more);
  };
  const show: Show = {
    say: (line) => keep(`${line}\n`),
    folder() {
      folders.push(mkdtempSync(join(tmpdir(), 'sallyport-show-')));
      return folders.at(-1)!;
    },
    async run(folder, command, words, env = {}) {
      const told = [
        ...Object.entries(env).map(([key, value]) => `${key}=${value}`),
        command === process.execPath ? 'node' : command,
        ...words,
      ];
      keep(`$ ${told.join(' ')}\n`);
      const child = spawn(command, words, { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
      child.stdout.setEncoding('utf8').on('data', keep);
      child.stderr.setEncoding('utf8').on('data', keep);
      const [code] = await once(child, 'close');
      return code === 0;
    },
  };
  show.say(`${name}: ${title}\n`);
  let passed = true;
  try {
    for (const step of isMiddle ? middle : full) passed = passed && (await step(show));
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
  show.say(`\n${name} ${passed ? 'passed' : 'FAILED'}`);
  if (passed && !isMiddle) {
    mkdirSync(join(root, 'docs/verified'), { recursive: true });
    writeFileSync(join(root, `docs/verified/${name}.txt`), plain(text, folders));
  }
  return passed;
}

const words = process.argv.slice(2);
const wanted = words.filter((word) => word !== '--middle');
const isMiddle = words.includes('--middle');
const unknown = wanted.find((name) => !Object.hasOwn(points, name));
if (unknown !== undefined || (wanted.length === 0 && !isMiddle)) {
  console.error(`npm run show -- [--middle] ${Object.keys(points).join('|')}`);
  process.exitCode = 1;
} else {
  const results: string[] = [];
  for (const name of wanted.length > 0 ? wanted : Object.keys(points)) {
    const passed = await showPoint(name, points[name]!, isMiddle);
    if (!passed) process.exitCode = 1;
    results.push(`${name} ${passed ? 'passed' : 'FAILED'}: ${points[name]!.title}`);
  }
  console.log(`\n${results.join('\n')}`);
}

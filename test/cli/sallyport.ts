import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

/**
 * The command line as a user has it: in processes of their own, with an environment of their own.
 *   sallyport(words) -> what it printed, and its exit code        startServe(words) -> a running server, until stop()
 * Folders and processes are gone when the test file ends, whatever happened in it.
 */
export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
type Place = { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string };

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
/** Milliseconds. A process that lives longer is killed, and its exit code is then null. */
const LIFE = 20_000;
/** How long a stop may take: the promise of the service. Milliseconds. */
export const STOP = 5_000;
/** For `test(title, bounded, …)`. */
export const bounded = { timeout: 40_000 };

const folders: string[] = [];
const children = new Set<ChildProcess>();
// A server that a failed test left would keep the whole file from ending.
after(() => {
  for (const child of children) child.kill('SIGKILL');
});
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-cli-'));
  folders.push(folder);
  return folder;
}

type Child = { readonly child: ChildProcess; readonly stdout: () => string; readonly stderr: () => string; readonly ended: Promise<Ended> };

/** Compiled once for all processes of a test file: that is two thirds of what a short command costs. */
const cache = makeFolder();

function spawned(words: readonly string[], { env = {}, cwd = tmpdir() }: Place): Child {
  const child = spawn(process.execPath, [main, ...words], {
    cwd,
    env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: cache, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      texts[name] += chunk;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => {
      children.delete(child);
      resolve({ code, ...texts });
    });
  });
  return { child, stdout: () => texts.stdout, stderr: () => texts.stderr, ended };
}

const killAfter = (child: ChildProcess, ms: number) => setTimeout(() => child.kill('SIGKILL'), ms);

/** Runs one command to its end. */
export async function sallyport(words: readonly string[], place: Place = {}): Promise<Ended> {
  return killed(words, LIFE, place);
}

/** Runs one command and kills it (-9) after so many milliseconds, unless it ended before. */
export async function killed(words: readonly string[], ms: number, place: Place = {}): Promise<Ended> {
  const { child, ended } = spawned(words, place);
  const cut = killAfter(child, ms);
  return ended.finally(() => clearTimeout(cut));
}

export type Credentials = { readonly accountId: string; readonly accessKeyId: string; readonly accessKeySecret: string };
export type Started = {
  /** host:port */
  readonly endpoint: string;
  readonly data: string;
  readonly stdout: () => string;
  /** As credentials.json has them. */
  readonly credentials: Credentials;
  /** The CA of its certificate, PEM. */
  readonly ca: string;
  /** `sallyport` with this server and its key. */
  readonly run: (...words: string[]) => Promise<Ended>;
  /** SIGTERM; the exit code is null where that took longer than STOP. */
  readonly stop: () => Promise<Ended>;
};

/** `serve` on a free port with a data folder of its own, unless `data` is given; throws with what it printed where it ends instead. */
export async function startServe(
  words: readonly string[] = [],
  { data = join(makeFolder(), 'data'), ...place }: Place & { data?: string } = {},
): Promise<Started> {
  const server = spawned(['serve', '--data', data, '--port', '0', '--log-level', 'error', ...words], place);
  const port = await portOf(server);
  const endpoint = `127.0.0.1:${port}`;
  const textOf = (file: string) => readFileSync(join(data, file), 'utf8');
  let stopped: Promise<Ended> | undefined;
  return {
    endpoint,
    data,
    stdout: server.stdout,
    get credentials() {
      return JSON.parse(textOf('credentials.json')) as Credentials;
    },
    get ca() {
      return textOf('tls/ca.pem');
    },
    run: (...more) => sallyport(more, { env: { SALLYPORT_ENDPOINT: endpoint, SALLYPORT_DATA: data } }),
    stop() {
      stopped ??= stop(server);
      return stopped;
    },
  };
}

async function stop({ child, ended }: Child): Promise<Ended> {
  const cut = killAfter(child, STOP);
  child.kill('SIGTERM');
  return ended.finally(() => clearTimeout(cut));
}

async function portOf({ child, stdout, stderr, ended }: Child): Promise<number> {
  const cut = killAfter(child, LIFE);
  let over = false;
  void ended.finally(() => {
    over = true;
  });
  while (!over) {
    const port =
      /^Sallyport listens on http:\/\/\S+:(\d+) and https:\/\/\S+:\1$/m.exec(stdout())?.[1] ??
      /^\{"endpoint":"[^"]+:(\d+)"/.exec(stdout())?.[1];
    if (port) {
      clearTimeout(cut);
      return Number(port);
    }
    await Promise.race([new Promise((next) => child.stdout?.once('data', next)), ended]);
  }
  clearTimeout(cut);
  throw new Error(`serve did not start: ${stdout()}${stderr()}`);
}

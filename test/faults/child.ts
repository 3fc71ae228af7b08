import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Credentials } from '#wire/sign-request.ts';

/**
 * A server in a process of its own, as people start it, so that it can be killed, traced and given a bad disk.
 *   startChild(folder) -> `node src/cli/main.ts serve --data folder --port 0` -> its port and key -> end it by its own process id
 */
export type Child = {
  readonly port: number;
  readonly pid: number;
  readonly credentials: Credentials;
  /** What it wrote to standard error so far: the log. */
  log(): string;
  /** SIGKILL; returns once the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; after 10 s SIGKILL, and then `signal` says so. `ms` is how long it took. */
  stop(): Promise<Ended>;
};
export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly ms: number };

type How = {
  /** What runs the command, such as strace; it must replace itself by the command, so that the process id is the server's. */
  readonly under?: readonly string[];
  /** Options of node itself. */
  readonly node?: readonly string[];
  /** Flags of `serve` beside the folder and the port. */
  readonly flags?: readonly string[];
  /** What is run, where it is not this checkout. */
  readonly main?: string;
};

const mainHere = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
/** How long a start may take on a machine that is busy. Milliseconds. */
const START = 60_000;
const STOP = 10_000;

/** Starts a server on the folder and waits until it listens; throws with what it said where it does not. */
export async function startChild(data: string, { under = [], node = [], flags = [], main = mainHere }: How = {}): Promise<Child> {
  const words = [...under, process.execPath, ...node, main, 'serve', '--data', data, '--port', '0', ...flags];
  const child = spawn(words[0]!, words.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  // 'close' and not 'exit', so that its last words are in the log.
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  // The key is in its file by then: it is written before this line is.
  const listening = new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const port = /listens on http:\/\/[^ ]*:(\d+) /.exec(said)?.[1];
      if (port) resolve(port);
    });
  });
  const late = new AbortController();
  const port = await Promise.race([listening, ended, pause(START, undefined, { signal: late.signal })]);
  late.abort();
  if (typeof port !== 'string') {
    child.kill('SIGKILL');
    throw new Error(`the server did not start: ${said}${log}`);
  }
  return {
    port: Number(port),
    pid: child.pid!,
    credentials: JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8')),
    log: () => log,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      const begun = performance.now();
      child.kill('SIGTERM');
      const last = setTimeout(() => child.kill('SIGKILL'), STOP);
      const [code, signal] = await ended;
      clearTimeout(last);
      return { code, signal, ms: performance.now() - begun };
    },
  };
}

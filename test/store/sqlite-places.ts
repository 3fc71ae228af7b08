import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mock, type TestContext } from 'node:test';
import type { Store } from '#store/store.ts';

/** Places to keep a store in, good and bad ones, for the suites of the SQLite driver. All of them go when the test ends, the last one first. */
const ends = new WeakMap<TestContext, (() => unknown)[]>();
function atEnd(t: TestContext, end: () => unknown): void {
  const known = ends.get(t);
  if (known) return void known.push(end);
  const all = [end];
  ends.set(t, all);
  t.after(async () => {
    for (const each of all.reverse()) await each();
  });
}

export function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-store-'));
  atEnd(t, () => {
    // A test may have taken the right to write away.
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
/** Closes the store when the test ends, whatever its state. */
export function closing(t: TestContext, store: Store): Store {
  atEnd(t, () => store.close().catch(() => {}));
  return store;
}

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });

/** Without the right to mount, the test is skipped aloud; under CI it fails. */
function impossible(t: TestContext, cause: unknown): undefined {
  const words = `NOT TESTED: "${t.name}" needs root, and a kernel that mounts: ${(cause as Error).message.trim()}`;
  if (process.env.CI === 'true') throw new Error(words, { cause });
  console.warn(`\n${words}\n`);
  t.skip(words);
  return undefined;
}

export type Mounted = { readonly folder: string; remount(options: string): void };
/** A file system in memory of so many MiB; undefined where that cannot be, and the test is then skipped. */
export function tmpfsFor(t: TestContext, mebibytes: number): Mounted | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-tmpfs-'));
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder);
  } catch (cause) {
    rmSync(folder, { recursive: true });
    return impossible(t, cause);
  }
  atEnd(t, () => {
    run('umount', folder);
    rmSync(folder, { recursive: true });
  });
  return { folder, remount: (options) => void run('mount', '-o', `remount,${options}`, folder) };
}

/** An ext4 in a file, and `fail`, which makes the kernel set it read-only under the files that are open, as after an error of the disk. */
export function ext4For(t: TestContext): { readonly folder: string; fail(): void } | undefined {
  const place = mkdtempSync(join(tmpdir(), 'sallyport-ext4-'));
  const [image, folder] = [join(place, 'image'), join(place, 'mounted')];
  let switchFile: string;
  try {
    run('mkdir', folder);
    run('truncate', '-s', '16M', image);
    run('mkfs.ext4', '-q', '-F', image);
    run('mount', '-o', 'loop,errors=remount-ro', image, folder);
    const device = readFileSync('/proc/mounts', 'utf8').match(`/dev/(loop\\d+) ${folder} `)?.[1];
    switchFile = `/sys/fs/ext4/${device}/trigger_fs_error`;
    readFileSync(`/sys/fs/ext4/${device}/errors_count`);
  } catch (cause) {
    rmSync(place, { recursive: true, force: true });
    return impossible(t, cause);
  }
  atEnd(t, () => {
    run('umount', folder);
    rmSync(place, { recursive: true, force: true });
  });
  return { folder, fail: () => writeFileSync(switchFile, '1') };
}

/** A store together with the connection that it opens for itself, so that a test can ask it or set it limits. */
export function withConnection<T>(open: () => T): { readonly made: T; readonly connection: DatabaseSync } {
  let connection: DatabaseSync | undefined;
  const { exec } = DatabaseSync.prototype;
  const spy = mock.method(DatabaseSync.prototype, 'exec', function (this: DatabaseSync, sql: string) {
    if (this.location()?.endsWith('sallyport.db')) connection = this;
    exec.call(this, sql);
  });
  try {
    return { made: open(), connection: connection! };
  } finally {
    spy.mock.restore();
  }
}

/** Runs a script in another process until it says `word`, and gives the process, which ends with the test at the latest. */
export async function childSaying(t: TestContext, word: string, script: string, ...args: string[]) {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: import.meta.dirname,
  });
  const ended = once(child, 'exit');
  atEnd(t, async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  while (!said.includes(word)) {
    if (child.exitCode !== null) throw new Error(`the process ended early: ${said}`);
    await Promise.race([once(child.stdout, 'data'), ended]);
  }
  return { child, ended, said: () => said };
}

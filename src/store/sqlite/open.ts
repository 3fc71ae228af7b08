import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreProblem } from '#store/problem.ts';
import { mustNotBeMoved } from '#store/sqlite/moved.ts';
import { migrate } from '#store/sqlite/schema.ts';
import type { Unavailable } from '#store/store.ts';

/** SQLite's primary result codes (sqlite.org/rescode.html) that say something of the medium. */
const meanings: Readonly<Record<number, Unavailable>> = {
  5: 'disconnected', // BUSY
  8: 'readOnly',
  10: 'disconnected', // IOERR
  11: 'corrupt',
  13: 'full',
  14: 'readOnly', // CANTOPEN: a WAL that may not be made
  26: 'corrupt', // NOTADB
};
export function unavailableOf(cause: unknown): Unavailable | undefined {
  const code = (cause as { errcode?: number } | null)?.errcode;
  return code === undefined ? undefined : meanings[code & 0xff];
}

/**
 * Whether the file system under the folder was made read-only while in use: SQLite tells of that as of any other I/O error. The kernel does it in
 * a task of its own, a moment after the write that failed, so a first no is asked once more. Only ever called where a write has failed.
 */
export function hasTurnedReadOnly(folder: string): boolean {
  if (isReadOnly(folder)) return true;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, MOMENT);
  return isReadOnly(folder);
}
/** Milliseconds. */
const MOMENT = 20;

function isReadOnly(folder: string): boolean {
  try {
    const now = new Date();
    utimesSync(folder, now, now);
    return false;
  } catch (cause) {
    return (cause as { code?: string }).code === 'EROFS';
  }
}

export type Opened = { readonly db: DatabaseSync; readonly file: string; close(): void };

export const databaseOf = (folder: string): string => join(folder, 'sallyport.db');
/** What a restore writes before the database has its name. */
export const restoringOf = (folder: string): string => `${databaseOf(folder)}.restoring`;

/** Makes the folder where there is none, and keeps all other servers off it until it is closed; throws StoreProblem. */
export function holdFolder(folder: string): { close(): void } {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StoreProblem(`The data folder ${folder} cannot be made: ${(cause as Error).message}`, { cause });
  }
  return lockFolder(folder);
}

/** Opens `<folder>/sallyport.db` and holds the folder until it is closed; one that was moved only for the move itself. Throws StoreProblem. */
export function openFolder(folder: string, { evenIfMoved = false } = {}): Opened {
  const lock = holdFolder(folder);
  const file = databaseOf(folder);
  let db: DatabaseSync | undefined;
  try {
    if (!existsSync(file) && existsSync(restoringOf(folder)))
      throw new StoreProblem(`A restore into the folder ${folder} did not end: run it again before a server is started here.`);
    if (!evenIfMoved) mustNotBeMoved(folder);
    makePrivate(file);
    db = openDatabase(file);
    migrate(db, randomUUID());
    const opened = db;
    return {
      db,
      file,
      close() {
        opened.close();
        lock.close();
      },
    };
  } catch (cause) {
    db?.close();
    lock.close();
    throw cause instanceof StoreProblem ? cause : problemOf(file, cause);
  }
}

/** SQLite makes files as the umask says, and its log as the database is: a folder that was there before may be open to all. */
function makePrivate(file: string): void {
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch {
    // What keeps it from being made SQLite tells in its own way.
  }
}

/** A connection as the store needs it. Each commit is on disk when it returns: do not relax `synchronous`. */
export function openDatabase(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5000 });
  try {
    db.exec('PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0');
    db.exec('PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON');
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

/**
 * The kernel holds the lock for as long as the process lives: an exclusive transaction on a small file of its own. Not a pid file (it outlives
 * its process), not `locking_mode=EXCLUSIVE` on the database (it would shut out online backup).
 */
function lockFolder(folder: string): { close(): void } {
  const file = join(folder, 'lock.db');
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock?.close();
    const busy = ((cause as { errcode?: number }).errcode ?? 0) === 5;
    if (!busy) throw problemOf(file, cause);
    throw new StoreProblem(`Another Sallyport server is using the data folder ${folder}. Stop it, or choose another folder with --data.`, {
      cause,
    });
  }
}

/** What keeps a database file from being opened, in words. */
export function problemOf(file: string, cause: unknown): StoreProblem {
  const why = unavailableOf(cause);
  const words: Partial<Record<Unavailable, string>> = {
    full: 'the disk is full',
    readOnly: 'the folder or file may not be written (check its owner and whether the disk is mounted read-only)',
    corrupt: 'the file is damaged or not a Sallyport database; it was left as it is: restore a backup, or move it away to start empty',
    disconnected: 'the disk does not answer properly',
  };
  return new StoreProblem(`The database ${file} cannot be opened: ${(why && words[why]) ?? (cause as Error).message}.`, { cause });
}

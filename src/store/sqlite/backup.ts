import { randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import type { ContentTotal } from '#store/content-sum.ts';
import { renewedEpoch } from '#store/epoch.ts';
import { StoreProblem } from '#store/problem.ts';
import { totalOf } from '#store/sqlite/content.ts';
import { mustNotBeMoved } from '#store/sqlite/moved.ts';
import { databaseOf, holdFolder, problemOf, restoringOf } from '#store/sqlite/open.ts';
import { newestSchema } from '#store/sqlite/schema.ts';
import { sync } from '#store/sqlite/sync.ts';

/**
 * Backups of the embedded store: one SQLite file in the clear of every row, journal and token, its secrets sealed as they are in the store.
 *   <data>/sallyport.db --(one read transaction, beside a running server)--> FILE      FILE --(checked)--> sallyport.db.restoring -> sallyport.db
 */

/** In the header of a backup, so that no other SQLite file is taken for one: "Sall". */
const APPLICATION = 0x53616c6c;
const MAGIC = 'SQLite format 3\0';

/** Writes FILE (mode 0600) whole or not at all, and gives what is in it. Needs no lock of the folder. Throws StoreProblem. */
export async function backUp(folder: string, file: string): Promise<ContentTotal> {
  if (existsSync(file)) throw new StoreProblem(`${file} exists: a backup overwrites nothing. Choose another name.`);
  const source = openSource(folder);
  const part = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    // Empty and private before anything is in it: SQLite makes files as the umask says.
    writeFileSync(part, '', { mode: 0o600, flag: 'wx' });
    await backup(source, part);
    const total = withDatabase(part, (db) => {
      // A backup is one file: no log may be left beside it.
      db.exec(`PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA application_id = ${APPLICATION}`);
      return totalOf(db);
    });
    sync(part);
    linkSync(part, file);
    sync(dirname(file));
    return total;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST')
      throw new StoreProblem(`${file} exists: a backup overwrites nothing.`, { cause });
    throw cause instanceof StoreProblem
      ? cause
      : new StoreProblem(`The backup ${file} cannot be made: ${(cause as Error).message}.`, { cause });
  } finally {
    source.close();
    for (const left of [part, `${part}-journal`, `${part}-wal`, `${part}-shm`]) rmSync(left, { force: true });
  }
}

/** The store's database in a read transaction that is open until it is closed, so that the copy is of one moment, whoever writes meanwhile. */
export function openSource(folder: string): DatabaseSync {
  const file = databaseOf(folder);
  if (!existsSync(file)) throw new StoreProblem(`There is no ${file}. Give --data with the data folder of a server.`);
  mustNotBeMoved(folder);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
    db.exec('BEGIN');
    const { user_version: schema } = db.prepare('PRAGMA user_version').get() as { user_version: number };
    if (schema !== newestSchema)
      throw new StoreProblem(
        `${file} has schema ${schema}, and this version of Sallyport has ${newestSchema}: start its server on the folder once.`,
      );
    db.prepare('SELECT count(*) FROM meta').get();
    return db;
  } catch (cause) {
    db?.close();
    throw cause instanceof StoreProblem ? cause : problemOf(file, cause);
  }
}

/** What `restore` finds in the folder without harm: what a backup does not hold, and what an earlier try left. */
const mayBeThere = ['master.key', 'tls', 'lock.db', 'lock.db-journal'];

/**
 * Puts a backup into a folder that holds no store, under a new epoch; `judge` may throw after reading the backup, before anything is written.
 * The database gets its name last: after a crash the folder has none, and the same restore begins again. Throws StoreProblem.
 */
export function restore(
  file: string,
  folder: string,
  judge: (db: DatabaseSync) => void,
): { readonly total: ContentTotal; readonly epoch: string } {
  const total = readBackup(file, (db) => {
    judge(db);
    return totalOf(db);
  });
  const hold = holdFolder(folder);
  try {
    const part = restoringOf(folder);
    const found = readdirSync(folder).filter((name) => !mayBeThere.includes(name) && !join(folder, name).startsWith(part));
    if (found.length > 0) throw new StoreProblem(`The folder ${folder} is not empty (${found[0]}): restore takes an empty or absent one.`);
    for (const left of ['', '-journal', '-wal', '-shm']) rmSync(part + left, { force: true });
    copyFileSync(file, part);
    chmodSync(part, 0o600);
    const epoch = withDatabase(part, (db) => {
      db.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL');
      const { value } = db.prepare(`SELECT value FROM meta WHERE name = 'epoch'`).get() as { value: string };
      const made = renewedEpoch(value, randomUUID());
      db.prepare(`UPDATE meta SET value = ? WHERE name = 'epoch'`).run(made);
      db.exec('PRAGMA application_id = 0');
      return made;
    });
    sync(part);
    renameSync(part, databaseOf(folder));
    sync(folder);
    return { total, epoch };
  } finally {
    hold.close();
  }
}

/** Opens a backup for reading after its header, its schema and its pages were found good. */
function readBackup<T>(file: string, read: (db: DatabaseSync) => T): T {
  const header = Buffer.alloc(100);
  try {
    const fd = openSync(file, 'r');
    try {
      readSync(fd, header, 0, 100, 0);
    } finally {
      closeSync(fd);
    }
  } catch (cause) {
    throw new StoreProblem(`The backup ${file} cannot be read (${(cause as NodeJS.ErrnoException).code}).`, { cause });
  }
  // sqlite.org/fileformat2.html: the magic at 0, the application at 68.
  if (header.toString('latin1', 0, 16) !== MAGIC || header.readUInt32BE(68) !== APPLICATION)
    throw new StoreProblem(`${file} is no backup of a Sallyport store.`);
  try {
    return withDatabase(
      file,
      (db) => {
        const { user_version: schema } = db.prepare('PRAGMA user_version').get() as { user_version: number };
        if (schema > newestSchema)
          throw new StoreProblem(`${file} was made by a newer version of Sallyport (schema ${schema}, this one knows ${newestSchema}).`);
        const [{ integrity_check: told }] = db.prepare('PRAGMA integrity_check(1)').all() as [{ integrity_check: string }];
        if (told !== 'ok') throw new StoreProblem(`The backup ${file} is damaged: ${told}.`);
        return read(db);
      },
      true,
    );
  } catch (cause) {
    throw cause instanceof StoreProblem
      ? cause
      : new StoreProblem(`The backup ${file} is damaged: ${(cause as Error).message}.`, { cause });
  }
}

function withDatabase<T>(file: string, use: (db: DatabaseSync) => T, readOnly = false): T {
  const db = new DatabaseSync(file, { readOnly });
  try {
    return use(db);
  } finally {
    db.close();
  }
}

import type { DatabaseSync } from 'node:sqlite';
import { changeHeads, reindex } from '#store/sqlite/reindex.ts';

/**
 * The embedded store's tables, as numbered migrations; `PRAGMA user_version` says how many were applied. Never edit one that was released.
 *   shelf  (account, region, kind) -> n, the first column of every key
 *   root, part                     the rows; facet, ref: indexes derived from them (domain/kinds.ts)
 *   change, token, nonce           one row of records a batch; ClientToken outcomes; nonces seen (server/nonces.ts)
 */
const migrations: readonly (string | ((db: DatabaseSync) => void))[] = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE shelf (n INTEGER PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, kind TEXT NOT NULL, UNIQUE (account, region, kind));
  CREATE TABLE root (shelf INTEGER NOT NULL, id TEXT NOT NULL, head TEXT NOT NULL, PRIMARY KEY (shelf, id)) WITHOUT ROWID;
  CREATE TABLE part (shelf INTEGER NOT NULL, root TEXT NOT NULL, id TEXT NOT NULL, row TEXT NOT NULL, PRIMARY KEY (shelf, root, id)) WITHOUT ROWID;
  CREATE TABLE facet (shelf INTEGER NOT NULL, facet TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (shelf, facet, value, id)) WITHOUT ROWID;
  CREATE TABLE ref (
    shelf INTEGER NOT NULL, id TEXT NOT NULL, from_shelf INTEGER NOT NULL, from_id TEXT NOT NULL, part TEXT NOT NULL,
    PRIMARY KEY (shelf, id, from_shelf, from_id, part)
  ) WITHOUT ROWID;
  CREATE TABLE change (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE TABLE token (n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, print TEXT NOT NULL, outcome TEXT NOT NULL, expires INTEGER NOT NULL);
  CREATE TABLE nonce (n INTEGER PRIMARY KEY, at INTEGER NOT NULL, seen BLOB NOT NULL);
  `,
  // Networks with all their fields, keys with their user, and the indexes of now.
  (db) => {
    const vpc = { secondaryCidrs: [], routeTableName: '', routeTableDescription: '', routePropagation: true, classicLink: false };
    changeHeads(db, 'vpc', (head) => ({ ...vpc, ...head }));
    changeHeads(db, 'vswitch', (head) => ({ ipv6Cidr: '', resourceGroup: '', ...head }));
    changeHeads(db, 'accessKey', (head) => ({ user: '', ...head }));
    reindex(db);
  },
];

/** The number of the schema that `migrate` leads to. */
export const newestSchema = migrations.length;

/** Brings the database to the newest schema; refuses one that a newer version wrote. */
export function migrate(db: DatabaseSync, epoch: string): void {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > migrations.length)
    throw new Error(`the database was written by a newer version of Sallyport (schema ${version}, this one knows ${migrations.length})`);
  for (let n = version; n < migrations.length; n++) {
    db.exec('BEGIN IMMEDIATE');
    const migration = migrations[n]!;
    if (typeof migration === 'string') db.exec(migration);
    else migration(db);
    if (n === 0) db.prepare(`INSERT INTO meta VALUES ('epoch', ?)`).run(epoch);
    db.exec(`PRAGMA user_version = ${n + 1}`);
    db.exec('COMMIT');
  }
}

import type { DatabaseSync } from 'node:sqlite';
import { Batcher } from '#store/batcher.ts';
import { openSource } from '#store/sqlite/backup.ts';
import { LARGE_COUNT } from '#store/sqlite/counts.ts';
import { unavailableOf } from '#store/sqlite/open.ts';
import { Rows } from '#store/sqlite/rows.ts';
import { Shelves } from '#store/sqlite/shelves.ts';
import type { Driver, Soon, Store } from '#store/store.ts';

/** A store as of one moment, beside the server that has the folder; nothing can be written by it. */
export type Reader = { readonly store: Store; regionsOf(account: string): Soon<readonly string[]> };

/** Throws StoreProblem. */
export function openReader(folder: string): Reader {
  const db = openSource(folder);
  const store = new Batcher(readingDriver(db), { now: Date.now, takeNonces: () => new Uint8Array() });
  const regions = db.prepare('SELECT DISTINCT region FROM shelf WHERE account = ? AND EXISTS (SELECT 1 FROM root WHERE shelf = n)');
  return { store, regionsOf: (account) => (regions.all(account) as { region: string }[]).map(({ region }) => region) };
}

/** `db` as `openSource` gives it; closes it. */
export function readingDriver(db: DatabaseSync): Driver {
  const rows = new Rows(db, new Shelves(db), () => 0, LARGE_COUNT);
  const health = { epoch: '', head: 0, writable: false, why: 'readOnly' } as const;
  const never = (): never => {
    throw new Error('a reader writes nothing');
  };
  return {
    differences: {
      reader: 'It reads one moment of a database that another process may write.',
      version: 'Every version is 0: what is read once is compared with nothing.',
    },
    look: (needs) => needs.map((need) => rows.answer(need)),
    begin: never,
    changesAfter: never,
    health: () => health,
    nonces: () => [],
    purge: never,
    unavailable: unavailableOf,
    close: () => db.close(),
  };
}

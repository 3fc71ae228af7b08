import type { DatabaseSync } from 'node:sqlite';
import { checkKey, KNOWN } from '#server/master-key.ts';
import { kindList, type Reseal, resealHead, resealRecords, sealedOf } from '#server/sealed-rows.ts';
import { fromStored } from '#store/sqlite/stored.ts';
import { makeDurable } from '#store/sqlite/writer.ts';
import type { ChangeRecord } from '#store/store.ts';

const rootsOf = `FROM root JOIN shelf ON n = shelf WHERE kind IN (${kindList})`;

/** A Reseal that makes no promises. */
type EmbeddedReseal = { readonly [N in keyof Reseal]: (...given: Parameters<Reseal[N]>) => Awaited<ReturnType<Reseal[N]>> };

/** Those of an embedded store. */
export function reseal(db: DatabaseSync): EmbeddedReseal {
  const sampleOf = db.prepare(`SELECT head ${rootsOf} ORDER BY kind = 'masterKey' DESC LIMIT 1`);
  return {
    sample() {
      const row = sampleOf.get() as { head: string } | undefined;
      return row && sealedOf(fromStored(row.head));
    },
    run(old, next) {
      db.exec('PRAGMA secure_delete = ON; BEGIN IMMEDIATE');
      try {
        const secrets = changeRoots(db, (head) => resealHead(head, old, next));
        putCheck(db, next.seal(KNOWN));
        changeJournal(db, (records) => resealRecords(records, old, next));
        makeDurable(db);
        return secrets;
      } catch (cause) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw cause;
      }
    },
    forget() {
      db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
    },
  };
}

function changeRoots(db: DatabaseSync, change: (head: unknown) => unknown): number {
  const rows = db.prepare(`SELECT shelf, id, kind, head ${rootsOf}`).all() as Record<'id' | 'kind' | 'head', string>[] &
    { shelf: number }[];
  const set = db.prepare('UPDATE root SET head = ? WHERE shelf = ? AND id = ?');
  for (const { shelf, id, head } of rows) set.run(JSON.stringify(change(fromStored(head))), shelf, id);
  return rows.filter(({ kind }) => kind !== 'masterKey').length;
}

/** A store of an earlier version has no check value yet, and from now on could not do without. */
function putCheck(db: DatabaseSync, sealed: string): void {
  const { account, region, kind, id } = checkKey;
  db.prepare('INSERT OR IGNORE INTO shelf (account, region, kind) VALUES (?, ?, ?)').run(account, region, kind);
  db.prepare('INSERT OR REPLACE INTO root SELECT n, ?, ? FROM shelf WHERE account = ? AND region = ? AND kind = ?').run(
    id,
    JSON.stringify({ sealed }),
    account,
    region,
    kind,
  );
}

function changeJournal(db: DatabaseSync, change: (records: readonly ChangeRecord[]) => readonly ChangeRecord[]): void {
  const rows = db.prepare(`SELECT first FROM change WHERE body LIKE '%"sealed":%'`).all() as { first: number }[];
  const get = db.prepare('SELECT body FROM change WHERE first = ?');
  const set = db.prepare('UPDATE change SET body = ? WHERE first = ?');
  for (const { first } of rows)
    set.run(JSON.stringify(change(fromStored((get.get(first) as { body: string }).body) as ChangeRecord[])), first);
}

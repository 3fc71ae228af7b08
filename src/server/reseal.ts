import type { DatabaseSync } from 'node:sqlite';
import type { Heads, Kind } from '#domain/kinds.ts';
import { checkKey, KNOWN } from '#server/master-key.ts';
import { opens, type Vault } from '#server/vault.ts';
import { fromStored } from '#store/sqlite/stored.ts';
import type { ChangeRecord } from '#store/store.ts';

/** Every kind whose head holds a sealed text, and no other: the type sees to it. */
type SealedKind = { [K in Kind]: Heads[K] extends { readonly sealed: string } ? K : never }[Kind];
const sealedKinds: Readonly<Record<SealedKind, true>> = { accessKey: true, masterKey: true };
type Sealed = { readonly sealed: string };
const kindList = Object.keys(sealedKinds)
  .map((kind) => `'${kind}'`)
  .join(', ');
const rootsOf = `FROM root JOIN shelf ON n = shelf WHERE kind IN (${kindList})`;

/**
 * The sealed texts of a database: those of its roots, and those of earlier ones in the journal, which would tell who has the old key what a key that
 * is still in use was. The journal keeps none that the old key does not open.
 */
export type Reseal = {
  /** The check value, or any sealed text where there is none; as of now. */
  readonly sample: string | undefined;
  /** All of them under the new key in one commit; gives how many secrets there are. */
  run(old: Vault, next: Vault): number;
  /** Overwrites what the file still holds of what was replaced. */
  forget(): void;
};

export function reseal(db: DatabaseSync): Reseal {
  const sampleOf = db.prepare(`SELECT head ${rootsOf} ORDER BY kind = 'masterKey' DESC LIMIT 1`);
  return {
    get sample() {
      const row = sampleOf.get() as { head: string } | undefined;
      return row && (fromStored(row.head) as Sealed).sealed;
    },
    run(old, next) {
      db.exec('PRAGMA secure_delete = ON; BEGIN IMMEDIATE');
      try {
        const secrets = changeRoots(db, (head) => ({ ...head, sealed: next.seal(old.open(head.sealed)) }));
        putCheck(db, next.seal(KNOWN));
        changeJournal(db, (sealed) => (opens(old, sealed) ? next.seal(old.open(sealed)) : ''));
        db.exec('COMMIT');
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

function changeRoots(db: DatabaseSync, change: (head: Sealed) => Sealed): number {
  const rows = db.prepare(`SELECT shelf, id, kind, head ${rootsOf}`).all() as Record<'id' | 'kind' | 'head', string>[] &
    { shelf: number }[];
  const set = db.prepare('UPDATE root SET head = ? WHERE shelf = ? AND id = ?');
  for (const { shelf, id, head } of rows) set.run(JSON.stringify(change(fromStored(head) as Sealed)), shelf, id);
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

function changeJournal(db: DatabaseSync, change: (sealed: string) => string): void {
  const anew = (value: unknown): unknown => (value === null ? null : { ...(value as object), sealed: change((value as Sealed).sealed) });
  const rows = db.prepare(`SELECT first FROM change WHERE body LIKE '%"sealed":%'`).all() as { first: number }[];
  const get = db.prepare('SELECT body FROM change WHERE first = ?');
  const set = db.prepare('UPDATE change SET body = ? WHERE first = ?');
  for (const { first } of rows) {
    const records = fromStored((get.get(first) as { body: string }).body) as ChangeRecord[];
    const sealed = records.map((record) => ({
      ...record,
      changes: record.changes.map((one) =>
        one.key.kind in sealedKinds && one.part === undefined ? { ...one, before: anew(one.before), after: anew(one.after) } : one,
      ),
    }));
    set.run(JSON.stringify(sealed), first);
  }
}

import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type ContentRow, ContentSum, type ContentTotal } from '#store/content-sum.ts';
import { fromStored } from '#store/sqlite/stored.ts';

const roots = 'SELECT account, region, kind, root.id AS id, NULL AS part, head AS row FROM root JOIN shelf ON n = shelf';
const parts = 'SELECT account, region, kind, root AS id, part.id AS part, row FROM part JOIN shelf ON n = shelf';

/** Every row of a database, one at a time. */
export function* contentOf(db: DatabaseSync): Generator<ContentRow> {
  for (const sql of [roots, parts]) {
    for (const found of db.prepare(sql).iterate()) {
      const { account, region, kind, id, part, row } = found as Record<'account' | 'region' | 'kind' | 'id' | 'row', string> & {
        part: string | null;
      };
      yield { key: { account, region, kind, id }, ...(part !== null && { part }), row: fromStored(row) };
    }
  }
}

/** What a database holds, as `backup` and `restore` print it. Call it inside a transaction where others write. */
export function totalOf(db: DatabaseSync): ContentTotal {
  const sum = new ContentSum((text) => hash('sha256', text));
  for (const row of contentOf(db)) sum.add(row);
  const { head } = db.prepare('SELECT coalesce(max(last), 0) AS head FROM change').get() as { head: number };
  return sum.total(head);
}

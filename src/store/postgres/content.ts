import { hash } from 'node:crypto';
import { type ContentRow, ContentSum, type ContentTotal } from '#store/content-sum.ts';
import { unkeyed } from '#store/postgres/columns.ts';
import type { Connection } from '#store/postgres/connect.ts';
import { rowsOf } from '#store/postgres/cursor.ts';

const AT_ONCE = 2000;
const roots = 'SELECT account, region, kind, id, NULL, head FROM root';
const parts = 'SELECT account, region, kind, root, id, body FROM part';

/** Every row of a database, inside a transaction. */
async function* contentOf(connection: Connection): AsyncGenerator<ContentRow> {
  for (const sql of [roots, parts])
    for await (const found of rowsOf(connection, sql, AT_ONCE)) {
      const [account, region, kind, id, part, row] = found as [string, string, string, string, string | null, string];
      const key = { account: unkeyed(account), region: unkeyed(region), kind: unkeyed(kind), id: unkeyed(id) };
      yield { key, ...(part !== null && { part: unkeyed(part) }), row: JSON.parse(row) };
    }
}

/** What a database holds, as the embedded store tells it of the same rows. Inside a transaction of one snapshot where others write. */
export async function totalOf(connection: Connection): Promise<ContentTotal> {
  const sum = new ContentSum((text) => hash('sha256', text));
  for await (const row of contentOf(connection)) sum.add(row);
  const [row] = await connection.query({ text: `SELECT last FROM counter WHERE account = '' AND region = ''` });
  return sum.total(Number(row![0]));
}

import type { Connection } from '#store/postgres/connect.ts';
import { connectionsTo, problemOf } from '#store/postgres/open-store.ts';
import { beAlone, newestSchema } from '#store/postgres/schema.ts';
import { StoreProblem } from '#store/problem.ts';

/** Milliseconds; no other limits: what moves a whole database takes as long as it takes. */
export const patience = {
  lock_timeout: 15_000,
  statement_timeout: 0,
  idle_in_transaction_session_timeout: 0,
  query_timeout: 0,
} as const;

/** Runs a command on one connection of its own, which ends with it, and so do its locks. Throws StoreProblem where PostgreSQL fails. */
export async function onDatabase<T>(url: string, run: (connection: Connection) => Promise<T>): Promise<T> {
  const connections = connectionsTo(url, patience);
  try {
    const connection = await connections.take('write');
    try {
      return await run(connection);
    } finally {
      connection.release(false);
    }
  } catch (cause) {
    throw problemOf(url, cause);
  } finally {
    await connections.close();
  }
}

/** The same where the tables must be there; no server runs or starts meanwhile. Throws StoreProblem. */
export function onTables<T>(url: string, run: (connection: Connection) => Promise<T>): Promise<T> {
  return onDatabase(url, async (connection) => {
    await beAlone(connection);
    await mustHaveTables(connection);
    return await run(connection);
  });
}

/** Throws StoreProblem unless the database has the tables of this version. */
export async function mustHaveTables(connection: Connection): Promise<void> {
  const [there] = await connection.query({ text: `SELECT to_regclass('meta') IS NOT NULL` });
  if (there![0] !== true) throw new StoreProblem('There is no Sallyport store in the database: check its name and its search_path.');
  const schema = Number(await metaOf(connection, 'schema'));
  if (schema !== newestSchema)
    throw new StoreProblem(
      `The database has schema ${schema}, and this version of Sallyport has ${newestSchema}: start its server on it once.`,
    );
}

export async function metaOf(connection: Connection, name: string): Promise<string | undefined> {
  const [row] = await connection.query({ text: `SELECT value FROM meta WHERE account = '' AND region = '' AND name = $1` }, [name]);
  return row && (row[0] as string);
}

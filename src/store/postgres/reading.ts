import { Batcher } from '#store/batcher.ts';
import { keyed, unkeyed } from '#store/postgres/columns.ts';
import { type Connection, unavailableOf } from '#store/postgres/connect.ts';
import { answersTo } from '#store/postgres/reader.ts';
import { mustHaveTables, onDatabase } from '#store/postgres/whole.ts';
import type { Reader } from '#store/sqlite/reader.ts';
import type { Driver } from '#store/store.ts';

/** Runs with the store as of one moment, beside its servers; nothing can be written by it. Throws StoreProblem. */
export function readDatabase<T>(url: string, run: (reader: Reader) => Promise<T>): Promise<T> {
  return onDatabase(url, async (connection) => {
    await connection.turn('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await mustHaveTables(connection);
    const store = new Batcher(readingDriver(connection), { now: Date.now, takeNonces: () => new Uint8Array() });
    const regionsOf = async (account: string) => {
      const rows = await connection.query({ text: 'SELECT DISTINCT region FROM root WHERE account = $1 ORDER BY region' }, [
        keyed(account),
      ]);
      return rows.map(([region]) => unkeyed(region as string));
    };
    return await run({ store, regionsOf });
  });
}

/** On a connection that holds one snapshot; leaves it open. */
export function readingDriver(connection: Connection): Driver {
  const never = (): never => {
    throw new Error('a reader writes nothing');
  };
  return {
    differences: { reader: 'It reads one moment of a database that others may write.' },
    look: (needs) => answersTo(connection, needs),
    begin: never,
    changesAfter: never,
    health: () => ({ epoch: '', head: 0, writable: false, why: 'readOnly' }),
    nonces: () => [],
    purge: never,
    unavailable: unavailableOf,
    close: () => {},
  };
}

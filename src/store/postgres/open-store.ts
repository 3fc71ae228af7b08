import type pg from 'pg';
import { Batcher } from '#store/batcher.ts';
import type { NonceOptions } from '#store/kept-nonces.ts';
import { Connections, Lost } from '#store/postgres/connect.ts';
import { PostgresDriver } from '#store/postgres/driver.ts';
import { migrate } from '#store/postgres/schema.ts';
import { StoreProblem } from '#store/problem.ts';
import type { Store } from '#store/store.ts';

type Given = Partial<NonceOptions> & { readonly now?: () => number; readonly patience?: pg.PoolConfig };

/** The store on a PostgreSQL that other servers may use too; throws StoreProblem. */
export async function openPostgresStore(
  url: string,
  { now = Date.now, takeNonces = () => new Uint8Array(), meetNonces, patience = {} }: Given = {},
): Promise<Store> {
  return new Batcher(await openDriver(url, now, patience), { now, takeNonces, ...(meetNonces && { meetNonces }) });
}

/** A driver on the newest schema; throws StoreProblem. */
export async function openDriver(url: string, now: () => number, patience: pg.PoolConfig = {}): Promise<PostgresDriver> {
  const connections = connectionsTo(url, patience);
  try {
    const driver = new PostgresDriver(connections, await connections.with('write', migrate), now);
    try {
      await driver.peers.begun;
    } catch (cause) {
      await driver.close();
      throw cause;
    }
    return driver;
  } catch (cause) {
    await connections.close();
    throw problemOf(url, cause);
  }
}

/** What keeps a database from being used, in words; what is a StoreProblem already stays as it is. */
export function problemOf(url: string, cause: unknown): StoreProblem {
  if (cause instanceof StoreProblem) return cause;
  const { message, code } = (cause instanceof Lost ? cause.cause : cause) as { message?: string; code?: string };
  return new StoreProblem(`The database ${shown(url)} cannot be used: ${message || code || String(cause)}.`, { cause });
}

/** `patience`: see Connections. Throws StoreProblem. */
export function connectionsTo(url: string, patience: pg.PoolConfig = {}): Connections {
  if (!/^postgres(ql)?:\/\//.test(url)) throw new StoreProblem('--database-url begins with postgres://.');
  try {
    return new Connections(url, patience);
  } catch (cause) {
    throw new StoreProblem(`--database-url cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

/** Without its password, and without its parameters, which may hold one too. */
export function shown(url: string): string {
  // To the last @, since a password may hold some.
  return url.replace(/\/\/(.*)@/s, (_, who: string) => `//${who.split(':')[0]}@`).replace(/\?.*$/s, '');
}

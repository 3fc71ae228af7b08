import { Batcher } from '#store/batcher.ts';
import { Connections, Lost } from '#store/postgres/connect.ts';
import { PostgresDriver } from '#store/postgres/driver.ts';
import { migrate } from '#store/postgres/schema.ts';
import { StoreProblem } from '#store/problem.ts';
import type { Store } from '#store/store.ts';

/** The store on a PostgreSQL that other servers may use too; throws StoreProblem. `takeNonces` gives what the next commit has to keep of them. */
export async function openPostgresStore(
  url: string,
  { now = Date.now, takeNonces = (): Uint8Array => new Uint8Array() } = {},
): Promise<Store> {
  return new Batcher(await openDriver(url, now), { now, takeNonces });
}

/** A driver on the newest schema; throws StoreProblem. */
export async function openDriver(url: string, now: () => number): Promise<PostgresDriver> {
  const connections = connectionsTo(url);
  try {
    return new PostgresDriver(connections, await connections.with('write', migrate), now);
  } catch (cause) {
    await connections.close();
    const { message, code } = (cause instanceof Lost ? cause.cause : cause) as { message?: string; code?: string };
    throw new StoreProblem(`The database ${shown(url)} cannot be used: ${message || code || String(cause)}.`, { cause });
  }
}

function connectionsTo(url: string): Connections {
  if (!/^postgres(ql)?:\/\//.test(url)) throw new StoreProblem('--database-url begins with postgres://.');
  try {
    return new Connections(url);
  } catch (cause) {
    throw new StoreProblem(`--database-url cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

/** Without its password, and without its parameters, which may hold one too. */
function shown(url: string): string {
  // To the last @, since a password may hold some.
  return url.replace(/\/\/(.*)@/s, (_, who: string) => `//${who.split(':')[0]}@`).replace(/\?.*$/s, '');
}

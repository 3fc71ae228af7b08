import { randomUUID } from 'node:crypto';
import type { Connection } from '#store/postgres/connect.ts';
import { StoreProblem } from '#store/problem.ts';

/**
 * The tables, as numbered migrations; the last number is kept in `meta`. Never edit one that was released.
 *   root, part              the rows; facet, ref: indexes derived from them (domain/kinds.ts)
 *   change, counter         the records of a batch in one row; the number of the last record
 *   token, batch            ClientToken outcomes; that a batch was committed, by which server, and the nonces that it kept
 *   mail                    questions to hosts that somebody waits for; not logged, and gone after a crash
 * Every key begins with (account, region), so that a sharded PostgreSQL can split on it; what belongs to nobody stands under ('', '').
 */
const key = 'account text COLLATE "C" NOT NULL, region text COLLATE "C" NOT NULL';
const c = 'text COLLATE "C" NOT NULL';
const migrations: readonly string[] = [
  `
  CREATE TABLE root (${key}, kind ${c}, id ${c}, version bigint NOT NULL, head text NOT NULL, PRIMARY KEY (account, region, kind, id)) WITH (fillfactor = 80);
  CREATE TABLE part (${key}, kind ${c}, root ${c}, id ${c}, body text NOT NULL, PRIMARY KEY (account, region, kind, root, id));
  CREATE TABLE facet (${key}, kind ${c}, facet ${c}, value ${c}, id ${c}, PRIMARY KEY (account, region, kind, facet, value, id));
  CREATE TABLE ref (
    ${key}, kind ${c}, id ${c}, from_account ${c}, from_region ${c}, from_kind ${c}, from_id ${c}, part ${c},
    PRIMARY KEY (account, region, kind, id, from_account, from_region, from_kind, from_id, part)
  );
  CREATE TABLE counter (${key}, last bigint NOT NULL, PRIMARY KEY (account, region)) WITH (fillfactor = 50);
  CREATE TABLE change (${key}, first bigint NOT NULL, last bigint NOT NULL, body text NOT NULL, PRIMARY KEY (account, region, first));
  CREATE TABLE token (
    ${key}, action ${c}, token ${c}, print text NOT NULL, outcome text NOT NULL, expires bigint NOT NULL, PRIMARY KEY (account, region, action, token)
  );
  CREATE INDEX ON token (expires);
  CREATE TABLE batch (
    ${key}, id uuid NOT NULL, n bigint GENERATED ALWAYS AS IDENTITY, at bigint NOT NULL, last bigint NOT NULL, nonces bytea NOT NULL,
    PRIMARY KEY (account, region, id)
  );
  CREATE INDEX ON batch (at);
  INSERT INTO counter VALUES ('', '', 0);
  `,
  `
  CREATE UNLOGGED TABLE mail (
    ${key}, id ${c}, host ${c}, question text NOT NULL, expires bigint NOT NULL, taker text, answer text, PRIMARY KEY (account, region, id)
  );
  CREATE INDEX ON mail (account, region, host);
  CREATE INDEX ON mail (expires);
  `,
  `
  ALTER TABLE batch ADD server uuid;
  CREATE INDEX ON batch (account, region, n);
  `,
];

/** The number of the schema that `migrate` leads to. */
export const newestSchema = migrations.length;

/** Any numbers, the same in every server: who changes tables or moves all of them, and who serves one schema (its tables' own number beside it). */
const MIGRATING = 7_252_916_483;
const SERVING = 725_291_648;
const place = `to_regclass('counter')::oid::int`;

/** Brings the database to the newest schema, whichever server comes first; gives its epoch. Refuses one that a newer version wrote. */
export async function migrate(connection: Connection): Promise<string> {
  await connection.turn('BEGIN');
  await waitForTurn(() => connection.query({ text: 'SELECT pg_advisory_xact_lock($1::bigint)' }, [MIGRATING]));
  const epoch = await makeTables(connection, randomUUID());
  await connection.commit();
  return epoch;
}

/** Inside a transaction that nobody else makes tables in; gives the epoch, which is `fresh` where there was none. */
export async function makeTables(connection: Connection, fresh: string): Promise<string> {
  await connection.turn(`CREATE TABLE IF NOT EXISTS meta (${key}, name ${c}, value text NOT NULL, PRIMARY KEY (account, region, name))`);
  const meta = new Map(
    (await connection.query({ text: `SELECT name, value FROM meta WHERE account = '' AND region = ''` })) as [string, string][],
  );
  const version = Number(meta.get('schema') ?? 0);
  if (version > migrations.length)
    throw new Error(`the database was written by a newer version of Sallyport (schema ${version}, this one knows ${migrations.length})`);
  for (const migration of migrations.slice(version)) await connection.turn(migration);
  if (!meta.has('epoch')) await setMeta(connection, 'epoch', fresh);
  if (version < migrations.length) await setMeta(connection, 'schema', String(migrations.length));
  return meta.get('epoch') ?? fresh;
}

export async function setMeta(connection: Connection, name: string, value: string): Promise<void> {
  const text = `INSERT INTO meta VALUES ('', '', $1, $2) ON CONFLICT (account, region, name) DO UPDATE SET value = excluded.value`;
  await connection.query({ text }, [name, value]);
}

/** Says that a server or command works on the tables, for as long as the connection lives. */
export async function standBy(connection: Connection): Promise<void> {
  await waitForTurn(() => connection.query({ text: `SELECT pg_advisory_lock_shared($1, ${place})` }, [SERVING]));
}

/** Keeps servers from starting for as long as the connection lives; throws StoreProblem while one runs. Tables need not be there. */
export async function beAlone(connection: Connection): Promise<void> {
  await waitForTurn(() => connection.query({ text: 'SELECT pg_advisory_lock($1::bigint)' }, [MIGRATING]));
  const [row] = await connection.query({ text: `SELECT ${place} IS NULL OR pg_try_advisory_lock($1, ${place})` }, [SERVING]);
  if (row![0] === true) return;
  const [counted] = await connection.query(
    {
      text: `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = $1::int::oid AND objid = to_regclass('counter')::oid
        AND objsubid = 2 AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    },
    [SERVING],
  );
  throw new StoreProblem(`The database is in use by Sallyport (connections: ${counted![0]}). Stop all its servers first.`);
}

/** A lock that is not had in time (SQLSTATE 55P03), in words. */
async function waitForTurn(lock: () => Promise<unknown>): Promise<void> {
  try {
    await lock();
  } catch (cause) {
    if ((cause as { code?: string }).code !== '55P03') throw cause;
    throw new Error('another command has it for itself (migrate, restore or rotate-key): try again once that has ended', { cause });
  }
}

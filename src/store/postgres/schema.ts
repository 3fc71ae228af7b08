import { randomUUID } from 'node:crypto';
import type { Connection } from '#store/postgres/connect.ts';

/**
 * The tables, as numbered migrations; the last number is kept in `meta`. Never edit one that was released.
 *   root, part              the rows; facet, ref: indexes derived from them (domain/kinds.ts)
 *   change, counter         the records of a batch in one row; the number of the last record
 *   token, batch            ClientToken outcomes; that a batch was committed, and the nonces that it kept
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
];

/** Any number, the same in every server. */
const MIGRATING = 7_252_916_483;

/** Brings the database to the newest schema, whichever server comes first; gives its epoch. Refuses one that a newer version wrote. */
export async function migrate(connection: Connection): Promise<string> {
  await connection.turn('BEGIN');
  await connection.query({ text: 'SELECT pg_advisory_xact_lock($1::bigint)' }, [MIGRATING]);
  await connection.turn(`CREATE TABLE IF NOT EXISTS meta (${key}, name ${c}, value text NOT NULL, PRIMARY KEY (account, region, name))`);
  const meta = new Map(
    (await connection.query({ text: `SELECT name, value FROM meta WHERE account = '' AND region = ''` })) as [string, string][],
  );
  const version = Number(meta.get('schema') ?? 0);
  if (version > migrations.length)
    throw new Error(`the database was written by a newer version of Sallyport (schema ${version}, this one knows ${migrations.length})`);
  for (const migration of migrations.slice(version)) await connection.turn(migration);
  const epoch = meta.get('epoch') ?? randomUUID();
  const set = { text: `INSERT INTO meta VALUES ('', '', $1, $2) ON CONFLICT (account, region, name) DO UPDATE SET value = excluded.value` };
  if (!meta.has('epoch')) await connection.query(set, ['epoch', epoch]);
  if (version < migrations.length) await connection.query(set, ['schema', String(migrations.length)]);
  await connection.turn('COMMIT');
  return epoch;
}

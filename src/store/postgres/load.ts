import { hash } from 'node:crypto';
import { type ContentTotal, TextSum } from '#store/content-sum.ts';
import { columnsOf, keyed } from '#store/postgres/columns.ts';
import type { Connection, Row } from '#store/postgres/connect.ts';
import { totalOf } from '#store/postgres/content.ts';
import { rowsOf } from '#store/postgres/cursor.ts';
import { makeTables, setMeta } from '#store/postgres/schema.ts';
import { write } from '#store/postgres/writer.ts';
import { StoreProblem } from '#store/problem.ts';
import type { Source } from '#store/source.ts';
import type { Change } from '#store/store.ts';

/**
 * Another store's rows into an empty database, in one transaction:
 *   tables -> rows with the indexes derived from them -> journal, tokens, nonces -> all read back and compared -> `before` -> COMMIT
 * So a crash leaves nothing, and what did not arrive as it left is never committed.
 */
export type Loaded = {
  readonly total: ContentTotal;
  readonly history: History;
  /** It was there already: an earlier load ended. Servers may have gone on since, so that the total may be another one. */
  readonly isRepeated: boolean;
};
/** What is kept beside the rows: how many batches of change records, tokens and commits with nonces, and a checksum over all of it. */
export type History = { readonly change: number; readonly token: number; readonly batch: number; readonly checksum: string };

/** What goes in one statement: so many rows, or so many characters. */
const ROWS = 1000;
const CHARACTERS = 4_000_000;

/** On a connection that is alone (`beAlone`). `before` is called with everything in place, just before the commit. Throws StoreProblem. */
export async function load(connection: Connection, source: Source, before: () => void): Promise<Loaded> {
  await connection.turn('BEGIN');
  const epoch = await makeTables(connection, source.epoch);
  const [[head, isEmpty]] = (await connection.query(state)) as [[string, boolean]];
  if (epoch === source.epoch && !isEmpty) {
    const loaded = { total: await totalOf(connection), history: await historyOf(connection), isRepeated: true };
    await connection.turn('ROLLBACK');
    return loaded;
  }
  if (!isEmpty)
    throw new StoreProblem(`The database is not empty: it has a store with ${head} change records. Give an empty one, or an empty schema.`);
  await setMeta(connection, 'epoch', source.epoch);

  for (const rows of bites(source.content(), ({ row }) => JSON.stringify(row).length)) {
    const changes = rows.map(({ row, ...at }): Change => ({ ...at, before: null, after: row }));
    await Promise.all(write(connection, changes));
  }
  const sum = new TextSum((text) => hash('sha256', text));
  const counts = { change: 0, token: 0, batch: 0 };
  for (const { name, rows, put } of ledgers(source))
    for (const some of bites(rows, (row) => row.join('').length)) {
      for (const row of some) sum.add(textOf(name, row));
      counts[name] += some.length;
      await connection.query({ text: put }, columnsOf(some[0]!.length, some));
    }
  await connection.query({ text: `UPDATE counter SET last = $1 WHERE account = '' AND region = ''` }, [source.total.head]);
  // At once: the first requests would otherwise be planned for empty tables.
  await connection.turn('ANALYZE root, part, facet, ref, change, token');

  const total = await totalOf(connection);
  const history = await historyOf(connection);
  if (total.checksum !== source.total.checksum || history.checksum !== sum.hex)
    throw new StoreProblem(
      `What arrived is not what left (${total.checksum} and ${history.checksum}, not ${source.total.checksum} and ${sum.hex}). Nothing was moved.`,
    );
  before();
  await connection.commit();
  return { total, history, isRepeated: false };
}

const state = {
  text: `SELECT last, last = 0 AND NOT EXISTS (SELECT FROM root) FROM counter WHERE account = '' AND region = ''`,
};

type Ledger = {
  readonly name: 'change' | 'token' | 'batch';
  readonly rows: Iterable<Row>;
  readonly put: string;
};

/** What is kept beside the rows, as columns of PostgreSQL. */
function ledgers(source: Source): readonly Ledger[] {
  return [
    {
      name: 'change',
      rows: source.changes(),
      put: `INSERT INTO change (account, region, first, last, body) SELECT '', '', * FROM unnest($1::bigint[], $2::bigint[], $3::text[])`,
    },
    {
      name: 'token',
      rows: map(source.tokens(), ([account, region, action, token, ...rest]) => [...[account, region, action, token].map(keyed), ...rest]),
      put: `INSERT INTO token (account, region, action, token, print, outcome, expires)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])`,
    },
    {
      name: 'batch',
      rows: map(source.nonces(), ([at, seen]) => [at, source.total.head, Buffer.from(seen).toString('hex')]),
      put: `INSERT INTO batch (account, region, id, at, last, nonces)
        SELECT '', '', gen_random_uuid(), at, last, decode(seen, 'hex')
        FROM unnest($1::bigint[], $2::bigint[], $3::text[]) WITH ORDINALITY AS k(at, last, seen, n) ORDER BY n`,
    },
  ];
}
const found: Readonly<Record<Ledger['name'], string>> = {
  change: 'SELECT first, last, body FROM change',
  token: 'SELECT account, region, action, token, print, outcome, expires FROM token',
  batch: `SELECT at, last, encode(nonces, 'hex') FROM batch`,
};

async function historyOf(connection: Connection): Promise<History> {
  const sum = new TextSum((text) => hash('sha256', text));
  const counts = { change: 0, token: 0, batch: 0 };
  // A row of changes may be large: that of an import has a whole account.
  for (const [name, sql] of Object.entries(found) as [Ledger['name'], string][])
    for await (const row of rowsOf(connection, sql, name === 'change' ? 20 : ROWS)) {
      sum.add(textOf(name, row));
      counts[name] += 1;
    }
  return { ...counts, checksum: sum.hex };
}

const textOf = (name: string, row: Row): string => JSON.stringify([name, ...row.map(String)]);

function* map<A, B>(all: Iterable<A>, change: (one: A) => B): Generator<B> {
  for (const one of all) yield change(one);
}

function* bites<T>(all: Iterable<T>, sizeOf: (one: T) => number): Generator<readonly T[]> {
  let some: T[] = [];
  let size = 0;
  for (const one of all) {
    some.push(one);
    size += sizeOf(one);
    if (some.length < ROWS && size < CHARACTERS) continue;
    yield some;
    some = [];
    size = 0;
  }
  if (some.length > 0) yield some;
}

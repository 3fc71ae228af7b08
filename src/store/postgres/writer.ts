import type { Key } from '#kit/deciding.ts';
import { indexRowsOf } from '#store/index-rows.ts';
import { columnsOf, keyColumns, keyed } from '#store/postgres/columns.ts';
import type { Connection, Statement } from '#store/postgres/connect.ts';
import type { Change } from '#store/store.ts';

/** Changes as statements: what all of them leave of each row, one statement for what each table gains and one for what it loses. */
type Row = readonly string[];
/** By the text of its key, the row as it is to be, or its key where it is to go. */
type Table = { readonly puts: Map<string, Row>; readonly drops: Map<string, Row> };

const params = (types: readonly string[]) => types.map((type, i) => `$${i + 1}::${type}[]`).join(', ');
const texts = (n: number) => Array.from({ length: n }, () => 'text');
/** `key` columns, then those of the value. */
function statementsOf(
  table: string,
  key: readonly string[],
  value: readonly string[],
): { width: [number, number]; put: Statement; drop: Statement } {
  const all = [...key, ...value];
  const set = value.length > 0 ? `UPDATE SET ${value.map((column) => `${column} = excluded.${column}`).join(', ')}` : 'NOTHING';
  return {
    width: [all.length, key.length],
    put: {
      name: `put ${table}`,
      text: `INSERT INTO ${table} (${all.join(', ')}${table === 'root' ? ', version' : ''})
        SELECT *${table === 'root' ? ', 0' : ''} FROM unnest(${params(texts(all.length))}) ON CONFLICT (${key.join(', ')}) DO ${set}`,
    },
    drop: {
      name: `drop ${table}`,
      text: `DELETE FROM ${table} t USING unnest(${params(texts(key.length))}) AS k(${key.join(', ')})
        WHERE ${key.map((column) => `t.${column} = k.${column}`).join(' AND ')}`,
    },
  };
}
const root = ['account', 'region', 'kind', 'id'];
const statements = {
  root: statementsOf('root', root, ['head']),
  part: statementsOf('part', ['account', 'region', 'kind', 'root', 'id'], ['body']),
  facet: statementsOf('facet', ['account', 'region', 'kind', 'facet', 'value', 'id'], []),
  ref: statementsOf('ref', [...root, 'from_account', 'from_region', 'from_kind', 'from_id', 'part'], []),
};
type Name = keyof typeof statements;

/** Sends what the changes come to, without waiting; the promises tell when it is done. */
export function write(connection: Connection, changes: readonly Change[]): Promise<unknown>[] {
  const tables: Readonly<Record<Name, Table>> = { root: empty(), part: empty(), facet: empty(), ref: empty() };
  for (const change of changes) take(change, tables);
  return (Object.keys(tables) as Name[]).flatMap((name) => {
    const { width, put, drop } = statements[name];
    const { puts, drops } = tables[name];
    return [
      ...(drops.size > 0 ? [connection.query(drop, columnsOf(width[1], [...drops.values()]))] : []),
      ...(puts.size > 0 ? [connection.query(put, columnsOf(width[0], [...puts.values()]))] : []),
    ];
  });
}

const empty = (): Table => ({ puts: new Map(), drops: new Map() });

/** What comes later counts; a row that stood there before may be put again. */
function note(table: Table, key: Row, value: Row | null): void {
  const name = key.join('\u0000');
  if (value) {
    table.puts.set(name, [...key, ...value]);
    table.drops.delete(name);
  } else {
    table.drops.set(name, key);
    table.puts.delete(name);
  }
}

function take(change: Change, tables: Readonly<Record<Name, Table>>): void {
  const { key, part, after } = change;
  const at = keyColumns(key);
  const place = at.slice(0, 3);
  const value = after === null ? null : [JSON.stringify(after)];
  if (part === undefined) note(tables.root, at, value);
  else note(tables.part, [...at, keyed(part)], value);
  const { facetsOut, facetsIn, refsOut, refsIn } = indexRowsOf(change);
  const facet = ([name, text]: readonly [string, string]): Row => [...place, keyed(name), keyed(text), at[3]!];
  const ref = (to: Key): Row => [...keyColumns(to), ...at, keyed(part ?? '')];
  for (const out of facetsOut) note(tables.facet, facet(out), null);
  for (const added of facetsIn) note(tables.facet, facet(added), []);
  for (const out of refsOut) note(tables.ref, ref(out), null);
  for (const added of refsIn) note(tables.ref, ref(added), []);
}

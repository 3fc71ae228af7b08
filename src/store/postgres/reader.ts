import type { Key, Loaded, Need, Page } from '#kit/deciding.ts';
import { columnsOf, keyColumns, keyed, unkeyed } from '#store/postgres/columns.ts';
import type { Connection, Row, Statement } from '#store/postgres/connect.ts';

/** Needs as statements: roots, rows and sets of rows of many keys in one each, all sent together. */
type Of<N extends Need['need']> = Extract<Need, { need: N }>;

const wanted = 'unnest($1::text[], $2::text[], $3::text[], $4::text[]';
const roots: Statement = {
  name: 'roots',
  text: `SELECT k.n, r.version, r.head FROM ${wanted}) WITH ORDINALITY AS k(account, region, kind, id, n)
    JOIN root r USING (account, region, kind, id)`,
};
const someParts: Statement = {
  name: 'some',
  text: `SELECT k.n, p.body FROM ${wanted}, $5::text[]) WITH ORDINALITY AS k(account, region, kind, root, id, n)
    JOIN part p USING (account, region, kind, root, id)`,
};
const allParts: Statement = {
  name: 'all',
  text: `SELECT k.n, p.id, p.body FROM ${wanted}) WITH ORDINALITY AS k(account, region, kind, root, n)
    JOIN part p USING (account, region, kind, root) ORDER BY k.n, p.id`,
};
const references: Statement = {
  name: 'refs',
  text: `SELECT DISTINCT from_account, from_region, from_kind, from_id FROM ref
    WHERE account = $1 AND region = $2 AND kind = $3 AND id = $4
    ORDER BY from_account, from_region, from_kind, from_id LIMIT $5`,
};

/** The answers to the needs, in their order; of 'all' the entries in order of id. One way there and back. */
export async function answersTo(connection: Connection, needs: readonly Need[]): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  const of = <N extends Need['need']>(kind: N): { need: Of<N>; at: number }[] =>
    needs.flatMap((need, at) => (need.need === kind ? [{ need: need as Of<N>, at }] : []));
  const rootNeeds = of('root');
  const someNeeds = of('some').flatMap(({ need, at }) => need.ids.map((id, i) => ({ of: need.of, id, at, i })));
  for (const { need, at } of of('some')) answers[at] = need.ids.map(() => undefined);
  const allNeeds = of('all');
  for (const { at } of allNeeds) answers[at] = [];
  const sent: Promise<void>[] = [];
  const ask = (statement: Statement, values: readonly unknown[], take: (rows: readonly Row[]) => void) =>
    sent.push(connection.query(statement, values).then(take));

  if (rootNeeds.length > 0)
    ask(
      roots,
      columnsOf(
        4,
        rootNeeds.map(({ need }) => keyColumns(need.key)),
      ),
      (rows) => {
        for (const [n, version, head] of rows) {
          const { need, at } = rootNeeds[Number(n) - 1]!;
          answers[at] = loaded(need.key, version, head);
        }
      },
    );
  if (someNeeds.length > 0)
    ask(
      someParts,
      columnsOf(
        5,
        someNeeds.map(({ of: root, id }) => [...keyColumns(root), keyed(id)]),
      ),
      (rows) => {
        for (const [n, body] of rows) {
          const { at, i } = someNeeds[Number(n) - 1]!;
          (answers[at] as unknown[])[i] = JSON.parse(body as string);
        }
      },
    );
  if (allNeeds.length > 0)
    ask(
      allParts,
      columnsOf(
        4,
        allNeeds.map(({ need }) => keyColumns(need.of)),
      ),
      (rows) => {
        for (const [n, id, body] of rows)
          (answers[allNeeds[Number(n) - 1]!.at] as unknown[]).push([unkeyed(id as string), JSON.parse(body as string)]);
      },
    );
  for (const { need, at } of of('refs'))
    ask(references, [...keyColumns(need.to), need.limit], (rows) => {
      answers[at] = (rows as string[][]).map(([account, region, kind, id]): Key => {
        return { account: unkeyed(account!), region: unkeyed(region!), kind: unkeyed(kind!), id: unkeyed(id!) };
      });
    });
  for (const { need, at } of of('page')) {
    const page: { rows: Loaded[]; total: number | undefined } = { rows: [], total: undefined };
    answers[at] = page satisfies Page;
    const { values, from, first } = placeOf(need);
    const n = values.length;
    ask(
      {
        text: `SELECT ${first}.id, r.version, r.head FROM ${from} AND ${first}.id > $${n + 1} ORDER BY ${first}.id LIMIT $${n + 2} OFFSET $${n + 3}`,
      },
      [...values, keyed(need.after ?? ''), need.limit, need.skip ?? 0],
      (rows) => {
        page.rows = rows.map(([id, ...root]) =>
          loaded({ ...need.scope, kind: need.kind, id: unkeyed(id as string) }, ...(root as [unknown, unknown])),
        );
      },
    );
    if (need.total)
      ask({ text: `SELECT count(*) FROM ${from.replace(JOIN, '')}` }, values, (rows) => {
        page.total = Number(rows[0]![0]);
      });
  }
  await Promise.all(sent);
  return answers;
}

const loaded = (key: Key, version: unknown, head: unknown): Loaded => ({ key, version: Number(version), head: JSON.parse(head as string) });

const JOIN = ' JOIN root r USING (account, region, kind, id)';

/** Where a page's rows are found: by its first facet, and there by the others; without facets, among the roots. */
function placeOf({ scope, kind, where }: Of<'page'>): { values: string[]; from: string; first: 'r' | 'f' } {
  const values = [keyed(scope.account), keyed(scope.region), keyed(kind)];
  const here = (t: string) => `${t}.account = $1 AND ${t}.region = $2 AND ${t}.kind = $3`;
  if (where.length === 0) return { values, from: `root r WHERE ${here('r')}`, first: 'r' };
  const facets = where.map(([facet, value], i) => {
    const n = values.push(keyed(facet), keyed(value));
    const test = `${here(`f${i}`)} AND f${i}.facet = $${n - 1} AND f${i}.value = $${n}`;
    return i === 0 ? test.replaceAll('f0.', 'f.') : `EXISTS (SELECT FROM facet f${i} WHERE ${test} AND f${i}.id = f.id)`;
  });
  return { values, from: `facet f${JOIN} WHERE ${facets.join(' AND ')}`, first: 'f' };
}

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Key, Loaded, Need, Page } from '#kit/deciding.ts';
import { indexRowsOf } from '#store/index-rows.ts';
import { Counts } from '#store/sqlite/counts.ts';
import type { Shelves } from '#store/sqlite/shelves.ts';
import { fromStored } from '#store/sqlite/stored.ts';
import type { Change } from '#store/store.ts';

type PageNeed = Extract<Need, { need: 'page' }>;
type RefsNeed = Extract<Need, { need: 'refs' }>;

/** Rows in and out of the tables. Inside a transaction it sees what that transaction changed. */
export class Rows {
  readonly #db: DatabaseSync;
  readonly #shelves: Shelves;
  readonly #version: () => number;
  readonly #counts: Counts;
  readonly #prepared = new Map<string, StatementSync>();

  /** `version` is the sequence number of the last commit: a root's version is at least that of its last change. `largeCount`: see Counts. */
  constructor(db: DatabaseSync, shelves: Shelves, version: () => number, largeCount: number) {
    this.#db = db;
    this.#shelves = shelves;
    this.#version = version;
    this.#counts = new Counts(db, largeCount);
  }

  forget(): void {
    this.#counts.forget();
  }

  answer(need: Need): unknown {
    switch (need.need) {
      case 'root': {
        const row = this.#get('SELECT head, id FROM root WHERE shelf = ? AND id = ?', this.#shelves.find(need.key) ?? 0, need.key.id);
        // Not the id that was asked with: it may be a slice of a request, which would stay in memory with it.
        const key = { ...need.key, id: row?.[1] as string };
        return row && { key, version: this.#version(), head: fromStored(row[0] as string) };
      }
      case 'some': {
        const shelf = this.#shelves.find(need.of) ?? 0;
        return need.ids.map((id) => {
          const row = this.#get('SELECT row FROM part WHERE shelf = ? AND root = ? AND id = ?', shelf, need.of.id, id);
          return row && fromStored(row[0] as string);
        });
      }
      case 'all': {
        const shelf = this.#shelves.find(need.of) ?? 0;
        const rows = this.#all('SELECT id, row FROM part WHERE shelf = ? AND root = ? ORDER BY id', shelf, need.of.id);
        return rows.map(([id, row]) => [id, fromStored(row as string)]);
      }
      case 'refs':
        return this.#refs(need);
      case 'page':
        return this.#page(need);
    }
  }

  /** One shelf after the other, so that the first few of very many are found without a look at the rest. */
  #refs({ to, limit }: RefsNeed): readonly Key[] {
    const shelf = this.#shelves.find(to) ?? 0;
    const found: Key[] = [];
    for (const [place, from] of this.#namingShelves(shelf, to.id)) {
      if (found.length >= limit) break;
      const ids = 'SELECT DISTINCT from_id FROM ref WHERE shelf = ? AND id = ? AND from_shelf = ? ORDER BY from_id LIMIT ?';
      for (const [id] of this.#all(ids, shelf, to.id, from, limit - found.length)) found.push({ ...place, id: id as string });
    }
    return found;
  }

  /** In order of account, region and kind. */
  #namingShelves(shelf: number, id: string) {
    const next = 'SELECT min(from_shelf) FROM ref WHERE shelf = ? AND id = ? AND from_shelf > ?';
    const found: [place: Omit<Key, 'id'>, n: number][] = [];
    for (let n = 0; ; ) {
      n = this.#get(next, shelf, id, n)![0] as number;
      if (n === null) break;
      found.push([this.#shelves.placeOf(n), n]);
    }
    const textOf = ([{ account, region, kind }]: (typeof found)[number]) => `${account}\0${region}\0${kind}`;
    return found.sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  }

  #page(need: PageNeed): Page {
    const shelf = this.#shelves.find({ ...need.scope, kind: need.kind }) ?? 0;
    // The rarest facet leads, the others are looked up for each of its rows.
    const where =
      need.where.length < 2 ? need.where : need.where.toSorted((a, b) => this.#counts.of(shelf, ...a) - this.#counts.of(shelf, ...b));
    const [drive, ...others] = where;
    const also = others
      .map(() => 'AND EXISTS (SELECT 1 FROM facet g WHERE g.shelf = f.shelf AND g.facet = ? AND g.value = ? AND g.id = f.id)')
      .join(' ');
    const from = drive ? `facet f WHERE f.shelf = ? AND f.facet = ? AND f.value = ? ${also}` : 'root f WHERE f.shelf = ?';
    const facets = where.flat();
    const ids = this.#all(
      `SELECT f.id FROM ${from} AND f.id > ? ORDER BY f.id LIMIT ? OFFSET ?`,
      shelf,
      ...facets,
      need.after ?? '',
      need.limit,
      need.skip ?? 0,
    );
    const rows = ids.map(
      ([id]) => this.answer({ need: 'root', key: { ...need.scope, kind: need.kind, id: id as string }, hold: 'look' }) as Loaded,
    );
    const count = (): number =>
      others.length > 0
        ? (this.#get(`SELECT count(*) FROM ${from}`, shelf, ...facets)![0] as number)
        : this.#counts.of(shelf, ...(drive ?? []));
    return { rows, total: need.total ? count() : undefined };
  }

  apply(change: Change): void {
    const { key, part, after } = change;
    const shelf = this.#shelves.findOrMake(key);
    if (part === undefined) {
      if ((change.before === null) !== (after === null)) this.#counts.changed(after === null ? -1 : 1, shelf);
      if (after === null) this.#run('DELETE FROM root WHERE shelf = ? AND id = ?', shelf, key.id);
      else this.#run('INSERT OR REPLACE INTO root VALUES (?, ?, ?)', shelf, key.id, JSON.stringify(after));
    } else if (after === null) this.#run('DELETE FROM part WHERE shelf = ? AND root = ? AND id = ?', shelf, key.id, part);
    else this.#run('INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?)', shelf, key.id, part, JSON.stringify(after));
    const index = indexRowsOf(change);
    for (const [facet, value] of index.facetsOut) {
      this.#run('DELETE FROM facet WHERE shelf = ? AND facet = ? AND value = ? AND id = ?', shelf, facet, value, key.id);
      this.#counts.changed(-1, shelf, facet, value);
    }
    for (const [facet, value] of index.facetsIn) {
      this.#run('INSERT INTO facet VALUES (?, ?, ?, ?)', shelf, facet, value, key.id);
      this.#counts.changed(1, shelf, facet, value);
    }
    for (const to of index.refsOut)
      this.#run(
        'DELETE FROM ref WHERE shelf = ? AND id = ? AND from_shelf = ? AND from_id = ? AND part = ?',
        this.#shelves.findOrMake(to),
        to.id,
        shelf,
        key.id,
        part ?? '',
      );
    for (const to of index.refsIn)
      this.#run('INSERT INTO ref VALUES (?, ?, ?, ?, ?)', this.#shelves.findOrMake(to), to.id, shelf, key.id, part ?? '');
  }

  #statement(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      statement.setReturnArrays(true);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }
  #get(sql: string, ...values: (string | number)[]): readonly unknown[] | undefined {
    return this.#statement(sql).get(...values) as unknown as readonly unknown[] | undefined;
  }
  #all(sql: string, ...values: (string | number)[]): readonly (readonly unknown[])[] {
    return this.#statement(sql).all(...values) as unknown as readonly (readonly unknown[])[];
  }
  #run(sql: string, ...values: (string | number)[]): void {
    this.#statement(sql).run(...values);
  }
}

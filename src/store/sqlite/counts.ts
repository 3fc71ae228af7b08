import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** From so many rows on a count is kept in memory: a smaller one is counted faster than it is looked after. */
export const LARGE_COUNT = 1000;

/**
 * How many roots of a shelf have a facet with a value, or how many there are at all (facet ''). Each reply that is paged by number tells a total,
 * and counting 100,000 rows of an index takes longer than all the rest of the reply.
 */
export class Counts {
  readonly #ofFacet: StatementSync;
  readonly #ofShelf: StatementSync;
  readonly #known = new Map<string, number>();
  readonly #large: number;

  constructor(db: DatabaseSync, large: number) {
    this.#large = large;
    this.#ofFacet = db.prepare('SELECT count(*) AS n FROM facet WHERE shelf = ? AND facet = ? AND value = ?');
    this.#ofShelf = db.prepare('SELECT count(*) AS n FROM root WHERE shelf = ?');
  }

  of(shelf: number, facet = '', value = ''): number {
    const known = this.#known.get(nameOf(shelf, facet, value));
    if (known !== undefined) return known;
    const row = facet === '' ? this.#ofShelf.get(shelf) : this.#ofFacet.get(shelf, facet, value);
    const { n } = row as { n: number };
    if (n >= this.#large) this.#known.set(nameOf(shelf, facet, value), n);
    return n;
  }

  /** INVARIANT: called for every row that comes or goes, inside the transaction that changes it. */
  changed(by: 1 | -1, shelf: number, facet = '', value = ''): void {
    const name = nameOf(shelf, facet, value);
    const known = this.#known.get(name);
    if (known !== undefined) this.#known.set(name, known + by);
  }

  /** What was counted is not known any more: it was rolled back, or another connection has changed it. */
  forget(): void {
    this.#known.clear();
  }
}

const nameOf = (shelf: number, facet: string, value: string): string => `${shelf}/${facet}/${value}`;

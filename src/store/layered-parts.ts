import { partIdentity } from '#domain/kinds.ts';
import type { Parts } from '#kit/deciding.ts';

type Base = { readonly rows: ReadonlyMap<string, unknown>; readonly ids: ReadonlyMap<string, string> };

/** How many changes ride on a shared base before it is copied: small enough to copy at each change, large enough that copies of a base of 1000 are rare. */
const LAYER = 32;

/**
 * The parts of one root, immutable, found by id and by identity. A change makes a new value that shares the base and carries a small layer:
 * a revoke of one rule out of 1000 does not copy 1000.
 */
export class LayeredParts implements Parts {
  readonly #kind: string;
  readonly #base: Base;
  readonly #rows: ReadonlyMap<string, unknown>;
  readonly #ids: ReadonlyMap<string, string | null>;
  readonly size: number;

  private constructor(kind: string, base: Base, rows: ReadonlyMap<string, unknown>, ids: ReadonlyMap<string, string | null>, size: number) {
    this.#kind = kind;
    this.#base = base;
    this.#rows = rows;
    this.#ids = ids;
    this.size = size;
  }

  /** `entries` in order of id. */
  static of(kind: string, entries: Iterable<readonly [string, unknown]>): LayeredParts {
    const rows = new Map<string, unknown>();
    const ids = new Map<string, string>();
    for (const [id, row] of entries) {
      rows.set(id, row);
      ids.set(partIdentity(kind, row), id);
    }
    return new LayeredParts(kind, { rows, ids }, new Map(), new Map(), rows.size);
  }

  get(id: string): unknown {
    const row = this.#rows.get(id);
    return row === undefined ? this.#base.rows.get(id) : (row ?? undefined);
  }

  idOf(identity: string): string | undefined {
    const id = this.#ids.get(identity);
    return id === undefined ? this.#base.ids.get(identity) : (id ?? undefined);
  }

  *entries(): Iterable<readonly [string, unknown]> {
    const added = [...this.#rows].filter(([id, row]) => row !== null && !this.#base.rows.has(id)).sort(([a], [b]) => (a < b ? -1 : 1));
    let next = 0;
    for (const [id, row] of this.#base.rows) {
      while (next < added.length && added[next]![0] < id) yield added[next++]!;
      const now = this.#rows.get(id);
      if (now === undefined) yield [id, row];
      else if (now !== null) yield [id, now];
    }
    yield* added.slice(next);
  }

  /** A row of null removes. */
  with(id: string, row: unknown): LayeredParts {
    const before = this.get(id);
    const rows = new Map(this.#rows).set(id, row);
    const ids = new Map(this.#ids);
    if (before !== undefined) {
      const was = partIdentity(this.#kind, before);
      // Where another part of the same write has taken this identity over already, it is no longer this one's to give up.
      if (this.idOf(was) === id) ids.set(was, null);
    }
    if (row !== null) ids.set(partIdentity(this.#kind, row), id);
    const size = this.size + (row === null ? 0 : 1) - (before === undefined ? 0 : 1);
    const next = new LayeredParts(this.#kind, this.#base, rows, ids, size);
    return rows.size > LAYER ? LayeredParts.of(this.#kind, next.entries()) : next;
  }
}

import { partIdentity } from '#domain/kinds.ts';
import type { Parts } from '#kit/deciding.ts';

/**
 * `rising`: every id was put behind a smaller one, so that the Map's own order is the order of ids.
 * `ids`: by identity; made when it is first asked for, since it is as large as the rows, and who only reads never asks.
 */
type Base = { readonly rows: Map<string, unknown>; ids: Map<string, string> | undefined; last: string; rising: boolean };
/** How an older value differs from the next newer one: there, `id` had another row (undefined: none). */
type Step = { readonly newer: VersionedParts; readonly id: string; readonly row: unknown };

/**
 * The parts of one root, found by id and by identity; to whoever holds one, it never changes.
 *   newest value -> the tables;   an older one -> its step back -> … -> the newest
 * `with` changes the tables in place and turns the value it was called on into an older one, so a revoke of one rule out of 1000 touches one entry.
 * An older value reads through its steps; it is held only where a batch was rolled back, or by a decision that began before it.
 */
export class VersionedParts implements Parts {
  readonly #kind: string;
  readonly size: number;
  #base: Base | undefined;
  #step: Step | undefined;

  private constructor(kind: string, base: Base) {
    this.#kind = kind;
    this.#base = base;
    this.size = base.rows.size;
  }

  /** `entries` in order of id. */
  static of(kind: string, entries: Iterable<readonly [string, unknown]>): VersionedParts {
    const base = empty();
    for (const [id, row] of entries) put(kind, base, id, row);
    return new VersionedParts(kind, base);
  }

  get(id: string): unknown {
    for (const { id: changed, row } of this.#steps()) if (changed === id) return row;
    return this.#newest().rows.get(id);
  }

  idOf(identity: string): string | undefined {
    const changed = new Set<string>();
    for (const { id, row } of this.#steps()) {
      if (!changed.has(id) && row !== undefined && partIdentity(this.#kind, row) === identity) return id;
      changed.add(id);
    }
    const id = idsOf(this.#kind, this.#newest()).get(identity);
    return id !== undefined && changed.has(id) ? undefined : id;
  }

  entries(): Iterable<readonly [string, unknown]> {
    const base = this.#step ? this.#copy() : this.#newest();
    return base.rising ? base.rows : [...base.rows].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** A row of null removes. */
  with(id: string, row: unknown): VersionedParts {
    const base = this.#step ? this.#copy() : this.#newest();
    const before = base.rows.get(id);
    if (before !== undefined) drop(this.#kind, base, id, before, row === null);
    if (row !== null) put(this.#kind, base, id, row);
    const newer = new VersionedParts(this.#kind, base);
    this.#base = undefined;
    this.#step = { newer, id, row: before };
    return newer;
  }

  #steps(): readonly Step[] {
    if (!this.#step) return none;
    const steps: Step[] = [];
    for (let step: Step | undefined = this.#step; step; step = step.newer.#step) steps.push(step);
    return steps;
  }
  #newest(): Base {
    let at: VersionedParts = this;
    while (at.#step) at = at.#step.newer;
    return at.#base!;
  }
  /** Tables of its own for an older value. */
  #copy(): Base {
    const rows = new Map(this.#newest().rows);
    for (const { id, row } of this.#steps().toReversed()) {
      if (row === undefined) rows.delete(id);
      else rows.set(id, row);
    }
    const base = empty();
    for (const [id, row] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) put(this.#kind, base, id, row);
    return base;
  }
}

const none: readonly Step[] = [];
const empty = (): Base => ({ rows: new Map(), ids: undefined, last: '', rising: true });

function idsOf(kind: string, base: Base): Map<string, string> {
  if (!base.ids) {
    base.ids = new Map();
    for (const [id, row] of base.rows) base.ids.set(partIdentity(kind, row), id);
  }
  return base.ids;
}

function put(kind: string, base: Base, id: string, row: unknown): void {
  if (!base.rows.has(id)) {
    if (id < base.last) base.rising = false;
    else base.last = id;
  }
  base.rows.set(id, row);
  base.ids?.set(partIdentity(kind, row), id);
}

/** Parts may change identities among themselves, one after the other: one's identity is dropped only while it is still its own. */
function drop(kind: string, base: Base, id: string, row: unknown, whole: boolean): void {
  if (whole) base.rows.delete(id);
  if (!base.ids) return;
  const identity = partIdentity(kind, row);
  if (base.ids.get(identity) === id) base.ids.delete(identity);
}

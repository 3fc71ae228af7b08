import type { Loaded } from '#kit/deciding.ts';
import type { VersionedParts } from '#store/versioned-parts.ts';

/** Bounds of what is kept in memory: a head is about 0.5 KB, a part about 0.6 KB. */
const HEADS = 10_000;
const PARTS = 60_000;

/** Least recently used out first; a Map keeps its order of insertion, so a hit moves its entry to the end. */
class Recent<V> {
  readonly #entries = new Map<string, V>();
  readonly #weigh: (value: V) => number;
  readonly #most: number;
  #weight = 0;
  constructor(most: number, weigh: (value: V) => number) {
    this.#most = most;
    this.#weigh = weigh;
  }
  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }
  set(key: string, value: V): void {
    this.delete(key);
    this.#entries.set(key, value);
    this.#weight += this.#weigh(value);
    for (const [oldest, old] of this.#entries) {
      if (this.#weight <= this.#most) break;
      this.#entries.delete(oldest);
      this.#weight -= this.#weigh(old);
    }
  }
  delete(key: string): void {
    const value = this.#entries.get(key);
    if (value === undefined) return;
    this.#entries.delete(key);
    this.#weight -= this.#weigh(value);
  }
}

/** Committed roots and whole sets of parts, by `keyText`. INVARIANT: only what was committed is ever put here. */
export class Cache {
  readonly heads: Recent<Loaded>;
  readonly parts: Recent<VersionedParts>;
  /** With 0 and 0 it keeps nothing. */
  constructor(heads = HEADS, parts = PARTS) {
    this.heads = new Recent(heads, () => 1);
    this.parts = new Recent(parts, (p) => p.size + 1);
  }
}

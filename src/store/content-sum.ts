import type { Key } from '#kit/deciding.ts';

/** One row of a store: a head where `part` is absent. */
export type ContentRow = { readonly key: Key; readonly part?: string; readonly row: unknown };
export type ContentTotal = { readonly roots: number; readonly parts: number; readonly head: number; readonly checksum: string };

/** JSON with the keys of every object in order, so that two stores which keep the same value in another spelling agree. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`)
    .join(',')}}`;
}

/** The sum, modulo 2^256, of the SHA-256 of texts, which may come in any order. */
export class TextSum {
  readonly #sha256: (text: string) => string;
  #sum = 0n;

  /** `sha256` gives hexadecimal; randomness and hashing are injected, as everywhere outside the drivers. */
  constructor(sha256: (text: string) => string) {
    this.#sha256 = sha256;
  }

  add(text: string): void {
    this.#sum = BigInt.asUintN(256, this.#sum + BigInt(`0x${this.#sha256(text)}`));
  }
  get hex(): string {
    return this.#sum.toString(16).padStart(64, '0');
  }
}

/**
 * A checksum over what a store holds (TextSum): each row, and the number of the last change record. Rows may come
 * in any order, so that a driver reads them in the order of its own indexes. The epoch is left out: a restore renews it and loses nothing.
 */
export class ContentSum {
  readonly #sum: TextSum;
  #roots = 0;
  #parts = 0;

  /** `sha256`: see TextSum. */
  constructor(sha256: (text: string) => string) {
    this.#sum = new TextSum(sha256);
  }

  add({ key, part, row }: ContentRow): void {
    this.#sum.add(canonical([key.account, key.region, key.kind, key.id, part ?? null, row]));
    if (part === undefined) this.#roots += 1;
    else this.#parts += 1;
  }

  /** Ends it. `head` is the number of the last change record. */
  total(head: number): ContentTotal {
    this.#sum.add(canonical(['head', head]));
    return { roots: this.#roots, parts: this.#parts, head, checksum: this.#sum.hex };
  }
}

import { NONCE_ENTRY, type SignedNonce } from '#store/store.ts';

/**
 * Which nonces were used: an entry is kept until 15 minutes after its request's timestamp, at most 16 bytes each in memory.
 *   expiry -> bucket of 5 minutes -> open-addressed table of 64-bit hashes
 * The hash is keyed by a seed that stays with the data folder, so that entries kept on disk mean the same after a restart.
 */
const BUCKET = 5 * 60_000;
/** How long after its timestamp a request is accepted, and its nonce remembered. Milliseconds. */
export const WINDOW = 15 * 60_000;
/** How long after that a request may still wait for its batch, and be found to have been sent elsewhere too. Milliseconds. */
const WAITING = 60_000;
const FULLEST = 0.8;
const GROWTH = 1.6; // 8 bytes an entry, filled 50 to 80 percent

/** A nonce that was used: its hash, and until when it counts, in seconds since the epoch. */
export type Used = { readonly a: number; readonly b: number; readonly expires: number };

type Hash = { a: number; b: number };

/** Two independent 32-bit hashes (multiply and rotate); never both 0, which marks an empty slot. */
function hashOf(text: string, seed: number, into: Hash): void {
  let a = seed | 1;
  let b = ~seed;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul(b + c, 0x85ebca6b);
    b = (b << 13) | (b >>> 19);
  }
  a = Math.imul(a ^ (a >>> 16), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 15), 0x27d4eb2f);
  into.a = (a ^ (a >>> 13)) >>> 0 || 1;
  into.b = (b ^ (b >>> 16)) >>> 0;
}

class Table {
  #slots = new Uint32Array(2 * 64);
  #count = 0;

  has(a: number, b: number): boolean {
    const slots = this.#slots;
    const size = slots.length >> 1;
    for (let i = b % size; ; i = i + 1 === size ? 0 : i + 1) {
      const at = slots[2 * i]!;
      if (at === 0) return false;
      if (at === a && slots[2 * i + 1] === b) return true;
    }
  }
  add(a: number, b: number): void {
    if (++this.#count > (this.#slots.length >> 1) * FULLEST) this.#grow();
    this.#put(this.#slots, a, b);
  }
  #put(slots: Uint32Array, a: number, b: number): void {
    const size = slots.length >> 1;
    let i = b % size;
    while (slots[2 * i] !== 0) i = i + 1 === size ? 0 : i + 1;
    slots[2 * i] = a;
    slots[2 * i + 1] = b;
  }
  #grow(): void {
    const old = this.#slots;
    const slots = new Uint32Array(2 * Math.ceil((old.length >> 1) * GROWTH));
    for (let i = 0; i < old.length; i += 2) if (old[i] !== 0) this.#put(slots, old[i]!, old[i + 1]!);
    this.#slots = slots;
  }
}

export class Nonces {
  readonly #seed: number;
  readonly #buckets = new Map<number, Table>();
  readonly #hash: Hash = { a: 0, b: 0 };
  /** Used here and committed by another server, until when they count: replays that were sent to both. */
  readonly #elsewhere = new Map<string, number>();
  #pending: number[] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  /**
   * Undefined where the key has used this nonce before. Call only once the signature is right, and see that it is kept. `timestamp` (within WINDOW
   * of `now`) and `now` are milliseconds since the epoch.
   */
  use(keyId: string, nonce: string, timestamp: number, now: number): Used | undefined {
    hashOf(`${keyId} ${nonce}`, this.#seed, this.#hash);
    const { a, b } = this.#hash;
    for (const bucket of this.#buckets.keys()) if ((bucket + 1) * BUCKET + WAITING < now) this.#buckets.delete(bucket);
    if (this.#has(a, b)) return undefined;
    const expires = timestamp + WINDOW;
    this.#add(a, b, expires);
    return { a, b, expires: Math.ceil(expires / 1000) };
  }

  /** It goes out with the next `take`. */
  keep({ a, b, expires }: Used): void {
    this.#pending.push(a, b, expires);
  }

  /** It goes out with what its request does. */
  signed(used: Used): SignedNonce {
    const { a, b, expires } = used;
    return { kept: new Uint8Array(Uint32Array.of(a, b, expires).buffer), isUsedElsewhere: () => this.#elsewhere.has(`${a} ${b}`) };
  }

  /** What was kept since the last call, for `restore` and `meet`. */
  take(): Uint8Array {
    const words = new Uint32Array(this.#pending);
    this.#pending = [];
    return new Uint8Array(words.buffer);
  }

  /** Takes in what `take` gave before a restart, leaving out what has expired by `now`. */
  restore(kept: readonly Uint8Array[], now: number): void {
    for (const { a, b, expires } of entriesOf(kept)) if (expires * 1000 >= now) this.#add(a, b, expires * 1000);
  }

  /** Takes in what `take` of other servers gave; of a nonce that was used here too, `signed` tells from now on. */
  meet(kept: readonly Uint8Array[], now: number): void {
    for (const [name, expires] of this.#elsewhere) if (expires * 1000 + WAITING < now) this.#elsewhere.delete(name);
    for (const { a, b, expires } of entriesOf(kept)) {
      if (expires * 1000 + WAITING < now) continue;
      if (this.#has(a, b)) this.#elsewhere.set(`${a} ${b}`, expires);
      else this.#add(a, b, expires * 1000);
    }
  }

  #has(a: number, b: number): boolean {
    for (const table of this.#buckets.values()) if (table.has(a, b)) return true;
    return false;
  }

  #add(a: number, b: number, expires: number): void {
    const bucket = Math.floor(expires / BUCKET);
    const table = this.#buckets.get(bucket) ?? new Table();
    this.#buckets.set(bucket, table);
    table.add(a, b);
  }
}

function* entriesOf(kept: readonly Uint8Array[]): Generator<Used> {
  for (const bytes of kept) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at + NONCE_ENTRY <= bytes.byteLength; at += NONCE_ENTRY)
      yield { a: view.getUint32(at, true), b: view.getUint32(at + 4, true), expires: view.getUint32(at + 8, true) };
  }
}

import { cutLoose } from '#wire/scalar.ts';

/**
 * How often requests were refused for who they say they are. Each address, and each key from an address, may fail so often at once, and then so
 * often a minute; whoever fails more is told to wait and nothing else, so that nobody can try keys or secrets at speed.
 * INVARIANT: asked only after a signature was found wrong, so that a request whose signature is right is never refused for others' failures.
 */
const LIMITS = { address: { burst: 200, perMinute: 100 }, key: { burst: 50, perMinute: 20 } } as const;
/** So many addresses and keys are remembered; the ones longest silent are forgotten first. */
const MOST = 20_000;

/** No key has a longer id. What is remembered of a request is not to be as long as its sender likes. */
const LONGEST = 128;

type Bucket = { left: number; at: number };

export class Failures {
  readonly #buckets = new Map<string, Bucket>();

  /** Notes one; gives the milliseconds to wait where it was one too many. */
  note(address: string, keyId: string, now: number): number | undefined {
    const waits = [
      this.#take(address, LIMITS.address, now),
      this.#take(`${address} ${cutLoose(keyId.slice(0, LONGEST))}`, LIMITS.key, now),
    ];
    const wait = Math.max(...waits);
    return wait > 0 ? wait : undefined;
  }

  #take(name: string, { burst, perMinute }: { readonly burst: number; readonly perMinute: number }, now: number): number {
    const perMs = perMinute / 60_000;
    const before = this.#buckets.get(name) ?? { left: burst, at: now };
    const left = Math.min(burst, before.left + (now - before.at) * perMs);
    this.#buckets.delete(name);
    this.#buckets.set(name, { left: Math.max(0, left - 1), at: now });
    if (this.#buckets.size > MOST) this.#buckets.delete(this.#buckets.keys().next().value!);
    return left >= 1 ? 0 : Math.ceil((1 - left) / perMs);
  }
}

import { type Driver, Undecided, type Write } from '#store/store.ts';

/**
 * Nonces on their way into the next commit, and those of other servers on their way here.
 *   of reads and refusals -> wait -> the next commit, or one of their own
 *   of writes ------------> the commit that does what they ask for
 */
export type NonceOptions = {
  /** Nonces seen since it was last asked, to be kept with the next commit. */
  readonly takeNonces: () => Uint8Array;
  /** Called with those that other servers have used; where it is not given, nobody asks for them. */
  readonly meetNonces?: (kept: readonly Uint8Array[]) => void;
};

/** How long a server's nonces wait at most until they are committed, and those of others until they are read. Milliseconds. */
const EXCHANGE = 400;

export class KeptNonces {
  readonly #driver: Driver;
  readonly #options: NonceOptions;
  readonly #timer: NodeJS.Timeout | undefined;
  #exchanging: Promise<void> | undefined;
  readonly #waiting = new Gathered();

  constructor(driver: Driver, options: NonceOptions) {
    this.#driver = driver;
    this.#options = options;
    if (!driver.foreignNonces || !options.meetNonces) return;
    this.#timer = setInterval(() => {
      this.#exchanging ??= this.#exchange().finally(() => {
        this.#exchanging = undefined;
      });
    }, EXCHANGE);
    this.#timer.unref();
  }

  /** Whether batches look for what other servers have used. */
  get areShared(): boolean {
    return this.#timer !== undefined;
  }

  meet(kept: readonly Uint8Array[]): void {
    if (kept.length > 0) this.#options.meetNonces?.(kept);
  }

  /** All that wait; `giveBack` where they were not kept after all. */
  take(): Uint8Array {
    return joined(this.#waiting.take(), this.#options.takeNonces());
  }
  giveBack(taken: Uint8Array): void {
    this.#waiting.add(taken);
  }
  /** Of a write that ended without a commit. */
  left({ nonce }: Write): void {
    if (nonce) this.#waiting.add(nonce.kept);
  }

  /** Gives those that wait a commit of their own. */
  async keep(): Promise<void> {
    const taken = this.take();
    if (taken.length === 0) return;
    try {
      const round = await this.#driver.begin();
      try {
        await round.commit([], taken);
      } catch (cause) {
        await Promise.resolve(round.rollback()).catch(() => {});
        throw cause;
      }
    } catch (cause) {
      this.giveBack(taken);
      throw cause instanceof Undecided ? cause.cause : cause;
    }
  }

  /** No exchange is under way or comes once it resolves. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#exchanging;
  }

  async #exchange(): Promise<void> {
    try {
      await this.keep();
      this.meet(await this.#driver.foreignNonces!());
    } catch {
      // The next time comes soon, and what was taken waits for it.
    }
  }
}

/** In one piece that grows: while a medium is out, each write that is turned away adds a few bytes. */
class Gathered {
  #bytes = new Uint8Array();
  #length = 0;

  add(some: Uint8Array): void {
    const length = this.#length + some.length;
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(some, this.#length);
    this.#length = length;
  }
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#bytes = new Uint8Array();
    this.#length = 0;
    return taken;
  }
}

const none: Uint8Array = new Uint8Array();
export function joined(...some: readonly Uint8Array[]): Uint8Array {
  const filled = some.filter((bytes) => bytes.length > 0);
  return filled.length < 2 ? (filled[0] ?? none) : Buffer.concat(filled);
}

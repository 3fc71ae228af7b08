import { type Cursor, wrongCursor } from '#kit/cursor.ts';
import type { Recorded, Store } from '#store/store.ts';

/**
 * Hands committed records to subscribers, in order and without a gap, each from its own cursor on.
 *   subscribe(cursor) -> behind: reads for itself -> at the head: one read for all, woken by commits, else by a poll
 *                          ^-- a sink that can take no more for now --'
 * One timer ticks for all. While nobody is at the head nothing is read.
 */
export type Sink = {
  /** Gives a promise where it can take no more before that is kept. */
  take(records: readonly Recorded[]): Promise<void> | undefined;
  /** What follows the last record is not kept any more: everything up to `seq` has to be read anew as it is. */
  snapshot(seq: number): void;
  tick(now: number): void;
  end(why: End): void;
};
export type End = 'closed' | 'unavailable';
export type Subscription = { close(): void };
export type Subscribed =
  | { readonly is: 'open'; readonly seq: number; readonly subscription: Subscription }
  | { readonly is: 'epoch' | 'ahead' | 'closed' };
export type FeedStore = Pick<Store, 'changesAfter' | 'health' | 'onCommitted'>;
/** Milliseconds, all but `chunk`: records in one read. */
export type Pace = { readonly poll: number; readonly tick: number; readonly patience: number; readonly chunk: number };
const PACE: Pace = { poll: 500, tick: 250, patience: 5000, chunk: 128 };

type Subscriber = { readonly sink: Sink; seq: number; open: boolean };

export class Feed {
  readonly #store: FeedStore;
  readonly #pace: Pace;
  readonly #all = new Set<Subscriber>();
  /** INVARIANT: none of them has a `seq` below `#at`. */
  readonly #atHead = new Set<Subscriber>();
  #at = 0;
  #reading = false;
  #isStale = false;
  #failingSince = 0;
  #closed = false;
  #stop: (() => void) | undefined;

  constructor(store: FeedStore, pace: Partial<Pace> = {}) {
    this.#store = store;
    this.#pace = { ...PACE, ...pace };
  }

  get size(): number {
    return this.#all.size;
  }

  /** From the cursor on, or from now on. The sink gets nothing before this has answered. */
  async subscribe(cursor: Cursor | undefined, sink: Sink): Promise<Subscribed> {
    const { epoch, head } = await this.#store.health();
    if (this.#closed) return { is: 'closed' };
    const wrong = cursor && wrongCursor(cursor, epoch, head);
    if (wrong) return { is: wrong };
    const subscriber: Subscriber = { sink, seq: cursor?.seq ?? head, open: true };
    this.#all.add(subscriber);
    this.#run();
    // Not before who subscribed has had his answer.
    setTimeout(() => void this.#catchUp(subscriber), 0);
    return { is: 'open', seq: subscriber.seq, subscription: { close: () => this.#remove(subscriber) } };
  }

  close(): void {
    this.#closed = true;
    this.#endAll('closed');
  }

  #run(): void {
    if (this.#stop) return;
    const unhear = this.#store.onCommitted(() => void this.#read());
    const poll = setInterval(() => void this.#read(), this.#pace.poll);
    const tick = setInterval(() => {
      const now = Date.now();
      for (const { sink } of this.#all) sink.tick(now);
    }, this.#pace.tick);
    this.#stop = () => {
      unhear();
      clearInterval(poll);
      clearInterval(tick);
      this.#failingSince = 0;
      this.#stop = undefined;
    };
  }

  #remove(subscriber: Subscriber): void {
    subscriber.open = false;
    this.#all.delete(subscriber);
    this.#atHead.delete(subscriber);
    if (this.#all.size === 0) this.#stop?.();
  }

  #endAll(why: End): void {
    for (const subscriber of [...this.#all]) {
      this.#remove(subscriber);
      subscriber.sink.end(why);
    }
  }

  /** One read at a time for all at the head; what is committed meanwhile is read after it. */
  async #read(): Promise<void> {
    this.#isStale = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#isStale && this.#atHead.size > 0) {
        this.#isStale = false;
        const after = this.#at;
        const records = await this.#store.changesAfter(after, this.#pace.chunk);
        this.#failingSince = 0;
        // Those at the head may all have gone and others come meanwhile, with another place to read from.
        if (this.#at !== after) this.#isStale = true;
        else if (records.length > 0) {
          this.#isStale = records.length === this.#pace.chunk || this.#isStale;
          this.#at = records.at(-1)!.seq;
          for (const subscriber of [...this.#atHead]) this.#give(subscriber, records);
        }
      }
    } catch {
      this.#failed();
    } finally {
      this.#reading = false;
    }
  }

  /** The next poll tries again; who cannot be read for is told after a while, so that he may find a server that can. */
  #failed(): void {
    const now = Date.now();
    this.#failingSince ||= now;
    if (now - this.#failingSince > this.#pace.patience) this.#endAll('unavailable');
  }

  #give(subscriber: Subscriber, records: readonly Recorded[]): void {
    const wait = this.#hand(subscriber, records);
    if (!wait) return;
    this.#atHead.delete(subscriber);
    void wait.then(() => this.#catchUp(subscriber));
  }

  #hand(subscriber: Subscriber, records: readonly Recorded[]): Promise<void> | undefined {
    if (!subscriber.open) return undefined;
    const { seq, sink } = subscriber;
    const last = records.at(-1)!.seq;
    if (last <= seq) return undefined;
    const first = records[0]!.seq;
    subscriber.seq = last;
    if (first > seq + 1) {
      sink.snapshot(last);
      return undefined;
    }
    return sink.take(first <= seq ? records.filter((record) => record.seq > seq) : records);
  }

  async #catchUp(subscriber: Subscriber): Promise<void> {
    try {
      while (subscriber.open) {
        const after = subscriber.seq;
        const records = await this.#store.changesAfter(after, this.#pace.chunk);
        if (!subscriber.open) return;
        if (records.length > 0 && records[0]!.seq !== after + 1) {
          const { head } = await this.#store.health();
          subscriber.seq = head;
          subscriber.sink.snapshot(head);
          continue;
        }
        if (records.length > 0) await this.#hand(subscriber, records);
        if (records.length < this.#pace.chunk && this.#join(subscriber)) return;
      }
    } catch {
      if (!subscriber.open) return;
      this.#remove(subscriber);
      subscriber.sink.end('unavailable');
    }
  }

  /** False where the others were given more than this one has read. */
  #join(subscriber: Subscriber): boolean {
    if (!subscriber.open) return true;
    if (this.#atHead.size === 0) this.#at = subscriber.seq;
    if (subscriber.seq < this.#at) return false;
    this.#atHead.add(subscriber);
    void this.#read();
    return true;
  }
}

import type { End, Feed, Sink, Subscription } from '#feed/feed.ts';
import { Mirror, type Mirrored, type Rendered } from '#feed/state-mirror.ts';
import { closureOf, type Interest, readMissing } from '#feed/state-read.ts';
import { type ResourceKey, resourceName } from '#feed/state-resource.ts';
import { type Cursor, cursorText } from '#kit/cursor.ts';
import type { Deciding } from '#kit/deciding.ts';
import type { Recorded } from '#store/store.ts';

/**
 * Keeps hosts at the state of what they are interested in, derived from the feed: one subscription and one mirror for all of them.
 *   records -> mirror -> who holds what changed -> (some pause, so that bursts come as one) -> what differs from what was sent -> sink
 *   new interest, new peer -> read ahead at S -> the mirror follows to S -> then it is sent
 * While something is read, no record is applied: so what was read is never older than the mirror, and at S all of it is of one moment.
 */
export type StateGroup = {
  /** All changes up to here are in, and none after it. */
  readonly cursor: Cursor;
  /** In an order in which nothing names what is not there yet. */
  readonly changed: readonly Rendered[];
  /** No longer needed, in an order in which nothing that is left names what is gone. */
  readonly dropped: readonly ResourceKey[];
};
export type StateSink = {
  /** To be taken as a whole. Gives a promise where it can take no more before that is kept; it then gets what is newest. */
  take(group: StateGroup): Promise<void> | undefined;
  end(why: End): void;
};
export type StateSubscription = {
  /** Another interest; what it brings and what it no longer needs comes by the sink. */
  want(interfaces: readonly ResourceKey[]): void;
  close(): void;
};
export type StateStore = { read<T>(decide: () => Deciding<T>): Promise<T> };
/** Milliseconds, all but `rows`: how many a read may bring before those who wait longer have to wait for the next one. */
export type StatePace = {
  /** Least time between two groups for one host. */
  readonly gap: number;
  /** How often a host is told a new cursor while nothing of its own changes. */
  readonly quiet: number;
  readonly retry: number;
  readonly patience: number;
  readonly rows: number;
};
const PACE: StatePace = { gap: 25, quiet: 5000, retry: 500, patience: 5000, rows: 2000 };
/** So often may a read turn out not to have brought all, since something more was named meanwhile, before all of it is read as of one moment. */
const MOST_MISSES = 3;

type Opened = 'open' | End;
type Host = {
  readonly sink: StateSink;
  interest: Interest;
  /** What it holds in the mirror. */
  held: ReadonlySet<Mirrored<Host>>;
  sent: ReadonlyMap<string, Rendered>;
  /** Of the last group; -1 before the first. */
  at: number;
  toldAt: number;
  misses: number;
  isBusy: boolean;
};

export class StateStream {
  readonly #feed: Feed;
  readonly #store: StateStore;
  readonly #pace: StatePace;
  readonly #hosts = new Set<Host>();
  readonly #mirror = new Mirror<Host>();
  /** Those of whose state something may have changed since they were last given it. */
  readonly #dirty = new Set<Host>();
  /** Those for whom something has to be read first. */
  readonly #waiting = new Set<Host>();
  #reading: Promise<void> | undefined;
  /** What was read at a moment to which the mirror has still to come, and for whom. */
  #ahead: { readonly seq: number; readonly hosts: readonly Host[]; readonly read: readonly Mirrored<Host>[] } | undefined;
  #epoch = '';
  /** INVARIANT: the mirror shows all records up to this one; what was read ahead, those up to `#ahead` too. */
  #at = 0;
  #queue: readonly Recorded[] = [];
  #opening: Promise<Opened> | undefined;
  #subscription: Subscription | undefined;
  #failingSince = 0;
  #flushedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(feed: Feed, store: StateStore, pace: Partial<StatePace> = {}) {
    this.#feed = feed;
    this.#store = store;
    this.#pace = { ...PACE, ...pace };
  }

  get size(): number {
    return this.#hosts.size;
  }
  /** How many resources are kept for all hosts together. */
  get resources(): number {
    return this.#mirror.size;
  }

  /**
   * The sink first gets all that the interest reaches, not older than this call, then what changes of it. There is nothing to resume: a host
   * that comes again is sent all anew, and puts it in the place of what it had. With an account it is sent nothing of any other one.
   */
  async subscribe(interfaces: readonly ResourceKey[], account: string | undefined, sink: StateSink): Promise<StateSubscription | End> {
    const host: Host = {
      sink,
      interest: interestIn(interfaces, account),
      held: new Set(),
      sent: new Map(),
      at: -1,
      toldAt: 0,
      misses: 0,
      isBusy: false,
    };
    this.#hosts.add(host);
    this.#opening ??= this.#open();
    const opened = await this.#opening;
    if (opened !== 'open' || !this.#hosts.has(host)) {
      this.#remove(host);
      return opened === 'open' ? 'closed' : opened;
    }
    // By a read even where all is there, since the mirror may be a little behind. Not before who subscribed has had his answer.
    const wait = () => {
      if (!this.#hosts.has(host)) return;
      this.#waiting.add(host);
      this.#readOn();
    };
    setTimeout(wait, 0);
    return {
      want: (wanted) => {
        host.interest = interestIn(wanted, account);
        wait();
      },
      close: () => this.#remove(host),
    };
  }

  async #open(): Promise<Opened> {
    const sink: Sink = {
      take: (records) => {
        this.#queue = [...this.#queue, ...records];
        this.#follow();
        return this.#reading;
      },
      snapshot: (seq) => this.#startOver(seq),
      tick: (now) => this.#tick(now),
      end: (why) => this.#end(why),
    };
    const joined = await this.#feed.subscribe(undefined, sink).catch(() => undefined);
    if (joined?.is !== 'open') {
      this.#opening = undefined;
      return joined?.is === 'closed' ? 'closed' : 'unavailable';
    }
    this.#subscription = joined.subscription;
    this.#at = joined.seq;
    if (this.#hosts.size === 0) this.#stop();
    return 'open';
  }

  #stop(): void {
    this.#subscription?.close();
    this.#subscription = undefined;
    this.#opening = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#queue = [];
    this.#ahead = undefined;
    this.#failingSince = 0;
    this.#mirror.clear();
  }

  #remove(host: Host): void {
    this.#hosts.delete(host);
    this.#dirty.delete(host);
    this.#waiting.delete(host);
    this.#hold(host, new Set());
    if (this.#hosts.size === 0 && this.#subscription) this.#stop();
  }

  #end(why: End): void {
    for (const host of [...this.#hosts]) {
      this.#remove(host);
      host.sink.end(why);
    }
  }

  /** The records that follow are not there any more. */
  #startOver(seq: number): void {
    this.#mirror.makeStale();
    this.#queue = [];
    this.#at = seq;
    for (const host of [...this.#hosts]) if (host.at >= 0 || this.#ahead?.hosts.includes(host)) this.#waiting.add(host);
    for (const one of this.#ahead?.read ?? []) this.#mirror.removeUnheld(one);
    this.#ahead = undefined;
    this.#readOn();
  }

  #tick(now: number): void {
    for (const host of this.#hosts) {
      const isCalm = host.at >= 0 && !host.isBusy && !this.#dirty.has(host) && !this.#waiting.has(host);
      if (isCalm && host.at < this.#at && now - host.toldAt >= this.#pace.quiet) this.#give(host, [], []);
    }
  }

  /** Applies what there is, up to where something was read. */
  #follow(): void {
    const records = this.#queue;
    this.#queue = [];
    const subscription = this.#subscription;
    let done = 0;
    while (done < records.length && !this.#reading && this.#subscription === subscription) {
      const record = records[done++]!;
      for (const { holders } of this.#mirror.apply(record)) for (const host of holders) this.#dirty.add(host);
      this.#at = record.seq;
      this.#arrive();
    }
    if (this.#subscription !== subscription) return;
    this.#queue = records.slice(done);
    this.#schedule();
  }

  /** Gives what was read where the mirror has come to that moment, and not a record later: in it everything is there that is named. */
  #arrive(): void {
    if (!this.#ahead || this.#at < this.#ahead.seq) return;
    const { hosts, read } = this.#ahead;
    this.#ahead = undefined;
    for (const host of hosts) if (this.#hosts.has(host)) this.#settle(host);
    for (const one of read) this.#mirror.removeUnheld(one);
    // Those who wait for nothing are not to wait until all others have been read for.
    if (Date.now() - this.#flushedAt >= this.#pace.gap) this.#giveDirty();
    this.#readOn();
  }

  #schedule(): void {
    if (this.#timer || this.#dirty.size === 0) return;
    const wait = Math.max(0, this.#flushedAt + this.#pace.gap - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#flush();
    }, wait);
  }

  #flush(): void {
    // What was read ahead is of another moment than all else: `#arrive` is next.
    if (this.#ahead || this.#reading) return;
    this.#giveDirty();
    this.#readOn();
  }

  #giveDirty(): void {
    this.#flushedAt = Date.now();
    for (const host of [...this.#dirty]) if (!host.isBusy && !this.#waiting.has(host)) this.#settle(host);
  }

  /** Gives the host what differs from what it has, or lets it wait for what has to be read first. */
  #settle(host: Host): void {
    const { found, missing } = closureOf(host.interest, (name) => this.#mirror.find(name));
    this.#hold(host, missing.size > 0 ? found.union(host.held) : found);
    if (missing.size > 0) {
      host.misses++;
      this.#waiting.add(host);
      return;
    }
    host.misses = 0;
    this.#dirty.add(host);
    if (host.isBusy) return;
    this.#dirty.delete(host);
    const at = cursorText({ epoch: this.#epoch, seq: this.#at });
    const now = new Map([...found].reverse().map((one) => [one.name, one.render(at)]));
    const changed = [...now].flatMap(([name, rendered]) => (host.sent.get(name) === rendered ? [] : [rendered]));
    const dropped = [...host.sent].reverse().flatMap(([name, { key }]) => (now.has(name) ? [] : [key]));
    host.sent = now;
    if (host.at < 0 || changed.length > 0 || dropped.length > 0) this.#give(host, changed, dropped);
  }

  #give(host: Host, changed: readonly Rendered[], dropped: readonly ResourceKey[]): void {
    host.at = this.#at;
    host.toldAt = Date.now();
    const wait = host.sink.take({ cursor: { epoch: this.#epoch, seq: this.#at }, changed, dropped });
    if (!wait) return;
    host.isBusy = true;
    void wait.then(() => {
      host.isBusy = false;
      this.#schedule();
    });
  }

  #hold(host: Host, held: ReadonlySet<Mirrored<Host>>): void {
    for (const one of held) one.holders.add(host);
    for (const one of host.held) {
      if (held.has(one)) continue;
      one.holders.delete(host);
      this.#mirror.removeUnheld(one);
    }
    host.held = held;
  }

  /** One read at a time, and none before the mirror has come to where the one before was made. */
  #readOn(): void {
    if (this.#reading || this.#ahead || this.#waiting.size === 0 || !this.#subscription) return;
    this.#reading = this.#read().finally(() => {
      this.#reading = undefined;
      this.#arrive();
      this.#follow();
      this.#readOn();
    });
  }

  async #read(): Promise<void> {
    const subscription = this.#subscription;
    const hosts = [...this.#waiting];
    const wanting = hosts.map(({ interest, misses }) => ({ interest, isFresh: misses >= MOST_MISSES }));
    try {
      const ahead = await this.#store.read(() => readMissing(wanting, (name) => this.#mirror.find(name), this.#pace.rows));
      // One from before records that were skipped is of no use.
      if (this.#subscription !== subscription || ahead.cursor.seq < this.#at) return;
      this.#failingSince = 0;
      this.#epoch = ahead.cursor.epoch;
      const served = hosts.slice(0, ahead.served);
      for (const host of served) this.#waiting.delete(host);
      this.#ahead = { seq: ahead.cursor.seq, hosts: served, read: ahead.read.map((one) => this.#mirror.add(one)) };
    } catch {
      const now = Date.now();
      this.#failingSince ||= now;
      if (now - this.#failingSince > this.#pace.patience) this.#end('unavailable');
      else await new Promise((resolve) => setTimeout(resolve, this.#pace.retry));
    }
  }
}

const interestIn = (interfaces: readonly ResourceKey[], account: string | undefined): Interest => ({
  interfaces: new Map(interfaces.map((key) => [resourceName(key), key])),
  account,
});

import { type ChangeEvent, changeView, type Journaled } from '#domain/change-view.ts';
import { changes } from '#domain/finding.ts';
import { type Cursor, wrongCursor } from '#kit/cursor.ts';
import type { Deciding } from '#kit/deciding.ts';

/**
 * The activity log: what an account may see of the journal, newest first. It has no index, so each look at it is bounded.
 *   end of the time asked for (bisection) -> bites backwards -> disclosed -> kept by the filter -> a page
 */
export type Asked = {
  /** Whose log. */
  readonly account: string;
  /** Whether a root looks, who sees what the account did to others. */
  readonly asRoot: boolean;
  /** The `next` of the page before, with its epoch; undefined = from the newest. */
  readonly place: Cursor | undefined;
  /** Milliseconds since the epoch, both inclusive. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** What may be said of a record before it is disclosed: cheap, and asked of every one. */
  readonly fits: (record: Journaled) => boolean;
  /** Asked of what is disclosed only, so that nobody finds out by it what he may not see. */
  readonly keeps: (event: ChangeEvent) => boolean;
  readonly limit: number;
};
export type Looked = {
  readonly epoch: string;
  readonly events: readonly ChangeEvent[];
  /** The number below which to go on; undefined where there is nothing left. */
  readonly next: number | undefined;
  /** The oldest record that is kept, whosever it is. */
  readonly oldest: { readonly seq: number; readonly at: number } | undefined;
};

/** Records looked at in one go; a batch of the store has so many at most. */
const BITE = 256;
/** Records looked at for one page. */
export const mostLooked = 20_000;
/** Rows told on one page: it ends with the change that reaches them. */
export const mostRows = 2000;
/** Times are those of the servers' clocks, and a request may wait 10 s for its batch, so times rise only about so well. Milliseconds. */
const SLACK = 60_000;

/** Undefined for a place that is none of this journal. A page may be short, or empty, with more after it. */
export function* look(asked: Asked): Deciding<Looked | undefined> {
  const { epoch, head, records } = yield* changes(0, 1);
  if (asked.place && wrongCursor(asked.place, epoch, head)) return undefined;
  const oldest = records[0];
  if (!oldest) return { epoch, events: [], next: undefined, oldest };
  const events: ChangeEvent[] = [];
  let rows = 0;
  let looked = 0;
  for (let below = yield* firstBelow(asked, oldest.seq, head + 1); below > oldest.seq; ) {
    const after = Math.max(oldest.seq, below - BITE) - 1;
    // Where a purge took some meanwhile, what comes instead is not below.
    const bite = (yield* changes(after, below - 1 - after)).records.filter((record) => record.seq < below);
    for (const record of bite.toReversed()) {
      looked += 1;
      const event = isWithin(record, asked) && asked.fits(record) ? changeView(record, epoch, asked.account, asked.asRoot) : undefined;
      if (event && asked.keeps(event)) {
        events.push(event);
        rows += event.changes.length;
      }
      const isFull = events.length === asked.limit || rows >= mostRows || looked === mostLooked;
      if (isFull && record.seq > oldest.seq) return { epoch, events, next: record.seq, oldest };
    }
    if (bite.every(({ at }) => asked.from !== undefined && at < asked.from - SLACK)) break;
    below = after + 1;
  }
  return { epoch, events, next: undefined, oldest };
}

const isWithin = ({ at }: Journaled, { from, to }: Asked): boolean => (from === undefined || at >= from) && (to === undefined || at <= to);

/** The number below which to begin. The pages after the first one know it. */
function* firstBelow({ place, to }: Asked, low: number, high: number): Deciding<number> {
  if (place || to === undefined) return place?.seq ?? high;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [record] = (yield* changes(middle - 1, 1)).records;
    if (record && record.at > to + SLACK) high = middle;
    else low = middle + 1;
  }
  return low;
}

import { changeView } from '#domain/change-view.ts';
import type { Feed, Sink } from '#feed/feed.ts';
import { eventText, type Opening, type Outlet, type StreamFormat, type StreamKind } from '#feed/stream.ts';
import { type Cursor, cursorText } from '#kit/cursor.ts';
import type { Recorded } from '#store/store.ts';

/**
 * The stream of changes: records as the feed hands them out -> what the reader may see of them -> text -> the outlet.
 * Those at the head are handed one array for all of them, so its text is made once for each account and format, and not once a reader.
 */
type Piece = { readonly bytes: Uint8Array; readonly events: number };

/** A piece takes more events until it has so many characters: what waits for a slow reader is hardly more. */
const PIECE = 32 * 1024;

const rendered = new WeakMap<readonly Recorded[], Map<string, readonly Piece[]>>();

function piecesOf(records: readonly Recorded[], epoch: string, account: string | undefined, format: StreamFormat): readonly Piece[] {
  const known = rendered.get(records) ?? new Map<string, readonly Piece[]>();
  rendered.set(records, known);
  const name = `${format} ${account ?? ''}`;
  const pieces = known.get(name) ?? render(records, epoch, account, format);
  known.set(name, pieces);
  return pieces;
}

function render(records: readonly Recorded[], epoch: string, account: string | undefined, format: StreamFormat): readonly Piece[] {
  const pieces: Piece[] = [];
  let text = '';
  let events = 0;
  const cut = () => {
    if (events > 0) pieces.push({ bytes: Buffer.from(text), events });
    text = '';
    events = 0;
  };
  for (const record of records) {
    const event = changeView(record, epoch, account);
    if (!event) continue;
    text += eventText(format, 'change', event);
    events += 1;
    if (text.length >= PIECE) cut();
  }
  cut();
  return pieces;
}

/** Changes from the cursor on, `snapshot` where what follows it is not kept any more. */
export const changeStream =
  (feed: Feed): StreamKind =>
  async (opening, outlet) => {
    const { epoch } = opening.cursor;
    const sink = new ChangeSink(opening, outlet);
    const joined = await feed.subscribe(opening.cursor, sink);
    if (joined.is !== 'open') return joined.is === 'closed' ? 'stopping' : 'unavailable';
    return { cursor: () => ({ epoch, seq: sink.seq }), close: () => joined.subscription.close() };
  };

class ChangeSink implements Sink {
  readonly #account: string | undefined;
  readonly #epoch: string;
  readonly #outlet: Outlet;
  readonly #end: Opening['end'];
  seq: number;

  constructor({ account, cursor, end }: Opening, outlet: Outlet) {
    this.#account = account;
    this.#epoch = cursor.epoch;
    this.#outlet = outlet;
    this.#end = end;
    this.seq = cursor.seq;
  }

  take(records: readonly Recorded[]): Promise<void> | undefined {
    const last = records.at(-1)!.seq;
    const pieces = piecesOf(records, this.#epoch, this.#account, this.#outlet.format);
    for (const [i, { bytes, events }] of pieces.entries()) {
      const wait = this.#outlet.write(bytes, events);
      if (wait) return this.#goOn(pieces.slice(i + 1), wait, last);
    }
    this.seq = last;
    return undefined;
  }

  async #goOn(pieces: readonly Piece[], wait: Promise<void>, last: number): Promise<void> {
    await wait;
    for (const { bytes, events } of pieces) await this.#outlet.write(bytes, events);
    this.seq = last;
  }

  snapshot(seq: number): void {
    this.seq = seq;
    const cursor: Cursor = { epoch: this.#epoch, seq };
    this.#outlet.write(Buffer.from(eventText(this.#outlet.format, 'snapshot', { cursor: cursorText(cursor) })), 1);
  }

  tick(): void {}

  end(why: 'closed' | 'unavailable'): void {
    this.#end(why === 'closed' ? 'stopping' : why);
  }
}

import type { Cursor } from '#kit/cursor.ts';
import type { Scope } from '#kit/deciding.ts';

/**
 * What streams under `/feed` have in common, whatever they tell.
 *   a signed request for an action with `stream` -> its kind (StreamKind) -> events -> Outlet -> the open reply
 */
export const feedPath = '/feed';
export type StreamFormat = 'sse' | 'jsonl';

/** An event as it is written; `body.cursor` is where a reader goes on who has seen it. */
export function eventText(format: StreamFormat, event: string, body: { readonly cursor: string }): string {
  return format === 'jsonl'
    ? `${JSON.stringify({ event, ...body })}\n`
    : `id: ${body.cursor}\nevent: ${event}\ndata: ${JSON.stringify(body)}\n\n`;
}

/** Where the events of one reader go. */
export type Outlet = {
  readonly format: StreamFormat;
  /** Gives a promise where nothing more may be written before that is kept; it is kept at the end of the stream too, after which nothing is written. */
  write(bytes: Uint8Array, events: number): Promise<void> | undefined;
};

/**
 * Why a stream ends by itself: the server stops or cannot read its store (come again), the reader may not have it any more, or takes too little
 * of it. Who is slow is not told, since he would not read it.
 */
export type StreamEnd = 'stopping' | 'unavailable' | 'denied' | 'slow';

export type Opening = {
  /** Whose changes may be shown; undefined for the operator, who sees all. */
  readonly account: string | undefined;
  /** The account of who reads, and the region of the request. */
  readonly scope: Scope;
  /** ARN of who reads. */
  readonly by: string;
  readonly cursor: Cursor;
  /** Parameters of the request, decoded. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Ends the stream. */
  end(why: StreamEnd): void;
};
export type Opened = {
  /** Up to where everything was given to the outlet; heartbeats tell it. */
  cursor(): Cursor;
  close(): void;
};

/** A kind of stream: joins what it reads from, and writes what comes to the outlet. Heartbeats and ends are not its business. */
export type StreamKind = (opening: Opening, outlet: Outlet) => Promise<Opened | StreamEnd>;

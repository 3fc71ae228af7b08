import type { ContentRow, ContentTotal } from '#store/content-sum.ts';

/** All that a store has, for another one to take over: read one row at a time, from one moment. */
export type Source = {
  readonly epoch: string;
  readonly total: ContentTotal;
  content(): Iterable<ContentRow>;
  /** The records of a batch, as JSON, with the numbers of the first and the last. */
  changes(): Iterable<readonly [first: number, last: number, body: string]>;
  /** `outcome` is JSON, `expires` in milliseconds since the epoch. */
  tokens(): Iterable<
    readonly [account: string, region: string, action: string, token: string, print: string, outcome: string, expires: number]
  >;
  /** Seen at that time (milliseconds since the epoch), in order. */
  nonces(): Iterable<readonly [at: number, seen: Uint8Array]>;
};

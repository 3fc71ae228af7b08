import type { ServerResponse } from 'node:http';
import type { Feed, Sink } from '#feed/feed.ts';
import { eventText, type Opening, type StreamEnd, type StreamFormat, type StreamKind } from '#feed/stream.ts';
import { type Cursor, cursorText } from '#kit/cursor.ts';
import { faultOf } from '#server/fault.ts';
import type { Metrics } from '#server/metrics.ts';
import { OpenStream } from '#server/open-stream.ts';
import { type Admitted, type Judges, makeJudgement, standingOf } from '#server/standing.ts';
import type { Recorded } from '#store/store.ts';
import type { Reply } from '#wire/http.ts';

/**
 * The open streams of a server.
 *   admitted request -> a place (so many an account, so many in all) -> head -> its kind joins what it reads from -> events, heartbeats
 *   each beat, and at each change of keys or policies: who would not be let in now is cut off; so is who takes nothing for too long
 */
export type StreamLimits = {
  readonly perAccount: number;
  readonly perServer: number;
  /** Milliseconds: of silence before a heartbeat; of a full buffer before a reader is cut off; between two looks at all of them. */
  readonly heartbeat: number;
  readonly patience: number;
  readonly beat: number;
};
const LIMITS: StreamLimits = { perAccount: 2000, perServer: 5000, heartbeat: 15_000, patience: 30_000, beat: 1000 };
/** Changes of these come in bursts, and one look answers them all. Milliseconds. */
const SOON = 50;

type Given = Judges & {
  readonly feed: Feed;
  readonly kinds: Readonly<Record<string, StreamKind>>;
  readonly metrics: Metrics;
  readonly log: Readonly<Record<'info' | 'error', (fields: object, text: string) => void>>;
  readonly now: () => number;
};
export type Asked = Admitted & { readonly requestId: string; readonly cursor: Cursor };

type Standing = { readonly admitted: Admitted; readonly streams: Set<Ended> };
type Ended = { readonly stream: OpenStream; end(why: StreamEnd): void };

/** What of the store decides who may read. */
const judged: ReadonlySet<string> = new Set(['accessKey', 'ramUser', 'ramGroup', 'ramRole', 'ramPolicy']);

export class Streams {
  readonly #given: Given;
  readonly #limits: StreamLimits;
  readonly #places = new Map<string, number>();
  readonly #standings = new Map<string, Standing>();
  #size = 0;
  #beats: ReturnType<typeof setInterval> | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #watching: Promise<(() => void) | undefined> | undefined;
  #isJudging = false;

  constructor(given: Given, limits: Partial<StreamLimits> = {}) {
    this.#given = given;
    this.#limits = { ...LIMITS, ...limits };
  }

  /** The reply that opens the stream once it is sent; it must be. Throws a Fault where there are too many. */
  open(asked: Asked): Reply {
    const { account } = asked.caller.key;
    const taken = this.#places.get(account) ?? 0;
    if (taken >= this.#limits.perAccount) throw faultOf(asked.action, 'QuotaExceed.Streams', [String(this.#limits.perAccount)]);
    if (this.#size >= this.#limits.perServer) throw faultOf(asked.action, 'QuotaExceed.ServerStreams', [String(this.#limits.perServer)]);
    this.#places.set(account, taken + 1);
    this.#size += 1;
    const format = paramsOf(asked).StreamFormat ?? 'sse';
    const type = format === 'sse' ? 'text/event-stream;charset=utf-8' : 'application/x-ndjson;charset=utf-8';
    return { status: 200, requestId: asked.requestId, type, text: '', follow: (res) => this.#follow(asked, format, res) };
  }

  #follow(asked: Asked, format: StreamFormat, res: ServerResponse): void {
    const { account, id } = asked.caller.key;
    if (res.destroyed) {
      this.#free(account);
      return;
    }
    const { metrics, log } = this.#given;
    const { requestId, cursor } = asked;
    const stream = new OpenStream(res, format, metrics.streams);
    const opened = Date.now();
    let reason: StreamEnd | 'left' = 'left';
    const at = () => cursorText(stream.opened?.cursor() ?? cursor);
    const one: Ended = {
      stream,
      end: (why) => {
        if (stream.isOver) return;
        reason = why;
        stream.end(why, at());
      },
    };
    const standing = this.#stand(asked, one);
    metrics.streams.open += 1;
    res.once('close', () => {
      stream.stop();
      this.#free(account);
      this.#leave(standing, one);
      metrics.streams.open -= 1;
      metrics.streams.ended[reason] += 1;
      log.info({ requestId, account, keyId: id, reason, events: stream.events, ms: Date.now() - opened }, 'a stream has ended');
    });
    // Its first words tell the reader where it begins.
    stream.write(Buffer.from(eventText(format, 'heartbeat', { cursor: cursorText(cursor) })), 0);
    void this.#join(asked, one);
  }

  async #join(asked: Asked, one: Ended): Promise<void> {
    const { action, caller, cursor, region, requestId } = asked;
    const { key } = caller;
    const isOperator = key.first && key.identity.type === 'Account';
    try {
      const kind = this.#given.kinds[action.stream!]!;
      const joined = await kind(
        {
          account: isOperator ? undefined : key.account,
          scope: { account: key.account, region },
          by: key.identity.arn,
          cursor,
          params: paramsOf(asked),
          end: one.end,
        },
        one.stream,
      );
      if (typeof joined === 'string') return one.end(joined);
      one.stream.opened = joined;
      if (one.stream.isOver) joined.close();
    } catch (cause) {
      this.#given.log.error({ requestId, err: cause }, 'a stream could not be opened');
      one.end('unavailable');
    }
  }

  #stand(asked: Asked, one: Ended): string {
    const name = standingOf(asked);
    const standing = this.#standings.get(name) ?? { admitted: asked, streams: new Set() };
    standing.streams.add(one);
    this.#standings.set(name, standing);
    this.#beats ??= setInterval(() => this.#beat(), this.#limits.beat);
    this.#watch();
    return name;
  }

  #free(account: string): void {
    const left = this.#places.get(account)! - 1;
    if (left > 0) this.#places.set(account, left);
    else this.#places.delete(account);
    this.#size -= 1;
  }

  #leave(name: string, one: Ended): void {
    const standing = this.#standings.get(name);
    standing?.streams.delete(one);
    if (standing?.streams.size === 0) this.#standings.delete(name);
    if (this.#standings.size === 0) this.#rest();
  }

  #beat(): void {
    const { heartbeat, patience } = this.#limits;
    for (const { streams } of this.#standings.values())
      for (const { stream, end } of streams) {
        if (stream.isSlow(patience)) end('slow');
        else stream.beat(heartbeat);
      }
    this.#watch();
    void this.#judge();
  }

  /** All who may not read any more are told so. What cannot be looked up now is looked up at the next beat. */
  async #judge(): Promise<void> {
    if (this.#isJudging) return this.#judgeSoon();
    this.#isJudging = true;
    try {
      const mayRead = makeJudgement(this.#given, this.#given.now());
      for (const { admitted, streams } of [...this.#standings.values()])
        if (!(await mayRead(admitted))) for (const { end } of [...streams]) end('denied');
    } catch (cause) {
      this.#given.log.error({ err: cause }, 'who reads the feed could not be judged');
    } finally {
      this.#isJudging = false;
    }
  }

  /** Reads the feed itself, so that who loses a key is gone with the change and not at the next beat. */
  #watch(): void {
    if (this.#watching) return;
    const over = () => {
      if (this.#watching === watching) this.#watching = undefined;
      return undefined;
    };
    const sink: Sink = {
      take: (records) => void (records.some(isJudged) && this.#judgeSoon()),
      snapshot: () => this.#judgeSoon(),
      tick: () => undefined,
      end: over,
    };
    const watching: Promise<(() => void) | undefined> = this.#given.feed
      .subscribe(undefined, sink)
      .then((joined) => (joined.is === 'open' ? () => joined.subscription.close() : undefined), over);
    this.#watching = watching;
  }

  #judgeSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      void this.#judge();
    }, SOON);
  }

  #rest(): void {
    clearInterval(this.#beats);
    clearTimeout(this.#soon);
    this.#beats = undefined;
    this.#soon = undefined;
    void this.#watching?.then((close) => close?.());
    this.#watching = undefined;
  }
}

const isJudged = ({ changes }: Recorded): boolean => changes.some(({ key }) => judged.has(key.kind));
const paramsOf = ({ decoded }: Asked) => (decoded as { value: Opening['params'] & { readonly StreamFormat?: StreamFormat } }).value;

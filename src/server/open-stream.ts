import type { ServerResponse } from 'node:http';
import { eventText, type Opened, type Outlet, type StreamEnd, type StreamFormat } from '#feed/stream.ts';
import { cursorText } from '#kit/cursor.ts';
import type { Metrics } from '#server/metrics.ts';

/** How long a reader that was told the end may take to read it. Milliseconds. */
const LINGER = 1000;

/**
 * One open reply. A piece is written only while node's buffer of the response has room, so what waits for a reader that takes nothing is that
 * buffer (64 KiB) and a piece; all else waits in the store.
 */
export class OpenStream implements Outlet {
  readonly format: StreamFormat;
  readonly #res: ServerResponse;
  readonly #counts: Metrics['streams'];
  opened: Opened | undefined;
  events = 0;
  isOver = false;
  #wroteAt = Date.now();
  /** 0 while it can take more. */
  #fullSince = 0;
  #release: (() => void) | undefined;

  constructor(res: ServerResponse, format: StreamFormat, counts: Metrics['streams']) {
    this.#res = res;
    this.format = format;
    this.#counts = counts;
    res.on('drain', () => this.#drained());
  }

  write(bytes: Uint8Array, events: number): Promise<void> | undefined {
    if (this.isOver) return undefined;
    this.events += events;
    this.#counts.events += events;
    this.#wroteAt = Date.now();
    if (this.#res.write(bytes)) return undefined;
    this.#fullSince ||= this.#wroteAt;
    return new Promise((release) => (this.#release = release));
  }

  /** Says where the reader stands, if it was told nothing for so many milliseconds. */
  beat(every: number): void {
    if (this.isOver || this.#fullSince > 0 || Date.now() - this.#wroteAt < every || !this.opened) return;
    this.write(Buffer.from(eventText(this.format, 'heartbeat', { cursor: cursorText(this.opened.cursor()) })), 0);
  }

  /** Whether it could take nothing for so many milliseconds. */
  isSlow(patience: number): boolean {
    return this.#fullSince > 0 && Date.now() - this.#fullSince >= patience;
  }

  /** Says why, where the reader would hear it. */
  end(why: StreamEnd, cursor: string): void {
    if (this.isOver) return;
    const isFull = this.#fullSince > 0;
    this.stop();
    if (isFull) {
      this.#res.destroy();
      return;
    }
    const body = { cursor, reason: why };
    this.#res.end(eventText(this.format, 'end', body));
    const cut = setTimeout(() => this.#res.destroy(), LINGER);
    this.#res.once('close', () => clearTimeout(cut));
  }

  /** From now on nothing is written, and nobody waits. */
  stop(): void {
    this.isOver = true;
    this.opened?.close();
    this.#drained();
  }

  #drained(): void {
    this.#fullSince = 0;
    const release = this.#release;
    this.#release = undefined;
    release?.();
  }
}

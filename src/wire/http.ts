import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';

/** The most bytes of a body, or of a query string. */
export const MOST_BODY = 1024 * 1024;
/** In so many pieces a body may come, which leaves a packet of 1 KiB to each. One that comes byte by byte costs a thousand times what its bytes do, and all others wait for it. */
const MOST_PIECES = 1024;

/** A request as received; `path` and `query` (without '?') are as they stand in the URL. */
export class Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: Buffer;
  /** The body was longer than MOST_BODY, or came in more than MOST_PIECES; what came is not kept. */
  readonly unread: 'tooLarge' | 'inPieces' | undefined;
  readonly secure: boolean;
  readonly remote: string;
  readonly #req: IncomingMessage;

  constructor(req: IncomingMessage, body: Buffer, unread: Incoming['unread']) {
    const url = req.url ?? '/';
    const mark = url.indexOf('?');
    this.method = req.method ?? '';
    this.path = mark < 0 ? url : url.slice(0, mark);
    this.query = mark < 0 ? '' : url.slice(mark + 1);
    this.body = body;
    this.unread = unread;
    this.secure = (req.socket as TLSSocket).encrypted === true;
    this.remote = req.socket.remoteAddress ?? '';
    this.#req = req;
  }

  /** The first header of that name (in lower case). Where all are needed, or duplicates matter, use `headers`, which node makes when it is first asked. */
  header(name: string): string | undefined {
    const { rawHeaders } = this.#req;
    for (let i = 0; i < rawHeaders.length; i += 2) {
      const sent = rawHeaders[i]!;
      if (sent.length === name.length && sent.toLowerCase() === name) return rawHeaders[i + 1] || undefined;
    }
    return undefined;
  }

  get headers(): IncomingHttpHeaders {
    return this.#req.headers;
  }
}

/** `retryAfter` in milliseconds, which SDKs wait before they try again. */
export type Reply = {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly requestId?: string;
  readonly retryAfter?: number;
};

const nothing = Buffer.alloc(0);

/** Reads the request to its end, or as far as it bears, and calls `next` in the same tick; never, where the client went away. */
export function receive(req: IncomingMessage, next: (incoming: Incoming) => void): void {
  let body: Buffer = nothing;
  let length = 0;
  let pieces = 0;
  req.on('data', (chunk: Buffer) => {
    if (++pieces > MOST_PIECES) {
      if (pieces === MOST_PIECES + 1) next(new Incoming(req, nothing, length > MOST_BODY ? 'tooLarge' : 'inPieces'));
      return;
    }
    const before = length;
    length += chunk.length;
    if (length > MOST_BODY) body = nothing;
    else if (before === 0) body = chunk;
    else body = append(body, before, chunk);
  });
  req.on('end', () => {
    if (pieces > MOST_PIECES) return;
    if (length > MOST_BODY) return next(new Incoming(req, nothing, 'tooLarge'));
    next(new Incoming(req, body.length === length ? body : body.subarray(0, length), undefined));
  });
}

/** Copied and not kept as pieces: a body that comes byte by byte would take hundreds of bytes of memory for each. Most bodies are one piece. */
function append(body: Buffer, length: number, chunk: Buffer): Buffer {
  const needed = length + chunk.length;
  let room = body;
  if (needed > body.length) {
    room = Buffer.allocUnsafe(Math.max(2 * needed, 16 * 1024));
    body.copy(room, 0, 0, length);
  }
  chunk.copy(room, length);
  return room;
}

/** Content types exactly as the real gateway writes them, without a space: SDKs compare them. */
export function send(res: ServerResponse, { status, type, text, requestId, retryAfter }: Reply): void {
  const length = Buffer.byteLength(text);
  const isWhole = res.req.complete;
  if (!isWhole) res.shouldKeepAlive = false;
  if (retryAfter !== undefined) res.setHeader('x-acs-retry-after', String(retryAfter));
  res.writeHead(
    status,
    requestId === undefined
      ? ['Content-Type', type, 'Content-Length', `${length}`]
      : [
          'Content-Type',
          type,
          'Content-Length',
          `${length}`,
          'Access-Control-Allow-Origin',
          '*',
          'Access-Control-Expose-Headers',
          '*',
          'x-acs-request-id',
          requestId,
        ],
  );
  // ASCII written as latin1 spares node the walk through a text that it has measured already.
  res.end(text, length === text.length ? 'latin1' : 'utf8');
  // Answered before it was read to its end: what is left of it is not looked at, even where a client that goes on sending loses the reply.
  if (!isWhole) res.socket?.destroy();
}

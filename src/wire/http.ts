import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';

/** The most bytes of a body, or of a query string. */
export const MOST_BODY = 1024 * 1024;
/**
 * A body in more pieces than this must have so many bytes to each of them in the mean. One that comes byte by byte costs a thousand times what its
 * bytes do, and all others wait for it; the smallest packets of a real network (536 bytes, less a header) are far from that.
 */
const FREE_PIECES = 1024;
const LEAST_PIECE = 64;
/** A body over MOST_BODY is read this far, because who is cut off while sending may lose the answer. */
const MOST_READ = 16 * MOST_BODY;

/** A request as received; `path` and `query` (without '?') are as they stand in the URL. */
export class Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: Buffer;
  /** The body was longer than MOST_BODY, or came in pieces that are too small; what came is not kept. */
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

  /** Bytes that stay in memory until the reply has ended. */
  get size(): number {
    const { url = '', rawHeaders } = this.#req;
    return rawHeaders.reduce((size, text) => size + text.length, url.length + this.body.length);
  }
}

/** `retryAfter` in milliseconds, which SDKs wait before they try again. */
export type Reply = {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly requestId?: string;
  readonly retryAfter?: number;
  /** Writes what follows the head, for as long as it lasts; instead of a text, and the connection ends with it. */
  readonly follow?: (res: ServerResponse) => void;
};

const nothing = Buffer.alloc(0);

/** Reads the request to its end, or as far as it bears, and calls `next` in the same tick; never, where the client went away. */
export function receive(req: IncomingMessage, next: (incoming: Incoming) => void): void {
  let body: Buffer = nothing;
  let length = 0;
  let pieces = 0;
  let isOver = false;
  const refuse = (unread: Incoming['unread']) => {
    isOver = true;
    body = nothing;
    next(new Incoming(req, nothing, unread));
  };
  req.on('data', (chunk: Buffer) => {
    if (isOver) return;
    const before = length;
    length += chunk.length;
    if (++pieces > FREE_PIECES && length < pieces * LEAST_PIECE) return refuse('inPieces');
    if (length > MOST_READ) return refuse('tooLarge');
    if (length > MOST_BODY) body = nothing;
    else if (before === 0) body = chunk;
    else body = append(body, before, chunk);
  });
  req.on('end', () => {
    if (isOver) return;
    if (length > MOST_BODY) return refuse('tooLarge');
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
export function send(res: ServerResponse, reply: Reply): void {
  const { status, type, text, requestId, retryAfter, follow } = reply;
  if (follow) {
    begin(res, reply, follow);
    return;
  }
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

/** Says to those between that nothing may be kept or held back (X-Accel-Buffering is nginx's). */
function begin(res: ServerResponse, { status, type, requestId = '' }: Reply, follow: (res: ServerResponse) => void): void {
  res.shouldKeepAlive = false;
  res.writeHead(status, {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': '*',
    'x-acs-request-id': requestId,
  });
  follow(res);
}

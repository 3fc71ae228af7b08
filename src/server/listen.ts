import { type IncomingMessage, type RequestListener, Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Certificate } from '#server/certificate.ts';
import { type Log, makeTls } from '#server/tls.ts';

/**
 * One port for HTTP and TLS.
 *   accept -> look at the first byte -> 0x16: TLS handshake (tls.ts) -> HTTP -> onRequest
 *                                    -> anything else ----------------> HTTP -> onRequest
 * One http.Server listens and speaks HTTP on both kinds of socket. Do not put a second server behind emit('connection'): a server that does
 * not itself listen enforces no time-out for heads and cannot close its idle sockets.
 */
export type ListenOptions = {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly secure: Certificate;
  readonly onRequest: RequestListener;
  /** The reply to what never became a request; `text` is the body. */
  readonly onClientError: (kind: ClientErrorKind) => { readonly status: number; readonly type: string; readonly text: string };
  readonly log: Log;
  readonly limits?: Partial<Limits>;
};

export type ClientErrorKind = 'tooLarge' | 'malformed' | 'timeout';

export type Listening = {
  readonly host: string;
  readonly port: number;
  /** Ends idle sockets at once, lets requests in flight finish, and destroys what is left after so many milliseconds. */
  close(withinMs: number): Promise<void>;
};

/** Milliseconds, all but headBytes. */
export type Limits = {
  /** From accept to the end of the TLS handshake, or to the first byte of HTTP; the whole of it, however the bytes trickle. */
  readonly hello: number;
  /** From the first byte of a request, or the end of the handshake, to the end of its head. */
  readonly head: number;
  /** From there to the end of its body. */
  readonly request: number;
  /** How long a socket may wait for its next request; told to the client as `Keep-Alive: timeout=25`, as Alibaba Cloud's gateway does. */
  readonly keepAlive: number;
  /** How often heads and bodies are looked at. */
  readonly check: number;
  /** How long a client that was refused in the middle of what it sent may go on, so that it reads the refusal and not a reset. */
  readonly linger: number;
  /** How long nothing more is said of an address that rejected the certificate. */
  readonly quiet: number;
  /** Of a request line with its headers: SDKs put 100 permissions, over 1 MiB when written out, into the URL. */
  readonly headBytes: number;
};

export const LIMITS: Limits = {
  hello: 8_000,
  head: 8_000,
  request: 60_000,
  keepAlive: 25_000,
  check: 500,
  linger: 1_000,
  quiet: 10_000,
  headBytes: 1_153_434,
};

/** The first byte of every TLS record that begins a handshake (RFC 8446, 5.1), and of no HTTP request. */
const HANDSHAKE = 0x16;

/** Listens; rejects with the system's error (EADDRINUSE, EACCES …) where it cannot. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { host, port, secure, onRequest, onClientError, log } = options;
  const limits = { ...LIMITS, ...options.limits };
  /** Every socket that was accepted -> the one that speaks HTTP on it, once there is one. */
  const open = new Map<Socket, Socket | undefined>();
  let closing = false;

  const server = new Server({
    maxHeaderSize: limits.headBytes,
    headersTimeout: limits.head,
    requestTimeout: limits.request,
    keepAliveTimeout: limits.keepAlive,
    connectionsCheckingInterval: limits.check,
    noDelay: true,
    // Node's own answer to a missing Host has no body; ours is below.
    requireHostHeader: false,
  });
  const [speakHttp] = server.listeners('connection') as [(this: Server, socket: Socket) => void];
  server.removeAllListeners('connection');

  const tls = makeTls({ secure, log, quiet: limits.quiet, onSecure: speak });

  server.on('connection', (raw: Socket) => {
    const cut = setTimeout(() => {
      if (open.get(raw) === undefined) raw.destroy();
    }, limits.hello);
    open.set(raw, undefined);
    raw.once('close', () => {
      clearTimeout(cut);
      open.delete(raw);
    });
    const look = (first: Buffer) => {
      const isTls = first[0] === HANDSHAKE;
      // Do not take the listeners off first: an emitter that loses the last one of a kind is slower for every request that follows.
      if (!isTls) speak(raw, raw);
      raw.off('data', look).off('end', destroyThis).off('error', ignore);
      if (isTls) tls.greet(raw, first);
      else raw.emit('data', first);
    };
    raw.on('data', look).on('end', destroyThis).on('error', ignore);
  });

  function speak(raw: Socket, socket: Socket): void {
    open.set(raw, socket);
    speakHttp.call(server, socket);
  }

  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    if (closing) res.shouldKeepAlive = false;
    if (hostsIn(req) === 1 || (hostsIn(req) === 0 && req.httpVersion === '1.0')) return onRequest(req, res);
    const { status, type, text } = onClientError('malformed');
    res.shouldKeepAlive = false;
    res.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) }).end(text);
  });

  server.on('clientError', (error: NodeJS.ErrnoException, duplex) => {
    const socket = duplex as Socket;
    const kind = kindOf(error.code);
    if (kind === undefined) {
      tls.heed(error, socket);
      socket.destroy();
    } else if (socket.writableEnded) {
      // Refused already, and still sending.
    } else if (!socket.writable || isBeingAnswered(socket)) {
      socket.destroy();
    } else {
      refuse(socket, kind);
    }
  });

  function refuse(socket: Socket, kind: ClientErrorKind): void {
    const { status, type, text } = onClientError(kind);
    const reply =
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n` +
      `Connection: close\r\n\r\n${text}`;
    if (kind === 'timeout') {
      // Its parser still works: had it time to send the rest, a request that was answered with a time-out would be carried out.
      socket.write(reply);
      socket.destroy();
      return;
    }
    socket.end(reply);
    const cut = setTimeout(() => socket.destroy(), limits.linger);
    socket.once('close', () => clearTimeout(cut));
  }

  async function close(withinMs: number): Promise<void> {
    closing = true;
    tls.stop();
    const closed = new Promise<void>((done) => server.close(() => done()));
    for (const [raw, socket] of open) {
      if (socket === undefined) raw.destroy();
      else endAfterReply(socket);
    }
    const cut = setTimeout(() => {
      for (const raw of open.keys()) raw.destroy();
    }, withinMs);
    await closed;
    clearTimeout(cut);
  }

  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
      done();
    });
  });
  server.on('error', (err) => log.warn({ err }, 'A connection could not be accepted'));
  const address = server.address() as AddressInfo;
  let end: Promise<void> | undefined;
  return {
    host: address.address,
    port: address.port,
    close: (withinMs) => {
      end ??= close(withinMs);
      return end;
    },
  };
}

/** Two of them are refused, as RFC 9112, 3.2 wants: who stands between may have read the other one. */
function hostsIn({ rawHeaders }: IncomingMessage): number {
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) if (rawHeaders[i]!.length === 4 && rawHeaders[i]!.toLowerCase() === 'host') count++;
  return count;
}

function ignore(): void {}

function destroyThis(this: Socket): void {
  this.destroy();
}

function kindOf(code: string | undefined): ClientErrorKind | undefined {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'timeout';
  if (code === 'HPE_HEADER_OVERFLOW' || code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return 'tooLarge';
  return code?.startsWith('HPE_') ? 'malformed' : undefined;
}

/** The response that has the socket, as node:http keeps it; it has no public name there. */
const responseOn = (socket: Socket) => (socket as { _httpMessage?: ServerResponse | null })._httpMessage ?? undefined;

/** What follows a whole request may be nonsense, but the next bytes belong to the reply to that request. */
function isBeingAnswered(socket: Socket): boolean {
  const res = responseOn(socket);
  return res !== undefined && (res.headersSent || res.req.complete);
}

function endAfterReply(socket: Socket): void {
  const res = responseOn(socket);
  if (res === undefined) return;
  if (res.headersSent) res.once('finish', () => socket.destroySoon());
  else res.shouldKeepAlive = false;
}

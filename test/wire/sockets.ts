import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import type { TestContext } from 'node:test';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { loadCertificate } from '#server/certificate.ts';
import { type Limits, type Listening, type ListenOptions, listen } from '#server/listen.ts';

/**
 * A listening port and raw sockets to it, for the tests of the network edge.
 *   start(t) -> port -> dial(kind) -> write -> said (everything until the socket is closed)
 */
const dataDir = mkdtempSync(join(tmpdir(), 'sallyport-wire-'));
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));

/** One certificate for all tests of a file. */
export const secure = await loadCertificate({ dataDir, names: [] });
const ca = readFileSync(secure.caFile ?? '');

export type Kind = 'http' | 'https';
export const KINDS: readonly Kind[] = ['http', 'https'];

/** Limits short enough for a test to wait for, one at a time: what a test does not wait for must not be short on a busy machine. */
export const SHORT = { hello: { hello: 200 }, head: { head: 400, check: 20 }, body: { head: 400, request: 400, check: 20 } };

export type Started = Listening & {
  /** What was logged, in order. */
  readonly lines: string[];
  /** Resolves with the first line that was or will be logged. */
  readonly line: Promise<string>;
};

/** Starts on a free port of 127.0.0.1, or what `other` says; the test's end closes it. */
export async function start(
  t: TestContext,
  limits: Partial<Limits> = {},
  onRequest: RequestListener = echo,
  other: Partial<Pick<ListenOptions, 'host' | 'secure'>> = {},
): Promise<Started> {
  const lines: string[] = [];
  const heard = Promise.withResolvers<string>();
  const warn = (_: object, text: string) => {
    lines.push(text);
    heard.resolve(text);
  };
  const onClientError = (kind: string) => ({
    status: kind === 'tooLarge' ? 431 : kind === 'timeout' ? 408 : 400,
    type: 'application/json;charset=utf-8',
    text: JSON.stringify({ RequestId: 'R', HostId: '', Code: kind }),
  });
  const listening = await listen({ host: '127.0.0.1', port: 0, secure, onRequest, onClientError, log: { warn }, limits, ...other });
  t.after(() => listening.close(0), { timeout: 5_000 });
  return { ...listening, lines, line: heard.promise };
}

/** Answers with method, URL and body, as one line. */
const echo: RequestListener = (req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk) => chunks.push(chunk)).on('error', () => res.destroy());
  req.on('end', () => res.end(`${req.method} ${req.url} [${Buffer.concat(chunks)}]`));
};

/** A connected socket of either kind; a TLS one trusts our CA, or what the options say. */
export async function dial(kind: Kind, port: number, options: ConnectionOptions = {}): Promise<Socket> {
  if (kind === 'https') {
    const socket = connectTls({ host: '127.0.0.1', port, ca, ...options });
    await once(socket, 'secureConnect');
    return socket;
  }
  const socket = connect({ host: '127.0.0.1', port });
  await once(socket, 'connect');
  return socket;
}

/** Everything that comes until the other side closes; a reset is an end like any other. */
export function said(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  return new Promise((done) => socket.on('error', () => {}).once('close', () => done(text)));
}

/** Resolves when the text has come in full; the socket stays open. */
export function until(socket: Socket, end: string): Promise<string> {
  let text = '';
  return new Promise((done, fail) => {
    const more = (chunk: Buffer) => {
      text += chunk;
      if (!text.includes(end)) return;
      socket.off('data', more);
      done(text);
    };
    socket.on('data', more).once('close', () => fail(new Error(`closed after: ${text}`)));
  });
}

/** A ClientHello as a client of ours sends it. */
export async function clientHello(): Promise<Buffer> {
  const sent = Promise.withResolvers<Buffer>();
  const wire = new Duplex({
    read() {},
    write(chunk, _, done) {
      sent.resolve(chunk);
      done();
    },
  });
  const socket = connectTls({ socket: wire, servername: 'localhost' }).on('error', () => {});
  const hello = await sent.promise;
  socket.destroy();
  return hello;
}

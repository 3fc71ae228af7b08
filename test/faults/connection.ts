import { connect, type Socket } from 'node:net';
import { type Credentials, makeRequestSigner } from '#wire/sign-request.ts';

/** A reply that came whole. */
export type Reply = { readonly status: number; readonly text: string };
/** Of a reply's JSON, what does not differ between two tellings of the same outcome. */
export const outcomeOf = ({ status, text }: Reply): unknown => {
  const { RequestId: _, HostId: _host, Recommend: _page, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return [status, rest];
};
export const codeOf = ({ status, text }: Reply): string => (status === 200 ? '' : (JSON.parse(text) as { Code: string }).Code);

/** Signed with V1 under a nonce, as the bytes that are sent; they stay valid for another server on the same folder. */
export type MakeRequest = (action: string, version: string, params: Readonly<Record<string, string>>, nonce: string) => string;
export function makeRequests(credentials: Credentials): MakeRequest {
  const signer = makeRequestSigner(credentials);
  return (action, version, params, nonce) => {
    const query = Object.entries({ RegionId: 'cn-hangzhou', ...params });
    const { method, url } = signer.v1({ method: 'POST', host: 'localhost', action, version, nonce, now: Date.now(), query });
    return `${method} ${url} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`;
  };
}

/**
 * One connection that is kept, with one request at a time on it. It does no more than the service's replies need (they all bear their length),
 * so that a client on the same machine leaves the processor to the server.
 */
export class Connection {
  readonly #socket: Socket;
  #text = '';
  #settle: ((reply: Reply | undefined) => void) | undefined;
  #over = false;

  constructor(port: number) {
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (text) => this.#read(text as unknown as string));
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.#over = true;
      this.#give(undefined);
    });
  }

  /** Undefined where the connection ended before the whole reply had come. */
  send(bytes: string): Promise<Reply | undefined> {
    if (this.#over) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#socket.write(bytes);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #give(reply: Reply | undefined): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(reply);
  }

  #read(text: string): void {
    this.#text += text;
    const end = this.#text.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#text.slice(0, end);
    const from = end + 4;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) throw new Error(`a reply without its length: ${head}`);
    if (this.#text.length < from + length) return;
    const body = Buffer.from(this.#text.slice(from, from + length), 'latin1').toString('utf8');
    this.#text = this.#text.slice(from + length);
    this.#give({ status: Number(head.slice(9, 12)), text: body });
  }
}

/** Runs a task for each item, so many connections at a time; throws where the server went away. */
export async function sendAll<T>(port: number, width: number, items: readonly T[], task: (item: T, send: (bytes: string) => Promise<Reply>) => Promise<void>) {
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(width, items.length) }, async () => {
      const connection = new Connection(port);
      const send = async (bytes: string) => {
        const reply = await connection.send(bytes);
        if (!reply) throw new Error('the connection ended without a reply');
        return reply;
      };
      try {
        while (next < items.length) await task(items[next++]!, send);
      } finally {
        connection.close();
      }
    }),
  );
}

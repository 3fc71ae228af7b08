import { connect, type Socket } from 'node:net';

/** A reply that came whole. */
export type Reply = { readonly status: number; readonly text: string };
/** Of a reply's JSON, what does not differ between two tellings of the same outcome. */
export const outcomeOf = ({ status, text }: Reply): unknown => {
  const { RequestId: _, HostId: _host, Recommend: _page, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return [status, rest];
};
export const codeOf = ({ status, text }: Reply): string => (status === 200 ? '' : (JSON.parse(text) as { Code: string }).Code);

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

  /** Nothing that is sent now will reach anybody. */
  get isOver(): boolean {
    return this.#over;
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

/** One request on a connection of its own; throws where the server went away. */
export async function ask(port: number, bytes: string): Promise<Reply> {
  const connection = new Connection(port);
  const reply = await connection.send(bytes);
  connection.close();
  return reply ?? gone();
}
/** The connection ended without a reply. */
export class Gone extends Error {}
const gone = (): never => {
  throw new Gone('the connection ended without a reply');
};

/** Runs a task for each item, so many connections at a time; throws where the server went away. `again` connects anew. */
export async function sendAll<T>(
  port: number,
  width: number,
  items: readonly T[],
  task: (item: T, send: (bytes: string) => Promise<Reply>, again: () => void) => Promise<void>,
) {
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(width, items.length) }, async () => {
      let connection = new Connection(port);
      const again = () => {
        connection.close();
        connection = new Connection(port);
      };
      const send = async (bytes: string) => (await connection.send(bytes)) ?? gone();
      try {
        while (next < items.length) await task(items[next++]!, send, again);
      } finally {
        connection.close();
      }
    }),
  );
}

import { setTimeout as pause } from 'node:timers/promises';
import { Connection, type Reply } from '../faults/connection.ts';

/** How long a reply may take before the client gives the connection up. Milliseconds; a request may wait 10 s for its batch. */
const PATIENCE = 15_000;
const health = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** A connection to one server that is made again when it ended. It is used only once something answered on it, so that little is sent to nobody. */
export class Link {
  readonly #port: number;
  #connection: Connection | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** 'not sent' where no server was there; 'lost' where one may or may not have carried it out. */
  async send(bytes: string): Promise<Reply | 'not sent' | 'lost'> {
    if (!this.#connection || this.#connection.isOver) {
      const connection = new Connection(this.#port);
      this.#connection = connection;
      if (!(await patiently(connection, health))) return 'not sent';
    }
    if (this.#connection.isOver) return 'not sent';
    return (await patiently(this.#connection, bytes)) ?? 'lost';
  }

  close(): void {
    this.#connection?.close();
  }
}

async function patiently(connection: Connection, bytes: string): Promise<Reply | undefined> {
  const late = new AbortController();
  const lost = pause(PATIENCE, undefined, { signal: late.signal, ref: false }).then(
    () => connection.close(),
    () => {},
  );
  const reply = await connection.send(bytes);
  late.abort();
  await lost;
  return reply;
}

import { setTimeout as pause } from 'node:timers/promises';
import { type Connection, type Connections, Lost } from '#store/postgres/connect.ts';
import { standBy } from '#store/postgres/schema.ts';
import type { Peers } from '#store/store.ts';

/**
 * What servers on one database tell each other, by LISTEN and NOTIFY on a connection of its own, which is made anew whenever it breaks.
 *   notify -> waits while one is under way -> one statement for all that waits ~~> the others' connections -> handlers
 * NOTIFY is sent beside the transactions that it tells of and not in them: docs/decisions/0010-postgres.md says why.
 */
type Heard = (payload: string | undefined) => void;

/** What PostgreSQL takes in one payload, in bytes, and what waits at most while there is no connection. */
const LONGEST_PAYLOAD = 8000;
const MOST_WAITING = 1000;
/** Milliseconds: between two statements that tell others, how often a silent connection is tried, and how long another one is waited for. */
const PACE = 5;
const BEAT = 5000;
const SHORTEST_PAUSE = 50;
const LONGEST_PAUSE = 2000;

export class Wake implements Peers {
  readonly #connections: Connections;
  readonly #handlers = new Map<string, Set<Heard>>();
  readonly #over: Promise<void>;
  readonly #beginning = Promise.withResolvers<void>();
  #waiting = new Map<string, readonly [channel: string, payload: string]>();
  #connection: Connection | undefined;
  /** The schema's own number: channels are the database's, which may hold several schemas. */
  #place = '';
  #isSending = false;
  #isClosed = false;
  #pausing = new AbortController();

  constructor(connections: Connections) {
    this.#connections = connections;
    this.#beginning.promise.catch(() => {});
    this.#over = this.#run();
  }

  /** Resolves once others can see that this server runs (`beAlone`); rejects where the first try failed. */
  get begun(): Promise<void> {
    return this.#beginning.promise;
  }

  listen(channel: string, heard: Heard): () => void {
    const handlers = this.#handlers.get(channel) ?? new Set();
    handlers.add(heard);
    this.#handlers.set(channel, handlers);
    // Where it fails, the connection is made anew, and listens to all channels.
    this.#connection?.turn(this.#listening(channel)).then(
      () => handlers.has(heard) && heard(undefined),
      () => {},
    );
    return () => void handlers.delete(heard);
  }

  notify(channel: string, payload: string): void {
    if (Buffer.byteLength(payload) >= LONGEST_PAYLOAD) throw new Error(`a payload of ${LONGEST_PAYLOAD} bytes or more on ${channel}`);
    if (this.#waiting.size < MOST_WAITING) this.#waiting.set(`${channel} ${payload}`, [channel, payload]);
    void this.#send();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#pausing.abort();
    await this.#over;
  }

  /** One after the other, so that what comes while one is under way, or shortly after, shares the next. */
  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#connection && this.#waiting.size > 0) {
      const sent = this.#waiting;
      this.#waiting = new Map();
      const [channels, payloads] = [0, 1].map((column) => [...sent.values()].map((row) => row[column]!)) as [string[], string[]];
      try {
        await this.#connection.query(notifying, [channels.map((channel) => this.#nameOf(channel)), payloads]);
        await pause(PACE);
      } catch (cause) {
        // Nobody knows whether it went out, and to hear it twice does no harm.
        if (cause instanceof Lost) this.#waiting = new Map([...sent, ...this.#waiting]);
        break;
      }
    }
    this.#isSending = false;
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#isClosed; failures++) {
      const connection = await this.#connections.take('wake').catch((cause) => this.#beginning.reject(cause));
      if (connection) {
        try {
          await this.#attend(connection, () => {
            failures = 0;
          });
        } catch (cause) {
          // Broken, or refused: another one is made.
          this.#beginning.reject(cause);
        } finally {
          this.#connection = undefined;
          connection.release(false);
        }
      }
      await this.#pause(Math.min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** failures));
    }
  }

  /** Until the connection is gone, or this is closed. */
  async #attend(connection: Connection, begun: () => void): Promise<void> {
    let isGone = false;
    let own = 0;
    connection.hear(
      ({ channel, payload = '', processId }) => {
        if (processId !== own) this.#tell(channel.slice(this.#nameOf('').length), payload);
      },
      () => {
        isGone = true;
        this.#pausing.abort();
      },
    );
    await standBy(connection);
    const [row] = await connection.query({ text: `SELECT 'counter'::regclass::oid::text, pg_backend_pid()` });
    [this.#place, own] = row as [string, number];
    this.#connection = connection;
    for (const channel of this.#handlers.keys()) await connection.turn(this.#listening(channel));
    begun();
    this.#beginning.resolve();
    for (const channel of this.#handlers.keys()) this.#tell(channel, undefined);
    void this.#send();
    while (!isGone && !this.#isClosed) {
      await this.#pause(BEAT);
      if (!isGone && !this.#isClosed) await connection.query({ text: 'SELECT 1' });
    }
  }

  #tell(channel: string, payload: string | undefined): void {
    for (const heard of this.#handlers.get(channel) ?? []) heard(payload);
  }

  #nameOf(channel: string): string {
    return `sallyport_${this.#place}_${channel}`;
  }
  #listening(channel: string): string {
    return `LISTEN "${this.#nameOf(channel)}"`;
  }

  async #pause(ms: number): Promise<void> {
    if (this.#isClosed) return;
    this.#pausing = new AbortController();
    await pause(ms, undefined, { signal: this.#pausing.signal }).catch(() => {});
  }
}

const notifying = { name: 'notify', text: 'SELECT pg_notify(c, p) FROM unnest($1::text[], $2::text[]) AS k(c, p)' };

import pg from 'pg';
import { Primary } from '#store/postgres/primary.ts';
import type { Unavailable } from '#store/store.ts';

/** Connections to PostgreSQL, and what their failures mean. Statements that are sent without waiting travel together, and run in that order. */
export type Statement = { readonly name?: string; readonly text: string };
export type Row = readonly unknown[];

/** Two batches are under way at most. Reads, batches and the look-up of a batch whose end is unknown never wait for each other's connections. More than 16 slow a small database down. */
const READS = 10;
const WRITES = 4;
/** One listens, and tells the other servers. */
const WAKES = 1;
type Use = 'read' | 'write' | 'wake';
/** Milliseconds. A lock is waited for shorter than a request waits for its batch (10 s), a silent server longer than any statement may run. */
const LOCK = 5000;
const STATEMENT = 8000;
const SILENCE = 12_000;
const DIAL = 3000;
/** An idle connection whose other end has died is noticed some ten seconds later than this. */
const KEEP_ALIVE = 10_000;

/** What the URL says comes before these. */
const settings: pg.PoolConfig & { readonly pipeline: boolean } = {
  pipeline: true,
  keepAlive: true,
  keepAliveInitialDelayMillis: KEEP_ALIVE,
  application_name: 'sallyport',
  connectionTimeoutMillis: DIAL,
  idleTimeoutMillis: 60_000,
  statement_timeout: STATEMENT,
  lock_timeout: LOCK,
  idle_in_transaction_session_timeout: STATEMENT,
  query_timeout: SILENCE,
};

/**
 * What replies rely on, whatever the database or role has as its default: a commit that was answered is on disk, and each statement of a batch sees
 * what was committed before it.
 */
const promises = `SELECT set_config('default_transaction_isolation', 'read committed', false),
  CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END`;

/** The connection broke, or none could be made. What was sent last may have been done all the same. */
export class Lost {
  readonly cause: unknown;
  constructor(cause: unknown) {
    this.cause = cause;
  }
}

export class Connection {
  readonly #client: pg.PoolClient;
  readonly #primary: Primary;
  #broken = false;
  constructor(client: pg.PoolClient, primary: Primary) {
    this.#client = client;
    this.#primary = primary;
  }

  /** Rows as arrays, bigints as texts. Throws Lost, or PostgreSQL's own error. */
  async query({ name, text }: Statement, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.#send({ text, values: [...values], rowMode: 'array', ...(name && { name }) })).rows as Row[];
  }

  /** Begins or ends a transaction; gives what PostgreSQL says was done: of one that failed, COMMIT answers ROLLBACK. */
  async turn(text: string): Promise<string> {
    return (await this.#send({ text })).command;
  }

  /** Ends a transaction as done, or throws. */
  async commit(): Promise<void> {
    const told = await this.turn('COMMIT');
    if (told !== 'COMMIT') throw new Error(`COMMIT was answered by ${told}`);
  }

  /** What PostgreSQL remarks until the returned function is called. */
  remarks(): () => readonly string[] {
    const said: string[] = [];
    const hear = (notice: { readonly severity?: string | undefined; readonly message?: string | undefined }) => {
      if (notice.severity !== 'NOTICE') said.push(notice.message ?? '');
    };
    this.#client.on('notice', hear);
    return () => {
      this.#client.off('notice', hear);
      return said;
    };
  }

  /** What is notified on the channels that this connection listens to, by itself too; `gone` once it has broken. */
  hear(heard: (notification: pg.Notification) => void, gone: () => void): void {
    this.#client.on('notification', heard).once('end', gone);
  }

  /** One that broke, or on which something may still be under way, is not used again. */
  release(isDone: boolean): void {
    this.#client.release(this.#broken || !isDone);
  }

  async #send(config: pg.QueryConfig | pg.QueryArrayConfig): Promise<pg.QueryResult | pg.QueryArrayResult> {
    try {
      return await this.#client.query(config as pg.QueryConfig);
    } catch (cause) {
      // A server that was sent back to read-only is one that we should leave.
      if (!isTold(cause) || meaningOf(cause.code)) this.#leave();
      throw isTold(cause) ? cause : new Lost(cause);
    }
  }

  #leave(): void {
    this.#broken = true;
    this.#primary.suspect(this.#client);
  }
}

/** Whether PostgreSQL itself told of it. Node's own errors have codes of five letters too, such as EPIPE. */
const isTold = (cause: unknown): cause is { readonly code: string } =>
  cause instanceof Error && 'severity' in cause && 'code' in cause && typeof cause.code === 'string';

export class Connections {
  readonly #pools: Readonly<Record<Use, pg.Pool>>;
  readonly #primary: Primary;

  /** `patience` stands in for some of the settings. Throws an Error that says what is wrong with the URL. */
  constructor(url: string, patience: pg.PoolConfig = {}) {
    const primary = new Primary(url, { ...settings, ...patience });
    this.#primary = primary;
    // The pool makes its clients with `new`.
    const Client = function Client() {
      return primary.client();
    } as unknown as new () => pg.Client;
    const onConnect = async (client: pg.ClientBase) => {
      await primary.admit(client);
      await client.query(promises);
    };
    const pool = (max: number) => {
      const made = new pg.Pool({ ...settings, max, Client, onConnect } as pg.PoolConfig);
      // An idle connection that breaks is made anew when it is next wanted; without a listener the process would end.
      made.on('error', () => {});
      made.on('connect', (client) => client.on('error', () => {}));
      return made;
    };
    this.#pools = { read: pool(READS), write: pool(WRITES), wake: pool(WAKES) };
  }

  async take(use: Use): Promise<Connection> {
    try {
      await this.#primary.find();
      return new Connection(await this.#pools[use].connect(), this.#primary);
    } catch (cause) {
      this.#primary.suspect();
      throw isTold(cause) ? cause : new Lost(cause);
    }
  }

  /** Runs on a connection of its own, which is given back. */
  async with<T>(use: Use, run: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.take(use);
    let isDone = false;
    try {
      const result = await run(connection);
      isDone = true;
      return result;
    } finally {
      connection.release(isDone);
    }
  }

  async close(): Promise<void> {
    this.#primary.close();
    await Promise.all(Object.values(this.#pools).map((pool) => (pool.ended || pool.ending ? undefined : pool.end())));
  }
}

/** SQLSTATE codes that say something of the server and not of the statement (postgresql.org/docs/current/errcodes-appendix.html). */
function meaningOf(code: string): Unavailable | undefined {
  if (code === '53100') return 'full';
  if (code === '25006') return 'readOnly';
  if (code === 'XX001' || code === 'XX002') return 'corrupt';
  // Connection exceptions, too little of something, an operator's doing (a time-out of a statement too), a transaction left idle, a lock not had.
  return /^(08|53|57P|58)|^(57014|25P03|55P03)$/.test(code) ? 'disconnected' : undefined;
}

/** What a failure means: undefined where it is a fault of the statement. A conflict that stays after all tries counts as no connection. */
export function unavailableOf(cause: unknown): Unavailable | undefined {
  if (cause instanceof Lost) return 'disconnected';
  if (!isTold(cause)) return undefined;
  return isConflict(cause) ? 'disconnected' : meaningOf(cause.code);
}

/** Two transactions were in each other's way, and PostgreSQL ended this one. */
export const isConflict = (cause: unknown): boolean => isTold(cause) && ['40001', '40P01'].includes(cause.code);

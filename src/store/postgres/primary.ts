import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Host, hostsOf } from '#store/postgres/hosts.ts';

/**
 * Which of several hosts is the primary:
 *   all are asked at once -> those that take writes -> of these the one on the highest timeline, since each promotion begins a new one
 * It is asked for when a connection is lost, when a host refuses writes, and now and then: an old primary that came back takes writes too, and what it
 * tells is out of date. A timeline lower than one that was seen is never gone back to. One host alone is used as it is.
 */
export type Settings = Omit<pg.PoolConfig, 'connectionString'>;
/** Milliseconds. */
const WATCH = 5000;
/** How long the others are waited for once one takes writes. */
const GRACE = 500;

export class Primary {
  readonly #hosts: readonly Host[];
  readonly #writableOnly: boolean;
  readonly #settings: Settings;
  readonly #clients = new Map<pg.ClientBase, Host>();
  readonly #watch: NodeJS.Timeout | undefined;
  #current: Host;
  #isSure: boolean;
  #newest = 0;
  #looking: Promise<void> | undefined;

  /** Throws an Error that says what is wrong with the URL. */
  constructor(url: string, settings: Settings) {
    const { hosts, writableOnly } = hostsOf(url);
    this.#hosts = hosts;
    this.#writableOnly = writableOnly;
    this.#settings = settings;
    this.#current = hosts[0]!;
    this.#isSure = hosts.length === 1;
    if (hosts.length > 1) this.#watch = setInterval(() => this.#look().catch(() => {}), WATCH).unref();
  }

  /** A client of the host that is used now, not yet connected. */
  client(): pg.Client {
    const client = new pg.Client({ ...this.#settings, connectionString: this.#current.url });
    this.#clients.set(client, this.#current);
    client.once('end', () => this.#clients.delete(client));
    return client;
  }

  /** Throws where a host must not be used, though it answers. */
  async admit(client: pg.ClientBase): Promise<void> {
    if (!this.#writableOnly) return;
    try {
      this.#judge(await this.#ask(client));
    } catch (cause) {
      this.suspect(client);
      throw cause;
    }
  }

  /** Resolves once it is known which host to use. */
  async find(): Promise<void> {
    if (!this.#isSure) await this.#look();
  }

  /** Something was wrong on this connection, or none could be made; another host may be the primary by now. */
  suspect(client?: pg.ClientBase): void {
    if (this.#hosts.length > 1 && (!client || this.#clients.get(client) === this.#current)) this.#isSure = false;
  }

  close(): void {
    clearInterval(this.#watch);
  }

  #look(): Promise<void> {
    this.#looking ??= this.#choose().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #choose(): Promise<void> {
    const found = new Map<Host, number>();
    const refused: string[] = [];
    const asking = this.#hosts.map(async (host) => {
      try {
        found.set(host, await this.#timelineOf(host));
      } catch (cause) {
        refused.push(`${host.name}: ${(cause as Error).message || (cause as { code?: string }).code}`);
        throw cause;
      }
    });
    const over = new AbortController();
    const first = Promise.any(asking).then(() => pause(GRACE, undefined, { ref: false, signal: over.signal }));
    await Promise.race([Promise.allSettled(asking), first.catch(() => {})]);
    over.abort();
    const best = this.#hosts.filter((host) => found.has(host)).sort((a, b) => found.get(b)! - found.get(a)!)[0];
    this.#isSure = best !== undefined;
    if (!best) throw new Error(`no host takes writes (${refused.join('; ')})`);
    this.#current = best;
    this.#newest = found.get(best)!;
    // What waits for another host would wait for long, and what it says would be out of date.
    for (const [client, host] of this.#clients) if (host !== best) cut(client);
  }

  /** Throws where it cannot be used. */
  async #timelineOf(host: Host): Promise<number> {
    const client = new pg.Client({ ...this.#settings, connectionString: host.url });
    client.on('error', () => {});
    try {
      await client.connect();
      return this.#judge(await this.#ask(client));
    } finally {
      client.end().catch(() => {});
    }
  }

  async #ask(client: pg.ClientBase): Promise<readonly [isReadOnly: boolean, timeline: string | null]> {
    const text = this.#hosts.length > 1 ? timeline : `SELECT ${readOnly}, NULL`;
    const { rows } = await client.query({ text, rowMode: 'array' });
    return rows[0] as [boolean, string | null];
  }

  #judge([isReadOnly, timeline]: readonly [boolean, string | null]): number {
    if (isReadOnly) throw new Error('it takes no writes, as a standby does');
    const number = Number.parseInt(timeline ?? '0', 16);
    if (number < this.#newest) throw new Error(`it is on timeline ${number}, and another host was on ${this.#newest}`);
    return number;
  }
}

/** Ends the connection as if its other end had: whatever waits on it fails at once, and a pool lets it go. */
const cut = (client: pg.ClientBase): unknown => (client as unknown as { connection: { stream: Duplex } }).connection.stream.destroy();

const readOnly = `pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'`;
/** The first eight digits of a WAL file's name are its timeline; the control file's lags behind a promotion. */
const timeline = `SELECT ${readOnly}, CASE WHEN pg_is_in_recovery() THEN NULL ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END`;

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Need } from '#kit/deciding.ts';
import { type Connection, type Connections, isConflict, Lost, unavailableOf } from '#store/postgres/connect.ts';
import { ForeignNonces } from '#store/postgres/foreign-nonces.ts';
import { batchLock, lockBatch, Relock } from '#store/postgres/locks.ts';
import { PostgresMail } from '#store/postgres/mail.ts';
import { answersTo } from '#store/postgres/reader.ts';
import { isUsedTwice, PostgresRound } from '#store/postgres/round.ts';
import { Wake } from '#store/postgres/wake.ts';
import {
  type ChangeRecord,
  type Driver,
  type Health,
  NONCE_LIFE,
  type Retention,
  type Round,
  type Settling,
  type Snapshot,
  type TokenClaim,
  type Unavailable,
  Undecided,
} from '#store/store.ts';

const BITE = 500;
/** Rows of changes, each of a whole batch. */
const CHANGE_BITE = 64;
const PROBE = 64 * 1024;
/** How often a batch or a read is tried, and how long the end of a commit is looked for. A lost connection is waited for about 7 s in all. */
const MOST_TRIES = 18;
const LONGEST_PAUSE = 500;
/** After this no further try to find the end of a commit is begun. Milliseconds. */
const LONGEST_SEARCH = 10_000;

/** The store for several servers: any number of them on one PostgreSQL. docs/decisions/0010-postgres.md says why it locks and reads as it does. */
export class PostgresDriver implements Driver {
  readonly differences = {};
  readonly peers: Wake;
  readonly mail: PostgresMail;
  readonly #connections: Connections;
  readonly #now: () => number;
  readonly #epoch: string;
  readonly #foreign = new ForeignNonces();
  #head = 0;
  #trouble: Unavailable | undefined;

  /** On a database that `migrate` has been over; `epoch` is what it gave. */
  constructor(connections: Connections, epoch: string, now: () => number) {
    this.#connections = connections;
    this.peers = new Wake(connections);
    this.mail = new PostgresMail(connections);
    this.#epoch = epoch;
    this.#now = now;
  }

  async look(needs: readonly Need[]): Promise<readonly unknown[]> {
    const snapshot = this.snapshot();
    try {
      return await snapshot.load(needs);
    } finally {
      snapshot.end();
    }
  }

  snapshot(): Snapshot {
    let taking: Promise<Connection> | undefined;
    let isBroken = false;
    const begin = async () => {
      const connection = await this.#connections.take('read');
      connection.turn('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY').catch(() => {});
      return connection;
    };
    const on = async <T>(ask: (connection: Connection) => Promise<T>): Promise<T> => {
      try {
        taking ??= begin();
        return await ask(await taking);
      } catch (cause) {
        isBroken = true;
        throw cause;
      }
    };
    return {
      load: (needs) => on((connection) => answersTo(connection, needs)),
      // Each batch counts in its own transaction, so that the number is as old as all else that the snapshot shows.
      cursor: () => on(async (connection) => ({ epoch: this.#epoch, seq: Number((await connection.query(counted))[0]![0]) })),
      end() {
        taking?.then(
          (connection) =>
            isBroken
              ? connection.release(false)
              : connection.turn('COMMIT').then(
                  () => connection.release(true),
                  () => connection.release(false),
                ),
          () => {},
        );
      },
    };
  }

  async begin(last?: unknown): Promise<Round> {
    const connection = await this.#connections.take('write');
    const id = randomUUID();
    const round = new PostgresRound(connection, id, this.#now(), last instanceof Relock ? last.wanted : new Map(), this.#foreign);
    let isOver = false;
    const over = (isDone: boolean) => {
      if (!isOver) connection.release(isDone);
      isOver = true;
    };
    return {
      load: (needs) => round.load(needs),
      claim: (tokens: readonly TokenClaim[]) => round.claim(tokens),
      foreignNonces: () => round.foreignNonces(),
      apply: (changes) => round.apply(changes),
      commit: async (settling: readonly Settling[], nonces: Uint8Array) => {
        await round.prepare();
        const head = await this.#commit(connection, id, round.end(settling, nonces));
        over(true);
        this.#trouble = undefined;
        this.#head = Math.max(this.#head, head);
        return head;
      },
      rollback: async () => {
        if (isOver) return;
        try {
          await round.rollback();
          over(true);
        } finally {
          over(false);
        }
      },
    };
  }

  async #commit(connection: Connection, id: string, [counted, committed]: [Promise<number>, Promise<string>]): Promise<number> {
    const remarks = connection.remarks();
    const [last, told] = await Promise.allSettled([counted, committed]);
    const remarked = remarks().join('; ');
    // A standby that was not waited for to the end: the commit is here, and may be gone after a failover.
    if (remarked) throw new Undecided(new Lost(remarked));
    // An error that PostgreSQL told of before COMMIT is the end of the transaction; on a lost connection COMMIT may have come through.
    if (last.status === 'rejected' && !(last.reason instanceof Lost)) throw last.reason;
    if (last.status === 'fulfilled' && told.status === 'fulfilled') {
      if (told.value !== 'COMMIT') throw new Error(`COMMIT was answered by ${told.value}`);
      return last.value;
    }
    const found = await this.#endOf(id);
    if (found === undefined) throw new Lost((last.status === 'rejected' ? last : (told as PromiseRejectedResult)).reason);
    return found;
  }

  /** The number of the last record where the batch was committed; undefined where nothing was done. Throws Undecided. */
  async #endOf(id: string): Promise<number | undefined> {
    const until = performance.now() + LONGEST_SEARCH;
    for (let tries = 0; ; tries++) {
      try {
        return await this.#connections.with('write', async (connection) => {
          // Whoever holds the batch's lock knows that its transaction is over; what it left is read by a second statement.
          await connection.turn('BEGIN');
          await connection.query(lockBatch, batchLock(id));
          // An update, so that COMMIT waits for the synchronous standby: a primary that came back shows what no standby may have yet.
          const [row] = await connection.query(ended, [id]);
          await connection.turn('COMMIT');
          return row && Number(row[0]);
        });
      } catch (cause) {
        const wait = performance.now() < until ? this.again(cause, tries) : undefined;
        if (wait === undefined) throw new Undecided(cause);
        await pause(wait);
      }
    }
  }

  again(cause: unknown, tries: number): number | undefined {
    if (cause instanceof Relock) return 0;
    if (isUsedTwice(cause)) return tries < MOST_TRIES ? 0 : undefined;
    const wait = Math.min(LONGEST_PAUSE, 10 * 2 ** tries);
    return tries < MOST_TRIES && (isConflict(cause) || isPassing(unavailableOf(cause))) ? wait * (0.5 + Math.random() / 2) : undefined;
  }

  async changesAfter(seq: number, limit: number): Promise<readonly (ChangeRecord & { readonly seq: number })[]> {
    const rows = await this.#connections.with('read', (connection) => connection.query(changes, [seq, limit]));
    return rows
      .flatMap(([first, body]) =>
        (JSON.parse(body as string) as ChangeRecord[]).map((record, i) => ({ ...record, seq: Number(first) + i })),
      )
      .filter((record) => record.seq > seq)
      .slice(0, limit);
  }

  async nonces(): Promise<readonly Uint8Array[]> {
    const text = 'SELECT nonces, n FROM batch WHERE at > $1 AND length(nonces) > 0 ORDER BY n';
    const rows = await this.#connections.with('read', (connection) => connection.query({ text }, [this.#now() - NONCE_LIFE]));
    this.#foreign.reached(Number(rows.at(-1)?.[1] ?? 0));
    return rows.map(([nonces]) => nonces as Uint8Array);
  }

  foreignNonces(): Promise<readonly Uint8Array[]> {
    return this.#connections.with('read', (connection) => this.#foreign.ask(connection));
  }

  async purge(now: number, keep?: Retention): Promise<boolean> {
    return this.#connections.with('read', async (connection) => {
      for (const [table, column, before] of [
        ['token', 'expires', now],
        ['batch', 'at', now - NONCE_LIFE],
      ])
        await connection.query(
          {
            text: `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
              SELECT ctid FROM ${table} WHERE ${column} <= $1 ORDER BY ${column} LIMIT ${BITE} FOR UPDATE SKIP LOCKED))`,
          },
          [before],
        );
      return keep ? this.#purgeChanges(connection, now, keep) : false;
    });
  }

  /** From the oldest row on, and never the last one. Times do not quite rise, so the first row to keep ends it. */
  async #purgeChanges(connection: Connection, now: number, { age, records }: Retention): Promise<boolean> {
    const rows = await connection.query(oldest);
    // Not by PostgreSQL, whose JSON takes no NUL.
    const isOld = (body: string) => (JSON.parse(body) as ChangeRecord[]).at(-1)!.at <= now - age;
    const kept = rows.findIndex(([, last, body, head]) => {
      const isAmongLast = Number(last) > Number(head) - records;
      return last === head || (isAmongLast && !isOld(body as string));
    });
    const dropped = kept < 0 ? rows.length : kept;
    if (dropped > 0) await connection.query(dropChanges, [rows[dropped - 1]![0]]);
    return dropped === CHANGE_BITE;
  }

  unavailable(cause: unknown): Unavailable | undefined {
    if (cause instanceof Relock) return 'disconnected';
    const why = unavailableOf(cause);
    if (why) this.#trouble = why;
    return why;
  }

  async health(): Promise<Health> {
    try {
      return await this.#connections.with('read', async (connection) => {
        const text = `SELECT last, pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' FROM counter WHERE account = '' AND region = ''`;
        const [row] = await connection.query({ text });
        this.#head = Number(row![0]);
        const place = { epoch: this.#epoch, head: this.#head };
        if (row![1]) return { ...place, writable: false, why: 'readOnly' as const };
        // A full disk shows only to who writes: as large as a batch, since a smaller write may find room where no batch does.
        if (this.#trouble === 'full') await connection.query(probe, [' '.repeat(PROBE)]);
        this.#trouble = undefined;
        return { ...place, writable: true };
      });
    } catch (cause) {
      const why = this.unavailable(cause) ?? 'disconnected';
      return { epoch: this.#epoch, head: this.#head, writable: false, why };
    }
  }

  async close(): Promise<void> {
    await this.peers.close();
    await this.#connections.close();
  }
}

const isPassing = (why: Unavailable | undefined): boolean => why === 'disconnected' || why === 'readOnly';

const counted = { name: 'counted', text: `SELECT last FROM counter WHERE account = '' AND region = ''` };
// Each row is a batch of many: numbers have no gaps, so that no row beyond the last number asked for is read.
const changes = {
  text: `SELECT first, body FROM change WHERE account = '' AND region = '' AND first >= (
      SELECT coalesce(max(first), 0) FROM change WHERE account = '' AND region = '' AND first <= $1::bigint + 1
    ) AND first <= $2::bigint + greatest(
      $1::bigint, (SELECT coalesce(min(first), 1) - 1 FROM change WHERE account = '' AND region = '')
    ) ORDER BY first`,
};
const ended = { text: `UPDATE batch SET at = at WHERE account = '' AND region = '' AND id = $1 RETURNING last` };
const oldest = {
  text: `SELECT c.first, c.last, c.body, n.last FROM change c, counter n
    WHERE c.account = '' AND c.region = '' AND n.account = '' AND n.region = '' ORDER BY c.first LIMIT ${CHANGE_BITE}`,
};
const dropChanges = { text: `DELETE FROM change WHERE account = '' AND region = '' AND first <= $1` };
const probe = {
  text: `INSERT INTO meta VALUES ('', '', 'probe', $1) ON CONFLICT (account, region, name) DO UPDATE SET value = excluded.value`,
};

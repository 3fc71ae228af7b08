import { type Key, keyText, type Need } from '#kit/deciding.ts';
import { columnsOf, keyColumns, keyed } from '#store/postgres/columns.ts';
import type { Connection } from '#store/postgres/connect.ts';
import type { ForeignNonces } from '#store/postgres/foreign-nonces.ts';
import { Foreseen } from '#store/postgres/foreseen.ts';
import { batchLock, Locks, lockBatch, scopeOf, scopesOf, scopesOfChanges, type Wanted } from '#store/postgres/locks.ts';
import { answersTo } from '#store/postgres/reader.ts';
import { write } from '#store/postgres/writer.ts';
import {
  type Change,
  NONCE_ENTRY,
  NONCE_HASH,
  type Outcome,
  type Remembered,
  type Round,
  type Settling,
  type TokenClaim,
  tokenText,
} from '#store/store.ts';

/**
 * One batch as one READ COMMITTED transaction: a statement sees all that was committed before it, so what is locked first and read after is the newest.
 *   BEGIN, locks known to be needed -> { locks, reads } … -> rows, indexes, tokens -> counter, records, batch -> COMMIT
 * What is on one line is sent together. Changes are kept back until a page or a reference is asked for, or the commit.
 */
export class PostgresRound implements Omit<Round, 'commit'> {
  readonly #connection: Connection;
  readonly #id: string;
  readonly #now: number;
  readonly #locks = new Locks();
  readonly #foreseen = new Foreseen();
  readonly #touched = new Map<string, Key>();
  #opening: Promise<unknown>[];
  #pending: Change[] = [];
  readonly #foreign: ForeignNonces;
  /** The last batch whose nonces are known to who decides this one. */
  #seen: number;

  /** `known`: what an earlier try of the batch found to be needed. */
  constructor(connection: Connection, id: string, now: number, known: Wanted, foreign: ForeignNonces) {
    this.#connection = connection;
    this.#id = id;
    this.#now = now;
    this.#foreign = foreign;
    this.#seen = foreign.seen;
    this.#opening = [connection.turn('BEGIN'), connection.query(lockBatch, batchLock(id)), ...this.#locks.take(connection, known)];
    for (const sent of this.#opening) sent.catch(() => {});
  }

  load(needs: readonly Need[]) {
    const unknown = needs.filter((need) => !this.#foreseen.knows(need));
    if (unknown.length === 0) return needs.map((need) => this.#foreseen.answer(need));
    return this.#load(needs, unknown);
  }

  async #load(needs: readonly Need[], unknown: readonly Need[]): Promise<readonly unknown[]> {
    const asked = [...new Map(unknown.map((need) => [textOf(need), need])).values()];
    const isIndexed = asked.some((need) => need.need === 'page' || need.need === 'refs');
    const sent = [...this.#lock(asked.map(scopesOf)), ...(isIndexed ? this.#flush() : [])];
    const [answers] = await this.#all(answersTo(this.#connection, asked), ...sent);
    const fresh = new Map<string, unknown>();
    for (const [i, need] of asked.entries()) {
      this.#foreseen.learn(need, answers[i]);
      fresh.set(textOf(need), answers[i]);
    }
    return needs.map((need) => (this.#foreseen.knows(need) ? this.#foreseen.answer(need) : fresh.get(textOf(need))));
  }

  async claim(tokens: readonly TokenClaim[]): Promise<ReadonlyMap<string, Remembered>> {
    const columns = columnsOf(4, tokens.map(tokenColumns));
    // Sent in this order: what is read before the lock is held may be older than what its holder before has committed.
    const locks = this.#lock(tokens.map(({ scope }) => scopeOf(scope)));
    const [rows] = await this.#all(this.#connection.query(claimed, [...columns, this.#now]), ...locks);
    return new Map(
      rows.map(([n, print, outcome]) => [
        tokenText(tokens[Number(n) - 1]!),
        { print: print as string, outcome: JSON.parse(outcome as string) as Outcome },
      ]),
    );
  }

  async foreignNonces(): Promise<readonly Uint8Array[]> {
    const [kept] = await this.#all(this.#foreign.ask(this.#connection));
    this.#seen = this.#foreign.seen;
    return kept;
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      this.#pending.push(change);
      this.#foreseen.changed(change);
      this.#touched.set(keyText(change.key), change.key);
    }
  }

  /** All but the last way of a commit: nothing can be refused after it that is not a fault. */
  async prepare(): Promise<void> {
    const missing = this.#locks.missing([scopesOfChanges(this.#pending)]);
    if (missing.size > 0) await this.#all(Promise.all(this.#lock([missing])));
  }

  /** Sends the rest and COMMIT behind it. The first promise is of the number of the last record, the second of what COMMIT answers. */
  end(settling: readonly Settling[], nonces: Uint8Array): [Promise<number>, Promise<string>] {
    const records = settling.flatMap(({ record }) => (record ? [record] : []));
    const tokens = [...new Map(settling.flatMap(({ token }) => (token ? [[tokenText(token), token] as const] : []))).values()];
    const sent = this.#flush();
    if (tokens.length > 0) {
      const columns = tokens.map((token) => [...tokenColumns(token), token.print, JSON.stringify(token.outcome), token.expires]);
      sent.push(this.#connection.query(remembered, columnsOf(7, columns)));
    }
    const touched = columnsOf(4, [...this.#touched.values()].map(keyColumns));
    sent.push(this.#connection.query(counted, [records.length]));
    const once = settling.flatMap(({ nonce }) => (nonce ? [nonce.subarray(0, NONCE_HASH)] : []));
    const last = this.#connection.query(recorded, [
      records.length,
      JSON.stringify(records),
      this.#id,
      this.#now,
      nonces,
      ...touched,
      this.#foreign.server,
      this.#seen,
      once,
    ]);
    const committed = this.#connection.turn('COMMIT');
    committed.catch(() => {});
    return [this.#all(last, ...sent).then(([[row]]) => Number(row![0])), committed];
  }

  async rollback(): Promise<void> {
    await Promise.allSettled(this.#opening.splice(0));
    await this.#connection.turn('ROLLBACK');
  }

  get held(): Wanted {
    return this.#locks.held;
  }

  #lock(wanted: readonly Wanted[]): Promise<void>[] {
    const missing = this.#locks.missing(wanted);
    return missing.size > 0 ? this.#locks.take(this.#connection, missing) : [];
  }

  #flush(): Promise<unknown>[] {
    const pending = this.#pending;
    if (pending.length === 0) return [];
    this.#pending = [];
    return [...this.#lock([scopesOfChanges(pending)]), ...write(this.#connection, pending)];
  }

  /** Waits for all; throws what failed first, since what was sent behind it says only that the transaction has failed. */
  async #all<T>(first: Promise<T>, ...rest: readonly Promise<unknown>[]): Promise<[T]> {
    const opening = this.#opening.splice(0);
    const ends = await Promise.allSettled([...opening, ...rest, first]);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
    return [await first];
  }
}

const tokenColumns = ({ scope, action, token }: TokenClaim) => [keyed(scope.account), keyed(scope.region), keyed(action), keyed(token)];

function textOf(need: Need): string {
  switch (need.need) {
    case 'root':
      return `root ${keyText(need.key)}`;
    case 'all':
      return `all ${keyText(need.of)}`;
    default:
      return JSON.stringify(need);
  }
}

const claimed = {
  name: 'claimed',
  text: `SELECT k.n, t.print, t.outcome
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS k(account, region, action, token, n)
    JOIN token t USING (account, region, action, token) WHERE t.expires > $5`,
};
const remembered = {
  name: 'remembered',
  text: `INSERT INTO token (account, region, action, token, print, outcome, expires)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
    ON CONFLICT (account, region, action, token) DO UPDATE SET print = excluded.print, outcome = excluded.outcome, expires = excluded.expires`,
};
/** The counter's row is held from here to the end of the COMMIT that is already on its way: numbers are in the order of commits. */
const counted = { name: 'counted', text: `UPDATE counter SET last = last + $1::int WHERE account = '' AND region = ''` };
/**
 * Sent behind it, so that it sees all that was committed before. `last` may not be null: the commit fails where one of the nonces that are to be used
 * once was used by another server since (`isUsedTwice`). Without MANY the planner, once it has
 * statistics, reads the whole table while the counter is held; a batch that finds so many rows looks again too.
 */
const MANY = 10_000;
const recorded = {
  name: 'recorded',
  text: `WITH seq AS (SELECT last FROM counter WHERE account = '' AND region = ''),
    since AS MATERIALIZED (
      SELECT server, nonces FROM batch
      WHERE cardinality($12::bytea[]) > 0 AND account = '' AND region = '' AND n > $11::bigint ORDER BY n LIMIT ${MANY}
    ),
    twice AS (
      SELECT count(*) AS n FROM since s, generate_series(1, length(s.nonces), ${NONCE_ENTRY}) AS place
      WHERE s.server IS DISTINCT FROM $10::uuid AND substring(s.nonces FROM place FOR ${NONCE_HASH}) = ANY ($12::bytea[])
    ),
    records AS (INSERT INTO change (account, region, first, last, body) SELECT '', '', seq.last - $1::int + 1, seq.last, $2::text FROM seq WHERE $1::int > 0),
    done AS (
      INSERT INTO batch (account, region, id, at, last, nonces, server)
      SELECT '', '', $3::uuid, $4::bigint, CASE WHEN twice.n = 0 AND (SELECT count(*) FROM since) < ${MANY} THEN seq.last END, $5::bytea, $10::uuid FROM seq, twice
    ),
    versions AS (
      UPDATE root r SET version = seq.last FROM seq, unnest($6::text[], $7::text[], $8::text[], $9::text[]) AS k(account, region, kind, id)
      WHERE r.account = k.account AND r.region = k.region AND r.kind = k.kind AND r.id = k.id
    )
    SELECT last FROM seq`,
};

/** Whether a commit failed because another server has used one of its nonces. */
export const isUsedTwice = (cause: unknown): boolean => {
  const { code, table, column } = cause as { code?: unknown; table?: unknown; column?: unknown };
  return code === '23502' && table === 'batch' && column === 'last';
};

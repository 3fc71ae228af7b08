import { type Key, keyText, type Need } from '#kit/deciding.ts';
import { columnsOf, keyColumns, keyed } from '#store/postgres/columns.ts';
import type { Connection } from '#store/postgres/connect.ts';
import { Foreseen } from '#store/postgres/foreseen.ts';
import { batchLock, Locks, lockBatch, scopeOf, scopesOf, scopesOfChanges, type Wanted } from '#store/postgres/locks.ts';
import { answersTo } from '#store/postgres/reader.ts';
import { write } from '#store/postgres/writer.ts';
import { type Change, type Outcome, type Remembered, type Round, type Settling, type TokenClaim, tokenText } from '#store/store.ts';

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

  /** `known`: what an earlier try of the batch found to be needed. */
  constructor(connection: Connection, id: string, now: number, known: Wanted) {
    this.#connection = connection;
    this.#id = id;
    this.#now = now;
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
    const last = this.#connection.query(counted, [records.length, JSON.stringify(records), this.#id, this.#now, nonces, ...touched]);
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
const counted = {
  name: 'counted',
  text: `WITH seq AS (UPDATE counter SET last = last + $1::int WHERE account = '' AND region = '' RETURNING last),
    records AS (INSERT INTO change (account, region, first, last, body) SELECT '', '', seq.last - $1::int + 1, seq.last, $2::text FROM seq WHERE $1::int > 0),
    done AS (INSERT INTO batch (account, region, id, at, last, nonces) SELECT '', '', $3::uuid, $4::bigint, seq.last, $5::bytea FROM seq),
    versions AS (
      UPDATE root r SET version = seq.last FROM seq, unnest($6::text[], $7::text[], $8::text[], $9::text[]) AS k(account, region, kind, id)
      WHERE r.account = k.account AND r.region = k.region AND r.kind = k.kind AND r.id = k.id
    )
    SELECT last FROM seq`,
};

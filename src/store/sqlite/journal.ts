import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { fromStored } from '#store/sqlite/stored.ts';
import {
  type ChangeRecord,
  NONCE_LIFE,
  type Outcome,
  type Remembered,
  type Retention,
  type Settling,
  type TokenClaim,
  tokenText,
} from '#store/store.ts';

/** Rows removed in one go, so that a purge never holds up a commit for long. */
const BITE = 500;
/** Rows of changes, each of a whole batch. */
const CHANGE_BITE = 64;

/** What each commit keeps beside the rows: change records (one row a batch), token outcomes, seen nonces. */
export class Journal {
  readonly #now: () => number;
  readonly #addChange: StatementSync;
  readonly #after: StatementSync;
  readonly #addToken: StatementSync;
  readonly #token: StatementSync;
  readonly #addNonces: StatementSync;
  readonly #nonces: StatementSync;
  readonly #oldest: StatementSync;
  readonly #onDisk: StatementSync;
  readonly #dropChanges: StatementSync;
  readonly #dropTokens: StatementSync;
  readonly #dropNonces: StatementSync;
  #head: number;

  constructor(db: DatabaseSync, now: () => number) {
    this.#now = now;
    this.#addChange = db.prepare('INSERT INTO change VALUES (?, ?, ?)');
    this.#after = db.prepare(
      'SELECT first, body FROM change WHERE first >= (SELECT coalesce(max(first), 0) FROM change WHERE first <= ?) ORDER BY first',
    );
    this.#addToken = db.prepare('INSERT OR REPLACE INTO token (key, print, outcome, expires) VALUES (?, ?, ?, ?)');
    this.#token = db.prepare('SELECT print, outcome FROM token WHERE key = ? AND expires > ?');
    this.#addNonces = db.prepare('INSERT INTO nonce (at, seen) VALUES (?, ?)');
    this.#nonces = db.prepare('SELECT seen FROM nonce WHERE at > ?');
    this.#oldest = db.prepare(`SELECT first, last, json_extract(body, '$[#-1].at') AS at FROM change ORDER BY first LIMIT ${CHANGE_BITE}`);
    this.#dropChanges = db.prepare('DELETE FROM change WHERE first <= ?');
    // Tokens live equally long, so the oldest rows expire first.
    this.#dropTokens = db.prepare(`DELETE FROM token WHERE n IN (SELECT n FROM token ORDER BY n LIMIT ${BITE}) AND expires <= ?`);
    this.#dropNonces = db.prepare(`DELETE FROM nonce WHERE n IN (SELECT n FROM nonce ORDER BY n LIMIT ${BITE}) AND at <= ?`);
    this.#onDisk = db.prepare(
      `SELECT coalesce((SELECT last FROM change ORDER BY first DESC LIMIT 1), 0) AS head, (SELECT max(n) FROM token) AS token,
        (SELECT max(n) FROM nonce) AS nonce`,
    );
    this.#head = this.onDisk().head;
  }

  get head(): number {
    return this.#head;
  }

  /** Gives the sequence number of the last record; `head` follows only once `committed` is called with it. */
  add(settling: readonly Settling[], nonces: Uint8Array): number {
    const records = settling.flatMap((s) => (s.record ? [s.record] : []));
    if (records.length > 0) this.#addChange.run(this.#head + 1, this.#head + records.length, JSON.stringify(records));
    for (const { token } of settling)
      if (token) this.#addToken.run(tokenText(token), token.print, JSON.stringify(token.outcome), token.expires);
    if (nonces.length > 0) this.#addNonces.run(this.#now(), nonces);
    return this.#head + records.length;
  }
  committed(head: number): void {
    this.#head = head;
  }
  /** Of whoever committed last. `mark` is another one after each commit that keeps anything. */
  onDisk(): { readonly head: number; readonly mark: string } {
    const row = this.#onDisk.get() as { head: number };
    return { head: row.head, mark: JSON.stringify(row) };
  }

  claim(tokens: readonly TokenClaim[]): ReadonlyMap<string, Remembered> {
    const found = new Map<string, Remembered>();
    for (const claim of tokens) {
      const row = this.#token.get(tokenText(claim), this.#now()) as { print: string; outcome: string } | undefined;
      if (row) found.set(tokenText(claim), { print: row.print, outcome: fromStored(row.outcome) as Outcome });
    }
    return found;
  }

  after(seq: number, limit: number): readonly (ChangeRecord & { readonly seq: number })[] {
    const records: (ChangeRecord & { seq: number })[] = [];
    for (const row of this.#after.iterate(seq + 1)) {
      const { first, body } = row as { first: number; body: string };
      for (const [i, record] of (fromStored(body) as ChangeRecord[]).entries())
        if (first + i > seq) records.push({ ...record, seq: first + i });
      if (records.length >= limit) break;
    }
    return records.slice(0, limit);
  }

  nonces(): readonly Uint8Array[] {
    return this.#nonces.all(this.#now() - NONCE_LIFE).map((row) => (row as { seen: Uint8Array }).seen);
  }
  /** True where it stopped at a bite of changes. */
  purge(now: number, keep?: Retention): boolean {
    this.#dropTokens.run(now);
    this.#dropNonces.run(now - NONCE_LIFE);
    return keep ? this.#purgeChanges(now, keep) : false;
  }

  /** From the oldest row on, and never the last one: the head is read from it at a start. Times do not quite rise, so the first row to keep ends it. */
  #purgeChanges(now: number, { age, records }: Retention): boolean {
    let cut = 0;
    let dropped = 0;
    for (const row of this.#oldest.iterate()) {
      const { first, last, at } = row as { first: number; last: number; at: number };
      if (last >= this.#head || (last > this.#head - records && at > now - age)) break;
      cut = first;
      dropped += 1;
    }
    if (dropped > 0) this.#dropChanges.run(cut);
    return dropped === CHANGE_BITE;
  }
}

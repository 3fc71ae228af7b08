import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Journal } from '#store/sqlite/journal.ts';
import { unavailableOf } from '#store/sqlite/open.ts';
import { Rows } from '#store/sqlite/rows.ts';
import { Shelves } from '#store/sqlite/shelves.ts';
import { type Change, type Retention, type Settling, Undecided } from '#store/store.ts';

/** Bytes. */
const PROBE = 64 * 1024;

/** What a commit came to: the number of the last record, and how long COMMIT took, in milliseconds. */
export type Committed = { readonly head: number; readonly ms: number };

/**
 * Ends the transaction on disk. A commit whose sync fails has its frames in the WAL already: this process goes on without them, a restart may find
 * them, and nothing that could be written would make sure of either. That is thrown as Undecided.
 */
export function makeDurable(db: DatabaseSync): void {
  try {
    db.exec('COMMIT');
  } catch (cause) {
    throw unavailableOf(cause) === 'disconnected' ? new Undecided(cause) : cause;
  }
}

/**
 * Writes batches on one connection, whoever commits: the main thread, or a thread of its own while the disk is slow (commits.ts).
 *   begin -> apply … -> commit | rollback
 */
export class Writer {
  readonly #db: DatabaseSync;
  readonly rows: Rows;
  readonly journal: Journal;
  readonly #shelves: Shelves;
  readonly #probe: StatementSync;

  constructor(db: DatabaseSync, now: () => number, largeCount: number) {
    this.#db = db;
    this.journal = new Journal(db, now);
    this.#shelves = new Shelves(db);
    this.rows = new Rows(db, this.#shelves, () => this.journal.head, largeCount);
    this.#probe = db.prepare(`INSERT OR REPLACE INTO meta VALUES ('probe', ?)`);
  }

  /** Deferred: a batch in which everything is refused is answered on a medium that takes no writes. */
  begin(): void {
    this.#db.exec('BEGIN');
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) this.rows.apply(change);
  }

  /** Durable when it returns; throws Undecided where nobody can tell whether it is. */
  commit(settling: readonly Settling[], nonces: Uint8Array): Committed {
    const head = this.journal.add(settling, nonces);
    const from = performance.now();
    makeDurable(this.#db);
    const ms = performance.now() - from;
    this.journal.committed(head);
    this.#shelves.committed();
    return { head, ms };
  }

  /** Also after a failure, on which SQLite may have ended the transaction itself. */
  rollback(): void {
    this.forget();
    if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
  }

  /** What was learned of rows and is not committed, or was committed elsewhere since. */
  forget(): void {
    this.#shelves.rolledBack();
    this.rows.forget();
  }

  /** Writes as much as a batch: a smaller probe would find room on a disk where no batch does. */
  probe(): void {
    this.#probe.run(' '.repeat(PROBE));
  }

  purge(now: number, keep?: Retention): boolean {
    return this.journal.purge(now, keep);
  }
}

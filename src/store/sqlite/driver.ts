import type { DatabaseSync } from 'node:sqlite';
import type { Need } from '#kit/deciding.ts';
import { Checkpoints, LARGE_WAL } from '#store/sqlite/checkpoint.ts';
import { LARGE_COUNT } from '#store/sqlite/counts.ts';
import { Journal } from '#store/sqlite/journal.ts';
import { hasTurnedReadOnly, type Opened, openFolder, problemOf, unavailableOf } from '#store/sqlite/open.ts';
import { Rows } from '#store/sqlite/rows.ts';
import { Shelves } from '#store/sqlite/shelves.ts';
import {
  type Change,
  type Driver,
  type Health,
  type Retention,
  type Round,
  type Settling,
  type TokenClaim,
  type Unavailable,
  Undecided,
} from '#store/store.ts';

const PROBE = 64 * 1024;

/** The WAL is copied away once it has `largeWal` pages; a count is kept in memory from `largeCount` rows on. */
export type Sizes = { readonly largeWal: number; readonly largeCount: number };

/** The medium failed before, and still does. */
class Stopped {
  readonly why: Unavailable;
  constructor(why: Unavailable) {
    this.why = why;
  }
}

/** The embedded store: one process, one folder, `node:sqlite`. Answers everything in the same tick. */
export class SqliteDriver implements Driver {
  readonly differences = {
    version:
      'A root loaded from disk bears the sequence number of the last commit, not of its own last change: with one process there is nobody to compare it with.',
  };
  readonly #folder: string;
  readonly #opened: Opened;
  readonly #db: DatabaseSync;
  readonly #rows: Rows;
  readonly #journal: Journal;
  readonly #shelves: Shelves;
  readonly #checkpoints: Checkpoints;
  readonly #epoch: string;
  #trouble: Unavailable | undefined;

  /** Throws StoreProblem where the folder is used by another server, or cannot be used. */
  constructor(folder: string, now: () => number, { largeWal = LARGE_WAL, largeCount = LARGE_COUNT }: Partial<Sizes> = {}) {
    this.#folder = folder;
    this.#opened = openFolder(folder);
    this.#db = this.#opened.db;
    try {
      this.#journal = new Journal(this.#db, now);
      this.#shelves = new Shelves(this.#db);
      this.#rows = new Rows(this.#db, this.#shelves, () => this.#journal.head, largeCount);
      this.#checkpoints = new Checkpoints(this.#db, this.#opened.file, largeWal);
      this.#epoch = (this.#db.prepare(`SELECT value FROM meta WHERE name = 'epoch'`).get() as { value: string }).value;
    } catch (cause) {
      this.#opened.close();
      throw problemOf(this.#opened.file, cause);
    }
  }

  look(needs: readonly Need[]): readonly unknown[] {
    return needs.map((need) => this.#rows.answer(need));
  }

  begin(): Round {
    // On a medium that failed, a batch is not even tried before a probe went through: it would end undecided once more.
    if (this.#trouble && !this.health().writable) throw new Stopped(this.#trouble);
    let open = false;
    // Deferred, so that a batch in which everything is refused is answered on a medium that takes no writes; and begun before the first look,
    // since each look outside a transaction takes and drops a lock of its own.
    const opened = () => {
      if (!open) this.#db.exec('BEGIN');
      open = true;
    };
    return {
      load: (needs) => {
        opened();
        return this.look(needs);
      },
      claim: (tokens: readonly TokenClaim[]) => this.#journal.claim(tokens),
      apply: (changes: readonly Change[]) => {
        opened();
        for (const change of changes) this.#rows.apply(change);
      },
      commit: (settling: readonly Settling[], nonces: Uint8Array) => {
        opened();
        const head = this.#journal.add(settling, nonces);
        this.#makeDurable();
        open = false;
        this.#journal.committed(head);
        this.#shelves.committed();
        this.#trouble = undefined;
        this.#checkpoints.afterCommit();
        return head;
      },
      rollback: () => {
        this.#shelves.rolledBack();
        this.#rows.rolledBack();
        // SQLite has ended the transaction itself where it could not write.
        if (open && this.#db.isTransaction) this.#db.exec('ROLLBACK');
        open = false;
      },
    };
  }

  /**
   * A commit whose sync fails has its frames in the WAL already: this process goes on without them, a restart may find them. Nothing that
   * could be written would make sure of either.
   */
  #makeDurable(): void {
    try {
      this.#db.exec('COMMIT');
    } catch (cause) {
      throw unavailableOf(cause) === 'disconnected' ? new Undecided(cause) : cause;
    }
  }

  changesAfter(seq: number, limit: number) {
    return this.#journal.after(seq, limit);
  }
  nonces() {
    return this.#journal.nonces();
  }
  purge(now: number, keep?: Retention): boolean {
    return this.#journal.purge(now, keep);
  }

  unavailable(cause: unknown): Unavailable | undefined {
    if (cause instanceof Stopped) return cause.why;
    const told = unavailableOf(cause);
    const why = told === 'disconnected' && hasTurnedReadOnly(this.#folder) ? 'readOnly' : told;
    if (why) this.#trouble = why;
    return why;
  }

  /**
   * Where the last write met a fault of the medium, tries one of the size of a batch: whether it can write is then known, not remembered.
   * A smaller one would find room on a disk where no batch does.
   */
  health(): Health {
    if (this.#trouble) {
      try {
        this.#db.prepare(`INSERT OR REPLACE INTO meta VALUES ('probe', ?)`).run(' '.repeat(PROBE));
        this.#trouble = undefined;
      } catch (cause) {
        this.#trouble = this.unavailable(cause) ?? this.#trouble;
      }
    }
    const { head } = this.#journal;
    return this.#trouble ? { epoch: this.#epoch, head, writable: false, why: this.#trouble } : { epoch: this.#epoch, head, writable: true };
  }

  async close(): Promise<void> {
    await this.#checkpoints.stop();
    this.#opened.close();
  }
}

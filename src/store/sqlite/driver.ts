import type { DatabaseSync } from 'node:sqlite';
import type { Need } from '#kit/deciding.ts';
import { Checkpoints, LARGE_WAL } from '#store/sqlite/checkpoint.ts';
import { type Batch, type CommitThread, ThreadEnded } from '#store/sqlite/commit-thread.ts';
import { Commits, SLOW } from '#store/sqlite/commits.ts';
import { LARGE_COUNT } from '#store/sqlite/counts.ts';
import { hasTurnedReadOnly, type Opened, openFolder, problemOf, unavailableOf } from '#store/sqlite/open.ts';
import { type Committed, Writer } from '#store/sqlite/writer.ts';
import {
  type Change,
  type Driver,
  type Health,
  type Retention,
  type Round,
  type Settling,
  type Soon,
  type TokenClaim,
  type Unavailable,
  Undecided,
} from '#store/store.ts';

/**
 * The WAL is copied away once it has `largeWal` pages; a count is kept in memory from `largeCount` rows on; a commit of `slowCommit` milliseconds
 * takes the next ones to a thread of their own.
 */
export type Sizes = { readonly largeWal: number; readonly largeCount: number; readonly slowCommit: number };

/** The medium failed before, and still does. */
class Stopped {
  readonly why: Unavailable;
  constructor(why: Unavailable) {
    this.why = why;
  }
}

/**
 * The embedded store: one process, one folder, `node:sqlite`. Answers everything in the same tick, but a commit while the disk is slow:
 *   decide, apply -> commit                                              (0011: where commits are made)
 *   decide, apply -> roll back, hold the snapshot -> the thread commits -> let go
 */
export class SqliteDriver implements Driver {
  readonly differences = {
    version:
      'A root loaded from disk bears the sequence number of the last commit, not of its own last change: with one process there is nobody to compare it with.',
  };
  readonly #folder: string;
  readonly #now: () => number;
  readonly #opened: Opened;
  readonly #db: DatabaseSync;
  readonly #writer: Writer;
  readonly #checkpoints: Checkpoints;
  readonly #commits: Commits;
  readonly #epoch: string;
  #trouble: Unavailable | undefined;
  /** Over when who writes now is done. */
  #turn: Promise<void> | undefined;
  /** Over when the thread has copied the rest of a large WAL. No snapshot is held here meanwhile: while one is, no commit begins the WAL anew. */
  #copying: Promise<void> = Promise.resolve();

  /** Throws StoreProblem where the folder is used by another server, or cannot be used. */
  constructor(
    folder: string,
    now: () => number,
    { largeWal = LARGE_WAL, largeCount = LARGE_COUNT, slowCommit = SLOW }: Partial<Sizes> = {},
  ) {
    this.#folder = folder;
    this.#now = now;
    this.#opened = openFolder(folder);
    this.#db = this.#opened.db;
    try {
      this.#writer = new Writer(this.#db, now, largeCount);
      this.#commits = new Commits(this.#opened.file, slowCommit);
      this.#checkpoints = new Checkpoints(this.#db, this.#opened.file, largeWal, () => this.#copyRest());
      this.#epoch = (this.#db.prepare(`SELECT value FROM meta WHERE name = 'epoch'`).get() as { value: string }).value;
    } catch (cause) {
      this.#opened.close();
      throw problemOf(this.#opened.file, cause);
    }
  }

  look(needs: readonly Need[]): readonly unknown[] {
    return needs.map((need) => this.#writer.rows.answer(need));
  }

  begin(): Soon<Round> {
    return this.#turn || this.#trouble || !this.#commits.areHere ? this.#beginLater() : this.#round(this.#takeTurn());
  }

  async #beginLater(): Promise<Round> {
    const over = await this.#waitForTurn();
    try {
      const thread = await this.#commits.place();
      // On a medium that failed, a batch is not even tried before a probe went through: it would end undecided once more.
      if (this.#trouble) await this.#probe(thread);
      if (this.#trouble) throw new Stopped(this.#trouble);
      return this.#round(over, thread);
    } catch (cause) {
      over();
      throw cause;
    }
  }

  #round(over: () => void, thread?: CommitThread): Round {
    let open = false;
    const applied: Change[] = [];
    // Begun before the first look, since each look outside a transaction takes and drops a lock of its own.
    const opened = () => {
      if (!open) this.#writer.begin();
      open = true;
    };
    const rolledBack = () => {
      if (open) this.#writer.rollback();
      open = false;
    };
    return {
      load: (needs) => {
        opened();
        return this.look(needs);
      },
      claim: (tokens: readonly TokenClaim[]) => this.#writer.journal.claim(tokens),
      apply: (changes: readonly Change[]) => {
        opened();
        this.#writer.apply(changes);
        if (thread) for (const change of changes) applied.push(change);
      },
      commit: (settling: readonly Settling[], nonces: Uint8Array): Soon<number> => {
        if (thread) {
          rolledBack();
          return this.#committedBy(thread, { at: this.#now(), changes: applied, settling, nonces }, over);
        }
        opened();
        const committed = this.#writer.commit(settling, nonces);
        open = false;
        this.#done(committed);
        over();
        return committed.head;
      },
      rollback: () => {
        try {
          rolledBack();
        } finally {
          over();
        }
      },
    };
  }

  /** Meanwhile reads are answered from the state before, whatever the thread has come to. */
  async #committedBy(thread: CommitThread, batch: Batch, over: () => void): Promise<number> {
    try {
      this.#db.exec('BEGIN');
      // Takes the snapshot too.
      const before = this.#writer.journal.onDisk().mark;
      const committed = await thread.commit(batch).catch((cause: unknown) => {
        this.#db.exec('COMMIT');
        return this.#committedAllTheSame(cause, before);
      });
      if (this.#db.isTransaction) this.#db.exec('COMMIT');
      this.#writer.journal.committed(committed.head);
      this.#done(committed);
      void this.#copying.then(over);
      return committed.head;
    } finally {
      if (this.#db.isTransaction) this.#db.exec('COMMIT');
      this.#writer.forget();
    }
  }

  /** Of a thread that ended: SQLite shows a commit to others once it is synced. What they do not see, a restart may find all the same. */
  #committedAllTheSame(cause: unknown, before: string): Committed {
    if (!(cause instanceof ThreadEnded)) throw cause;
    this.#commits.lost();
    // Not `PRAGMA data_version`: who begins the WAL anew changes it before anything is committed.
    const { head, mark } = this.#writer.journal.onDisk();
    if (mark === before) throw new Undecided(cause);
    return { head, ms: 0 };
  }

  #done({ ms }: Committed): void {
    this.#trouble = undefined;
    this.#commits.took(ms);
    this.#checkpoints.afterCommit();
  }

  #copyRest(): void {
    const { thread } = this.#commits;
    if (thread) this.#copying = this.#copiedBy(thread);
    else this.#db.exec('PRAGMA wal_checkpoint(PASSIVE)');
  }

  /** INVARIANT: never rejects; the WAL keeps what was not copied. */
  async #copiedBy(thread: CommitThread): Promise<void> {
    try {
      await thread.copy();
    } catch (cause) {
      if (cause instanceof ThreadEnded) this.#commits.lost();
    }
  }

  /** One writes at a time, and nobody writes here while the thread does. */
  #takeTurn(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#turn = promise;
    return () => {
      if (this.#turn === promise) this.#turn = undefined;
      resolve();
    };
  }
  async #waitForTurn(): Promise<() => void> {
    while (this.#turn) await this.#turn;
    return this.#takeTurn();
  }

  changesAfter(seq: number, limit: number) {
    return this.#writer.journal.after(seq, limit);
  }
  nonces() {
    return this.#writer.journal.nonces();
  }

  async purge(now: number, keep?: Retention): Promise<boolean> {
    const over = await this.#waitForTurn();
    try {
      const thread = await this.#commits.place();
      return thread ? await thread.purge(now, keep) : this.#writer.journal.purge(now, keep);
    } finally {
      over();
    }
  }

  unavailable(cause: unknown): Unavailable | undefined {
    if (cause instanceof Stopped) return cause.why;
    const told = unavailableOf(cause);
    const why = told === 'disconnected' && hasTurnedReadOnly(this.#folder) ? 'readOnly' : told;
    if (why) this.#trouble = why;
    return why;
  }

  /** Where the last write met a fault of the medium, tries one: whether it can write is then known, not remembered. */
  health(): Soon<Health> {
    // While somebody writes, how that ends will tell.
    if (!this.#trouble || this.#turn) return this.#health();
    if (!this.#commits.areHere) return this.#healthElsewhere(this.#takeTurn());
    this.#probeHere();
    return this.#health();
  }

  async #healthElsewhere(over: () => void): Promise<Health> {
    try {
      await this.#probe(await this.#commits.place());
    } finally {
      over();
    }
    return this.#health();
  }

  #health(): Health {
    const { head } = this.#writer.journal;
    return this.#trouble ? { epoch: this.#epoch, head, writable: false, why: this.#trouble } : { epoch: this.#epoch, head, writable: true };
  }

  async #probe(thread: CommitThread | undefined): Promise<void> {
    if (!thread) return this.#probeHere();
    try {
      await thread.probe();
      this.#trouble = undefined;
    } catch (cause) {
      if (cause instanceof ThreadEnded) this.#commits.lost();
      this.#trouble = this.unavailable(cause) ?? this.#trouble;
    }
  }

  #probeHere(): void {
    try {
      this.#writer.probe();
      this.#trouble = undefined;
    } catch (cause) {
      this.#trouble = this.unavailable(cause) ?? this.#trouble;
    }
  }

  async close(): Promise<void> {
    await this.#waitForTurn();
    await this.#commits.end();
    await this.#checkpoints.stop();
    this.#opened.close();
  }
}

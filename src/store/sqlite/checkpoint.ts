import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

/** A larger WAL means fewer checkpoints, and most stalls of a commit are checkpoints. */
export const LARGE_WAL = 16_000;
const LOOK_EVERY = 64;

/**
 * Keeps the WAL from growing without end: once it is large, a worker copies it while commits go on; what was committed meanwhile is then
 * copied by whoever commits, a small rest, so that the next commit can start the WAL from its beginning again.
 */
export class Checkpoints {
  readonly #file: string;
  readonly #large: number;
  readonly #copyRest: () => void;
  readonly #count: StatementSync;
  #worker: Worker | undefined;
  #busy = false;
  #rest = false;
  #commits = 0;

  /** `large` is in pages. `copyRest` copies what it can of the WAL before the next commit. */
  constructor(db: DatabaseSync, file: string, large: number, copyRest: () => void) {
    this.#file = file;
    this.#large = large;
    this.#copyRest = copyRest;
    this.#count = db.prepare('PRAGMA wal_checkpoint(NOOP)');
  }

  /**
   * Call between transactions. INVARIANT: never throws. The commit before it stands, whatever becomes of the copy; the WAL keeps what was not
   * copied, and the next look tries again.
   */
  afterCommit(): void {
    try {
      if (this.#rest) {
        this.#rest = false;
        // Where the worker was done between two commits, this one has begun the WAL anew already.
        if (this.#pages() >= this.#large) this.#copyRest();
      }
      if (this.#busy || ++this.#commits % LOOK_EVERY !== 0) return;
      if (this.#pages() < this.#large) return;
      this.#start().postMessage('checkpoint');
      this.#busy = true;
    } catch {
      this.#busy = false;
    }
  }

  /** What stands in the WAL since it was last begun. Its file does not say, since it keeps its size. */
  #pages(): number {
    return (this.#count.get() as { log: number }).log;
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    // The built bundle has its worker beside it under the same name.
    const entry = new URL(import.meta.url.endsWith('.ts') ? './checkpoint-worker.ts' : './checkpoint-worker.js', import.meta.url);
    const worker = new Worker(entry, { workerData: this.#file });
    worker.unref();
    worker.on('message', () => {
      this.#busy = false;
      this.#rest = true;
    });
    // A checkpoint that fails loses nothing: the WAL stays and the next large look tries again.
    worker.on('error', () => {
      this.#busy = false;
      this.#worker = undefined;
    });
    this.#worker = worker;
    return worker;
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }
}

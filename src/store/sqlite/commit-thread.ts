import { Worker } from 'node:worker_threads';
import type { Committed } from '#store/sqlite/writer.ts';
import { type Change, type Retention, type Settling, Undecided } from '#store/store.ts';

/** A batch as it was decided, with the time of it. */
export type Batch = {
  readonly at: number;
  readonly changes: readonly Change[];
  readonly settling: readonly Settling[];
  readonly nonces: Uint8Array;
};
/** What the thread is asked for, one order at a time, and what it answers; to 'end' by its end. */
export type Order =
  | { readonly order: 'commit'; readonly batch: Batch }
  | { readonly order: 'purge'; readonly now: number; readonly keep: Retention | undefined }
  | { readonly order: 'probe' | 'copy' | 'end' };
export type Answer = { readonly done: unknown } | { readonly failed: Failure };
/** An error as it travels between threads, which drops what is not an Error's own. `errcode` is SQLite's. */
export type Failure = { readonly message: string; readonly errcode: number | undefined; readonly isUndecided: boolean };

/** The thread ended with an order unanswered. SQLite's code for an I/O error (10), since nobody can tell how far it came. */
export class ThreadEnded extends Error {
  readonly errcode = 10;
}

/** The other side of commit-worker.ts: a thread that writes on a connection of its own. */
export class CommitThread {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #isOver = false;
  #waiting: PromiseWithResolvers<unknown> | undefined;

  /** On a database that is open here and of the newest schema. Rejects where there can be no such thread. */
  static async start(file: string): Promise<CommitThread> {
    // The built bundle has its worker beside it under the same name.
    const entry = new URL(import.meta.url.endsWith('.ts') ? './commit-worker.ts' : './commit-worker.js', import.meta.url);
    const thread = new CommitThread(new Worker(entry, { workerData: file }));
    await thread.#answer();
    return thread;
  }

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting;
      this.#waiting = undefined;
      worker.unref();
      if ('done' in answer) waiting?.resolve(answer.done);
      else waiting?.reject(causeOf(answer.failed));
    });
    let cause: unknown;
    worker.on('error', (error) => {
      cause = error;
    });
    this.#ended = new Promise((resolve) => {
      worker.on('exit', () => {
        this.#isOver = true;
        this.#waiting?.reject(new ThreadEnded('the thread that commits ended', { cause }));
        this.#waiting = undefined;
        resolve();
      });
    });
  }

  commit(batch: Batch): Promise<Committed> {
    return this.#ask({ order: 'commit', batch }) as Promise<Committed>;
  }
  purge(now: number, keep: Retention | undefined): Promise<boolean> {
    return this.#ask({ order: 'purge', now, keep }) as Promise<boolean>;
  }
  async probe(): Promise<void> {
    await this.#ask({ order: 'probe' });
  }
  /** Copies what it can of the WAL. */
  async copy(): Promise<void> {
    await this.#ask({ order: 'copy' });
  }
  /** Returns once its connection is closed. */
  async end(): Promise<void> {
    this.#worker.ref();
    this.#worker.postMessage({ order: 'end' } satisfies Order);
    await this.#ended;
  }

  /** INVARIANT: the answer before has come. */
  #ask(order: Order): Promise<unknown> {
    this.#worker.postMessage(order);
    return this.#answer();
  }
  #answer(): Promise<unknown> {
    if (this.#isOver) return Promise.reject(new ThreadEnded('the thread that commits has ended'));
    this.#waiting = Promise.withResolvers();
    // With somebody waiting the process must not end; at rest it may.
    this.#worker.ref();
    return this.#waiting.promise;
  }
}

function causeOf({ message, errcode, isUndecided }: Failure): unknown {
  const cause = Object.assign(new Error(message), errcode === undefined ? {} : { errcode });
  return isUndecided ? new Undecided(cause) : cause;
}

import { CommitThread } from '#store/sqlite/commit-thread.ts';

/** From so many milliseconds on a commit is slow: nobody else is answered meanwhile where it is made on the main thread. */
export const SLOW = 100;
/** So many quick commits in a row bring commits back to the main thread, where they are cheaper. */
const QUICK = 1000;

/**
 * Where batches are committed.
 *   here -- a commit took 100 ms or more --> in a thread -- 1000 quick ones in a row --> here
 */
export class Commits {
  readonly #file: string;
  readonly #slow: number;
  #quick = QUICK;
  #thread: CommitThread | undefined;

  constructor(file: string, slow: number) {
    this.#file = file;
    this.#slow = slow;
    // With 0 every commit is slow, the first one too.
    this.took(0);
  }

  /** Whether the next batch is committed on the main thread. */
  get areHere(): boolean {
    return this.#quick >= QUICK && !this.#thread;
  }

  /** The thread that is there now. */
  get thread(): CommitThread | undefined {
    return this.#thread;
  }

  took(ms: number): void {
    this.#quick = ms < this.#slow ? Math.min(this.#quick + 1, QUICK) : 0;
  }

  /** The thread to commit the next batch in, started where it is needed and ended where it is not. Only between batches. */
  async place(): Promise<CommitThread | undefined> {
    if (this.#quick >= QUICK) await this.end();
    else this.#thread ??= await this.#start();
    return this.#thread;
  }

  /** The thread ended by itself. */
  lost(): void {
    this.#thread = undefined;
  }

  async end(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.end();
  }

  /** Where there can be no thread, batches are committed here, slow or not. */
  async #start(): Promise<CommitThread | undefined> {
    try {
      return await CommitThread.start(this.#file);
    } catch {
      this.#quick = QUICK;
      return undefined;
    }
  }
}

import type { Round } from '#store/store.ts';

/** How a try of a batch ends that settled nobody. The request whose effects could not be applied; the others of its batch are innocent. */
export class Guilty<Job> {
  readonly job: Job;
  readonly cause: unknown;
  constructor(job: Job, cause: unknown) {
    this.job = job;
    this.cause = cause;
  }
}

/** Nothing was done; another try may go through. `wait` is in milliseconds. */
export class Again {
  readonly wait: number;
  readonly cause: unknown;
  constructor(wait: number, cause: unknown) {
    this.wait = wait;
    this.cause = cause;
  }
}

/** Never throws: a transaction that cannot be rolled back is gone with its connection, and what ended the try is the cause to tell. */
export async function rolledBack(round: Round | undefined): Promise<void> {
  try {
    await round?.rollback();
  } catch {
    // Told above.
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import type { ChangeRecord, Store } from '#store/store.ts';

/** Somebody who reads the change records as they come, from his cursor on, whatever happens to the database. */
export class Follower {
  readonly #store: Store;
  readonly records: (ChangeRecord & { readonly seq: number })[] = [];
  /** How often it could not read. */
  failures = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      try {
        await this.catchUp();
      } catch {
        this.failures++;
      }
      await pause(20);
    }
  }

  async catchUp(): Promise<void> {
    for (;;) {
      const more = await this.#store.changesAfter(this.records.at(-1)?.seq ?? 0, 500);
      if (more.length === 0) return;
      this.records.push(...more);
    }
  }
}

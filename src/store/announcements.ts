import type { Peers } from '#store/store.ts';

const COMMITTED = 'committed';

/** Tells whoever listens, here and on the other servers, that there are new change records. */
export class Announcements {
  readonly #peers: Peers | undefined;
  readonly #listeners = new Set<(head: number) => void>();
  #head = 0;

  constructor(peers: Peers | undefined) {
    this.#peers = peers;
    peers?.listen(COMMITTED, (head) => this.#tell(Number(head ?? 0)));
  }

  listen(listener: (head: number) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** After a commit of this server whose last record has that number. */
  committed(head: number): void {
    this.#tell(head);
    this.#peers?.notify(COMMITTED, String(head));
  }

  #tell(head: number): void {
    this.#head = Math.max(this.#head, head);
    for (const listener of this.#listeners) listener(this.#head);
  }
}

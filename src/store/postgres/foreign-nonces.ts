import { randomUUID } from 'node:crypto';
import type { Connection } from '#store/postgres/connect.ts';

/**
 * Which batches of other servers this one has taken the nonces of: all up to one number, since batches are numbered in the order of their commits.
 * docs/decisions/0004-nonces.md says why none is missed.
 */
export class ForeignNonces {
  /** Of this start of this server. */
  readonly server = randomUUID();
  #seen = 0;

  /** The number of the last batch whose nonces were taken. */
  get seen(): number {
    return this.#seen;
  }

  /** Nonces are read to this number by other means. */
  reached(n: number): void {
    this.#seen = Math.max(this.#seen, n);
  }

  /** What was committed since; each once, though two may ask at the same time. */
  async ask(connection: Connection): Promise<readonly Uint8Array[]> {
    const rows = (await connection.query(since, [this.#seen, this.server])) as readonly (readonly [string, Uint8Array | null])[];
    const fresh = rows.filter(([n]) => Number(n) > this.#seen);
    this.reached(Number(fresh.at(-1)?.[0] ?? 0));
    return fresh.flatMap(([, nonces]) => (nonces ? [nonces] : []));
  }
}

const since = {
  name: 'foreign nonces',
  text: `SELECT n, CASE WHEN server IS DISTINCT FROM $2::uuid AND length(nonces) > 0 THEN nonces END FROM batch
    WHERE account = '' AND region = '' AND n > $1::bigint ORDER BY n`,
};

import { Batcher } from '#store/batcher.ts';
import { type Sizes, SqliteDriver } from '#store/sqlite/driver.ts';
import type { Store } from '#store/store.ts';

/** The embedded store on a folder of its own; throws StoreProblem. `takeNonces` gives what the next commit has to keep of them. */
export function openStore(
  folder: string,
  { now = Date.now, takeNonces = (): Uint8Array => new Uint8Array() } = {},
  sizes: Partial<Sizes> = {},
): Store {
  return new Batcher(new SqliteDriver(folder, now, sizes), { now, takeNonces });
}

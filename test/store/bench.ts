import type { Store } from '#store/store.ts';
import { START } from './samples.ts';

/** Makes an empty store's place. `open` again = a restart on the same data. */
export type Maker = () => Promise<{
  open(given: { readonly now: () => number; readonly takeNonces: () => Uint8Array }): Promise<Store>;
  remove(): Promise<void>;
}>;
export type Bench = {
  readonly store: Store;
  /** Closes the store and opens it anew on the same data. */
  reopen(): Promise<Store>;
  /** The store's clock; milliseconds since the epoch. */
  now: number;
  /** What the server has seen of nonces since the store last asked. */
  nonces: number[];
};
export type Case = readonly [title: string, run: (bench: Bench) => Promise<void>];

/** The store as it is, and then opened anew: what is in memory first, what is on disk second. */
export async function* alsoAfterRestart(bench: Bench): AsyncGenerator<Store> {
  yield bench.store;
  yield await bench.reopen();
}

/** Runs a case on a store of its own. */
export async function onBench(makeStore: Maker, run: (bench: Bench) => Promise<void>): Promise<void> {
  const made = await makeStore();
  const open = () => made.open({ now: () => bench.now, takeNonces: () => Uint8Array.from(bench.nonces.splice(0)) });
  const bench = {
    store: undefined as unknown as Store,
    now: START,
    nonces: [] as number[],
    async reopen() {
      await bench.store.close();
      bench.store = await open();
      return bench.store;
    },
  };
  try {
    bench.store = await open();
    await run(bench);
  } finally {
    await bench.store?.close();
    await made.remove();
  }
}

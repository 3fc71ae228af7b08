import { openPostgresStore } from '#store/postgres/open-store.ts';
import type { Store } from '#store/store.ts';
import { deciding, groupHead, groupKey, here, put, writeOf } from '../store/samples.ts';

/**
 * Four writers on a server of their own. Started by fork with the URL of a database and a name; speaks by messages:
 *   number of changes -> Written     'close' -> the end
 */
export type Written = { readonly ids: readonly string[]; readonly at: Float64Array };
/** Milliseconds since the epoch, with fractions. */
export const clock = (): number => performance.timeOrigin + performance.now();

const WRITERS = 4;
/** Changes that one writer has under way at a time. */
const AT_ONCE = 32;

/** Adds `count` changes to the store by four writers, each its groups in a region of its own; gives when each was answered. */
export async function writeMany(store: Store, name: string, count: number): Promise<Written> {
  const ids: string[] = [];
  const at = new Float64Array(count);
  let left = count;
  const writer = async (n: number) => {
    while (left-- > 0) {
      const id = `${name}-${n}-${left}`;
      const key = groupKey(`sg-${id}`, { ...here, region: `region-${n}` });
      const settled = await store.write(writeOf(deciding([put(key, groupHead({ name: id }))]), { requestId: id }));
      if (settled.is !== 'done') throw new Error(`${id}: ${JSON.stringify(settled)}`);
      at[ids.push(id) - 1] = clock();
    }
  };
  await Promise.all(Array.from({ length: WRITERS * AT_ONCE }, (_, n) => writer(n % WRITERS)));
  return { ids, at };
}

const send = process.send?.bind(process);
if (import.meta.main && send) {
  const [url, name] = process.argv.slice(2) as [string, string];
  const store = await openPostgresStore(url);
  let rounds = 0;
  process.on('message', async (message: number | 'close') => {
    if (message !== 'close') return void send(await writeMany(store, `${name}-${rounds++}`, message));
    await store.close();
    process.disconnect?.();
  });
  send('ready');
}

import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import type { Store } from '#store/store.ts';
import { startPostgres } from '../postgres.ts';
import { change, groupHead, groupKey, put, refusing, writeOf } from './samples.ts';

/** What servers on one database tell each other. A hint that is lost does no harm, so cases wait for what must come and look again later for what must not. */
const postgres = await startPostgres();
after(() => postgres.remove());
const bounded = { timeout: 60_000 };

async function open(t: TestContext, url: string): Promise<Store> {
  const store = await openPostgresStore(url);
  t.after(() => store.close());
  return store;
}
async function place(t: TestContext): Promise<string> {
  const url = await postgres.makeSchema();
  t.after(() => postgres.dropSchema(url));
  return url;
}
async function until(holds: () => boolean, what: string, ms = 20_000) {
  for (const end = Date.now() + ms; !holds(); await pause(5)) if (Date.now() > end) assert.fail(`never: ${what}`);
}
/** All that a store hears on a channel from now on; begun once it listens. */
async function ear(store: Store, channel: string) {
  const heard: (string | undefined)[] = [];
  store.peers!.listen(channel, (payload) => heard.push(payload));
  await until(() => heard.includes(undefined), 'listening');
  return heard;
}
const put1 = (store: Store, id: string) => change(store, put(groupKey(id), groupHead()));

test('a commit of one server wakes the listeners of all others at once, and its own; a refusal wakes nobody', bounded, async (t) => {
  const url = await place(t);
  const stores = await Promise.all([1, 2, 3].map(() => open(t, url)));
  const heads: number[][] = stores.map(() => []);
  for (const [i, store] of stores.entries()) store.onCommitted((head) => heads[i]!.push(head));
  await Promise.all(stores.map((store) => ear(store, 'word')));
  for (const told of heads) told.length = 0;
  await stores[0]!.write(writeOf(refusing('No')));
  await put1(stores[0]!, 'sg-1');
  await until(() => heads.every((told) => told.length > 0), 'all were told');
  await pause(100);
  assert.deepEqual(heads, [[1], [1], [1]]);
});

test('a store tells neither itself nor those of another schema of the same database', bounded, async (t) => {
  const [url, elsewhere] = [await place(t), await place(t)];
  const [a, b, c] = [await open(t, url), await open(t, url), await open(t, elsewhere)];
  const heard = [a, b, c].map(() => [] as (string | undefined)[]);
  for (const [i, store] of [a, b, c].entries()) store.peers!.listen('word', (payload) => heard[i]!.push(payload));
  await until(() => heard.every((told) => told.includes(undefined)), 'all listen');
  a.peers!.notify('word', "it's");
  a.peers!.notify('other', 'nobody');
  await until(() => heard[1]!.includes("it's"), 'the other was told');
  await pause(100);
  assert.deepEqual(heard, [[undefined], [undefined, "it's"], [undefined]]);
});

test('who stops listening hears nothing more, and the others of the channel do', bounded, async (t) => {
  const url = await place(t);
  const [a, b] = [await open(t, url), await open(t, url)];
  const [gone, kept]: (string | undefined)[][] = [[], []];
  const stop = b.peers!.listen('word', (payload) => gone!.push(payload));
  b.peers!.listen('word', (payload) => kept!.push(payload));
  await until(() => kept!.includes(undefined), 'listening');
  stop();
  a.peers!.notify('word', 'x');
  await until(() => kept!.includes('x'), 'the word');
  assert.deepEqual(gone, [undefined]);
});

test('a channel that is listened to later is heard too; many words come each once; one too long is refused', bounded, async (t) => {
  const url = await place(t);
  const [a, b] = [await open(t, url), await open(t, url)];
  await ear(b, 'early');
  const late: (string | undefined)[] = [];
  b.peers!.listen('late', (payload) => late.push(payload));
  await pause(100);
  const words = Array.from({ length: 500 }, (_, n) => `${n} ${'x'.repeat(n)}`);
  for (const word of words) a.peers!.notify('late', word);
  await until(() => late.length >= 500, 'all words');
  assert.deepEqual(
    late.filter((word) => word !== undefined),
    words,
  );
  assert.throws(() => a.peers!.notify('late', 'ä'.repeat(4000)), /8000 bytes/);
});

test(
  'a connection that breaks is made anew by itself, and tells that something may have been missed; what waited goes out',
  bounded,
  async (t) => {
    const url = await place(t);
    const [a, b] = [await open(t, url), await open(t, url)];
    const heard = await ear(b, 'word');
    const mine = await ear(a, 'word');
    heard.length = 0;
    mine.length = 0;
    await postgres.ask(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sallyport'`);
    a.peers!.notify('word', 'during');
    await until(() => heard.includes(undefined) && mine.includes(undefined), 'both are back');
    a.peers!.notify('word', 'after');
    await until(() => heard.includes('after'), 'a word');
    heard.length = 0;
    await postgres.restart('immediate');
    await until(() => heard.includes(undefined), 'back after a restart');
    await until(() => mine.filter((word) => word === undefined).length > 1, 'the other too');
    a.peers!.notify('word', 'again');
    await until(() => heard.includes('again'), 'a word after the restart');
  },
);

test('a store closes while the database is away, and leaves no connection behind', bounded, async (t) => {
  const url = await place(t);
  const [a, b] = [await openPostgresStore(url), await openPostgresStore(url)];
  await ear(a, 'word');
  await a.close();
  await postgres.stop('fast');
  await b.close();
  await postgres.start();
  const [[left]] = (await postgres.ask(`SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sallyport'`)) as [[string]];
  assert.equal(left, '0');
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Feed } from '#feed/feed.ts';
import { StateStream, type StateSubscription } from '#feed/state-stream.ts';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import type { Store } from '#store/store.ts';
import { between, makeRandom, type Random, seed } from '../faults/seed.ts';
import { startPostgres } from '../postgres.ts';
import { keysOf, type Marker, TestHost } from './state-host.ts';
import { Rows } from './state-model.ts';
import { changeAtRandom, interfaceAt } from './state-world.ts';

/** The state stream against a naive model, on both stores. `CHANGES`, `HOSTS` and `WRITERS` set the size of the walk, `SEED` draws it again. */
const CHANGES = Number(process.env.CHANGES ?? 1500);
const HOSTS = Number(process.env.HOSTS ?? 12);
const WRITERS = Number(process.env.WRITERS ?? 8);
const bounded = { timeout: 600_000 };
const folder = mkdtempSync(join(tmpdir(), 'sallyport-state-'));
after(() => rmSync(folder, { recursive: true, force: true }));

type Server = { readonly store: Store; readonly stream: StateStream };
/** `lag`: the feed is behind what is read from the store by up to so many milliseconds. */
const serverOn = (store: Store, lag = 0): Server & { feed: Feed } => {
  const behind = async (seq: number, limit: number) => {
    if (lag > 0) await pause(Math.random() * lag);
    return store.changesAfter(seq, limit);
  };
  const source = { changesAfter: behind, health: store.health.bind(store), onCommitted: store.onCommitted.bind(store) };
  const feed = new Feed(source, { poll: 20, tick: 10, chunk: 16 });
  return { store, feed, stream: new StateStream(feed, store, { gap: 5, quiet: 50 }) };
};

async function walk(servers: readonly Server[], changes: number): Promise<string> {
  let left = changes;
  let isOver = false;
  const markers: Marker[] = [];
  let connections = 0;
  const write = async ({ store }: Server, own: Random) => {
    while (left-- > 0) {
      await changeAtRandom(store, own);
      if (own() < 0.05) await pause(own() * 10);
    }
  };
  const interest = (own: Random) => [...new Set(Array.from({ length: between(own, 1, 5) }, () => interfaceAt(own)))];
  const live = async (own: Random) => {
    while (!isOver) {
      const { stream } = servers[between(own, 0, servers.length - 1)]!;
      const slow = own() < 0.3;
      const host = new TestHost(interest(own), () => (slow && own() < 0.5 ? pause(own() * 20) : undefined));
      const subscription = (await stream.subscribe(keysOf(host.interest), undefined, host)) as StateSubscription;
      connections++;
      for (let turns = between(own, 1, 5); turns > 0 && !isOver; turns--) {
        await pause(own() * 60);
        if (own() < 0.4) {
          host.want(interest(own));
          subscription.want(keysOf(host.interest));
        }
      }
      if (isOver) await settled(host, servers[0]!.store);
      subscription.close();
      markers.push(...host.markers);
    }
  };
  const hosts = Promise.all(Array.from({ length: HOSTS }, (_, n) => live(makeRandom(seed + 1000 + n))));
  try {
    await Promise.all(Array.from({ length: WRITERS }, (_, n) => write(servers[n % servers.length]!, makeRandom(seed + n))));
  } finally {
    isOver = true;
    await hosts;
  }
  await compare(servers[0]!.store, markers);
  return `${changes} changes, ${WRITERS} writers, ${HOSTS} hosts, ${connections} connections, ${markers.length} markers, seed ${seed}`;
}

/** Until the host has been told of the last change. */
async function settled(host: TestHost, store: Store) {
  const { head } = await store.health();
  for (const end = Date.now() + 20_000; (host.markers.at(-1)?.seq ?? -1) < head; await pause(5))
    if (Date.now() > end) assert.fail(`a host stays at ${host.markers.at(-1)?.seq}, the head is ${head}`);
  await pause(50);
  const names = new Set([...host.markers.at(-1)!.state.keys()].filter((n) => n.startsWith('interface/')).map((n) => n.slice(10)));
  assert.deepEqual([...names].sort(), [...host.interest].sort(), 'the last interest is what it has');
}

async function compare(store: Store, markers: readonly Marker[]) {
  const rows = new Rows();
  let seq = 0;
  for (const marker of markers.toSorted((a, b) => a.seq - b.seq)) {
    while (seq < marker.seq)
      for (const record of await store.changesAfter(seq, Math.min(500, marker.seq - seq))) {
        rows.apply(record);
        seq = record.seq;
      }
    const want = [...rows.expected(marker.interest)].map(([name, body]) => [name, JSON.stringify(body)] as const);
    assert.deepEqual(new Map([...marker.state].sort()), new Map(want.sort()), `at ${marker.seq}, seed ${seed}`);
  }
}

for (const [title, lag, sizes] of [
  ['SQLite', 0, {}],
  ['SQLite with a feed that lags behind', 10, {}],
  ['SQLite that commits in a thread', 0, { slowCommit: 0 }],
] as const)
  test(`${title}: whatever changes, each marker ends in exactly the state of that moment`, bounded, async () => {
    const store = openStore(join(folder, title), {}, sizes);
    const server = serverOn(store, lag);
    try {
      console.log(await walk([server], CHANGES));
    } finally {
      server.feed.close();
      await store.close();
    }
    assert.deepEqual([server.stream.size, server.stream.resources], [0, 0]);
  });

test('PostgreSQL, two servers: whatever changes, each marker ends in exactly the state of that moment', bounded, async () => {
  const postgres = await startPostgres();
  const url = await postgres.makeSchema();
  const stores = await Promise.all([openPostgresStore(url), openPostgresStore(url)]);
  const servers = stores.map((store) => serverOn(store));
  try {
    console.log(await walk(servers, Math.ceil(CHANGES / 3)));
  } finally {
    for (const { feed } of servers) feed.close();
    for (const store of stores) await store.close();
    await postgres.remove();
  }
});

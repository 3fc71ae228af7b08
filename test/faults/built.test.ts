import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { databaseOf } from '#store/sqlite/open.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import { buildInto } from '../../tools/build.ts';
import { startChild } from './child.ts';
import { Client, makeNames } from './client.ts';
import { ask } from './connection.ts';
import { authorising, makeRule } from './intents.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-built-'));
const dist = join(folder, 'dist');
before(() => buildInto(dist));
after(() => rmSync(folder, { recursive: true, force: true }));

const digests = (of: string) =>
  readdirSync(of).map((name) => [
    name,
    createHash('sha256')
      .update(readFileSync(join(of, name)))
      .digest('hex'),
  ]);

test('the same sources are built to the same bytes', async () => {
  const again = join(folder, 'again');
  await buildInto(again);
  assert.deepEqual(digests(again), digests(dist));
});

/** Rules that take as much room as rules can. */
async function fill(client: Client): Promise<void> {
  const { group } = await client.filledGroup(1);
  for (let n = 0; n < 9; n++) {
    const rules = Array.from({ length: 100 }, () => makeRule(group, true, client.name()));
    const { action, params } = authorising(rules.map((rule) => ({ ...rule, fields: { ...rule.fields, Description: 'x'.repeat(512) } })));
    await client.told(action, params);
  }
}

test('a built server serves from its folder alone, and its WAL is copied into the database while it goes on', async () => {
  const data = join(folder, 'data');
  const child = await startChild(data, { main: join(dist, 'main.js') });
  try {
    const { status } = await ask(child.port, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    assert.equal(status, 200);
    const client = new Client(child, makeNames());
    const size = () => statSync(join(data, 'sallyport.db')).size;
    // A WAL is copied once it has 16,000 pages, 64 MB; until then the database stays as small as it was made.
    const made = size();
    for (let n = 0; n < 200 && size() === made; n++) await fill(client);
    for (let n = 0; n < 100 && size() < 20_000_000; n++) await pause(100);
    assert.ok(size() > 20_000_000, `the database has ${size()} bytes`);
    await fill(client);
    assert.deepEqual(await child.stop().then(({ code, signal }) => [code, signal]), [0, null]);
  } finally {
    await child.kill();
  }
});

test('the thread of a built server that commits starts from its folder, writes, and ends when it is told to', async () => {
  const data = join(folder, 'threaded');
  const store = openStore(data);
  try {
    const thread = new Worker(join(dist, 'commit-worker.js'), { workerData: databaseOf(data) });
    const ended = once(thread, 'exit');
    assert.deepEqual(await once(thread, 'message'), [{ done: undefined }]);
    thread.postMessage({ order: 'probe' });
    assert.deepEqual(await once(thread, 'message'), [{ done: undefined }]);
    thread.postMessage({ order: 'end' });
    assert.deepEqual(await ended, [0]);
  } finally {
    await store.close();
  }
});

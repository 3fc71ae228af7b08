import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { newGroup } from '../http/world.ts';
import { startPostgres } from '../postgres.ts';
import { startServer, type TestServer } from '../server.ts';
import { closeReaders, readFeed, until } from './feed-client.ts';

/** `/feed` of two servers on one PostgreSQL, over HTTP and over TLS. */
const bounded = { timeout: 120_000 };
const postgres = await startPostgres();
const databaseUrl = await postgres.makeSchema();
const masterKey = randomBytes(32).toString('base64');
const servers = await Promise.all([1, 2].map(() => startServer({ databaseUrl, masterKey })));
const [one, other] = servers as [TestServer, TestServer];
after(async () => {
  closeReaders();
  await Promise.all(servers.map((server) => server.stop()));
  await postgres.remove();
});
const secure = ({ running }: TestServer) => ({ ca: readFileSync(running.caFile!, 'utf8') });
const keys = one.running.credentials;

test('readers on both servers, in clear and over TLS, get all changes of both in one order, and go on at the other', bounded, async () => {
  await newGroup(one.root);
  const readers = await Promise.all(
    servers.flatMap((server) => [
      readFeed(server.endpoint, keys),
      readFeed(server.endpoint, keys, { StreamFormat: 'jsonl' }, secure(server)),
    ]),
  );
  const made = await Promise.all(Array.from({ length: 20 }, (_, i) => newGroup((i % 2 ? one : other).root)));
  for (const reader of readers) await until(() => reader.told.length === 20, 'all changes');
  const [first, ...rest] = readers;
  assert.deepEqual(first!.told.map(({ changes }) => changes[0].id).sort(), made.sort());
  for (const reader of rest) assert.deepEqual(reader.told, first!.told);
  const { cursor } = first!.told[9]!;
  for (const again of [
    await readFeed(other.endpoint, keys, { Cursor: cursor }),
    await readFeed(one.endpoint, keys, { Cursor: cursor }, secure(one)),
  ]) {
    await until(() => again.told.length === 10, 'the rest');
    assert.deepEqual(again.told, first!.told.slice(10));
  }
});

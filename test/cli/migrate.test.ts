import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { startServer } from '../server.ts';
import { fill } from './filled.ts';
import { killed, makeFolder, type Started, sallyport, startServe } from './sallyport.ts';

const long = { timeout: 120_000 };
const seed = process.env.MIGRATE_SEED ?? randomBytes(4).toString('hex');
const kills = Number(process.env.MIGRATE_KILLS ?? 6);

let postgres: TestPostgres;
/** A stopped server's folder with one of everything; copied for each test. */
let filled = '';
before(async () => {
  postgres = await startPostgres();
  const server = await startServe();
  filled = server.data;
  await fill(server);
  const token = await server.run('call', 'CreateSecurityGroup', ...once);
  assert.equal(token.code, 0, token.stderr);
  await server.stop();
});
after(() => postgres.remove());

const once = ['--ClientToken', 'once/and/again', '--SecurityGroupName', 'token', '--output', 'json'];
function copied(): string {
  const data = join(makeFolder(), 'data');
  cpSync(filled, data, { recursive: true });
  return data;
}
const tableOf = (url: string) => /search_path%3D(\w+)/.exec(url)![1]!;
const countIn = async (url: string, table: string) => Number((await postgres.ask(`SELECT count(*) FROM ${tableOf(url)}.${table}`))[0]![0]);
const move = (data: string, url: string, ...more: string[]) => sallyport(['migrate', '--data', data, '--database-url', url, ...more]);
const cleanly = ({ code, stdout, stderr }: { code: number | null; stdout: string; stderr: string }) => {
  assert.deepEqual([code, stderr], [0, '']);
  return stdout;
};

test('everything arrives: rows, indexes, journal with its epoch and numbers, tokens, nonces; servers go on from there', long, async () => {
  const [data, url] = [copied(), await postgres.makeSchema()];
  const db = new DatabaseSync(join(data, 'sallyport.db'));
  const counts = Object.fromEntries(
    ['root', 'part', 'facet', 'ref', 'change', 'token', 'nonce'].map((table) => [
      table,
      (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n,
    ]),
  );
  for (const [table, n] of Object.entries(counts)) assert.ok(n > 0, table);
  const [{ epoch }] = db.prepare(`SELECT value AS epoch FROM meta WHERE name = 'epoch'`).all() as [{ epoch: string }];
  db.close();
  const source = openStore(data);
  const all = await source.changesAfter(0, 1e6);
  const middle = all[Math.floor(all.length / 2)]!.seq;
  const seen = await source.changesAfter(0, middle);
  const nonces = await source.nonces();
  await source.close();

  const told = JSON.parse(cleanly(await move(data, url, '--output', 'json')));
  assert.equal(told.isRepeated, false);
  assert.deepEqual([told.roots, told.parts, told.head], [counts.root, counts.part, all.length]);
  assert.equal(told.masterKey, join(data, 'master.key'));
  for (const table of ['root', 'part', 'facet', 'ref', 'change', 'token']) assert.equal(await countIn(url, table), counts[table], table);

  const target = await openPostgresStore(url);
  const rest = await target.changesAfter(middle, 1e6);
  assert.deepEqual([...seen, ...rest], all);
  assert.deepEqual(
    (await target.nonces()).map((some) => Buffer.from(some).toString('hex')),
    nonces.map((some) => Buffer.from(some).toString('hex')),
  );
  const health = await target.health();
  assert.deepEqual([health.epoch, health.head], [epoch, all.length]);
  await target.close();

  await assert.rejects(
    startServe([], { data }),
    /was moved to postgres:.*: use it with --database-url\. To go back .* remove .*sallyport\.db\.moved/,
  );
  assert.match((await sallyport(['export', '--data', data])).stderr, /was moved to postgres:/);
  const again = JSON.parse(cleanly(await move(data, url, '--output', 'json')));
  assert.deepEqual({ ...again, isRepeated: false }, told);
  const elsewhere = await move(data, await postgres.makeSchema());
  assert.match(elsewhere.stderr, /was moved to .* already .* Nothing was moved/);

  const key = JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8'));
  const server = await startServe(['--database-url', url], { data });
  assert.equal(server.credentials.accessKeyId, key.accessKeyId);
  const before = await countIn(url, 'root');
  const replay = await server.run('call', 'CreateSecurityGroup', ...once);
  assert.equal(replay.code, 0, replay.stderr);
  assert.equal(await countIn(url, 'root'), before, 'a token of before is replayed and makes nothing');
  const list = cleanly(await server.run('call', 'DescribeSecurityGroups', '--SecurityGroupName', 'token', '--output', 'json'));
  assert.equal(JSON.parse(list).SecurityGroups.SecurityGroup[0].SecurityGroupId, JSON.parse(replay.stdout).SecurityGroupId);
  await dataCommands(server, url);
});

/** export and rotate-key beside a running server, then with it stopped. */
async function dataCommands(server: Started, url: string): Promise<void> {
  const { data } = server;
  const exported = await sallyport(['export', '--database-url', url]);
  assert.match(exported.stderr, /^\d+ resources of the account \d{16}, checksum/);
  const busy = await sallyport(['rotate-key', '--data', data, '--database-url', url]);
  assert.match(busy.stderr, /^The database is in use by Sallyport \(connections: 1\)\. Stop all its servers first\.\n$/);
  assert.match((await sallyport(['restore', '--data', data, '--database-url', url])).stderr, /^The database is in use by Sallyport/);
  const { AccountId } = JSON.parse(exported.stdout).Account;

  // Beside its running servers, into an empty account of another database.
  const other = await postgres.makeSchema();
  const second = await startServe(['--database-url', other, '--account-id', AccountId]);
  const file = join(makeFolder(), 'account.json');
  writeFileSync(file, exported.stdout);
  assert.match(cleanly(await sallyport(['import', file, '--database-url', other])), /resources are in the account/);
  assert.match(
    (await sallyport(['import', file, '--database-url', other])).stderr,
    /^Nothing was imported: the account \d{16} has resources already/,
  );
  const shown = await second.run('call', 'DescribeSecurityGroups', '--SecurityGroupName', 'web', '--output', 'json');
  assert.equal(JSON.parse(cleanly(shown)).TotalCount, 1);
  assert.equal((await sallyport(['export', '--database-url', other])).stdout, exported.stdout);
  await second.stop();
  await server.stop();

  const old = readFileSync(join(data, 'master.key'), 'utf8');
  const sealed = async () =>
    JSON.stringify(await postgres.ask(`SELECT head FROM ${tableOf(url)}.root UNION ALL SELECT body FROM ${tableOf(url)}.change`)).match(
      /\\"sealed\\":\\"[^"\\]+/g,
    )!;
  const before = await sealed();
  assert.match(cleanly(await sallyport(['rotate-key', '--data', data, '--database-url', url])), /^\d+ access keys, /);
  assert.notEqual(readFileSync(join(data, 'master.key'), 'utf8'), old);
  const now = await sealed();
  assert.equal(now.length, before.length);
  assert.ok(!now.some((text) => before.includes(text)));

  const renewed = JSON.parse(cleanly(await sallyport(['restore', '--data', data, '--database-url', url, '--output', 'json'])));
  // As a rotation leaves it that was killed after its commit.
  renameSync(join(data, 'master.key'), join(data, 'master.key.new'));
  writeFileSync(join(data, 'master.key'), old);
  const third = await startServe(['--database-url', url], { data });
  assert.equal((await third.run('call', 'GetCallerIdentity')).code, 0);
  assert.deepEqual(await postgres.ask(`SELECT value FROM ${tableOf(url)}.meta WHERE name = 'epoch'`), [[renewed.epoch]]);
  await third.stop();
}

test(`killed at any moment (MIGRATE_SEED=${seed}), nothing can be served from both, and the same command again ends it`, long, async () => {
  const numbers = [...Buffer.from(seed.padEnd(kills * 2, seed), 'hex')];
  const whole = performance.now();
  cleanly(await move(copied(), await postgres.makeSchema()));
  const took = performance.now() - whole;
  for (let i = 0; i < kills; i++) {
    const [data, url] = [copied(), await postgres.makeSchema()];
    // Over the second half: before that Node is still starting.
    const at = took * (0.4 + 0.65 * (((numbers[i % numbers.length]! * (i + 1)) % 256) / 256));
    await killed(['migrate', '--data', data, '--database-url', url], at);
    const tables = Number((await postgres.ask(`SELECT count(*) FROM pg_tables WHERE schemaname = '${tableOf(url)}'`))[0]![0]);
    if (tables > 0) {
      assert.ok(existsSync(join(data, 'sallyport.db.moved')), `the database has it, so the folder has the mark (${at} ms)`);
      assert.ok((await countIn(url, 'root')) > 0, 'and has all of it');
    }
    cleanly(await move(data, url));
    await assert.rejects(startServe([], { data }), /was moved to/);
  }
});

test('a crash between the mark and the commit, and between the commit and the last mark', long, async () => {
  const [data, url] = [copied(), await postgres.makeSchema()];
  const mark = (text: string) => writeFileSync(join(data, 'sallyport.db.moved'), text);
  const began = '{"to":"postgres://x","at":"then","hasEnded":false}';
  mark(began);
  await assert.rejects(startServe([], { data }), /nobody knows yet whether it ended: run sallyport migrate again/);
  assert.match(cleanly(await move(data, url)), /has all of/);
  mark(began);
  assert.match(cleanly(await move(data, url)), /from an earlier run/);
  rmSync(join(data, 'sallyport.db.moved'));
  const back = await startServe([], { data });
  await back.stop();
});

test('what is refused, and what it says', long, async () => {
  const url = await postgres.makeSchema();
  const running = await startServe(['--database-url', url]);
  assert.match((await move(copied(), url)).stderr, /^The database is in use by Sallyport/);
  await running.stop();
  assert.match((await move(copied(), url)).stderr, /^The database is not empty: it has a store with \d+ change records/);
  const busy = await startServe([], { data: copied() });
  assert.match((await move(busy.data, await postgres.makeSchema())).stderr, /^Another Sallyport server is using the data folder/);
  await busy.stop();
  const keyless = copied();
  rmSync(join(keyless, 'master.key'));
  assert.match((await move(keyless, await postgres.makeSchema())).stderr, /^The master key is not in a data folder: put/);
  assert.match((await sallyport(['migrate'])).stderr, /^migrate needs --database-url/);
  assert.match((await sallyport(['backup', 'a', '--database-url', url])).stderr, /pg_dump --format=custom --file=FILE/);
  assert.match((await sallyport(['restore', 'a', '--database-url', url])).stderr, /^With --database-url restore takes no file/);
  const nothing = await sallyport(['export', '--database-url', await postgres.makeSchema()]);
  assert.match(nothing.stderr, /^There is no Sallyport store in the database/);
});

test('a nonce that was used before the move is refused after it', long, async () => {
  const [server, url] = [await startServer(), await postgres.makeSchema()];
  const nonce = randomBytes(8).toString('hex');
  assert.equal((await server.root('CreateSecurityGroup', {}, { nonce })).status, 200);
  await server.running.close();
  cleanly(await move(server.data, url));
  await server.restart({ databaseUrl: url });
  const again = await server.root('CreateSecurityGroup', {}, { nonce });
  assert.equal(again.body.Code, 'SignatureNonceUsed');
  assert.equal((await server.root('DescribeSecurityGroups')).status, 200);
  await server.stop();
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { serve } from '#server/serve.ts';
import type { Credentials } from '#wire/sign-request.ts';
import { startPostgres } from '../postgres.ts';
import { ask } from '../server.ts';
import { makeRandom, type Random, seed } from './seed.ts';

/** KILLS, or a sample. */
const kills = Number(process.env.KILLS ?? 8);
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sallyport-rotation-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Serves the folder, or the database with the keys in the folder, in this process, for as long as `use` takes. */
async function served<T>(
  data: string,
  databaseUrl: string | undefined,
  use: (endpoint: string, root: Credentials) => Promise<T>,
): Promise<T> {
  const log = { info() {}, warn() {}, error() {} };
  const options = { host: '127.0.0.1', port: 0, region: 'cn-hangzhou', seeds: true, missingRule: 'error', tlsNames: [] } as const;
  const running = await serve({ ...options, data, log, ...(databaseUrl && { databaseUrl }) });
  try {
    return await use(`127.0.0.1:${running.port}`, running.credentials);
  } finally {
    await running.close();
  }
}

/** A stopped server with `users` RAM users that have two keys each; gives every key of it. */
async function prepared(data: string, users: number, databaseUrl?: string): Promise<readonly Credentials[]> {
  return served(data, databaseUrl, async (endpoint, root) => {
    const keys = [root];
    for (let n = 0; n < users; n++) {
      await ask(endpoint, root, 'CreateUser', { UserName: `user${n}`, RegionId: '' });
      for (const _ of [1, 2]) {
        const { body } = await ask(endpoint, root, 'CreateAccessKey', { UserName: `user${n}`, RegionId: '' });
        keys.push({ accessKeyId: body.AccessKey.AccessKeyId, accessKeySecret: body.AccessKey.AccessKeySecret });
      }
    }
    return keys;
  });
}

/** A start works, every key signs, and the private CA still signs a certificate for the server. */
async function judge(data: string, keys: readonly Credentials[], databaseUrl?: string): Promise<void> {
  rmSync(join(data, 'tls/server.pem'), { force: true });
  await served(data, databaseUrl, async (endpoint) => {
    for (const key of keys) assert.equal((await ask(endpoint, key, 'GetCallerIdentity', { RegionId: '' })).status, 200, key.accessKeyId);
  });
  assert.ok(!existsSync(join(data, 'master.key.new')) && !existsSync(join(data, 'tls/ca-key.pem.new')), 'the start finished');
}

/** Runs a command and kills it: at any moment of its life, or soon after `sign`, a file that it makes, is there. */
async function killed(words: readonly string[], sign: string, random: Random): Promise<'killed' | 'ended'> {
  const child = spawn(process.execPath, [main, ...words], { stdio: 'ignore' });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  let over = false;
  void ended.then(() => {
    over = true;
  });
  if (random() < 0.25) await Promise.race([pause(random() * 400), ended]);
  else {
    while (!over && !existsSync(sign)) await new Promise(setImmediate);
    const until = performance.now() + random() * 40;
    while (!over && performance.now() < until) await new Promise(setImmediate);
  }
  child.kill('SIGKILL');
  return (await ended)[1] === 'SIGKILL' ? 'killed' : 'ended';
}

const title = `a start works with every key (${kills} kills, SEED=${seed})`;
test(`after kill -9 of a rotation ${title}`, { timeout: 600_000 }, async (t) => {
  t.diagnostic(await rotations(join(folder, 'rotated')));
});
test(`after kill -9 of a rotation on PostgreSQL ${title}`, { timeout: 600_000 }, async (t) => {
  const postgres = await startPostgres();
  try {
    t.diagnostic(await rotations(join(folder, 'keys'), await postgres.makeSchema()));
  } finally {
    await postgres.remove();
  }
});

async function rotations(data: string, databaseUrl?: string): Promise<string> {
  const random = makeRandom(seed);
  const keys = await prepared(data, 20, databaseUrl);
  const words = ['rotate-key', '--data', data, ...(databaseUrl ? ['--database-url', databaseUrl] : [])];
  const tally = { old: 0, new: 0, ended: 0 };
  for (let n = 0; n < kills; n++) {
    const before = readFileSync(join(data, 'master.key'), 'utf8');
    const how = await killed(words, join(data, 'master.key.new'), random);
    await judge(data, keys, databaseUrl);
    const isOld = readFileSync(join(data, 'master.key'), 'utf8') === before;
    tally[how === 'ended' ? 'ended' : isOld ? 'old' : 'new'] += 1;
    assert.ok(how === 'killed' || !isOld, 'a rotation that ended left the new key');
  }
  return JSON.stringify(tally);
}

test(`after kill -9 of a restore the folder is whole or takes it again (${kills} kills, SEED=${seed})`, { timeout: 600_000 }, async (t) => {
  const random = makeRandom(seed + 1);
  const source = join(folder, 'source');
  const keys = await prepared(source, 5);
  const file = join(folder, 'a.backup');
  const run = async (...words: string[]) => (await once(spawn(process.execPath, [main, ...words], { stdio: 'ignore' }), 'close'))[0];
  assert.equal(await run('backup', file, '--data', source), 0);
  const tally = { whole: 0, again: 0 };
  for (let n = 0; n < kills; n++) {
    const data = join(folder, `restored-${n}`);
    mkdirSync(data);
    for (const name of ['master.key', 'tls']) cpSync(join(source, name), join(data, name), { recursive: true });
    await killed(['restore', file, '--data', data], join(data, 'sallyport.db.restoring'), random);
    if (existsSync(join(data, 'sallyport.db'))) tally.whole += 1;
    else {
      tally.again += 1;
      assert.equal(await run('restore', file, '--data', data), 0);
    }
    await judge(data, keys);
  }
  t.diagnostic(JSON.stringify(tally));
});

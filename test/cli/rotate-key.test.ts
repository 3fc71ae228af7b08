import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mock, type TestContext, test } from 'node:test';
import { rotateKey } from '#server/rotation.ts';
import { makeVault, opens } from '#server/vault.ts';
import { bounded, makeFolder, type Started, sallyport, startServe } from './sallyport.ts';

/** A stopped server whose account has a RAM user with a key of its own; the user's key was changed once, so that the journal has it twice. */
async function prepared(env: Readonly<Record<string, string>> = {}) {
  const server = await startServe([], { env });
  const call = async (...words: string[]) => JSON.parse((await server.run('call', ...words, '--output', 'json')).stdout);
  await call('CreateUser', '--UserName', 'reader');
  const { AccessKeyId: id, AccessKeySecret: secret } = (await call('CreateAccessKey', '--UserName', 'reader')).AccessKey;
  await call('UpdateAccessKey', '--UserName', 'reader', '--UserAccessKeyId', id, '--Status', 'Inactive');
  await call('UpdateAccessKey', '--UserName', 'reader', '--UserAccessKeyId', id, '--Status', 'Active');
  await server.stop();
  return { data: server.data, user: { id, secret } as const };
}

/** Whether both keys sign requests that are taken, and the private CA still signs certificates. */
async function isWhole(server: Started, user: { readonly id: string; readonly secret: string }): Promise<void> {
  assert.equal((await server.run('call', 'GetCallerIdentity')).code, 0);
  const asUser = await server.run('call', 'GetCallerIdentity', '--access-key-id', user.id, '--access-key-secret', user.secret);
  assert.equal(asUser.code, 0, asUser.stderr);
}

/** Every sealed text in the database file and its journal. */
function sealedTexts(data: string): readonly string[] {
  const db = new DatabaseSync(join(data, 'sallyport.db'), { readOnly: true });
  const texts = db.prepare('SELECT head AS text FROM root UNION ALL SELECT body FROM change').all() as { text: string }[];
  db.close();
  return texts.flatMap(({ text }) => [...text.matchAll(/"sealed":"([^"]+)"/g)].map(([, sealed]) => sealed!));
}

test('every secret is sealed anew, in the journal too, and the old key opens nothing', bounded, async () => {
  const { data, user } = await prepared();
  const keyOf = () => Buffer.from(readFileSync(join(data, 'master.key'), 'utf8'), 'base64');
  const old = makeVault(keyOf());
  const before = sealedTexts(data);
  const caBefore = readFileSync(join(data, 'tls/ca-key.pem'), 'utf8');
  assert.ok(before.length > 5 && before.every((text) => opens(old, text)));

  const { code, stdout, stderr } = await sallyport(['rotate-key', '--data', data]);
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /^2 access keys, .*\nKeep a copy of it apart; the old key is gone\.\nSession tokens /);
  const [now, after] = [makeVault(keyOf()), sealedTexts(data)];
  assert.equal(after.length, before.length);
  assert.ok(after.every((text) => opens(now, text) && !opens(old, text)));
  const file = readFileSync(join(data, 'sallyport.db'), 'latin1');
  assert.ok(!before.some((text) => file.includes(text)), 'nothing of what was replaced is left in the file');
  assert.ok(!existsSync(join(data, 'master.key.new')) && !existsSync(join(data, 'tls/ca-key.pem.new')));
  assert.notEqual(readFileSync(join(data, 'tls/ca-key.pem'), 'utf8'), caBefore);

  // Without its certificate the server needs the key of the CA.
  rmSync(join(data, 'tls/server.pem'));
  const server = await startServe([], { data });
  await isWhole(server, user);
  await server.stop();
});

test('a key that comes from the environment is replaced by one from the environment', bounded, async () => {
  const [one, two] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
  const env = { SALLYPORT_MASTER_KEY: one };
  const { data, user } = await prepared(env);
  const alone = await sallyport(['rotate-key', '--data', data], { env });
  assert.equal(alone.code, 1);
  assert.match(alone.stderr, /^The master key comes from SALLYPORT_MASTER_KEY, so the new one must come from SALLYPORT_NEW_MASTER_KEY/);
  const same = await sallyport(['rotate-key', '--data', data], { env: { ...env, SALLYPORT_NEW_MASTER_KEY: one } });
  assert.equal(same.stderr, 'The new master key is the one that holds already.\n');

  const { code, stdout } = await sallyport(['rotate-key', '--data', data], { env: { ...env, SALLYPORT_NEW_MASTER_KEY: two } });
  assert.equal(code, 0);
  assert.match(stdout, /Start the server with SALLYPORT_MASTER_KEY set to it/);
  assert.ok(!existsSync(join(data, 'master.key')));
  await assert.rejects(startServe([], { data, env }), /The master key does not open the secrets in this data folder/);
  rmSync(join(data, 'tls/server.pem'));
  const server = await startServe([], { data, env: { SALLYPORT_MASTER_KEY: two } });
  await isWhole(server, user);
  await server.stop();
});

test('a rotation is refused while the server runs, on a folder without a store, and under a wrong key', bounded, async () => {
  const server = await startServe();
  assert.match((await sallyport(['rotate-key', '--data', server.data])).stderr, /^Another Sallyport server is using the data folder/);
  await server.stop();
  const empty = makeFolder();
  assert.match((await sallyport(['rotate-key', '--data', empty])).stderr, /^There is no .*sallyport\.db/);
  const env = { SALLYPORT_MASTER_KEY: randomBytes(32).toString('base64'), SALLYPORT_NEW_MASTER_KEY: randomBytes(32).toString('base64') };
  const wrong = await sallyport(['rotate-key', '--data', server.data], { env });
  assert.match(wrong.stderr, /^The master key does not open the secrets in this data folder/);
  const again = await startServe([], { data: server.data });
  assert.equal((await again.run('call', 'GetCallerIdentity')).code, 0);
  await again.stop();
});

/** While the test lasts, a statement of the store fails as SQLite tells of a disk that does. */
function failing(t: TestContext, statement: RegExp): void {
  const { exec } = DatabaseSync.prototype;
  mock.method(DatabaseSync.prototype, 'exec', function (this: DatabaseSync, sql: string) {
    if (statement.test(sql)) throw Object.assign(new Error('disk I/O error'), { errcode: 10 });
    exec.call(this, sql);
  });
  t.after(() => mock.restoreAll());
}

test('where a restart may find the rotation done or not, both keys stay, and the start finds out', bounded, async (t) => {
  const { data, user } = await prepared();
  const old = readFileSync(join(data, 'master.key'), 'utf8');
  failing(t, /^COMMIT$/);
  await assert.rejects(
    rotateKey(data, undefined, undefined, undefined),
    /disk I\/O error.* nobody knows which master key holds\. Keep both/,
  );
  mock.restoreAll();
  assert.equal(readFileSync(join(data, 'master.key'), 'utf8'), old);
  assert.ok(existsSync(join(data, 'master.key.new')));
  const server = await startServe([], { data });
  await isWhole(server, user);
  await server.stop();
  assert.ok(!existsSync(join(data, 'master.key.new')));
});

test('a rotation that cannot clear the files is told to have changed the key', bounded, async (t) => {
  const { data } = await prepared();
  const old = readFileSync(join(data, 'master.key'), 'utf8');
  failing(t, /^VACUUM/);
  await assert.rejects(rotateKey(data, undefined, undefined, undefined), /^Error: The new master key holds.*\(disk I\/O error\)/);
  assert.notEqual(readFileSync(join(data, 'master.key'), 'utf8'), old);
});

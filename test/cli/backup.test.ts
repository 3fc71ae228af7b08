import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { bounded, makeFolder, sallyport, startServe } from './sallyport.ts';

test('a backup taken beside a running server is restored with everything in it, under a new epoch', bounded, async () => {
  const server = await startServe();
  const made = JSON.parse((await server.run('call', 'CreateSecurityGroup', '--SecurityGroupName', 'kept', '--output', 'json')).stdout);
  const folder = makeFolder();
  const file = join(folder, 'a.backup');
  const backup = await server.run('backup', file, '--output', 'json');
  assert.equal(backup.stderr, '');
  const told = JSON.parse(backup.stdout);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(readFileSync(file, 'latin1').slice(0, 15), 'SQLite format 3');
  assert.ok(!readFileSync(file, 'latin1').includes(server.credentials.accessKeySecret), 'no secret in the clear');

  const again = await server.run('backup', file);
  assert.deepEqual([again.code, again.stderr], [1, `${file} exists: a backup overwrites nothing. Choose another name.\n`]);
  await server.run('call', 'CreateSecurityGroup', '--SecurityGroupName', 'later');
  await server.stop();

  const target = join(folder, 'target');
  const without = await sallyport(['restore', file, '--data', target]);
  assert.equal(without.code, 1);
  assert.match(without.stderr, /^The master key is not in a backup: put the master\.key/);
  const wrong = await sallyport(['restore', file, '--data', target], {
    env: { SALLYPORT_MASTER_KEY: Buffer.alloc(32, 1).toString('base64') },
  });
  assert.match(wrong.stderr, /^SALLYPORT_MASTER_KEY does not open the secrets in this backup/);

  mkdirSync(target);
  copyFileSync(join(server.data, 'master.key'), join(target, 'master.key'));
  const restored = await sallyport(['restore', file, '--data', target, '--output', 'json']);
  assert.equal(restored.stderr, '');
  const { epoch, data: _, ...total } = JSON.parse(restored.stdout);
  const { file: __, ...backedUp } = told;
  assert.deepEqual(total, backedUp);
  const before = epochOf(file);
  assert.notEqual(epoch, before);
  assert.equal(epochOf(join(target, 'sallyport.db')), epoch);

  const { accessKeyId, accessKeySecret } = server.credentials;
  const second = await startServe([], { data: target });
  const key = ['--access-key-id', accessKeyId, '--access-key-secret', accessKeySecret, '--output', 'json'];
  const { stdout } = await second.run('call', 'DescribeSecurityGroups', ...key);
  const groups = JSON.parse(stdout).SecurityGroups.SecurityGroup as { SecurityGroupId: string }[];
  assert.deepEqual(
    groups.map((group) => group.SecurityGroupId),
    [made.SecurityGroupId],
  );
  await second.stop();
  const full = await sallyport(['restore', file, '--data', target]);
  assert.deepEqual([full.code, /is not empty \(.+\): restore takes an empty or absent one/.test(full.stderr)], [1, true]);
});

const epochOf = (file: string): string => {
  const db = new DatabaseSync(file, { readOnly: true });
  const { value } = db.prepare(`SELECT value FROM meta WHERE name = 'epoch'`).get() as { value: string };
  db.close();
  return value;
};

test('what is no backup is told from one, and so is a damaged one', bounded, async () => {
  const folder = makeFolder();
  const refused = async (name: string, bytes: Buffer) => {
    writeFileSync(join(folder, name), bytes);
    return (await sallyport(['restore', join(folder, name), '--data', join(folder, 'data')])).stderr;
  };
  assert.match(await refused('text', Buffer.from('hello')), /is no backup of a Sallyport store\.\n$/);
  const db = new DatabaseSync(join(folder, 'other.db'));
  db.exec('CREATE TABLE a (b)');
  db.close();
  assert.match(await refused('other', readFileSync(join(folder, 'other.db'))), /is no backup of a Sallyport store\.\n$/);
  assert.match((await sallyport(['restore', join(folder, 'none')])).stderr, /^The backup .* cannot be read \(ENOENT\)\.\n$/);

  const server = await startServe();
  await server.stop();
  assert.equal((await server.run('backup', join(folder, 'good'))).code, 0, 'a stopped server can be backed up, too');
  const bytes = readFileSync(join(folder, 'good'));
  assert.match(await refused('cut', bytes.subarray(0, bytes.length >> 1)), /is damaged: /);
});

test('a backup of nothing, and without a name', bounded, async () => {
  const folder = makeFolder();
  assert.match((await sallyport(['backup', 'a', '--data', folder], { cwd: folder })).stderr, /^There is no .*sallyport\.db\. Give --data/);
  assert.equal((await sallyport(['backup'])).stderr, 'backup takes one file: sallyport backup FILE.\n');
});

test('a folder in which a restore did not end is not served empty', bounded, async () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'sallyport.db.restoring'), '');
  await assert.rejects(startServe([], { data: folder }), /A restore into the folder .* did not end: run it again/);
});

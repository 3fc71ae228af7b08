import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startChild } from '../faults/child.ts';
import { done, newGroup, P, rulesOf } from '../http/world.ts';
import { startPostgres } from '../postgres.ts';
import { type Answer, ask, type Client, startServer, type TestServer } from '../server.ts';

/** Two servers on one database: whatever one of them answers, the other knows. */
const postgres = await startPostgres();
after(() => postgres.remove());

type Two = { readonly databaseUrl: string; readonly one: TestServer; readonly other: TestServer; readonly a: Client; readonly b: Client };

async function onTwo(run: (two: Two) => Promise<void>): Promise<void> {
  const databaseUrl = await postgres.makeSchema();
  const masterKey = randomBytes(32).toString('base64');
  const servers = await Promise.all([1, 2].map(() => startServer({ databaseUrl, masterKey })));
  const [one, other] = servers as [TestServer, TestServer];
  try {
    await run({ databaseUrl, one, other, a: one.root, b: other.root });
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await postgres.dropSchema(databaseUrl);
  }
}

const port = (n: number) => P({ PortRange: `${n}/${n}` });
const countOf = (answers: readonly Answer[], code: string) => answers.filter(({ body }) => (body.Code ?? 'ok') === code).length;

test('the first account is made once, however many servers start at once, and each knows its key', () =>
  onTwo(async ({ one, other, a, b }) => {
    assert.deepEqual(one.running.credentials, other.running.credentials);
    assert.deepEqual([one.running.isNew, other.running.isNew].sort(), [false, true]);
    const { Accounts: accounts } = await done(a('ListAccounts'));
    assert.equal(accounts.Account.length, 1);
    await done(b('DescribeSecurityGroups'));
  }));

test('what was answered by one server is seen at once on the other', () =>
  onTwo(async ({ a, b }) => {
    for (let n = 1; n <= 20; n++) {
      const [write, read] = n % 2 ? [a, b] : [b, a];
      const group = await newGroup(write, { SecurityGroupName: `group-${n}` });
      const { SecurityGroups: found } = await done(read('DescribeSecurityGroups', { SecurityGroupId: group }));
      assert.deepEqual(
        found.SecurityGroup.map((g: { SecurityGroupName: string }) => g.SecurityGroupName),
        [`group-${n}`],
      );
      await done(read('AuthorizeSecurityGroupEgress', { SecurityGroupId: group, ...port(n) }));
      assert.equal((await rulesOf(write, group)).length, 1);
      await done(write('RevokeSecurityGroupEgress', { SecurityGroupId: group, ...port(n) }));
      assert.deepEqual(await rulesOf(read, group), []);
      await done(read('DeleteSecurityGroup', { SecurityGroupId: group }));
      assert.equal(
        (await write('DescribeSecurityGroupAttribute', { SecurityGroupId: group })).body.Code,
        'InvalidSecurityGroupId.NotFound',
      );
    }
  }));

test('of 100 revokes of one rule by both servers at once exactly one succeeds', () =>
  onTwo(async ({ a, b }) => {
    const group = await newGroup(a);
    await done(a('AuthorizeSecurityGroupEgress', { SecurityGroupId: group, ...port(80) }));
    const [{ SecurityGroupRuleId: rule }] = (await rulesOf(a, group)) as [{ SecurityGroupRuleId: string }];
    const revoke = { SecurityGroupId: group, 'SecurityGroupRuleId.1': rule };
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => (n % 2 ? a : b)('RevokeSecurityGroupEgress', revoke)));
    assert.equal(countOf(answers, 'ok'), 1);
    assert.equal(countOf(answers, 'InvalidSecurityGroupRuleId.NotFound'), 99);
  }));

test('one ClientToken through both servers at once has one effect, and both are told the same', () =>
  onTwo(async ({ a, b }) => {
    for (let n = 0; n < 5; n++) {
      const making = { SecurityGroupName: `token-${n}`, ClientToken: `token-${n}` };
      const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? a : b)('CreateSecurityGroup', making)));
      assert.equal(countOf(answers, 'ok'), 10);
      assert.equal(new Set(answers.map(({ body }) => body.SecurityGroupId)).size, 1);
    }
    assert.equal((await done(a('DescribeSecurityGroups'))).TotalCount, 5);
  }));

test('limits hold over both servers: what counts rows counts those of the other', () =>
  onTwo(async ({ one, a, b }) => {
    const AccountId = one.running.credentials.accountId;
    await done(a('ModifyAccount', { AccountId, 'Quota.1.Name': 'groupsPerRegion', 'Quota.1.Value': '7' }));
    await done(a('DescribeVpcs'));
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? a : b)('CreateSecurityGroup')));
    assert.equal(countOf(answers, 'ok'), 7);
    assert.equal((await done(b('DescribeSecurityGroups'))).TotalCount, 7);
  }));

test('a peer group is not deleted while a rule that names it is being made', () =>
  onTwo(async ({ a, b }) => {
    for (let n = 0; n < 10; n++) {
      const [group, peer] = [await newGroup(a), await newGroup(a)];
      const naming = P({ DestCidrIp: '', DestGroupId: peer });
      const [named, deleted] = await Promise.all([
        a('AuthorizeSecurityGroupEgress', { SecurityGroupId: group, ...naming }),
        b('DeleteSecurityGroup', { SecurityGroupId: peer }),
      ]);
      assert.deepEqual([named.status, deleted.status].filter((status) => status === 200).length, 1, `${named.text} ${deleted.text}`);
    }
  }));

test('a key that one server disables is refused by the other within a second', () =>
  onTwo(async ({ a, b, other }) => {
    await done(a('CreateUser', { UserName: 'reader', RegionId: '' }));
    const { AccessKey: key } = await done(a('CreateAccessKey', { UserName: 'reader', RegionId: '' }));
    const reader = other.clientOf({ accessKeyId: key.AccessKeyId, accessKeySecret: key.AccessKeySecret });
    const codeOf = async () => (await reader('GetCallerIdentity', { RegionId: '' })).body.Code ?? 'ok';
    assert.equal(await codeOf(), 'ok');
    await done(a('UpdateAccessKey', { UserName: 'reader', UserAccessKeyId: key.AccessKeyId, Status: 'Inactive', RegionId: '' }));
    await pause(1000);
    assert.equal(await codeOf(), 'InvalidAccessKeyId.Inactive');
    await done(b('DeleteAccessKey', { UserName: 'reader', UserAccessKeyId: key.AccessKeyId, RegionId: '' }));
  }));

test('of a request that is sent to both servers at once one is done, and the other is told that its nonce was used', () =>
  onTwo(async ({ a, b }) => {
    await newGroup(a);
    const codes = async (action: string, nonce: string) =>
      (await Promise.all([a, b].map((to) => to(action, {}, { nonce })))).map(({ body }) => body.Code ?? 'ok').sort();
    for (let n = 0; n < 20; n++) {
      const nonce = randomUUID();
      assert.deepEqual(await codes('CreateSecurityGroup', nonce), ['SignatureNonceUsed', 'ok']);
      assert.deepEqual(await codes('CreateSecurityGroup', nonce), ['SignatureNonceUsed', 'SignatureNonceUsed']);
    }
    assert.equal((await done(b('DescribeSecurityGroups'))).TotalCount, 21);
  }));

test('the nonces of a read and of a refused change are used up at the other server within two seconds', () =>
  onTwo(async ({ a, b }) => {
    const refused = { SecurityGroupId: 'sg-none' };
    const [read, write] = [randomUUID(), randomUUID()];
    await done(a('DescribeVpcs', {}, { nonce: read }));
    assert.equal((await a('DeleteSecurityGroup', refused, { nonce: write })).body.Code, 'InvalidSecurityGroup.NotFound');
    assert.equal((await a('DeleteSecurityGroup', {}, { nonce: `${write}-2` })).body.Code, 'MissingSecurityGroupId');
    await pause(2000);
    for (const [action, params, nonce] of [
      ['DescribeVpcs', {}, read],
      ['DeleteSecurityGroup', refused, write],
      ['DeleteSecurityGroup', {}, `${write}-2`],
    ] as const)
      assert.equal((await b(action, params, { nonce })).body.Code, 'SignatureNonceUsed', `${action} ${nonce}`);
  }));

test('/healthz tells the store', () =>
  onTwo(async ({ one }) => {
    const answer = await fetch(`http://${one.endpoint}/healthz`);
    assert.deepEqual([answer.status, await answer.json()], [200, { status: 'ok', store: 'postgres' }]);
  }));

test('a server with another master key, or with none of the database in its folder, does not start', () =>
  onTwo(async ({ databaseUrl, one }) => {
    const lost = /The master key does not open the secrets in this database: set SALLYPORT_MASTER_KEY/;
    await assert.rejects(startServer({ databaseUrl, masterKey: randomBytes(32).toString('base64') }), lost);
    await assert.rejects(startServer({ databaseUrl }), lost);
    await done(one.root('DescribeSecurityGroups'));
  }));

test('kill -9 of one of two server processes that share a folder loses nothing that was answered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-servers-'));
  const databaseUrl = await postgres.makeSchema();
  const data = join(folder, 'data');
  const start = () => startChild(data, { flags: ['--database-url', databaseUrl, '--log-level', 'error'] });
  let killed = await start();
  const kept = await start();
  try {
    assert.equal(existsSync(join(data, 'sallyport.db')), false);
    const via = (child: { port: number }) => (action: string, params: Record<string, string>) =>
      ask(`127.0.0.1:${child.port}`, kept.credentials, action, params);
    const group = await newGroup(via(kept) as Client);
    const answered: string[] = [];
    let n = 0;
    for (let round = 0; round < 3; round++) {
      let isRunning = true;
      const writers = Array.from({ length: 16 }, async (_, w) => {
        while (isRunning) {
          const ports = `${++n}/${n}`;
          try {
            const child = w % 4 ? killed : kept;
            const { status, text } = await via(child)('AuthorizeSecurityGroupEgress', {
              SecurityGroupId: group,
              ...P({ PortRange: ports }),
            });
            assert.equal(status, 200, text);
            answered.push(ports);
          } catch (cause) {
            if (cause instanceof assert.AssertionError) throw cause;
            await pause(20);
          }
          if (answered.length >= 180) return;
        }
      });
      await pause(300);
      await killed.kill();
      const known = (await rulesOf(via(kept) as Client, group)).map((rule) => rule.PortRange!);
      isRunning = false;
      await Promise.all(writers);
      killed = await start();
      const found = new Set((await rulesOf(via(killed) as Client, group)).map((rule) => rule.PortRange!));
      assert.deepEqual(
        [...known, ...answered].filter((ports) => !found.has(ports)),
        [],
      );
    }
    assert.ok(answered.length > 20, `${answered.length} answered`);
  } finally {
    await killed.kill();
    await kept.kill();
    await postgres.dropSchema(databaseUrl);
    rmSync(folder, { recursive: true, force: true });
  }
});

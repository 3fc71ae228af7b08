import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounded, sallyport, startServe } from './sallyport.ts';

const server = await startServe();

const rows = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ {2,}/));

test('account create prints the account with its key, and the key signs', bounded, async () => {
  const made = await server.run('account', 'create', '--id', '2222222222222222', '--name', 'Test@aliyun.com', '--network', 'classic');
  assert.deepEqual([made.code, made.stderr], [0, '']);
  const [heads, cells] = rows(made.stdout);
  assert.deepEqual(heads, ['AccountId', 'AccessKeyId', 'AccessKeySecret']);
  const [id, accessKeyId, accessKeySecret] = cells as [string, string, string];
  assert.equal(id, '2222222222222222');
  const group = await server.run('call', 'CreateSecurityGroup', '--access-key-id', accessKeyId, '--access-key-secret', accessKeySecret);
  assert.equal(group.code, 0, group.stderr);
});

test('account create --output json prints one object', bounded, async () => {
  const made = JSON.parse((await server.run('account', 'create', '--missing-rule', 'ignore', '--output', 'json')).stdout);
  assert.deepEqual(Object.keys(made), ['AccountId', 'AccessKeyId', 'AccessKeySecret']);
  const listed = JSON.parse((await server.run('account', 'list', '--output', 'json')).stdout) as Record<string, unknown>[];
  assert.equal(listed.find((row) => row.AccountId === made.AccountId)?.MissingRule, 'ignore');
});

test('account list prints a table of all accounts, without any secret', bounded, async () => {
  const { code, stdout } = await server.run('account', 'list');
  assert.equal(code, 0);
  const [heads, ...lines] = rows(stdout);
  assert.deepEqual(heads, ['AccountId', 'AccountName', 'NetworkType', 'MissingRule', 'CreateTime']);
  assert.deepEqual(lines.find(([id]) => id === '2222222222222222')?.slice(1, 4), ['Test@aliyun.com', 'classic', '-']);
  assert.ok(lines.some(([id]) => id === server.credentials.accountId));
  assert.ok(!stdout.includes(server.credentials.accessKeySecret));
});

test('what the environment says of the server is not said of a new account', bounded, async () => {
  const env = { SALLYPORT_ENDPOINT: server.endpoint, SALLYPORT_DATA: server.data, SALLYPORT_MISSING_RULE: 'documented' };
  const made = JSON.parse((await sallyport(['account', 'create', '--output', 'json'], { env })).stdout);
  const listed = JSON.parse((await server.run('account', 'list', '--output', 'json')).stdout) as Record<string, unknown>[];
  assert.equal(listed.find((row) => row.AccountId === made.AccountId)?.MissingRule, '');
});

test('account list goes through every page', bounded, async () => {
  const made: string[] = [];
  // Beyond one page of 100 accounts, in a few processes: the endpoint is called in this one.
  const { ask } = await import('../server.ts');
  await Promise.all(
    Array.from({ length: 101 }, async () => {
      made.push((await ask(server.endpoint, server.credentials, 'CreateAccount')).body.AccountId);
    }),
  );
  const listed = JSON.parse((await server.run('account', 'list', '--output', 'json')).stdout) as { AccountId: string }[];
  const ids = listed.map((row) => row.AccountId);
  assert.deepEqual(
    ids.filter((id) => made.includes(id)),
    made.sort(),
  );
  assert.equal(new Set(ids).size, ids.length);
});

for (const [title, words, code] of [
  ['an account that exists', ['create', '--name', 'test@ALIYUN.com'], 'EntityAlreadyExists.Account'],
  ['an ID that is none', ['create', '--id', '12'], 'InvalidAccountId'],
] as const) {
  test(`account says in words what the server refused: ${title}`, bounded, async () => {
    const ended = await server.run('account', ...words);
    assert.deepEqual([ended.code, ended.stdout], [1, '']);
    assert.ok(ended.stderr.startsWith(`${code}: `), ended.stderr);
  });
}

test('account is for the operator: the key of another account is refused', bounded, async () => {
  const made = JSON.parse((await server.run('account', 'create', '--output', 'json')).stdout);
  const ended = await server.run('account', 'list', '--access-key-id', made.AccessKeyId, '--access-key-secret', made.AccessKeySecret);
  assert.equal(ended.code, 1);
  assert.match(ended.stderr, /^Forbidden\.Unauthorized: /);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { disclose } from '#domain/disclose.ts';
import { accessKeyKey, accountKey } from '#domain/finding.ts';

const [mine, theirs] = ['1000000000000001', '1000000000000002'] as const;
const record = (account: string, ...changes: Parameters<typeof disclose>[0]['changes']) => ({
  account,
  by: `acs:ram::${account}:root`,
  from: '192.0.2.1',
  keyId: 'LTAI1',
  nonce: 'n',
  changes,
});
const group = (account: string) => ({
  key: { account, region: 'cn-hangzhou', kind: 'group', id: 'sg-1' },
  before: null,
  after: { name: 'web' },
});
const key = { account: mine, user: '', active: true, created: 1 };
const madeKey = { key: accessKeyKey('LTAI2'), before: { ...key, sealed: 'old' }, after: { ...key, sealed: 'secret' } };
const madeAccount = { key: accountKey(mine), before: null, after: { name: 'a' } };
const from = { from: '192.0.2.1', keyId: 'LTAI1', nonce: '' };

test('what an account did it sees whole, without the nonce', () => {
  assert.deepEqual(disclose(record(mine, group(mine)), mine), { ...record(mine, group(mine)), ...from });
});
test("what the operator did to other accounts a user of the operator's own account does not see, and its root does", () => {
  const made = record(mine, group(mine), group(theirs), { ...madeAccount, key: accountKey(theirs) });
  assert.deepEqual(disclose(made, mine)?.changes, [group(mine)]);
  assert.deepEqual(disclose(made, mine, true)?.changes, made.changes);
  assert.equal(disclose(record(mine, group(theirs)), mine), undefined);
});
test('another account sees nothing of it', () => assert.equal(disclose(record(mine, group(mine)), theirs), undefined));
test('a sealed secret is shown to nobody, neither before nor after, the operator included', () => {
  for (const who of [mine, undefined]) {
    const [row] = disclose(record(mine, madeKey), who)!.changes;
    assert.deepEqual([row?.before, row?.after], [key, key]);
  }
});
test('user data, which DescribeUserData is asked for, is not told', () => {
  const row = { key: { ...group(mine).key, kind: 'instance' }, before: null, after: { name: 'a', userData: 'c2VjcmV0' } };
  assert.deepEqual(disclose(record(mine, row), mine)!.changes[0]?.after, { name: 'a' });
});
test('what the operator did to resources of an account it sees, those rows only, and not from where', () => {
  const seen = disclose(record(theirs, group(theirs), group(mine), madeKey, madeAccount), mine)!;
  assert.deepEqual([seen.from, seen.keyId, seen.by], ['', '', `acs:ram::${theirs}:root`]);
  assert.deepEqual(
    seen.changes.map((row) => row.key.id),
    ['sg-1', 'LTAI2', mine],
  );
});
test('values of a kind that this version does not know are not shown', () => {
  const row = { key: { account: mine, region: '', kind: 'future', id: 'x' }, before: null, after: { secret: 1 } };
  assert.equal(disclose(record(mine, row), mine)!.changes[0]?.after, null);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import modifyAccount from '#actions/sallyport/modify-account.ts';
import { makeAccount } from '#domain/account.ts';
import { decide, stateOf } from '#domain/decide.testing.ts';
import { accountKey, accountNameKey, root } from '#domain/finding.ts';
import type { AccountHead } from '#domain/kinds.ts';
import type { Values } from '#kit/shape.ts';

const ctx = makeCtx();
type Params = Values<typeof modifyAccount.params>;
const settings = { networkType: 'classic', missingRule: 'ignore', quotas: { groupsPerRegion: 5 }, first: false, now: 1 } as const;
const [one, two, three] = ['1000000000000001', '1000000000000002', '1000000000000003'] as const;
const accounts = () =>
  stateOf(
    ...makeAccount({ ...settings, id: one, name: 'One@aliyun.com', key: { id: 'LTAI1', sealed: '' } }),
    ...makeAccount({ ...settings, id: two, name: 'Two@aliyun.com', key: { id: 'LTAI2', sealed: '' } }),
    ...makeAccount({ ...settings, id: three, name: '', key: { id: 'LTAI3', sealed: '' } }),
  );
const before: AccountHead = {
  name: 'One@aliyun.com',
  networkType: 'classic',
  missingRule: 'ignore',
  quotas: { groupsPerRegion: 5 },
  first: false,
  created: 1,
};

const changes: readonly (readonly [title: string, change: Omit<Params, 'AccountId'>, expected: Partial<AccountHead>])[] = [
  ['nothing named, nothing changed', {}, {}],
  ['the network type alone', { NetworkType: 'vpc' }, { networkType: 'vpc' }],
  ['what a missing rule means alone', { MissingRule: 'error' }, { missingRule: 'error' }],
  [
    'one quota, the others kept',
    { Quota: [{ at: 'Quota.1', Name: 'rulesPerGroup', Value: 7 }] },
    { quotas: { groupsPerRegion: 5, rulesPerGroup: 7 } },
  ],
  ['the name', { AccountName: 'New@aliyun.com' }, { name: 'New@aliyun.com' }],
  ['the case of its own name', { AccountName: 'ONE@aliyun.com' }, { name: 'ONE@aliyun.com' }],
];
for (const [title, change, expected] of changes) {
  test(`ModifyAccount: ${title}`, () => {
    const state = accounts();
    assert.deepEqual(replyOf(call(modifyAccount, { AccountId: one, ...change }, state, ctx)), {});
    assert.deepEqual(decide(root(accountKey(one)), state)?.head, { ...before, ...expected });
  });
}

const holderOf = (name: string, state = accounts()): string | undefined => decide(root(accountNameKey(name)), state)?.head.account;
test('a renamed account is found by its new name and no longer by the old one', () => {
  const state = accounts();
  call(modifyAccount, { AccountId: one, AccountName: 'New@aliyun.com' }, state, ctx);
  assert.deepEqual([holderOf('new@aliyun.com', state), holderOf('One@aliyun.com', state)], [one, undefined]);
});
test('an account without a name can be given one', () => {
  const state = accounts();
  call(modifyAccount, { AccountId: three, AccountName: 'Three@aliyun.com' }, state, ctx);
  assert.equal(holderOf('three@aliyun.com', state), three);
});

const refused: readonly (readonly [title: string, params: Params, expected: string])[] = [
  ['an account that is not there', { AccountId: '9999999999999999' }, '!EntityNotExist.Account'],
  [
    'the name of another account, in another case',
    { AccountId: one, AccountName: 'TWO@aliyun.com' },
    '!EntityAlreadyExists.Account AccountName',
  ],
  [
    'a quota named twice',
    {
      AccountId: one,
      Quota: [
        { at: 'Quota.1', Name: 'rulesPerGroup', Value: 1 },
        { at: 'Quota.5', Name: 'rulesPerGroup', Value: 1 },
      ],
    },
    '!InvalidParameter.QuotaName Quota.5.Name',
  ],
];
for (const [title, params, expected] of refused)
  test(`ModifyAccount: ${title}`, () => assert.equal(replyOf(call(modifyAccount, params, accounts(), ctx)), expected));

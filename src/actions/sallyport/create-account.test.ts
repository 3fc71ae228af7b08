import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import createAccount from '#actions/sallyport/create-account.ts';
import { makeAccount } from '#domain/account.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { accessKeyKey, accountKey, accountNameKey } from '#domain/finding.ts';
import type { Values } from '#kit/shape.ts';

const ctx = makeCtx({
  newAccountId: () => '1000000000000001',
  newAccessKey: () => ({ id: 'LTAInew', secret: 'in the clear', sealed: 'sealed' }),
});
type Params = Values<typeof createAccount.params>;
const taken = makeAccount({
  id: '1234567890123456',
  name: 'Test@aliyun.com',
  networkType: 'vpc',
  missingRule: '',
  quotas: {},
  first: true,
  key: { id: 'LTAI1', sealed: 'sealed' },
  now: 1,
});
const ask = (params: Params) => call(createAccount, params, stateOf(...taken), ctx);
const reply = { AccountId: '1000000000000001', AccessKeyId: 'LTAInew', AccessKeySecret: 'in the clear' };
const key = {
  put: accessKeyKey('LTAInew'),
  head: { account: '1000000000000001', user: '', sealed: 'sealed', active: true, created: ctx.now },
};
const head = { name: '', networkType: 'vpc', missingRule: '', quotas: {}, first: false, created: ctx.now };

test('without parameters: a new id, no name, a VPC account as the server is set; the secret is shown and only its seal is kept', () =>
  assert.deepEqual(ask({}), { reply, effects: [{ put: accountKey('1000000000000001'), head }, key] }));

test('what is set is kept, and the name can be found in any case', () => {
  const Quota = [{ at: 'Quota.1', Name: 'groupsPerRegion', Value: 0 }] as const;
  assert.deepEqual(ask({ AccountName: 'New@aliyun.com', NetworkType: 'classic', MissingRule: 'ignore', Quota }), {
    reply,
    effects: [
      {
        put: accountKey('1000000000000001'),
        head: { ...head, name: 'New@aliyun.com', networkType: 'classic', missingRule: 'ignore', quotas: { groupsPerRegion: 0 } },
      },
      { put: accountNameKey('new@aliyun.com'), head: { account: '1000000000000001' } },
      key,
    ],
  });
});

const cases: readonly (readonly [title: string, params: Params, expected: unknown])[] = [
  ['an id of one’s own', { AccountId: '5555555555555555' }, { ...reply, AccountId: '5555555555555555' }],
  ['an id that is taken', { AccountId: '1234567890123456' }, '!EntityAlreadyExists.Account AccountId'],
  ['a name that is taken, in another case', { AccountName: 'TEST@aliyun.com' }, '!EntityAlreadyExists.Account AccountName'],
  [
    'a quota named twice',
    {
      Quota: [
        { at: 'Quota.1', Name: 'groupsPerRegion', Value: 1 },
        { at: 'Quota.2', Name: 'groupsPerRegion', Value: 2 },
      ],
    },
    '!InvalidParameter.QuotaName Quota.2.Name',
  ],
];
for (const [title, params, expected] of cases) test(`CreateAccount: ${title}`, () => assert.deepEqual(replyOf(ask(params)), expected));

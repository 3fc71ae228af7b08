import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import listAccounts from '#actions/sallyport/list-accounts.ts';
import { makeAccount } from '#domain/account.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { Values } from '#kit/shape.ts';

const ctx = makeCtx();
const now = Date.UTC(2026, 10, 24, 8, 30, 15, 250);
const [one, two] = ['1000000000000001', '1000000000000002'] as const;
const state = stateOf(
  ...makeAccount({
    id: two,
    name: '',
    networkType: 'vpc',
    missingRule: '',
    quotas: {},
    first: true,
    key: { id: 'LTAI2', sealed: 's' },
    now,
  }),
  ...makeAccount({
    id: one,
    name: 'One@aliyun.com',
    networkType: 'classic',
    missingRule: 'ignore',
    quotas: { groupsPerRegion: 5 },
    first: false,
    key: { id: 'LTAI1', sealed: 's' },
    now,
  }),
);
const first = {
  AccountId: one,
  AccountName: 'One@aliyun.com',
  NetworkType: 'classic',
  MissingRule: 'ignore',
  Quotas: { Quota: [{ Name: 'groupsPerRegion', Value: 5 }] },
  CreateTime: '2026-11-24T08:30:15Z',
};
const second = {
  AccountId: two,
  AccountName: '',
  NetworkType: 'vpc',
  MissingRule: '',
  Quotas: { Quota: [] },
  CreateTime: '2026-11-24T08:30:15Z',
};

const cases: readonly (readonly [title: string, params: Values<typeof listAccounts.params>, expected: unknown])[] = [
  ['all accounts in order of id, without secrets', {}, { NextToken: '', Accounts: { Account: [first, second] } }],
  ['a full page names the next one', { MaxResults: 1 }, { NextToken: one, Accounts: { Account: [first] } }],
  ['the next page', { MaxResults: 1, NextToken: one }, { NextToken: '', Accounts: { Account: [second] } }],
  ['after the last one', { NextToken: two }, { NextToken: '', Accounts: { Account: [] } }],
];
for (const [title, params, expected] of cases)
  test(`ListAccounts: ${title}`, () => assert.deepEqual(replyOf(call(listAccounts, params, state, ctx)), expected));

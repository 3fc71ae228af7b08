import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Identity, rootOf } from '#actions/action.ts';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import getCallerIdentity from '#actions/sts/get-caller-identity.ts';
import { stateOf } from '#domain/decide.testing.ts';

const AccountId = '1234567890123456';
const role: Identity = {
  arn: `acs:ram::${AccountId}:assumed-role/reader/me`,
  type: 'AssumedRoleUser',
  principalId: '300000000000000001:me',
  userId: '',
  roleId: '300000000000000001',
};
const cases: readonly (readonly [title: string, identity: Identity, expected: object])[] = [
  [
    'the root of an account has the ID of the account, and no role',
    rootOf(AccountId),
    { AccountId, Arn: `acs:ram::${AccountId}:root`, IdentityType: 'Account', PrincipalId: AccountId, UserId: AccountId },
  ],
  [
    'a role has no user',
    role,
    { AccountId, Arn: role.arn, IdentityType: 'AssumedRoleUser', PrincipalId: role.principalId, RoleId: role.roleId },
  ],
];
for (const [title, identity, expected] of cases) {
  test(`GetCallerIdentity: ${title}`, () => {
    assert.deepEqual(replyOf(call(getCallerIdentity, {}, stateOf(), makeCtx({ identity }))), expected);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import createAccessKey from '#actions/ram/create-access-key.ts';
import createUser from '#actions/ram/create-user.ts';
import deleteAccessKey from '#actions/ram/delete-access-key.ts';
import listAccessKeys from '#actions/ram/list-access-keys.ts';
import updateAccessKey from '#actions/ram/update-access-key.ts';
import { at, makeWorld, userIdentity, type World } from '#actions/ram/world.testing.ts';

type Made = { readonly AccessKey: { readonly AccessKeyId: string } };
const make = (world: World, UserName?: string, over = {}): string =>
  (world.run(createAccessKey, UserName === undefined ? {} : { UserName }, over) as Made).AccessKey.AccessKeyId;
function withUsers(): { world: World; id: string } {
  const world = makeWorld();
  const made = world.run(createUser, { UserName: 'alice' }) as { User: { UserId: string } };
  world.run(createUser, { UserName: 'bob' });
  return { world, id: made.User.UserId };
}
const role = {
  arn: 'acs:ram::1234567890123456:assumed-role/r/s',
  type: 'AssumedRoleUser',
  principalId: '3:s',
  userId: '',
  roleId: '3',
} as const;

test('a user has two keys at most, which are switched off and deleted; the secret is shown once', () => {
  const { world } = withUsers();
  const first = world.run(createAccessKey, { UserName: 'alice' }) as Made;
  const { AccessKeyId } = first.AccessKey;
  const active = { AccessKeyId, Status: 'Active', CreateDate: at };
  assert.deepEqual(first, { AccessKey: { ...active, AccessKeySecret: 'secret' } });
  const second = make(world, 'alice', { now: world.ctx.now + 1000 });
  assert.equal(world.run(createAccessKey, { UserName: 'alice' }), '!LimitExceeded.User.AccessKey');

  assert.deepEqual(world.run(updateAccessKey, { UserName: 'alice', UserAccessKeyId: AccessKeyId, Status: 'Inactive' }), {});
  const later = { AccessKeyId: second, Status: 'Active', CreateDate: '2026-11-24T08:30:16Z' };
  assert.deepEqual(world.run(listAccessKeys, { UserName: 'alice' }), {
    AccessKeys: { AccessKey: [{ ...active, Status: 'Inactive' }, later] },
  });
  assert.deepEqual(world.run(deleteAccessKey, { UserName: 'alice', UserAccessKeyId: AccessKeyId }), {});
  assert.deepEqual(world.run(listAccessKeys, { UserName: 'alice' }), { AccessKeys: { AccessKey: [later] } });
  assert.deepEqual(world.run(listAccessKeys, { UserName: 'bob' }), { AccessKeys: { AccessKey: [] } });
});

test('without a name a user means itself, and the root of an account the account', () => {
  const { world, id } = withUsers();
  const own = make(world, undefined, { identity: userIdentity(id) });
  const root = make(world);
  const keysOf = (params: object, over = {}) =>
    (world.run(listAccessKeys, params, over) as { AccessKeys: { AccessKey: { AccessKeyId: string }[] } }).AccessKeys.AccessKey.map(
      (key) => key.AccessKeyId,
    );
  assert.deepEqual(keysOf({ UserName: 'alice' }), [own]);
  assert.deepEqual(keysOf({}, { identity: userIdentity(id) }), [own]);
  assert.deepEqual(keysOf({}), [root]);
  assert.deepEqual(world.run(updateAccessKey, { UserAccessKeyId: root, Status: 'Inactive' }), {});
  assert.deepEqual(world.run(deleteAccessKey, { UserAccessKeyId: root }), {});
});

const { world, id } = withUsers();
const key = make(world, 'alice');
const long = 'x'.repeat(65);
const bob = { UserName: 'bob', UserAccessKeyId: key };
const refused: readonly (readonly [title: string, reply: unknown, expected: string])[] = [
  ['to create: nobody', world.run(createAccessKey, { UserName: 'eve' }), '!EntityNotExist.User'],
  ['to create: a malformed name', world.run(createAccessKey, { UserName: '?' }), '!InvalidParameter.UserName.InvalidChars'],
  ['to create: a long name', world.run(createAccessKey, { UserName: long }), '!InvalidParameter.UserName.Length'],
  ['to create: a role has no keys', world.run(createAccessKey, {}, { identity: role }), '!EntityNotExist.User'],
  ['to list: nobody', world.run(listAccessKeys, { UserName: 'eve' }), '!EntityNotExist.User'],
  ['to list: a malformed name', world.run(listAccessKeys, { UserName: '?' }), '!InvalidParameter.UserName.InvalidChars'],
  ['to list: a long name', world.run(listAccessKeys, { UserName: long }), '!InvalidParameter.UserName.Length'],
  ['to switch: the key of another user', world.run(updateAccessKey, { ...bob, Status: 'Inactive' }), '!EntityNotExist.User.AccessKey'],
  ['to switch: nobody', world.run(updateAccessKey, { ...bob, UserName: 'eve', Status: 'Active' }), '!EntityNotExist.User'],
  [
    'to switch: a malformed name',
    world.run(updateAccessKey, { ...bob, UserName: '?', Status: 'Active' }),
    '!InvalidParameter.UserName.InvalidChars',
  ],
  ['to switch: a long name', world.run(updateAccessKey, { ...bob, UserName: long, Status: 'Active' }), '!InvalidParameter.UserName.Length'],
  ['to delete: the key of another user', world.run(deleteAccessKey, bob), '!EntityNotExist.User.AccessKey'],
  [
    'to delete: the key of a user as that of the account',
    world.run(deleteAccessKey, { UserAccessKeyId: key }),
    '!EntityNotExist.User.AccessKey',
  ],
  ['to delete: no such key', world.run(deleteAccessKey, { UserName: 'alice', UserAccessKeyId: 'LTAI' }), '!EntityNotExist.User.AccessKey'],
  [
    'to delete: a key of another account',
    world.run(deleteAccessKey, { UserAccessKeyId: key }, { account: '9', identity: userIdentity(id) }),
    '!EntityNotExist.User',
  ],
  ['to delete: nobody', world.run(deleteAccessKey, { ...bob, UserName: 'eve' }), '!EntityNotExist.User'],
  ['to delete: a malformed name', world.run(deleteAccessKey, { ...bob, UserName: '?' }), '!InvalidParameter.UserName.InvalidChars'],
  ['to delete: a long name', world.run(deleteAccessKey, { ...bob, UserName: long }), '!InvalidParameter.UserName.Length'],
];
for (const [title, reply, expected] of refused) test(`access keys: ${title}`, () => assert.equal(reply, expected));

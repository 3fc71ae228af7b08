import assert from 'node:assert/strict';
import { test } from 'node:test';
import addUserToGroup from '#actions/ram/add-user-to-group.ts';
import attachPolicyToUser from '#actions/ram/attach-policy-to-user.ts';
import createAccessKey from '#actions/ram/create-access-key.ts';
import createGroup from '#actions/ram/create-group.ts';
import createUser from '#actions/ram/create-user.ts';
import deleteUser from '#actions/ram/delete-user.ts';
import getUser from '#actions/ram/get-user.ts';
import listUsers from '#actions/ram/list-users.ts';
import updateUser from '#actions/ram/update-user.ts';
import { at, makeWorld, type World } from '#actions/ram/world.testing.ts';

const alice = { UserName: 'alice', DisplayName: 'Alice', MobilePhone: '86-18600000000', Email: 'alice@example.com', Comments: 'x' };
function withAlice(quotas = {}): World {
  const world = makeWorld(quotas);
  world.run(createUser, alice);
  return world;
}
const idOf = (world: World, UserName: string): string => (world.run(getUser, { UserName }) as { User: { UserId: string } }).User.UserId;

test('a user is created, shown, changed, renamed and deleted', () => {
  const world = makeWorld();
  const made = world.run(createUser, alice) as { User: { UserId: string } };
  const { UserId } = made.User;
  assert.deepEqual(made, { User: { ...alice, UserId, CreateDate: at } });
  assert.match(UserId, /^\d{18}$/);
  assert.deepEqual(world.run(getUser, { UserName: 'ALICE' }), {
    User: { ...alice, UserId, CreateDate: at, UpdateDate: at, LastLoginDate: '' },
  });

  const later = { now: world.ctx.now + 60_000 };
  const changed = { UserId, CreateDate: at, UpdateDate: '2026-11-24T08:31:15Z' };
  assert.deepEqual(world.run(updateUser, { UserName: 'alice', NewUserName: 'bob', NewEmail: 'bob@example.com' }, later), {
    User: { ...alice, UserName: 'bob', Email: 'bob@example.com', ...changed },
  });
  assert.equal(world.run(getUser, { UserName: 'alice' }), '!EntityNotExist.User');
  const others = { NewDisplayName: 'Bob', NewMobilePhone: '1-5550', NewComments: 'y' };
  assert.deepEqual(world.run(updateUser, { UserName: 'bob', NewUserName: 'Bob', ...others }, later), {
    User: { UserName: 'Bob', Email: 'bob@example.com', DisplayName: 'Bob', MobilePhone: '1-5550', Comments: 'y', ...changed },
  });
  assert.equal(idOf(world, 'bob'), UserId);

  const before = world.state.size;
  assert.deepEqual(world.run(deleteUser, { UserName: 'bob' }), {});
  assert.equal(world.state.size, before - 2, 'the user and its name are gone');
  assert.deepEqual(world.run(listUsers, {}), { IsTruncated: false, Users: { User: [] } });
});

test('empty texts of an update empty what was there', () => {
  const world = withAlice();
  world.run(updateUser, { UserName: 'alice', NewDisplayName: '', NewMobilePhone: '', NewEmail: '', NewComments: '' });
  const { User } = world.run(getUser, { UserName: 'alice' }) as { User: Record<string, string> };
  assert.deepEqual([User.DisplayName, User.MobilePhone, User.Email, User.Comments], ['', '', '', '']);
});

test('users are listed in order of creation, page by page', () => {
  const world = makeWorld();
  for (const UserName of ['zoe', 'adam', 'mia']) world.run(createUser, { UserName });
  const page = (params: object) =>
    world.run(listUsers, params) as { Marker: string; IsTruncated: boolean; Users: { User: { UserName: string }[] } };
  const first = page({ MaxItems: 2 });
  assert.deepEqual([first.IsTruncated, first.Users.User.map((user) => user.UserName)], [true, ['zoe', 'adam']]);
  const last = page({ MaxItems: 2, Marker: first.Marker });
  assert.deepEqual([last.IsTruncated, last.Marker, last.Users.User.map((user) => user.UserName)], [false, undefined, ['mia']]);
});

const long = (n: number): string => 'x'.repeat(n + 1);
const refused: readonly (readonly [title: string, reply: () => unknown, expected: string])[] = [
  ['a name with a slash', () => makeWorld().run(createUser, { UserName: 'a/b' }), '!InvalidParameter.UserName.InvalidChars'],
  ['a name of 65 letters', () => makeWorld().run(createUser, { UserName: long(64) }), '!InvalidParameter.UserName.Length'],
  ['a long display name', () => makeWorld().run(createUser, { ...alice, DisplayName: long(128) }), '!InvalidParameter.DisplayName.Length'],
  [
    'a phone without a country',
    () => makeWorld().run(createUser, { ...alice, MobilePhone: '186' }),
    '!InvalidParameter.MobilePhone.Format',
  ],
  ['an address without @', () => makeWorld().run(createUser, { ...alice, Email: 'alice' }), '!InvalidParameter.Email.Format'],
  ['a long description', () => makeWorld().run(createUser, { ...alice, Comments: long(128) }), '!InvalidParameter.Comments.Length'],
  ['a name that is taken, in another case', () => withAlice().run(createUser, { UserName: 'ALICE' }), '!EntityAlreadyExists.User'],
  ['one user too many', () => withAlice({ ramUsersPerAccount: 1 }).run(createUser, { UserName: 'bob' }), '!LimitExceeded.User'],

  ['to show: a malformed name', () => withAlice().run(getUser, { UserName: '?' }), '!InvalidParameter.UserName.InvalidChars'],
  ['to show: a long name', () => withAlice().run(getUser, { UserName: long(64) }), '!InvalidParameter.UserName.Length'],
  ['to show: nobody', () => withAlice().run(getUser, { UserName: 'bob' }), '!EntityNotExist.User'],

  ['to change: a malformed name', () => withAlice().run(updateUser, { UserName: '?' }), '!InvalidParameter.UserName.InvalidChars'],
  ['to change: a long name', () => withAlice().run(updateUser, { UserName: long(64) }), '!InvalidParameter.UserName.Length'],
  ['to change: nobody', () => withAlice().run(updateUser, { UserName: 'bob' }), '!EntityNotExist.User'],
  [
    'a malformed new name',
    () => withAlice().run(updateUser, { UserName: 'alice', NewUserName: '?' }),
    '!InvalidParameter.NewUserName.InvalidChars',
  ],
  [
    'a long new name',
    () => withAlice().run(updateUser, { UserName: 'alice', NewUserName: long(64) }),
    '!InvalidParameter.NewUserName.Length',
  ],
  [
    'a long new display name',
    () => withAlice().run(updateUser, { UserName: 'alice', NewDisplayName: long(128) }),
    '!InvalidParameter.NewDisplayName.Length',
  ],
  [
    'a malformed new phone',
    () => withAlice().run(updateUser, { UserName: 'alice', NewMobilePhone: '1' }),
    '!InvalidParameter.NewMobilePhone.Format',
  ],
  ['a malformed new address', () => withAlice().run(updateUser, { UserName: 'alice', NewEmail: 'a' }), '!InvalidParameter.NewEmail.Format'],
  [
    'a long new description',
    () => withAlice().run(updateUser, { UserName: 'alice', NewComments: long(128) }),
    '!InvalidParameter.NewComments.Length',
  ],
  [
    'a new name that is taken',
    () => {
      const world = withAlice();
      world.run(createUser, { UserName: 'bob' });
      return world.run(updateUser, { UserName: 'bob', NewUserName: 'Alice' });
    },
    '!EntityAlreadyExists.User',
  ],

  ['to list: a marker that no page gave', () => withAlice().run(listUsers, { Marker: '!' }), '!InvalidParameter.Marker'],
  ['to delete: a malformed name', () => withAlice().run(deleteUser, { UserName: '?' }), '!InvalidParameter.UserName.InvalidChars'],
  ['to delete: a long name', () => withAlice().run(deleteUser, { UserName: long(64) }), '!InvalidParameter.UserName.Length'],
  ['to delete: nobody', () => withAlice().run(deleteUser, { UserName: 'bob' }), '!EntityNotExist.User'],
  [
    'to delete: a member of a group',
    () => {
      const world = withAlice();
      world.run(createGroup, { GroupName: 'dev' });
      world.run(addUserToGroup, { UserName: 'alice', GroupName: 'dev' });
      return world.run(deleteUser, { UserName: 'alice' });
    },
    '!DeleteConflict.User.Group',
  ],
  [
    'to delete: the owner of an access key',
    () => {
      const world = withAlice();
      world.run(createAccessKey, { UserName: 'alice' });
      return world.run(deleteUser, { UserName: 'alice' });
    },
    '!DeleteConflict.User.AccessKey',
  ],
  [
    'to delete: one that has a policy',
    () => {
      const world = withAlice();
      world.run(attachPolicyToUser, { UserName: 'alice', PolicyType: 'System', PolicyName: 'ReadOnlyAccess' });
      return world.run(deleteUser, { UserName: 'alice' });
    },
    '!DeleteConflict.User.Policy',
  ],
];
for (const [title, reply, expected] of refused) test(`users: ${title}`, () => assert.equal(reply(), expected));

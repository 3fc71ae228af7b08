import assert from 'node:assert/strict';
import { test } from 'node:test';
import addUserToGroup from '#actions/ram/add-user-to-group.ts';
import attachPolicyToGroup from '#actions/ram/attach-policy-to-group.ts';
import createGroup from '#actions/ram/create-group.ts';
import createUser from '#actions/ram/create-user.ts';
import deleteGroup from '#actions/ram/delete-group.ts';
import getGroup from '#actions/ram/get-group.ts';
import listGroups from '#actions/ram/list-groups.ts';
import listGroupsForUser from '#actions/ram/list-groups-for-user.ts';
import listUsersForGroup from '#actions/ram/list-users-for-group.ts';
import removeUserFromGroup from '#actions/ram/remove-user-from-group.ts';
import updateGroup from '#actions/ram/update-group.ts';
import { at, makeWorld, type World } from '#actions/ram/world.testing.ts';

const both = { UserName: 'alice', GroupName: 'dev' };
function filled(quotas = {}): World {
  const world = makeWorld(quotas);
  for (const UserName of ['alice', 'bob', 'eve']) world.run(createUser, { UserName, DisplayName: `The ${UserName}` });
  for (const GroupName of ['dev', 'ops']) world.run(createGroup, { GroupName, Comments: GroupName });
  return world;
}

test('a group is created, shown, changed, renamed and deleted', () => {
  const world = makeWorld();
  const made = world.run(createGroup, { GroupName: 'dev', Comments: 'x' }) as { Group: { GroupId: string } };
  const { GroupId } = made.Group;
  const group = { GroupId, GroupName: 'dev', Comments: 'x', CreateDate: at };
  assert.deepEqual(made, { Group: group });
  assert.deepEqual(world.run(getGroup, { GroupName: 'DEV' }), { Group: { ...group, UpdateDate: at } });
  const changed = { ...group, GroupName: 'ops', Comments: 'y', UpdateDate: '2026-11-24T08:31:15Z' };
  const later = { now: world.ctx.now + 60_000 };
  assert.deepEqual(world.run(updateGroup, { GroupName: 'dev', NewGroupName: 'ops', NewComments: 'y' }, later), { Group: changed });
  assert.deepEqual(world.run(listGroups, {}), { IsTruncated: false, Groups: { Group: [changed] } });
  assert.deepEqual(world.run(updateGroup, { GroupName: 'ops', NewGroupName: 'OPS' }, later), { Group: { ...changed, GroupName: 'OPS' } });
  const before = world.state.size;
  assert.deepEqual(world.run(deleteGroup, { GroupName: 'ops' }), {});
  assert.equal(world.state.size, before - 2, 'the group and its name are gone');
});

test('users join groups and leave them, and both sides list it', () => {
  const world = filled();
  assert.deepEqual(world.run(addUserToGroup, both), {});
  world.run(addUserToGroup, { ...both, UserName: 'bob' });
  const groups = world.run(listGroupsForUser, { UserName: 'alice' }) as { Groups: { Group: { GroupId: string }[] } };
  const { GroupId } = groups.Groups.Group[0]!;
  assert.deepEqual(groups, { Groups: { Group: [{ GroupId, GroupName: 'dev', Comments: 'dev', JoinDate: at }] } });
  assert.deepEqual(world.run(listUsersForGroup, { GroupName: 'dev' }), {
    IsTruncated: false,
    Users: { User: ['alice', 'bob'].map((UserName) => ({ UserName, DisplayName: `The ${UserName}`, JoinDate: at })) },
  });
  const cut = world.run(listUsersForGroup, { GroupName: 'dev', MaxItems: 1 }) as { IsTruncated: boolean; Marker: string };
  assert.equal(cut.IsTruncated, true);
  const rest = world.run(listUsersForGroup, { GroupName: 'dev', Marker: cut.Marker }) as { Users: { User: { UserName: string }[] } };
  assert.deepEqual(
    rest.Users.User.map(({ UserName }) => UserName),
    ['bob'],
  );

  assert.deepEqual(world.run(removeUserFromGroup, both), {});
  assert.deepEqual(world.run(listGroupsForUser, { UserName: 'alice' }), { Groups: { Group: [] } });
  assert.equal(world.run(removeUserFromGroup, both), '!EntityNotExist.User.Group');
});

const long = 'x'.repeat(65);
const twice = (world: World): unknown => {
  world.run(addUserToGroup, both);
  return world.run(addUserToGroup, both);
};
type Case = readonly [title: string, reply: (world: World) => unknown, expected: string];
const refused: readonly Case[] = [
  ['a malformed name', (w) => w.run(createGroup, { GroupName: 'a/b' }), '!InvalidParameter.GroupName.InvalidChars'],
  ['a long name', (w) => w.run(createGroup, { GroupName: long }), '!InvalidParameter.GroupName.Length'],
  ['a long description', (w) => w.run(createGroup, { GroupName: 'x', Comments: 'x'.repeat(129) }), '!InvalidParameter.Comments.Length'],
  ['a name that is taken', (w) => w.run(createGroup, { GroupName: 'DEV' }), '!EntityAlreadyExists.Group'],
  ['one group too many', () => filled({ ramGroupsPerAccount: 2 }).run(createGroup, { GroupName: 'x' }), '!LimitExceeded.Group'],
  ['to show: a malformed name', (w) => w.run(getGroup, { GroupName: '?' }), '!InvalidParameter.GroupName.InvalidChars'],
  ['to show: a long name', (w) => w.run(getGroup, { GroupName: long }), '!InvalidParameter.GroupName.Length'],
  ['to show: none', (w) => w.run(getGroup, { GroupName: 'x' }), '!EntityNotExist.Group'],
  ['to change: a malformed name', (w) => w.run(updateGroup, { GroupName: '?' }), '!InvalidParameter.GroupName.InvalidChars'],
  ['to change: a long name', (w) => w.run(updateGroup, { GroupName: long }), '!InvalidParameter.GroupName.Length'],
  ['to change: none', (w) => w.run(updateGroup, { GroupName: 'x' }), '!EntityNotExist.Group'],
  [
    'a malformed new name',
    (w) => w.run(updateGroup, { GroupName: 'dev', NewGroupName: '?' }),
    '!InvalidParameter.NewGroupName.InvalidChars',
  ],
  ['a long new name', (w) => w.run(updateGroup, { GroupName: 'dev', NewGroupName: long }), '!InvalidParameter.NewGroupName.Length'],
  [
    'a long new description',
    (w) => w.run(updateGroup, { GroupName: 'dev', NewComments: 'x'.repeat(129) }),
    '!InvalidParameter.NewComments.Length',
  ],
  ['a new name that is taken', (w) => w.run(updateGroup, { GroupName: 'dev', NewGroupName: 'Ops' }), '!EntityAlreadyExists.Group'],
  ['to list: a marker that no page gave', (w) => w.run(listGroups, { Marker: '!' }), '!InvalidParameter.Marker'],
  ['to delete: a malformed name', (w) => w.run(deleteGroup, { GroupName: '?' }), '!InvalidParameter.GroupName.InvalidChars'],
  ['to delete: a long name', (w) => w.run(deleteGroup, { GroupName: long }), '!InvalidParameter.GroupName.Length'],
  ['to delete: none', (w) => w.run(deleteGroup, { GroupName: 'x' }), '!EntityNotExist.Group'],
  [
    'to delete: one with a member',
    (w) => {
      w.run(addUserToGroup, both);
      return w.run(deleteGroup, { GroupName: 'dev' });
    },
    '!DeleteConflict.Group.User',
  ],
  [
    'to delete: one with a policy',
    (w) => {
      w.run(attachPolicyToGroup, { GroupName: 'dev', PolicyType: 'System', PolicyName: 'ReadOnlyAccess' });
      return w.run(deleteGroup, { GroupName: 'dev' });
    },
    '!DeleteConflict.Group.Policy',
  ],
  ['to join: twice', twice, '!EntityAlreadyExists.User.Group'],
  [
    'to join: one group too many',
    () => {
      const world = filled({ ramGroupsPerUser: 1 });
      world.run(addUserToGroup, both);
      return world.run(addUserToGroup, { ...both, GroupName: 'ops' });
    },
    '!LimitExceeded.User.Group',
  ],
  ['to join: nobody', (w) => w.run(addUserToGroup, { ...both, UserName: 'x' }), '!EntityNotExist.User'],
  ['to join: no group', (w) => w.run(addUserToGroup, { ...both, GroupName: 'x' }), '!EntityNotExist.Group'],
  ['to join: a malformed user', (w) => w.run(addUserToGroup, { ...both, UserName: '?' }), '!InvalidParameter.UserName.InvalidChars'],
  ['to join: a long user', (w) => w.run(addUserToGroup, { ...both, UserName: long }), '!InvalidParameter.UserName.Length'],
  ['to join: a malformed group', (w) => w.run(addUserToGroup, { ...both, GroupName: '?' }), '!InvalidParameter.GroupName.InvalidChars'],
  ['to join: a long group', (w) => w.run(addUserToGroup, { ...both, GroupName: long }), '!InvalidParameter.GroupName.Length'],
  ['to leave: nobody', (w) => w.run(removeUserFromGroup, { ...both, UserName: 'x' }), '!EntityNotExist.User'],
  ['to leave: no group', (w) => w.run(removeUserFromGroup, { ...both, GroupName: 'x' }), '!EntityNotExist.Group'],
  ['to leave: a malformed user', (w) => w.run(removeUserFromGroup, { ...both, UserName: '?' }), '!InvalidParameter.UserName.InvalidChars'],
  ['to leave: a long user', (w) => w.run(removeUserFromGroup, { ...both, UserName: long }), '!InvalidParameter.UserName.Length'],
  [
    'to leave: a malformed group',
    (w) => w.run(removeUserFromGroup, { ...both, GroupName: '?' }),
    '!InvalidParameter.GroupName.InvalidChars',
  ],
  ['to leave: a long group', (w) => w.run(removeUserFromGroup, { ...both, GroupName: long }), '!InvalidParameter.GroupName.Length'],
  ['groups of nobody', (w) => w.run(listGroupsForUser, { UserName: 'x' }), '!EntityNotExist.User'],
  ['groups of a malformed user', (w) => w.run(listGroupsForUser, { UserName: '?' }), '!InvalidParameter.UserName.InvalidChars'],
  ['groups of a long user', (w) => w.run(listGroupsForUser, { UserName: long }), '!InvalidParameter.UserName.Length'],
  ['members of no group', (w) => w.run(listUsersForGroup, { GroupName: 'x' }), '!EntityNotExist.Group'],
  ['members of a malformed group', (w) => w.run(listUsersForGroup, { GroupName: '?' }), '!InvalidParameter.GroupName.InvalidChars'],
  ['members of a long group', (w) => w.run(listUsersForGroup, { GroupName: long }), '!InvalidParameter.GroupName.Length'],
  ['members: a marker that no page gave', (w) => w.run(listUsersForGroup, { GroupName: 'dev', Marker: 'x' }), '!InvalidParameter.Marker'],
];
for (const [title, reply, expected] of refused) test(`groups: ${title}`, () => assert.equal(reply(filled()), expected));

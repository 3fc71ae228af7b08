import assert from 'node:assert/strict';
import { test } from 'node:test';
import attachPolicyToRole from '#actions/ram/attach-policy-to-role.ts';
import createRole from '#actions/ram/create-role.ts';
import deleteRole from '#actions/ram/delete-role.ts';
import getRole from '#actions/ram/get-role.ts';
import listRoles from '#actions/ram/list-roles.ts';
import updateRole from '#actions/ram/update-role.ts';
import { at, makeWorld, trustIn, type World } from '#actions/ram/world.testing.ts';

const RoleName = 'Admin';
const AssumeRolePolicyDocument = trustIn('acs:ram::1234567890123456:root');
function filled(quotas = {}): World {
  const world = makeWorld(quotas);
  world.run(createRole, { RoleName, AssumeRolePolicyDocument, Tag: [{ at: 'Tag.1', Key: 'env', Value: 'test' }] });
  return world;
}

test('a role is created, shown, changed, listed and deleted', () => {
  const world = makeWorld();
  const made = world.run(createRole, { RoleName, AssumeRolePolicyDocument, Description: 'x', MaxSessionDuration: 7200 }) as {
    Role: { RoleId: string };
  };
  const listed = {
    RoleId: made.Role.RoleId,
    RoleName,
    Arn: 'acs:ram::1234567890123456:role/Admin',
    Description: 'x',
    MaxSessionDuration: 7200,
    CreateDate: at,
  };
  assert.deepEqual(made, { Role: { ...listed, AssumeRolePolicyDocument } });
  assert.deepEqual(world.run(getRole, { RoleName: 'admin' }), { Role: { ...listed, AssumeRolePolicyDocument, UpdateDate: at } });
  const other = trustIn('acs:ram::1234567890123456:user/alice');
  const changed = { ...listed, Description: 'y', MaxSessionDuration: 3600, UpdateDate: '2026-11-24T08:31:15Z' };
  const change = { RoleName, NewAssumeRolePolicyDocument: other, NewDescription: 'y', NewMaxSessionDuration: 3600 };
  const later = { now: world.ctx.now + 60_000 };
  assert.deepEqual(world.run(updateRole, change, later), { Role: { ...changed, AssumeRolePolicyDocument: other } });
  assert.deepEqual(world.run(updateRole, { RoleName }, later), { Role: { ...changed, AssumeRolePolicyDocument: other } });
  assert.deepEqual(world.run(listRoles, {}), { IsTruncated: false, Roles: { Role: [{ ...changed, Tags: { Tag: [] } }] } });
  const before = world.state.size;
  assert.deepEqual(world.run(deleteRole, { RoleName }), {});
  assert.equal(world.state.size, before - 2, 'the role and its name are gone');
});

test('roles are listed by tag, and a session lasts an hour unless it is said', () => {
  const world = filled();
  world.run(createRole, { RoleName: 'other', AssumeRolePolicyDocument });
  const found = world.run(listRoles, { Tag: [{ at: 'Tag.1', Key: 'env', Value: 'test' }] }) as {
    Roles: { Role: { RoleName: string; MaxSessionDuration: number; Tags: unknown }[] };
  };
  assert.deepEqual(
    found.Roles.Role.map((role) => [role.RoleName, role.MaxSessionDuration, role.Tags]),
    [[RoleName, 3600, { Tag: [{ TagKey: 'env', TagValue: 'test' }] }]],
  );
});

const long = 'x'.repeat(65);
const make = { RoleName: 'x', AssumeRolePolicyDocument };
const big = JSON.stringify({ pad: 'x'.repeat(2048) });
const wrong = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: '*' } }] });
const tag = (Key: string, Value = 'x') => ({ at: 'Tag.1', Key, Value });
const told =
  '!MalformedPolicyDocument $.Statement[0].Principal.RAM: RAM takes ARNs of an account, a user or a role; Service takes hosts; ' +
  'Federated takes ARNs of identity providers. No wildcards.';
type Case = readonly [title: string, reply: (world: World) => unknown, expected: string];
const refused: readonly Case[] = [
  ['a malformed name', (w) => w.run(createRole, { ...make, RoleName: 'a_b' }), '!InvalidParameter.RoleName.InvalidChars'],
  ['a long name', (w) => w.run(createRole, { ...make, RoleName: long }), '!InvalidParameter.RoleName.Length'],
  ['a long description', (w) => w.run(createRole, { ...make, Description: 'x'.repeat(1025) }), '!InvalidParameter.Description.Length'],
  [
    'a long trust policy',
    (w) => w.run(createRole, { ...make, AssumeRolePolicyDocument: big }),
    '!InvalidParameter.AssumeRolePolicyDocument.Length',
  ],
  ['a trust policy for everybody', (w) => w.run(createRole, { ...make, AssumeRolePolicyDocument: wrong }), told],
  ['a tag of the cloud', (w) => w.run(createRole, { ...make, Tag: [tag('acs:a')] }), '!InvalidParameter.TagKey Tag.1.Key'],
  ['a tag with an address', (w) => w.run(createRole, { ...make, Tag: [tag('a', 'http://a')] }), '!InvalidParameter.TagValue Tag.1.Value'],
  ['a tag twice', (w) => w.run(createRole, { ...make, Tag: [tag('a'), tag('a')] }), '!Duplicate.TagKey Tag.1.Key'],
  ['a name that is taken', (w) => w.run(createRole, { ...make, RoleName: 'ADMIN' }), '!EntityAlreadyExists.Role'],
  ['one role too many', () => filled({ ramRolesPerAccount: 1 }).run(createRole, make), '!LimitExceeded.Role'],
  ['to show: none', (w) => w.run(getRole, { RoleName: 'x' }), '!EntityNotExist.Role'],
  ['to show: a malformed name', (w) => w.run(getRole, { RoleName: '?' }), '!InvalidParameter.RoleName.InvalidChars'],
  ['to show: a long name', (w) => w.run(getRole, { RoleName: long }), '!InvalidParameter.RoleName.Length'],
  ['to change: none', (w) => w.run(updateRole, { RoleName: 'x' }), '!EntityNotExist.Role'],
  ['to change: a malformed name', (w) => w.run(updateRole, { RoleName: '?' }), '!InvalidParameter.RoleName.InvalidChars'],
  ['to change: a long name', (w) => w.run(updateRole, { RoleName: long }), '!InvalidParameter.RoleName.Length'],
  [
    'a long new description',
    (w) => w.run(updateRole, { RoleName, NewDescription: 'x'.repeat(1025) }),
    '!InvalidParameter.NewDescription.Length',
  ],
  ['a new trust policy with a fault', (w) => w.run(updateRole, { RoleName, NewAssumeRolePolicyDocument: wrong }), told],
  [
    'a long new trust policy',
    (w) => w.run(updateRole, { RoleName, NewAssumeRolePolicyDocument: big }),
    '!InvalidParameter.NewAssumeRolePolicyDocument.Length',
  ],
  ['to list: a marker that no page gave', (w) => w.run(listRoles, { Marker: '!' }), '!InvalidParameter.Marker'],
  ['to delete: none', (w) => w.run(deleteRole, { RoleName: 'x' }), '!EntityNotExist.Role'],
  ['to delete: a malformed name', (w) => w.run(deleteRole, { RoleName: '?' }), '!InvalidParameter.RoleName.InvalidChars'],
  ['to delete: a long name', (w) => w.run(deleteRole, { RoleName: long }), '!InvalidParameter.RoleName.Length'],
  [
    'to delete: one that has a policy',
    (w) => {
      w.run(attachPolicyToRole, { RoleName, PolicyType: 'System', PolicyName: 'ReadOnlyAccess' });
      return w.run(deleteRole, { RoleName });
    },
    '!DeleteConflict.Role.Policy',
  ],
];
for (const [title, reply, expected] of refused) test(`roles: ${title}`, () => assert.equal(reply(filled()), expected));

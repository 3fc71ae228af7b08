import assert from 'node:assert/strict';
import { test } from 'node:test';
import attachPolicyToGroup from '#actions/ram/attach-policy-to-group.ts';
import attachPolicyToRole from '#actions/ram/attach-policy-to-role.ts';
import attachPolicyToUser from '#actions/ram/attach-policy-to-user.ts';
import createGroup from '#actions/ram/create-group.ts';
import createPolicy from '#actions/ram/create-policy.ts';
import createPolicyVersion from '#actions/ram/create-policy-version.ts';
import createRole from '#actions/ram/create-role.ts';
import createUser from '#actions/ram/create-user.ts';
import deletePolicy from '#actions/ram/delete-policy.ts';
import deletePolicyVersion from '#actions/ram/delete-policy-version.ts';
import getPolicy from '#actions/ram/get-policy.ts';
import getPolicyVersion from '#actions/ram/get-policy-version.ts';
import listEntitiesForPolicy from '#actions/ram/list-entities-for-policy.ts';
import listPolicies from '#actions/ram/list-policies.ts';
import listPolicyVersions from '#actions/ram/list-policy-versions.ts';
import setDefaultPolicyVersion from '#actions/ram/set-default-policy-version.ts';
import updatePolicyDescription from '#actions/ram/update-policy-description.ts';
import { at, document, makeWorld, trustIn, type World } from '#actions/ram/world.testing.ts';
import { systemPolicies } from '#ram/system-policies.ts';

const PolicyName = 'p-1';
const own = { PolicyName, PolicyType: 'Custom' } as const;
const system = { PolicyName: 'ReadOnlyAccess', PolicyType: 'System' } as const;
function filled(quotas = {}): World {
  const world = makeWorld(quotas);
  world.run(createPolicy, { PolicyName, PolicyDocument: document(), Description: 'x', Tag: [{ at: 'Tag.1', Key: 'env', Value: 'test' }] });
  return world;
}
const version = (world: World, n: number, more = {}): unknown =>
  world.run(createPolicyVersion, { PolicyName, PolicyDocument: document(`ecs:${n}`), ...more });
const namesIn = (reply: unknown): string[] =>
  (reply as { Policies: { Policy: { PolicyName: string }[] } }).Policies.Policy.map((policy) => policy.PolicyName);

test('a policy is created, shown, described anew and deleted', () => {
  const world = makeWorld();
  const policy = { PolicyName, PolicyType: 'Custom', Description: 'x', DefaultVersion: 'v1', CreateDate: at };
  assert.deepEqual(world.run(createPolicy, { PolicyName, PolicyDocument: document(), Description: 'x' }), { Policy: policy });
  const v1 = { VersionId: 'v1', IsDefaultVersion: true, PolicyDocument: document(), CreateDate: at };
  const changed = { ...policy, Description: 'y', UpdateDate: '2026-11-24T08:31:15Z' };
  const later = { now: world.ctx.now + 60_000 };
  assert.deepEqual(world.run(updatePolicyDescription, { PolicyName, NewDescription: 'y' }, later), { Policy: changed });
  assert.deepEqual(world.run(getPolicy, own), {
    Policy: { ...changed, AttachmentCount: 0, PolicyDocument: document() },
    DefaultPolicyVersion: v1,
  });
  assert.deepEqual(world.run(listPolicies, { PolicyType: 'Custom' }), {
    IsTruncated: false,
    Policies: { Policy: [{ ...changed, AttachmentCount: 0, Tags: { Tag: [] } }] },
  });
  assert.deepEqual(world.run(deletePolicy, { PolicyName }), {});
  assert.equal(world.run(getPolicy, own), '!EntityNotExist.Policy');
});

test('a policy of the system is shown like others, and is not to be changed', () => {
  const world = makeWorld();
  const shown = world.run(getPolicy, system) as { Policy: Record<string, unknown>; DefaultPolicyVersion: { PolicyDocument: string } };
  assert.deepEqual(JSON.parse(shown.DefaultPolicyVersion.PolicyDocument), systemPolicies.ReadOnlyAccess.document);
  assert.deepEqual([shown.Policy.PolicyType, shown.Policy.DefaultVersion], ['System', 'v1']);
  assert.deepEqual(world.run(listPolicyVersions, system), { PolicyVersions: { PolicyVersion: [shown.DefaultPolicyVersion] } });
  assert.equal(world.run(deletePolicy, { PolicyName: 'ReadOnlyAccess' }), '!EntityNotExist.Policy');
});

test('policies are listed by type and by tag, page by page', () => {
  const world = filled();
  world.run(createPolicy, { PolicyName: 'p-2', PolicyDocument: document() });
  const names = Object.keys(systemPolicies).sort();
  assert.deepEqual(namesIn(world.run(listPolicies, { PolicyType: 'System' })), names);
  assert.deepEqual(namesIn(world.run(listPolicies, {})), ['p-1', 'p-2', ...names]);
  const tagged = world.run(listPolicies, { Tag: [{ at: 'Tag.1', Key: 'env' }] }) as { Policies: { Policy: { Tags: unknown }[] } };
  assert.deepEqual(namesIn(tagged), ['p-1']);
  assert.deepEqual(tagged.Policies.Policy[0]?.Tags, { Tag: [{ TagKey: 'env', TagValue: 'test' }] });
  const first = world.run(listPolicies, { MaxItems: 3 }) as { IsTruncated: boolean; Marker: string };
  assert.deepEqual([first.IsTruncated, namesIn(first)], [true, ['p-1', 'p-2', names[0]]]);
  assert.deepEqual(namesIn(world.run(listPolicies, { Marker: first.Marker, MaxItems: 2 })), names.slice(1, 3));
});

test('five versions at most; one is the default, and a new one may take the place of the oldest', () => {
  const world = filled();
  assert.deepEqual(version(world, 2), {
    PolicyVersion: { VersionId: 'v2', IsDefaultVersion: false, PolicyDocument: document('ecs:2'), CreateDate: at },
  });
  version(world, 3, { SetAsDefault: true });
  version(world, 4);
  version(world, 5, { RotateStrategy: 'None' });
  assert.equal(version(world, 6), '!LimitExceeded.Policy.Version');
  version(world, 6, { RotateStrategy: 'DeleteOldestNonDefaultVersionWhenLimitExceeded' });
  const shown = () =>
    (
      world.run(listPolicyVersions, own) as { PolicyVersions: { PolicyVersion: { VersionId: string; IsDefaultVersion: boolean }[] } }
    ).PolicyVersions.PolicyVersion.map((one) => one.VersionId + (one.IsDefaultVersion ? '*' : '')).join(' ');
  assert.equal(shown(), 'v2 v3* v4 v5 v6');
  assert.deepEqual(world.run(setDefaultPolicyVersion, { PolicyName, VersionId: 'v5' }), {});
  assert.deepEqual(world.run(deletePolicyVersion, { PolicyName, VersionId: 'v3' }), {});
  assert.equal(shown(), 'v2 v4 v5* v6');
  const { PolicyVersion } = world.run(getPolicyVersion, { ...own, VersionId: 'v5' }) as { PolicyVersion: { PolicyDocument: string } };
  assert.equal(PolicyVersion.PolicyDocument, document('ecs:5'));
  assert.equal((world.run(getPolicy, own) as { Policy: { PolicyDocument: string } }).Policy.PolicyDocument, document('ecs:5'));
  assert.equal(world.run(deletePolicy, { PolicyName }), '!DeleteConflict.Policy.Version');
  assert.deepEqual(world.run(deletePolicy, { PolicyName, CascadingDelete: true }), {});
});

test('who has a policy is listed and counted, and keeps it from being deleted', () => {
  const world = filled();
  const { UserId } = (world.run(createUser, { UserName: 'alice', DisplayName: 'A' }) as { User: { UserId: string } }).User;
  world.run(createGroup, { GroupName: 'dev', Comments: 'C' });
  const { Role } = world.run(createRole, { RoleName: 'r', AssumeRolePolicyDocument: trustIn('acs:ram::1:root'), Description: 'D' }) as {
    Role: { RoleId: string };
  };
  const conflicts: unknown[] = [];
  world.run(attachPolicyToRole, { ...own, RoleName: 'r' });
  conflicts.push(world.run(deletePolicy, { PolicyName }));
  world.run(attachPolicyToGroup, { ...own, GroupName: 'dev' });
  conflicts.push(world.run(deletePolicy, { PolicyName }));
  world.run(attachPolicyToUser, { ...own, UserName: 'alice' });
  conflicts.push(world.run(deletePolicy, { PolicyName, CascadingDelete: true }));
  assert.deepEqual(conflicts, ['!DeleteConflict.Policy.Role', '!DeleteConflict.Policy.Group', '!DeleteConflict.Policy.User']);
  assert.deepEqual(world.run(listEntitiesForPolicy, own), {
    Users: { User: [{ UserId, UserName: 'alice', DisplayName: 'A', AttachDate: at }] },
    Groups: { Group: [{ GroupName: 'dev', Comments: 'C', AttachDate: at }] },
    Roles: { Role: [{ RoleId: Role.RoleId, RoleName: 'r', Arn: 'acs:ram::1234567890123456:role/r', Description: 'D', AttachDate: at }] },
  });
  assert.equal((world.run(getPolicy, own) as { Policy: { AttachmentCount: number } }).Policy.AttachmentCount, 3);
  world.run(attachPolicyToUser, { ...system, UserName: 'alice' });
  assert.equal((world.run(getPolicy, system) as { Policy: { AttachmentCount: number } }).Policy.AttachmentCount, 1);
});

const long = 'x'.repeat(129);
const big = JSON.stringify({ pad: 'x'.repeat(6144) });
const wrong = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Maybe', Action: 'ecs:*', Resource: '*' }] });
const told = '!MalformedPolicyDocument $.Statement[0].Effect: Effect is Allow or Deny.';
const make = { PolicyName: 'p', PolicyDocument: document() };
const v9 = { PolicyName, VersionId: 'v9' };
const tag = (Key: string, Value = 'x') => ({ at: 'Tag.1', Key, Value });
const named = { ...own, VersionId: 'v1' };
type Case = readonly [title: string, reply: (world: World) => unknown, expected: string];
const refused: readonly Case[] = [
  ['a name with a dot', (w) => w.run(createPolicy, { ...make, PolicyName: 'a.b' }), '!InvalidParameter.PolicyName.InvalidChars'],
  ['a long name', (w) => w.run(createPolicy, { ...make, PolicyName: long }), '!InvalidParameter.PolicyName.Length'],
  ['a long description', (w) => w.run(createPolicy, { ...make, Description: 'x'.repeat(1025) }), '!InvalidParameter.Description.Length'],
  ['a long document', (w) => w.run(createPolicy, { ...make, PolicyDocument: big }), '!InvalidParameter.PolicyDocument.Length'],
  ['no JSON', (w) => w.run(createPolicy, { ...make, PolicyDocument: '{' }), '!MalformedPolicyDocument $: The document is not JSON.'],
  ['a document with a fault, and where', (w) => w.run(createPolicy, { ...make, PolicyDocument: wrong }), told],
  ['a tag of the cloud', (w) => w.run(createPolicy, { ...make, Tag: [tag('acs:a')] }), '!InvalidParameter.TagKey Tag.1.Key'],
  ['a tag with an address', (w) => w.run(createPolicy, { ...make, Tag: [tag('a', 'http://a')] }), '!InvalidParameter.TagValue Tag.1.Value'],
  ['a tag twice', (w) => w.run(createPolicy, { ...make, Tag: [tag('a'), tag('a')] }), '!Duplicate.TagKey Tag.1.Key'],
  ['a name that is taken', (w) => w.run(createPolicy, { ...make, PolicyName }), '!EntityAlreadyExists.Policy'],
  ['one policy too many', () => filled({ customPoliciesPerAccount: 1 }).run(createPolicy, make), '!LimitExceeded.Policy'],
  ['to show: none', (w) => w.run(getPolicy, { ...own, PolicyName: 'x' }), '!EntityNotExist.Policy'],
  ['to show: a custom one as of the system', (w) => w.run(getPolicy, { ...own, PolicyType: 'System' }), '!EntityNotExist.Policy'],
  ['to show: a malformed name', (w) => w.run(getPolicy, { ...own, PolicyName: '?' }), '!InvalidParameter.PolicyName.InvalidChars'],
  ['to show: a long name', (w) => w.run(getPolicy, { ...own, PolicyName: long }), '!InvalidParameter.PolicyName.Length'],
  ['to describe: none', (w) => w.run(updatePolicyDescription, { PolicyName: 'x', NewDescription: 'y' }), '!EntityNotExist.Policy'],
  [
    'to describe: a malformed name',
    (w) => w.run(updatePolicyDescription, { PolicyName: '?', NewDescription: 'y' }),
    '!InvalidParameter.PolicyName.InvalidChars',
  ],
  [
    'to describe: a long name',
    (w) => w.run(updatePolicyDescription, { PolicyName: long, NewDescription: 'y' }),
    '!InvalidParameter.PolicyName.Length',
  ],
  [
    'to describe: a long text',
    (w) => w.run(updatePolicyDescription, { PolicyName, NewDescription: 'x'.repeat(1025) }),
    '!InvalidParameter.NewDescription.Length',
  ],
  ['to list: a marker that no page gave', (w) => w.run(listPolicies, { Marker: '!' }), '!InvalidParameter.Marker'],
  ['to delete: none', (w) => w.run(deletePolicy, { PolicyName: 'x' }), '!EntityNotExist.Policy'],
  ['to delete: a malformed name', (w) => w.run(deletePolicy, { PolicyName: '?' }), '!InvalidParameter.PolicyName.InvalidChars'],
  ['to delete: a long name', (w) => w.run(deletePolicy, { PolicyName: long }), '!InvalidParameter.PolicyName.Length'],
  ['a version of none', (w) => w.run(createPolicyVersion, make), '!EntityNotExist.Policy'],
  [
    'a version of a malformed name',
    (w) => w.run(createPolicyVersion, { ...make, PolicyName: '?' }),
    '!InvalidParameter.PolicyName.InvalidChars',
  ],
  ['a version of a long name', (w) => w.run(createPolicyVersion, { ...make, PolicyName: long }), '!InvalidParameter.PolicyName.Length'],
  ['a version with a fault', (w) => w.run(createPolicyVersion, { PolicyName, PolicyDocument: wrong }), told],
  ['a long version', (w) => w.run(createPolicyVersion, { PolicyName, PolicyDocument: big }), '!InvalidParameter.PolicyDocument.Length'],
  ['to show: no such version', (w) => w.run(getPolicyVersion, { ...named, VersionId: 'v9' }), '!EntityNotExist.Policy.Version'],
  ['to show: a version of none', (w) => w.run(getPolicyVersion, { ...named, PolicyName: 'x' }), '!EntityNotExist.Policy'],
  ['to show: a malformed version', (w) => w.run(getPolicyVersion, { ...named, VersionId: '1' }), '!InvalidParameter.VersionId.Format'],
  [
    'to show: a version of a malformed name',
    (w) => w.run(getPolicyVersion, { ...named, PolicyName: '?' }),
    '!InvalidParameter.PolicyName.InvalidChars',
  ],
  [
    'to show: a version of a long name',
    (w) => w.run(getPolicyVersion, { ...named, PolicyName: long }),
    '!InvalidParameter.PolicyName.Length',
  ],
  ['the default: no such version', (w) => w.run(setDefaultPolicyVersion, v9), '!EntityNotExist.Policy.Version'],
  ['the default: of none', (w) => w.run(setDefaultPolicyVersion, { ...v9, PolicyName: 'x' }), '!EntityNotExist.Policy'],
  [
    'the default: a malformed version',
    (w) => w.run(setDefaultPolicyVersion, { ...v9, VersionId: 'v0' }),
    '!InvalidParameter.VersionId.Format',
  ],
  [
    'the default: a malformed name',
    (w) => w.run(setDefaultPolicyVersion, { ...v9, PolicyName: '?' }),
    '!InvalidParameter.PolicyName.InvalidChars',
  ],
  ['the default: a long name', (w) => w.run(setDefaultPolicyVersion, { ...v9, PolicyName: long }), '!InvalidParameter.PolicyName.Length'],
  ['versions of none', (w) => w.run(listPolicyVersions, { ...own, PolicyName: 'x' }), '!EntityNotExist.Policy'],
  [
    'versions of a malformed name',
    (w) => w.run(listPolicyVersions, { ...own, PolicyName: '?' }),
    '!InvalidParameter.PolicyName.InvalidChars',
  ],
  ['versions of a long name', (w) => w.run(listPolicyVersions, { ...own, PolicyName: long }), '!InvalidParameter.PolicyName.Length'],
  ['to delete: no such version', (w) => w.run(deletePolicyVersion, v9), '!EntityNotExist.Policy.Version'],
  ['to delete: a version of none', (w) => w.run(deletePolicyVersion, { ...v9, PolicyName: 'x' }), '!EntityNotExist.Policy'],
  ['to delete: a malformed version', (w) => w.run(deletePolicyVersion, { ...v9, VersionId: 'x' }), '!InvalidParameter.VersionId.Format'],
  [
    'to delete: a version of a malformed name',
    (w) => w.run(deletePolicyVersion, { ...v9, PolicyName: '?' }),
    '!InvalidParameter.PolicyName.InvalidChars',
  ],
  [
    'to delete: a version of a long name',
    (w) => w.run(deletePolicyVersion, { ...v9, PolicyName: long }),
    '!InvalidParameter.PolicyName.Length',
  ],
  [
    'to delete: the default version',
    (w) => w.run(deletePolicyVersion, { ...v9, VersionId: 'v1' }),
    '!DeleteConflict.Policy.Version.Default',
  ],
  ['who has none', (w) => w.run(listEntitiesForPolicy, { ...own, PolicyName: 'x' }), '!EntityNotExist.Policy'],
  [
    'who has a malformed name',
    (w) => w.run(listEntitiesForPolicy, { ...own, PolicyName: '?' }),
    '!InvalidParameter.PolicyName.InvalidChars',
  ],
  ['who has a long name', (w) => w.run(listEntitiesForPolicy, { ...own, PolicyName: long }), '!InvalidParameter.PolicyName.Length'],
];
for (const [title, reply, expected] of refused) test(`policies: ${title}`, () => assert.equal(reply(filled()), expected));

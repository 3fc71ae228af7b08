import assert from 'node:assert/strict';
import { test } from 'node:test';
import attachPolicyToGroup from '#actions/ram/attach-policy-to-group.ts';
import attachPolicyToRole from '#actions/ram/attach-policy-to-role.ts';
import attachPolicyToUser from '#actions/ram/attach-policy-to-user.ts';
import createGroup from '#actions/ram/create-group.ts';
import createPolicy from '#actions/ram/create-policy.ts';
import createRole from '#actions/ram/create-role.ts';
import createUser from '#actions/ram/create-user.ts';
import detachPolicyFromGroup from '#actions/ram/detach-policy-from-group.ts';
import detachPolicyFromRole from '#actions/ram/detach-policy-from-role.ts';
import detachPolicyFromUser from '#actions/ram/detach-policy-from-user.ts';
import listPoliciesForGroup from '#actions/ram/list-policies-for-group.ts';
import listPoliciesForRole from '#actions/ram/list-policies-for-role.ts';
import listPoliciesForUser from '#actions/ram/list-policies-for-user.ts';
import { at, document, makeWorld, trustIn, type World } from '#actions/ram/world.testing.ts';

function filled(quotas = {}): World {
  const world = makeWorld(quotas);
  world.run(createUser, { UserName: 'one' });
  world.run(createGroup, { GroupName: 'one' });
  world.run(createRole, { RoleName: 'one', AssumeRolePolicyDocument: trustIn('acs:ram::1:root') });
  for (const PolicyName of ['p-1', 'p-2']) world.run(createPolicy, { PolicyName, PolicyDocument: document(), Description: PolicyName });
  return world;
}
type Policy = { readonly PolicyType: 'System' | 'Custom'; readonly PolicyName: string; readonly ResourceGroupId?: string };
const own: Policy = { PolicyType: 'Custom', PolicyName: 'p-1' };
const system: Policy = { PolicyType: 'System', PolicyName: 'ReadOnlyAccess' };

type Side = {
  readonly attach: (world: World, name: string, policy: Policy) => unknown;
  readonly detach: (world: World, name: string, policy: Policy) => unknown;
  readonly list: (world: World, name: string) => unknown;
};
const sides: Readonly<Record<'User' | 'Group' | 'Role', Side>> = {
  User: {
    attach: (world, UserName, policy) => world.run(attachPolicyToUser, { ...policy, UserName }),
    detach: (world, UserName, policy) => world.run(detachPolicyFromUser, { ...policy, UserName }),
    list: (world, UserName) => world.run(listPoliciesForUser, { UserName }),
  },
  Group: {
    attach: (world, GroupName, policy) => world.run(attachPolicyToGroup, { ...policy, GroupName }),
    detach: (world, GroupName, policy) => world.run(detachPolicyFromGroup, { ...policy, GroupName }),
    list: (world, GroupName) => world.run(listPoliciesForGroup, { GroupName }),
  },
  Role: {
    attach: (world, RoleName, policy) => world.run(attachPolicyToRole, { ...policy, RoleName }),
    detach: (world, RoleName, policy) => world.run(detachPolicyFromRole, { ...policy, RoleName }),
    list: (world, RoleName) => world.run(listPoliciesForRole, { RoleName }),
  },
};

for (const [holder, { attach, detach, list }] of Object.entries(sides)) {
  test(`policies of a ${holder}: attached, listed and detached`, () => {
    const world = filled();
    assert.deepEqual(attach(world, 'ONE', own), {});
    assert.deepEqual(attach(world, 'one', system), {});
    const shown = { PolicyName: 'p-1', PolicyType: 'Custom', Description: 'p-1', DefaultVersion: 'v1', AttachDate: at };
    const { Policies } = list(world, 'one') as { Policies: { Policy: { PolicyName: string }[] } };
    assert.deepEqual(Policies.Policy[0], shown);
    assert.equal(Policies.Policy[1]?.PolicyName, 'ReadOnlyAccess');
    assert.deepEqual(detach(world, 'one', system), {});
    assert.deepEqual(list(world, 'one'), { Policies: { Policy: [shown] } });
  });

  const long = 'x'.repeat(65);
  const scoped = { ...own, ResourceGroupId: 'rg-1' };
  const twice = (world: World) => {
    attach(world, 'one', own);
    return attach(world, 'one', own);
  };
  const full = (policies: readonly Policy[]) => {
    const world = filled({ [`customPoliciesPer${holder}`]: 1, systemPoliciesPerIdentity: 1 });
    return policies.map((policy) => attach(world, 'one', policy)).at(-1);
  };
  const cases: readonly (readonly [title: string, reply: (world: World) => unknown, expected: string])[] = [
    ['to attach: twice', twice, `!EntityAlreadyExists.${holder}.Policy`],
    ['to attach: one too many', () => full([own, { ...own, PolicyName: 'p-2' }]), `!LimitExceeded.${holder}.Policy`],
    [
      'to attach: one of the system too many',
      () => full([system, { ...system, PolicyName: 'AdministratorAccess' }]),
      `!LimitExceeded.${holder}.Policy`,
    ],
    ['to attach: to nobody', (w) => attach(w, 'x', own), `!EntityNotExist.${holder}`],
    ['to attach: no policy', (w) => attach(w, 'one', { ...own, PolicyName: 'x' }), '!EntityNotExist.Policy'],
    ['to attach: in a resource group', (w) => attach(w, 'one', scoped), '!NotSupported.ResourceGroupId'],
    ['to attach: a malformed policy', (w) => attach(w, 'one', { ...own, PolicyName: '?' }), '!InvalidParameter.PolicyName.InvalidChars'],
    ['to attach: a long policy', (w) => attach(w, 'one', { ...own, PolicyName: 'x'.repeat(129) }), '!InvalidParameter.PolicyName.Length'],
    ['to attach: a malformed name', (w) => attach(w, '?', own), `!InvalidParameter.${holder}Name.InvalidChars`],
    ['to attach: a long name', (w) => attach(w, long, own), `!InvalidParameter.${holder}Name.Length`],
    ['to detach: what is not attached', (w) => detach(w, 'one', own), `!EntityNotExist.${holder}.Policy`],
    ['to detach: from nobody', (w) => detach(w, 'x', own), `!EntityNotExist.${holder}`],
    ['to detach: no policy', (w) => detach(w, 'one', { ...own, PolicyName: 'x' }), '!EntityNotExist.Policy'],
    ['to detach: in a resource group', (w) => detach(w, 'one', scoped), '!NotSupported.ResourceGroupId'],
    ['to detach: a malformed policy', (w) => detach(w, 'one', { ...own, PolicyName: '?' }), '!InvalidParameter.PolicyName.InvalidChars'],
    ['to detach: a long policy', (w) => detach(w, 'one', { ...own, PolicyName: 'x'.repeat(129) }), '!InvalidParameter.PolicyName.Length'],
    ['to detach: a malformed name', (w) => detach(w, '?', own), `!InvalidParameter.${holder}Name.InvalidChars`],
    ['to detach: a long name', (w) => detach(w, long, own), `!InvalidParameter.${holder}Name.Length`],
    ['to list: of nobody', (w) => list(w, 'x'), `!EntityNotExist.${holder}`],
    ['to list: a malformed name', (w) => list(w, '?'), `!InvalidParameter.${holder}Name.InvalidChars`],
    ['to list: a long name', (w) => list(w, long), `!InvalidParameter.${holder}Name.Length`],
  ];
  for (const [title, reply, expected] of cases) test(`policies of a ${holder}: ${title}`, () => assert.equal(reply(filled()), expected));
}

test('each type of policy has a quota of its own', () => {
  const world = filled({ customPoliciesPerUser: 1, systemPoliciesPerIdentity: 1 });
  assert.deepEqual(sides.User.attach(world, 'one', own), {});
  assert.deepEqual(sides.User.attach(world, 'one', system), {});
});

test('a policy of the system and a custom one of the same name are two', () => {
  const world = filled();
  world.run(createPolicy, { PolicyName: 'ReadOnlyAccess', PolicyDocument: document() });
  const custom: Policy = { ...system, PolicyType: 'Custom' };
  assert.deepEqual(sides.User.attach(world, 'one', system), {});
  assert.equal(sides.User.detach(world, 'one', custom), '!EntityNotExist.User.Policy');
  assert.deepEqual(sides.User.attach(world, 'one', custom), {});
});

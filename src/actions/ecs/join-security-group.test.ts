import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import { account, eni, group, headOf, instance, rules, vswitch } from '#actions/ecs/interfaces/state.testing.ts';
import joinSecurityGroup from '#actions/ecs/join-security-group.ts';
import leaveSecurityGroup from '#actions/ecs/leave-security-group.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { scope } from '#domain/samples.testing.ts';
import type { Effect } from '#kit/deciding.ts';

const ten = Array.from({ length: 10 }, (_, n) => `sg-m${n}`);
const stateWith = (...more: readonly Effect[]) =>
  stateOf(
    vswitch('vsw-1'),
    group('sg-1'),
    group('sg-2'),
    ...ten.map((id) => group(id)),
    group('sg-e', { type: 'enterprise' }),
    group('sg-e2', { type: 'enterprise' }),
    group('sg-managed', { service: 'ack' }),
    group('sg-other', { vpc: 'vpc-2' }),
    group('sg-classic', { vpc: '' }),
    group('sg-600'),
    ...rules('sg-600', 600),
    group('sg-401'),
    ...rules('sg-401', 401),
    ...eni('eni-1', { addresses: ['172.16.0.1', '172.16.0.2'] }),
    ...eni('eni-two', { addresses: ['172.16.0.8'], groups: ['sg-1', 'sg-managed', 'sg-2'] }),
    ...eni('eni-ten', { addresses: ['172.16.0.3'], groups: ten }),
    ...eni('eni-600', { addresses: ['172.16.0.4'], groups: ['sg-600'] }),
    ...eni('eni-e', { addresses: ['172.16.0.5'], groups: ['sg-e'] }),
    ...instance('i-1', '172.16.0.6'),
    ...instance('i-ten', '172.16.0.7', {}, { groups: ten }),
    ...more,
  );
type Who = { readonly InstanceId?: string; readonly NetworkInterfaceId?: string; readonly RegionId?: string };
const eniOf = (NetworkInterfaceId: string): Who => ({ NetworkInterfaceId, RegionId: scope.region });
const i = (InstanceId: string): Who => ({ InstanceId });
const managed =
  '!InvalidOperation.ResourceManagedByCloudProduct The specified SecurityGroup "sg-managed" has been managed by serviceID "0"; product "ack".';

type Refused = readonly (readonly [title: string, who: Who, group: string, expected: string, more?: readonly Effect[]])[];
const named: Refused = [
  ['nobody', {}, 'sg-2', '!InvalidParam.Malformed InstanceId, NetworkInterfaceId'],
  ['both', { ...i('i-1'), ...eniOf('eni-1') }, 'sg-2', '!InvalidParam.EniIdAndInstanceId.Conflict InstanceId, NetworkInterfaceId'],
  ['an interface without a region', { NetworkInterfaceId: 'eni-1' }, 'sg-2', '!MissingParameter.RegionId'],
  ['no such instance', i('i-none'), 'sg-2', '!InvalidInstanceId.NotFound'],
  ['no such interface', eniOf('eni-none'), 'sg-2', '!InvalidEniId.NotFound eni-none'],
  ['a primary interface', eniOf('eni-of-i-1'), 'sg-2', '!InvalidOperation.InvalidEniType'],
];
const joined: Refused = [
  ...named,
  ['no such group', i('i-1'), 'sg-none', '!InvalidSecurityGroupId.NotFound sg-none'],
  ['a managed group', eniOf('eni-1'), 'sg-managed', managed],
  ['a group it is in, by instance', i('i-1'), 'sg-1', '!InvalidInstanceId.AlreadyExists sg-1'],
  ['a group it is in, by interface', eniOf('eni-1'), 'sg-1', '!InvalidInstanceId.AlreadyExists sg-1'],
  ['another VPC, by instance', i('i-1'), 'sg-other', '!InvalidInstanceId.Mismatch sg-other'],
  ['the classic network, by instance', i('i-1'), 'sg-classic', '!InvalidInstanceId.Mismatch sg-classic'],
  ['another VPC, by interface', eniOf('eni-1'), 'sg-other', '!InvalidOperation.VpcMismatch sg-other'],
  ['an enterprise group beside a basic one', i('i-1'), 'sg-e', '!InvalidOperation.MultiGroupType'],
  ['a basic group beside an enterprise one', eniOf('eni-e'), 'sg-1', '!InvalidOperation.MultiGroupType'],
  ['an eleventh, by instance', i('i-ten'), 'sg-1', '!InstanceSecurityGroupLimitExceeded'],
  ['an eleventh, by interface', eniOf('eni-ten'), 'sg-1', '!InstanceSecurityGroupLimitExceeded#interface'],
  [
    'a basic group without room for both addresses',
    eniOf('eni-1'),
    'sg-2',
    '!SecurityGroupInstanceLimitExceeded sg-2',
    [account({ addressesPerBasicGroup: 2 })],
  ],
  [
    'a full enterprise group',
    eniOf('eni-e'),
    'sg-e2',
    '!InvalidOperation.NetworkInterfaceCountExceeded sg-e2',
    [account({ interfacesPerEnterpriseGroup: 0 })],
  ],
  ['rules that make 1001 together', eniOf('eni-600'), 'sg-401', '!AclLimitExceed sg-401'],
];
const left: Refused = [
  ...named,
  ['no such group', i('i-1'), 'sg-none', '!InvalidSecurityGroupId.NotFound'],
  ['a managed group', eniOf('eni-two'), 'sg-managed', managed],
  ['a group it is not in, by instance', i('i-1'), 'sg-2', '!InvalidSecurityGroupAssociation.NotFound i-1'],
  ['a group it is not in, by interface', eniOf('eni-1'), 'sg-2', '!InvalidSecurityGroupAssociation.NotFound eni-1'],
  ['the last group of an instance', i('i-1'), 'sg-1', '!InstanceLastSecurityGroup'],
  ['the last group of an interface', eniOf('eni-1'), 'sg-1', '!InvalidOperation.AtLeastInOneGroup'],
];
for (const [action, cases] of [
  [joinSecurityGroup, joined],
  [leaveSecurityGroup, left],
] as const) {
  for (const [title, who, SecurityGroupId, expected, more = []] of cases) {
    test(`${action.name} is refused: ${title}`, () => {
      const state = stateWith(...more);
      const before = new Map(state);
      assert.equal(replyOf(call(action as typeof joinSecurityGroup, { SecurityGroupId, ...who }, state)), expected);
      assert.deepEqual(state, before);
    });
  }
}

test('an instance joins and leaves with its primary interface', () => {
  const state = stateWith();
  const before = headOf(state, 'eni-of-i-1');
  assert.deepEqual(replyOf(call(joinSecurityGroup, { ...i('i-1'), SecurityGroupId: 'sg-2' }, state)), {});
  assert.deepEqual(headOf(state, 'eni-of-i-1'), { ...before, groups: ['sg-1', 'sg-2'] });
  assert.deepEqual(replyOf(call(leaveSecurityGroup, { ...i('i-1'), SecurityGroupId: 'sg-1' }, state)), {});
  assert.deepEqual(headOf(state, 'eni-of-i-1'), { ...before, groups: ['sg-2'] });
});

test('an interface joins behind the groups that it is in, and may be in ten', () => {
  const state = stateWith();
  for (const SecurityGroupId of ten.slice(1)) call(joinSecurityGroup, { ...eniOf('eni-1'), SecurityGroupId }, state);
  assert.deepEqual(headOf(state, 'eni-1').groups, ['sg-1', ...ten.slice(1)]);
  assert.deepEqual(replyOf(call(leaveSecurityGroup, { ...eniOf('eni-1'), SecurityGroupId: 'sg-m5' }, state)), {});
  assert.ok(!headOf(state, 'eni-1').groups.includes('sg-m5'));
});

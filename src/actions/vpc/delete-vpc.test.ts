import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import deleteVpc from '#actions/vpc/delete-vpc.ts';
import { type State, stateOf } from '#domain/decide.testing.ts';
import { regionKey } from '#domain/finding.ts';
import { groupHead, scope, vpcHead } from '#domain/samples.testing.ts';
import { type Effect, keyText } from '#kit/deciding.ts';

const vpc = (id: string): Effect => ({ put: { ...scope, kind: 'vpc', id }, head: vpcHead() });
const group = (of: string): Effect => ({ put: { ...scope, kind: 'group', id: 'sg-1' }, head: groupHead({ vpc: of }) });
const vswitch = (of: string): Effect => ({ put: { ...scope, kind: 'vswitch', id: 'vsw-1' }, head: { name: '', vpc: of } });
const member = (of: string): Effect => ({
  put: { ...scope, kind: 'interface', id: 'eni-1' },
  head: { vpc: of, groups: [], addresses: [], ipv6: [] },
});
const region = (defaultVpc: string): Effect => ({ put: regionKey(scope), head: { defaultVpc, created: 1 } });

const remove = (state: State, over = {}): unknown => replyOf(call(deleteVpc, { RegionId: scope.region, VpcId: 'vpc-1', ...over }, state));

const cases: readonly (readonly [title: string, state: () => State, over: object, expected: unknown])[] = [
  ['an empty VPC', () => stateOf(vpc('vpc-1'), vpc('vpc-2'), group('vpc-2'), vswitch('vpc-2')), {}, {}],
  ['no such VPC', () => stateOf(vpc('vpc-2')), {}, '!InvalidVpcId.NotFound'],
  ['a VPC with a security group', () => stateOf(vpc('vpc-1'), group('vpc-1')), {}, '!DependencyViolation.SecurityGroup'],
  ['a VPC with a VSwitch', () => stateOf(vpc('vpc-1'), vswitch('vpc-1')), {}, '!DependencyViolation.VSwitch'],
  ['a VPC with both', () => stateOf(vpc('vpc-1'), group('vpc-1'), vswitch('vpc-1')), {}, '!DependencyViolation.VSwitch'],
  [
    'a VPC with many interfaces, and so a group',
    () => stateOf(member('vpc-1'), vpc('vpc-1'), group('vpc-1')),
    {},
    '!DependencyViolation.SecurityGroup',
  ],
  ['force takes no groups along', () => stateOf(vpc('vpc-1'), group('vpc-1')), { ForceDelete: true }, '!DependencyViolation.SecurityGroup'],
  ['a dry run that passes', () => stateOf(vpc('vpc-1')), { DryRun: true }, '!DryRunOperation'],
  ['a dry run that does not', () => stateOf(vpc('vpc-1'), group('vpc-1')), { DryRun: true }, '!DependencyViolation.SecurityGroup'],
];
for (const [title, state, over, expected] of cases) {
  test(`DeleteVpc: ${title}`, () => {
    const before = state();
    const size = before.size;
    assert.deepEqual(remove(before, over), expected);
    assert.equal(before.size, typeof expected === 'string' ? size : size - 1);
  });
}

const defaults: readonly (readonly [title: string, defaultVpc: string, expected: string])[] = [
  ['without its default VPC a region stays known', 'vpc-1', ''],
  ['another VPC leaves the default alone', 'vpc-2', 'vpc-2'],
];
for (const [title, defaultVpc, expected] of defaults) {
  test(`DeleteVpc: ${title}`, () => {
    const state = stateOf(vpc('vpc-1'), region(defaultVpc));
    assert.deepEqual(remove(state), {});
    assert.deepEqual(state.get(keyText(regionKey(scope)))?.head, { defaultVpc: expected, created: 1 });
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import createInstance from '#actions/ecs/create-instance.ts';
import { instanceIn, keyIn, stateWith } from '#actions/ecs/instances/state.testing.ts';
import runInstances from '#actions/ecs/run-instances.ts';
import type { State } from '#domain/decide.testing.ts';
import type { InstanceHead } from '#domain/instance-head.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';
import { groupHead, scope } from '#domain/samples.testing.ts';

type Params = Parameters<typeof runInstances.handle>[0];
const plain = {
  RegionId: scope.region,
  InstanceType: 'ecs.g7.large',
  ImageId: 'ubuntu_22_04_x64_20G_alibase_20250113.vhd',
  SecurityGroupId: 'sg-1',
} as const;
const run = (state: State, params: Partial<Params> = {}) => call(runInstances, { ...plain, ...params }, state);
const headsOf = <H>(state: State, kind: string): readonly H[] =>
  [...state.values()].filter(({ key }) => key.kind === kind).map(({ head }) => head as H);

test('RunInstances puts an instance and its interface, which holds groups and address', () => {
  const state = stateWith();
  const called = run(state, { Tag: [{ at: 'Tag.1', Key: 'env', Value: 'test' }] });
  assert.ok('effects' in called);
  const [instance] = headsOf<InstanceHead>(state, 'instance');
  const [nic] = headsOf<InterfaceHead>(state, 'interface');
  assert.ok(instance && nic);
  const [id = ''] = (called.reply.InstanceIdSets as { InstanceIdSet: string[] }).InstanceIdSet;
  assert.deepEqual([instance.name, instance.hostName, instance.status, instance.vswitch], [id, `iZ${id.slice(2)}Z`, 'Running', 'vsw-1']);
  assert.deepEqual([nic.type, nic.status, nic.instance, nic.groups, nic.tags], ['Primary', 'InUse', id, ['sg-1'], { env: 'test' }]);
  assert.deepEqual([...(state.get(`${scope.account}/${scope.region}/vswitch/vsw-1`)?.parts.keys() ?? [])], nic.addresses);
  assert.equal('groups' in instance, false, 'an instance has no copy of its groups');
});

test('CreateInstance makes one that is stopped and was never started', () => {
  const state = stateWith();
  call(createInstance, { ...plain, VSwitchId: 'vsw-1' }, state);
  const [instance] = headsOf<InstanceHead>(state, 'instance');
  assert.deepEqual([instance?.status, instance?.started, instance?.stoppedMode], ['Stopped', 0, 'KeepCharging']);
});

const kept: readonly (readonly [title: string, params: Partial<Params>, expected: Partial<InstanceHead>])[] = [
  ['a burstable type has the standard mode', { InstanceType: 'ecs.t6-c1m1.large' }, { creditSpecification: 'Standard' }],
  ['another has none', { CreditSpecification: 'Unlimited' }, { creditSpecification: '' }],
  ['bandwidth in is 10 unless out is more', { InternetMaxBandwidthOut: 50 }, { bandwidthIn: 50, bandwidthOut: 50, publicAddresses: [] }],
  [
    'a subscription ends after its period',
    { InstanceChargeType: 'PrePaid', Period: 1 },
    { expires: Date.UTC(2026, 11, 24, 8, 30, 15, 250) },
  ],
  [
    'and renews itself',
    { InstanceChargeType: 'PrePaid', Period: 2, PeriodUnit: 'Week', AutoRenew: true },
    { expires: Date.UTC(2026, 11, 8, 8, 30, 15, 250), renewal: { automatic: true, period: 1, unit: 'Week' } },
  ],
  ['a spot instance is released when it is interrupted', { SpotStrategy: 'SpotAsPriceGo' }, { spotInterruption: 'Terminate' }],
  ['an automatic release loses its seconds', { AutoReleaseTime: '2026-11-25T08:30:59Z' }, { autoRelease: Date.UTC(2026, 10, 25, 8, 30) }],
  [
    'an image by its family',
    { ImageId: undefined as never, ImageFamily: 'acs:ubuntu_24_04_x64' },
    { image: 'ubuntu_24_04_x64_20G_alibase_20250113.vhd' },
  ],
  ['no key pair on Windows', { ImageId: 'win2022_21H2_x64_dtc_zh-cn_40G_alibase_20250116.vhd', KeyPairName: 'none' }, { keyPair: '' }],
];
for (const [title, params, expected] of kept) {
  test(`RunInstances: ${title}`, () => {
    const state = stateWith();
    assert.deepEqual(
      Object.keys(Object(replyOf(run(state, params))))
        .join()
        .slice(0, 300),
      'InstanceIdSets,OrderId,TradePrice',
    );
    const [instance] = headsOf<InstanceHead>(state, 'instance');
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(instance?.[name as keyof InstanceHead], value, name);
  });
}

test('RunInstances: a password is judged and kept nowhere', () => {
  const state = stateWith();
  run(state, { Password: 'Secr3t-Word' });
  assert.equal(headsOf(state, 'instance').length, 1);
  assert.ok(!JSON.stringify([...state.values()]).includes('Secr3t-Word'));
});

test('RunInstances: data disks take the devices that are free', () => {
  const state = stateWith();
  run(state, {
    DataDisk: [
      { at: '', Size: 40 },
      { at: '', Size: 40, Device: '/dev/xvdb' },
    ],
  });
  const [instance] = headsOf<InstanceHead>(state, 'instance');
  assert.deepEqual(
    instance?.dataDisks.map(({ device }) => device),
    ['/dev/xvdc', '/dev/xvdb'],
  );
});

const room = (addresses: number) => {
  const state = stateWith();
  const account = state.get(`//account/${scope.account}`)!;
  state.set(`//account/${scope.account}`, {
    ...account,
    head: { ...(account.head as object), quotas: { addressesPerBasicGroup: addresses } },
  });
  return state;
};
test('RunInstances: all fit into the group, or none is made', () => {
  const state = room(3);
  assert.equal(replyOf(run(state, { Amount: 4 })), '!SecurityGroupInstanceLimitExceed');
  assert.equal(headsOf(state, 'instance').length, 0);
  assert.equal(typeof replyOf(run(state, { Amount: 3 })), 'object');
});

test('RunInstances: interfaces of the same groups share what room there is', () => {
  const nics = (n: number): Partial<Params> => ({ Amount: n, NetworkInterface: [{ at: 'NetworkInterface.1', VSwitchId: 'vsw-1' }] });
  assert.equal(replyOf(run(room(3), nics(2))), '!SecurityGroupInstanceLimitExceed');
  assert.equal(typeof replyOf(run(room(4), nics(2))), 'object');
});

test('RunInstances: a dry run has found its addresses, and takes none', () => {
  const state = stateWith(instanceIn('i-1', {}, { addresses: ['172.16.0.9'] }));
  const size = state.size;
  assert.equal(replyOf(run(state, { DryRun: true, PrivateIpAddress: '172.16.0.9' })), '!InvalidPrivateIpAddress.Duplicated');
  assert.equal(replyOf(run(state, { DryRun: true })), '!DryRunOperation');
  assert.equal(state.size, size);
});

test('RunInstances: a group of another account is absent', () => {
  const state = stateWith([{ put: { ...keyIn('group', 'sg-9'), account: '2' }, head: groupHead() }]);
  assert.equal(replyOf(run(state, { SecurityGroupId: 'sg-9' })), '!InvalidSecurityGroupId.NotFound');
});

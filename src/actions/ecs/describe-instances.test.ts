import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import describeDisks from '#actions/ecs/describe-disks.ts';
import describeInstances from '#actions/ecs/describe-instances.ts';
import { instanceIn, secondaryOf, stateWith } from '#actions/ecs/instances/state.testing.ts';
import { plainSettings } from '#domain/instance.ts';
import { scope } from '#domain/samples.testing.ts';

const disk = { id: 'd-9', name: 'data', category: 'cloud_ssd', size: 50, encrypted: true, deleteWithInstance: false } as never;
const state = stateWith(
  instanceIn('i-1', { name: 'web-1', tags: { env: 'a' } }, { addresses: ['172.16.0.99'] }),
  instanceIn(
    'i-2',
    { name: 'web-2', status: 'Stopped', stoppedMode: 'StopCharging', type: 'ecs.t6-c1m1.large', created: Date.UTC(2026, 10, 25) },
    { groups: ['sg-2'] },
  ),
  instanceIn(
    'i-3',
    { name: 'db', keyPair: 'ops', chargeType: 'PrePaid', dataDisks: [disk], settings: { ...plainSettings, metadataTokens: 'required' } },
    { groups: ['sg-1', 'sg-2'], ipv6: ['2001:db8::1'] },
  ),
  secondaryOf('eni-9', 'i-1'),
);
type Params = Omit<Parameters<typeof describeInstances.handle>[0], 'RegionId'>;
const shown = (params: Params) => {
  const reply = replyOf(call(describeInstances, { RegionId: scope.region, ...params }, state));
  return typeof reply === 'string'
    ? reply
    : (reply as { Instances: { Instance: { InstanceId: string }[] } }).Instances.Instance.map(({ InstanceId }) => InstanceId).join();
};

const filters: readonly (readonly [title: string, params: Params, expected: string])[] = [
  ['all, in order of creation', {}, 'i-1,i-2,i-3'],
  ['by id, without those that are not there', { InstanceIds: ['i-3', 'i-none', 'i-1'] }, 'i-1,i-3'],
  ['by name', { InstanceName: 'web-1' }, 'i-1'],
  ['by a part of the name', { InstanceName: 'web*' }, 'i-1,i-2'],
  ['by status', { Status: 'Stopped' }, 'i-2'],
  ['by a status that is over at once', { Status: 'Starting' }, ''],
  ['by type', { InstanceType: 'ecs.t6-c1m1.large' }, 'i-2'],
  ['by family', { InstanceTypeFamily: 'ecs.g7' }, 'i-1,i-3'],
  ['by group of the primary interface only', { SecurityGroupId: 'sg-2' }, 'i-2,i-3'],
  ['by address', { PrivateIpAddresses: ['172.16.0.99'] }, 'i-1'],
  ['by address of a secondary interface', { PrivateIpAddresses: ['172.16.0.200', '172.16.9.9'] }, 'i-1'],
  ['by IPv6 address', { Ipv6Address: ['2001:db8::1'] }, 'i-3'],
  ['by group and id', { SecurityGroupId: 'sg-2', InstanceIds: ['i-1', 'i-2'] }, 'i-2'],
  ['by key pair', { KeyPairName: 'ops' }, 'i-3'],
  ['by payment', { InstanceChargeType: 'PrePaid' }, 'i-3'],
  ['by tag', { Tag: [{ at: '', Key: 'env', Value: 'a' }] }, 'i-1'],
  ['by key of a tag', { Tag: [{ at: '', key: 'env' }] }, 'i-1'],
  ['by VPC', { VpcId: 'vpc-1' }, 'i-1,i-2,i-3'],
  ['by another VSwitch', { VSwitchId: 'vsw-2' }, ''],
  ['by settings', { HttpTokens: 'required' }, 'i-3'],
  ['made after a time', { Filter: [{ at: '', Key: 'CreationStartTime', Value: '2026-11-24T12:00Z' }] }, 'i-2'],
  ['made before a time', { Filter: [{ at: '', Key: 'CreationEndTime', Value: '2026-11-24T12:00Z' }] }, 'i-1,i-3'],
  ['what none has: an EIP', { EipAddresses: ['1.2.3.4'] }, ''],
  ['what none has: a public address', { PublicIpAddresses: ['1.2.3.4'] }, ''],
  ['what none has: a lock', { LockReason: 'security' }, ''],
  ['what none is: classic', { InstanceNetworkType: 'classic' }, ''],
  ['what all are: in a VPC', { InstanceNetworkType: 'vpc' }, 'i-1,i-2,i-3'],
  ['what none is: not I/O optimized', { IoOptimized: false }, ''],
  ['a page by number', { PageNumber: 2, PageSize: 2 }, 'i-3'],
];
for (const [title, params, expected] of filters) test(`DescribeInstances: ${title}`, () => assert.equal(shown(params), expected));

test('DescribeInstances: pages by token have at least ten rows', () => {
  const many = stateWith(...Array.from({ length: 12 }, (_, n) => instanceIn(`i-${String(n).padStart(2, '0')}`)));
  const page = (params: Params) =>
    (call(describeInstances, { RegionId: scope.region, ...params }, many) as { reply: Record<string, unknown> }).reply;
  const first = page({ MaxResults: 1 });
  assert.equal((first.Instances as { Instance: unknown[] }).Instance.length, 10);
  assert.equal(first.TotalCount, 12);
  const second = page({ NextToken: String(first.NextToken) });
  assert.equal((second.Instances as { Instance: unknown[] }).Instance.length, 2);
  assert.equal(second.NextToken, '');
});

test('DescribeInstances: a stopped instance tells how, the primary interface comes first', () => {
  const reply = replyOf(call(describeInstances, { RegionId: scope.region, InstanceIds: ['i-1', 'i-2'] }, state)) as {
    Instances: { Instance: Record<string, never>[] };
  };
  const [one, two] = reply.Instances.Instance as unknown as [
    { NetworkInterfaces: { NetworkInterface: { Type: string }[] } },
    { StoppedMode: string },
  ];
  assert.deepEqual(
    one.NetworkInterfaces.NetworkInterface.map(({ Type }) => Type),
    ['Primary', 'Secondary'],
  );
  assert.equal(two.StoppedMode, 'StopCharging');
});

type DiskParams = Omit<Parameters<typeof describeDisks.handle>[0], 'RegionId'>;
const disks: readonly (readonly [title: string, params: DiskParams, expected: string])[] = [
  ['all, by instance', {}, 'd-1,d-2,d-3,d-9'],
  ['of an instance', { InstanceId: 'i-3' }, 'd-3,d-9'],
  ['of an instance that is not there', { InstanceId: 'i-none' }, ''],
  ['system disks', { DiskType: 'system', InstanceId: 'i-3' }, 'd-3'],
  ['data disks', { DiskType: 'data' }, 'd-9'],
  ['by id', { DiskIds: ['d-9', 'd-none'] }, 'd-9'],
  ['by id and another instance', { DiskIds: ['d-9'], InstanceId: 'i-1' }, ''],
  ['by category', { Category: 'cloud_ssd' }, 'd-9'],
  ['by name', { DiskName: 'data' }, 'd-9'],
  ['encrypted ones', { Encrypted: true }, 'd-9'],
  ['not only encrypted ones', { Encrypted: false }, 'd-1,d-2,d-3,d-9'],
  ['those that stay', { DeleteWithInstance: false }, 'd-9'],
  ['by payment', { DiskChargeType: 'PrePaid' }, 'd-3,d-9'],
  ['by tag of the instance', { Tag: [{ at: '', Key: 'env' }] }, 'd-1'],
  ['in use', { Status: 'In_use' }, 'd-1,d-2,d-3,d-9'],
  ['available', { Status: 'Available' }, ''],
  ['of a snapshot', { SnapshotId: 's-1' }, ''],
  ['with a policy', { EnableAutoSnapshot: true }, ''],
  ['a page by number', { PageNumber: 2, PageSize: 3 }, 'd-9'],
];
for (const [title, params, expected] of disks) {
  test(`DescribeDisks: ${title}`, () => {
    const reply = replyOf(call(describeDisks, { RegionId: scope.region, ...params }, state)) as { Disks: { Disk: { DiskId: string }[] } };
    assert.equal(reply.Disks.Disk.map(({ DiskId }) => DiskId).join(), expected);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import describeImages from '#actions/ecs/describe-images.ts';
import describeInstanceTypes from '#actions/ecs/describe-instance-types.ts';
import { sampleInstance } from '#actions/ecs/instances/instance-sample.ts';
import { instanceIn, stateWith } from '#actions/ecs/instances/state.testing.ts';
import { images } from '#domain/images.ts';
import { instanceTypes } from '#domain/instance-types.ts';
import { scope } from '#domain/samples.testing.ts';

const state = stateWith(instanceIn('i-1'));
type ImageParams = Omit<Parameters<typeof describeImages.handle>[0], 'RegionId'>;
const imageIds = (params: ImageParams): readonly string[] => {
  const reply = replyOf(call(describeImages, { RegionId: scope.region, ...params }, state)) as { Images: { Image: { ImageId: string }[] } };
  return reply.Images.Image.map(({ ImageId }) => ImageId);
};
const all = images.map(({ id }) => id);
const imageCases: readonly (readonly [title: string, params: ImageParams, expected: (id: string) => boolean])[] = [
  ['all', {}, () => true],
  ['by id', { ImageId: `${all[0]},none` }, (id) => id === all[0]],
  ['by name', { ImageName: 'ubuntu*' }, (id) => id.startsWith('ubuntu')],
  ['by family', { ImageFamily: 'acs:ubuntu_22_04_x64' }, (id) => id.startsWith('ubuntu_22_04')],
  ['by system', { OSType: 'windows' }, (id) => id.startsWith('win')],
  ['by architecture', { Architecture: 'arm64' }, (id) => id.includes('arm64')],
  ['by type', { InstanceType: 'ecs.g7.large' }, (id) => !id.includes('arm64')],
  ['for a VPC', { Filter: [{ at: '', Key: 'NetworkType', Value: 'vpc' }] }, () => true],
  ['for the classic network', { Filter: [{ at: '', Key: 'NetworkType', Value: 'classic' }] }, () => false],
  ['with a feature', { Filter: [{ at: '', Key: 'CpuOnlineUpgrade', Value: 'supported' }] }, () => false],
  ['made before a time', { Filter: [{ at: '', Key: 'CreationEndTime', Value: '2024-12-31T00:00Z' }] }, (id) => id.includes('_2024')],
  ['those in use', { Usage: 'instance' }, (id) => id === sampleInstance.image],
  ['those not in use', { Usage: 'none' }, (id) => id !== sampleInstance.image],
  ['of the system', { ImageOwnerAlias: 'system' }, () => true],
  ["of one's own", { ImageOwnerAlias: 'self' }, () => false],
  ['in a state', { Status: 'Available,Waiting' }, () => true],
  ['in another state', { Status: 'Deprecated' }, () => false],
  ['with a tag', { Tag: [{ at: '', Key: 'a' }] }, () => false],
  ['that cannot be used', { Usable: false }, () => false],
];
for (const [title, params, expected] of imageCases)
  test(`DescribeImages: ${title}`, () => assert.deepEqual(imageIds({ PageSize: 100, ...params }), all.filter(expected)));
test('DescribeImages: ten on a page', () => assert.deepEqual(imageIds({ PageNumber: 2, PageSize: 4 }), all.slice(4, 8)));

type TypeParams = Parameters<typeof describeInstanceTypes.handle>[0];
const types = (params: TypeParams) =>
  replyOf(call(describeInstanceTypes, params, state)) as {
    InstanceTypes: { InstanceType: { InstanceTypeId: string }[] };
    NextToken: string;
  };
const typeIds = (params: TypeParams): readonly string[] =>
  types(params).InstanceTypes.InstanceType.map(({ InstanceTypeId }) => InstanceTypeId);
const typeCases: readonly (readonly [title: string, params: TypeParams, expected: (type: (typeof instanceTypes)[number]) => boolean])[] = [
  ['all', {}, () => true],
  ['by id', { InstanceTypes: ['ecs.g7.large', 'none'] }, ({ id }) => id === 'ecs.g7.large'],
  ['by family', { InstanceTypeFamily: 'ecs.g6' }, ({ family }) => family.id === 'ecs.g6'],
  ['by families', { InstanceTypeFamilies: ['ecs.g6', 'ecs.g7'] }, ({ family }) => ['ecs.g6', 'ecs.g7'].includes(family.id)],
  ['by level', { InstanceFamilyLevel: 'CreditEntryLevel' }, ({ baselineCredit }) => baselineCredit > 0],
  ['by category', { InstanceCategory: 'Local SSDs' }, ({ localStorage }) => localStorage.amount > 0],
  ['by vCPUs', { MinimumCpuCoreCount: 4, MaximumCpuCoreCount: 4 }, ({ cores }) => cores === 4],
  ['by memory', { MinimumMemorySize: 0.5, MaximumMemorySize: 2 }, ({ memory }) => memory <= 2],
  ['by interfaces', { MinimumEniQuantity: 4 }, ({ enis }) => enis >= 4],
  ['by addresses', { MinimumEniPrivateIpAddressQuantity: 15 }, ({ privateIps }) => privateIps >= 15],
  ['by bandwidth', { MinimumInstanceBandwidthRx: 2_048_001 }, ({ bandwidth }) => bandwidth > 2_048_000],
  ['by credit', { MinimumBaselineCredit: 40 }, ({ baselineCredit }) => baselineCredit >= 40],
  ['by clock', { MinimumCpuSpeedFrequency: 2.6 }, ({ family }) => family.clock >= 2.6],
  ['by local disks', { LocalStorageCategory: 'local_ssd_pro' }, ({ localStorage }) => localStorage.amount > 0],
  ['ARM', { CpuArchitecture: 'ARM' }, () => false],
  ['with a GPU', { MinimumGPUAmount: 1 }, () => false],
  ['of a GPU', { GPUSpec: 'NVIDIA V100' }, () => false],
  ['NVMe', { NvmeSupport: 'required' }, ({ family }) => family.nvme === 'required'],
];
for (const [title, params, expected] of typeCases)
  test(`DescribeInstanceTypes: ${title}`, () =>
    assert.deepEqual(
      typeIds(params),
      instanceTypes.filter(expected).map(({ id }) => id),
    ));

test('DescribeInstanceTypes: pages by token', () => {
  const first = types({ MaxResults: 20 });
  assert.equal(first.InstanceTypes.InstanceType.length, 20);
  assert.deepEqual(
    typeIds({ MaxResults: 20, NextToken: first.NextToken }),
    instanceTypes.slice(20).map(({ id }) => id),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import describeZones from '#actions/ecs/describe-zones.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { Values } from '#kit/shape.ts';

type Params = Omit<Values<typeof describeZones.params>, 'RegionId'>;
type Zone = {
  readonly ZoneId: string;
  readonly LocalName: string;
  readonly AvailableResources: { readonly ResourcesInfo: readonly object[] };
};
const describe = (params: Params, region = 'cn-hangzhou') =>
  (replyOf(call(describeZones, { RegionId: region, ...params }, stateOf(), makeCtx({ region }))) as { Zones: { Zone: Zone[] } }).Zones.Zone;

const named: readonly (readonly [title: string, params: Params, region: string, id: string, name: string])[] = [
  ['Chinese names without a language', {}, 'cn-hangzhou', 'cn-hangzhou-b', '杭州 可用区B'],
  ['simplified Chinese for traditional', { AcceptLanguage: 'zh-TW' }, 'cn-hangzhou', 'cn-hangzhou-b', '杭州 可用区B'],
  ['English names', { AcceptLanguage: 'en-US' }, 'ap-southeast-1', 'ap-southeast-1b', 'Singapore Zone B'],
  ['a region that nobody listed', { AcceptLanguage: 'de' }, 'my-lab', 'my-lab-b', 'my-lab Zone B'],
];
for (const [title, params, region, id, name] of named) {
  test(`DescribeZones: ${title}`, () => {
    const [first] = describe(params, region);
    assert.deepEqual([first?.ZoneId, first?.LocalName], [id, name]);
  });
}

test('DescribeZones: at least two zones, each with instance types and disk categories, and every object even where it is empty', () => {
  const zones = describe({});
  assert.ok(zones.length >= 2);
  for (const zone of zones) {
    const { ZoneId, LocalName, AvailableInstanceTypes, AvailableDiskCategories, AvailableResources, ...rest } = zone as unknown as Record<
      string,
      Record<string, readonly unknown[]>
    >;
    assert.ok(AvailableInstanceTypes?.InstanceTypes?.includes('ecs.g7.large'));
    assert.ok(AvailableDiskCategories?.DiskCategories?.includes('cloud_efficiency'));
    const [details] = (AvailableResources?.ResourcesInfo ?? []) as readonly Record<string, unknown>[];
    assert.deepEqual(Object.keys(details ?? {}), [
      'IoOptimized',
      'NetworkTypes',
      'InstanceTypes',
      'InstanceTypeFamilies',
      'InstanceGenerations',
      'SystemDiskCategories',
      'DataDiskCategories',
    ]);
    assert.deepEqual(rest, {
      ZoneType: 'AvailabilityZone',
      AvailableResourceCreation: { ResourceTypes: ['VSwitch', 'IoOptimized', 'Instance', 'Disk'] },
      AvailableVolumeCategories: { VolumeCategories: [] },
      AvailableDedicatedHostTypes: { DedicatedHostType: [] },
      DedicatedHostGenerations: { DedicatedHostGeneration: [] },
    });
  }
});

test('DescribeZones: details only where they are wanted', () => {
  assert.deepEqual(describe({ Verbose: false })[0]?.AvailableResources, { ResourcesInfo: [] });
});

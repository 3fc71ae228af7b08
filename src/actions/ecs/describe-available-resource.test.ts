import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import describeAvailableResource from '#actions/ecs/describe-available-resource.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { Values } from '#kit/shape.ts';

type Params = Omit<Values<typeof describeAvailableResource.params>, 'RegionId'>;
type Supported = { readonly Value: string };
type Zone = {
  readonly ZoneId: string;
  readonly AvailableResources: {
    readonly AvailableResource: readonly { readonly SupportedResources: { readonly SupportedResource: readonly Supported[] } }[];
  };
};
const describe = (params: Params): unknown => {
  const reply = replyOf(call(describeAvailableResource, { RegionId: 'cn-hangzhou', ...params }, stateOf()));
  return typeof reply === 'string' ? reply : (reply as { AvailableZones: { AvailableZone: Zone[] } }).AvailableZones.AvailableZone;
};
/** Letters of the zones, and what the first of them has. */
const shown = (params: Params): string => {
  const zones = describe(params);
  if (typeof zones === 'string') return zones;
  const all = zones as readonly Zone[];
  const values = all[0]?.AvailableResources.AvailableResource[0]?.SupportedResources.SupportedResource.map(({ Value }) => Value) ?? [];
  return `${all.map(({ ZoneId }) => ZoneId.slice(-1)).join('')} ${values.join()}`.trim();
};

const g7 = 'ecs.g7.large';
const cases: readonly (readonly [title: string, params: Params, expected: string])[] = [
  ['zones', { DestinationResource: 'Zone', IoOptimized: 'optimized' }, 'bgh cn-hangzhou-b'],
  [
    'zones as Terraform asks for them',
    { DestinationResource: 'Zone', ResourceType: 'instance', InstanceType: g7, NetworkCategory: 'vpc' },
    'bgh cn-hangzhou-b',
  ],
  ['one zone', { DestinationResource: 'Zone', ZoneId: 'cn-hangzhou-g' }, 'g cn-hangzhou-g'],
  ['a zone of no region', { DestinationResource: 'Zone', ZoneId: 'cn-none' }, ''],
  ['one instance type', { DestinationResource: 'InstanceType', InstanceType: g7 }, `bgh ${g7}`],
  ['an instance type that there is not', { DestinationResource: 'Zone', InstanceType: 'ecs.none' }, ''],
  ['instance types by size', { DestinationResource: 'InstanceType', Cores: 8, Memory: 32 }, 'bgh ecs.g6.2xlarge,ecs.g7.2xlarge'],
  ['I/O optimization', { DestinationResource: 'IoOptimized' }, 'bgh optimized'],
  ['none without it', { DestinationResource: 'InstanceType', IoOptimized: 'none' }, ''],
  ['networks', { DestinationResource: 'Network' }, 'bgh vpc'],
  ['none on the classic network', { DestinationResource: 'Zone', NetworkCategory: 'classic' }, ''],
  ['dedicated hosts', { DestinationResource: 'ddh' }, ''],
  [
    'one category of system disks',
    { DestinationResource: 'SystemDisk', InstanceType: g7, SystemDiskCategory: 'cloud_essd' },
    'bgh cloud_essd',
  ],
  ['a category that there is not', { DestinationResource: 'DataDisk', DataDiskCategory: 'tape' }, ''],
  ['no system disk of such a category', { DestinationResource: 'Zone', SystemDiskCategory: 'tape' }, ''],
  ['a dedicated host', { DestinationResource: 'Zone', DedicatedHostId: 'dh-1' }, '!InvalidDedicatedHostId.NotFound'],
  ['vCPUs of what is no instance type', { DestinationResource: 'Zone', Cores: 2 }, '!InvalidParam.Cores'],
  ['memory of what is no instance type', { DestinationResource: 'Zone', Memory: 2 }, '!InvalidParam.Memory'],
  ['a type and its size', { DestinationResource: 'InstanceType', InstanceType: g7, Cores: 2 }, '!InvalidParam.TypeAndCpuMem.Conflict'],
  ['a type and its memory', { DestinationResource: 'InstanceType', InstanceType: g7, Memory: 8 }, '!InvalidParam.TypeAndCpuMem.Conflict'],
];
for (const [title, params, expected] of cases) test(`DescribeAvailableResource: ${title}`, () => assert.equal(shown(params), expected));

test('DescribeAvailableResource: every field, sizes where they are disks', () => {
  const stock = { Status: 'Available', StatusCategory: 'WithStock' };
  assert.deepEqual(describe({ DestinationResource: 'DataDisk', DataDiskCategory: 'cloud_essd', ZoneId: 'cn-hangzhou-b' }), [
    {
      RegionId: 'cn-hangzhou',
      ZoneId: 'cn-hangzhou-b',
      ...stock,
      AvailableResources: {
        AvailableResource: [
          {
            Type: 'DataDisk',
            SupportedResources: { SupportedResource: [{ ...stock, Value: 'cloud_essd', Min: 20, Max: 65536, Unit: 'GiB' }] },
          },
        ],
      },
    },
  ]);
});

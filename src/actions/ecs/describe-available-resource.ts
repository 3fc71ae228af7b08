import { action } from '#actions/action.ts';
import { describeAvailableResourceErrors } from '#actions/ecs/describe-available-resource-errors.ts';
import { integer, text, wrapped } from '#actions/fields.ts';
import { enumParam, integerParam, numberParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { dataCategories, sizesOf, systemCategories } from '#domain/disk.ts';
import { instanceTypes } from '#domain/instance-types.ts';
import { zonesOf } from '#domain/regions.ts';

const stock = { Status: 'Available', StatusCategory: 'WithStock' } as const;
const stockFields = {
  Status: text('Always `Available`.', '资源状态，固定为 `Available`。'),
  StatusCategory: text('Always `WithStock`.', '库存状态，固定为 `WithStock`。'),
};
const supportedFields = {
  ...stockFields,
  Value: text('What it is.', '资源值。'),
  Min: integer('Of disks: the smallest size.', '云盘的最小容量。'),
  Max: integer('Of disks: the largest size.', '云盘的最大容量。'),
  Unit: text('Of disks: `GiB`.', '云盘容量的单位：`GiB`。'),
};
const resourceFields = {
  Type: text('DestinationResource.', '资源类型，即 DestinationResource。'),
  SupportedResources: wrapped('SupportedResource', supportedFields, 'What there is.', '可供创建的资源。'),
};
const zoneFields = {
  RegionId: text('The region.', '地域 ID。'),
  ZoneId: text('The zone.', '可用区 ID。'),
  ...stockFields,
  AvailableResources: wrapped('AvailableResource', resourceFields, 'What there is in it.', '可用区中的资源。'),
};

type Size = { readonly Cores?: number | undefined; readonly Memory?: number | undefined; readonly InstanceType?: string | undefined };
const typesOf = ({ InstanceType, Cores, Memory }: Size) =>
  instanceTypes.filter(
    ({ id, cores, memory }) => id === (InstanceType ?? id) && cores === (Cores ?? cores) && memory === (Memory ?? memory),
  );

const disks = (use: 'system' | 'data', categories: readonly string[]) =>
  categories.map((category) => {
    const [Min = 0, Max = 0] = sizesOf(use, category, '') ?? [];
    return { ...stock, Value: category, Min, Max, Unit: 'GiB' };
  });
const plain = (values: readonly string[]) => values.map((Value) => ({ ...stock, Value }));

const has = (all: readonly string[], one: string | undefined): boolean => one === undefined || all.includes(one);

export default action({
  product: 'Ecs',
  name: 'DescribeAvailableResource',
  summary: {
    en: 'Lists what the zones of a region have. Nothing runs out, and every zone has the whole catalogue.',
    zh: '查询地域中各可用区的资源。所有可用区均支持全部资源，且库存始终充足。',
  },
  mode: 'read',
  params: {
    RegionId: { ...regionId, wrong: 'Invalid.RegionId' },
    ZoneId: stringParam('This zone only.', '仅查询该可用区。', { example: 'cn-hangzhou-b' }),
    DestinationResource: enumParam(
      ['Zone', 'IoOptimized', 'InstanceType', 'Network', 'ddh', 'SystemDisk', 'DataDisk'],
      'What to list. There are no dedicated hosts (`ddh`).',
      '要查询的资源类型。此处没有专有宿主机（`ddh`）。',
      {
        required: true,
        missing: 'Invalid.Param',
        wrong: 'Invalid.DestinationResource',
        example: 'InstanceType',
      },
    ),
    ResourceType: enumParam(
      ['instance', 'disk', 'reservedinstance', 'ddh'],
      'Accepted; it changes nothing here.',
      '接受；此处不影响查询结果。',
      {
        anyCase: true,
        wrong: 'Invalid.ResourceType',
        example: 'instance',
      },
    ),
    InstanceChargeType: enumParam(['PrePaid', 'PostPaid'], 'Accepted; all is offered both ways.', '接受；所有资源均支持两种计费方式。', {
      anyCase: true,
      wrong: 'Invalid.InstanceChargeType',
      example: 'PostPaid',
    }),
    SpotStrategy: enumParam(
      ['NoSpot', 'SpotWithPriceLimit', 'SpotAsPriceGo'],
      'Accepted; all is offered each way.',
      '接受；所有资源均支持。',
      { wrong: 'Invalid.SpotStrategy', example: 'NoSpot' },
    ),
    SpotDuration: integerParam('Accepted and ignored.', '接受但忽略。', { example: '1' }),
    Scope: stringParam('Accepted and ignored.', '接受但忽略。', { example: 'Region' }),
    IoOptimized: enumParam(
      ['none', 'optimized'],
      '`optimized`, as all instance types are; with `none` nothing is found.',
      '`optimized`：所有实例规格均为 I/O 优化；取值 `none` 时结果为空。',
      { wrong: 'Invalid.IoOptimized', example: 'optimized' },
    ),
    NetworkCategory: enumParam(['vpc', 'classic'], '`vpc`; with `classic` nothing is found.', '`vpc`；取值 `classic` 时结果为空。', {
      anyCase: true,
      wrong: 'Invalid.NetworkCategory',
      example: 'vpc',
    }),
    InstanceType: stringParam('An instance type; zones without it are left out.', '实例规格；不支持该规格的可用区不返回。', {
      example: 'ecs.g7.large',
    }),
    Cores: integerParam('vCPUs of an instance type.', '实例规格的 vCPU 数。', { example: '2' }),
    Memory: numberParam('GiB of an instance type.', '实例规格的内存，单位为 GiB。', { example: '8' }),
    SystemDiskCategory: stringParam('A category; zones without it are left out.', '系统盘类型；不支持该类型的可用区不返回。', {
      values: systemCategories,
      example: 'cloud_essd',
    }),
    DataDiskCategory: stringParam('A category; zones without it are left out.', '数据盘类型；不支持该类型的可用区不返回。', {
      values: dataCategories,
      example: 'cloud_essd',
    }),
    DedicatedHostId: stringParam('There are no dedicated hosts here.', '此处没有专有宿主机。'),
    ...ownerParams,
  },
  returns: { ...requestIdField, AvailableZones: wrapped('AvailableZone', zoneFields, 'Zones that have it.', '有资源的可用区列表。') },
  errors: describeAvailableResourceErrors,
  ram: ramRow('ecs:DescribeAvailableResource', 'list', [required('All Resources', '*')]),
  example: {
    request: { RegionId: 'cn-hangzhou', DestinationResource: 'InstanceType', InstanceType: 'ecs.g7.large' },
    reply: {
      RequestId: '0041D94C-FB92-4C49-B115-259DA1CE1923',
      AvailableZones: {
        AvailableZone: [
          {
            RegionId: 'cn-hangzhou',
            ZoneId: 'cn-hangzhou-b',
            ...stock,
            AvailableResources: {
              AvailableResource: [
                { Type: 'InstanceType', SupportedResources: { SupportedResource: [{ ...stock, Value: 'ecs.g7.large' }] } },
              ],
            },
          },
        ],
      },
    },
  },
  *handle(p, ctx) {
    if (p.DedicatedHostId !== undefined) return ctx.fail('InvalidDedicatedHostId.NotFound');
    const sized = p.Cores !== undefined || p.Memory !== undefined;
    if (p.DestinationResource !== 'InstanceType' && p.Cores !== undefined) return ctx.fail('InvalidParam.Cores');
    if (p.DestinationResource !== 'InstanceType' && p.Memory !== undefined) return ctx.fail('InvalidParam.Memory');
    if (p.InstanceType !== undefined && sized) return ctx.fail('InvalidParam.TypeAndCpuMem.Conflict');

    const types = typesOf(p);
    const fits =
      types.length > 0 &&
      p.IoOptimized !== 'none' &&
      p.NetworkCategory !== 'classic' &&
      p.DestinationResource !== 'ddh' &&
      has(systemCategories, p.SystemDiskCategory) &&
      has(dataCategories, p.DataDiskCategory);
    const supportedIn = (zone: string): readonly object[] => {
      switch (p.DestinationResource) {
        case 'InstanceType':
          return plain(types.map(({ id }) => id));
        case 'SystemDisk':
          return disks('system', p.SystemDiskCategory === undefined ? systemCategories : [p.SystemDiskCategory]);
        case 'DataDisk':
          return disks('data', p.DataDiskCategory === undefined ? dataCategories : [p.DataDiskCategory]);
        default:
          return plain([{ Zone: zone, IoOptimized: 'optimized', Network: 'vpc', ddh: '' }[p.DestinationResource]]);
      }
    };
    const zones = fits ? zonesOf(ctx.region).filter((zone) => zone === (p.ZoneId ?? zone)) : [];
    const AvailableZone = zones.map((zone) => ({
      RegionId: ctx.region,
      ZoneId: zone,
      ...stock,
      AvailableResources: {
        AvailableResource: [{ Type: p.DestinationResource, SupportedResources: { SupportedResource: supportedIn(zone) } }],
      },
    }));
    return { reply: { AvailableZones: { AvailableZone } }, effects: [] };
  },
});

import { action } from '#actions/action.ts';
import { documented } from '#actions/error-rows.ts';
import { flag, object, text, wrapped } from '#actions/fields.ts';
import { booleanParam, enumParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { dataCategories, systemCategories } from '#domain/disk.ts';
import { instanceTypes } from '#domain/instance-types.ts';
import { zoneNameOf, zonesOf } from '#domain/regions.ts';

const types = instanceTypes.map(({ id }) => id);
const resources = {
  IoOptimized: true,
  NetworkTypes: { supportedNetworkCategory: ['vpc'] },
  InstanceTypes: { supportedInstanceType: types },
  InstanceTypeFamilies: { supportedInstanceTypeFamily: [...new Set(instanceTypes.map(({ family }) => family.id))] },
  InstanceGenerations: { supportedInstanceGeneration: [...new Set(instanceTypes.map(({ family }) => family.generation))] },
  SystemDiskCategories: { supportedSystemDiskCategory: systemCategories },
  DataDiskCategories: { supportedDataDiskCategory: dataCategories },
};

const detailFields = {
  IoOptimized: flag('Always true.', '是否为 I/O 优化实例，固定为 true。'),
  NetworkTypes: wrapped('supportedNetworkCategory', 'string', '`vpc`.', '支持的网络类型：`vpc`。'),
  InstanceTypes: wrapped('supportedInstanceType', 'string', 'Instance types.', '支持的实例规格。'),
  InstanceTypeFamilies: wrapped('supportedInstanceTypeFamily', 'string', 'Instance families.', '支持的实例规格族。'),
  InstanceGenerations: wrapped('supportedInstanceGeneration', 'string', 'Generations of instances.', '支持的实例系列。'),
  SystemDiskCategories: wrapped('supportedSystemDiskCategory', 'string', 'Categories of system disks.', '支持的系统盘类型。'),
  DataDiskCategories: wrapped('supportedDataDiskCategory', 'string', 'Categories of data disks.', '支持的数据盘类型。'),
};
const zoneFields = {
  ZoneId: text('The ID of the zone.', '可用区 ID。'),
  LocalName: text('Its name.', '可用区名称。'),
  ZoneType: text('Always `AvailabilityZone`.', '可用区类型，固定为 `AvailabilityZone`。'),
  AvailableResourceCreation: wrapped('ResourceTypes', 'string', 'What can be made there.', '允许创建的资源类型。'),
  AvailableInstanceTypes: wrapped('InstanceTypes', 'string', 'Instance types.', '允许创建的实例规格。'),
  AvailableDiskCategories: wrapped('DiskCategories', 'string', 'Categories of disks.', '支持的云盘类型。'),
  AvailableResources: object(
    { ResourcesInfo: { kind: 'list', of: detailFields, doc: { en: 'Details.', zh: '详细信息。' } } },
    'The same in detail; empty with Verbose=false.',
    '资源的详细信息；Verbose=false 时为空。',
  ),
  AvailableVolumeCategories: wrapped('VolumeCategories', 'string', 'Always empty.', '共享存储类型，始终为空。'),
  AvailableDedicatedHostTypes: wrapped('DedicatedHostType', 'string', 'Always empty.', '专有宿主机规格，始终为空。'),
  DedicatedHostGenerations: wrapped('DedicatedHostGeneration', 'string', 'Always empty.', '专有宿主机系列，始终为空。'),
};

/** A zone, which has the whole catalogue; `language` of its name. */
const zoneOf = (region: string, zone: string, language: 'en' | 'zh', verbose: boolean) => ({
  ZoneId: zone,
  LocalName: zoneNameOf(region, zone)[language],
  ZoneType: 'AvailabilityZone',
  AvailableResourceCreation: { ResourceTypes: ['VSwitch', 'IoOptimized', 'Instance', 'Disk'] },
  AvailableInstanceTypes: { InstanceTypes: types },
  AvailableDiskCategories: { DiskCategories: dataCategories },
  AvailableResources: { ResourcesInfo: verbose ? [resources] : [] },
  AvailableVolumeCategories: { VolumeCategories: [] },
  AvailableDedicatedHostTypes: { DedicatedHostType: [] },
  DedicatedHostGenerations: { DedicatedHostGeneration: [] },
});

/** The table of 2021 knows three languages, the SDK of 2026 seven. */
export default action({
  product: 'Ecs',
  name: 'DescribeZones',
  summary: {
    en: 'Lists the zones of a region. Each has the whole catalogue of instance types and disks.',
    zh: '查询地域的可用区列表。每个可用区均支持全部实例规格和云盘类型。',
  },
  mode: 'read',
  seeds: true,
  params: {
    RegionId: regionId,
    AcceptLanguage: enumParam(
      ['zh-CN', 'zh-TW', 'en-US', 'ja', 'fr', 'de', 'ko'],
      'Language of LocalName: Chinese for `zh-CN` (the default) and `zh-TW`, English for all others.',
      'LocalName 的语言：`zh-CN`（默认）和 `zh-TW` 返回简体中文，其他语言返回英文。',
      { wrong: 'InvalidAcceptLanguage.NotFound', example: 'zh-CN' },
    ),
    InstanceChargeType: enumParam(
      ['PrePaid', 'PostPaid'],
      'A way of paying; all zones know both.',
      '计费方式；所有可用区均支持两种计费方式。',
      {
        anyCase: true,
        wrong: 'InvalidInstanceChargeType.NotFound',
        example: 'PostPaid',
      },
    ),
    SpotStrategy: enumParam(
      ['NoSpot', 'SpotWithPriceLimit', 'SpotAsPriceGo'],
      'A way of bidding; all zones know each.',
      '竞价策略；所有可用区均支持。',
      { wrong: 'InvalidSpotStrategy', example: 'NoSpot' },
    ),
    Verbose: booleanParam('Whether AvailableResources is filled; true by default.', '是否返回 AvailableResources，默认为 true。', {
      example: 'true',
    }),
    ...ownerParams,
  },
  returns: { ...requestIdField, Zones: wrapped('Zone', zoneFields, 'The zones.', '可用区列表。') },
  errors: {
    'InvalidRegionId.NotFound': invalidRegion,
    'InvalidAcceptLanguage.NotFound': documented(
      404,
      'Only Chinese (zh-CN), English (en-US), and Japanese (ja) are allowed.',
      'AcceptLanguage is none of its values.',
      'AcceptLanguage 的取值无效。',
      'AcceptLanguage=en',
    ),
    'InvalidInstanceChargeType.NotFound': documented(
      404,
      'The InstanceChargeType does not exist in our records',
      'InstanceChargeType is none of its values.',
      'InstanceChargeType 的取值无效。',
      'InstanceChargeType=Free',
    ),
    InvalidSpotStrategy: documented(
      400,
      'The specified SpotStrategy is not valid.',
      'SpotStrategy is none of its values.',
      'SpotStrategy 的取值无效。',
      'SpotStrategy=Spot',
    ),
  },
  ram: ramRow('ecs:DescribeZones', 'list', [required('All Resources', '*')]),
  example: {
    request: { RegionId: 'cn-hangzhou', Verbose: 'false' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      Zones: {
        Zone: [
          {
            ZoneId: 'cn-hangzhou-b',
            LocalName: '杭州 可用区B',
            ZoneType: 'AvailabilityZone',
            AvailableResourceCreation: { ResourceTypes: ['VSwitch', 'IoOptimized', 'Instance', 'Disk'] },
            AvailableInstanceTypes: { InstanceTypes: ['ecs.g7.large'] },
            AvailableDiskCategories: { DiskCategories: ['cloud_essd'] },
            AvailableResources: { ResourcesInfo: [] },
          },
        ],
      },
    },
  },
  *handle(p, ctx) {
    const language = p.AcceptLanguage === undefined || p.AcceptLanguage.startsWith('zh') ? 'zh' : 'en';
    const Zone = zonesOf(ctx.region).map((zone) => zoneOf(ctx.region, zone, language, p.Verbose ?? true));
    return { reply: { Zones: { Zone } }, effects: [] };
  },
});

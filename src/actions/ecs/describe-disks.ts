import { action, type Ctx, here } from '#actions/action.ts';
import { dryRun, dryRunOperation } from '#actions/dry-run.ts';
import { diskFields, diskOf, disksOf, type HeldDisk } from '#actions/ecs/instances/disk-view.ts';
import { badToken } from '#actions/ecs/instances/instance-params.ts';
import { sampleShown } from '#actions/ecs/instances/instance-sample.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { wrapped } from '#actions/fields.ts';
import { whereOf } from '#actions/filters.ts';
import { cutByNumber, cutByToken } from '#actions/list-cut.ts';
import { nextTokenField, pageFields } from '#actions/pages.ts';
import { booleanParam, enumParam, integerParam, jsonStringsParam, rowsParam, stringParam, stringsParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField, tagRows } from '#actions/vocabulary.ts';
import { root } from '#domain/finding.ts';
import { list } from '#domain/paging.ts';
import type { Deciding, Where } from '#kit/deciding.ts';

const noneHere = (en: string, zh: string) => stringParam(`${en}; there are none here.`, `${zh}；此处没有。`);
const never = booleanParam('None has it.', '均为 false。');
const params = {
  RegionId: regionId,
  DiskIds: jsonStringsParam(100, 'A JSON array of up to 100 disk IDs.', '云盘 ID 的 JSON 数组，最多 100 个。', {
    wrong: 'InvalidDiskIds.ValueNotSupported',
    example: '["d-bp67acfmxazb4p0000"]',
  }),
  InstanceId: stringParam('Disks of this instance.', '云盘挂载的实例 ID。', { example: 'i-bp67acfmxazb4p0000' }),
  DiskType: enumParam(['all', 'system', 'data'], '`all` by default.', '云盘类型，默认为 `all`。'),
  Category: stringParam('The category, or `all`.', '云盘种类，或 `all`。', { example: 'cloud_essd' }),
  DiskName: stringParam('The exact name.', '云盘名称，精确匹配。'),
  DiskChargeType: enumParam(['PrePaid', 'PostPaid'], 'How it is paid.', '付费方式。', { wrong: 'InvalidDiskChargeType.NotFound' }),
  Status: enumParam(
    ['In_use', 'Available', 'Attaching', 'Detaching', 'Creating', 'ReIniting', 'All'],
    'All are `In_use`.',
    '云盘状态；均为 `In_use`。',
  ),
  ZoneId: stringParam('The zone.', '可用区 ID。'),
  ResourceGroupId: stringParam('The resource group of the instance.', '资源组 ID。'),
  DeleteWithInstance: booleanParam('Whether it goes with its instance.', '是否随实例释放。'),
  Encrypted: booleanParam('Only encrypted ones.', '仅返回加密云盘。'),
  KMSKeyId: stringParam('The key.', 'KMS 密钥 ID。'),
  Portable: booleanParam('Whether it could be detached.', '是否可卸载。'),
  SnapshotId: noneHere('A snapshot', '快照 ID'),
  AutoSnapshotPolicyId: noneHere('A policy', '自动快照策略 ID'),
  LockReason: enumParam(['financial', 'security', 'recycling', 'dedicatedhostfinancial'], 'None is locked.', '锁定原因；均未锁定。', {
    wrong: 'InvalidLockReason.NotFound',
  }),
  MultiAttach: enumParam(['Disabled', 'Enabled', 'LegacyShared'], 'All are `Disabled`.', '多重挂载；均为 `Disabled`。', {
    wrong: 'InvalidParameter.MultiAttach',
  }),
  DeleteAutoSnapshot: never,
  EnableAutoSnapshot: never,
  EnableAutomatedSnapshotPolicy: never,
  EnableShared: never,
  Filter: rowsParam(
    20,
    {
      Key: stringParam('`CreationStartTime` or `CreationEndTime`.', '`CreationStartTime` 或 `CreationEndTime`。'),
      Value: stringParam('A time, UTC.', '时间，UTC。'),
    },
    'Made after, or before, a time.',
    '按创建时间过滤。',
  ),
  Tag: { ...tagRows, doc: { en: 'Tags of the instance.', zh: '实例须具有的标签。' } },
  AdditionalAttributes: stringsParam(20, 'Everything is always shown.', '附加属性；始终返回全部属性。'),
  MaxResults: integerParam('Rows on a page when paging by token: 10 to 500.', '使用凭证分页时每页条数：10～500。', { example: '10' }),
  NextToken: stringParam('The NextToken of the page before.', '上一页返回的 NextToken。'),
  PageNumber: integerParam('Page number, 1 by default.', '页码，默认为 1。', { min: 1, max: 2147483647, deprecated: true }),
  PageSize: integerParam('Rows on a page, 10 by default.', '每页条数，默认为 10。', { min: 1, max: 100, deprecated: true }),
  DryRun: dryRun,
  ...ownerParams,
} as const;

/** Inferred: the region, a token that was never given, DryRunOperation. What does not exist here, such as a snapshot, finds nothing. */
export default action({
  product: 'Ecs',
  name: 'DescribeDisks',
  summary: { en: 'Lists the disks of instances, by instance.', zh: '查询实例的云盘列表，按实例返回。' },
  mode: 'read',
  params,
  returns: { ...requestIdField, Disks: wrapped('Disk', diskFields, 'The disks.', '云盘列表。'), ...nextTokenField, ...pageFields },
  errors: {
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    'InvalidDiskIds.ValueNotSupported': documented(
      404,
      'The specified parameter "DiskIds" is not supported.',
      'DiskIds is no JSON array of at most 100 IDs.',
      'DiskIds 不是最多包含 100 个 ID 的 JSON 数组。',
      'DiskIds=d-1,d-2',
    ),
    'InvalidDiskChargeType.NotFound': documented(
      404,
      'The DiskChargeType does not exist in our records.',
      'DiskChargeType is none of its values.',
      'DiskChargeType 的取值无效。',
      'DiskChargeType=Free',
    ),
    'InvalidLockReason.NotFound': documented(
      404,
      'The specified LockReason is not found.',
      'LockReason is none of its values.',
      'LockReason 的取值无效。',
      'LockReason=none',
    ),
    'InvalidParameter.MultiAttach': documented(
      403,
      'The specified param MultiAttach is not valid.',
      'MultiAttach is none of its values.',
      'MultiAttach 的取值无效。',
      'MultiAttach=Some',
    ),
    'InvalidFilterKey.NotFound': documented(
      404,
      'The filter key is not found.',
      'Filter.N.Key is neither CreationStartTime nor CreationEndTime.',
      'Filter.N.Key 的取值无效。',
      'Filter.1.Key=Color&Filter.1.Value=red',
    ),
    InvalidFilterValue: documented(
      404,
      'The filter value is not valid.',
      'Filter.N.Value is no time.',
      'Filter.N.Value 不是时间。',
      'Filter.1.Key=CreationStartTime&Filter.1.Value=now',
    ),
    'InvalidParameter.NextToken': badToken,
    DryRunOperation: asInferred(dryRunOperation),
  },
  ram: ramRow('ecs:DescribeDisks', 'get', [required('Disk', 'acs:ecs:{region}:{account}:disk/*')], ['ecs:tag']),
  example: {
    request: { RegionId: 'cn-hangzhou', InstanceId: 'i-bp67acfmxazb4p0000', DiskType: 'system' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      Disks: { Disk: disksOf(sampleShown.instance).map(diskOf) },
      NextToken: '',
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    const times: ((created: number) => boolean)[] = [];
    for (const { Key, Value = '' } of p.Filter ?? []) {
      if (Key !== 'CreationStartTime' && Key !== 'CreationEndTime') return ctx.fail('InvalidFilterKey.NotFound');
      const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(Value) ? Date.parse(Value) : Number.NaN;
      if (Number.isNaN(at)) return ctx.fail('InvalidFilterValue');
      times.push(Key === 'CreationStartTime' ? (created) => created >= at : (created) => created <= at);
    }
    if (p.DryRun) return ctx.fail('DryRunOperation');

    const is = <T>(wanted: T | undefined, value: T): boolean => wanted === undefined || wanted === value;
    const absent = [p.SnapshotId, p.AutoSnapshotPolicyId, p.LockReason].some((one) => one !== undefined);
    const flags = [p.DeleteAutoSnapshot, p.EnableAutoSnapshot, p.EnableAutomatedSnapshotPolicy, p.EnableShared].includes(true);
    const found = absent || flags ? [] : yield* candidates(ctx, p);
    const disks = found.filter(
      ({ instance: { head }, disk, use }) =>
        (p.DiskType === undefined || p.DiskType === 'all' || p.DiskType === use) &&
        (p.Category === undefined || p.Category === 'all' || p.Category === disk.category) &&
        is(p.DiskName, disk.name) &&
        is(p.DeleteWithInstance, disk.deleteWithInstance) &&
        (p.Encrypted !== true || disk.encrypted) &&
        is(p.KMSKeyId, disk.kmsKey) &&
        is(p.Portable, use === 'data') &&
        is(p.MultiAttach, 'Disabled') &&
        (p.Status === undefined || p.Status === 'All' || p.Status === 'In_use') &&
        (p.DiskIds === undefined || p.DiskIds.includes(disk.id)) &&
        times.every((fits) => fits(head.created)),
    );
    if (p.MaxResults === undefined && p.NextToken === undefined) {
      const { rows, paging } = cutByNumber(disks, p);
      return { reply: { Disks: { Disk: rows.map(diskOf) }, NextToken: '', ...paging }, effects: [] };
    }
    const size = Math.min(Math.max(p.MaxResults ?? 10, 10), 500);
    const { rows, NextToken } = cutByToken(ctx, disks, { size, NextToken: p.NextToken }, 'InvalidParameter.NextToken');
    return { reply: { Disks: { Disk: rows.map(diskOf) }, NextToken, TotalCount: disks.length }, effects: [] };
  },
});

type Asked = {
  readonly InstanceId?: string;
  readonly DiskIds?: readonly string[];
  readonly ZoneId?: string;
  readonly ResourceGroupId?: string;
  readonly DiskChargeType?: string;
  readonly Tag?: Parameters<typeof whereOf>[1];
};
/** The disks of the instances that may be: one, those that have the disks, or all. */
function* candidates(ctx: Ctx, p: Asked): Deciding<readonly HeldDisk[]> {
  const scope = { account: ctx.account, region: ctx.region };
  const base: Where = whereOf({ zone: p.ZoneId, resourceGroup: p.ResourceGroupId, chargeType: p.DiskChargeType }, p.Tag);
  const ids = p.InstanceId === undefined ? undefined : [p.InstanceId];
  if (ids && !(yield* root(here(ctx, 'instance', ids[0] ?? '')))) return [];
  const everything = { limit: Number.MAX_SAFE_INTEGER - 1, total: false };
  if (p.DiskIds === undefined)
    return (yield* list(scope, 'instance', { where: base, ids, keep: () => true }, everything)).rows.flatMap(disksOf);
  const found: HeldDisk[] = [];
  for (const disk of new Set(p.DiskIds)) {
    const { rows } = yield* list(scope, 'instance', { where: [...base, ['disk', disk]], ids, keep: () => true }, everything);
    found.push(...rows.flatMap(disksOf).filter((held) => held.disk.id === disk));
  }
  return found;
}

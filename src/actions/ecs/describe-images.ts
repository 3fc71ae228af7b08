import { action, type Ctx } from '#actions/action.ts';
import { dryRun, dryRunOperation } from '#actions/dry-run.ts';
import { imageFields, imageReply, imageSample } from '#actions/ecs/instances/image-view.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { text, wrapped } from '#actions/fields.ts';
import { cutByNumber } from '#actions/list-cut.ts';
import { pageFields, pageParams } from '#actions/pages.ts';
import { booleanParam, enumParam, integerParam, rowsParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField, tagRows } from '#actions/vocabulary.ts';
import { page } from '#domain/finding.ts';
import { type Image, images } from '#domain/images.ts';
import { instanceTypeOf } from '#domain/instance-types.ts';
import { matchesName } from '#domain/key-pair.ts';

const features = ['CpuOnlineUpgrade', 'CpuOnlineDowngrade', 'MemoryOnlineUpgrade', 'MemoryOnlineDowngrade'];
const filterKeys = ['CreationStartTime', 'CreationEndTime', 'NetworkType', ...features];
const sources = ['system', 'self', 'others', 'marketplace'] as const;

const filter = rowsParam(
  20,
  {
    Key: stringParam(
      'A time, `NetworkType`, or a feature such as `CpuOnlineUpgrade`.',
      '创建时间、`NetworkType` 或热升级能力（如 `CpuOnlineUpgrade`）。',
      {
        example: 'CreationStartTime',
      },
    ),
    Value: stringParam('Its value.', '过滤值。'),
  },
  'Made after, or before, a time; for a network; with a feature, which no image here has.',
  '按创建时间、网络类型或热升级能力过滤；此处的镜像均不支持热升级。',
);

/**
 * Inferred: the region, DryRunOperation. There are public images only, and they are the same in every region; so no request gets the rows on
 * owners and shared images.
 */
export default action({
  product: 'Ecs',
  name: 'DescribeImages',
  summary: { en: 'Lists the public images that are known here.', zh: '查询此处已知的公共镜像。' },
  mode: 'read',
  params: {
    RegionId: regionId,
    ImageId: stringParam('Up to 100 IDs, joined by commas.', '镜像 ID，最多 100 个，以半角逗号分隔。', {
      example: 'aliyun_3_x64_20G_alibase_20250117.vhd',
    }),
    ImageName: stringParam('The name; `*` stands for any text.', '镜像名称，支持通配符 `*`。', { example: 'ubuntu*' }),
    ImageFamily: stringParam('The family.', '镜像族系。', { example: 'acs:ubuntu_22_04_x64' }),
    ImageOwnerAlias: enumParam(sources, 'All are `system`.', '镜像来源；均为 `system`。', {
      wrong: 'InvalidImageOwnerAlias.ValueNotSupported',
    }),
    ImageOwnerId: integerParam('Accepted and ignored.', '接受但忽略。'),
    Status: stringParam('States, joined by commas; all are `Available`.', '镜像状态，以半角逗号分隔；均为 `Available`。', {
      example: 'Available',
    }),
    OSType: enumParam(['linux', 'windows'], 'The operating system.', '操作系统类型。', { anyCase: true, wrong: 'InvalidOSType' }),
    Architecture: enumParam(['i386', 'x86_64', 'arm64'], 'The architecture.', '镜像架构。', {
      wrong: 'InvalidArchitecture',
    }),
    InstanceType: stringParam('Images that fit this type.', '适用于该实例规格的镜像。', { example: 'ecs.g7.large' }),
    Usage: enumParam(['instance', 'none'], 'Whether an instance of the account has it.', '是否有实例使用。', { wrong: 'InvalidUsage' }),
    Usable: booleanParam('All are.', '是否可用；均为 true。'),
    IsPublic: booleanParam('All are.', '是否为公共镜像；均为 true。'),
    IsSupportCloudinit: booleanParam('All are.', '是否支持 cloud-init；均为 true。'),
    IsSupportIoOptimized: booleanParam('All are.', '是否支持 I/O 优化实例；均为 true。'),
    ActionType: enumParam(['CreateEcs', 'ChangeOS'], 'Accepted and ignored.', '接受但忽略。'),
    SnapshotId: stringParam('There are no snapshots here.', '快照 ID；此处没有快照。'),
    ResourceGroupId: stringParam('No image is in one.', '资源组 ID；公共镜像不属于任何资源组。'),
    ShowExpired: booleanParam('Accepted and ignored.', '接受但忽略。', { deprecated: true }),
    Filter: filter,
    Tag: { ...tagRows, doc: { en: 'No image has tags.', zh: '公共镜像没有标签。' } },
    ...pageParams(100, 10),
    DryRun: dryRun,
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    RegionId: text('The region.', '地域 ID。'),
    Images: wrapped('Image', imageFields, 'The images.', '镜像列表。'),
    ...pageFields,
  },
  errors: {
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    'InvalidImageOwnerAlias.ValueNotSupported': documented(
      400,
      'The specified ImageOwnerAlias value is not supported.',
      'ImageOwnerAlias is none of its values.',
      'ImageOwnerAlias 的取值无效。',
      'ImageOwnerAlias=mine',
    ),
    InvalidUsage: documented(
      404,
      'The specified Usage is not valid.',
      'Usage is neither instance nor none.',
      'Usage 的取值无效。',
      'Usage=much',
    ),
    InvalidOSType: documented(
      404,
      'The specified OSType is not valid.',
      'OSType is neither linux nor windows.',
      'OSType 的取值无效。',
      'OSType=plan9',
    ),
    InvalidArchitecture: documented(
      404,
      'The specified Architecture is not valid.',
      'Architecture is none of its values.',
      'Architecture 的取值无效。',
      'Architecture=mips',
    ),
    'InvalidInstanceType.ValueNotSupported': documented(
      400,
      'The specified instance type %s does not exist. You can use the DescribeInstanceTypes API to query the available instance types.',
      'There is no such instance type.',
      '实例规格不存在。',
      'InstanceType=ecs.none.large',
    ),
    'InvalidTag.Mismatch': documented(
      400,
      'The specified Tag.n.Key and Tag.n.Value are not match.',
      'A tag has a value and no key.',
      '标签只有值没有键。',
      'Tag.1.Value=test',
    ),
    'InvalidFilterKey.NotFound': documented(
      404,
      'The specified Filter Key is not found.',
      'Filter.N.Key is none of its values.',
      'Filter.N.Key 的取值无效。',
      'Filter.1.Key=Color&Filter.1.Value=red',
    ),
    InvalidFilterValue: documented(
      404,
      'The specified Filter Value is not valid.',
      'Filter.N.Value is no time.',
      'Filter.N.Value 不是时间。',
      'Filter.1.Key=CreationStartTime&Filter.1.Value=now',
    ),
    'InvalidFilterValue.NetworkType': documented(
      400,
      'The specified networkType value in the Filter is invalid.',
      'The network is neither vpc nor classic.',
      '网络类型既不是 vpc 也不是 classic。',
      'Filter.1.Key=NetworkType&Filter.1.Value=none',
    ),
    DryRunOperation: asInferred(dryRunOperation),
  },
  ram: ramRow('ecs:DescribeImages', 'get', [required('Image', 'acs:ecs:{region}:{account}:image/*')], ['ecs:tag']),
  example: {
    request: { RegionId: 'cn-hangzhou', ImageOwnerAlias: 'system', ImageName: 'aliyun_3_x64*' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      RegionId: 'cn-hangzhou',
      Images: { Image: imageSample('aliyun_3_x64_20G_alibase_20250117.vhd') },
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    const states = p.Status?.split(',').map((one) => one.trim()) ?? ['Available'];
    if (p.InstanceType !== undefined && !instanceTypeOf(p.InstanceType))
      return ctx.fail('InvalidInstanceType.ValueNotSupported', p.InstanceType);
    if (p.Tag?.some(({ Key, key, Value, value }) => (Key ?? key) === undefined && (Value ?? value) !== undefined))
      return ctx.fail('InvalidTag.Mismatch');
    const filters = filtersOf(p.Filter ?? [], ctx);
    if (p.DryRun) return ctx.fail('DryRunOperation');
    const ids = p.ImageId?.split(',').map((id) => id.trim());
    const flags = [p.Usable, p.IsPublic, p.IsSupportCloudinit, p.IsSupportIoOptimized].includes(false);
    const absent = [p.SnapshotId, p.ResourceGroupId, p.Tag].some((one) => one !== undefined) || !states.includes('Available');
    const none = flags || absent || (p.ImageOwnerAlias !== undefined && p.ImageOwnerAlias !== 'system');
    const architecture = p.InstanceType === undefined ? p.Architecture : 'x86_64';

    const found: Readonly<Record<string, unknown>>[] = [];
    for (const image of none ? [] : images) {
      const fits =
        filters.every((filter) => filter(image)) &&
        (ids === undefined || ids.includes(image.id)) &&
        (p.ImageName === undefined || matchesName(image.id, p.ImageName)) &&
        (p.ImageFamily === undefined || p.ImageFamily === image.family) &&
        (p.OSType === undefined || p.OSType === image.osType) &&
        (p.Architecture === undefined || p.Architecture === image.architecture) &&
        (architecture === undefined || architecture === image.architecture);
      if (!fits) continue;
      const scope = { account: ctx.account, region: ctx.region };
      const isUsed = (yield* page(scope, 'instance', { where: [['image', image.id]], limit: 1 })).rows.length > 0;
      if (p.Usage === undefined || (p.Usage === 'instance') === isUsed) found.push(imageReply(image, isUsed));
    }
    const { rows, paging } = cutByNumber(found, p);
    return { reply: { RegionId: ctx.region, Images: { Image: rows }, ...paging }, effects: [] };
  },
});

type FilterCode = 'InvalidFilterKey.NotFound' | 'InvalidFilterValue' | 'InvalidFilterValue.NetworkType';
type FilterRow = { readonly Key?: string; readonly Value?: string };

function filtersOf(rows: readonly FilterRow[], ctx: Ctx<FilterCode>): readonly ((image: Image) => boolean)[] {
  return rows.map(({ Key = '', Value = '' }) => {
    if (!filterKeys.includes(Key)) return ctx.fail('InvalidFilterKey.NotFound');
    if (features.includes(Key)) return () => Value !== 'supported';
    if (Key === 'NetworkType') {
      if (Value !== 'vpc' && Value !== 'classic') return ctx.fail('InvalidFilterValue.NetworkType');
      return () => Value === 'vpc';
    }
    const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(Value) ? Date.parse(Value) : Number.NaN;
    if (Number.isNaN(at)) return ctx.fail('InvalidFilterValue');
    return Key === 'CreationStartTime' ? ({ created }) => created >= at : ({ created }) => created <= at;
  });
}

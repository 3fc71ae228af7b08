import { action } from '#actions/action.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { flag, integer, text, wrapped } from '#actions/fields.ts';
import { listPage, pageFields } from '#actions/pages.ts';
import { enumParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import type { InstanceHead } from '#domain/instance-head.ts';

const statusOf = ({ renewal }: InstanceHead): string => (renewal.automatic ? 'AutoRenewal' : 'Normal');
const page = { pattern: '^[1-9]\\d{0,8}$', wrong: 'InvalidParameter#page' } as const;

/** Inferred: the region, and the code of a page that is none. Only subscriptions are listed, as the documentation says. */
export default action({
  product: 'Ecs',
  name: 'DescribeInstanceAutoRenewAttribute',
  summary: { en: 'Lists subscriptions with how they renew themselves.', zh: '查询包年包月实例的自动续费属性。' },
  mode: 'read',
  params: {
    RegionId: regionId,
    InstanceId: stringParam('Up to 100 IDs, joined by commas.', '实例 ID，最多 100 个，以半角逗号分隔。', {
      example: 'i-bp67acfmxazb4p0000',
    }),
    RenewalStatus: enumParam(['AutoRenewal', 'Normal', 'NotRenewal'], 'How they renew.', '自动续费状态。'),
    PageNumber: stringParam('Page number, 1 by default.', '页码，默认为 1。', { ...page, example: '1' }),
    PageSize: stringParam('Rows on a page, 10 by default.', '每页条数，默认为 10。', { ...page, example: '10' }),
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    InstanceRenewAttributes: wrapped(
      'InstanceRenewAttribute',
      {
        InstanceId: text('The instance.', '实例 ID。'),
        AutoRenewEnabled: flag('Whether it renews itself.', '是否开启自动续费。'),
        RenewalStatus: text('`AutoRenewal` or `Normal`.', '自动续费状态：`AutoRenewal` 或 `Normal`。'),
        Duration: integer('By how much.', '自动续费时长。'),
        PeriodUnit: text('`Month` or `Week`.', '时长单位：`Month` 或 `Week`。'),
        EnableExpectedRenewDay: flag('Always false.', '始终为 false。'),
      },
      'The subscriptions.',
      '自动续费属性列表。',
    ),
    ...pageFields,
  },
  errors: {
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    'InvalidParameter#page': asInferred(
      documented(
        400,
        'The specified parameter is not valid.',
        'PageNumber or PageSize is no number.',
        'PageNumber 或 PageSize 不是正整数。',
        'PageNumber=0',
      ),
    ),
    'InvalidParameter.InvalidInstanceId': asInferred(
      documented(400, 'The specified parameter InstanceId is not valid.', 'More than 100 IDs are given.', 'ID 超过 100 个。', {
        en: 'InstanceId with 101 IDs.',
        zh: 'InstanceId 包含 101 个 ID。',
      }),
    ),
  },
  ram: ramRow(
    'ecs:DescribeInstanceAutoRenewAttribute',
    'get',
    [required('Instance', 'acs:ecs:{region}:{account}:instance/*')],
    ['ecs:tag'],
  ),
  example: {
    request: { RegionId: 'cn-hangzhou', InstanceId: 'i-bp67acfmxazb4p0000' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      InstanceRenewAttributes: { InstanceRenewAttribute: [] },
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 0,
    },
  },
  *handle(p, ctx) {
    const ids = p.InstanceId?.split(',').map((id) => id.trim());
    if (ids && ids.length > 100) return ctx.fail('InvalidParameter.InvalidInstanceId');
    const keep = (head: InstanceHead) => p.RenewalStatus === undefined || statusOf(head) === p.RenewalStatus;
    const filter = { where: [['chargeType', 'PrePaid']], ids, keep } as const;
    const asked = { PageNumber: Number(p.PageNumber ?? 1), PageSize: Math.min(Number(p.PageSize ?? 10), 100) };
    const { rows, paging } = yield* listPage(ctx, 'instance', filter, asked, { by: 'number', size: 10 });
    const InstanceRenewAttribute = rows.map(({ key, head }) => ({
      InstanceId: key.id,
      AutoRenewEnabled: head.renewal.automatic,
      RenewalStatus: statusOf(head),
      Duration: head.renewal.period,
      PeriodUnit: head.renewal.unit,
      EnableExpectedRenewDay: false,
    }));
    return { reply: { InstanceRenewAttributes: { InstanceRenewAttribute }, ...paging }, effects: [] };
  },
});

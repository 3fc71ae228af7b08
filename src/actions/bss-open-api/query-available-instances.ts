import { action } from '#actions/action.ts';
import { inferred } from '#actions/error-rows.ts';
import { flag, integer, listOf, object, text } from '#actions/fields.ts';
import { whereOf } from '#actions/filters.ts';
import { enumParam, integerParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { wireTime } from '#actions/wire-time.ts';
import type { InstanceHead } from '#domain/instance-head.ts';
import { list } from '#domain/paging.ts';
import { regions } from '#domain/regions.ts';
import type { Loaded } from '#kit/deciding.ts';

const maxIds = 100;
const tooMany = `InstanceIDs=${Array.from({ length: maxIds + 1 }, (_, n) => `i-${n}`).join()}`;
const time = '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$';
const timeParam = (en: string, zh: string) => stringParam(en, zh, { pattern: time, example: '2016-05-23T12:00:00Z' });
const chargeTypes = { Subscription: 'PrePaid', PayAsYouGo: 'PostPaid' } as const;
/** Instances here do not expire; this is the time that stands for never. */
const never = '2099-12-31T15:59:00Z';

/** Instances of ECS are all that can be bought here. */
const isEcs = (code: string | undefined) => code === undefined || code.toLowerCase() === 'ecs';
const isBetween = (at: string, from: string | undefined, to: string | undefined) =>
  (from === undefined || at >= from) && (to === undefined || at <= to);
const renewalOf = ({ chargeType }: InstanceHead) => (chargeType === 'PrePaid' ? 'ManualRenewal' : '');

function instanceOf({ key, head }: Loaded<InstanceHead>) {
  return {
    InstanceID: key.id,
    ProductCode: 'ecs',
    ProductType: 'ecs',
    SubscriptionType: head.chargeType === 'PrePaid' ? 'Subscription' : 'PayAsYouGo',
    Region: key.region,
    OwnerId: Number(key.account),
    Status: head.status === 'Pending' ? 'Creating' : 'Normal',
    SubStatus: 'Normal',
    CreateTime: wireTime(head.created),
    EndTime: never,
    StopTime: '',
    ReleaseTime: '',
    ExpectedReleaseTime: '',
    RenewStatus: renewalOf(head),
    RenewalDuration: 0,
    RenewalDurationUnit: '',
    Seller: '',
    SellerId: 0,
  };
}

/** Inferred: the row; the public page has none. Terraform calls this action as it starts, to learn which kind of account it has. */
export default action({
  product: 'BssOpenApi',
  name: 'QueryAvailableInstances',
  summary: {
    en: 'Lists the ECS instances of the account, region by region in order of creation. There are no instances of other products here.',
    zh: '查询账号的 ECS 实例，按地域分组并按创建顺序返回。此处没有其他云产品的实例。',
  },
  mode: 'read',
  params: {
    Region: stringParam('Only this region; otherwise all public ones.', '仅查询该地域；不填时查询所有公共地域。', {
      example: 'cn-hangzhou',
    }),
    PageNum: integerParam('Page number, 1 by default.', '页码，默认为 1。', { min: 1, max: 2147483647, example: '1' }),
    PageSize: integerParam('Rows on a page, 20 by default.', '每页条数，默认为 20，最大为 300。', { min: 1, max: 300, example: '20' }),
    ProductCode: stringParam('The product: `ecs`.', '产品代码：`ecs`。', { example: 'ecs' }),
    ProductType: stringParam('The type of the product: `ecs`.', '产品类型：`ecs`。', { example: 'ecs' }),
    SubscriptionType: enumParam(['Subscription', 'PayAsYouGo'], 'How it is paid for.', '付费方式。', { example: 'Subscription' }),
    InstanceIDs: stringParam('Up to 100 IDs, joined by commas.', '实例 ID，最多 100 个，以半角逗号分隔。', {
      example: 'i-bp67acfmxazb4p0000',
    }),
    EndTimeStart: timeParam('Ends at this time or later, UTC.', '到期时间不早于该时间，UTC。'),
    EndTimeEnd: timeParam('Ends at this time or earlier, UTC.', '到期时间不晚于该时间，UTC。'),
    CreateTimeStart: timeParam('Made at this time or later, UTC.', '创建时间不早于该时间，UTC。'),
    CreateTimeEnd: timeParam('Made at this time or earlier, UTC.', '创建时间不晚于该时间，UTC。'),
    RenewStatus: enumParam(['AutoRenewal', 'ManualRenewal', 'NotRenewal'], 'How it is renewed.', '续费状态。', {
      example: 'ManualRenewal',
    }),
    OwnerId: ownerParams.OwnerId,
  },
  returns: {
    ...requestIdField,
    Code: text('Always `Success`.', '固定为 `Success`。'),
    Message: text('Always `Successful!`.', '固定为 `Successful!`。'),
    Success: flag('Always true.', '固定为 true。'),
    Data: object(
      {
        PageNum: integer('The page number.', '页码。'),
        PageSize: integer('Rows on a page.', '每页条数。'),
        TotalCount: integer('How many rows there are.', '总条数。'),
        InstanceList: listOf(
          {
            InstanceID: text('The ID of the instance.', '实例 ID。'),
            ProductCode: text('Always `ecs`.', '产品代码，固定为 `ecs`。'),
            ProductType: text('Always `ecs`.', '产品类型，固定为 `ecs`。'),
            SubscriptionType: text('`Subscription` or `PayAsYouGo`.', '付费方式：`Subscription` 或 `PayAsYouGo`。'),
            Region: text('Its region.', '地域 ID。'),
            OwnerId: integer('The account that owns it.', '实例所属的账号 ID。'),
            Status: text('`Creating` or `Normal`.', '实例状态：`Creating` 或 `Normal`。'),
            SubStatus: text('Always `Normal`.', '实例子状态，固定为 `Normal`。'),
            CreateTime: text('When it was made, UTC.', '创建时间，UTC。'),
            EndTime: text('A time that stands for never.', '到期时间，固定为表示永不到期的时间。'),
            StopTime: text('Always empty.', '停机时间，始终为空。'),
            ReleaseTime: text('Always empty.', '释放时间，始终为空。'),
            ExpectedReleaseTime: text('Always empty.', '预计释放时间，始终为空。'),
            RenewStatus: text('`ManualRenewal` for subscriptions, else empty.', '续费状态：预付费实例为 `ManualRenewal`，其他为空。'),
            RenewalDuration: integer('Always 0.', '自动续费周期数，固定为 0。'),
            RenewalDurationUnit: text('Always empty.', '自动续费周期单位，始终为空。'),
            Seller: text('Always empty.', '销售方，始终为空。'),
            SellerId: integer('Always 0.', '销售方 ID，固定为 0。'),
          },
          'The instances.',
          '实例列表。',
        ),
      },
      'What was found.',
      '返回数据。',
    ),
  },
  errors: {
    InvalidInstanceIDs: inferred(
      400,
      'Specified parameter InstanceIDs is not valid.',
      'InstanceIDs has more than 100 IDs.',
      'InstanceIDs 中的 ID 超过 100 个。',
      tooMany,
    ),
  },
  ram: ramRow('bss:DescribeInstances', 'get', [required('All Resources', '*')]),
  example: {
    request: { ProductCode: 'vipcloudfw', ProductType: 'vipcloudfw', SubscriptionType: 'Subscription', PageNum: '1', PageSize: '50' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      Code: 'Success',
      Message: 'Successful!',
      Success: true,
      Data: { PageNum: 1, PageSize: 50, TotalCount: 0, InstanceList: [] },
    },
  },
  *handle(p, ctx) {
    const ids = p.InstanceIDs?.split(',').map((id) => id.trim());
    if (ids && ids.length > maxIds) return ctx.fail('InvalidInstanceIDs');

    const { PageNum = 1, PageSize = 20 } = p;
    const nothing = !isEcs(p.ProductCode) || !isEcs(p.ProductType) || !isBetween(never, p.EndTimeStart, p.EndTimeEnd);
    const where = whereOf({ chargeType: p.SubscriptionType && chargeTypes[p.SubscriptionType] });
    const keep = (head: InstanceHead) =>
      isBetween(wireTime(head.created), p.CreateTimeStart, p.CreateTimeEnd) && (!p.RenewStatus || p.RenewStatus === renewalOf(head));
    const isPlain = !p.CreateTimeStart && !p.CreateTimeEnd && !p.RenewStatus;
    const filter = { where, ids, keep: isPlain ? undefined : keep };

    const InstanceList: unknown[] = [];
    let TotalCount = 0;
    for (const region of nothing ? [] : p.Region ? [p.Region] : regions.map(({ id }) => id)) {
      const skip = Math.max(0, (PageNum - 1) * PageSize - TotalCount);
      const window = { skip, limit: PageSize - InstanceList.length, total: true };
      const found = yield* list({ account: ctx.account, region }, 'instance', filter, window);
      InstanceList.push(...found.rows.map(instanceOf));
      TotalCount += found.total ?? 0;
    }
    const Data = { PageNum, PageSize, TotalCount, InstanceList };
    return { reply: { Code: 'Success', Message: 'Successful!', Success: true, Data }, effects: [] };
  },
});

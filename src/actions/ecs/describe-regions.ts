import { action } from '#actions/action.ts';
import { text, wrapped } from '#actions/fields.ts';
import { required } from '#actions/ram-resources.ts';
import { ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { regions } from '#domain/regions.ts';

/** The table of 2021 knows three languages, the SDK of 2026 seven. Unauthorized.EmptyRegion is for accounts without any region, which there are none of. */
export default action({
  product: 'Ecs',
  name: 'DescribeRegions',
  summary: {
    en: 'Lists the public regions. Every one of them is served here; so is any other name of that form.',
    zh: '查询公共地域列表。本服务支持所有这些地域，也支持任何其他符合格式的地域名称。',
  },
  mode: 'read',
  params: {
    AcceptLanguage: {
      kind: 'enum',
      values: ['zh-CN', 'zh-TW', 'en-US', 'ja', 'fr', 'de', 'ko'],
      wrong: 'InvalidAcceptLanguage.NotFound',
      doc: {
        en: 'Language of LocalName: Chinese for `zh-CN` (the default) and `zh-TW`, English for all others.',
        zh: 'LocalName 的语言：`zh-CN`（默认）和 `zh-TW` 返回简体中文，其他语言返回英文。',
      },
      example: 'zh-CN',
    },
    InstanceChargeType: { kind: 'string', doc: { en: 'Accepted and ignored.', zh: '接受但忽略。' }, example: 'PostPaid' },
    ResourceType: { kind: 'string', doc: { en: 'Accepted and ignored.', zh: '接受但忽略。' }, example: 'instance' },
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    Regions: wrapped(
      'Region',
      {
        RegionId: text('The ID of the region.', '地域 ID。'),
        LocalName: text('Its name.', '地域名称。'),
        RegionEndpoint: text(
          'Where it is served: this server, as the client wrote its address.',
          '地域的接入地址，即客户端访问本服务所用的地址。',
        ),
        Status: text('Always `available`.', '售卖状态，固定为 `available`。'),
      },
      'The regions.',
      '地域列表。',
    ),
  },
  errors: {
    'InvalidAcceptLanguage.NotFound': {
      http: 404,
      message: 'Only Chinese (zh-CN), English (en-US), and Japanese (ja) are allowed.',
      meaning: { en: 'AcceptLanguage is none of its values.', zh: 'AcceptLanguage 的取值无效。' },
      trigger: { en: 'AcceptLanguage=en', zh: 'AcceptLanguage=en' },
      source: 'documented',
    },
  },
  ram: { action: 'ecs:DescribeRegions', level: 'list', resources: [required('All Resources', '*')], conditions: [], dependent: [] },
  example: {
    request: { AcceptLanguage: 'en-US' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      Regions: {
        Region: [{ RegionId: 'cn-qingdao', LocalName: 'China (Qingdao)', RegionEndpoint: '127.0.0.1:8580', Status: 'available' }],
      },
    },
  },
  *handle(p, ctx) {
    const language = p.AcceptLanguage === undefined || p.AcceptLanguage.startsWith('zh') ? 'zh' : 'en';
    const Region = regions.map(({ id, name }) => ({
      RegionId: id,
      LocalName: name[language],
      RegionEndpoint: ctx.host,
      Status: 'available',
    }));
    return { reply: { Regions: { Region } }, effects: [] };
  },
});

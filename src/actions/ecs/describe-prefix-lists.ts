import { action } from '#actions/action.ts';
import { rowMaker } from '#actions/ecs/lists/create-texts.ts';
import { describeLists, listFields, shownList, shownTags, tagFields, whereNamed } from '#actions/ecs/lists/describe-lists.ts';
import { listTexts } from '#actions/ecs/lists/list-errors.ts';
import { maxResults, nextToken, ofResourceGroup } from '#actions/ecs/lists/list-params.ts';
import { text, wrapped } from '#actions/fields.ts';
import { whereTagged } from '#actions/filters.ts';
import { required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField, tagRows } from '#actions/vocabulary.ts';

const documented = rowMaker('documented');
const is = listTexts('prefixList');

export default action({
  product: 'Ecs',
  name: 'DescribePrefixLists',
  summary: {
    en: 'Lists the prefix lists of a region, without their entries. Filters narrow each other.',
    zh: '查询一个地域内的前缀列表，不含条目。多个过滤条件之间为“与”的关系。',
  },
  mode: 'read',
  params: {
    RegionId: regionId,
    PrefixListId: {
      kind: 'strings',
      max: 100,
      wrong: 'LimitExceed.PrefixListId',
      doc: { en: 'Only these lists. IDs that do not exist are left out.', zh: '仅返回这些前缀列表；不存在的 ID 会被忽略。' },
      example: 'pl-x1j1k5ykzqlixdcy0000',
    },
    PrefixListName: {
      kind: 'string',
      doc: { en: 'Only lists of exactly this name.', zh: '仅返回名称与之完全相同的前缀列表。' },
      example: 'offices',
    },
    AddressFamily: {
      kind: 'enum',
      values: ['IPv4', 'IPv6'],
      wrong: 'InvalidParameter',
      doc: { en: 'Only lists of this family.', zh: '仅返回该地址族的前缀列表。' },
      example: 'IPv4',
    },
    ResourceGroupId: ofResourceGroup,
    Tag: tagRows,
    MaxResults: maxResults,
    NextToken: nextToken,
    ...ownerParams,
  },
  returns: {
    NextToken: text('What to send for the next page; empty on the last one.', '下一页的查询凭证；最后一页为空。'),
    PrefixLists: wrapped(
      'PrefixList',
      {
        ...listFields('prefixList'),
        AddressFamily: text('`IPv4` or `IPv6`.', '地址族：`IPv4` 或 `IPv6`。'),
        Tags: wrapped('Tag', tagFields, 'The tags.', '标签列表。'),
      },
      'The prefix lists, in order of creation.',
      '前缀列表，按创建时间排序。',
    ),
    ...requestIdField,
  },
  errors: {
    InvalidParameter: documented(400, 'The specified parameter %s is not valid.', is.parameter),
    'LimitExceed.PrefixListId': documented(400, 'The specified number of PrefixListId exceeds the limit.', is.tooManyIds),
    'InvalidRegionId.NotFound': invalidRegion,
  },
  // 'get', not 'list', on the public page.
  ram: {
    action: 'ecs:DescribePrefixLists',
    level: 'get',
    resources: [required('PrefixList', 'acs:ecs:{region}:{account}:prefixlist/{PrefixListId|*}')],
    conditions: [],
    dependent: [],
  },
  example: {
    request: { RegionId: 'cn-hangzhou', AddressFamily: 'IPv4', MaxResults: '10' },
    reply: {
      NextToken: '',
      PrefixLists: {
        PrefixList: [
          {
            PrefixListId: 'pl-x1j1k5ykzqlixdcy0000',
            PrefixListName: 'offices',
            Description: '',
            MaxEntries: 10,
            AssociationCount: 1,
            CreationTime: '2026-11-24T08:30Z',
            ResourceGroupId: '',
            AddressFamily: 'IPv4',
            Tags: { Tag: [{ TagKey: 'env', TagValue: 'test' }] },
          },
        ],
      },
      RequestId: '38793DB8-A4B2-4AEC-BFD3-111234E9188D',
    },
  },
  *handle(p, ctx) {
    const where = [
      ...whereNamed(p.PrefixListName, p.ResourceGroupId),
      ...(p.AddressFamily === undefined ? [] : [['family', p.AddressFamily] as const]),
      ...whereTagged(p.Tag),
    ];
    const asked = { ids: p.PrefixListId, where, maxResults: p.MaxResults, nextToken: p.NextToken };
    const { lists, next } = yield* describeLists(ctx, 'prefixList', asked, 'InvalidParameter');
    const PrefixList = lists.map((found) => ({
      ...shownList('prefixList', found),
      AddressFamily: found.list.head.family,
      Tags: { Tag: shownTags(found.list.head.tags) },
    }));
    return { reply: { NextToken: next, PrefixLists: { PrefixList } }, effects: [] };
  },
});

import { action } from '#actions/action.ts';
import { rowMaker } from '#actions/ecs/lists/create-texts.ts';
import { describeLists, listFields, shownList, shownTags, tagFields, whereNamed } from '#actions/ecs/lists/describe-lists.ts';
import { listTexts, regionOfPortLists } from '#actions/ecs/lists/list-errors.ts';
import { maxResults, nextToken, ofResourceGroup } from '#actions/ecs/lists/list-params.ts';
import { listOf, text } from '#actions/fields.ts';
import { whereTagged } from '#actions/filters.ts';
import { required } from '#actions/ram-resources.ts';
import { ownerParams, regionId, requestIdField, tagRows } from '#actions/vocabulary.ts';

const documented = rowMaker('documented');
const is = listTexts('portRangeList');

export default action({
  product: 'Ecs',
  name: 'DescribePortRangeLists',
  summary: {
    en: 'Lists the port lists of a region, without their entries. Filters narrow each other. Unlike most replies of ECS, lists are plain arrays here.',
    zh: '查询一个地域内的端口列表，不含条目。多个过滤条件之间为“与”的关系。与 ECS 的多数接口不同，返回的列表是未经包装的数组。',
  },
  mode: 'read',
  params: {
    RegionId: regionId,
    PortRangeListId: {
      kind: 'strings',
      max: 100,
      wrong: 'LimitExceed.PortRangeListId',
      doc: { en: 'Only these lists. IDs that do not exist are left out.', zh: '仅返回这些端口列表；不存在的 ID 会被忽略。' },
      example: 'prl-2ze9743000000000000',
    },
    PortRangeListName: {
      kind: 'string',
      doc: { en: 'Only lists of exactly this name.', zh: '仅返回名称与之完全相同的端口列表。' },
      example: 'web',
    },
    ResourceGroupId: ofResourceGroup,
    Tag: tagRows,
    MaxResults: maxResults,
    NextToken: nextToken,
    ...ownerParams,
  },
  returns: {
    NextToken: text('What to send for the next page; empty on the last one.', '下一页的查询凭证；最后一页为空。'),
    PortRangeLists: listOf(
      { ...listFields('portRangeList'), Tags: listOf(tagFields, 'The tags.', '标签列表。') },
      'The port lists, in order of creation.',
      '端口列表，按创建时间排序。',
    ),
    ...requestIdField,
  },
  errors: {
    InvalidParameter: documented(400, 'The specified parameter is not valid.', is.parameter),
    'LimitExceed.PortRangeListId': documented(400, 'The specified number of PortRangeListId exceeds the limit.', is.tooManyIds),
    'InvalidRegionId.NotFound': regionOfPortLists,
  },
  ram: {
    action: 'ecs:DescribePortRangeLists',
    level: 'list',
    resources: [required('PortRangeList', 'acs:ecs:{region}:{account}:portrangelist/{PortRangeListId|*}')],
    conditions: [],
    dependent: [],
  },
  example: {
    request: { RegionId: 'cn-hangzhou', 'PortRangeListId.1': 'prl-2ze9743000000000000' },
    reply: {
      NextToken: '',
      PortRangeLists: [
        {
          PortRangeListId: 'prl-2ze9743000000000000',
          PortRangeListName: 'web',
          Description: '',
          MaxEntries: 10,
          AssociationCount: 1,
          CreationTime: '2026-11-24T08:30Z',
          ResourceGroupId: '',
          Tags: [{ TagKey: 'env', TagValue: 'test' }],
        },
      ],
      RequestId: '6040AD98-11C3-5F78-9346-FCA8E9D8960F',
    },
  },
  *handle(p, ctx) {
    const where = [...whereNamed(p.PortRangeListName, p.ResourceGroupId), ...whereTagged(p.Tag)];
    const asked = { ids: p.PortRangeListId, where, maxResults: p.MaxResults, nextToken: p.NextToken };
    const { lists, next } = yield* describeLists(ctx, 'portRangeList', asked, 'InvalidParameter');
    const PortRangeLists = lists.map((found) => ({ ...shownList('portRangeList', found), Tags: shownTags(found.list.head.tags) }));
    return { reply: { NextToken: next, PortRangeLists }, effects: [] };
  },
});

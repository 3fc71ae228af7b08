import { action } from '#actions/action.ts';
import { badToken } from '#actions/ecs/instances/instance-params.ts';
import { fitsType, typeFilters } from '#actions/ecs/instances/type-filters.ts';
import { typeFields, typeOf, typeSample } from '#actions/ecs/instances/type-view.ts';
import { wrapped } from '#actions/fields.ts';
import { cutByToken } from '#actions/list-cut.ts';
import { nextTokenField } from '#actions/pages.ts';
import { integerParam, stringParam, stringsParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { instanceTypes } from '#domain/instance-types.ts';

const most = 100;

/** Inferred: the code of a token that was never given. What no type has finds nothing. */
export default action({
  product: 'Ecs',
  name: 'DescribeInstanceTypes',
  summary: {
    en: 'Lists the instance types that are known here: some of each usual family.',
    zh: '查询此处已知的实例规格：常用规格族中的部分规格。',
  },
  mode: 'read',
  params: {
    ...typeFilters,
    AdditionalAttributes: stringsParam(20, 'Everything is always shown.', '附加属性；始终返回全部属性。'),
    MaxResults: integerParam('Rows on a page: 1 to 100, the default.', '每页条数：1～100，默认为 100。', {
      min: 1,
      max: 1600,
      example: '10',
    }),
    NextToken: stringParam('The NextToken of the page before.', '上一页返回的 NextToken。'),
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    InstanceTypes: wrapped('InstanceType', typeFields, 'The types.', '实例规格列表。'),
    ...nextTokenField,
  },
  errors: { 'InvalidParameter.NextToken': badToken },
  ram: ramRow('ecs:DescribeInstanceTypes', 'get', [required('Instance', '*')]),
  example: {
    request: { 'InstanceTypes.1': 'ecs.g7.large' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      InstanceTypes: { InstanceType: typeSample('ecs.g7.large') },
      NextToken: '',
    },
  },
  *handle(p, ctx) {
    const found = instanceTypes.filter((type) => fitsType(type, p));
    const size = Math.min(p.MaxResults ?? most, most);
    const { rows, NextToken } = cutByToken(ctx, found, { size, NextToken: p.NextToken }, 'InvalidParameter.NextToken');
    return { reply: { InstanceTypes: { InstanceType: rows.map(typeOf) }, NextToken }, effects: [] };
  },
});

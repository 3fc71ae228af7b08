import { action } from '#actions/action.ts';
import { rowMaker } from '#actions/ecs/lists/create-texts.ts';
import { listAssociations } from '#actions/ecs/lists/list-associations.ts';
import { listTexts, regionOfPortLists } from '#actions/ecs/lists/list-errors.ts';
import { associationPage } from '#actions/ecs/lists/list-params.ts';
import { listOf, text } from '#actions/fields.ts';
import { nextTokenField } from '#actions/pages.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';

const documented = rowMaker('documented');
const is = listTexts('portRangeList');

export default action({
  product: 'Ecs',
  name: 'DescribePortRangeListAssociations',
  summary: {
    en: 'Lists the security groups with a rule that names a port list, each once, in order of creation.',
    zh: '查询规则引用了指定端口列表的安全组，每个安全组返回一次，按创建顺序返回。',
  },
  mode: 'read',
  params: {
    RegionId: regionId,
    PortRangeListId: stringParam('The ID of the port list.', '端口列表 ID。', { required: true, example: 'prl-2ze9743000000000000' }),
    ...associationPage,
    ...ownerParams,
  },
  returns: {
    ...nextTokenField,
    PortRangeListAssociations: listOf(
      {
        ResourceId: text('The ID of the security group.', '安全组 ID。'),
        ResourceType: text('Always `SecurityGroup`.', '资源类型，固定为 `SecurityGroup`。'),
      },
      'The resources that name the list.',
      '关联的资源列表。',
    ),
    ...requestIdField,
  },
  errors: {
    InvalidParameter: documented(400, 'The specified parameter is not valid.', is.page),
    'InvalidRegionId.NotFound': regionOfPortLists,
    // 400, not 404 as for a prefix list, on the public page.
    'InvalidPortRangeListId.NotFound': documented(400, 'The specified port range list was not found.', is.absent),
  },
  ram: ramRow('ecs:DescribePortRangeListAssociations', 'get', [
    required('PortRangeList', 'acs:ecs:{region}:{account}:portrangelist/{PortRangeListId}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', PortRangeListId: 'prl-2ze9743000000000000' },
    reply: {
      NextToken: '',
      PortRangeListAssociations: [{ ResourceId: 'sg-bp67acfmxazb4p0000', ResourceType: 'SecurityGroup' }],
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
    },
  },
  *handle(p, ctx) {
    const codes = { absent: 'InvalidPortRangeListId.NotFound', bad: 'InvalidParameter' } as const;
    const { groups, next } = yield* listAssociations(ctx, 'portRangeList', p.PortRangeListId, p, codes);
    const PortRangeListAssociations = groups.map((ResourceId) => ({ ResourceId, ResourceType: 'SecurityGroup' }));
    return { reply: { NextToken: next, PortRangeListAssociations }, effects: [] };
  },
});

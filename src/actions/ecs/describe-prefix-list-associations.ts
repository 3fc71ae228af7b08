import { action } from '#actions/action.ts';
import { rowMaker } from '#actions/ecs/lists/create-texts.ts';
import { listAssociations } from '#actions/ecs/lists/list-associations.ts';
import { listTexts } from '#actions/ecs/lists/list-errors.ts';
import { associationPage } from '#actions/ecs/lists/list-params.ts';
import { text, wrapped } from '#actions/fields.ts';
import { nextTokenField } from '#actions/pages.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';

const documented = rowMaker('documented');
const is = listTexts('prefixList');

/** No request here gets NotSupported.ResourceType: the official SDK has no parameter for a type. */
export default action({
  product: 'Ecs',
  name: 'DescribePrefixListAssociations',
  summary: {
    en: 'Lists the security groups with a rule that names a prefix list, each once, in order of creation.',
    zh: '查询规则引用了指定前缀列表的安全组，每个安全组返回一次，按创建顺序返回。',
  },
  mode: 'read',
  params: {
    RegionId: regionId,
    PrefixListId: stringParam('The ID of the prefix list.', '前缀列表 ID。', { required: true, example: 'pl-x1j1k5ykzqlixdcy0000' }),
    ...associationPage,
    ...ownerParams,
  },
  returns: {
    ...nextTokenField,
    PrefixListAssociations: wrapped(
      'PrefixListAssociation',
      {
        ResourceId: text('The ID of the security group.', '安全组 ID。'),
        ResourceType: text('Always `securitygroup`.', '资源类型，固定为 `securitygroup`。'),
      },
      'The resources that name the list.',
      '关联的资源列表。',
    ),
    ...requestIdField,
  },
  errors: {
    InvalidParameter: documented(400, 'The specified parameter %s is not valid.', is.page),
    'InvalidRegionId.NotFound': invalidRegion,
    'InvalidPrefixListId.NotFound': documented(404, 'The specified prefix list was not found.', is.absent),
  },
  ram: ramRow('ecs:DescribePrefixListAssociations', 'get', [
    required('PrefixList', 'acs:ecs:{region}:{account}:prefixlist/{PrefixListId}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', PrefixListId: 'pl-x1j1k5ykzqlixdcy0000', MaxResults: '10' },
    reply: {
      NextToken: '',
      PrefixListAssociations: { PrefixListAssociation: [{ ResourceId: 'sg-bp67acfmxazb4p0000', ResourceType: 'securitygroup' }] },
      RequestId: '38793DB8-A4B2-4AEC-BFD3-111234E9188D',
    },
  },
  *handle(p, ctx) {
    const codes = { absent: 'InvalidPrefixListId.NotFound', bad: 'InvalidParameter' } as const;
    const { groups, next } = yield* listAssociations(ctx, 'prefixList', p.PrefixListId, p, codes);
    const PrefixListAssociation = groups.map((ResourceId) => ({ ResourceId, ResourceType: 'securitygroup' }));
    return { reply: { NextToken: next, PrefixListAssociations: { PrefixListAssociation } }, effects: [] };
  },
});

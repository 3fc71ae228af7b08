import { action } from '#actions/action.ts';
import { object } from '#actions/fields.ts';
import { booleanParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidResourceGroupId, noSuchResourceGroup, resourceGroupId } from '#actions/resource-group-params.ts';
import {
  regionStatusesField,
  regionStatusesOf,
  resourceGroupFields,
  resourceGroupOf,
  resourceGroupSample,
  resourceGroupTagsField,
  resourceGroupTagsOf,
} from '#actions/resource-group-view.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { root } from '#domain/finding.ts';
import { resourceGroupKey } from '#domain/resource-group.ts';

export default action({
  product: 'ResourceManager',
  name: 'GetResourceGroup',
  summary: { en: 'Shows a resource group.', zh: '查询一个资源组的信息。' },
  mode: 'read',
  params: {
    ResourceGroupId: resourceGroupId,
    IncludeTags: booleanParam('Whether its tags are shown.', '是否返回标签信息。', { example: 'true' }),
  },
  returns: {
    ...requestIdField,
    ResourceGroup: object(
      { ...resourceGroupFields, ...regionStatusesField, ...resourceGroupTagsField },
      'The resource group.',
      '资源组信息。',
    ),
  },
  errors: {
    'InvalidParameter.ResourceGroupId': invalidResourceGroupId,
    'EntityNotExists.ResourceGroup': noSuchResourceGroup,
  },
  ram: ramRow('ram:GetResourceGroup', 'get', [required('ResourceGroup', 'acs:ram:*:{account}:resourcegroup/{ResourceGroupId}')]),
  example: {
    request: { ResourceGroupId: 'rg-bp67acfmxazb4p0000', IncludeTags: 'true' },
    reply: {
      RequestId: '2D69A58F-345C-4FDE-88E4-BF5189484043',
      ResourceGroup: {
        ...resourceGroupSample,
        RegionStatuses: { RegionStatus: [{ RegionId: 'cn-qingdao', Status: 'OK' }] },
        Tags: { Tag: [{ TagKey: 'env', TagValue: 'test' }] },
      },
    },
  },
  *handle(p, ctx) {
    const found = yield* root(resourceGroupKey(ctx.account, p.ResourceGroupId));
    if (!found) return ctx.fail('EntityNotExists.ResourceGroup');
    const ResourceGroup = {
      ...resourceGroupOf(found),
      ...regionStatusesOf(),
      ...resourceGroupTagsOf(found.head, p.IncludeTags === true),
    };
    return { reply: { ResourceGroup }, effects: [] };
  },
});

import { action } from '#actions/action.ts';
import { documented } from '#actions/error-rows.ts';
import { object } from '#actions/fields.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { noSuchResourceGroup, resourceGroupId } from '#actions/resource-group-params.ts';
import {
  regionStatusesField,
  regionStatusesOf,
  resourceGroupFields,
  resourceGroupOf,
  resourceGroupSample,
} from '#actions/resource-group-view.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { refs, root } from '#domain/finding.ts';
import { defaultGroupName, resourceGroupKey } from '#domain/resource-group.ts';

/** That the default resource group cannot be deleted is documented, its code is not. A group is gone at once, not after the days of the public service. */
export default action({
  product: 'ResourceManager',
  name: 'DeleteResourceGroup',
  summary: {
    en: 'Deletes a resource group that has no resources in any region. The default one stays.',
    zh: '删除一个资源组，要求其在所有地域中都没有资源。默认资源组不能删除。',
  },
  mode: 'change',
  params: { ResourceGroupId: resourceGroupId },
  returns: {
    ...requestIdField,
    ResourceGroup: object({ ...resourceGroupFields, ...regionStatusesField }, 'What was deleted.', '被删除的资源组信息。'),
  },
  errors: {
    'InvalidParameter.ResourceGroupId': documented(
      400,
      'The ResourceGroupId is invalid.',
      'ResourceGroupId does not have the form of an ID, or is that of the default resource group.',
      'ResourceGroupId 的格式不正确，或为默认资源组。',
      'ResourceGroupId=default',
    ),
    'EntityNotExists.ResourceGroup': noSuchResourceGroup,
    'DeleteConflict.ResourceGroup.Resource': documented(
      409,
      'Failed to delete the resource group because one or more cloud resources exist in the resource group. Try again later after you release the cloud resources.',
      'The resource group still has resources, in whatever region.',
      '资源组中仍有资源（任一地域）。',
      { en: 'ResourceGroupId of a group that a VPC belongs to.', zh: 'ResourceGroupId 为仍有 VPC 的资源组。' },
    ),
  },
  ram: ramRow('ram:DeleteResourceGroup', 'delete', [required('ResourceGroup', 'acs:ram:*:{account}:resourcegroup/{ResourceGroupId}')]),
  example: {
    request: { ResourceGroupId: 'rg-bp67acfmxazb4p0000' },
    reply: {
      RequestId: '1C488B66-B819-4D14-8711-C4EAAA13AC01',
      ResourceGroup: {
        ...resourceGroupSample,
        Status: 'PendingDelete',
        RegionStatuses: { RegionStatus: [{ RegionId: 'cn-qingdao', Status: 'PendingDelete' }] },
      },
    },
  },
  *handle(p, ctx) {
    const key = resourceGroupKey(ctx.account, p.ResourceGroupId);
    const found = yield* root(key, 'change');
    if (!found) return ctx.fail('EntityNotExists.ResourceGroup');
    if (found.head.name === defaultGroupName) return ctx.fail('InvalidParameter.ResourceGroupId');
    if ((yield* refs(key, 1)).length > 0) return ctx.fail('DeleteConflict.ResourceGroup.Resource');
    const ResourceGroup = { ...resourceGroupOf(found, 'PendingDelete'), ...regionStatusesOf('PendingDelete') };
    return { reply: { ResourceGroup }, effects: [{ drop: key }] };
  },
});

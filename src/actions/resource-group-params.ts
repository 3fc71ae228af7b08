import { asInferred, documented } from '#actions/error-rows.ts';
import { stringParam } from '#actions/params.ts';
import { invalidRegion, regionId } from '#actions/vocabulary.ts';

/** Parameters and error rows that the actions on resource groups share. Public source of the rows: Resource Management API reference. */
export const seedRegion = {
  ...regionId,
  required: false,
  doc: {
    en: "Resource groups belong to the account and to no region; the region is the one that gets default resources. The server's default region if absent.",
    zh: '资源组属于账号，不属于任何地域；此地域用于创建默认资源。未指定时为服务的默认地域。',
  },
} as const;

/** For the code InvalidRegionId.NotFound: these actions have no region in the public pages. */
export const noSuchRegion = asInferred(invalidRegion);

const pattern = '^rg-[A-Za-z0-9_]{1,97}$';
const wrong = 'InvalidParameter.ResourceGroupId';
export const resourceGroupId = stringParam('The ID of the resource group.', '资源组 ID。', {
  required: true,
  pattern,
  wrong,
  example: 'rg-bp67acfmxazb4p0000',
});
export const resourceGroupIdForm = { pattern, wrong } as const;

export const invalidResourceGroupId = documented(
  400,
  'The ResourceGroupId is invalid.',
  'ResourceGroupId does not have the form of an ID.',
  'ResourceGroupId 的格式不正确。',
  'ResourceGroupId=default',
);

/** For the code EntityNotExists.ResourceGroup. */
export const noSuchResourceGroup = documented(
  404,
  'The specified resource group does not exist. You must first create a resource group.',
  'The account has no such resource group.',
  '该账号没有此资源组。',
  'ResourceGroupId=rg-none',
);

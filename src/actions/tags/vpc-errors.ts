import { asInferred, documented, inferred } from '#actions/error-rows.ts';
import { ecsTagErrors } from '#actions/tags/ecs-errors.ts';
import { unsupportedRegion } from '#actions/vpc-params.ts';

const ecs = ecsTagErrors();

/**
 * What the three tag actions of VPC answer alike. All inferred: the codes that other VPC actions document (MoveResourceGroup for resources and
 * types, CreateVpc for tags, DescribeTagKeys for BothEmpty.TagsAndResources), and else those of ECS.
 */
export const vpcTagErrors = {
  'InvalidRegionId.NotFound': asInferred(unsupportedRegion),
  'IllegalParam.ResourceType': inferred(
    400,
    'Invalid Resource Type value.',
    'ResourceType is none of its values.',
    'ResourceType 的取值无效。',
    'ResourceType=instance',
  ),
  'NumberExceed.ResourceIds': asInferred(ecs['NumberExceed.ResourceIds']),
  'NumberExceed.Tags': asInferred(ecs['NumberExceed.Tags']),
} as const;

/** For the code InvalidResourceId.NotFound. */
export const noSuchResource = documented(
  400,
  'The specified ResourceId does not exist.',
  'The account has no such resource of that type in this region; nothing was changed.',
  '该账号在此地域中没有该类型的此资源；未做任何更改。',
  'ResourceType=VPC&ResourceId.1=vpc-none',
);

import { action } from '#actions/action.ts';
import { documented } from '#actions/error-rows.ts';
import { booleanParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { changeTags } from '#actions/tags/change-tags.ts';
import { ecsChangeErrors, ecsTagErrors } from '#actions/tags/ecs-errors.ts';
import { ecsIds, ecsType, kindInEcs } from '#actions/tags/resource-types.ts';
import { isTooMany, keyFault, keysToTake } from '#actions/tags/tag-params.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { withoutTags } from '#domain/tags.ts';

const codes = { key: 'InvalidTagKey.Malformed', duplicate: 'Duplicate.TagKey' } as const;

/** Inferred: InvalidOperation.ResourceManagedByCloudProduct. No request here gets what the public table says of values: only keys are sent. */
export default action({
  product: 'Ecs',
  name: 'UntagResources',
  summary: {
    en: 'Takes tags off resources of one type, off all of them or off none.',
    zh: '为同一类型的多个资源解绑标签，要么全部成功，要么全部不生效。',
  },
  mode: 'change',
  params: {
    RegionId: { ...regionId, missing: 'MissingParameter.RegionId' },
    ResourceType: ecsType,
    ResourceId: { ...ecsIds, required: true, missing: 'MissingParameter.ResourceIds' },
    TagKey: keysToTake,
    All: booleanParam('Takes all tags off; only without TagKey.', '是否解绑全部标签，不能与 TagKey 同时使用。', { example: 'false' }),
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    ...ecsTagErrors(''),
    ...ecsChangeErrors(''),
    'Param.Conflict': documented(
      403,
      'The specified all is true, but the specified TagKey.N is not empty.',
      'All is true although keys are named.',
      '指定了标签键，但 All 为 true。',
      'All=true&TagKey.1=env',
    ),
  },
  ram: ramRow('ecs:UntagResources', 'delete', [required('Resource', 'acs:ecs:{region}:{account}:{ResourceType}/{ResourceId}')]),
  example: {
    request: { RegionId: 'cn-hangzhou', ResourceType: 'securitygroup', 'ResourceId.1': 'sg-bp67acfmxazb4p0000', 'TagKey.1': 'env' },
    reply: { RequestId: 'C46FF5A8-C5F0-4024-8262-B16B639225A0' },
  },
  *handle(p, ctx) {
    const keys = p.TagKey ?? [];
    if (isTooMany(keys)) return ctx.fail('NumberExceed.Tags');
    if (p.All && keys.length > 0) return ctx.fail('Param.Conflict');
    if (!p.All && keys.length === 0) return ctx.fail('MissingParameter.Tags');
    const fault = keyFault(keys);
    if (fault) return ctx.fail(codes[fault]);
    return yield* changeTags(ctx, kindInEcs(p.ResourceType), p.ResourceId, (tags) => (p.All ? {} : withoutTags(tags, keys)), {
      absent: 'InvalidResourceId.NotFound',
      managed: 'InvalidOperation.ResourceManagedByCloudProduct',
    });
  },
});

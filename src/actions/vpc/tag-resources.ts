import { action } from '#actions/action.ts';
import { asInferred, inferred } from '#actions/error-rows.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { changeTags } from '#actions/tags/change-tags.ts';
import { kindInVpc, vpcIds, vpcType } from '#actions/tags/resource-types.ts';
import { isTooMany, tagsToPut } from '#actions/tags/tag-params.ts';
import { noSuchResource, vpcTagErrors } from '#actions/tags/vpc-errors.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { vpcTagErrors as tagErrors, vpcTagsOf } from '#actions/vpc-tags.ts';
import { maxTags, withTags } from '#domain/tags.ts';

/** Inferred: all rows. */
export default action({
  product: 'Vpc',
  name: 'TagResources',
  summary: {
    en: 'Puts tags on VPCs or VSwitches, on all of them or on none.',
    zh: '为多个专有网络 VPC 或交换机绑定标签，要么全部成功，要么全部不生效。',
  },
  mode: 'change',
  params: {
    RegionId: regionId,
    ResourceType: vpcType,
    ResourceId: { ...vpcIds, required: true },
    Tag: tagsToPut,
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    ...vpcTagErrors,
    'IllegalParam.TagKey': asInferred(tagErrors['IllegalParam.TagKey']),
    'IllegalParam.TagValue': asInferred(tagErrors['IllegalParam.TagValue']),
    'Duplicate.TagKey': tagErrors['Duplicate.TagKey'],
    'InvalidResourceId.NotFound': asInferred(noSuchResource),
    'OperationDenied.QuotaExceed': inferred(
      400,
      'The quota of tags on resource is beyond permitted range.',
      `A resource would have more than ${maxTags} tags.`,
      `资源的标签将超过 ${maxTags} 个。`,
      { en: `A new key for a resource that has ${maxTags} tags.`, zh: `为已有 ${maxTags} 个标签的资源绑定新的标签键。` },
    ),
  },
  ram: ramRow('vpc:TagResources', 'create', [required('Resource', 'acs:vpc:{region}:{account}:{ResourceType}/{ResourceId}')]),
  example: {
    request: {
      RegionId: 'cn-hangzhou',
      ResourceType: 'VPC',
      'ResourceId.1': 'vpc-bp1opxu1zkhn00gzv0000',
      'Tag.1.Key': 'env',
      'Tag.1.Value': 'test',
    },
    reply: { RequestId: 'C46FF5A8-C5F0-4024-8262-B16B639225A0' },
  },
  *handle(p, ctx) {
    if (isTooMany(p.Tag)) return ctx.fail('NumberExceed.Tags');
    const more = vpcTagsOf(ctx, p.Tag);
    return yield* changeTags(ctx, kindInVpc(p.ResourceType), p.ResourceId, (tags) => withTags(tags, more), {
      absent: 'InvalidResourceId.NotFound',
      quota: 'OperationDenied.QuotaExceed',
    });
  },
});

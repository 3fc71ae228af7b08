import { action } from '#actions/action.ts';
import { asInferred, inferred } from '#actions/error-rows.ts';
import { booleanParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { changeTags } from '#actions/tags/change-tags.ts';
import { ecsChangeErrors } from '#actions/tags/ecs-errors.ts';
import { kindInVpc, vpcIds, vpcType } from '#actions/tags/resource-types.ts';
import { isTooMany, keyFault, keysToTake } from '#actions/tags/tag-params.ts';
import { noSuchResource, vpcTagErrors } from '#actions/tags/vpc-errors.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { vpcTagErrors as tagErrors } from '#actions/vpc-tags.ts';
import { withoutTags } from '#domain/tags.ts';

const codes = { key: 'IllegalParam.TagKey', duplicate: 'Duplicate.TagKey' } as const;

/** Inferred: all rows. The name has a capital T in this product, and in no other. */
export default action({
  product: 'Vpc',
  name: 'UnTagResources',
  summary: {
    en: 'Takes tags off VPCs or VSwitches, off all of them or off none.',
    zh: '为多个专有网络 VPC 或交换机解绑标签，要么全部成功，要么全部不生效。',
  },
  mode: 'change',
  params: {
    RegionId: regionId,
    ResourceType: vpcType,
    ResourceId: { ...vpcIds, required: true },
    TagKey: keysToTake,
    All: booleanParam('Takes all tags off; only without TagKey.', '是否解绑全部标签，不能与 TagKey 同时使用。', { example: 'false' }),
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    ...vpcTagErrors,
    'IllegalParam.TagKey': { ...asInferred(tagErrors['IllegalParam.TagKey']) },
    'Duplicate.TagKey': tagErrors['Duplicate.TagKey'],
    'MissingParameter.Tags': asInferred({ ...ecsChangeErrors()['MissingParameter.Tags'], http: 400 }),
    'Param.Conflict': inferred(
      400,
      'The specified all is true, but the specified TagKey.N is not empty.',
      'All is true although keys are named.',
      '指定了标签键，但 All 为 true。',
      'All=true&TagKey.1=env',
    ),
    'InvalidResourceId.NotFound': asInferred(noSuchResource),
  },
  ram: ramRow('vpc:UnTagResources', 'update', [required('Resource', 'acs:vpc:{region}:{account}:{ResourceType}/{ResourceId}')]),
  example: {
    request: { RegionId: 'cn-hangzhou', ResourceType: 'VPC', 'ResourceId.1': 'vpc-bp1opxu1zkhn00gzv0000', 'TagKey.1': 'env' },
    reply: { RequestId: 'C46FF5A8-C5F0-4024-8262-B16B639225A0' },
  },
  *handle(p, ctx) {
    const keys = p.TagKey ?? [];
    if (isTooMany(keys)) return ctx.fail('NumberExceed.Tags');
    if (p.All && keys.length > 0) return ctx.fail('Param.Conflict');
    if (!p.All && keys.length === 0) return ctx.fail('MissingParameter.Tags');
    const fault = keyFault(keys);
    if (fault) return ctx.fail(codes[fault], 'TagKey');
    return yield* changeTags(ctx, kindInVpc(p.ResourceType), p.ResourceId, (tags) => (p.All ? {} : withoutTags(tags, keys)), {
      absent: 'InvalidResourceId.NotFound',
    });
  },
});

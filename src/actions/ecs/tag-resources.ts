import { action } from '#actions/action.ts';
import { documented } from '#actions/error-rows.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { pairsOf } from '#actions/tag-rows.ts';
import { tagTexts } from '#actions/tag-texts.ts';
import { changeTags } from '#actions/tags/change-tags.ts';
import { ecsChangeErrors, ecsTagErrors } from '#actions/tags/ecs-errors.ts';
import { ecsIds, ecsType, kindInEcs } from '#actions/tags/resource-types.ts';
import { isTooMany, tagsToPut } from '#actions/tags/tag-params.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { maxTags, readTags, withTags } from '#domain/tags.ts';

const codes = { key: 'InvalidTagKey.Malformed', value: 'InvalidTagValue.Malformed', duplicate: 'Duplicate.TagKey' } as const;
const { ResourceOwnerId, ...owners } = ownerParams;

/** Inferred: InvalidOperation.ResourceManagedByCloudProduct. No request here gets InvalidTag.Mismatch: a tag without a key has no valid key. */
export default action({
  product: 'Ecs',
  name: 'TagResources',
  summary: {
    en: 'Puts tags on resources of one type, on all of them or on none.',
    zh: '为同一类型的多个资源绑定标签，要么全部成功，要么全部不生效。',
  },
  mode: 'change',
  params: {
    RegionId: { ...regionId, missing: 'MissingParameter.RegionId' },
    ResourceType: ecsType,
    ResourceId: { ...ecsIds, required: true, missing: 'MissingParameter.ResourceIds' },
    Tag: { ...tagsToPut, missing: 'MissingParameter.Tags' },
    ...owners,
  },
  returns: requestIdField,
  errors: {
    ...ecsTagErrors(),
    ...ecsChangeErrors(),
    'InvalidTagValue.Malformed': { http: 400, message: 'The specified Tag.n.Value is not valid.', ...tagTexts.value, source: 'documented' },
    'OperationDenied.QuotaExceed': documented(
      400,
      'The quota of tags on resource is beyond permitted range.',
      `A resource would have more than ${maxTags} tags.`,
      `资源的标签将超过 ${maxTags} 个。`,
      { en: `A new key for a resource that has ${maxTags} tags.`, zh: `为已有 ${maxTags} 个标签的资源绑定新的标签键。` },
    ),
  },
  ram: ramRow('ecs:TagResources', 'create', [required('Resource', 'acs:ecs:{region}:{account}:{ResourceType}/{ResourceId}')]),
  example: {
    request: {
      RegionId: 'cn-hangzhou',
      ResourceType: 'securitygroup',
      'ResourceId.1': 'sg-bp67acfmxazb4p0000',
      'Tag.1.Key': 'env',
      'Tag.1.Value': 'test',
    },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    if (isTooMany(p.Tag)) return ctx.fail('NumberExceed.Tags');
    const read = readTags(pairsOf(p.Tag));
    if ('fault' in read) return ctx.fail(codes[read.fault]);
    return yield* changeTags(ctx, kindInEcs(p.ResourceType), p.ResourceId, (tags) => withTags(tags, read.tags), {
      absent: 'InvalidResourceId.NotFound',
      managed: 'InvalidOperation.ResourceManagedByCloudProduct',
      quota: 'OperationDenied.QuotaExceed',
    });
  },
});

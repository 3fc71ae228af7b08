import { action } from '#actions/action.ts';
import { asInferred, inferred } from '#actions/error-rows.ts';
import { whereTagged } from '#actions/filters.ts';
import { nextTokenField, tokenParams } from '#actions/pages.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { findTags, tagResourcesField } from '#actions/tags/find-tags.ts';
import { kindInVpc, vpcIds, vpcType } from '#actions/tags/resource-types.ts';
import { isTooMany, readAsked, tagsToFind } from '#actions/tags/tag-params.ts';
import { vpcTagErrors } from '#actions/tags/vpc-errors.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { vpcTagErrors as tagErrors } from '#actions/vpc-tags.ts';
import { allTags, askedTags } from '#domain/tag-search.ts';

const codes = {
  alone: 'IllegalParam.TagKey',
  key: 'IllegalParam.TagKey',
  value: 'IllegalParam.TagValue',
  duplicate: 'Duplicate.TagKey',
} as const;

/** Inferred: all rows. IDs that do not exist are left out, as in every list of the product. */
export default action({
  product: 'Vpc',
  name: 'ListTagResources',
  summary: {
    en: 'Lists the tags of VPCs or VSwitches that are named, or found by their tags.',
    zh: '查询指定专有网络 VPC 或交换机的标签，或按标签查询专有网络 VPC 或交换机。',
  },
  mode: 'read',
  params: {
    RegionId: regionId,
    ResourceType: vpcType,
    ResourceId: vpcIds,
    Tag: tagsToFind,
    ...tokenParams(1, 50, 50),
    ...ownerParams,
  },
  returns: { ...requestIdField, ...nextTokenField, ...tagResourcesField },
  errors: {
    ...vpcTagErrors,
    'IllegalParam.TagKey': asInferred(tagErrors['IllegalParam.TagKey']),
    'IllegalParam.TagValue': asInferred(tagErrors['IllegalParam.TagValue']),
    'Duplicate.TagKey': tagErrors['Duplicate.TagKey'],
    'BothEmpty.TagsAndResources': inferred(
      400,
      'The specified Tags and ResourcesIds are not allow to both empty.',
      'Neither resources nor tags are named.',
      '既未指定资源，也未指定标签。',
      { en: 'No ResourceId and no Tag.', zh: 'ResourceId 和 Tag 都不传。' },
    ),
    'Invalid.NextToken': inferred(
      400,
      'The specified NextToken is not valid.',
      'NextToken is not one that a page gave.',
      'NextToken 不是此前返回的值。',
      'NextToken=x',
    ),
  },
  ram: ramRow('vpc:ListTagResources', 'get', [required('Resource', 'acs:vpc:{region}:{account}:{ResourceType}/{ResourceId|*}')]),
  example: {
    request: { RegionId: 'cn-hangzhou', ResourceType: 'VPC', 'ResourceId.1': 'vpc-bp1opxu1zkhn00gzv0000' },
    reply: {
      NextToken: '',
      TagResources: { TagResource: [{ ResourceId: 'vpc-bp1opxu1zkhn00gzv0000', ResourceType: 'VPC', TagKey: 'env', TagValue: 'test' }] },
      RequestId: 'DE65F6B7-7566-4802-9007-96F2494AC512',
    },
  },
  *handle(p, ctx) {
    const { ResourceId: ids, Tag: rows = [] } = p;
    if (ids === undefined && rows.length === 0) return ctx.fail('BothEmpty.TagsAndResources');
    if (isTooMany(rows)) return ctx.fail('NumberExceed.Tags');
    const read = readAsked(rows);
    if ('fault' in read) return ctx.fail(codes[read.fault], read.fault === 'value' ? 'Tag.N.Value' : 'Tag.N.Key');
    const { asked } = read;
    return yield* findTags(ctx, {
      kind: kindInVpc(p.ResourceType),
      type: p.ResourceType.toUpperCase(),
      filter: { where: whereTagged(rows), ids },
      tagsOf: ({ tags }) => (asked.length === 0 ? allTags(tags) : askedTags(tags, asked)),
      token: p.NextToken,
      limit: p.MaxResults ?? 50,
      badToken: 'Invalid.NextToken',
    });
  },
});

import { action } from '#actions/action.ts';
import { documented, inferred } from '#actions/error-rows.ts';
import { nextTokenField } from '#actions/pages.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { tagTexts } from '#actions/tag-texts.ts';
import { ecsTagErrors } from '#actions/tags/ecs-errors.ts';
import { readEcsSearch, tagFilter } from '#actions/tags/ecs-search.ts';
import { findTags, tagResourcesField } from '#actions/tags/find-tags.ts';
import { ecsIds, ecsType, kindInEcs } from '#actions/tags/resource-types.ts';
import { tagsToFind } from '#actions/tags/tag-params.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';

/** The public page has no parameter for it and names no number; that of the sister action of VPC. */
const pageSize = 50;

/**
 * Inferred: the message of InvalidParameter.TagValue, whose code the parameter's text names. IDs that do not exist are left out, so that no
 * request here gets MissingParameter.ResourceIds, MissingParameter.Tags or InvalidResourceId.NotFound; everybody may search by TagFilter.
 */
export default action({
  product: 'Ecs',
  name: 'ListTagResources',
  summary: {
    en: 'Lists the tags of resources that are named, or found by their tags, in pages of 50.',
    zh: '查询指定资源的标签，或按标签查询资源，每页 50 条。',
  },
  mode: 'read',
  params: {
    RegionId: { ...regionId, missing: 'MissingParameter.RegionId' },
    ResourceType: ecsType,
    ResourceId: ecsIds,
    Tag: {
      ...tagsToFind,
      doc: {
        en: `${tagsToFind.doc.en} The key acs:rm:rgId alone, with the ID of a resource group, finds what is in that group.`,
        zh: `${tagsToFind.doc.zh}单独传入标签键 acs:rm:rgId 和资源组 ID 时，查询该资源组中的资源。`,
      },
    },
    TagFilter: tagFilter,
    NextToken: stringParam('The NextToken of the page before.', '上一页返回的 NextToken。'),
    ...ownerParams,
  },
  returns: { ...requestIdField, ...nextTokenField, ...tagResourcesField },
  errors: {
    ...ecsTagErrors(),
    'InvalidTagValue.Malformed': { http: 400, message: 'The specified Tag.n.Value is not valid.', ...tagTexts.value, source: 'documented' },
    'InvalidParameter.TagValue': inferred(
      400,
      'The specified parameter TagValue is not valid.',
      'A tag has a value, but no key.',
      '标签只有标签值，没有标签键。',
      'Tag.1.Value=test',
    ),
    'BothEmpty.TagsAndResources': documented(
      403,
      'The specified Tags and ResourcesIds are not allow to both empty.',
      'Neither resources nor tags are named.',
      '既未指定资源，也未指定标签。',
      { en: 'No ResourceId, Tag or TagFilter.', zh: 'ResourceId、Tag 和 TagFilter 都不传。' },
    ),
    'InvalidTags.MalFormed': documented(
      400,
      'The tags must be empty, when the tagFilters is not empty.',
      'Tag and TagFilter are both there.',
      '同时传入 Tag 和 TagFilter。',
      'Tag.1.Key=env&TagFilter.1.TagKey=team',
    ),
    'InvalidTagFilter.Malformed': documented(
      403,
      'The specified TagFilter is not valid.',
      'A filter has no key, or values beside a key with a star.',
      '条件没有标签键，或在使用星号的标签键之外还指定了标签值。',
      'TagFilter.1.TagKey=env*&TagFilter.1.TagValues.1=test',
    ),
    'NumberExceed.TagValues': documented(
      403,
      'The number of the specified TagValues is beyond permitted range, the max is 5.',
      'A filter has more than 5 values.',
      '一个条件的标签值超过 5 个。',
      { en: 'TagFilter.1.TagValues.1 to TagFilter.1.TagValues.6', zh: '同时传入 TagFilter.1.TagValues.1 至 TagFilter.1.TagValues.6' },
    ),
    'InvalidTag.NotSupported': documented(
      400,
      'You can only specify Tag for either resource tag or resource group.',
      'The key acs:rm:rgId stands beside another tag.',
      '标签键 acs:rm:rgId 与其他标签同时使用。',
      'Tag.1.Key=acs:rm:rgId&Tag.1.Value=rg-1&Tag.2.Key=env',
    ),
    'InvalidDefaultResourceGroup.NotSupported': documented(
      400,
      'The specified parameter Tag is not support for default resource group.',
      'The key acs:rm:rgId with the default resource group.',
      '标签键 acs:rm:rgId 的值为默认资源组。',
      {
        en: 'Tag.1.Key=acs:rm:rgId, and as its value the ID of the default resource group.',
        zh: 'Tag.1.Key=acs:rm:rgId，标签值为默认资源组的 ID。',
      },
    ),
    'Invalid.NextToken': documented(
      403,
      'The specified NextToken is not valid.',
      'NextToken is not one that a page gave.',
      'NextToken 不是此前返回的值。',
      'NextToken=x',
    ),
  },
  ram: ramRow('ecs:ListTagResources', 'list', [required('Resource', 'acs:ecs:{region}:{account}:{ResourceType}/{ResourceId|*}')]),
  example: {
    request: { RegionId: 'cn-hangzhou', ResourceType: 'securitygroup', 'ResourceId.1': 'sg-bp67acfmxazb4p0000' },
    reply: {
      NextToken: '',
      TagResources: {
        TagResource: [{ ResourceId: 'sg-bp67acfmxazb4p0000', ResourceType: 'securitygroup', TagKey: 'env', TagValue: 'test' }],
      },
      RequestId: '484256DA-D816-44D2-9D86-B6EE4D5BA78C',
    },
  },
  *handle(p, ctx) {
    const search = yield* readEcsSearch(ctx, p);
    const kind = kindInEcs(p.ResourceType);
    const page = { token: p.NextToken, limit: pageSize, badToken: 'Invalid.NextToken' } as const;
    return yield* findTags(ctx, { kind, type: p.ResourceType, ...search, ...page });
  },
});

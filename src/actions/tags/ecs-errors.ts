import { managedGroup } from '#actions/ecs-group.ts';
import { documented } from '#actions/error-rows.ts';
import { tagTexts } from '#actions/tag-texts.ts';
import { maxResources } from '#actions/tags/resource-types.ts';
import { invalidRegion } from '#actions/vocabulary.ts';
import { maxTags } from '#domain/tags.ts';

const ids = (count: number): string => Array.from({ length: count }, (_, n) => `ResourceId.${n + 1}=sg-${n + 1}`).join('&');
const keys = (count: number): string => Array.from({ length: count }, (_, n) => `Tag.${n + 1}.Key=k${n + 1}`).join('&');

/**
 * What the three tag actions of ECS answer alike; UntagResources ends some sentences without a full stop. Rows of the public tables that no
 * request here gets: those about Scope, TagOwnerUid and TagOwnerBid, which the official SDK does not have; NoPermission.Tag, which RAM answers
 * here; InvalidTagCount and QuotaExceed.Tags, which say the same as NumberExceed.Tags and OperationDenied.QuotaExceed; TagKey.Duplication, since
 * keys are case-sensitive; InvalidResourceId.NotSupported, since every resource of these types takes tags.
 */
export const ecsTagErrors = (stop: '.' | '' = '.') =>
  ({
    'MissingParameter.RegionId': documented(
      404,
      `The parameter - RegionId should not be null${stop}`,
      'RegionId is absent.',
      '缺少参数 RegionId。',
      {
        en: 'No RegionId.',
        zh: '不传 RegionId。',
      },
    ),
    'MissingParameter.ResourceType': documented(
      404,
      `The parameter - ResourceType should not be null${stop}`,
      'ResourceType is absent.',
      '缺少参数 ResourceType。',
      { en: 'No ResourceType.', zh: '不传 ResourceType。' },
    ),
    'InvalidRegionId.NotFound': invalidRegion,
    'InvalidResourceType.NotFound': documented(
      404,
      'The ResourceType provided does not exist in our records.',
      'ResourceType is none of its values.',
      'ResourceType 的取值无效。',
      'ResourceType=vpc',
    ),
    'NumberExceed.ResourceIds': documented(
      400,
      `The ResourceIds parameter's number is exceed , Valid : 50${stop}`,
      `There are more than ${maxResources} resource IDs, or ResourceId has no index.`,
      `资源 ID 超过 ${maxResources} 个，或 ResourceId 没有下标。`,
      ids(maxResources + 1),
    ),
    'NumberExceed.Tags': documented(
      400,
      `The Tags parameter's number is exceed , Valid : 20${stop}`,
      `There are more than ${maxTags} tags.`,
      `标签超过 ${maxTags} 个。`,
      keys(maxTags + 1),
    ),
    'InvalidTagKey.Malformed': { http: 400, message: 'The specified Tag.n.Key is not valid.', ...tagTexts.key, source: 'documented' },
    'Duplicate.TagKey': { http: 400, message: 'The Tag.N.Key contain duplicate key.', ...tagTexts.duplicate, source: 'documented' },
  }) as const;

/** Of the two that change tags. */
export const ecsChangeErrors = (stop: '.' | '' = '.') =>
  ({
    'MissingParameter.ResourceIds': documented(
      404,
      `The parameter - ResourceIds.N should not be null${stop}`,
      'No resource is named.',
      '未指定资源。',
      { en: 'No ResourceId.', zh: '不传 ResourceId。' },
    ),
    'MissingParameter.Tags': documented(404, `The parameter - Tags should not be null${stop}`, 'No tag is named.', '未指定标签。', {
      en: 'No Tag; in UntagResources neither TagKey nor All=true.',
      zh: '不传 Tag；对于 UntagResources，既不传 TagKey 也不传 All=true。',
    }),
    'InvalidResourceId.NotFound': documented(
      404,
      'The specified ResourceIds are not found in our records.',
      'The account has no such resource of that type in this region; nothing was changed.',
      '该账号在此地域中没有该类型的此资源；未做任何更改。',
      'ResourceType=securitygroup&ResourceId.1=sg-none',
    ),
    // Of no table of the tag actions; the page on managed groups says that nobody else may change them.
    'InvalidOperation.ResourceManagedByCloudProduct': { ...managedGroup, source: 'inferred' },
  }) as const;

import type { Ctx } from '#actions/action.ts';
import { whereTagged } from '#actions/filters.ts';
import { rowsParam, stringParam, stringsParam } from '#actions/params.ts';
import { isTooMany, readAsked } from '#actions/tags/tag-params.ts';
import type { tagRows } from '#actions/vocabulary.ts';
import { defaultResourceGroup } from '#domain/resource-group.ts';
import { allTags, askedTags, filteredTags, isTagFilter, type Shown } from '#domain/tag-search.ts';
import { isTagKey, type Tags } from '#domain/tags.ts';
import type { Deciding, Where } from '#kit/deciding.ts';
import type { Row } from '#kit/shape.ts';

/** The key that searches by resource group instead of by tag. */
const resourceGroupTag = 'acs:rm:rgId';

export const tagFilter = rowsParam(
  5,
  {
    TagKey: stringParam(
      'A key: `env`, or by its start `env*`, or by any part `*env*`.',
      '标签键：`env`（精确）、`env*`（前缀）或 `*env*`（包含）。',
      {
        example: 'env*',
      },
    ),
    TagValues: stringsParam(5, 'Values, written alike; one must fit.', '标签值，写法同上；满足其一即可。', {
      wrong: 'NumberExceed.TagValues',
    }),
  },
  'Up to 5 filters that a resource must all fit; not together with Tag.',
  '模糊查询条件，最多 5 个，须全部满足；不能与 Tag 同时使用。',
);

type Asked = {
  readonly ResourceId?: readonly string[] | undefined;
  readonly Tag?: readonly Row<typeof tagRows.of>[] | undefined;
  readonly TagFilter?: readonly Row<typeof tagFilter.of>[] | undefined;
};
type Head = { readonly tags: Tags };
/** What a request searches for: a filter for the store, and the tags that are shown of each resource. */
export type EcsSearch = {
  readonly filter: { readonly where: Where; readonly ids: readonly string[] | undefined; readonly keep?: (head: Head) => boolean };
  readonly tagsOf: (head: Head) => readonly Shown[];
};

const codes = {
  alone: 'InvalidParameter.TagValue',
  key: 'InvalidTagKey.Malformed',
  value: 'InvalidTagValue.Malformed',
  duplicate: 'Duplicate.TagKey',
} as const;
type Code =
  | (typeof codes)[keyof typeof codes]
  | 'BothEmpty.TagsAndResources'
  | 'NumberExceed.Tags'
  | 'InvalidTags.MalFormed'
  | 'InvalidTagFilter.Malformed'
  | 'InvalidTag.NotSupported'
  | 'InvalidDefaultResourceGroup.NotSupported';

/** Reads ResourceId, Tag and TagFilter of ListTagResources, or ends the decision with the first fault. */
export function* readEcsSearch(ctx: Ctx<Code>, p: Asked): Deciding<EcsSearch> {
  const { ResourceId: ids, Tag: rows = [], TagFilter = [] } = p;
  if (ids === undefined && rows.length === 0 && TagFilter.length === 0) return ctx.fail('BothEmpty.TagsAndResources');
  if (rows.length > 0 && TagFilter.length > 0) return ctx.fail('InvalidTags.MalFormed');
  if (isTooMany(rows)) return ctx.fail('NumberExceed.Tags');
  const filters = TagFilter.map(({ TagKey = '', TagValues = [] }) => ({ key: TagKey, values: TagValues }));
  if (!filters.every(isTagFilter)) return ctx.fail('InvalidTagFilter.Malformed');
  const read = readAsked(rows, (key) => isTagKey(key) || key === resourceGroupTag);
  if ('fault' in read) return ctx.fail(codes[read.fault]);

  const { asked } = read;
  const group = asked.find(({ key }) => key === resourceGroupTag);
  if (group) {
    if (asked.length > 1) return ctx.fail('InvalidTag.NotSupported');
    const { value } = group;
    if (value === undefined) return ctx.fail('InvalidTagValue.Malformed');
    if (value === (yield* defaultResourceGroup(ctx.account))) return ctx.fail('InvalidDefaultResourceGroup.NotSupported');
    return { filter: { where: [['resourceGroup', value]], ids }, tagsOf: () => [[resourceGroupTag, value]] };
  }
  if (filters.length > 0) {
    const tagsOf = ({ tags }: Head) => filteredTags(tags, filters);
    return { filter: { where: [], ids, keep: (head) => tagsOf(head).length > 0 }, tagsOf };
  }
  const isAny = asked.length === 0;
  return { filter: { where: whereTagged(rows), ids }, tagsOf: ({ tags }) => (isAny ? allTags(tags) : askedTags(tags, asked)) };
}

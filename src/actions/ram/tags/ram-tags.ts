import type { Ctx } from '#actions/action.ts';
import { text, wrapped } from '#actions/fields.ts';
import type { ramTags } from '#actions/ram/texts/ram-params.ts';
import { pairsOf } from '#actions/tag-rows.ts';
import { readTags, type Tags } from '#domain/tags.ts';
import type { Row } from '#kit/shape.ts';

const codes = { key: 'InvalidParameter.TagKey', value: 'InvalidParameter.TagValue', duplicate: 'Duplicate.TagKey' } as const;
type TagCode = (typeof codes)[keyof typeof codes];

/** The tags of a request that creates or tags, or the end of the decision with the first fault. */
export function ramTagsOf(ctx: Ctx<TagCode>, rows: readonly Row<typeof ramTags.of>[] | undefined): Tags {
  const read = readTags(pairsOf(rows));
  return 'tags' in read ? read.tags : ctx.fail(codes[read.fault], `${read.at}.${read.fault === 'value' ? 'Value' : 'Key'}`);
}

/** The tags of a policy or a role in a list. */
export const tagsField = wrapped(
  'Tag',
  { TagKey: text('Tag key.', '标签键。'), TagValue: text('Tag value.', '标签值。') },
  'Tags.',
  '标签列表。',
);
export const shownTags = (tags: Tags) => ({ Tag: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) });

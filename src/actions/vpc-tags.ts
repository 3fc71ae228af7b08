import type { Ctx } from '#actions/action.ts';
import { pairsOf } from '#actions/tag-rows.ts';
import { tagTexts } from '#actions/tag-texts.ts';
import type { tagRows } from '#actions/vocabulary.ts';
import { readTags, type Tags } from '#domain/tags.ts';
import type { ErrorTable } from '#kit/error-row.ts';
import type { Row } from '#kit/shape.ts';

/** What a VPC action that creates answers to `Tag.N`. Duplicate.TagKey is a guess: the VPC pages name it for other actions only. */
export const vpcTagErrors = {
  'IllegalParam.TagKey': { http: 400, message: 'The param of %s is illegal.', ...tagTexts.key, source: 'documented' },
  'IllegalParam.TagValue': { http: 400, message: 'The param of %s is illegal.', ...tagTexts.value, source: 'documented' },
  'Duplicate.TagKey': { http: 400, message: 'The Tag.N.Key contain duplicate key.', ...tagTexts.duplicate, source: 'inferred' },
} as const satisfies ErrorTable;

const codes = {
  key: { code: 'IllegalParam.TagKey', field: 'Key' },
  value: { code: 'IllegalParam.TagValue', field: 'Value' },
  duplicate: { code: 'Duplicate.TagKey', field: 'Key' },
} as const;

/** The tags of a request that creates, or the end of the decision with one of `vpcTagErrors`. */
export function vpcTagsOf(ctx: Pick<Ctx<keyof typeof vpcTagErrors>, 'fail'>, rows: readonly Row<typeof tagRows.of>[] | undefined): Tags {
  const read = readTags(pairsOf(rows));
  if ('tags' in read) return read.tags;
  const { code, field } = codes[read.fault];
  return ctx.fail(code, `${read.at}.${field}`);
}

import { stringsParam } from '#actions/params.ts';
import { tagRows } from '#actions/vocabulary.ts';
import type { AskedTag } from '#domain/tag-search.ts';
import { isTagKey, isTagValue, maxTags } from '#domain/tags.ts';
import type { Row } from '#kit/shape.ts';

/** How many tags or keys are read. More than a request may have, so that a few too many get NumberExceed.Tags and not InvalidParameter. */
const mostRead = 100;
export const isTooMany = (tags: readonly unknown[] | undefined): boolean => (tags?.length ?? 0) > maxTags;

export const tagsToPut = {
  ...tagRows,
  max: mostRead,
  required: true,
  doc: {
    en: 'Up to 20 tags. A tag whose key the resource has already gets the new value.',
    zh: '要绑定的标签，最多 20 个。资源已有相同标签键时，更新标签值。',
  },
} as const;

export const tagsToFind = {
  ...tagRows,
  max: mostRead,
  doc: {
    en: 'Up to 20 tags that a resource must have: a key, or a key with a value. Only tags of these keys are shown.',
    zh: '资源须具有的标签，最多 20 个：仅标签键，或标签键和值。仅返回这些标签键对应的标签。',
  },
} as const;

export const keysToTake = stringsParam(
  mostRead,
  'Keys of up to 20 tags to take off; those that a resource does not have are ignored.',
  '要解绑的标签键，最多 20 个；资源没有的标签键会被忽略。',
  { example: 'env' },
);

/** The first fault of the keys of a request that takes tags off. */
export const keyFault = (keys: readonly string[]): 'key' | 'duplicate' | undefined => {
  if (!keys.every(isTagKey)) return 'key';
  return new Set(keys).size < keys.length ? 'duplicate' : undefined;
};

/** The tags that a request searches by, or what is wrong with them: 'alone' is a value without a key. */
export function readAsked(
  rows: readonly Row<typeof tagRows.of>[],
  isKey: (key: string) => boolean = isTagKey,
): { readonly asked: readonly AskedTag[] } | { readonly fault: 'alone' | 'key' | 'value' | 'duplicate' } {
  const asked = rows.map((row) => ({ key: row.Key ?? row.key ?? '', value: row.Value ?? row.value }));
  if (asked.some(({ key }) => key === '')) return { fault: 'alone' };
  if (!asked.every(({ key }) => isKey(key))) return { fault: 'key' };
  if (!asked.every(({ value = '' }) => isTagValue(value))) return { fault: 'value' };
  return new Set(asked.map(({ key }) => key)).size < asked.length ? { fault: 'duplicate' } : { asked };
}

import type { Tags } from '#domain/tags.ts';

/** Which tags: all that are asked for, of a resource that has what is asked for. `value` undefined = any. */
export type AskedTag = { readonly key: string; readonly value: string | undefined };
/** `text`, `text*` or `*text*`; a resource must fit every filter, by one of its values where it has any. */
export type TagFilter = { readonly key: string; readonly values: readonly string[] };
/** A tag to show. */
export type Shown = readonly [key: string, value: string];

const byKey = ([a]: Shown, [b]: Shown): number => (a < b ? -1 : 1);
export const allTags = (tags: Tags): readonly Shown[] => Object.entries(tags).sort(byKey);

/** The tags whose key was asked for, in order of key. That the resource has all that was asked for is for the store to say. */
export function askedTags(tags: Tags, asked: readonly AskedTag[]): readonly Shown[] {
  const keys = new Set(asked.map(({ key }) => key));
  return allTags(tags).filter(([key]) => keys.has(key));
}

const isFuzzy = (pattern: string): boolean => pattern.endsWith('*');

function fits(text: string, pattern: string): boolean {
  if (!isFuzzy(pattern)) return text === pattern;
  return pattern.startsWith('*') && pattern.length > 1 ? text.includes(pattern.slice(1, -1)) : text.startsWith(pattern.slice(0, -1));
}

/** Alibaba Cloud ECS API reference, ListTagResources: who searches by value must say the key exactly. */
export const isTagFilter = ({ key, values }: TagFilter): boolean => key !== '' && (values.length === 0 || !isFuzzy(key));

/** The tags that fit a filter, in order of key; none where the resource does not fit all filters. */
export function filteredTags(tags: Tags, filters: readonly TagFilter[]): readonly Shown[] {
  const fitting = filters.map(({ key, values }) =>
    allTags(tags).filter(([k, v]) => fits(k, key) && (values.length === 0 || values.some((value) => fits(v, value)))),
  );
  if (fitting.some((found) => found.length === 0)) return [];
  return [...new Map(fitting.flat())].sort(byKey);
}

import { isPlainText } from '#domain/naming.ts';

export type Tags = Readonly<Record<string, string>>;

/** A tag as it was sent; `at` is its wire name, which a fault quotes. */
export type TagPair = { readonly key: string; readonly value: string; readonly at: string };
export type TagFault = { readonly fault: 'key' | 'value' | 'duplicate'; readonly at: string };

/** How many tags a resource may have. */
export const maxTags = 20;

const webAddress = /https?:\/\//;

/** Alibaba Cloud ECS API reference, CreateSecurityGroup: 1-128 characters, not starting with `aliyun` or `acs:`, no web address in it. */
export const isTagKey = (key: string): boolean =>
  isPlainText(key, 1, 128) && !key.startsWith('aliyun') && !key.startsWith('acs:') && !webAddress.test(key);

/** At most 128 characters, empty included, no web address in it. */
export const isTagValue = (value: string): boolean => isPlainText(value, 0, 128) && !webAddress.test(value);

/** The tags, or the first pair that cannot be one. */
export function readTags(pairs: readonly TagPair[]): { readonly tags: Tags } | TagFault {
  const tags = new Map<string, string>();
  for (const { key, value, at } of pairs) {
    if (!isTagKey(key)) return { fault: 'key', at };
    if (!isTagValue(value)) return { fault: 'value', at };
    if (tags.has(key)) return { fault: 'duplicate', at };
    tags.set(key, value);
  }
  // Not by assignment, because a tag named __proto__ would be lost.
  return { tags: Object.fromEntries(tags) };
}

/** A resource's tags with others put over them; undefined where it would have more than it may. */
export function withTags(tags: Tags, more: Tags): Tags | undefined {
  const all = new Map([...Object.entries(tags), ...Object.entries(more)]);
  return all.size > maxTags ? undefined : Object.fromEntries(all);
}

/** A resource's tags without those of these keys; keys that it does not have are no fault. */
export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}

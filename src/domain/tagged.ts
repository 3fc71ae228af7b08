import type { Heads, Kind } from '#domain/kinds.ts';
import { type Filter, list } from '#domain/paging.ts';
import type { Shown } from '#domain/tag-search.ts';
import type { Tags } from '#domain/tags.ts';
import type { Deciding, Loaded, Scope } from '#kit/deciding.ts';

/** The kinds whose heads have tags. */
export type TaggedKind = { [K in Kind]: Heads[K] extends { readonly tags: Tags } ? K : never }[Kind];

/** One tag of one resource. */
export type TagRow = { readonly id: string; readonly key: string; readonly value: string };
/** The row that a page ended with; neither the resource nor the tag need be there any more. */
export type Mark = Pick<TagRow, 'id' | 'key'>;

/**
 * One page of the tags of resources, in order of resource and then of key. `tagsOf` says which tags of a resource are shown; each resource that
 * the filter lets through by a facet or by `keep` must show one at least, so that no page comes up short.
 */
export function* listTags<K extends TaggedKind>(
  scope: Scope,
  kind: K,
  filter: Filter<Heads[K]>,
  tagsOf: (head: Heads[K]) => readonly Shown[],
  after: Mark | undefined,
  limit: number,
): Deciding<{ readonly rows: readonly TagRow[]; readonly more: boolean }> {
  const most = filter.ids ? filter.ids.length : limit + 1;
  const found: Loaded<Heads[K]>[] = [];
  // The resource that the last page ended in may have more tags.
  if (after && (filter.ids?.includes(after.id) ?? true))
    found.push(...(yield* list(scope, kind, { ...filter, ids: [after.id] }, { limit: 1, total: false })).rows);
  found.push(...(yield* list(scope, kind, filter, { after: after?.id, limit: most, total: false })).rows);
  const rows = found.flatMap(({ key, head }) =>
    tagsOf(head)
      .filter(([tag]) => key.id !== after?.id || tag > after.key)
      .map(([tag, value]): TagRow => ({ id: key.id, key: tag, value })),
  );
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

/** An opaque page token of any id and key: both percent-encoded, in base64url. */
export const markText = ({ id, key }: Mark): string =>
  btoa(`${encodeURIComponent(id)}/${encodeURIComponent(key)}`)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** The mark in a page token; undefined for a text that `markText` never gave. */
export function markOf(token: string): Mark | undefined {
  try {
    const [id, key, ...more] = atob(token.replaceAll('-', '+').replaceAll('_', '/')).split('/');
    if (!id || key === undefined || more.length > 0) return undefined;
    const mark = { id: decodeURIComponent(id), key: decodeURIComponent(key) };
    return markText(mark) === token ? mark : undefined;
  } catch {
    return undefined;
  }
}

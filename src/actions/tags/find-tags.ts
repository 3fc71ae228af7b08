import type { Ctx } from '#actions/action.ts';
import { listOf, object, text } from '#actions/fields.ts';
import type { Heads } from '#domain/kinds.ts';
import type { Filter } from '#domain/paging.ts';
import type { Shown } from '#domain/tag-search.ts';
import { listTags, markOf, markText, type TaggedKind } from '#domain/tagged.ts';
import type { Decided, Deciding } from '#kit/deciding.ts';

/** What `findTags` gives. */
export const tagResourcesField = {
  TagResources: object(
    {
      TagResource: listOf(
        {
          ResourceId: text('The ID of the resource.', '资源 ID。'),
          ResourceType: text('The type of the resource.', '资源类型。'),
          TagKey: text('The tag key.', '标签键。'),
          TagValue: text('The tag value.', '标签值。'),
        },
        'The tags, in order of resource and key.',
        '标签列表，按资源和标签键排序。',
      ),
    },
    'The tags of the resources that were found.',
    '找到的资源所绑定的标签。',
  ),
} as const;

/** Which resources and which of their tags, and which page: `badToken` answers a token that no page has given. */
export type Search<K extends TaggedKind, E> = {
  /** Of no kind there is no resource. */
  readonly kind: K | undefined;
  /** As the reply says it. */
  readonly type: string;
  readonly filter: Filter<Heads[K]>;
  readonly tagsOf: (head: Heads[K]) => readonly Shown[];
  readonly token: string | undefined;
  readonly limit: number;
  readonly badToken: E;
};

/** One page of tags; resources that do not exist have none. */
export function* findTags<K extends TaggedKind, E extends string>(ctx: Ctx<E>, search: Search<K, NoInfer<E>>): Deciding<Decided> {
  const { kind, type, filter, tagsOf, token, limit, badToken } = search;
  const after = token === undefined ? undefined : (markOf(token) ?? ctx.fail(badToken));
  if (kind === undefined) return { reply: { NextToken: '', TagResources: { TagResource: [] } }, effects: [] };
  const { rows, more } = yield* listTags({ account: ctx.account, region: ctx.region }, kind, filter, tagsOf, after, limit);
  const TagResource = rows.map(({ id, key, value }) => ({ ResourceId: id, ResourceType: type, TagKey: key, TagValue: value }));
  const last = rows.at(-1);
  return { reply: { NextToken: more && last ? markText(last) : '', TagResources: { TagResource } }, effects: [] };
}

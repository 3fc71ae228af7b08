import type { Ctx } from '#actions/action.ts';
import { type ListWords, listWords } from '#actions/ecs/lists/list-words.ts';
import { integer, text } from '#actions/fields.ts';
import { refs } from '#domain/finding.ts';
import type { Heads } from '#domain/kinds.ts';
import type { ListKind } from '#domain/list-entries.ts';
import { idOfToken, list, tokenOf } from '#domain/paging.ts';
import type { Tags } from '#domain/tags.ts';
import type { Deciding, Loaded, Where } from '#kit/deciding.ts';
import type { Returns } from '#kit/shape.ts';

/** Which lists, and which page of them. */
export type Asked = {
  readonly ids: readonly string[] | undefined;
  readonly where: Where;
  readonly maxResults: number | undefined;
  readonly nextToken: string | undefined;
};

/** A list and how many resources name it, each counted once. */
export type Described<K extends ListKind> = { readonly list: Loaded<Heads[K]>; readonly associations: number };

/** `next` is '' on the last page. */
export type Page<K extends ListKind> = { readonly lists: readonly Described<K>[]; readonly next: string };

/** One page of lists in order of creation. A list that does not exist is left out; `bad` answers a token that no page has given. */
export function* describeLists<K extends ListKind, E extends string>(
  ctx: Ctx<E>,
  kind: K,
  asked: Asked,
  bad: NoInfer<E>,
): Deciding<Page<K>> {
  const { ids, where, maxResults: limit = 10, nextToken } = asked;
  const after = nextToken === undefined ? undefined : (idOfToken(nextToken) ?? ctx.fail(bad, 'NextToken'));
  const found = yield* list({ account: ctx.account, region: ctx.region }, kind, { where, ids }, { after, limit, total: false });
  const lists: Described<K>[] = [];
  for (const row of found.rows) lists.push({ list: row, associations: (yield* refs(row.key)).length });
  const last = found.rows.at(-1);
  return { lists, next: found.more && last ? tokenOf(last.key.id) : '' };
}

/** What a filter by name and resource group asks for; what is absent asks for nothing. */
export const whereNamed = (name: string | undefined, resourceGroup: string | undefined): Where => [
  ...(name === undefined ? [] : [['name', name] as const]),
  ...(resourceGroup === undefined ? [] : [['resourceGroup', resourceGroup] as const]),
];

/** `yyyy-MM-ddTHH:mmZ`: lists are the one resource whose times have no seconds. */
export const minuteOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;

/** What both kinds show, under the wire names of the kind. Tags are not in it, because only prefix lists wrap them. */
export function shownList<K extends ListKind>(
  kind: K,
  { list: { key, head }, associations }: Described<K>,
): Readonly<Record<string, unknown>> {
  const { id, name }: ListWords = listWords[kind];
  return {
    [id]: key.id,
    [name]: head.name,
    Description: head.description,
    MaxEntries: head.maxEntries,
    AssociationCount: associations,
    CreationTime: minuteOf(head.created),
    ResourceGroupId: head.resourceGroup,
  };
}

export const shownTags = (tags: Tags) => Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));

/** What `shownList` gives. */
export function listFields(kind: ListKind): Returns {
  const { id, name, en, zh }: ListWords = listWords[kind];
  return {
    [id]: text(`The ID of the ${en}.`, `${zh} ID。`),
    [name]: text(`The name of the ${en}.`, `${zh}名称。`),
    Description: text('The description; empty where none was given.', '描述信息；未指定时为空。'),
    MaxEntries: integer('How many entries it can have.', '支持的最大条目容量。'),
    AssociationCount: integer('How many resources name it.', '关联的资源数量。'),
    CreationTime: text('When it was created, UTC, without seconds.', '创建时间，UTC，精确到分钟。'),
    ResourceGroupId: text('The resource group; empty where none was given.', '资源组 ID；未指定时为空。'),
  };
}

/** What `shownTags` gives. */
export const tagFields: Returns = { TagKey: text('The tag key.', '标签键。'), TagValue: text('The tag value.', '标签值。') };

import { type Ctx, here } from '#actions/action.ts';
import { listWords } from '#actions/ecs/lists/list-words.ts';
import { pairsOf } from '#actions/tag-rows.ts';
import type { tagRows } from '#actions/vocabulary.ts';
import { accountKey, page, root } from '#domain/finding.ts';
import type { Heads, PortRangeListHead } from '#domain/kinds.ts';
import {
  type EntryFault,
  type EntryText,
  isListName,
  type ListKind,
  maxEntriesPerRequest,
  type ReadEntry,
  readEntries,
} from '#domain/list-entries.ts';
import { isPlainText } from '#domain/naming.ts';
import { limitOf, type QuotaName } from '#domain/quota.ts';
import { resourceGroupKey } from '#domain/resource-group.ts';
import { readTags, type TagFault } from '#domain/tags.ts';
import type { Deciding, Effect, Key } from '#kit/deciding.ts';
import type { Row } from '#kit/shape.ts';

/** What a request asks for. `own` is what only this kind of list has. */
export type Wanted<K extends ListKind> = {
  readonly name: string;
  readonly description: string | undefined;
  readonly maxEntries: number;
  readonly entries: readonly EntryText[];
  readonly tags: readonly Row<typeof tagRows.of>[] | undefined;
  readonly resourceGroup: string | undefined;
  readonly read: ReadEntry;
  readonly own: Omit<Heads[K], keyof PortRangeListHead>;
};

/** The codes that the two actions have of their own. All but `overMaxEntries` and `full` are told the wire name of what is wrong. */
export type CreateCodes<E> = { readonly [F in Exclude<EntryFault['fault'], 'description'> | 'name' | 'overMaxEntries' | 'full']: E };
type SharedCode =
  | 'LimitExceed.Entry'
  | 'InvalidDescription.Malformed'
  | 'InvalidResourceGroup.NotFound'
  | (typeof tagCodes)[TagFault['fault']];
const tagCodes = { key: 'InvalidTagKey.Malformed', value: 'InvalidTagValue.Malformed', duplicate: 'Duplicate.TagKey' } as const;

const quotaOf = { prefixList: 'prefixListsPerRegion', portRangeList: 'portRangeListsPerRegion' } as const satisfies {
  readonly [K in ListKind]: QuotaName;
};

/**
 * A new list with its entries, or the end of the decision with the first thing that is wrong: how many entries, texts, entries, tags, then
 * what the account has. The id of an entry is its value, since a list has each value once.
 */
export function* createList<K extends ListKind, E extends string>(
  ctx: Ctx<NoInfer<E> | SharedCode>,
  kind: K,
  want: Wanted<K>,
  codes: CreateCodes<E>,
): Deciding<{ readonly key: Key; readonly effects: readonly Effect[] }> {
  const words = listWords[kind];
  if (want.entries.length > maxEntriesPerRequest) return ctx.fail('LimitExceed.Entry');
  const { name, description = '', maxEntries, resourceGroup = '' } = want;
  if (!isListName(name)) return ctx.fail(codes.name, words.name);
  if (description !== '' && !isPlainText(description, 2, 256)) return ctx.fail('InvalidDescription.Malformed', 'Description');
  const read = readEntries(want.entries, want.read);
  if ('fault' in read) {
    if (read.fault === 'description') return ctx.fail('InvalidDescription.Malformed', `${read.at}.Description`);
    return ctx.fail(codes[read.fault], `${read.at}.${words.value}`);
  }
  if (read.entries.length > maxEntries) return ctx.fail(codes.overMaxEntries);
  const tagged = readTags(pairsOf(want.tags));
  if ('fault' in tagged) return ctx.fail(tagCodes[tagged.fault], tagged.at);

  if (resourceGroup !== '' && !(yield* root(resourceGroupKey(ctx.account, resourceGroup), 'keep')))
    return ctx.fail('InvalidResourceGroup.NotFound');
  const quotas = (yield* root(accountKey(ctx.account)))?.head.quotas ?? {};
  const { total = 0 } = yield* page({ account: ctx.account, region: ctx.region }, kind, { limit: 1, total: true });
  if (total >= limitOf(quotaOf[kind], quotas)) return ctx.fail(codes.full);

  const key = here(ctx, kind, ctx.newId(words.prefix));
  const head: PortRangeListHead = { name, description, maxEntries, resourceGroup, tags: tagged.tags, created: ctx.now };
  const parts = read.entries.map((entry) => ({ part: key, id: entry.value, row: entry }));
  return { key, effects: [{ put: key, head: { ...head, ...want.own } }, ...parts] };
}

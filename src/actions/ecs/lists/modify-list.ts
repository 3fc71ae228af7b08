import type { Ctx } from '#actions/action.ts';
import { listWords } from '#actions/ecs/lists/list-words.ts';
import { find } from '#actions/find.ts';
import { all } from '#domain/finding.ts';
import type { Heads } from '#domain/kinds.ts';
import { changeEntries } from '#domain/list-change.ts';
import { type EntryFault, type EntryText, isListName, type ListKind, maxEntriesPerRequest, type ReadEntry } from '#domain/list-entries.ts';
import { isPlainText } from '#domain/naming.ts';
import type { Decided, Deciding, Effect } from '#kit/deciding.ts';

/** What a request asks for; what is undefined stays as it is. */
export type Changes = {
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly add: readonly EntryText[];
  readonly remove: readonly EntryText[];
};

/** The codes that the two actions have of their own. */
export type ModifyCodes<E> = { readonly [F in Exclude<EntryFault['fault'], 'description'> | 'name' | 'missing' | 'overMaxEntries']: E };
type SharedCode = 'LimitExceed.Entry' | 'InvalidDescription.Malformed';

/**
 * A list with another name, description or entries, or the end of the decision with the first thing that is wrong: how many entries, texts,
 * the list, its entries. Rules name a list by its id, so they follow it by themselves.
 */
export function* modifyList<K extends ListKind, E extends string>(
  ctx: Ctx<NoInfer<E> | SharedCode>,
  kind: K,
  id: string,
  want: Changes,
  readerOf: (head: Heads[K]) => ReadEntry,
  codes: ModifyCodes<E>,
): Deciding<Decided> {
  const words = listWords[kind];
  if (Math.max(want.add.length, want.remove.length) > maxEntriesPerRequest) return ctx.fail('LimitExceed.Entry');
  if (want.name !== undefined && !isListName(want.name)) return ctx.fail(codes.name, words.name);
  if (want.description !== undefined && !isPlainText(want.description, 2, 256))
    return ctx.fail('InvalidDescription.Malformed', 'Description');
  const { key, head } = yield* find(ctx, kind, id, 'change', codes.missing);
  const change = changeEntries(yield* all(key as typeof key & { kind: K }), want, readerOf(head), head.maxEntries);
  if ('fault' in change) {
    if (change.fault === 'overMaxEntries') return ctx.fail(codes.overMaxEntries);
    if (change.fault === 'description') return ctx.fail('InvalidDescription.Malformed', `${change.at}.Description`);
    return ctx.fail(codes[change.fault], `${change.at}.${words.value}`);
  }

  const { name = head.name, description = head.description } = want;
  const effects: Effect[] = [];
  if (name !== head.name || description !== head.description) effects.push({ put: key, head: { ...head, name, description } });
  for (const entry of change.put) effects.push({ part: key, id: entry.value, row: entry });
  for (const value of change.gone) effects.push({ part: key, id: value, row: null });
  return { reply: {}, effects };
}

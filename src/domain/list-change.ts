import type { ListEntry } from '#domain/kinds.ts';
import { type EntryFault, type EntryText, type ReadEntry, readEntries } from '#domain/list-entries.ts';
import type { Parts } from '#kit/deciding.ts';

/** Entries to put, each under its value, and values to take out. What is already as asked for is in neither. */
export type EntryChange = { readonly put: readonly ListEntry[]; readonly gone: readonly string[] };
export type ChangeFault = EntryFault | { readonly fault: 'overMaxEntries' };

/**
 * What a request makes of the entries of a list, or its first fault: the entries to add, those to remove, a value on both sides, and then how
 * many would be left. A value that is there already is edited. Removing what is not there changes nothing: the public tables have no code
 * for it, and these actions have no ClientToken by which a client that got no reply could ask again.
 */
export function changeEntries(
  entries: Parts<ListEntry>,
  asked: { readonly add: readonly EntryText[]; readonly remove: readonly EntryText[] },
  read: ReadEntry,
  maxEntries: number,
): EntryChange | ChangeFault {
  const added = readEntries(asked.add, read);
  if ('fault' in added) return added;
  const removed = readEntries(asked.remove, read);
  if ('fault' in removed) return removed;
  const values = new Set(added.entries.map(({ value }) => value));
  const both = removed.entries.findIndex(({ value }) => values.has(value));
  if (both >= 0) return { fault: 'repeated', at: asked.remove[both]!.at };

  const put = added.entries.filter(({ value, description }) => entries.get(value)?.description !== description);
  const gone = removed.entries.flatMap(({ value }) => (entries.get(value) ? [value] : []));
  const fresh = put.filter(({ value }) => !entries.get(value)).length;
  return entries.size + fresh - gone.length > maxEntries ? { fault: 'overMaxEntries' } : { put, gone };
}

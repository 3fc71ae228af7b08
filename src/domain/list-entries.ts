import type { Heads, ListEntry, PrefixListHead } from '#domain/kinds.ts';
import { isGroupName, isPlainText } from '#domain/naming.ts';
import { parseV4, parseV6 } from '#kit/cidr.ts';
import { parsePorts } from '#kit/ports.ts';

/** Prefix lists and port lists differ in what an entry says and in their limits, in nothing else. */
export type ListKind = keyof Heads & ('prefixList' | 'portRangeList');

/** Alibaba Cloud ECS API reference, CreatePrefixList and CreatePortRangeList: as a group's name, but not in the name of the cloud itself. */
export const isListName = (text: string): boolean =>
  isGroupName(text) && !text.startsWith('com.aliyun') && !text.startsWith('com.alibabacloud');

/** The same pages: how many entries one request may name, and how many a list may be made for. A list keeps its MaxEntries for life. */
export const maxEntriesPerRequest = 200;
export const maxEntriesOfPrefixList = 200;
export const maxEntriesOfPortRangeList = 2000;

/** An entry as it was sent; `at` is its wire name, which a fault quotes. */
export type EntryText = { readonly at: string; readonly value: string | undefined; readonly description: string | undefined };
export type EntryFault = { readonly fault: 'absent' | 'malformed' | 'description' | 'repeated'; readonly at: string };

/** The one spelling of a value that is kept and shown; undefined where the text is no value of this list. */
export type ReadEntry = (text: string) => string | undefined;

/**
 * A reader of the blocks of one family. A lone address becomes a block; host bits are an error here, unlike in a rule (ECS API reference,
 * ModifyPrefixList). An address of the other family is no value of the list.
 */
export function prefixReader(family: PrefixListHead['family']): ReadEntry {
  const parse = family === 'IPv4' ? parseV4 : parseV6;
  return (text) => {
    const block = parse(text);
    if (typeof block !== 'object') return undefined;
    return block.text === block.net || !block.text.includes('/') ? block.net : undefined;
  };
}

/** first/last, both from 1 to 65535. */
export const readPortRange: ReadEntry = (text) => (parsePorts(text) ? text : undefined);

/** The entries in the order sent, each value once, or the first fault: the form of every entry before any repetition. */
export function readEntries(texts: readonly EntryText[], read: ReadEntry): { readonly entries: readonly ListEntry[] } | EntryFault {
  const entries: ListEntry[] = [];
  for (const { at, value, description = '' } of texts) {
    if (value === undefined) return { fault: 'absent', at };
    const known = read(value);
    if (known === undefined) return { fault: 'malformed', at };
    if (description !== '' && !isPlainText(description, 2, 32)) return { fault: 'description', at };
    entries.push({ value: known, description });
  }
  const seen = new Set<string>();
  for (const [i, { value }] of entries.entries()) {
    if (seen.has(value)) return { fault: 'repeated', at: texts[i]!.at };
    seen.add(value);
  }
  return { entries };
}

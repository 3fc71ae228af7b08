import { createHash } from 'node:crypto';
import type { Key } from '#kit/deciding.ts';
import { LONGEST_ID } from '#store/store.ts';

/** Values as columns: several rows travel as one array for each column, which a statement unnests. */

/** Rows as columns. `width` says how many there are where there is no row. */
export function columnsOf(width: number, rows: readonly (readonly unknown[])[]): unknown[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column]));
}

/** PostgreSQL's texts hold neither NUL nor half a character, and its indexes no long ones. */
const odd = /[\0\\]|\p{Surrogate}/u;

/** A text as part of a key; equal where the texts are equal, and in the same order where they are plain. */
export function keyed(text: string): string {
  const plain = odd.test(text) ? JSON.stringify(text).slice(1, -1) : text;
  return plain.length <= LONGEST_ID
    ? plain
    : `${plain.slice(0, LONGEST_ID).toWellFormed()}\\${createHash('sha256').update(plain).digest('hex')}`;
}

/** The text that `keyed` made this of. An id is never so long that it was cut (`isKeepable`); throws for what was. */
export function unkeyed(text: string): string {
  if (text.length > LONGEST_ID) throw new Error(`the text was cut: ${text}`);
  return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
}

export const keyColumns = ({ account, region, kind, id }: Key): readonly string[] => [
  keyed(account),
  keyed(region),
  keyed(kind),
  keyed(id),
];

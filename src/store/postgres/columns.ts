import { createHash } from 'node:crypto';
import type { Key } from '#kit/deciding.ts';

/** Values as columns: several rows travel as one array for each column, which a statement unnests. */

/** Rows as columns. `width` says how many there are where there is no row. */
export function columnsOf(width: number, rows: readonly (readonly unknown[])[]): unknown[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column]));
}

/** PostgreSQL's texts hold neither NUL nor half a character, and its indexes no long ones. */
const odd = /[\0\\]|\p{Surrogate}/u;
const MOST = 400;

/** A text as part of a key; equal where the texts are equal, and in the same order where they are plain. */
export function keyed(text: string): string {
  const plain = odd.test(text) ? JSON.stringify(text).slice(1, -1) : text;
  return plain.length <= MOST ? plain : `${plain.slice(0, MOST)}\\${createHash('sha256').update(plain).digest('hex')}`;
}

/** The text that `keyed` made this of; an id is never so long that it was cut. */
export const unkeyed = (text: string): string => (text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text);

export const keyColumns = ({ account, region, kind, id }: Key): readonly string[] => [
  keyed(account),
  keyed(region),
  keyed(kind),
  keyed(id),
];

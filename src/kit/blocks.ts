import { parseV4, v4Number, v4Text } from '#kit/cidr.ts';

/** How IPv4 blocks lie to each other. Each is a text with its length written, as `parseV4` reads it; host bits play no part. */

export const lengthOf = (block: string): number => Number(block.slice(block.indexOf('/') + 1));
const masked = (block: string, length: number): string | undefined => parseV4(`${block.slice(0, block.indexOf('/'))}/${length}`)?.net;

/** Whether two blocks share an address. */
export function overlaps(a: string, b: string): boolean {
  const length = Math.min(lengthOf(a), lengthOf(b));
  return masked(a, length) === masked(b, length);
}

/** Whether all addresses of `inner` are in `outer`. */
export const holds = (outer: string, inner: string): boolean => lengthOf(outer) <= lengthOf(inner) && overlaps(outer, inner);

const numberOf = (block: string): number => v4Number(block.slice(0, block.indexOf('/')));

/** The first block of that length in `outer` that overlaps none of `taken`; undefined where there is none. */
export function freeBlock(outer: string, length: number, taken: readonly string[]): string | undefined {
  if (length < lengthOf(outer)) return undefined;
  const size = 2 ** (32 - length);
  const first = numberOf(outer);
  const after = first + 2 ** (32 - lengthOf(outer));
  const used = taken.filter((block) => overlaps(outer, block)).sort((a, b) => numberOf(a) - numberOf(b));
  let at = first;
  for (const block of used) {
    if (at + size <= numberOf(block)) break;
    // Both are powers of two, so the next place for a block of this size is a multiple of it.
    const end = numberOf(block) + 2 ** (32 - lengthOf(block));
    at = Math.max(at, Math.ceil(end / size) * size);
  }
  return at + size <= after ? `${v4Text(at)}/${length}` : undefined;
}

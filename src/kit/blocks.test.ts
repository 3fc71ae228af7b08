import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { freeBlock, holds, overlaps } from '#kit/blocks.ts';

const pairs: readonly (readonly [title: string, a: string, b: string, overlap: boolean, aHoldsB: boolean])[] = [
  ['the same block', '10.0.0.0/8', '10.0.0.0/8', true, true],
  ['a part of it', '10.0.0.0/8', '10.9.0.0/16', true, true],
  ['a block around it', '10.9.0.0/16', '10.0.0.0/8', true, false],
  ['the next one', '10.0.0.0/16', '10.1.0.0/16', false, false],
  ['all addresses', '0.0.0.0/0', '10.1.0.0/16', true, true],
];
for (const [title, a, b, overlap, inner] of pairs) {
  test(`blocks: ${title}`, () => assert.deepEqual([overlaps(a, b), overlaps(b, a), holds(a, b)], [overlap, overlap, inner]));
}

const free: readonly (readonly [title: string, outer: string, length: number, taken: readonly string[], expected: string | undefined])[] = [
  ['the first where none is taken', '172.16.0.0/12', 20, [], '172.16.0.0/20'],
  ['the next after one', '172.16.0.0/12', 20, ['172.16.0.0/20'], '172.16.16.0/20'],
  ['the gap between two', '172.16.0.0/12', 20, ['172.16.32.0/20', '172.16.0.0/20'], '172.16.16.0/20'],
  ['none in a gap that is too small', '10.0.0.0/24', 25, ['10.0.0.0/26', '10.0.0.192/26'], undefined],
  ['after a smaller one, where its own size begins', '10.0.0.0/16', 24, ['10.0.0.0/29'], '10.0.1.0/24'],
  ['what lies elsewhere takes nothing', '10.0.0.0/16', 24, ['10.1.0.0/24'], '10.0.0.0/24'],
  ['none where all is taken', '10.0.0.0/24', 24, ['10.0.0.0/24'], undefined],
  ['none that is larger than what it lies in', '10.0.0.0/24', 20, [], undefined],
  ['at the end of all addresses', '255.255.255.0/24', 25, ['255.255.255.0/25'], '255.255.255.128/25'],
];
for (const [title, outer, length, taken, expected] of free) {
  test(`a free block: ${title}`, () => assert.equal(freeBlock(outer, length, taken), expected));
}

test('free blocks: taken one after another they fill the block without an overlap', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 24, max: 29 }), { maxLength: 40 }), (lengths) => {
      const taken: string[] = [];
      for (const length of lengths) {
        const found = freeBlock('10.7.0.0/22', length, taken);
        if (found === undefined) {
          // No block of that size is free, as a walk over all of them finds too.
          const size = 2 ** (32 - length);
          for (let at = 0; at < 1024; at += size) {
            const block = `10.7.${at >> 8}.${at & 255}/${length}`;
            assert.ok(
              taken.some((one) => overlaps(one, block)),
              block,
            );
          }
          continue;
        }
        assert.ok(holds('10.7.0.0/22', found) && !taken.some((one) => overlaps(one, found)), found);
        taken.push(found);
      }
    }),
  );
});

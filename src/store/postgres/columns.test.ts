import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keyed, unkeyed } from '#store/postgres/columns.ts';
import { isKeepable, LONGEST_ID } from '#store/store.ts';

const unit = fc.oneof(
  fc.constantFrom('a', 'é', '中', '😀', '\0', '\\', '"', '\n', '\ud800', '\udc00', '\ufffd', 'b', 'f', '0'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const texts = fc.oneof(
  fc.string({ unit, maxLength: 80 }),
  fc.string({ unit, minLength: LONGEST_ID - 20, maxLength: LONGEST_ID + 20 }),
  fc.integer({ min: LONGEST_ID - 2, max: LONGEST_ID + 2 }).map((length) => 'a'.repeat(length)),
);

test('every id that a store may keep comes back from its column as it was', () => {
  let kept = 0;
  fc.assert(
    fc.property(texts, (text) => {
      if (!isKeepable(text)) return;
      kept += 1;
      assert.equal(unkeyed(keyed(text)), text);
    }),
    { numRuns: 2000 },
  );
  assert.ok(kept > 500);
});

test('no column has NUL or half a character, or is longer than an index bears, and two texts never have the same', () => {
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const [one, other] = [keyed(a), keyed(b)];
      for (const column of [one, other]) assert.ok(column.isWellFormed() && !column.includes('\0') && column.length <= LONGEST_ID + 65);
      assert.equal(one === other, a === b);
    }),
    { numRuns: 2000 },
  );
});

test('texts at the limit, and what is cut is not read back as another text', () => {
  const most = 'a'.repeat(LONGEST_ID);
  assert.equal(unkeyed(keyed(most)), most);
  for (const cut of [`${most}a`, `${most}b`, '\0'.repeat(LONGEST_ID), '\\'.repeat(LONGEST_ID)])
    assert.throws(() => unkeyed(keyed(cut)), /was cut/);
});

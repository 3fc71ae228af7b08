import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cursorText, readCursor, wrongCursor } from '#kit/cursor.ts';

const epoch = '0d7c1c6e-5d0a-4b58-9d0e-8c8e2f8f8a11';
const cases: readonly (readonly [title: string, text: string, expected: unknown])[] = [
  ['a cursor reads as it was written', cursorText({ epoch, seq: 42 }), { epoch, seq: 42 }],
  ['the beginning', `${epoch}:0`, { epoch, seq: 0 }],
  ['no epoch', ':1', undefined],
  ['no number', `${epoch}:`, undefined],
  ['a number with a leading zero', `${epoch}:01`, undefined],
  ['a number below zero', `${epoch}:-1`, undefined],
  ['a number beyond what counts exactly', `${epoch}:9999999999999999`, undefined],
];
for (const [title, text, expected] of cases) test(`cursor: ${title}`, () => assert.deepEqual(readCursor(text), expected));

test('a cursor of another epoch, or ahead of the head, leads nowhere', () => {
  assert.equal(wrongCursor({ epoch, seq: 5 }, epoch, 5), undefined);
  assert.equal(wrongCursor({ epoch, seq: 6 }, epoch, 5), 'ahead');
  assert.equal(wrongCursor({ epoch: 'other', seq: 6 }, epoch, 5), 'epoch');
});

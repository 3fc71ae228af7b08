import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isGroupName, isPlainText } from '#domain/naming.ts';

const names: readonly (readonly [title: string, name: string, expected: boolean])[] = [
  ['two letters are enough', 'ab', true],
  ['one letter is not', 'a', false],
  ['a Chinese character may come first', '安全组', true],
  ['a letter of another script too', 'Ωmega', true],
  ['a digit may not', '1ab', false],
  ['a hyphen may not', '-ab', false],
  ['digits, colons, underscores, periods and hyphens may follow', 'a1:_.-', true],
  ['a space may not', 'a b', false],
  ['a web address is no name', 'http://ab', false],
  ['128 characters fit', `a${'安'.repeat(127)}`, true],
  ['129 do not', `a${'安'.repeat(128)}`, false],
  ['characters outside the basic plane count as one', '𠮷'.repeat(128), true],
];
for (const [title, name, expected] of names) test(`group names: ${title}`, () => assert.equal(isGroupName(name), expected));

const texts: readonly (readonly [title: string, text: string, expected: boolean])[] = [
  ['the shortest fits', 'ab', true],
  ['one below does not', 'a', false],
  ['the longest fits', 'x'.repeat(4), true],
  ['one above does not', 'x'.repeat(5), false],
  ['code points are counted, not UTF-16 units', '𠮷'.repeat(4), true],
  ['http:// may not come first', 'http://x', false],
];
for (const [title, text, expected] of texts) test(`plain texts of 2 to 4: ${title}`, () => assert.equal(isPlainText(text, 2, 4), expected));

test('plain texts: https:// may not come first, but may follow', () => {
  assert.equal(isPlainText('https://x', 2, 256), false);
  assert.equal(isPlainText('see https://x', 2, 256), true);
});

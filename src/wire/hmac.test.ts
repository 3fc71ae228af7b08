import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { isSameText, macOf, makeMacKey } from '#wire/hmac.ts';

test('a code is the one that createHmac gives, for any key and any ASCII text', () => {
  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 300 });
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), ascii, (secret, text) => {
      assert.equal(macOf(makeMacKey('sha1', secret), text, 'base64'), createHmac('sha1', secret).update(text).digest('base64'));
      assert.equal(macOf(makeMacKey('sha256', secret), text, 'hex'), createHmac('sha256', secret).update(text).digest('hex'));
    }),
  );
});
test('a text longer than the memory kept for it is signed like any other', () => {
  const text = 'x'.repeat(200_000);
  assert.equal(macOf(makeMacKey('sha1', 'k'), text, 'base64'), createHmac('sha1', 'k').update(text).digest('base64'));
});
for (const [title, a, b, same] of [
  ['equal texts are the same', 'abc=', 'abc=', true],
  ['a difference in the first place shows', 'xbc=', 'abc=', false],
  ['a difference in the last place shows', 'abcx', 'abc=', false],
  ['a shorter text differs', 'abc', 'abc=', false],
  ['empty is not something', '', 'abc=', false],
  ['characters that share their low byte differ', '\u0141', 'A', false],
] as const) {
  test(title, () => assert.equal(isSameText(a, b), same));
}

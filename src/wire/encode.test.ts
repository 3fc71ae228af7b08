import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encode, encodeTwice } from '#wire/encode.ts';

const rows: readonly [title: string, text: string, expected: string][] = [
  ['unreserved characters stay', 'AZaz09-_.~', 'AZaz09-_.~'],
  ['what encodeURIComponent leaves raw is encoded', "!'()*", '%21%27%28%29%2A'],
  ['a space is %20, a plus %2B', ' +', '%20%2B'],
  ['hex is upper case', '/:=&%\u007f\n', '%2F%3A%3D%26%25%7F%0A'],
  ['text above ASCII is UTF-8', "é中😀*'", '%C3%A9%E4%B8%AD%F0%9F%98%80%2A%27'],
  ['a lone surrogate is U+FFFD', 'a\ud800', 'a%EF%BF%BD'],
  ['nothing stays nothing', '', ''],
];
for (const [title, text, expected] of rows) test(title, () => assert.equal(encode(text), expected));

const text = fc.string({ unit: 'binary' });
const documented = (s: string) => encodeURIComponent(s).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

test('any text is encoded as documented', () => fc.assert(fc.property(text, (s) => assert.equal(encode(s), documented(s)))));
test('encodeTwice is encode after encode', () =>
  fc.assert(fc.property(text, (s) => assert.equal(encodeTwice(s), documented(documented(s))))));

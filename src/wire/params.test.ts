import assert from 'node:assert/strict';
import querystring from 'node:querystring';
import { test } from 'node:test';
import fc from 'fast-check';
import { encode } from '#wire/encode.ts';
import { parseParams } from '#wire/params.ts';

const pairs = (query: string, form = '') => {
  const parsed = parseParams(query, form);
  assert.ok('params' in parsed, `${query} | ${form} is wrong: ${JSON.stringify(parsed)}`);
  return [...parsed.params];
};

const read: readonly [title: string, query: string, form: string, expected: readonly (readonly [string, string])[]][] = [
  ['nothing gives nothing', '', '', []],
  [
    'query and form are merged',
    'A=1',
    'B=2',
    [
      ['A', '1'],
      ['B', '2'],
    ],
  ],
  [
    'empty values and bare names stay, as signed',
    'A=&B',
    '',
    [
      ['A', ''],
      ['B', ''],
    ],
  ],
  ['an empty name is a name', '=1', '', [['', '1']]],
  ['only the first = divides', 'A=b=c==', '', [['A', 'b=c==']]],
  [
    'empty pieces are no parameters',
    '&&A=1&&B=2&',
    '',
    [
      ['A', '1'],
      ['B', '2'],
    ],
  ],
  [
    '+ and %20 are a space, in names too',
    'a+b=c%20d+e&f%20g=+',
    '',
    [
      ['a b', 'c d e'],
      ['f g', ' '],
    ],
  ],
  ['%2B is a plus, in either case of hex', 'A=%2b%2B%2f', '', [['A', '++/']]],
  ['escapes of UTF-8 are text', 'A=%E4%B8%AD%E6%96%87+%F0%9F%98%80%21', '', [['A', '中文 😀!']]],
  ['ASCII before an escape above it is not lost', 'A=a%2Fb+c%C3%A9%2F', '', [['A', 'a/b cé/']]],
  ['raw UTF-8 in a form is text', '', 'A=中', [['A', '中']]],
  ['characters that clients leave raw', "A=*!'()~", '', [['A', "*!'()~"]]],
  ['one name with equal values is one, however written', 'A=x%20y&A=x+y', 'A=x y', [['A', 'x y']]],
  [
    'names of Object.prototype are names',
    '__proto__=1&constructor=2&toString=3',
    '',
    [
      ['__proto__', '1'],
      ['constructor', '2'],
      ['toString', '3'],
    ],
  ],
  ['six levels', 'A.1.B.2.C.3=x', '', [['A.1.B.2.C.3', 'x']]],
];
for (const [title, query, form, expected] of read) test(title, () => assert.deepEqual(pairs(query, form), expected));

const wrong: readonly [title: string, query: string, form: string, expected: { wrong: string; name: string }][] = [
  ['two values of one name in the query', 'A=1&A=2', '', { wrong: 'conflict', name: 'A' }],
  ['two values of one name in query and form', 'A=1', 'A=2', { wrong: 'conflict', name: 'A' }],
  ['an empty and a full value of one name', 'A=&A=2', '', { wrong: 'conflict', name: 'A' }],
  ['a percent sign alone', 'A=50%', '', { wrong: 'encoding', name: 'A' }],
  ['an escape cut short', 'A=%4', '', { wrong: 'encoding', name: 'A' }],
  ['an escape cut short by &', 'A=%4&B=1', '', { wrong: 'encoding', name: 'A' }],
  ['an escape that is not hex', 'A=%G1', '', { wrong: 'encoding', name: 'A' }],
  ['an escape whose second digit is not hex', 'A=%1G', '', { wrong: 'encoding', name: 'A' }],
  ['an escape with a digit of another script', '', 'A=%1１', { wrong: 'encoding', name: 'A' }],
  ['escapes that are no UTF-8', 'A=%FF', '', { wrong: 'encoding', name: 'A' }],
  ['UTF-8 longer than it need be', 'A=%C0%AF', '', { wrong: 'encoding', name: 'A' }],
  ['half of a surrogate pair', 'A=%ED%A0%80', '', { wrong: 'encoding', name: 'A' }],
  ['a malformed name', 'B=1&%zz=1', '', { wrong: 'encoding', name: '%zz' }],
  ['bytes of a form that were no UTF-8', '', 'B=1&A=x\ufffd', { wrong: 'encoding', name: 'A' }],
  ['seven levels', 'A.1.B.2.C.3.D=x', '', { wrong: 'tooDeep', name: 'A.1.B.2.C.3.D' }],
  ['seven levels behind escapes', 'A%2E1.B%2E2.C.3.D=x', '', { wrong: 'tooDeep', name: 'A.1.B.2.C.3.D' }],
];
for (const [title, query, form, expected] of wrong)
  test(`${title}: ${expected.wrong}`, () => assert.deepEqual(parseParams(query, form), expected));

test('5,000 parameters are read, one more is too many, wherever it stands', () => {
  const most = Array.from({ length: 5000 }, (_, i) => `P${i}=x`).join('&');
  assert.equal(pairs(most).length, 5000);
  assert.equal(pairs(most, 'P7=x').length, 5000);
  assert.deepEqual(parseParams(most, 'Q=x'), { wrong: 'tooMany', name: 'Q' });
  assert.deepEqual(parseParams('Q=x', most), { wrong: 'tooMany', name: 'P4999' });
});

test('the first queryCount entries are those of the query', () => {
  const parsed = parseParams('B=1&A=2&B=1', 'C=3&A=2');
  assert.ok('params' in parsed);
  assert.equal(parsed.queryCount, 2);
  assert.deepEqual([...parsed.params.keys()], ['B', 'A', 'C']);
});

const text = fc.string({ unit: 'binary', maxLength: 12 });
const name = text.filter((s) => s.split('.').length <= 6);
const encoders: readonly ((pairs: [string, string][]) => string)[] = [
  (all) => new URLSearchParams(all).toString(),
  (all) => querystring.stringify(Object.fromEntries(all)),
  (all) => all.map(([k, v]) => `${encode(k)}=${encode(v)}`).join('&'),
];

test('whatever encoder a client uses, it is read back', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(name, text), { selector: ([k]) => k }), fc.nat({ max: encoders.length - 1 }), (all, which) => {
      assert.deepEqual(new Map(pairs(encoders[which]?.(all) ?? '')), new Map(all));
    }),
  );
});

test('any text is read as URLSearchParams reads it, or is wrong', () => {
  const soup = fc.string({
    unit: fc.constantFrom('a', 'B', '=', '&', '%', '2', '4', 'F', 'f', 'C', '3', '+', ' ', 'é', '中', '%41', '%c3%a9', '%25'),
    maxLength: 16,
  });
  fc.assert(
    fc.property(soup, (s) => {
      const parsed = parseParams('', s);
      if ('params' in parsed) assert.deepEqual([...parsed.params], [...new Map(new URLSearchParams(s))]);
    }),
    { numRuns: 3000 },
  );
});

test('no text without one fault is refused', () => {
  const soup = fc.string({ unit: fc.constantFrom('a', 'B', '=', '&', '+', ' ', 'é', '%41', '%c3%a9', '%25'), maxLength: 16 });
  fc.assert(
    fc.property(soup, (s) => {
      const values = new Map<string, string>();
      const isConflict = [...new URLSearchParams(s)].some(([k, v]) => (values.get(k) ?? v) !== v || !values.set(k, v));
      assert.equal('wrong' in parseParams('', s), isConflict);
    }),
    { numRuns: 2000 },
  );
});

test('a megabyte of bare names is read in one go, not once a name', () => {
  const long = 'a&'.repeat(500_000);
  const parsed = parseParams(long, long);
  assert.ok('params' in parsed && parsed.params.size === 1);
});

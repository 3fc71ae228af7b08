import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Param, Shape } from '#kit/shape.ts';
import { decodeParams } from '#wire/decode.ts';

const doc = { en: '', zh: '' };
const text = { kind: 'string', doc } as const satisfies Param;
const decode = (shape: Shape, sent: Readonly<Record<string, string>>) => decodeParams(shape, new Map(Object.entries(sent)));

type Row = readonly [title: string, sent: Readonly<Record<string, string>>, expected: unknown];
const table = (about: string, shape: Shape, rows: readonly Row[]) => {
  for (const [title, sent, expected] of rows) test(`${about}: ${title}`, () => assert.deepEqual(decode(shape, sent), expected));
};
const value = (decoded: unknown) => ({ value: decoded });
const wrong = (name: string, code: string) => ({ wrong: { name, code } });

table(
  'an empty text that empties',
  { A: { ...text, required: true, empties: true }, B: text, Row: { kind: 'rows', doc, max: 2, of: { C: { ...text, empties: true } } } },
  [
    ['is a value', { A: '', B: '' }, value({ A: '' })],
    ['beside others', { A: 'a', B: 'b' }, value({ A: 'a', B: 'b' })],
    ['absent is missing', { B: 'b' }, { missing: { name: 'A', code: 'MissingA' } }],
    ['not in a list', { A: '', 'Row.1.C': '' }, value({ A: '' })],
  ],
);

table('string', { A: { ...text, pattern: '^[a-z]+$', max: 3 }, B: { ...text, max: 2, wrong: 'TooLong' } }, [
  ['fits', { A: 'abc', B: 'xy' }, value({ A: 'abc', B: 'xy' })],
  ['absent is no key', {}, value({})],
  ['empty is absent, whatever the pattern', { A: '', B: '' }, value({})],
  ['a name that the shape does not have is ignored', { C: 'x', 'A.1': 'x', 'C.1.D': 'x', toString: 'x', ['__proto__']: 'x' }, value({})],
  ['against its pattern', { A: 'aB' }, wrong('A', 'InvalidA')],
  ['a line feed at the end does not pass a pattern', { A: 'ab\n' }, wrong('A', 'InvalidA')],
  ['longer than its maximum', { A: 'abcd' }, wrong('A', 'InvalidA')],
  ['the code of its own', { B: 'xyz' }, wrong('B', 'TooLong')],
  ['code points count, not UTF-16 units', { B: '😀😀' }, value({ B: '😀😀' })],
  ['three code points are more than two', { B: '😀😀😀' }, wrong('B', 'TooLong')],
]);

table('a field of a structure', { 'Disk.Size': { kind: 'integer', doc }, Row: { kind: 'rows', max: 2, of: { 'Disk.Size': text }, doc } }, [
  ['is a name with a dot in it', { 'Disk.Size': '40' }, value({ 'Disk.Size': 40 })],
  ['which may be wrong', { 'Disk.Size': 'big' }, wrong('Disk.Size', 'InvalidDisk.Size')],
  ['also in an entry of a list', { 'Row.2.Disk.Size': '40' }, value({ Row: [{ at: 'Row.2', 'Disk.Size': '40' }] })],
  ['another field of it is ignored', { 'Disk.Name': 'x', 'Row.1.Disk.Name': 'x', Disk: 'x' }, value({})],
]);

table('enum', { A: { kind: 'enum', values: ['accept', 'Drop'], anyCase: true, doc }, B: { kind: 'enum', values: ['x'], doc } }, [
  ['gives the listed spelling', { A: 'ACCEPT', B: 'x' }, value({ A: 'accept', B: 'x' })],
  ['whatever the case of the listed one', { A: 'drop' }, value({ A: 'Drop' })],
  ['another value', { A: 'deny' }, wrong('A', 'InvalidA')],
  ['another case where case counts', { B: 'X' }, wrong('B', 'InvalidB')],
  ['a name of Object.prototype', { B: 'constructor' }, wrong('B', 'InvalidB')],
]);

table('integer', { A: { kind: 'integer', min: 1, max: 100, doc }, B: { kind: 'integer', doc } }, [
  ['in range', { A: '100', B: '-5' }, value({ A: 100, B: -5 })],
  ['minus zero is zero', { B: '-0' }, value({ B: 0 })],
  ['leading zeros', { A: '007' }, value({ A: 7 })],
  ['below', { A: '0' }, wrong('A', 'InvalidA')],
  ['above', { A: '101' }, wrong('A', 'InvalidA')],
  ['a fraction', { A: '1.5' }, wrong('A', 'InvalidA')],
  ['an exponent', { A: '1e1' }, wrong('A', 'InvalidA')],
  ['hex', { A: '0x1' }, wrong('A', 'InvalidA')],
  ['a space', { A: ' 1' }, wrong('A', 'InvalidA')],
  ['a plus sign', { A: '+1' }, wrong('A', 'InvalidA')],
  ['digits of another script', { A: '１' }, wrong('A', 'InvalidA')],
  ['more digits than a number holds', { B: '9007199254740993' }, wrong('B', 'InvalidB')],
]);

table('number', { A: { kind: 'number', min: 0, max: 100, doc }, B: { kind: 'number', doc } }, [
  ['a fraction', { A: '0.97' }, value({ A: 0.97 })],
  ['none', { A: '8' }, value({ A: 8 })],
  ['minus zero is zero', { B: '-0.0' }, value({ B: 0 })],
  ['below', { A: '-0.5' }, wrong('A', 'InvalidA')],
  ['above', { A: '100.1' }, wrong('A', 'InvalidA')],
  ['an exponent', { A: '1e1' }, wrong('A', 'InvalidA')],
  ['no digit before the point', { A: '.5' }, wrong('A', 'InvalidA')],
  ['no digit behind it', { A: '5.' }, wrong('A', 'InvalidA')],
  ['a comma', { A: '0,5' }, wrong('A', 'InvalidA')],
]);

table('boolean', { A: { kind: 'boolean', doc } }, [
  ['true', { A: 'true' }, value({ A: true })],
  ['false in the case of Python', { A: 'False' }, value({ A: false })],
  ['1', { A: '1' }, wrong('A', 'InvalidA')],
  ['true and more', { A: 'true ' }, wrong('A', 'InvalidA')],
]);

const ids = { kind: 'strings', max: 3, pattern: '^sgr-', doc } as const;
table('strings, or one JSON array', { Id: { ...ids, orJson: true } }, [
  ['as a JSON array', { Id: '["sgr-b","sgr-a"]' }, value({ Id: ['sgr-b', 'sgr-a'] })],
  ['by index', { 'Id.1': 'sgr-a' }, value({ Id: ['sgr-a'] })],
  ['empty entries are absent', { Id: '["","sgr-a"]' }, value({ Id: ['sgr-a'] })],
  ['an empty array is absent', { Id: '[]' }, value({})],
  ['one too many', { Id: '["sgr-a","sgr-a","sgr-a","sgr-a"]' }, wrong('Id', 'InvalidParameter')],
  ['an entry against the pattern', { Id: '["x"]' }, wrong('Id.1', 'InvalidId')],
  ['no JSON', { Id: 'sgr-a' }, wrong('Id', 'InvalidParameter')],
  ['an array of numbers', { Id: '[1]' }, wrong('Id', 'InvalidParameter')],
  ['both forms at once', { Id: '["sgr-a"]', 'Id.1': 'sgr-a' }, wrong('Id', 'InvalidParameter')],
]);
table('strings', { Id: ids, Own: { ...ids, wrong: 'InvalidParam.Own' } }, [
  ['sorted as numbers', { 'Id.10': 'sgr-c', 'Id.2': 'sgr-b', 'Id.1': 'sgr-a' }, value({ Id: ['sgr-a', 'sgr-b', 'sgr-c'] })],
  ['gaps are fine: entries are counted, not indices', { 'Id.500': 'sgr-a' }, value({ Id: ['sgr-a'] })],
  [
    'an empty entry is absent and is not counted',
    { 'Id.1': '', 'Id.2': 'sgr-b', 'Id.3': 'sgr-c', 'Id.4': 'sgr-d' },
    value({ Id: ['sgr-b', 'sgr-c', 'sgr-d'] }),
  ],
  ['only empty entries are no list', { 'Id.1': '', 'Id.0': '', Id: '' }, value({})],
  ['one too many', { 'Id.1': 'sgr-a', 'Id.2': 'sgr-a', 'Id.3': 'sgr-a', 'Id.4': 'sgr-a' }, wrong('Id', 'InvalidParameter')],
  ['one too many, by a code of its own', { 'Own.1': 'a', 'Own.2': 'a', 'Own.3': 'a', 'Own.4': 'a' }, wrong('Own', 'InvalidParam.Own')],
  ['another name that begins like the list is not the list', { 'Id2.1': 'sgr-a', 'I.1': 'sgr-a' }, value({})],
  ['without index', { Id: 'sgr-a' }, wrong('Id', 'InvalidParameter')],
  ['without index, by a code of its own', { Own: 'sgr-a', 'Own.1': 'sgr-a' }, wrong('Own', 'InvalidParam.Own')],
  ['index 0', { 'Id.0': 'sgr-a' }, wrong('Id.0', 'InvalidParameter')],
  ['an index with a leading zero', { 'Id.01': 'sgr-a' }, wrong('Id.01', 'InvalidParameter')],
  ['a negative index, which has no code of its own', { 'Own.-1': 'sgr-a' }, wrong('Own.-1', 'InvalidParameter')],
  ['no index after the dot', { 'Id.': 'sgr-a' }, wrong('Id.', 'InvalidParameter')],
  ['an index that is no number', { 'Id.one': 'sgr-a' }, wrong('Id.one', 'InvalidParameter')],
  ['a name of Object.prototype as index', { 'Id.__proto__': 'sgr-a' }, wrong('Id.__proto__', 'InvalidParameter')],
  ['an index of 16 digits', { 'Id.1234567890123456': 'sgr-a' }, wrong('Id.1234567890123456', 'InvalidParameter')],
  ['a field where none can be', { 'Id.1.Key': 'sgr-a' }, wrong('Id.1.Key', 'InvalidParameter')],
  ['the entry against its pattern, first by number', { 'Id.10': 'y', 'Id.2': 'x' }, wrong('Id.2', 'InvalidId')],
  ['the entry against its pattern, by a code of its own', { 'Own.1': 'x' }, wrong('Own.1', 'InvalidParam.Own')],
]);

const rules = {
  kind: 'rows',
  max: 2,
  orJson: true,
  of: {
    Proto: text,
    Priority: { kind: 'integer', min: 1, max: 100, wrong: 'InvalidPriority.Malformed', doc },
    On: { kind: 'boolean', doc },
  },
  doc,
} as const satisfies Param;
const one = (row: object) => value({ Permissions: [row] });
const malformed = wrong('Permissions', 'InvalidParameter');
table('rows', { Permissions: rules }, [
  [
    'fields and the name as sent',
    { 'Permissions.3.Priority': '7', 'Permissions.3.Proto': 'TCP' },
    one({ Proto: 'TCP', Priority: 7, at: 'Permissions.3' }),
  ],
  [
    'sorted as numbers, gaps kept in names',
    { 'Permissions.10.Proto': 'b', 'Permissions.9.Proto': 'a' },
    value({
      Permissions: [
        { Proto: 'a', at: 'Permissions.9' },
        { Proto: 'b', at: 'Permissions.10' },
      ],
    }),
  ],
  ['500 alone is one entry', { 'Permissions.500.Proto': 'a' }, one({ Proto: 'a', at: 'Permissions.500' })],
  [
    'unknown fields are ignored',
    { 'Permissions.1.Proto': 'a', 'Permissions.1.Other': 'x', 'Permissions.1.Proto.1': 'x' },
    one({ Proto: 'a', at: 'Permissions.1' }),
  ],
  [
    'fields named like Object.prototype are harmless',
    { 'Permissions.1.Proto': 'a', 'Permissions.1.__proto__': 'x', 'Permissions.1.constructor': 'y' },
    one({ Proto: 'a', at: 'Permissions.1' }),
  ],
  [
    'a row whose known fields are all empty is absent',
    { 'Permissions.1.Proto': '', 'Permissions.1.Other': 'x', 'Permissions.2.On': '' },
    value({}),
  ],
  [
    'and is not counted',
    { 'Permissions.1.Other': 'x', 'Permissions.2.Proto': 'a', 'Permissions.3.Proto': 'b', 'Permissions.4.Proto': '' },
    value({
      Permissions: [
        { Proto: 'a', at: 'Permissions.2' },
        { Proto: 'b', at: 'Permissions.3' },
      ],
    }),
  ],
  ['a bad index that only has empty values is absent', { 'Permissions.0.Proto': '', 'Permissions.x': '' }, value({})],
  ['one too many', { 'Permissions.1.Proto': 'a', 'Permissions.2.Proto': 'a', 'Permissions.3.Proto': 'a' }, malformed],
  ['index 0', { 'Permissions.0.Proto': 'a' }, wrong('Permissions.0.Proto', 'InvalidParameter')],
  ['an index with a leading zero', { 'Permissions.01.Proto': 'a' }, wrong('Permissions.01.Proto', 'InvalidParameter')],
  ['an index that is no number', { 'Permissions.__proto__.Proto': 'a' }, wrong('Permissions.__proto__.Proto', 'InvalidParameter')],
  ['a bad index of an unknown field', { 'Permissions.x.Other': 'a' }, wrong('Permissions.x.Other', 'InvalidParameter')],
  ['an index without a field', { 'Permissions.1': 'a' }, wrong('Permissions.1', 'InvalidParameter')],
  [
    'a field, by the code of its own, first by number',
    { 'Permissions.10.Priority': 'x', 'Permissions.2.Priority': '101' },
    wrong('Permissions.2.Priority', 'InvalidPriority.Malformed'),
  ],
  [
    'index before count before fields',
    { 'Permissions.1.Priority': 'x', 'Permissions.2.Proto': 'a', 'Permissions.3.Proto': 'a', 'Permissions.x.Proto': 'a' },
    wrong('Permissions.x.Proto', 'InvalidParameter'),
  ],
  [
    'as JSON',
    { Permissions: '[{"Proto":"TCP","Priority":7,"On":true}]' },
    one({ Proto: 'TCP', Priority: 7, On: true, at: 'Permissions.1' }),
  ],
  [
    'JSON numbers as text, and texts as numbers',
    { Permissions: '[{"Proto":6,"Priority":"7"}]' },
    one({ Proto: '6', Priority: 7, at: 'Permissions.1' }),
  ],
  [
    'JSON numbers keep their digits above 2^53',
    { Permissions: '[{"Proto":1234567890123456789},{"Proto":-9007199254740993}]' },
    value({
      Permissions: [
        { Proto: '1234567890123456789', at: 'Permissions.1' },
        { Proto: '-9007199254740993', at: 'Permissions.2' },
      ],
    }),
  ],
  ['JSON numbers oddly written', { Permissions: '[{"Priority":1e1,"Proto":1.0}]' }, one({ Proto: '1', Priority: 10, at: 'Permissions.1' })],
  [
    'unknown keys of JSON are ignored, whatever they hold',
    { Permissions: '[{"Proto":"a","Other":{"x":[1]},"__proto__":{"On":1},"toString":null}]' },
    one({ Proto: 'a', at: 'Permissions.1' }),
  ],
  [
    'empty JSON rows are absent and keep their place',
    { Permissions: '[{},{"Proto":""},{"Proto":"a"}]' },
    one({ Proto: 'a', at: 'Permissions.3' }),
  ],
  ['an empty JSON list is absent', { Permissions: ' [ ] ' }, value({})],
  ['an empty JSON list beside rows is absent', { Permissions: '[]', 'Permissions.1.Proto': 'a' }, one({ Proto: 'a', at: 'Permissions.1' })],
  ['JSON beside empty rows', { Permissions: '[{"Proto":"a"}]', 'Permissions.1.Proto': '' }, one({ Proto: 'a', at: 'Permissions.1' })],
  [
    'JSON beside rows without a known field',
    { Permissions: '[{"Proto":"a"}]', 'Permissions.1.Other': 'x' },
    one({ Proto: 'a', at: 'Permissions.1' }),
  ],
  ['JSON beside rows', { Permissions: '[{"Proto":"a"}]', 'Permissions.1.Proto': 'a' }, wrong('Permissions', 'InvalidParam.Permissions')],
  [
    'brackets in a text of JSON are no levels',
    { Permissions: `[{"Proto":"\\"${'['.repeat(20)}"}]` },
    one({ Proto: `"${'['.repeat(20)}`, at: 'Permissions.1' }),
  ],
  [
    'JSON 16 levels deep',
    { Permissions: `[{"Proto":"a","x":${'['.repeat(14)}${']'.repeat(14)}}]` },
    one({ Proto: 'a', at: 'Permissions.1' }),
  ],
  ['JSON 17 levels deep', { Permissions: `[{"Proto":"a","x":${'['.repeat(15)}${']'.repeat(15)}}]` }, malformed],
  ['JSON of more values than are read', { Permissions: `[{"Proto":"a","x":[${'1,'.repeat(20_000)}1]}]` }, malformed],
  ['JSON with half a character', { Permissions: '[{"Proto":"\\ud800"}]' }, malformed],
  ['JSON with one too many', { Permissions: '[{"Proto":"a"},{"Proto":"a"},{"Proto":"a"}]' }, malformed],
  ['a field in JSON', { Permissions: '[{},{"Priority":1.5}]' }, wrong('Permissions.2.Priority', 'InvalidPriority.Malformed')],
  ['no JSON', { Permissions: 'abc' }, malformed],
  ['no JSON beside rows', { Permissions: 'abc', 'Permissions.1.Proto': 'a' }, malformed],
  ['a JSON object', { Permissions: '{"Proto":"a"}' }, malformed],
  ['a JSON null', { Permissions: 'null' }, malformed],
  ['a list of texts', { Permissions: '["a"]' }, malformed],
  ['a list of numbers', { Permissions: '[12345678901234567890]' }, malformed],
  ['a list of null', { Permissions: '[null]' }, malformed],
  ['a list of lists', { Permissions: '[[]]' }, malformed],
  ['a null for a known field', { Permissions: '[{"Proto":null}]' }, malformed],
  ['an object for a known field', { Permissions: '[{"Proto":{}}]' }, malformed],
  ['JSON nested as deep as a body allows', { Permissions: '['.repeat(100_000) + ']'.repeat(100_000) }, malformed],
]);
table('rows without a JSON form', { Tag: { kind: 'rows', max: 2, of: { Key: text, key: text }, doc } }, [
  ['upper and lower case are two fields', { 'Tag.1.Key': 'a', 'Tag.1.key': 'b' }, value({ Tag: [{ Key: 'a', key: 'b', at: 'Tag.1' }] })],
  ['JSON', { Tag: '[{"Key":"a"}]' }, wrong('Tag', 'InvalidParameter')],
  ['an empty JSON list', { Tag: '[]' }, wrong('Tag', 'InvalidParameter')],
]);

table(
  'lists inside rows',
  {
    Filter: {
      kind: 'rows',
      max: 2,
      of: {
        Key: { ...text, required: true },
        Values: { kind: 'strings', max: 2, doc },
        Of: { kind: 'rows', max: 1, of: { A: { ...text, max: 1 } }, doc },
      },
      doc,
    },
  },
  [
    [
      'are read like those at the top',
      { 'Filter.2.Key': 'k', 'Filter.2.Values.10': 'b', 'Filter.2.Values.9': 'a', 'Filter.2.Of.4.A': 'x' },
      value({ Filter: [{ Key: 'k', Values: ['a', 'b'], Of: [{ A: 'x', at: 'Filter.2.Of.4' }], at: 'Filter.2' }] }),
    ],
    ['name their faults whole', { 'Filter.2.Key': 'k', 'Filter.2.Of.4.A': 'xy' }, wrong('Filter.2.Of.4.A', 'InvalidA')],
    ['name a bad index whole', { 'Filter.2.Key': 'k', 'Filter.2.Values.0': 'a' }, wrong('Filter.2.Values.0', 'InvalidParameter')],
    ['make a row of their own', { 'Filter.1.Values.1': 'a' }, wrong('Filter.1.Key', 'MissingKey')],
    ['of an unknown name make none', { 'Filter.1.Other.1': 'a' }, value({})],
  ],
);

table('jsonStrings', { Ids: { kind: 'jsonStrings', max: 2, doc } }, [
  ['a list', { Ids: '["a","b"]' }, value({ Ids: ['a', 'b'] })],
  ['an empty list is absent', { Ids: '[]' }, value({})],
  ['empty entries are absent', { Ids: '["","a","b"]' }, value({ Ids: ['a', 'b'] })],
  ['one too many', { Ids: '["a","b","c"]' }, wrong('Ids', 'InvalidIds')],
  ['a plain text', { Ids: 'a' }, wrong('Ids', 'InvalidIds')],
  ['a JSON text', { Ids: '"a"' }, wrong('Ids', 'InvalidIds')],
  ['a number in it', { Ids: '["a",1]' }, wrong('Ids', 'InvalidIds')],
  ['an index', { 'Ids.1': 'a' }, value({})],
]);

const needs = {
  Region: { ...text, required: true, pattern: '^cn-' },
  Group: { ...text, required: true, missing: 'MissingParameter.Group' },
  ClientToken: text,
  Port: { kind: 'integer', doc },
  Id: { kind: 'strings', max: 1, required: true, doc },
} as const satisfies Shape;
const all = { Region: 'cn-a', Group: 'g', 'Id.1': 'x' };
const early = { wrong: { name: 'ClientToken', code: 'InvalidClientToken.ValueNotSupported' }, early: true };
table('order', needs, [
  [
    'nothing wrong',
    { ...all, ClientToken: `${'x'.repeat(63)}~` },
    value({ Region: 'cn-a', Group: 'g', ClientToken: `${'x'.repeat(63)}~`, Id: ['x'] }),
  ],
  ['missing, in order of the shape', {}, { missing: { name: 'Region', code: 'MissingRegion' } }],
  ['missing, by a code of its own', { Region: 'cn-a' }, { missing: { name: 'Group', code: 'MissingParameter.Group' } }],
  ['an empty value is missing', { ...all, Group: '' }, { missing: { name: 'Group', code: 'MissingParameter.Group' } }],
  ['a list without entries is missing', { ...all, 'Id.1': '' }, { missing: { name: 'Id', code: 'MissingId' } }],
  ['missing before malformed', { Region: 'x', 'Id.1': 'x' }, { missing: { name: 'Group', code: 'MissingParameter.Group' } }],
  ['missing before a bad token', { ClientToken: 'é', Region: 'cn-a', Group: 'g' }, { missing: { name: 'Id', code: 'MissingId' } }],
  ['malformed is not missing', { ...all, Region: 'x' }, wrong('Region', 'InvalidRegion')],
  ['a malformed list is not missing', { ...all, 'Id.0': 'x' }, wrong('Id.0', 'InvalidParameter')],
  ['a token of 65 characters, before what is malformed', { ...all, Region: 'x', ClientToken: 'x'.repeat(65) }, early],
  ['a token that is not ASCII', { ...all, ClientToken: 'tokén' }, early],
  ['an empty token is absent', { ...all, ClientToken: '' }, value({ Region: 'cn-a', Group: 'g', Id: ['x'] })],
  ['malformed, in order of the shape', { 'Id.0': 'x', Port: 'x', Group: 'g', Region: 'cn-a' }, wrong('Port', 'InvalidPort')],
]);
test('a name ClientToken that the shape does not have is ignored', () =>
  assert.deepEqual(decode({ A: text }, { ClientToken: 'é' }), { value: {} }));

test('a field ClientToken inside a row is a text like any other', () => {
  const shape = { P: { kind: 'rows', max: 1, of: { ClientToken: text }, doc } } as const satisfies Shape;
  assert.deepEqual(decode(shape, { 'P.1.ClientToken': 'é' }), value({ P: [{ ClientToken: 'é', at: 'P.1' }] }));
});

test('keys stand in order of the shape, whatever was sent first', () => {
  const sent = { 'Id.1': 'x', 'Permissions.1.On': 'true', 'Permissions.1.Proto': 'a', ClientToken: 't', Group: 'g', Region: 'cn-a' };
  const decoded = decode({ ...needs, Permissions: rules }, sent);
  assert.equal(
    JSON.stringify(decoded),
    '{"value":{"Region":"cn-a","Group":"g","ClientToken":"t","Id":["x"],"Permissions":[{"Proto":"a","On":true,"at":"Permissions.1"}]}}',
  );
});

test('rows come back in order of N, whatever order they were sent in', () => {
  const shape = { P: { kind: 'rows', max: 100, of: { A: text, B: text }, doc } } as const satisfies Shape;
  const rows = fc.uniqueArray(fc.record({ n: fc.integer({ min: 1, max: 1e15 - 1 }), A: fc.string(), B: fc.string() }), {
    selector: ({ n }) => n,
    maxLength: 100,
  });
  fc.assert(
    fc.property(rows, fc.infiniteStream(fc.nat()), (sent, luck) => {
      const texts = sent.flatMap(({ n, A, B }): [string, string][] => [
        [`P.${n}.A`, A],
        [`P.${n}.B`, B],
      ]);
      const shuffled = texts
        .map((one) => [luck.next().value, one] as const)
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([, one]) => one);
      const expected = sent
        .filter(({ A, B }) => A !== '' || B !== '')
        .sort((a, b) => a.n - b.n)
        .map(({ n, A, B }) => ({ ...(A && { A }), ...(B && { B }), at: `P.${n}` }));
      assert.deepEqual(decodeParams(shape, new Map(shuffled)), { value: expected.length === 0 ? {} : { P: expected } });
    }),
  );
});

test('half a character in a JSON text makes it malformed: no store keeps one', () => {
  const shape = {
    P: { kind: 'rows', max: 9, of: { A: text }, orJson: true, doc },
    J: { kind: 'jsonStrings', max: 9, doc },
  } as const satisfies Shape;
  for (const [name, sent, code] of [
    ['P', '[{"A":"x\\ud800"}]', 'InvalidParameter'],
    ['J', '["\\udc00"]', 'InvalidJ'],
  ] as const)
    assert.deepEqual(decodeParams(shape, new Map([[name, sent]])), { wrong: { name, code } });
  assert.deepEqual(decodeParams(shape, new Map([['J', '["\\ud83d\\ude00"]']])), { value: { J: ['\u{1f600}'] } });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Shape } from '#kit/shape.ts';
import { decodeParams } from '#wire/decode.ts';
import { parseParams } from '#wire/params.ts';

/**
 * No text of a request has half a character (a lone surrogate): the stores would keep two such texts as one, or one as another.
 *   bytes of the URL (latin1, as node:http reads it) or of the form (UTF-8) -> names and texts -> values, some of them out of a JSON text
 */
const doc = { en: '', zh: '' };
const text = { kind: 'string', doc } as const;
const shape = {
  Name: text,
  Tag: { kind: 'rows', max: 20, of: { Key: text, Value: text, Deep: { kind: 'strings', max: 20, doc } }, orJson: true, doc },
  Ids: { kind: 'strings', max: 20, orJson: true, doc },
  Ports: { kind: 'jsonStrings', max: 20, doc },
} as const satisfies Shape;

/** Every text in a value, names of fields included. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => [name, ...textsIn(one)]);
}
function assertWhole(query: string, form: string): void {
  const parsed = parseParams(query, form);
  if ('wrong' in parsed) return;
  for (const one of [...parsed.params].flat()) assert.ok(one.isWellFormed(), JSON.stringify([query, form]));
  for (const one of textsIn(decodeParams(shape, parsed.params))) assert.ok(one.isWellFormed(), JSON.stringify([query, form]));
}

const halves = ['\\ud800', '\\uDBFF', '\\udc00', '\\uDFFF', '\\ud83d\\ud83d\\ude00', '\\ude00\\ud83d'];
const ways: readonly (readonly [title: string, of: (half: string) => string])[] = [
  ['a JSON list', (half) => `Ids=["x","a${half}b"]`],
  ['a JSON list of its own kind', (half) => `Ports=["a${half}b"]`],
  ['a JSON list of rows', (half) => `Tag=[{"Key":"a${half}b"}]`],
  ['the name of a field', (half) => `Tag=[{"a${half}b":"c","Key":"d"}]`],
  ['deep inside, where nobody looks', (half) => `Tag=[{"Key":"d","x":{"y":["a${half}b"]}}]`],
  ['a text that is no JSON list', (half) => `Name="a${half}b"`],
];
for (const [title, of] of ways)
  test(`half a character, escaped in ${title}`, () => {
    for (const half of halves)
      for (const sent of [of(half), of(half).replaceAll('\\', '%5C'), of(half).replace('\\u', '%5Cu')]) {
        assertWhole(sent, '');
        assertWhole('', sent);
      }
  });

const bytes = [
  [0xed, 0xa0, 0x80],
  [0xed, 0xbf, 0xbf],
  // A pair as CESU-8 writes it.
  [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0x3d, 0xd8],
];
test('half a character in bytes, raw or percent-encoded, as a name and as a text', () => {
  for (const some of bytes) {
    const percent = some.map((byte) => `%${byte.toString(16)}`).join('');
    const [raw, latin1] = [Buffer.from(some).toString('utf8'), Buffer.from(some).toString('latin1')];
    for (const one of [percent, raw, latin1])
      for (const sent of [`Name=a${one}b`, `a${one}b=x`, `Ids.1=${one}`, `Tag.1.Key=${one}%41`, `Ids=["${one}"]`]) {
        assertWhole(sent, '');
        assertWhole('', sent);
      }
  }
  assert.deepEqual(parseParams('Name=%ED%A0%80', ''), { wrong: 'encoding', name: 'Name' });
});

test('whatever bytes are sent, each text that is read is whole', () => {
  const piece = fc.oneof(
    fc.constantFrom(...'=&+.%[]{}":,\\', 'Name', 'Ids', 'Tag', 'Ports', '["', '"]', ...halves, '%ED%A0%80', '%F0%9F%98%80', '%'),
    fc.uint8Array({ maxLength: 4 }).map((some) => Buffer.from(some).toString('latin1')),
  );
  const names = fc.constantFrom('Name=', 'Ids=["', 'Ports=["', 'Tag=[{"Key":"', 'Tag.1.Key=', 'Ids.1=', '');
  const sent = fc.tuple(names, fc.array(piece, { maxLength: 8 }), fc.constantFrom('', '"]', '"}]'));
  fc.assert(
    fc.property(sent, ([name, pieces, end]) => {
      const body = Buffer.from(name + pieces.join('') + end, 'latin1');
      assertWhole(body.toString('latin1'), '');
      assertWhole('', body.toString('utf8'));
    }),
    { numRuns: 3000 },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePorts } from '#kit/ports.ts';

const rows: readonly [title: string, input: string, expected: readonly [number, number] | undefined][] = [
  ['one port is a range of one', '22/22', [22, 22]],
  ['all ports', '1/65535', [1, 65535]],
  ['the highest port alone', '65535/65535', [65535, 65535]],
  ['port 0 is none', '0/1', undefined],
  ['a port above 65535 is none', '22/65536', undefined],
  ['a port of six digits is none', '22/100000', undefined],
  ['the first port may not exceed the last', '200/1', undefined],
  ['a lone port is no range', '22', undefined],
  ['a range without its first port', '/22', undefined],
  ['a range without its last port', '22/', undefined],
  ['three ports', '1/2/3', undefined],
  ['a dash for a slash', '1-2', undefined],
  ['a leading zero', '022/22', undefined],
  ['a sign', '+22/22', undefined],
  ['a fraction', '22.0/22', undefined],
  ['spaces', '22 /22', undefined],
  ['letters', 'a/b', undefined],
  ['the text for "no ports" is no range', '-1/-1', undefined],
  ['an empty text', '', undefined],
];
for (const [title, input, expected] of rows) {
  test(title, () => assert.deepEqual(parsePorts(input), expected && { first: expected[0], last: expected[1] }));
}

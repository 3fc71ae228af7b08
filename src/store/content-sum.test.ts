import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { type ContentRow, ContentSum, canonical } from '#store/content-sum.ts';

const key = { account: 'a', region: 'r', kind: 'group', id: 'sg-1' };
const rows: readonly ContentRow[] = [
  { key, row: { name: 'x', tags: { b: '2', a: '1' } } },
  { key, part: 'sgr-1', row: { ports: '22/22' } },
  { key, part: 'sgr-2', row: { ports: '80/80' } },
];
function sumOf(some: readonly ContentRow[], head = 3): string {
  const sum = new ContentSum((text) => hash('sha256', text));
  for (const row of some) sum.add(row);
  return sum.total(head).checksum;
}
const whole = sumOf(rows);

test('the order of the rows, and of the keys in them, plays no part', () => {
  assert.equal(sumOf(rows.toReversed()), whole);
  assert.equal(sumOf([{ key, row: { tags: { a: '1', b: '2' }, name: 'x' } }, ...rows.slice(1)]), whole);
});

const others: readonly (readonly [title: string, sum: () => string])[] = [
  ['a row less', () => sumOf(rows.slice(1))],
  ['a row twice', () => sumOf([...rows, rows[1]!])],
  ['another value', () => sumOf([{ key, row: { name: 'y', tags: { b: '2', a: '1' } } }, ...rows.slice(1)])],
  ['another account', () => sumOf([{ ...rows[0]!, key: { ...key, account: 'b' } }, ...rows.slice(1)])],
  ['two parts with their rows exchanged', () => sumOf([rows[0]!, { ...rows[1]!, part: 'sgr-2' }, { ...rows[2]!, part: 'sgr-1' }])],
  ['another change record at the end', () => sumOf(rows, 4)],
];
for (const [title, sum] of others) test(`the checksum differs: ${title}`, () => assert.notEqual(sum(), whole));

test('what is undefined is as good as absent, in arrays as JSON has it', () => {
  assert.equal(canonical({ b: undefined, a: [undefined, 1] }), '{"a":[null,1]}');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeIds, makeNumbers } from '#kit/ids.ts';

const zeros = (n: number) => '0'.repeat(n);
test('an id has the length and the region code of the real service', () => {
  const newId = makeIds(zeros);
  assert.match(newId('sg', 'cn-beijing', 1.8e12), /^sg-2ze[a-z0-9]{17}$/);
  assert.match(newId('vpc', 'xx-nowhere-1', 1.8e12), /^vpc-bp1[a-z0-9]{18}$/);
});
test('ids rise, within a millisecond, past 1296 of them, and when the clock goes back', () => {
  const newId = makeIds(zeros);
  const ids = [];
  for (let i = 0; i < 4000; i++) ids.push(newId('sgr', 'cn-hangzhou', 1.8e12 - (i > 2000 ? 50 : 0)));
  assert.deepEqual(ids, [...ids].sort());
  assert.equal(new Set(ids).size, 4000);
});
test('numbers have 18 digits and rise, within a millisecond, past 100 of them, and when the clock goes back', () => {
  const newNumber = makeNumbers(() => 7);
  const numbers = [];
  for (let i = 0; i < 400; i++) numbers.push(newNumber(1.8e12 - (i > 200 ? 50 : 0)));
  assert.match(numbers[0] ?? '', /^2\d{15}07$/);
  assert.deepEqual(numbers, [...numbers].sort());
  assert.equal(new Set(numbers).size, 400);
});

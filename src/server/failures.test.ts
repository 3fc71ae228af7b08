import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failures } from '#server/failures.ts';

const MINUTE = 60_000;
const fail = (failures: Failures, times: number, address: string, key: string, now: number) =>
  Array.from({ length: times }, () => failures.note(address, key, now)).filter((wait) => wait !== undefined);

test('one key from one address may fail 50 times at once, and 20 times a minute from then on', () => {
  const failures = new Failures();
  assert.deepEqual(fail(failures, 50, 'a', 'k', 0), []);
  assert.deepEqual(fail(failures, 1, 'a', 'k', 0), [3000]);
  assert.equal(fail(failures, 21, 'a', 'k', MINUTE).length, 1);
});

test('an address may fail 200 times at once with whatever keys', () => {
  const failures = new Failures();
  for (let key = 0; key < 10; key++) assert.deepEqual(fail(failures, 20, 'a', `k${key}`, 0), []);
  assert.deepEqual(fail(failures, 1, 'a', 'another', 0), [600]);
});

test('what one address does is nothing to another', () => {
  const failures = new Failures();
  fail(failures, 300, 'a', 'k', 0);
  assert.deepEqual(fail(failures, 50, 'b', 'k', 0), []);
});

test('who waits long enough may fail at once again, but never more often than at first', () => {
  const failures = new Failures();
  fail(failures, 300, 'a', 'k', 0);
  assert.equal(fail(failures, 60, 'a', 'k', 60 * MINUTE).length, 10);
});

test('only so many addresses are remembered', () => {
  const failures = new Failures();
  fail(failures, 60, 'first', 'k', 0);
  for (let n = 0; n < 20_000; n++) failures.note(`address-${n}`, 'k', 0);
  assert.deepEqual(fail(failures, 1, 'first', 'k', 0), [], 'forgotten');
});

test('a key is remembered by the start of its id, however long it is', () => {
  const failures = new Failures();
  const long = 'k'.repeat(1_000_000);
  assert.equal(fail(failures, 51, 'a', long, 0).length, 1);
  assert.equal(fail(failures, 1, 'a', `${long.slice(0, 128)}x`, 0).length, 1, 'kept by its first 128 characters');
});

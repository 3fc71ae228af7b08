import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOf, isPeriod, isRenewPeriod, readReleaseTime } from '#domain/instance-term.ts';

const day = (text: string) => Date.parse(`${text}T08:30:15Z`);
const ends: readonly (readonly [from: string, period: number, unit: string, expected: string])[] = [
  ['2026-11-24', 1, 'Month', '2026-12-24'],
  ['2026-11-24', 2, 'Month', '2027-01-24'],
  ['2026-11-24', 12, 'Month', '2027-11-24'],
  ['2027-01-31', 1, 'Month', '2027-02-28'],
  ['2028-01-31', 1, 'Month', '2028-02-29'],
  ['2026-11-24', 2, 'Week', '2026-12-08'],
];
for (const [from, period, unit, expected] of ends)
  test(`${period} ${unit} after ${from}`, () => assert.equal(endOf(day(from), period, unit), day(expected)));

test('periods are those that are documented', () => {
  const fits = (is: (period: number, unit: string) => boolean, unit: string) =>
    Array.from({ length: 61 }, (_, n) => n).filter((n) => is(n, unit));
  assert.deepEqual(fits(isPeriod, 'Month'), [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36, 48, 60]);
  assert.deepEqual(fits(isPeriod, 'Week'), [1, 2, 3, 4]);
  assert.deepEqual(fits(isRenewPeriod, 'Month'), [1, 2, 3, 6, 12, 24, 36, 48, 60]);
  assert.deepEqual(fits(isRenewPeriod, 'Week'), [1, 2, 3]);
});

const now = Date.parse('2026-11-24T08:30:15Z');
const times: readonly (readonly [text: string, expected: string | undefined])[] = [
  ['2026-11-25T08:30:59Z', '2026-11-25T08:30:00Z'],
  ['2026-11-25T08:30Z', '2026-11-25T08:30:00Z'],
  ['2026-11-24T09:00:30Z', '2026-11-24T09:00:00Z'],
  ['2026-11-24T08:58:00Z', undefined],
  ['2029-11-20T00:00:00Z', '2029-11-20T00:00:00Z'],
  ['2029-12-01T00:00:00Z', undefined],
  ['2026-13-25T08:30:00Z', undefined],
  ['tomorrow', undefined],
];
for (const [text, expected] of times)
  test(`release at ${text}`, () => assert.equal(readReleaseTime(text, now), expected === undefined ? undefined : Date.parse(expected)));

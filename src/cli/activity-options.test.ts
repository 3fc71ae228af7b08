import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitOf, startTimeOf } from '#cli/activity-options.ts';

const now = Date.UTC(2026, 10, 24, 8, 30, 15, 250);
for (const [since, expected] of [
  ['30m', '2026-11-24T08:00:15Z'],
  ['12h', '2026-11-23T20:30:15Z'],
  ['7d', '2026-11-17T08:30:15Z'],
  ['45s', '2026-11-24T08:29:30Z'],
  ['2026-11-24T08:00:00Z', '2026-11-24T08:00:00Z'],
  ['soon', 'soon'],
] as const)
  test(`--since ${since} is ${expected}`, () => assert.equal(startTimeOf(since, now), expected));

for (const limit of ['0', '-1', '1.5', 'all', ''])
  test(`--limit ${limit || "''"} is refused`, () => assert.throws(() => limitOf(limit), /positive number/));
test('--limit is a number', () => assert.equal(limitOf('1000'), 1000));

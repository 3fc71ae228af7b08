import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PolicyVersionRow, RamPolicyHead } from '#domain/ram-heads.ts';
import { newPolicy, nextVersion, versionPart } from '#domain/ram-policies.ts';

test('versions are in order of their numbers, past the ninth', () => {
  const parts = ['v10', 'v9', 'v1'].map(versionPart).sort();
  assert.deepEqual(parts, ['0001', '0009', '0010']);
});

test('a new policy has one version, which is its default', () => {
  const { head, row } = newPolicy({ description: 'd', document: '{}', tags: { a: 'b' } }, 7);
  assert.deepEqual(head, { description: 'd', defaultVersion: 'v1', versions: 1, tags: { a: 'b' }, created: 7, updated: 7 });
  assert.deepEqual(row, { version: 'v1', document: '{}', created: 7 });
});

const rows = (...numbers: readonly number[]): PolicyVersionRow[] =>
  numbers.map((n) => ({ version: `v${n}`, document: `${n}`, created: n }));
const made = { description: '', tags: {}, created: 1, updated: 1 };
const head = (defaultVersion: string, versions: number): RamPolicyHead => ({ ...made, defaultVersion, versions });

type Case = readonly [
  title: string,
  before: RamPolicyHead,
  versions: readonly number[],
  asked: { isDefault?: boolean; rotates?: boolean },
  expected: undefined | readonly [defaultVersion: string, version: string, drops: string | undefined],
];
const cases: readonly Case[] = [
  ['a second version is not the default by itself', head('v1', 1), [1], {}, ['v1', 'v2', undefined]],
  ['a version may be made the default at once', head('v1', 1), [1], { isDefault: true }, ['v2', 'v2', undefined]],
  ['a number is not used again', head('v1', 4), [1, 3], {}, ['v1', 'v5', undefined]],
  ['five are all', head('v1', 5), [1, 2, 3, 4, 5], {}, undefined],
  ['to rotate takes the oldest away', head('v5', 5), [1, 2, 3, 4, 5], { rotates: true }, ['v5', 'v6', 'v1']],
  ['but never the default', head('v1', 5), [1, 2, 3, 4, 5], { rotates: true }, ['v1', 'v6', 'v2']],
  [
    'which stays even where the new one takes its place',
    head('v1', 5),
    [1, 2, 3, 4, 5],
    { rotates: true, isDefault: true },
    ['v6', 'v6', 'v2'],
  ],
  ['and takes none where there is room', head('v1', 4), [1, 2, 3, 4], { rotates: true }, ['v1', 'v5', undefined]],
];
for (const [title, before, versions, { isDefault = false, rotates = false }, expected] of cases) {
  test(`the next version: ${title}`, () => {
    const next = nextVersion(before, rows(...versions), { document: 'new', isDefault, rotates }, 9);
    assert.deepEqual(next && [next.head.defaultVersion, next.row.version, next.drops], expected);
    if (next)
      assert.deepEqual([next.row.document, next.row.created, next.head.updated, next.head.versions], ['new', 9, 9, before.versions + 1]);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedTags, filteredTags, isTagFilter, type TagFilter } from '#domain/tag-search.ts';

const tags = { team: 'net', env: 'production', environment: 'test' };
const by = (key: string, ...values: readonly string[]): TagFilter => ({ key, values });

test('tags that were asked for are shown in order of key, whatever their values', () =>
  assert.deepEqual(
    askedTags(tags, [
      { key: 'team', value: 'net' },
      { key: 'env', value: undefined },
    ]),
    [
      ['env', 'production'],
      ['team', 'net'],
    ],
  ));

const cases: readonly (readonly [title: string, filters: TagFilter[], expected: readonly string[]])[] = [
  ['a key as it is', [by('env')], ['env']],
  ['the start of a key', [by('env*')], ['env', 'environment']],
  ['any part of a key', [by('*ea*')], ['team']],
  ['a star alone fits every key', [by('*')], ['env', 'environment', 'team']],
  ['a value as it is', [by('env', 'production')], ['env']],
  ['the start of a value', [by('env', 'prod*')], ['env']],
  ['any part of a value', [by('env', '*duct*')], ['env']],
  ['one of the values is enough', [by('env', 'test', 'prod*')], ['env']],
  ['another value', [by('env', 'duct*')], []],
  ['every filter must fit', [by('env'), by('owner')], []],
  ['a tag that fits two filters is shown once', [by('env*'), by('env')], ['env', 'environment']],
];
for (const [title, filters, expected] of cases)
  test(`tag filters: ${title}`, () =>
    assert.deepEqual(
      filteredTags(tags, filters).map(([key]) => key),
      expected,
    ));

test('a filter needs a key, and an exact one beside values', () =>
  assert.deepEqual([by('env*'), by('env', 'x*'), by(''), by('env*', 'x')].map(isTagFilter), [true, true, false, false]));

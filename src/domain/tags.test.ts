import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maxTags, readTags, type TagPair, withoutTags, withTags } from '#domain/tags.ts';

const pairs = (...sent: readonly (readonly [string, string])[]): TagPair[] =>
  sent.map(([key, value], n) => ({ key, value, at: `Tag.${n + 1}` }));

const cases: readonly (readonly [title: string, given: TagPair[], expected: unknown])[] = [
  ['none are none', [], { tags: {} }],
  ['keys keep their values', pairs(['env', 'test'], ['team', '']), { tags: { env: 'test', team: '' } }],
  ['an empty key is no key', pairs(['', 'x']), { fault: 'key', at: 'Tag.1' }],
  ['a key of 128 characters fits', pairs(['k'.repeat(128), '']), { tags: { ['k'.repeat(128)]: '' } }],
  ['one of 129 does not', pairs(['k'.repeat(129), '']), { fault: 'key', at: 'Tag.1' }],
  ['aliyun is reserved', pairs(['a', ''], ['aliyun-x', '']), { fault: 'key', at: 'Tag.2' }],
  ['acs: is reserved', pairs(['acs:x', '']), { fault: 'key', at: 'Tag.1' }],
  ['acs without a colon is not', pairs(['acs', '']), { tags: { acs: '' } }],
  ['a key has no web address in it', pairs(['x http://y', '']), { fault: 'key', at: 'Tag.1' }],
  ['nor has a value', pairs(['x', 'see https://y']), { fault: 'value', at: 'Tag.1' }],
  ['a value may start with aliyun', pairs(['x', 'aliyun']), { tags: { x: 'aliyun' } }],
  ['a value of 129 characters is too long', pairs(['x', 'v'.repeat(129)]), { fault: 'value', at: 'Tag.1' }],
  ['the second of two equal keys is told', pairs(['x', '1'], ['y', ''], ['x', '2']), { fault: 'duplicate', at: 'Tag.3' }],
  ['keys are case-sensitive', pairs(['x', ''], ['X', '']), { tags: { x: '', X: '' } }],
];
for (const [title, given, expected] of cases) test(`tags: ${title}`, () => assert.deepEqual(readTags(given), expected));

test('tags: a key named like a part of every object is kept', () => {
  const read = readTags(pairs(['__proto__', 'x'], ['fault', 'y']));
  assert.deepEqual('tags' in read && Object.entries(read.tags), [
    ['__proto__', 'x'],
    ['fault', 'y'],
  ]);
});

test('tags: others are put over those that are there, up to the limit', () => {
  const full = Object.fromEntries(Array.from({ length: maxTags }, (_, n) => [`k${n}`, 'old']));
  assert.deepEqual(withTags({ a: '1', b: '2' }, { b: '3', c: '4' }), { a: '1', b: '3', c: '4' });
  assert.equal(Object.keys(withTags(full, { k0: 'new' }) ?? {}).length, maxTags);
  assert.equal(withTags(full, { other: '' }), undefined);
});

test('tags: keys are taken out, and unknown ones change nothing', () =>
  assert.deepEqual(withoutTags({ a: '1', b: '2' }, ['b', 'c', 'constructor']), { a: '1' }));

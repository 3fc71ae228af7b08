import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, stateOf } from '#domain/decide.testing.ts';
import type { PrefixListHead } from '#domain/kinds.ts';
import { allTags, askedTags } from '#domain/tag-search.ts';
import { listTags, type Mark, markOf, markText } from '#domain/tagged.ts';
import type { Tags } from '#domain/tags.ts';

const scope = { account: '1', region: 'cn-hangzhou' };
const listOf = (id: string, tags: Tags) => {
  const head: PrefixListHead = { name: id, description: '', family: 'IPv4', maxEntries: 1, resourceGroup: '', tags, created: 1 };
  return { put: { ...scope, kind: 'prefixList', id }, head };
};
const state = stateOf(
  listOf('pl-a', { z: '1', b: '2', a: '3' }),
  listOf('pl-b', {}),
  listOf('pl-c', { a: '4' }),
  listOf('pl-d', { a: '5', c: '6' }),
);

/** All pages one after another, each row as `id key value`. */
function pages(filter: Parameters<typeof listTags<'prefixList'>>[2], limit: number, tagsOf = (head: PrefixListHead) => allTags(head.tags)) {
  const seen: string[][] = [];
  for (let after: Mark | undefined; seen.length < 9; ) {
    const { rows, more } = decide(listTags(scope, 'prefixList', filter, tagsOf, after, limit), state);
    seen.push(rows.map(({ id, key, value }) => `${id} ${key} ${value}`));
    if (!more) return seen;
    after = markOf(markText(rows.at(-1) as Mark));
  }
  return seen;
}

test('tags come in order of resource and key, each once, whatever the size of a page', () => {
  const all = ['pl-a a 3', 'pl-a b 2', 'pl-a z 1', 'pl-c a 4', 'pl-d a 5', 'pl-d c 6'];
  const ids = ['pl-d', 'pl-c', 'pl-b', 'pl-a', 'pl-none'];
  for (const limit of [1, 2, 3, 4, 5, 6, 50]) assert.deepEqual(pages({ where: [], ids }, limit).flat(), all, `${limit} a page`);
  assert.deepEqual(
    pages({ where: [], ids }, 2).map((page) => page.length),
    [2, 2, 2],
  );
});

test('a search by tag finds the resources, with or without ids, and shows what was asked for', () => {
  const shown = (head: PrefixListHead) => askedTags(head.tags, [{ key: 'a', value: undefined }]);
  assert.deepEqual(pages({ where: [['tag', 'a']] }, 2, shown), [['pl-a a 3', 'pl-c a 4'], ['pl-d a 5']]);
  assert.deepEqual(pages({ where: [['tag', 'a']], ids: ['pl-b', 'pl-c'] }, 2, shown), [['pl-c a 4']]);
  assert.deepEqual(pages({ where: [['tag:a', '5']] }, 2, shown), [['pl-d a 5']]);
});

test('a mark at a resource that was not asked for shows nothing of it', () =>
  assert.deepEqual(
    decide(
      listTags(scope, 'prefixList', { where: [], ids: ['pl-c'] }, (h) => allTags(h.tags), { id: 'pl-a', key: 'a' }, 9),
      state,
    ),
    {
      rows: [{ id: 'pl-c', key: 'a', value: '4' }],
      more: false,
    },
  ));

test('a token holds any id and key, and other texts are none', () => {
  for (const mark of [
    { id: 'sg-1', key: 'env' },
    { id: '我的密钥', key: '环境/测试' },
    { id: 'a', key: '' },
  ]) {
    assert.match(markText(mark), /^[\w-]+$/);
    assert.deepEqual(markOf(markText(mark)), mark);
  }
  for (const text of ['', 'x', '*', `${markText({ id: 'a', key: 'b' })}=`, btoa('a/b/c'), btoa('/b'), btoa('%/b')])
    assert.equal(markOf(text), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decide, stateOf } from '#domain/decide.testing.ts';
import type { GroupHead } from '#domain/kinds.ts';
import { type Filter, idOfToken, list, tokenOf, type Window } from '#domain/paging.ts';
import { groupHead, scope } from '#domain/samples.testing.ts';

const key = (id: string, region = scope.region) => ({ ...scope, region, kind: 'group' as const, id });
const managed = (head: GroupHead): boolean => head.service !== '';
/** Nine groups: every second one named 'even', every third one managed; and one in another region. */
const state = stateOf(
  ...Array.from({ length: 9 }, (_, n) => ({
    put: key(`sg-${n}`),
    head: groupHead({ name: n % 2 ? 'odd' : 'even', service: n % 3 ? '' : 'ack' }),
  })),
  { put: key('sg-5x', 'cn-beijing'), head: groupHead() },
);

const shown = (filter: Filter<GroupHead>, window: Window): unknown => {
  const { rows, more, total } = decide(list(scope, 'group', filter, window), state);
  return [rows.map(({ key }) => key.id.slice('sg-'.length)).join(''), more, total];
};

const cases: readonly (readonly [title: string, filter: Filter<GroupHead>, window: Window, expected: unknown])[] = [
  ['all, in order of creation', { where: [] }, { limit: 20, total: true }, ['012345678', false, 9]],
  ['the first page tells that there are more', { where: [] }, { limit: 4, total: true }, ['0123', true, 9]],
  ['a page that ends with the last row does not', { where: [] }, { skip: 5, limit: 4, total: true }, ['5678', false, 9]],
  ['after an id, which need not exist', { where: [] }, { after: 'sg-2y', limit: 3, total: false }, ['345', true, undefined]],
  ['by facet', { where: [['name', 'odd']] }, { skip: 1, limit: 2, total: true }, ['35', true, 4]],
  [
    'by ids, once each, unknown ones left out',
    { where: [], ids: ['sg-7', 'sg-x', 'sg-1', 'sg-7'] },
    { limit: 9, total: true },
    ['17', false, 2],
  ],
  ['an id of another region is unknown', { where: [], ids: ['sg-5x'] }, { limit: 9, total: true }, ['', false, 0]],
  ['no ids at all find nothing', { where: [], ids: [] }, { limit: 9, total: true }, ['', false, 0]],
  ['by ids and facet', { where: [['name', 'odd']], ids: ['sg-1', 'sg-2', 'sg-3'] }, { limit: 9, total: true }, ['13', false, 2]],
  ['by ids, cut to a page', { where: [], ids: ['sg-1', 'sg-2', 'sg-3'] }, { skip: 1, limit: 1, total: true }, ['2', true, 3]],
  ['by ids, after one', { where: [], ids: ['sg-1', 'sg-2', 'sg-3'] }, { after: 'sg-1', limit: 1, total: false }, ['2', true, undefined]],
  ['by what no facet says, without short pages', { where: [], keep: managed }, { limit: 2, total: true }, ['03', true, 3]],
  ['by facet and by what no facet says', { where: [['name', 'even']], keep: managed }, { limit: 9, total: true }, ['06', false, 2]],
];
for (const [title, filter, window, expected] of cases) test(`lists: ${title}`, () => assert.deepEqual(shown(filter, window), expected));

test('lists: more roots than one chunk holds are all walked', () => {
  const many = stateOf(
    ...Array.from({ length: 1203 }, (_, n) => ({ put: key(`sg-${1000 + n}`), head: groupHead({ service: n % 400 ? '' : '7' }) })),
  );
  const { rows, total } = decide(list(scope, 'group', { where: [], keep: managed }, { skip: 1, limit: 5, total: true }), many);
  assert.deepEqual([rows.map(({ key }) => key.id), total], [['sg-1400', 'sg-1800', 'sg-2200'], 4]);
});

test('lists: the pages of any size, by number or by id, put together are the whole', () => {
  const filters: readonly Filter<GroupHead>[] = [
    { where: [] },
    { where: [['name', 'even']], keep: managed },
    { where: [], ids: ['sg-8', 'sg-0', 'sg-4'] },
  ];
  fc.assert(
    fc.property(fc.constantFrom(...filters), fc.integer({ min: 1, max: 10 }), fc.boolean(), (filter, limit, byId) => {
      const whole = decide(list(scope, 'group', filter, { limit: 100, total: true }), state);
      const got: string[] = [];
      for (let turn = 0, more = true; more && turn < 20; turn++) {
        const window: Window = byId ? { after: got.at(-1), limit, total: false } : { skip: turn * limit, limit, total: true };
        const page = decide(list(scope, 'group', filter, window), state);
        assert.ok(page.rows.length === limit || !page.more, 'only the last page may be short');
        got.push(...page.rows.map(({ key }) => key.id));
        more = page.more;
      }
      assert.deepEqual(
        got,
        whole.rows.map(({ key }) => key.id),
      );
    }),
  );
});

test('page tokens: what was given is read again, without characters that a form would escape', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{2,4}-[A-Za-z0-9_]{1,40}$/), (id) => {
      assert.equal(idOfToken(tokenOf(id)), id);
      assert.match(tokenOf(id), /^[A-Za-z0-9_-]+$/);
    }),
  );
});

const tokens: readonly (readonly [title: string, token: string])[] = [
  ['no base64', '***'],
  ['an id as it is', 'sg-1'],
  ['base64 of something else', 'aGVsbG8'],
  ['a token with padding', `${tokenOf('sg-1')}==`],
  ['nothing', ''],
];
for (const [title, token] of tokens) test(`page tokens: ${title} is none`, () => assert.equal(idOfToken(token), undefined));

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import describePrefixLists from '#actions/ecs/describe-prefix-lists.ts';
import { groupNaming, listAt } from '#actions/ecs/lists/state.testing.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { Values } from '#kit/shape.ts';

const ctx = makeCtx();
type Params = Values<typeof describePrefixLists.params>;
const state = stateOf(
  listAt(ctx, 'prefixList', 'pl-a', { name: 'offices', tags: { env: 'test', team: 'net' } }),
  listAt(ctx, 'prefixList', 'pl-b', { name: 'offices', family: 'IPv6', resourceGroup: 'rg-1', tags: { env: 'live' } }),
  listAt(ctx, 'prefixList', 'pl-c', { name: 'homes', description: '家' }),
  listAt({ ...ctx, region: 'cn-beijing' }, 'prefixList', 'pl-d'),
  listAt(ctx, 'portRangeList', 'prl-a', { name: 'offices' }),
  ...groupNaming(ctx, 'sg-1', [
    ['prefixList', 'pl-a'],
    ['prefixList', 'pl-a'],
  ]),
  ...groupNaming(ctx, 'sg-2', [['prefixList', 'pl-a']]),
);
const ask = (params: Partial<Params>): unknown => replyOf(call(describePrefixLists, { RegionId: 'cn-hangzhou', ...params }, state, ctx));

test('a list is shown with what it has, unset texts as empty, its time without seconds, and each resource that names it counted once', () => {
  assert.deepEqual(ask({ PrefixListId: ['pl-a', 'pl-c'] }), {
    NextToken: '',
    PrefixLists: {
      PrefixList: [
        {
          PrefixListId: 'pl-a',
          PrefixListName: 'offices',
          Description: '',
          MaxEntries: 10,
          AssociationCount: 2,
          CreationTime: '2026-11-24T08:30Z',
          ResourceGroupId: '',
          AddressFamily: 'IPv4',
          Tags: {
            Tag: [
              { TagKey: 'env', TagValue: 'test' },
              { TagKey: 'team', TagValue: 'net' },
            ],
          },
        },
        {
          PrefixListId: 'pl-c',
          PrefixListName: 'homes',
          Description: '家',
          MaxEntries: 10,
          AssociationCount: 0,
          CreationTime: '2026-11-24T08:30Z',
          ResourceGroupId: '',
          AddressFamily: 'IPv4',
          Tags: { Tag: [] },
        },
      ],
    },
  });
});

type Reply = { readonly NextToken: string; readonly PrefixLists: { readonly PrefixList: readonly { readonly PrefixListId: string }[] } };
const idsOf = (reply: unknown): readonly string[] => (reply as Reply).PrefixLists.PrefixList.map((list) => list.PrefixListId);

const tag = (Key: string, Value?: string) => [{ at: 'Tag.1', Key, ...(Value !== undefined && { Value }) }];
const filters: readonly (readonly [title: string, params: Partial<Params>, expected: readonly string[]])[] = [
  ['all lists of the region', {}, ['pl-a', 'pl-b', 'pl-c']],
  ['by name, exactly', { PrefixListName: 'offices' }, ['pl-a', 'pl-b']],
  ['a part of a name is no name', { PrefixListName: 'office' }, []],
  ['by family', { AddressFamily: 'IPv6' }, ['pl-b']],
  ['by resource group', { ResourceGroupId: 'rg-1' }, ['pl-b']],
  ['by tag key', { Tag: tag('env') }, ['pl-a', 'pl-b']],
  ['by tag', { Tag: tag('env', 'live') }, ['pl-b']],
  ['by id, in order of creation; what does not exist is left out', { PrefixListId: ['pl-c', 'pl-none', 'pl-a', 'pl-d'] }, ['pl-a', 'pl-c']],
  ['all filters together', { PrefixListId: ['pl-a', 'pl-b'], PrefixListName: 'offices', Tag: tag('env', 'test') }, ['pl-a']],
];
for (const [title, params, expected] of filters)
  test(`DescribePrefixLists: ${title}`, () => assert.deepEqual(idsOf(ask(params)), expected));

test('pages follow one another and end with an empty token, with or without a filter by id', () => {
  for (const filter of [{}, { PrefixListId: ['pl-c', 'pl-b', 'pl-a'] }]) {
    const seen: (readonly string[])[] = [];
    let next: string | undefined;
    for (let pages = 0; pages < 5 && next !== ''; pages++) {
      const reply = ask({ ...filter, MaxResults: 2, ...(next && { NextToken: next }) });
      seen.push(idsOf(reply));
      next = (reply as Reply).NextToken;
    }
    assert.deepEqual(seen, [['pl-a', 'pl-b'], ['pl-c']]);
  }
});

test('a page has 10 lists where no number is asked for', () => {
  const many = stateOf(...Array.from({ length: 11 }, (_, i) => listAt(ctx, 'prefixList', `pl-${i + 10}`)));
  const reply = replyOf(call(describePrefixLists, { RegionId: 'cn-hangzhou' }, many, ctx)) as Reply;
  assert.equal(idsOf(reply).length, 10);
  assert.notEqual(reply.NextToken, '');
});

test('a token that no page gave is refused', () => assert.equal(ask({ NextToken: 'x' }), '!InvalidParameter NextToken'));

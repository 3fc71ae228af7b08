import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import describePortRangeListAssociations from '#actions/ecs/describe-port-range-list-associations.ts';
import describePortRangeListEntries from '#actions/ecs/describe-port-range-list-entries.ts';
import describePrefixListAssociations from '#actions/ecs/describe-prefix-list-associations.ts';
import describePrefixListAttributes from '#actions/ecs/describe-prefix-list-attributes.ts';
import { groupNaming, listAt } from '#actions/ecs/lists/state.testing.ts';
import { stateOf } from '#domain/decide.testing.ts';

const ctx = makeCtx();
const RegionId = 'cn-hangzhou';
const entry = (kind: 'prefixList' | 'portRangeList', list: string, value: string, description = '') => ({
  part: here(ctx, kind, list),
  id: value,
  row: { value, description },
});
const state = stateOf(
  listAt(ctx, 'prefixList', 'pl-1', { name: 'offices', family: 'IPv6', description: '办公网' }),
  entry('prefixList', 'pl-1', '2001:db8::/32', 'all'),
  entry('prefixList', 'pl-1', '2001:db8::1/128'),
  listAt(ctx, 'portRangeList', 'prl-1'),
  entry('portRangeList', 'prl-1', '80/80', 'http'),
  listAt(ctx, 'portRangeList', 'prl-free'),
  ...['sg-c', 'sg-a', 'sg-b'].flatMap((id) =>
    groupNaming(ctx, id, [
      ['prefixList', 'pl-1'],
      ['prefixList', 'pl-1'],
      ['portRangeList', 'prl-1'],
    ]),
  ),
  ...groupNaming(ctx, 'sg-d', [['prefixList', 'pl-2']]),
);

test('DescribePrefixListAttributes shows all that the list has', () =>
  assert.deepEqual(replyOf(call(describePrefixListAttributes, { RegionId, PrefixListId: 'pl-1' }, state, ctx)), {
    PrefixListId: 'pl-1',
    PrefixListName: 'offices',
    AddressFamily: 'IPv6',
    Description: '办公网',
    MaxEntries: 10,
    CreationTime: '2026-11-24T08:30Z',
    Entries: {
      Entry: [
        { Cidr: '2001:db8::/32', Description: 'all' },
        { Cidr: '2001:db8::1/128', Description: '' },
      ],
    },
  }));

test('DescribePortRangeListEntries shows plain arrays, empty ones too', () => {
  const ask = (PortRangeListId: string) => replyOf(call(describePortRangeListEntries, { RegionId, PortRangeListId }, state, ctx));
  assert.deepEqual(ask('prl-1'), { Entries: [{ PortRange: '80/80', Description: 'http' }] });
  assert.deepEqual(ask('prl-free'), { Entries: [] });
  assert.equal(ask('prl-none'), '!InvalidPortRangeListId.NotFound');
});

type Page = { readonly MaxResults?: number; readonly NextToken?: string };
const ofPrefixList = (PrefixListId: string, page: Page = {}) =>
  replyOf(call(describePrefixListAssociations, { RegionId, PrefixListId, ...page }, state, ctx));
const ofPortRangeList = (PortRangeListId: string, page: Page = {}) =>
  replyOf(call(describePortRangeListAssociations, { RegionId, PortRangeListId, ...page }, state, ctx));

test('each group that names the list is an association, once, in order of id, by the spelling of the kind', () => {
  const groups = ['sg-a', 'sg-b', 'sg-c'];
  assert.deepEqual(ofPrefixList('pl-1'), {
    NextToken: '',
    PrefixListAssociations: { PrefixListAssociation: groups.map((ResourceId) => ({ ResourceId, ResourceType: 'securitygroup' })) },
  });
  assert.deepEqual(ofPortRangeList('prl-1'), {
    NextToken: '',
    PortRangeListAssociations: groups.map((ResourceId) => ({ ResourceId, ResourceType: 'SecurityGroup' })),
  });
  assert.deepEqual(ofPortRangeList('prl-free'), { NextToken: '', PortRangeListAssociations: [] });
});

test('pages follow one another and end with an empty token', () => {
  type Reply = { NextToken: string; PortRangeListAssociations: { ResourceId: string }[] };
  const first = ofPortRangeList('prl-1', { MaxResults: 2 }) as Reply;
  const second = ofPortRangeList('prl-1', { MaxResults: 2, NextToken: first.NextToken }) as Reply;
  assert.deepEqual(
    [first, second].map((page) => page.PortRangeListAssociations.map(({ ResourceId }) => ResourceId)),
    [['sg-a', 'sg-b'], ['sg-c']],
  );
  assert.equal(second.NextToken, '');
});

const refused: readonly (readonly [title: string, reply: unknown, expected: string])[] = [
  ['a prefix list that is not there', ofPrefixList('pl-none'), '!InvalidPrefixListId.NotFound'],
  [
    'its attributes',
    replyOf(call(describePrefixListAttributes, { RegionId, PrefixListId: 'pl-none' }, state, ctx)),
    '!InvalidPrefixListId.NotFound',
  ],
  ['a port list that is not there', ofPortRangeList('prl-none'), '!InvalidPortRangeListId.NotFound'],
  ['a token that no page gave', ofPrefixList('pl-1', { NextToken: 'x' }), '!InvalidParameter NextToken'],
  ['a token for port lists that no page gave', ofPortRangeList('prl-1', { NextToken: '*' }), '!InvalidParameter NextToken'],
];
for (const [title, reply, expected] of refused) test(`refused: ${title}`, () => assert.equal(reply, expected));

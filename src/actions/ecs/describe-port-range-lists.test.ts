import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import describePortRangeLists from '#actions/ecs/describe-port-range-lists.ts';
import { groupNaming, listAt } from '#actions/ecs/lists/state.testing.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { Values } from '#kit/shape.ts';

const ctx = makeCtx();
type Params = Values<typeof describePortRangeLists.params>;
const state = stateOf(
  listAt(ctx, 'portRangeList', 'prl-a', { name: 'web', tags: { env: 'test' } }),
  listAt(ctx, 'portRangeList', 'prl-b', { name: 'mail', resourceGroup: 'rg-1' }),
  listAt(ctx, 'prefixList', 'pl-a', { name: 'web' }),
  ...groupNaming(ctx, 'sg-1', [['portRangeList', 'prl-a']]),
);
const ask = (params: Partial<Params>): unknown => replyOf(call(describePortRangeLists, { RegionId: 'cn-hangzhou', ...params }, state, ctx));
const b = {
  PortRangeListId: 'prl-b',
  PortRangeListName: 'mail',
  Description: '',
  MaxEntries: 10,
  AssociationCount: 0,
  CreationTime: '2026-11-24T08:30Z',
  ResourceGroupId: 'rg-1',
  Tags: [],
};
const a = {
  ...b,
  PortRangeListId: 'prl-a',
  PortRangeListName: 'web',
  AssociationCount: 1,
  ResourceGroupId: '',
  Tags: [{ TagKey: 'env', TagValue: 'test' }],
};

const cases: readonly (readonly [title: string, params: Partial<Params>, expected: unknown])[] = [
  ['lists and tags are plain arrays', {}, { NextToken: '', PortRangeLists: [a, b] }],
  ['by name', { PortRangeListName: 'web' }, { NextToken: '', PortRangeLists: [a] }],
  ['by resource group', { ResourceGroupId: 'rg-1' }, { NextToken: '', PortRangeLists: [b] }],
  ['by tag', { Tag: [{ at: 'Tag.1', Key: 'env', Value: 'test' }] }, { NextToken: '', PortRangeLists: [a] }],
  ['by id', { PortRangeListId: ['prl-none', 'prl-b'] }, { NextToken: '', PortRangeLists: [b] }],
  ['a full page names the next one', { MaxResults: 1 }, { NextToken: 'cHJsLWE', PortRangeLists: [a] }],
  ['the next page', { MaxResults: 1, NextToken: 'cHJsLWE' }, { NextToken: '', PortRangeLists: [b] }],
  ['a token that no page gave', { NextToken: '!' }, '!InvalidParameter NextToken'],
];
for (const [title, params, expected] of cases) test(`DescribePortRangeLists: ${title}`, () => assert.deepEqual(ask(params), expected));

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import listTagResources from '#actions/ecs/list-tag-resources.ts';
import { groupTagged, listTagged } from '#actions/tags/state.testing.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { resourceGroupKey } from '#domain/resource-group.ts';
import type { Values } from '#kit/shape.ts';

const ctx = makeCtx();
const state = stateOf(
  { put: resourceGroupKey(ctx.account, 'rg-default'), head: { name: 'default', displayName: 'default', created: 1 } },
  groupTagged(ctx, 'sg-1', { team: 'net', env: 'test' }),
  groupTagged(ctx, 'sg-2', { env: 'live' }, { resourceGroup: 'rg-1' }),
  groupTagged(ctx, 'sg-3', {}, { resourceGroup: 'rg-default', service: '1234' }),
  listTagged(ctx, 'prefixList', 'pl-1', { env: 'test' }),
  ...Array.from({ length: 51 }, (_, n) => listTagged(ctx, 'portRangeList', `prl-${n + 10}`, { env: 'test' })),
);
type Params = Values<typeof listTagResources.params>;
const ask = (change: Partial<Params>) =>
  replyOf(call(listTagResources, { RegionId: 'cn-hangzhou', ResourceType: 'securitygroup', ...change }, state, ctx));
type Reply = { NextToken: string; TagResources: { TagResource: { ResourceId: string; TagKey: string; TagValue: string }[] } };
const rowsOf = (reply: unknown): readonly string[] =>
  (reply as Reply).TagResources.TagResource.map(({ ResourceId, TagKey, TagValue }) => `${ResourceId} ${TagKey}=${TagValue}`);
const tags = (...sent: readonly (readonly [Key: string, Value?: string])[]) =>
  sent.map(([Key, Value], n) => ({ at: `Tag.${n + 1}`, Key, ...(Value !== undefined && { Value }) }));
const filters = (...sent: readonly (readonly [TagKey: string, ...values: readonly string[]])[]) =>
  sent.map(([TagKey, ...TagValues], n) => ({ at: `TagFilter.${n + 1}`, TagKey, TagValues }));

test('the tags of resources that are named, in order of resource and key', () =>
  assert.deepEqual(ask({ ResourceId: ['sg-2', 'sg-1', 'sg-none', 'pl-1'] }), {
    NextToken: '',
    TagResources: {
      TagResource: [
        { ResourceId: 'sg-1', ResourceType: 'securitygroup', TagKey: 'env', TagValue: 'test' },
        { ResourceId: 'sg-1', ResourceType: 'securitygroup', TagKey: 'team', TagValue: 'net' },
        { ResourceId: 'sg-2', ResourceType: 'securitygroup', TagKey: 'env', TagValue: 'live' },
      ],
    },
  }));

const found: readonly (readonly [title: string, change: Partial<Params>, expected: readonly string[]])[] = [
  ['by key, with that key only', { Tag: tags(['env']) }, ['sg-1 env=test', 'sg-2 env=live']],
  ['by key and value', { Tag: tags(['env', 'live']) }, ['sg-2 env=live']],
  ['by several tags, all of which must be there', { Tag: tags(['env'], ['team', 'net']) }, ['sg-1 env=test', 'sg-1 team=net']],
  ['by tag among the resources that are named', { Tag: tags(['env']), ResourceId: ['sg-2'] }, ['sg-2 env=live']],
  ['by the start of a key', { TagFilter: filters(['t*']) }, ['sg-1 team=net']],
  ['by values', { TagFilter: filters(['env', 'x', 'li*']) }, ['sg-2 env=live']],
  ['by resource group', { Tag: tags(['acs:rm:rgId', 'rg-1']) }, ['sg-2 acs:rm:rgId=rg-1']],
  ['lists too', { ResourceType: 'prefixlist', ResourceId: ['pl-1'] }, ['pl-1 env=test']],
];
for (const [title, change, expected] of found) test(`found ${title}`, () => assert.deepEqual(rowsOf(ask(change)), expected));

test('a page has 50 tags', () => {
  const asked = { ResourceType: 'portrangelist', Tag: tags(['env']) } as const;
  const first = ask(asked) as Reply;
  assert.equal(rowsOf(first).length, 50);
  const second = ask({ ...asked, NextToken: first.NextToken }) as Reply;
  assert.deepEqual([rowsOf(second), second.NextToken], [['prl-60 env=test'], '']);
});

const refused: readonly (readonly [title: string, change: Partial<Params>, expected: string])[] = [
  ['nothing to search by', {}, '!BothEmpty.TagsAndResources'],
  ['21 tags', { Tag: tags(...Array.from({ length: 21 }, (_, n) => [`k${n}`] as const)) }, '!NumberExceed.Tags'],
  ['a value without a key', { Tag: [{ at: 'Tag.1', Value: 'test' }] }, '!InvalidParameter.TagValue'],
  ['a key of the cloud', { Tag: tags(['acs:other', 'x']) }, '!InvalidTagKey.Malformed'],
  ['a value with a web address', { Tag: tags(['env', 'http://x']) }, '!InvalidTagValue.Malformed'],
  ['a key twice', { Tag: tags(['env'], ['env', 'x']) }, '!Duplicate.TagKey'],
  ['Tag and TagFilter', { Tag: tags(['env']), TagFilter: filters(['team']) }, '!InvalidTags.MalFormed'],
  ['values of a key with a star', { TagFilter: filters(['env*', 'x']) }, '!InvalidTagFilter.Malformed'],
  ['the default resource group', { Tag: tags(['acs:rm:rgId', 'rg-default']) }, '!InvalidDefaultResourceGroup.NotSupported'],
  ['a resource group and a tag', { Tag: tags(['acs:rm:rgId', 'rg-1'], ['env']) }, '!InvalidTag.NotSupported'],
  ['a resource group that is not named', { Tag: tags(['acs:rm:rgId']) }, '!InvalidTagValue.Malformed'],
  ['a token that no page gave', { ResourceId: ['sg-1'], NextToken: 'x' }, '!Invalid.NextToken'],
];
for (const [title, change, expected] of refused) test(`ListTagResources: ${title}`, () => assert.equal(ask(change), expected));

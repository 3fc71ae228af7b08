import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import tagResources from '#actions/ecs/tag-resources.ts';
import untagResources from '#actions/ecs/untag-resources.ts';
import { groupTagged, listTagged } from '#actions/tags/state.testing.ts';
import { decide, type State, stateOf } from '#domain/decide.testing.ts';
import { root } from '#domain/finding.ts';
import { maxTags, type Tags } from '#domain/tags.ts';
import type { Values } from '#kit/shape.ts';

const ctx = makeCtx();
const full: Tags = Object.fromEntries(Array.from({ length: maxTags }, (_, n) => [`k${n}`, 'old']));
const made = (): State =>
  stateOf(
    groupTagged(ctx, 'sg-1', { env: 'test' }),
    groupTagged(ctx, 'sg-2', { env: 'live', team: 'net' }),
    groupTagged(ctx, 'sg-full', full),
    groupTagged(ctx, 'sg-managed', { env: 'test' }, { service: '1234' }),
    groupTagged({ ...ctx, region: 'cn-beijing' }, 'sg-away', {}),
    listTagged(ctx, 'prefixList', 'pl-1', {}),
    listTagged(ctx, 'portRangeList', 'prl-1', {}),
  );
const tagsOf = (state: State, id: string) => decide(root(here(ctx, 'group', id)), state)?.head.tags;
const tags = (...sent: readonly (readonly [Key: string, Value?: string])[]) =>
  sent.map(([Key, Value], n) => ({ at: `Tag.${n + 1}`, Key, ...(Value !== undefined && { Value }) }));

type Put = Values<typeof tagResources.params>;
const put = (change: Partial<Put>, state = made()) =>
  call(
    tagResources,
    { RegionId: 'cn-hangzhou', ResourceType: 'securitygroup', ResourceId: ['sg-1'], Tag: tags(['owner', 'ann']), ...change },
    state,
    ctx,
  );

test('tags are put on every resource, over those of the same key', () => {
  const state = made();
  assert.deepEqual(replyOf(put({ ResourceId: ['sg-1', 'sg-2', 'sg-1'], Tag: tags(['env', 'new'], ['owner']) }, state)), {});
  assert.deepEqual(tagsOf(state, 'sg-1'), { env: 'new', owner: '' });
  assert.deepEqual(tagsOf(state, 'sg-2'), { env: 'new', team: 'net', owner: '' });
});

test('what is already so is not written again, and a full resource takes new values', () => {
  assert.deepEqual(put({ Tag: tags(['env', 'test']) }), { reply: {}, effects: [] });
  const state = made();
  put({ ResourceId: ['sg-full'], Tag: tags(['k3', 'new']) }, state);
  assert.equal(tagsOf(state, 'sg-full')?.k3, 'new');
});

test('every type of the store that has tags takes them', () => {
  const state = made();
  for (const [type, kind, id] of [
    ['prefixlist', 'prefixList', 'pl-1'],
    ['portrangelist', 'portRangeList', 'prl-1'],
  ] as const) {
    put({ ResourceType: type, ResourceId: [id] }, state);
    assert.deepEqual(decide(root(here(ctx, kind, id)), state)?.head.tags, { owner: 'ann' });
  }
  assert.equal(replyOf(put({ ResourceType: 'instance', ResourceId: ['sg-1'] }, state)), '!InvalidResourceId.NotFound');
});

const many = tags(...Array.from({ length: maxTags + 1 }, (_, n) => [`t${n}`] as const));
const refusedPut: readonly (readonly [title: string, change: Partial<Put>, expected: string])[] = [
  ['21 tags', { Tag: many }, '!NumberExceed.Tags'],
  ['a key of the cloud', { Tag: tags(['acs:a']) }, '!InvalidTagKey.Malformed'],
  ['a value without a key', { Tag: [{ at: 'Tag.1', Value: 'x' }] }, '!InvalidTagKey.Malformed'],
  ['a value with a web address', { Tag: tags(['a', 'http://a']) }, '!InvalidTagValue.Malformed'],
  ['a key twice', { Tag: tags(['a'], ['a', 'b']) }, '!Duplicate.TagKey'],
  ['one resource of two that is not there', { ResourceId: ['sg-1', 'sg-none'] }, '!InvalidResourceId.NotFound'],
  ['a resource of another region', { ResourceId: ['sg-away'] }, '!InvalidResourceId.NotFound'],
  ['one resource of two that would have too many tags', { ResourceId: ['sg-1', 'sg-full'] }, '!OperationDenied.QuotaExceed'],
  [
    'one group of two that a cloud product manages',
    { ResourceId: ['sg-1', 'sg-managed'] },
    '!InvalidOperation.ResourceManagedByCloudProduct The specified SecurityGroup "sg-managed" has been managed by serviceID "1234"; product "".',
  ],
];
for (const [title, change, expected] of refusedPut)
  test(`TagResources: ${title}, and nothing is done`, () => {
    const state = made();
    assert.equal(replyOf(put(change, state)), expected);
    assert.deepEqual(state, made());
  });

type Take = Values<typeof untagResources.params>;
const take = (change: Partial<Take>, state = made()) =>
  call(untagResources, { RegionId: 'cn-hangzhou', ResourceType: 'securitygroup', ResourceId: ['sg-1', 'sg-2'], ...change }, state, ctx);

test('keys are taken off every resource that has them', () => {
  const state = made();
  assert.deepEqual(replyOf(take({ TagKey: ['env', 'none'] }, state)), {});
  assert.deepEqual([tagsOf(state, 'sg-1'), tagsOf(state, 'sg-2')], [{}, { team: 'net' }]);
});

test('All takes all tags off', () => {
  const state = made();
  take({ All: true }, state);
  assert.deepEqual([tagsOf(state, 'sg-1'), tagsOf(state, 'sg-2'), tagsOf(state, 'sg-full')], [{}, {}, full]);
});

const refusedTake: readonly (readonly [title: string, change: Partial<Take>, expected: string])[] = [
  ['neither keys nor All', {}, '!MissingParameter.Tags'],
  ['All=false is not All', { All: false }, '!MissingParameter.Tags'],
  ['keys and All', { All: true, TagKey: ['env'] }, '!Param.Conflict'],
  ['21 keys', { TagKey: many.map(({ Key }) => Key) }, '!NumberExceed.Tags'],
  ['a key of the cloud', { TagKey: ['acs:a'] }, '!InvalidTagKey.Malformed'],
  ['a key twice', { TagKey: ['env', 'env'] }, '!Duplicate.TagKey'],
  ['a resource that is not there', { ResourceId: ['sg-1', 'sg-none'], All: true }, '!InvalidResourceId.NotFound'],
];
for (const [title, change, expected] of refusedTake)
  test(`UntagResources: ${title}, and nothing is done`, () => {
    const state = made();
    assert.equal(replyOf(take(change, state)), expected);
    assert.deepEqual(state, made());
  });

test('UntagResources: a managed group', () =>
  assert.match(String(replyOf(take({ ResourceId: ['sg-managed'], All: true }))), /^!InvalidOperation.ResourceManagedByCloudProduct /));

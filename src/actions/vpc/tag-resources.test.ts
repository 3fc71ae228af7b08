import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import { vpcTagged } from '#actions/tags/state.testing.ts';
import listTagResources from '#actions/vpc/list-tag-resources.ts';
import tagResources from '#actions/vpc/tag-resources.ts';
import unTagResources from '#actions/vpc/un-tag-resources.ts';
import { decide, type State, stateOf } from '#domain/decide.testing.ts';
import { root } from '#domain/finding.ts';
import { maxTags } from '#domain/tags.ts';

const ctx = makeCtx();
const RegionId = 'cn-hangzhou';
const full = Object.fromEntries(Array.from({ length: maxTags }, (_, n) => [`k${n}`, 'old']));
const made = (): State =>
  stateOf(
    vpcTagged(ctx, 'vpc-1', { env: 'test' }),
    vpcTagged(ctx, 'vpc-2', { env: 'live', team: 'net' }),
    vpcTagged(ctx, 'vpc-full', full),
  );
const tagsOf = (state: State, id: string) => decide(root(here(ctx, 'vpc', id)), state)?.head.tags;
const tags = (...keys: readonly string[]) => keys.map((Key, n) => ({ at: `Tag.${n + 1}`, Key, Value: 'new' }));

type Put = Parameters<typeof tagResources.handle>[0];
const put = (change: Partial<Put>, state = made()) =>
  replyOf(call(tagResources, { RegionId, ResourceType: 'vpc', ResourceId: ['vpc-1'], Tag: tags('owner'), ...change }, state, ctx));
type Take = Parameters<typeof unTagResources.handle>[0];
const take = (change: Partial<Take>, state = made()) =>
  replyOf(call(unTagResources, { RegionId, ResourceType: 'vpc', ResourceId: ['vpc-1', 'vpc-2'], ...change }, state, ctx));
type Find = Parameters<typeof listTagResources.handle>[0];
const find = (change: Partial<Find>, state = made()) =>
  replyOf(call(listTagResources, { RegionId, ResourceType: 'vpc', ...change }, state, ctx));

test('tags are put on VPCs, found again, and taken off', () => {
  const state = made();
  assert.deepEqual(put({ ResourceId: ['vpc-1', 'vpc-2'], Tag: tags('env') }, state), {});
  assert.deepEqual(find({ Tag: [{ at: 'Tag.1', Key: 'env', Value: 'new' }], MaxResults: 1 }, state), {
    NextToken: 'dnBjLTEvZW52',
    TagResources: { TagResource: [{ ResourceId: 'vpc-1', ResourceType: 'VPC', TagKey: 'env', TagValue: 'new' }] },
  });
  assert.deepEqual(find({ ResourceId: ['vpc-2', 'vpc-none'], NextToken: 'dnBjLTEvZW52' }, state), {
    NextToken: '',
    TagResources: {
      TagResource: [
        { ResourceId: 'vpc-2', ResourceType: 'VPC', TagKey: 'env', TagValue: 'new' },
        { ResourceId: 'vpc-2', ResourceType: 'VPC', TagKey: 'team', TagValue: 'net' },
      ],
    },
  });
  assert.deepEqual(take({ TagKey: ['env'] }, state), {});
  assert.deepEqual([tagsOf(state, 'vpc-1'), tagsOf(state, 'vpc-2')], [{}, { team: 'net' }]);
  assert.deepEqual(take({ All: true }, state), {});
  assert.deepEqual(tagsOf(state, 'vpc-2'), {});
});

const many = Array.from({ length: maxTags + 1 }, (_, n) => `t${n}`);
const refused: readonly (readonly [title: string, reply: unknown, expected: string])[] = [
  ['21 tags', put({ Tag: tags(...many) }), '!NumberExceed.Tags'],
  ['a key of the cloud', put({ Tag: tags('acs:a') }), '!IllegalParam.TagKey Tag.1.Key'],
  ['a value with a web address', put({ Tag: [{ at: 'Tag.2', Key: 'a', Value: 'http://a' }] }), '!IllegalParam.TagValue Tag.2.Value'],
  ['a key twice', put({ Tag: tags('a', 'a') }), '!Duplicate.TagKey Tag.2.Key'],
  ['a VPC that is not there', put({ ResourceId: ['vpc-1', 'vpc-none'] }), '!InvalidResourceId.NotFound'],
  ['a VSwitch that is a VPC', put({ ResourceType: 'vswitch' }), '!InvalidResourceId.NotFound'],
  ['one tag too many', put({ ResourceId: ['vpc-full'] }), '!OperationDenied.QuotaExceed'],
  ['keys to take off and All', take({ All: true, TagKey: ['env'] }), '!Param.Conflict'],
  ['nothing to take off', take({}), '!MissingParameter.Tags'],
  ['21 keys to take off', take({ TagKey: many }), '!NumberExceed.Tags'],
  ['a key of the cloud to take off', take({ TagKey: ['acs:a'] }), '!IllegalParam.TagKey TagKey'],
  ['a key twice to take off', take({ TagKey: ['a', 'a'] }), '!Duplicate.TagKey TagKey'],
  ['tags of a VPC that is not there to take off', take({ ResourceId: ['vpc-none'], All: true }), '!InvalidResourceId.NotFound'],
  ['nothing to search by', find({}), '!BothEmpty.TagsAndResources'],
  ['21 tags to search by', find({ Tag: tags(...many) }), '!NumberExceed.Tags'],
  ['a value alone to search by', find({ Tag: [{ at: 'Tag.1', Value: 'x' }] }), '!IllegalParam.TagKey Tag.N.Key'],
  ['a bad value to search by', find({ Tag: [{ at: 'Tag.1', Key: 'a', Value: 'http://' }] }), '!IllegalParam.TagValue Tag.N.Value'],
  ['a key twice to search by', find({ Tag: tags('a', 'a') }), '!Duplicate.TagKey Tag.N.Key'],
  ['a token that no page gave', find({ ResourceId: ['vpc-1'], NextToken: 'x' }), '!Invalid.NextToken'],
];
for (const [title, reply, expected] of refused) test(`tags of VPCs: ${title}`, () => assert.equal(reply, expected));

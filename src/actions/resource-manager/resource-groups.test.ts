import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import createResourceGroup from '#actions/resource-manager/create-resource-group.ts';
import deleteResourceGroup from '#actions/resource-manager/delete-resource-group.ts';
import getResourceGroup from '#actions/resource-manager/get-resource-group.ts';
import listResourceGroups from '#actions/resource-manager/list-resource-groups.ts';
import { type State, stateOf } from '#domain/decide.testing.ts';
import { accountKey } from '#domain/finding.ts';
import type { ResourceGroupHead } from '#domain/kinds.ts';
import { regions } from '#domain/regions.ts';
import { resourceGroupKey } from '#domain/resource-group.ts';
import { vpcHead } from '#domain/samples.testing.ts';

const ctx = makeCtx({ newId: (prefix) => `${prefix}-new` });
const created = Date.UTC(2026, 10, 24, 8, 30, 15);
const group = (id: string, name: string, more: Partial<ResourceGroupHead> = {}, account = ctx.account) => ({
  put: resourceGroupKey(account, id),
  head: { name, displayName: `${name} group`, created, ...more },
});
const made = (): State =>
  stateOf(
    group('rg-1', 'default'),
    group('rg-2', 'secondary', { tags: { env: 'test' } }),
    group('rg-3', 'team-net', { displayName: '网络团队' }),
    group('rg-other', 'theirs', {}, '2000000000000001'),
    { put: here({ ...ctx, region: 'cn-beijing' }, 'vpc', 'vpc-1'), head: vpcHead({ resourceGroup: 'rg-3' }) },
  );
const shown = (id: string, name: string, more: object = {}) => ({
  Id: id,
  Name: name,
  DisplayName: `${name} group`,
  AccountId: ctx.account,
  Status: 'OK',
  CreateDate: '2026-11-24T08:30:15Z',
  ...more,
});
const statuses = (Status = 'OK') => ({ RegionStatuses: { RegionStatus: regions.map(({ id }) => ({ RegionId: id, Status })) } });

const list = (change: Parameters<typeof listResourceGroups.handle>[0]) => replyOf(call(listResourceGroups, change, made(), ctx));
type Listed = { TotalCount: number; ResourceGroups: { ResourceGroup: { Id: string; Tags: { Tag: unknown[] } }[] } };

test('ListResourceGroups shows the groups of the account, of no other', () =>
  assert.deepEqual(list({ PageSize: 2 }), {
    ResourceGroups: {
      ResourceGroup: [shown('rg-1', 'default', { Tags: { Tag: [] } }), shown('rg-2', 'secondary', { Tags: { Tag: [] } })],
    },
    PageNumber: 1,
    PageSize: 2,
    TotalCount: 3,
  }));

const found: readonly (readonly [title: string, change: Parameters<typeof list>[0], expected: readonly string[]])[] = [
  ['the second page', { PageNumber: 2, PageSize: 2 }, ['rg-3']],
  ['by a part of the name', { Name: 'e' }, ['rg-1', 'rg-2', 'rg-3']],
  ['by a part of the display name', { DisplayName: '网络' }, ['rg-3']],
  ['by both', { Name: 'sec', DisplayName: '网络' }, []],
  ['by ID', { ResourceGroupId: 'rg-2' }, ['rg-2']],
  ['by IDs, which go before the one', { ResourceGroupId: 'rg-2', ResourceGroupIds: ['rg-3', 'rg-none', 'rg-1'] }, ['rg-1', 'rg-3']],
  ['no group of another account', { ResourceGroupId: 'rg-other' }, []],
  ['by status', { Status: 'OK' }, ['rg-1', 'rg-2', 'rg-3']],
  ['none is being made', { Status: 'Creating' }, []],
  ['by tag', { Tag: [{ at: 'Tag.1', Key: 'env' }] }, ['rg-2']],
];
for (const [title, change, expected] of found)
  test(`ListResourceGroups: ${title}`, () => {
    const reply = list(change) as Listed;
    assert.deepEqual(
      reply.ResourceGroups.ResourceGroup.map(({ Id }) => Id),
      expected,
    );
    if (change.PageSize === undefined) assert.equal(reply.TotalCount, expected.length);
  });

test('tags are shown where they are asked for or searched by', () => {
  for (const change of [{ IncludeTags: true }, { Tag: [{ at: 'Tag.1', Key: 'env', Value: 'test' }] }]) {
    const reply = list({ ResourceGroupId: 'rg-2', ...change }) as Listed;
    assert.deepEqual(reply.ResourceGroups.ResourceGroup[0]?.Tags, { Tag: [{ TagKey: 'env', TagValue: 'test' }] });
  }
});

const get = (ResourceGroupId: string, IncludeTags?: boolean) =>
  replyOf(call(getResourceGroup, { ResourceGroupId, ...(IncludeTags !== undefined && { IncludeTags }) }, made(), ctx));
test('GetResourceGroup shows one, with its tags where asked for', () => {
  const ResourceGroup = shown('rg-2', 'secondary', { ...statuses(), Tags: { Tag: [] } });
  assert.deepEqual(get('rg-2'), { ResourceGroup });
  assert.deepEqual(get('rg-2', true), { ResourceGroup: { ...ResourceGroup, Tags: { Tag: [{ TagKey: 'env', TagValue: 'test' }] } } });
  assert.equal(get('rg-other'), '!EntityNotExists.ResourceGroup');
});

const remove = (ResourceGroupId: string, state = made()) => replyOf(call(deleteResourceGroup, { ResourceGroupId }, state, ctx));
test('DeleteResourceGroup takes an empty group, and shows it once more', () => {
  const state = made();
  assert.deepEqual(remove('rg-2', state), {
    ResourceGroup: { ...shown('rg-2', 'secondary'), Status: 'PendingDelete', ...statuses('PendingDelete') },
  });
  assert.equal(remove('rg-2', state), '!EntityNotExists.ResourceGroup');
});
test('DeleteResourceGroup refuses a group with a resource in another region, and the default one', () => {
  assert.equal(remove('rg-3'), '!DeleteConflict.ResourceGroup.Resource');
  assert.equal(remove('rg-1'), '!InvalidParameter.ResourceGroupId');
});

type Wanted = Parameters<typeof createResourceGroup.handle>[0];
const create = (change: Partial<Wanted>, state = made()) =>
  call(createResourceGroup, { Name: 'my-project', DisplayName: 'My project', ...change }, state, ctx);
test('CreateResourceGroup makes a group that is there at once', () => {
  const head = { name: 'my-project', displayName: '我的项目', tags: { env: 'test' }, created: ctx.now };
  assert.deepEqual(create({ DisplayName: '我的项目', Tag: [{ at: 'Tag.1', Key: 'env', Value: 'test' }] }), {
    reply: {
      ResourceGroup: { ...shown('rg-new', 'my-project'), DisplayName: '我的项目', ...statuses() },
    },
    effects: [{ put: resourceGroupKey(ctx.account, 'rg-new'), head }],
  });
});

const withQuota = (limit: number): State => {
  const head = { name: '', networkType: 'vpc', missingRule: '', quotas: { resourceGroupsPerAccount: limit }, first: true, created: 1 };
  return new Map([...made(), ...stateOf({ put: accountKey(ctx.account), head })]);
};
const refused: readonly (readonly [title: string, change: Partial<Wanted>, expected: string, state?: State])[] = [
  ['a name of one character', { Name: 'a' }, '!InvalidParameter.Name.Length'],
  ['an underscore', { Name: 'my_project' }, '!InvalidParameter.Name.InvalidChars'],
  ['a display name of 51 characters', { DisplayName: 'x'.repeat(51) }, '!InvalidParameter.DisplayName.Length'],
  ['a tag key of the cloud', { Tag: [{ at: 'Tag.1', Key: 'acs:a' }] }, '!InvalidTagKey.Malformed'],
  ['a tag value with a web address', { Tag: [{ at: 'Tag.1', Key: 'a', Value: 'http://a' }] }, '!InvalidTagValue.Malformed'],
  [
    'a tag key twice',
    {
      Tag: [
        { at: 'Tag.1', Key: 'a' },
        { at: 'Tag.2', Key: 'a' },
      ],
    },
    '!Duplicate.TagKey',
  ],
  ['a name that is taken', { Name: 'secondary' }, '!EntityAlreadyExists.ResourceGroup'],
  ['one group too many', {}, '!LimitExceeded.ResourceGroup', withQuota(3)],
];
for (const [title, change, expected, state] of refused)
  test(`CreateResourceGroup: ${title}`, () => assert.equal(replyOf(create(change, state)), expected));
test('CreateResourceGroup: a name that another account has is free, and so is the last place', () => {
  assert.ok('effects' in create({ Name: 'theirs' }));
  assert.ok('effects' in create({}, withQuota(4)));
});

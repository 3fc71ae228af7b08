import assert from 'node:assert/strict';
import { test } from 'node:test';
import createPolicy from '#actions/ram/create-policy.ts';
import createRole from '#actions/ram/create-role.ts';
import createUser from '#actions/ram/create-user.ts';
import listTagResources from '#actions/ram/list-tag-resources.ts';
import tagResources from '#actions/ram/tag-resources.ts';
import type { TaggedType } from '#actions/ram/tags/tagged-resources.ts';
import untagResources from '#actions/ram/untag-resources.ts';
import { document, makeWorld, trustIn, type World } from '#actions/ram/world.testing.ts';

function filled(): World {
  const world = makeWorld();
  for (const name of ['one', 'two']) {
    world.run(createUser, { UserName: name });
    world.run(createRole, { RoleName: name, AssumeRolePolicyDocument: trustIn('acs:ram::1:root') });
    world.run(createPolicy, { PolicyName: name, PolicyDocument: document() });
  }
  return world;
}
const tags = (...keys: readonly string[]) => keys.map((Key, i) => ({ at: `Tag.${i + 1}`, Key, Value: 'x' }));
const types: readonly TaggedType[] = ['user', 'role', 'policy'];

for (const ResourceType of types) {
  const row = (ResourceName: string, TagKey: string) => ({ ResourceName, ResourceType, TagKey, TagValue: 'x' });
  test(`tags of a ${ResourceType}: put, found and taken off`, () => {
    const world = filled();
    assert.deepEqual(world.run(tagResources, { ResourceType, ResourceNames: ['one', 'two'], Tag: tags('env') }), {});
    assert.deepEqual(world.run(tagResources, { ResourceType, ResourceNames: ['two', 'two'], Tag: tags('team') }), {});
    const found = (params: object) => world.run(listTagResources, { ResourceType, ...params });
    const all = [row('one', 'env'), row('two', 'env'), row('two', 'team')];
    assert.deepEqual(found({}), { NextToken: '', TagResources: all });
    assert.deepEqual(found({ ResourceNames: ['two', 'none'] }), { NextToken: '', TagResources: all.slice(1) });
    assert.deepEqual(found({ ResourceNames: ['none'] }), { NextToken: '', TagResources: [] });
    assert.deepEqual(found({ Tag: [{ at: 'Tag.1', Key: 'team' }] }), { NextToken: '', TagResources: [row('two', 'team')] });
    const first = found({ PageSize: 2 }) as { NextToken: string; TagResources: unknown };
    assert.deepEqual(first.TagResources, all.slice(0, 2));
    assert.deepEqual(found({ PageSize: 2, NextToken: first.NextToken }), { NextToken: '', TagResources: all.slice(2) });

    assert.deepEqual(world.run(untagResources, { ResourceType, ResourceNames: ['one', 'two'], TagKeys: ['env', 'none'], All: true }), {});
    assert.deepEqual(found({}), { NextToken: '', TagResources: [row('two', 'team')] });
    assert.deepEqual(world.run(untagResources, { ResourceType, ResourceNames: ['two'], All: true }), {});
    assert.deepEqual(found({}), { NextToken: '', TagResources: [] });
  });

  const code = `!EntityNotExist.${ResourceType === 'user' ? 'User' : ResourceType === 'role' ? 'Role' : 'Policy'}`;
  test(`tags of a ${ResourceType} that is not there`, () => {
    const world = filled();
    const ResourceNames = ['one', 'none'];
    assert.equal(world.run(tagResources, { ResourceType, ResourceNames, Tag: tags('env') }), code);
    assert.equal(world.run(untagResources, { ResourceType, ResourceNames, All: true }), code);
    assert.deepEqual(world.run(listTagResources, { ResourceType }), { NextToken: '', TagResources: [] });
  });
}

const many = Array.from({ length: 20 }, (_, n) => `k${n}`);
const one = { ResourceType: 'role', ResourceNames: ['one'] } as const;
const refused: readonly (readonly [title: string, reply: (world: World) => unknown, expected: string])[] = [
  ['a key of the cloud', (w) => w.run(tagResources, { ...one, Tag: tags('acs:a') }), '!InvalidParameter.TagKey Tag.1.Key'],
  [
    'a value with an address',
    (w) => w.run(tagResources, { ...one, Tag: [{ at: 'Tag.1', Key: 'a', Value: 'http://a' }] }),
    '!InvalidParameter.TagValue Tag.1.Value',
  ],
  ['a key twice', (w) => w.run(tagResources, { ...one, Tag: tags('a', 'a') }), '!Duplicate.TagKey Tag.2.Key'],
  [
    'one tag too many',
    (w) => {
      w.run(tagResources, { ...one, Tag: tags(...many) });
      return w.run(tagResources, { ...one, Tag: tags('more') });
    },
    '!LimitExceeded.Tag',
  ],
  ['nothing to take off', (w) => w.run(untagResources, one), '!MissingTagKeys'],
  ['a token that no page gave', (w) => w.run(listTagResources, { ...one, NextToken: '!' }), '!InvalidParameter.NextToken'],
];
for (const [title, reply, expected] of refused) test(`tags of RAM: ${title}`, () => assert.equal(reply(filled()), expected));

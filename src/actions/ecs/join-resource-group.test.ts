import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, replyOf } from '#actions/call.testing.ts';
import joinResourceGroup from '#actions/ecs/join-resource-group.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { resourceGroupKey } from '#domain/resource-group.ts';
import { groupHead, interfaceHead, scope } from '#domain/samples.testing.ts';
import { keyText } from '#kit/deciding.ts';

const other = { tags: { a: 'b' }, created: 1 };
const heads = {
  securitygroup: { key: here(scope, 'group', 'sg-1'), head: groupHead({ name: 'web' }) },
  eni: { key: here(scope, 'interface', 'eni-1'), head: interfaceHead({ name: 'nic' }) },
  instance: { key: here(scope, 'instance', 'i-1'), head: { ...other, resourceGroup: 'rg-old' } },
  keypair: { key: here(scope, 'keyPair', 'mine'), head: { ...other, resourceGroup: '' } },
};
const world = () =>
  stateOf(
    { put: resourceGroupKey(scope.account, 'rg-new'), head: { name: 'new', displayName: 'new', created: 1 } },
    { put: resourceGroupKey('2', 'rg-theirs'), head: { name: 'theirs', displayName: 'theirs', created: 1 } },
    { put: here(scope, 'group', 'sg-in'), head: groupHead({ resourceGroup: 'rg-new' }) },
    { put: here({ ...scope, region: 'cn-beijing' }, 'group', 'sg-far'), head: groupHead() },
    ...Object.values(heads).map(({ key, head }) => ({ put: key, head })),
  );
type Sent = { readonly [name in 'RegionId' | 'ResourceType' | 'ResourceId' | 'ResourceGroupId']?: string };
const good = { RegionId: scope.region, ResourceType: 'securitygroup', ResourceId: 'sg-1', ResourceGroupId: 'rg-new' };

for (const [type, { key, head }] of Object.entries(heads)) {
  test(`JoinResourceGroup: a resource of the type ${type}`, () => {
    const state = world();
    assert.deepEqual(replyOf(call(joinResourceGroup, { ...good, ResourceType: type, ResourceId: key.id }, state)), {});
    assert.deepEqual(state.get(keyText(key))?.head, { ...head, resourceGroup: 'rg-new' });
  });
}

const without = (name: keyof Sent): Sent => Object.fromEntries(Object.entries(good).filter(([other]) => other !== name));
const refusals: readonly (readonly [title: string, sent: Sent, code: string])[] = [
  ['no region', without('RegionId'), 'MissingParameter#region'],
  ['no resource', without('ResourceId'), 'MissingParameter#resource'],
  ['no resource group', without('ResourceGroupId'), 'MissingParameter#group'],
  ['no type', without('ResourceType'), 'InvalidResourceType.NotFound'],
  ['a type in another case', { ...good, ResourceType: 'SecurityGroup' }, 'InvalidResourceType.NotFound'],
  ['no such resource group', { ...good, ResourceGroupId: 'rg-none' }, 'InvalidResourceGroup.NotFound'],
  ['a resource group of another account', { ...good, ResourceGroupId: 'rg-theirs' }, 'InvalidResourceGroup.NotFound'],
  ['no such resource', { ...good, ResourceId: 'sg-none' }, 'InvalidResourceId.NotFound'],
  ['a resource of another type', { ...good, ResourceType: 'eni' }, 'InvalidResourceId.NotFound'],
  ['a resource of another region', { ...good, ResourceId: 'sg-far' }, 'InvalidResourceId.NotFound'],
  ['a type that does not exist here', { ...good, ResourceType: 'disk', ResourceId: 'd-1' }, 'InvalidResourceId.NotFound'],
  ['a resource that is in the group', { ...good, ResourceId: 'sg-in' }, 'InvalidResourceGroup.Duplicate'],
];
for (const [title, sent, code] of refusals) {
  test(`JoinResourceGroup: ${title}`, () => {
    const state = world();
    assert.deepEqual(replyOf(call(joinResourceGroup, sent, state)), `!${code}`);
    assert.deepEqual(state, world(), 'a refused request changes nothing');
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, stateOf } from '#domain/decide.testing.ts';
import { refs } from '#domain/finding.ts';
import { isResourceGroupDisplayName, resourceGroupKey, resourceGroupNameFault } from '#domain/resource-group.ts';
import { vpcHead } from '#domain/samples.testing.ts';

const names: readonly (readonly [title: string, name: string, expected: string | undefined])[] = [
  ['letters, digits and hyphens', 'my-Project-2', undefined],
  ['two characters', 'ab', undefined],
  ['one', 'a', 'length'],
  ['fifty characters', 'a'.repeat(50), undefined],
  ['fifty-one', 'a'.repeat(51), 'length'],
  ['a digit first', '2nd', 'characters'],
  ['a hyphen first', '-a', 'characters'],
  ['an underscore', 'my_project', 'characters'],
  ['Chinese', '项目组', 'characters'],
];
for (const [title, name, expected] of names)
  test(`names of resource groups: ${title}`, () => assert.equal(resourceGroupNameFault(name), expected));

test('a display name is any text up to 50 characters', () => {
  assert.deepEqual(['项目'.repeat(25), '项目'.repeat(26), '🙂'.repeat(50)].map(isResourceGroupDisplayName), [true, false, true]);
});

test('a resource group is asked once for what is in it in all regions', () => {
  const vpc = (region: string, id: string, resourceGroup: string) => ({
    put: { account: '1', region, kind: 'vpc', id },
    head: vpcHead({ resourceGroup }),
  });
  const state = stateOf(vpc('cn-hangzhou', 'vpc-1', 'rg-1'), vpc('cn-beijing', 'vpc-2', 'rg-1'), vpc('cn-beijing', 'vpc-3', ''));
  const inGroup = (account: string, id: string) =>
    decide(refs(resourceGroupKey(account, id)), state).map((key) => `${key.region} ${key.id}`);
  assert.deepEqual(inGroup('1', 'rg-1'), ['cn-hangzhou vpc-1', 'cn-beijing vpc-2']);
  assert.deepEqual([inGroup('1', 'rg-2'), inGroup('2', 'rg-1')], [[], []]);
});

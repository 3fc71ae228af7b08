import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findAction } from '#cli/client.ts';

const named: readonly (readonly [title: string, name: string, expected: string | undefined])[] = [
  ['by its name', 'RevokeSecurityGroupEgress', 'Ecs RevokeSecurityGroupEgress'],
  ['in any case', 'revokesecuritygroupegress', 'Ecs RevokeSecurityGroupEgress'],
  ['of the first product that has the name', 'TagResources', 'Ecs TagResources'],
  ['after its product', 'Vpc.TagResources', 'Vpc TagResources'],
  ['after its product, in any case', 'vpc.tagresources', 'Vpc TagResources'],
  ['in the case that only one has', 'UnTagResources', 'Vpc UnTagResources'],
  ['after a product that does not have it', 'Vpc.RevokeSecurityGroupEgress', undefined],
  ['that nobody has', 'NoSuchAction', undefined],
];
for (const [title, name, expected] of named)
  test(`an action is found ${title}`, () => {
    const action = findAction(name);
    assert.equal(action && `${action.product} ${action.name}`, expected);
  });

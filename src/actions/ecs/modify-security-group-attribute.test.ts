import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, replyOf } from '#actions/call.testing.ts';
import modifySecurityGroupAttribute from '#actions/ecs/modify-security-group-attribute.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { GroupHead } from '#domain/kinds.ts';
import { groupHead, scope } from '#domain/samples.testing.ts';
import { keyText } from '#kit/deciding.ts';

const key = here(scope, 'group', 'sg-1');
const head = groupHead({ name: 'web', description: 'front ends', tags: { a: 'b' }, innerAccess: 'Drop' });
const world = () =>
  stateOf(
    { put: key, head },
    { put: here(scope, 'group', 'sg-m'), head: groupHead({ service: '26842' }) },
    { put: here({ ...scope, account: '2' }, 'group', 'sg-2'), head },
  );

type Sent = { readonly SecurityGroupId?: string; readonly SecurityGroupName?: string; readonly Description?: string };
const cases: readonly (readonly [title: string, sent: Sent, expected: Partial<GroupHead> | string])[] = [
  ['the name', { SecurityGroupName: 'db' }, { name: 'db' }],
  ['the description', { Description: '数据库' }, { description: '数据库' }],
  ['both', { SecurityGroupName: 'db', Description: 'back ends' }, { name: 'db', description: 'back ends' }],
  ['neither', {}, {}],
  ['as they are', { SecurityGroupName: 'web', Description: 'front ends' }, {}],
  ['a name of one letter', { SecurityGroupName: 'x' }, '!InvalidSecurityGroupName.Malformed'],
  ['a name that is a web address', { SecurityGroupName: 'http://x' }, '!InvalidSecurityGroupName.Malformed'],
  ['a description of one letter', { Description: 'x' }, '!InvalidSecurityGroupDiscription.Malformed'],
  ['a description of 257 letters', { SecurityGroupName: 'db', Description: 'x'.repeat(257) }, '!InvalidSecurityGroupDiscription.Malformed'],
  ['a description that is a web address', { Description: 'https://x' }, '!InvalidSecurityGroupDiscription.Malformed'],
  ['no such group', { SecurityGroupId: 'sg-none' }, '!InvalidSecurityGroupId.NotFound'],
  ['a group of another account', { SecurityGroupId: 'sg-2', SecurityGroupName: 'db' }, '!InvalidSecurityGroupId.NotFound'],
  [
    'a managed group',
    { SecurityGroupId: 'sg-m', SecurityGroupName: 'db' },
    '!InvalidOperation.ResourceManagedByCloudProduct The specified SecurityGroup "sg-m" has been managed by serviceID "26842"; product "".',
  ],
];
for (const [title, sent, expected] of cases) {
  test(`ModifySecurityGroupAttribute: ${title}`, () => {
    const state = world();
    const called = call(modifySecurityGroupAttribute, { RegionId: scope.region, SecurityGroupId: 'sg-1', ...sent }, state);
    const changes = typeof expected === 'string' ? {} : expected;
    assert.deepEqual(replyOf(called), typeof expected === 'string' ? expected : {});
    assert.deepEqual(state.get(keyText(key))?.head, { ...head, ...changes });
    assert.equal('effects' in called ? called.effects.length : 0, Object.keys(changes).length > 0 ? 1 : 0);
  });
}

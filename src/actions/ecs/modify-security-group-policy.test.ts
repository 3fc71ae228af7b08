import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, replyOf } from '#actions/call.testing.ts';
import modifySecurityGroupPolicy from '#actions/ecs/modify-security-group-policy.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { GroupHead } from '#domain/kinds.ts';
import { groupHead, scope } from '#domain/samples.testing.ts';
import { keyText } from '#kit/deciding.ts';

const key = (id: string, account = scope.account) => here({ ...scope, account }, 'group', id);
const heads: { readonly [id: string]: GroupHead } = {
  'sg-1': groupHead({ tags: { a: 'b' } }),
  'sg-e': groupHead({ type: 'enterprise', innerAccess: 'Drop' }),
  'sg-m': groupHead({ service: 'ack' }),
};
const managed = 'The specified SecurityGroup "sg-m" has been managed by serviceID "0"; product "ack".';

/** What sg-1 has afterwards, or the refusal. */
const cases: readonly (readonly [title: string, id: string, policy: 'Accept' | 'Drop', expected: string])[] = [
  ['another policy', 'sg-1', 'Drop', 'Drop'],
  ['the policy as it is', 'sg-1', 'Accept', 'Accept'],
  ['an advanced group', 'sg-e', 'Accept', '!InvalidParameter.InnerAccessPolicy'],
  ['an advanced group, as it is', 'sg-e', 'Drop', '!InvalidParameter.InnerAccessPolicy'],
  ['a managed group', 'sg-m', 'Drop', `!InvalidOperation.ResourceManagedByCloudProduct ${managed}`],
  ['no such group', 'sg-none', 'Drop', '!InvalidSecurityGroupId.NotFound'],
  ['a group of another account', 'sg-2', 'Drop', '!InvalidSecurityGroupId.NotFound'],
];
for (const [title, id, InnerAccessPolicy, expected] of cases) {
  test(`ModifySecurityGroupPolicy: ${title}`, () => {
    const state = stateOf(...Object.entries(heads).map(([group, head]) => ({ put: key(group), head })), {
      put: key('sg-2', '2'),
      head: groupHead(),
    });
    const called = call(modifySecurityGroupPolicy, { RegionId: scope.region, SecurityGroupId: id, InnerAccessPolicy }, state);
    assert.deepEqual(replyOf(called), expected.startsWith('!') ? expected : {});
    const changes = expected === 'Drop';
    assert.deepEqual(state.get(keyText(key('sg-1')))?.head, { ...heads['sg-1'], innerAccess: changes ? 'Drop' : 'Accept' });
    assert.equal('effects' in called ? called.effects.length : 0, changes ? 1 : 0);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import deleteSecurityGroup from '#actions/ecs/delete-security-group.ts';
import { type State, stateOf } from '#domain/decide.testing.ts';
import type { Rule } from '#domain/rule.ts';
import { groupHead, ruleOf, scope } from '#domain/samples.testing.ts';
import { type Effect, Refusal } from '#kit/deciding.ts';

const group = (id: string, account = scope.account) => ({ ...scope, account, kind: 'group', id }) as const;
const put = (id: string, account?: string, over = {}): Effect => ({ put: group(id, account), head: groupHead(over) });
const names = (from: string, id: string, rule: Partial<Rule> = {}): Effect => ({
  part: group(from),
  id: 'sgr-1',
  row: ruleOf({ peer: { kind: 'group', id, owner: '' }, ...rule }),
});

const cases: readonly (readonly [title: string, state: () => State, id: string, expected: unknown])[] = [
  ['a group that nobody names', () => stateOf(put('sg-1')), 'sg-1', {}],
  ['a group whose own rules name others', () => stateOf(put('sg-1'), put('sg-2'), names('sg-1', 'sg-2')), 'sg-1', {}],
  ['a group that only its own rule names', () => stateOf(put('sg-1'), names('sg-1', 'sg-1')), 'sg-1', {}],
  [
    'a group that an egress rule of another names',
    () => stateOf(put('sg-1'), put('sg-2'), names('sg-2', 'sg-1')),
    'sg-1',
    '!DependencyViolation#named',
  ],
  [
    'a group that an ingress rule of another names',
    () => stateOf(put('sg-1'), put('sg-2'), names('sg-2', 'sg-1', { direction: 'ingress' })),
    'sg-1',
    '!DependencyViolation#named',
  ],
  [
    'a group that a rule of another account names',
    () =>
      stateOf(put('sg-1'), put('sg-2', '2'), {
        part: group('sg-2', '2'),
        id: 'sgr-1',
        row: ruleOf({ peer: { kind: 'group', id: 'sg-1', owner: scope.account } }),
      }),
    'sg-1',
    '!DependencyViolation#named',
  ],
  [
    'a managed group',
    () => stateOf(put('sg-1', undefined, { service: 'ack' })),
    'sg-1',
    '!InvalidOperation.ResourceManagedByCloudProduct The specified SecurityGroup "sg-1" has been managed by serviceID "0"; product "ack".',
  ],
  ['no such group', () => stateOf(put('sg-1')), 'sg-2', '!InvalidSecurityGroup.NotFound'],
  ['a group of another account', () => stateOf(put('sg-1', '2')), 'sg-1', '!InvalidSecurityGroup.NotFound'],
  [
    'a group of another account that a rule of ours names',
    () => stateOf(put('sg-1', '2'), put('sg-2'), names('sg-2', '', { peer: { kind: 'group', id: 'sg-1', owner: '2' } })),
    'sg-1',
    '!InvalidOperation.SecurityGroupNotAuthorized',
  ],
];
for (const [title, state, id, expected] of cases) {
  test(`DeleteSecurityGroup: ${title}`, () => {
    const before = state();
    const size = before.size;
    assert.deepEqual(replyOf(call(deleteSecurityGroup, { RegionId: scope.region, SecurityGroupId: id }, before)), expected);
    assert.equal(before.size, typeof expected === 'string' ? size : size - 1, 'a refused delete takes nothing');
  });
}

test('DeleteSecurityGroup: a group with members, even where a rule names it too', () => {
  const decision = deleteSecurityGroup.handle({ RegionId: scope.region, SecurityGroupId: 'sg-1' }, makeCtx());
  decision.next();
  assert.deepEqual(decision.next({ key: group('sg-1'), version: 1, head: groupHead() }).value, {
    need: 'refs',
    to: group('sg-1'),
    limit: 1000,
  });
  const namers = [group('sg-2'), { ...scope, kind: 'interface', id: 'eni-1' }];
  assert.throws(
    () => decision.next(namers),
    (cause) => cause instanceof Refusal && cause.code === 'DependencyViolation',
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, replyOf } from '#actions/call.testing.ts';
import describeSecurityGroupReferences from '#actions/ecs/describe-security-group-references.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { Rule } from '#domain/rule.ts';
import { groupHead, interfaceHead, ruleOf, scope } from '#domain/samples.testing.ts';
import type { Effect } from '#kit/deciding.ts';

const own = scope.account;
const group = (id: string, account = own): Effect => ({ put: here({ ...scope, account }, 'group', id), head: groupHead() });
const names = (from: string, id: string, owner = '', account = own, rule: Partial<Rule> = {}): Effect => ({
  part: here({ ...scope, account }, 'group', from),
  id: `sgr-${rule.direction ?? 'egress'}-${id}`,
  row: ruleOf({ peer: { kind: 'group', id, owner }, ...rule }),
});
const many = Array.from({ length: 101 }, (_, i) => `sg-n${String(i).padStart(3, '0')}`);
const world = () =>
  stateOf(
    ...[group('sg-1'), group('sg-2'), group('sg-3'), group('sg-4'), group('sg-popular'), group('sg-theirs', '2')],
    ...many.map((id) => group(id)),
    // Newest first: the reply is in order of ids.
    ...[
      names('sg-3', 'sg-1', '', own, { direction: 'ingress' }),
      names('sg-2', 'sg-1'),
      names('sg-2', 'sg-1', '', own, { direction: 'ingress' }),
    ],
    names('sg-theirs', 'sg-1', own, '2'),
    names('sg-1', 'sg-theirs', '2'),
    { put: here(scope, 'interface', 'eni-1'), head: interfaceHead({ groups: ['sg-1', 'sg-4'] }) },
    ...many.map((id) => names(id, 'sg-popular')),
  );

type Named = readonly (readonly [account: string, id: string])[];
const reference = (id: string, by: Named) => ({
  SecurityGroupId: id,
  ReferencingSecurityGroups: { ReferencingSecurityGroup: by.map(([AliUid, SecurityGroupId]) => ({ AliUid, SecurityGroupId })) },
});
const of1: Named = [
  [own, 'sg-2'],
  [own, 'sg-3'],
  ['2', 'sg-theirs'],
];
const cases: readonly (readonly [title: string, ids: readonly string[], expected: readonly unknown[] | string])[] = [
  ['by rules of both directions and of any account, each once', ['sg-1'], [reference('sg-1', of1)]],
  ['a group that only names others', ['sg-2'], [reference('sg-2', [])]],
  ['members are no references', ['sg-4'], [reference('sg-4', [])]],
  ['several, in the order in which they were asked for', ['sg-4', 'sg-1'], [reference('sg-4', []), reference('sg-1', of1)]],
  ['one asked for twice', ['sg-4', 'sg-4'], [reference('sg-4', [])]],
  [
    'more than 100',
    ['sg-popular'],
    [
      reference(
        'sg-popular',
        many.slice(0, 100).map((id) => [own, id]),
      ),
    ],
  ],
  ['one that does not exist', ['sg-1', 'sg-none'], '!InvalidSecurityGroupId.NotFound'],
  ['one of another account, although a rule names it', ['sg-theirs'], '!InvalidSecurityGroupId.NotFound'],
];
for (const [title, ids, expected] of cases) {
  test(`DescribeSecurityGroupReferences: ${title}`, () => {
    const called = call(describeSecurityGroupReferences, { RegionId: scope.region, SecurityGroupId: ids }, world());
    const reply = typeof expected === 'string' ? expected : { SecurityGroupReferences: { SecurityGroupReference: expected } };
    assert.deepEqual(replyOf(called), reply);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { overloadsMember, weightOfGroup } from '#actions/ecs/group-weight.ts';
import { listAt } from '#actions/ecs/lists/state.testing.ts';
import { decide, stateOf } from '#domain/decide.testing.ts';
import type { Rule } from '#domain/rule.ts';
import { groupHead, interfaceHead, ruleOf, scope } from '#domain/samples.testing.ts';
import type { Deciding, Effect, Need } from '#kit/deciding.ts';

const key = (id: string) => here(scope, 'group', id);
const group = (id: string, ...rules: readonly Partial<Rule>[]): readonly Effect[] => [
  { put: key(id), head: groupHead() },
  ...rules.map((over, i) => ({ part: key(id), id: `sgr-${i}`, row: ruleOf({ priority: i + 1, ...over }) })),
];
const plain = (count: number): readonly Partial<Rule>[] => Array.from({ length: count }, () => ({}));
const list = { peer: { kind: 'list', id: 'pl-1' } } as const;
const ports = { ports: '', portList: 'prl-1' };
const lists = [listAt(scope, 'prefixList', 'pl-1', { maxEntries: 5 }), listAt(scope, 'portRangeList', 'prl-1', { maxEntries: 3 })];

const weights: readonly (readonly [title: string, rules: readonly Partial<Rule>[], weight: number])[] = [
  ['no rules', [], 0],
  ['rules of both directions', [{}, { direction: 'ingress' }], 2],
  ['a group as peer takes 1', [{ peer: { kind: 'group', id: 'sg-2', owner: '' } }], 1],
  ['a prefix list takes what it may hold', [{}, list], 6],
  ['so does a port list', [{}, ports], 4],
  ['both take their product', [{ ...list, ...ports }, list], 20],
];
for (const [title, rules, weight] of weights) {
  test(`the weight of a group: ${title}`, () =>
    assert.equal(decide(weightOfGroup(key('sg-1')), stateOf(...lists, ...group('sg-1', ...rules))), weight));
}

/** Hands on what a decision asks for and notes it. */
function* noting<T>(decision: Deciding<T>, needs: Need[]): Deciding<T> {
  for (let step = decision.next(); ; ) {
    if (step.done) return step.value;
    needs.push(step.value as Need);
    step = decision.next((yield step.value) as never);
  }
}

test('where no rule names a list, no list is read', () => {
  const needs: Need[] = [];
  decide(noting(weightOfGroup(key('sg-1')), needs), stateOf(...group('sg-1', ...plain(9))));
  assert.deepEqual(needs, [{ need: 'all', of: key('sg-1') }]);
});

const member = (id: string, ...groups: readonly string[]): Effect => ({
  put: here(scope, 'interface', id),
  head: interfaceHead({ groups }),
});
const state = stateOf(
  ...lists,
  ...[...group('sg-1', {}), ...group('sg-2', ...plain(3)), ...group('sg-3', list), ...group('sg-4', ...plain(90))],
  // Another group that names it is no member.
  ...group('sg-5', { peer: { kind: 'group', id: 'sg-1', owner: '' } }),
  ...[member('eni-1', 'sg-1'), member('eni-2', 'sg-2', 'sg-1', 'sg-3'), member('eni-3', 'sg-2', 'sg-1', 'sg-3'), member('eni-4', 'sg-4')],
);
const loads: readonly (readonly [title: string, group: string, weight: number, limit: number, expected: boolean])[] = [
  ['just what fits', 'sg-1', 10, 18, false],
  ['one too many', 'sg-1', 11, 18, true],
  ['alone in it', 'sg-4', 90, 90, false],
  ['alone in it, and too many', 'sg-4', 91, 90, true],
  ['nobody is in it', 'sg-5', 1000, 1, false],
];
for (const [title, id, weight, limit, expected] of loads) {
  test(`the load of a member: ${title}`, () => assert.equal(decide(overloadsMember(key(id), weight, limit), state), expected));
}

test('groups that several members share are weighed once', () => {
  const needs: Need[] = [];
  decide(noting(overloadsMember(key('sg-1'), 1, 100), needs), state);
  assert.deepEqual(needs.filter(({ need }) => need === 'all').length, 2);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, stateOf } from '#domain/decide.testing.ts';
import { all } from '#domain/finding.ts';
import { capacityOf, pickRules, type RuleFilter, serviceNumberOf, tallyOf } from '#domain/group.ts';
import type { Rule } from '#domain/rule.ts';
import { groupHead, ruleOf, scope } from '#domain/samples.testing.ts';

const key = { ...scope, kind: 'group', id: 'sg-1' } as const;
const held = (...rules: readonly Rule[]) =>
  decide(all(key), stateOf({ put: key, head: groupHead() }, ...rules.map((row, n) => ({ part: key, id: `sgr-${n}`, row }))));
const peer = { kind: 'group', id: 'sg-2', owner: '' } as const;
/** 0 egress, 1 ingress over the internet, 2 egress, 3 ingress. */
const rules = held(
  ruleOf(),
  ruleOf({ direction: 'ingress', nic: 'internet' }),
  ruleOf({ peer }),
  ruleOf({ direction: 'ingress', peer, priority: 2 }),
);

test('a tally counts rules, and those that name a group', () => {
  assert.deepEqual(tallyOf(held(ruleOf(), ruleOf({ priority: 2 }), ruleOf({ peer }))), { rules: 3, groupRules: 1 });
});

const any: RuleFilter = { direction: undefined, nic: undefined, after: undefined };
const picks: readonly (readonly [title: string, want: RuleFilter, limit: number, expected: string, more: boolean])[] = [
  ['all of them, in order of creation', any, 10, '0123', false],
  ['of one direction', { ...any, direction: 'ingress' }, 10, '13', false],
  ['of one NIC type', { ...any, nic: 'intranet' }, 10, '023', false],
  ['after one', { ...any, after: 'sgr-1' }, 10, '23', false],
  ['after one that is gone', { ...any, after: 'sgr-1x' }, 10, '23', false],
  ['as many as fit exactly leave nothing', any, 4, '0123', false],
  ['cut, with others after them', any, 3, '012', true],
  ['cut, where what follows does not fit', { ...any, direction: 'egress' }, 2, '02', false],
];
for (const [title, want, limit, expected, more] of picks) {
  test(`picked rules: ${title}`, () => {
    const picked = pickRules(rules, want, limit);
    assert.deepEqual([picked.rules.map(([id]) => id.slice('sgr-'.length)).join(''), picked.more], [expected, more]);
  });
}

const services: readonly (readonly [title: string, service: string, expected: number])[] = [
  ['none', '', 0],
  ['digits', '1503', 1503],
  ['a name', 'ack', 0],
  ['a name with digits', 'ack2', 0],
];
for (const [title, service, expected] of services)
  test(`the number of a service: ${title}`, () => assert.equal(serviceNumberOf(groupHead({ service })), expected));

test('capacity depends on the type, and on what the account may have', () => {
  assert.equal(capacityOf(groupHead(), {}), 6000);
  assert.equal(capacityOf(groupHead({ type: 'enterprise' }), {}), 65536);
  assert.equal(capacityOf(groupHead(), { addressesPerBasicGroup: 10 }), 10);
});

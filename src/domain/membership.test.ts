import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, stateOf } from '#domain/decide.testing.ts';
import { accountKey, type KeyOf, root } from '#domain/finding.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';
import type { AccountHead, GroupHead } from '#domain/kinds.ts';
import { groupWithoutRoom, judgeMembership, type Membership, type WantedMembership } from '#domain/membership.ts';
import { created, groupHead, interfaceHead, scope } from '#domain/samples.testing.ts';
import type { Deciding, Effect } from '#kit/deciding.ts';

const group = (id: string, over: Partial<GroupHead> = {}): Effect => ({ put: { ...scope, kind: 'group', id }, head: groupHead(over) });
let interfaces = 0;
const member = (groups: readonly string[], over: Partial<InterfaceHead> = {}): Effect => ({
  put: { ...scope, kind: 'interface', id: `eni-${++interfaces}` },
  head: interfaceHead({ groups, ...over }),
});
const account = (quotas: Readonly<Record<string, number>>): Effect => ({
  put: accountKey(scope.account),
  head: { name: 'one', networkType: 'vpc', missingRule: '', quotas, first: true, created } satisfies AccountHead,
});
/** Weights of rules, by the number in the group's id: sg-400 has 400. Others have none. */
function* weightOf(key: KeyOf<'group'>): Deciding<number> {
  const found = yield* root(key);
  return Number(/^sg-(\d{3,})$/.exec(found?.key.id ?? '')?.[1] ?? 0);
}
const many = (n: number): readonly string[] => Array.from({ length: n }, (_, at) => `sg-${at}`);
const three = ['172.16.0.1', '172.16.0.2', '172.16.0.3'];

const state = stateOf(
  ...many(12).map((id) => group(id)),
  group('sg-e', { type: 'enterprise' }),
  group('sg-managed', { service: 'ack' }),
  group('sg-other', { vpc: 'vpc-2' }),
  group('sg-classic', { vpc: '' }),
  group('sg-600'),
  group('sg-400'),
  group('sg-401'),
);
const judge = (wanted: Partial<WantedMembership>, of = state): Membership =>
  decide(judgeMembership(scope, { groups: [], vpc: 'vpc-1', ...wanted }, weightOf), of);
const shown = (found: Membership): string => {
  if ('groups' in found) return found.groups.map(({ key }) => key.id).join(' ');
  if (!('group' in found)) return `!${found.fault}`;
  return `!${found.fault} ${typeof found.group === 'string' ? found.group : found.group.key.id}`;
};

const cases: readonly (readonly [title: string, wanted: Partial<WantedMembership>, expected: string])[] = [
  ['one group', { groups: ['sg-1'] }, 'sg-1'],
  ['several, in the order in which they were asked for', { groups: ['sg-3', 'sg-1'] }, 'sg-3 sg-1'],
  ['none', { groups: [] }, '!none'],
  ['one twice', { groups: ['sg-1', 'sg-2', 'sg-1'] }, '!repeated sg-1'],
  ['ten', { groups: many(10) }, many(10).join(' ')],
  ['eleven', { groups: many(11) }, '!limit'],
  ['one that does not exist', { groups: ['sg-1', 'sg-none'] }, '!absent sg-none'],
  ['one that a product manages', { groups: ['sg-1', 'sg-managed'] }, '!managed sg-managed'],
  ['to stay in one that a product manages', { groups: ['sg-1', 'sg-managed'], before: ['sg-managed'] }, 'sg-1 sg-managed'],
  ['to leave one that a product manages', { groups: ['sg-1'], before: ['sg-1', 'sg-managed'] }, '!managed sg-managed'],
  ['one of another VPC', { groups: ['sg-1', 'sg-other'] }, '!vpc sg-other'],
  ['one of the classic network', { groups: ['sg-classic'] }, '!vpc sg-classic'],
  ['an enterprise group', { groups: ['sg-e'] }, 'sg-e'],
  ['both types', { groups: ['sg-1', 'sg-e'] }, '!mixed'],
  ['both types, the other one first', { groups: ['sg-e', 'sg-1'], before: ['sg-e'] }, '!mixed'],
  ['as many rules as there may be', { groups: ['sg-600', 'sg-400'] }, 'sg-600 sg-400'],
  ['one rule too many', { groups: ['sg-600', 'sg-401'] }, '!rules sg-401'],
  ['to stay where there are too many rules already', { groups: ['sg-600', 'sg-401'], before: ['sg-600', 'sg-401'] }, 'sg-600 sg-401'],
  ['one without rules where there are too many', { groups: ['sg-600', 'sg-401', 'sg-1'], before: ['sg-600', 'sg-401'] }, '!rules sg-401'],
];
for (const [title, wanted, expected] of cases) test(`membership: ${title}`, () => assert.equal(shown(judge(wanted)), expected));

test('membership: an account may have limits of its own', () => {
  const own = stateOf(group('sg-1'), group('sg-2'), group('sg-400'), account({ groupsPerInterface: 1, rulesPerInterface: 399 }));
  assert.equal(shown(judge({ groups: ['sg-1', 'sg-2'] }, own)), '!limit');
  assert.equal(shown(judge({ groups: ['sg-400'] }, own)), '!rules sg-400');
});

/** sg-1 has 4 addresses of two interfaces, sg-e two interfaces. */
const peopled = (limit: number) =>
  stateOf(
    group('sg-1'),
    group('sg-2'),
    group('sg-e', { type: 'enterprise' }),
    member(['sg-1', 'sg-2'], { addresses: three }),
    member(['sg-1']),
    member(['sg-e'], { addresses: three }),
    member(['sg-e']),
    account({ addressesPerBasicGroup: limit, interfacesPerEnterpriseGroup: limit }),
  );
const room: readonly (readonly [title: string, limit: number, wanted: Partial<WantedMembership>, expected: string])[] = [
  ['a basic group counts every private address of its members', 5, { groups: ['sg-1'] }, 'sg-1'],
  ['and is full with as many as it may have', 4, { groups: ['sg-1'] }, '!full sg-1'],
  ['all addresses of a new member count', 5, { groups: ['sg-1'], addresses: 2 }, '!full sg-1'],
  ['and those of all that are made together', 7, { groups: ['sg-1'], interfaces: 2, addresses: 2 }, '!full sg-1'],
  ['as many as there is room for', 8, { groups: ['sg-1'], interfaces: 2, addresses: 2 }, 'sg-1'],
  ['a full group keeps whom it has', 4, { groups: ['sg-1', 'sg-2'], before: ['sg-1'] }, 'sg-1 sg-2'],
  ['an enterprise group counts interfaces', 3, { groups: ['sg-e'], addresses: 9 }, 'sg-e'],
  ['and is full with as many as it may have', 2, { groups: ['sg-e'] }, '!full sg-e'],
  ['also where several are made together', 3, { groups: ['sg-e'], interfaces: 2 }, '!full sg-e'],
];
for (const [title, limit, wanted, expected] of room) {
  test(`room in a group: ${title} (${expected})`, () => assert.equal(shown(judge(wanted, peopled(limit))), expected));
}

test('room for more addresses of a member: the first group that has none, and enterprise groups always have', () => {
  const withoutRoom = (limit: number, groups: readonly string[], more: number) =>
    decide(groupWithoutRoom(scope, groups, more), peopled(limit));
  assert.equal(withoutRoom(5, ['sg-1', 'sg-2'], 1), undefined);
  assert.equal(withoutRoom(4, ['sg-2', 'sg-1'], 1), 'sg-1');
  assert.equal(withoutRoom(2, ['sg-e'], 5), undefined);
});

test('a group with more members of several addresses than one page holds is counted to the last', () => {
  const members = Array.from({ length: 501 }, () => member(['sg-1'], { addresses: three }));
  const crowd = (limit: number) => stateOf(group('sg-1'), account({ addressesPerBasicGroup: limit }), ...members);
  assert.equal(shown(judge({ groups: ['sg-1'] }, crowd(1504))), 'sg-1');
  assert.equal(shown(judge({ groups: ['sg-1'] }, crowd(1503))), '!full sg-1');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Entry, type RawRule, readEntry, settleEntry } from '#domain/entry.ts';
import { makeParts } from '#domain/map-parts.testing.ts';
import { laidOver, type Modified, modify, type Refused, refusedChange } from '#domain/modify.ts';
import type { Rule } from '#domain/rule.ts';
import { created, ruleOf } from '#domain/samples.testing.ts';

const block = (text: string, net = text) => ({ kind: text.includes(':') ? 'v6' : 'v4', text, net }) as const;
const group = (id: string, owner = '') => ({ kind: 'group', id, owner }) as const;
const list = (id: string) => ({ kind: 'list', id }) as const;

function entryOf(rule: Rule, sent: RawRule): Entry {
  const read = readEntry(laidOver(rule, sent), rule.direction);
  assert.ok('entry' in read, JSON.stringify(read));
  return read.entry;
}

const full = ruleOf({
  ...{ sourcePorts: '1/9', own: block('10.1.0.0/16'), policy: 'drop', priority: 7, description: 'old', nic: 'internet' },
});
const kept: readonly (readonly [title: string, rule: Rule])[] = [
  ['IPv4 on both sides', full],
  ['IPv6 on both sides', ruleOf({ peer: block('2001:db8::1/32', '2001:db8::/32'), own: block('::/0') })],
  ['a prefix list', ruleOf({ peer: list('pl-1') })],
  ['a port list', ruleOf({ ports: '', portList: 'prl-1' })],
  ['a protocol without ports', ruleOf({ protocol: 'GRE', ports: '-1/-1' })],
  ['a protocol that is a number', ruleOf({ protocol: '50', ports: '-1/-1' })],
];
for (const [title, rule] of kept) {
  test(`nothing sent leaves the rule as it is: ${title}`, () => {
    const { created: _, ...spec } = rule;
    assert.deepEqual(settleEntry(entryOf(rule, {}), { classic: true, owner: '' }), { own: undefined, ...spec });
    assert.deepEqual(laidOver(rule, { policy: '', peerV4: '' }), laidOver(rule, {}), 'an empty text is an absent one');
  });
}

/** What of the entry differs from the one of the rule as it is. */
const changes: readonly (readonly [title: string, rule: Rule, sent: RawRule, expected: Partial<Entry>])[] = [
  ['one field', full, { description: 'new' }, { description: 'new' }],
  ['several', full, { policy: 'accept', priority: '3' }, { policy: 'accept', priority: 3 }],
  ['the ports', full, { ports: '80/81' }, { ports: '80/81' }],
  [
    'the protocol with its ports',
    full,
    { protocol: '1', ports: '-1/-1', sourcePorts: '-1/-1' },
    { protocol: 'ICMP', ports: '-1/-1', sourcePorts: '' },
  ],
  ['the peer', full, { peerV4: '10.9.0.0/16' }, { peer: block('10.9.0.0/16') }],
  ['the own side', full, { ownV4: '10.9.0.0/16' }, { own: block('10.9.0.0/16') }],
  ['an own side where there was none', ruleOf(), { ownV4: '10.9.0.0/16' }, { own: block('10.9.0.0/16') }],
  ['the prefix list', ruleOf({ peer: list('pl-1') }), { peerList: 'pl-2' }, { peer: list('pl-2') }],
  ['the port list', ruleOf({ ports: '', portList: 'prl-1' }), { portList: 'prl-2' }, { portList: 'prl-2' }],
  ['a port list beside ports is ignored', full, { ports: '80/81', portList: 'prl-1' }, { ports: '80/81' }],
  ['owners beside a block are ignored', full, { peerOwnerId: '7' }, {}],
  ['the same group keeps its owner', ruleOf({ peer: group('sg-1', '7') }), { peerGroup: 'sg-1' }, {}],
  [
    'another group is one of your own',
    ruleOf({ peer: group('sg-1', '7') }),
    { peerGroup: 'sg-2' },
    { peer: { kind: 'group', id: 'sg-2', ownerId: '', ownerAccount: '' } },
  ],
  [
    'another owner',
    ruleOf({ peer: group('sg-1', '7') }),
    { peerOwnerAccount: 'them' },
    { peer: { kind: 'group', id: 'sg-1', ownerId: '', ownerAccount: 'them' } },
  ],
  ['another kind of peer', full, { peerGroup: 'sg-1' }, { peer: { kind: 'group', id: 'sg-1', ownerId: '', ownerAccount: '' } }],
];
for (const [title, rule, sent, expected] of changes) {
  test(`what is sent takes the place of what was there: ${title}`, () => {
    assert.deepEqual(entryOf(rule, sent), { ...entryOf(rule, {}), ...expected });
  });
}

const ports = ruleOf({ ports: '', portList: 'prl-1' });
const refusals: readonly (readonly [title: string, rule: Rule, sent: RawRule, classic: boolean, expected: Refused | undefined])[] = [
  ['another block', full, { peerV4: '10.9.0.0/16' }, true, undefined],
  ['an address of the other family', ruleOf(), { peerV6: '::/0' }, false, 'peerKind'],
  ['a group instead of a block', ruleOf(), { peerGroup: 'sg-1' }, false, 'peerKind'],
  ['a prefix list instead of a group', ruleOf({ peer: group('sg-1') }), { peerList: 'pl-1' }, false, 'peerKind'],
  ['a block instead of a prefix list', ruleOf({ peer: list('pl-1') }), { peerV4: '10.0.0.0/8' }, false, 'peerKind'],
  ['an own side of the other family', ruleOf({ peer: list('pl-1'), own: block('::/0') }), { ownV4: '10.0.0.0/8' }, false, 'peerKind'],
  ['an own side where there was none', ruleOf({ peer: list('pl-1') }), { ownV4: '10.0.0.0/8' }, false, undefined],
  ['ports instead of a list', ports, { ports: '80/80' }, false, 'portsKind'],
  ['a list instead of ports', ruleOf(), { portList: 'prl-1' }, false, 'portsKind'],
  ['another list', ports, { portList: 'prl-2' }, false, undefined],
  ['another NIC type on classic', full, { nic: 'intranet' }, true, 'nic'],
  ['the same NIC type on classic', full, { nic: 'INTERNET' }, true, undefined],
  ['another NIC type in a VPC', ruleOf(), { nic: 'internet' }, false, undefined],
];
for (const [title, rule, sent, classic, expected] of refusals) {
  test(`${expected ?? 'allowed'}: ${title}`, () => assert.equal(refusedChange(rule, entryOf(rule, sent), classic), expected));
}

const other = ruleOf({ priority: 2 });
const parts = makeParts([
  ['sgr-1', ruleOf({ description: 'old' })],
  ['sgr-2', other],
]);
const outcomes: readonly (readonly [title: string, wanted: Partial<Rule>, expected: Modified | Partial<Rule>])[] = [
  ['as it is', { description: 'old' }, { changed: undefined }],
  ['another description', { description: 'new' }, { description: 'new' }],
  ['another priority', { description: 'old', priority: 9 }, { description: 'old', priority: 9 }],
  [
    'another spelling of the block',
    { peer: block('10.1.0.0/8', '10.0.0.0/8'), description: 'old' },
    { peer: block('10.1.0.0/8', '10.0.0.0/8'), description: 'old' },
  ],
  ['an own side', { own: block('10.9.0.0/16'), description: 'old' }, { own: block('10.9.0.0/16'), description: 'old' }],
  ['the same as another rule', { priority: 2 }, { twin: 'sgr-2' }],
];
for (const [title, wanted, expected] of outcomes) {
  test(`modify: ${title}`, () => {
    const { created: _, ...spec } = ruleOf({ ...wanted, created: 1 });
    const outcome = modify(parts, 'sgr-1', parts.get('sgr-1') as Rule, spec);
    assert.deepEqual(outcome, 'changed' in expected || 'twin' in expected ? expected : { changed: ruleOf({ ...expected, created }) });
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorize, hasEqualSides } from '#domain/authorize.ts';
import { type RawRule, readEntry, settleEntry } from '#domain/entry.ts';
import { makeParts } from '#domain/map-parts.testing.ts';
import type { RuleSpec } from '#domain/rule.ts';

function specOf(change: RawRule): RuleSpec {
  const outcome = readEntry({ protocol: 'TCP', ports: '22/22', peerV4: '10.0.0.0/8', ...change }, 'ingress');
  assert.ok('entry' in outcome, JSON.stringify(outcome));
  return settleEntry(outcome.entry, { classic: false, owner: '' });
}
const kept = makeParts([['sgr-old', { ...specOf({ description: 'old' }), created: 1 }]]);

const rows: readonly [title: string, wanted: readonly RawRule[], added: readonly number[], existing: readonly number[]][] = [
  ['a new rule', [{ ports: '23/23' }], [0], []],
  ['a rule that exists adds nothing', [{}], [], [0]],
  ['a rule that exists under another spelling and description adds nothing', [{ peerV4: '10.1.2.3/8', description: 'new' }], [], [0]],
  ['the same rule with another policy is a new one', [{ policy: 'drop' }], [0], []],
  ['the same rule with another priority is a new one', [{ priority: '2' }], [0], []],
  ['the same rule with an own side is a new one', [{ ownV4: '0.0.0.0/0' }], [0], []],
  ['new and existing rules in one list', [{ ports: '23/23' }, {}, { ports: '24/24' }], [0, 2], [1]],
  ['nothing', [], [], []],
];
for (const [title, wanted, added, existing] of rows) {
  test(`authorize: ${title}`, () => {
    const specs = wanted.map(specOf);
    let last = 0;
    const outcome = authorize(kept, specs, 99, () => `sgr-${++last}`);
    assert.deepEqual(outcome, { added: added.map((index, n) => [`sgr-${n + 1}`, { ...specs[index], created: 99 }]), existing });
    assert.equal(last, added.length, 'no id is drawn for what exists');
    assert.equal(kept.get('sgr-old')?.description, 'old');
  });
}

const sides: readonly [title: string, change: RawRule, expected: boolean][] = [
  ['the same text', { ownV4: '10.0.0.0/8' }, true],
  ['the same block in another spelling', { ownV4: '10.1.2.3/8' }, true],
  ['the same IPv6 block', { peerV4: '', peerV6: '2001:db8::/32', ownV6: '2001:DB8:0::1/32' }, true],
  ['another length', { ownV4: '10.0.0.0/9' }, false],
  ['another block', { ownV4: '11.0.0.0/8' }, false],
  ['no own side', {}, false],
  ['a group as peer', { peerV4: '', peerGroup: 'sg-b', ownV4: '10.0.0.0/8' }, false],
];
for (const [title, change, expected] of sides) {
  test(`equal sides: ${title}`, () => assert.equal(hasEqualSides(specOf(change)), expected));
}

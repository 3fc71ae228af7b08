import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { authorize } from '#domain/authorize.ts';
import { type RawRule, readEntry, settleEntry } from '#domain/entry.ts';
import { makeParts } from '#domain/map-parts.testing.ts';
import { duplicatesIn, revokeByContent } from '#domain/revoke.ts';
import { type Direction, identityOf, type Rule, type RuleSpec } from '#domain/rule.ts';
import type { Parts } from '#kit/deciding.ts';

const good: RawRule = { protocol: 'TCP', ports: '22/22', peerV4: '10.0.0.0/8' };
function specOf(change: RawRule, classic = false, direction: Direction = 'egress'): RuleSpec {
  const outcome = readEntry({ ...good, ...change }, direction);
  assert.ok('entry' in outcome, JSON.stringify(outcome));
  return settleEntry(outcome.entry, { classic, owner: change.peerOwnerId ?? '' });
}
function partsOf(specs: readonly RuleSpec[]): Parts<Rule> {
  let last = 0;
  return makeParts(authorize(makeParts([]), specs, 7, () => `sgr-${++last}`).added);
}

const group: RawRule = { peerV4: '', peerGroup: 'sg-b' };
type Row = readonly [
  title: string,
  network: 'vpc' | 'classic',
  kept: readonly RawRule[],
  wanted: readonly RawRule[],
  /** Ids are sgr-1, sgr-2, … in the order of `kept`; the others are indices into `wanted`. */
  expected: { readonly removed?: readonly string[]; readonly unmatched?: readonly number[]; readonly nicMismatch?: readonly number[] },
];
const rows: readonly Row[] = [
  ['the rule that is meant, and no other', 'vpc', [{}, { ports: '23/23' }], [{}], { removed: ['sgr-1'] }],
  ['several, in the order they were asked for', 'vpc', [{}, { ports: '23/23' }], [{ ports: '23/23' }, {}], { removed: ['sgr-2', 'sgr-1'] }],
  ['one out of two matches', 'vpc', [{}], [{ ports: '23/23' }, {}], { removed: ['sgr-1'], unmatched: [0] }],
  ['nothing is asked for', 'vpc', [{}], [], {}],
  ['the description takes no part', 'vpc', [{ description: 'a' }], [{ description: 'b' }], { removed: ['sgr-1'] }],
  ['another spelling of the block', 'vpc', [{ peerV4: '10.0.0.5' }], [{ peerV4: '10.0.0.5/32' }], { removed: ['sgr-1'] }],
  ['a wider block is another rule', 'vpc', [{}], [{ peerV4: '10.0.0.0/7' }], { unmatched: [0] }],
  ['no own side is not 0.0.0.0/0', 'vpc', [{}], [{ ownV4: '0.0.0.0/0' }], { unmatched: [0] }],
  ['another policy is another rule', 'vpc', [{}], [{ policy: 'drop' }], { unmatched: [0] }],
  ['another priority is another rule', 'vpc', [{ priority: '2' }], [{}], { unmatched: [0] }],
  ['a port list is not its ports', 'vpc', [{ ports: '', portList: 'prl-a' }], [{}], { unmatched: [0] }],
  ['a group of another account is another peer', 'vpc', [{ ...group, peerOwnerId: '7' }], [group], { unmatched: [0] }],
  ['in a VPC internet reads as intranet', 'vpc', [{}], [{ nic: 'internet' }], { removed: ['sgr-1'] }],
  ['on classic the NIC type must fit', 'classic', [{ nic: 'intranet' }], [{}], { nicMismatch: [0] }],
  ['on classic the NIC type must fit the other way round', 'classic', [{}], [{ nic: 'intranet' }], { nicMismatch: [0] }],
  ['on classic both NIC types may be kept', 'classic', [{}, { nic: 'intranet' }], [{ nic: 'intranet' }], { removed: ['sgr-2'] }],
  [
    'a rule that differs in more than the NIC type is no mismatch',
    'classic',
    [{ nic: 'intranet' }],
    [{ ports: '23/23' }],
    { unmatched: [0] },
  ],
  ['a group peer is intranet by default', 'classic', [group], [group], { removed: ['sgr-1'] }],
  ['a group peer over internet is a mismatch', 'classic', [group], [{ ...group, nic: 'internet' }], { nicMismatch: [0] }],
  [
    'a group peer over internet is a mismatch even without such a rule',
    'classic',
    [],
    [{ ...group, nic: 'internet' }],
    { nicMismatch: [0] },
  ],
];
for (const [title, network, kept, wanted, expected] of rows) {
  test(`revoke: ${title}`, () => {
    const classic = network === 'classic';
    const parts = partsOf(kept.map((raw) => specOf(raw, classic)));
    const outcome = revokeByContent(
      parts,
      wanted.map((raw) => specOf(raw, classic)),
    );
    const removed = (expected.removed ?? []).map((id) => [id, parts.get(id)]);
    assert.deepEqual(outcome, { unmatched: [], nicMismatch: [], ...expected, removed });
  });
}

test('revoke: an ingress rule is not an egress rule', () => {
  const parts = partsOf([specOf({}, false, 'ingress')]);
  assert.deepEqual(revokeByContent(parts, [specOf({})]), { removed: [], unmatched: [0], nicMismatch: [] });
});

test('revoke asks for identities and never walks the rules', () => {
  const parts = partsOf([specOf({})]);
  const unwalkable: Parts<Rule> = {
    ...parts,
    entries: () => {
      throw new Error('walked');
    },
  };
  assert.equal(revokeByContent(unwalkable, [specOf({}), specOf({ ports: '23/23' })]).removed.length, 1);
});

const duplicates: readonly [title: string, wanted: readonly RawRule[], expected: number][] = [
  ['none in an empty list', [], -1],
  ['none in a list of one', [{}], -1],
  ['none among different rules', [{}, { ports: '23/23' }, { policy: 'drop' }, { priority: '2' }], -1],
  ['the second of two equal rules', [{}, {}], 1],
  ['another spelling with the defaults written out', [{}, { protocol: 'tcp', peerV4: '10.1.2.3/8', policy: 'ACCEPT', priority: '1' }], 1],
  ['rules that differ in their description only', [{ description: 'a' }, { description: 'b' }], 1],
  ['rules that differ in what is ignored only', [{ peerGroup: 'sg-a' }, { peerGroup: 'sg-b', portList: 'prl-a' }], 1],
  ['NIC types of a VPC', [{ nic: 'internet' }, { nic: 'intranet' }], 1],
  ['the first of several', [{ priority: '2' }, {}, { priority: '3' }, {}, { priority: '2' }], 3],
];
for (const [title, wanted, expected] of duplicates) {
  test(`duplicates: ${title}`, () => assert.equal(duplicatesIn(wanted.map((raw) => specOf(raw))), expected));
}

/** Fields that decide which rule it is, by number; every combination is another rule. */
const numbers = fc.record({
  port: fc.integer({ min: 1, max: 3 }),
  net: fc.integer({ min: 0, max: 3 }),
  priority: fc.integer({ min: 1, max: 3 }),
});
type Numbers = { readonly port: number; readonly net: number; readonly priority: number };
const textOf = (n: Numbers) => `${n.port} ${n.net} ${n.priority}`;
const spelled = (n: Numbers, other: boolean): RawRule => ({
  protocol: other ? '6' : 'TCP',
  ports: `${n.port}/${n.port}`,
  peerV4: other ? `10.${n.net}.7.9/16` : `10.${n.net}.0.0/16`,
  priority: other && n.priority === 1 ? undefined : String(n.priority),
  policy: other ? undefined : 'accept',
});

test('revoke takes exactly the rules that were authorised under any spelling, and authorising them again restores the group', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(numbers, { selector: textOf }),
      fc.uniqueArray(numbers, { selector: textOf }),
      fc.boolean(),
      fc.boolean(),
      (kept, wanted, one, two) => {
        const parts = partsOf(kept.map((n) => specOf(spelled(n, one))));
        const specs = wanted.map((n) => specOf(spelled(n, two)));
        const { removed, unmatched, nicMismatch } = revokeByContent(parts, specs);
        const has = new Set(kept.map(textOf));
        assert.deepEqual(
          removed.map(([, rule]) => identityOf(rule)),
          specs.filter((_, n) => has.has(textOf(wanted[n]!))).map((spec) => identityOf(spec)),
        );
        assert.deepEqual(
          unmatched,
          [...wanted.keys()].filter((n) => !has.has(textOf(wanted[n]!))),
        );
        assert.deepEqual(nicMismatch, []);
        const gone = new Set(removed.map(([id]) => id));
        const left = makeParts([...parts.entries()].filter(([id]) => !gone.has(id)));
        assert.deepEqual(revokeByContent(left, specs).removed, []);
        assert.equal(
          authorize(
            left,
            removed.map(([, rule]) => rule),
            7,
            () => '',
          ).added.length,
          removed.length,
        );
      },
    ),
    { numRuns: 500 },
  );
});

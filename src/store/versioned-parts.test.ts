import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { VersionedParts } from '#store/versioned-parts.ts';

/** Entries of a list: the identity of a part is its value. */
type Row = { readonly value: string; readonly description: string };
type Step = readonly [id: string, row: Row | null];

const idOf = (n: number) => `e${String(n).padStart(3, '0')}`;
const row = (value: string, description = ''): Row => ({ value, description });
const inOrder = (rows: ReadonlyMap<string, Row>) => [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
const step = (rows: Map<string, Row>, [id, to]: Step) => (to === null ? rows.delete(id) : rows.set(id, to));

/** That the parts are these rows and no others, found in every way. */
function same(
  parts: VersionedParts,
  rows: ReadonlyMap<string, Row>,
  asked: { readonly ids: readonly string[]; readonly values: readonly string[] },
): void {
  assert.deepEqual([...parts.entries()], inOrder(rows));
  assert.equal(parts.size, rows.size);
  const index = new Map(inOrder(rows).map(([id, { value }]) => [value, id]));
  for (const id of asked.ids) assert.equal(parts.get(id), rows.get(id), id);
  for (const value of asked.values) assert.equal(parts.idOf(value), index.get(value), value);
}

/**
 * What one write may do to parts whose identities differ before and after it, as the numbers of ids and values: put under a free value,
 * remove, describe anew, change places, take the value of one that goes. `back` goes on from an older value, as after a rollback.
 */
const ID_COUNT = 45;
const VALUE_COUNT = 60;
const move = fc.record({
  what: fc.constantFrom('put', 'put', 'put', 'remove', 'describe', 'swap', 'inherit', 'back'),
  one: fc.nat(ID_COUNT - 1),
  two: fc.nat(ID_COUNT - 1),
  value: fc.nat(VALUE_COUNT - 1),
  turned: fc.boolean(),
});
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;
function stepsOf({ what, one, two, value, turned }: Move, rows: ReadonlyMap<string, Row>): readonly Step[] {
  const [a, b] = [idOf(one), idOf(two)];
  const [was, other] = [rows.get(a), rows.get(b)];
  const free = ![...rows.values()].some((r) => r.value === `v${value}`);
  const both = (steps: readonly Step[]) => (turned ? steps.toReversed() : steps);
  switch (what) {
    case 'put':
      return free ? [[a, row(`v${value}`)]] : [];
    case 'remove':
      return [[a, null]];
    case 'describe':
      return was ? [[a, row(was.value, `${was.description}!`)]] : [];
    case 'swap':
      return was && other && a !== b
        ? both([
            [a, row(other.value)],
            [b, row(was.value)],
          ])
        : [];
    case 'inherit':
      return was && other && a !== b
        ? both([
            [a, row(other.value)],
            [b, null],
          ])
        : [];
    default:
      return [];
  }
}

test('changed parts are the same as a plain map and an index made anew, and what they were made from stays as it was', () => {
  const asked = {
    ids: Array.from({ length: ID_COUNT }, (_, n) => idOf(n)),
    values: Array.from({ length: VALUE_COUNT }, (_, n) => `v${n}`),
  };
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(ID_COUNT - 1), { maxLength: 40 }),
      fc.array(move, { maxLength: 120 }),
      fc.array(fc.nat(119), { maxLength: 8 }),
      (first, moves, seen) => {
        let rows = new Map(first.map((n) => [idOf(n), row(`v${n}`)]));
        let parts = VersionedParts.of('prefixList', inOrder(rows));
        const past: [VersionedParts, Map<string, Row>][] = [];
        for (const m of moves) {
          past.push([parts, new Map(rows)]);
          if (m.what === 'back') {
            const [then, had] = past.at(-1 - m.one) ?? past[0]!;
            [parts, rows] = [then, new Map(had)];
          }
          for (const s of stepsOf(m, rows)) {
            step(rows, s);
            parts = parts.with(...s);
          }
        }
        same(parts, rows, asked);
        for (const n of seen) if (n < past.length) same(...past[n]!, asked);
        same(parts, rows, asked);
      },
    ),
    { numRuns: 300 },
  );
});

const three: readonly Step[] = [
  ['b', row('1')],
  ['d', row('2')],
  ['f', row('3')],
];
const cases: readonly (readonly [title: string, steps: readonly Step[], expected: string])[] = [
  ['nothing changed', [], 'b1 d2 f3'],
  ['a late id goes last', [['g', row('4')]], 'b1 d2 f3 g4'],
  ['an early id goes first', [['a', row('4')]], 'a4 b1 d2 f3'],
  [
    'ids between go between',
    [
      ['e', row('4')],
      ['c', row('5')],
    ],
    'b1 c5 d2 e4 f3',
  ],
  ['a replaced row keeps its place', [['d', row('9')]], 'b1 d9 f3'],
  ['a removed row is gone', [['d', null]], 'b1 f3'],
  [
    'a row that was removed may come back in its place',
    [
      ['d', null],
      ['d', row('9')],
    ],
    'b1 d9 f3',
  ],
  [
    'one that was added may be removed again',
    [
      ['e', row('4')],
      ['e', null],
    ],
    'b1 d2 f3',
  ],
  ['to remove what is not there is nothing', [['x', null]], 'b1 d2 f3'],
  [
    'two change places',
    [
      ['b', row('2')],
      ['d', row('1')],
    ],
    'b2 d1 f3',
  ],
  [
    'one takes the identity of another that goes after it',
    [
      ['b', row('2')],
      ['d', null],
    ],
    'b2 f3',
  ],
  [
    'one takes the identity of another that went before it',
    [
      ['d', null],
      ['b', row('2')],
    ],
    'b2 f3',
  ],
];
for (const [title, steps, expected] of cases) {
  test(`versioned parts: ${title}`, () => {
    const rows = new Map(three.map(([id, r]) => [id, r!]));
    let parts = VersionedParts.of('prefixList', rows);
    for (const s of steps) {
      step(rows, s);
      parts = parts.with(...s);
    }
    assert.equal([...parts.entries()].map(([id, r]) => id + (r as Row).value).join(' '), expected);
    same(parts, rows, { ids: [...'abcdefgx'], values: [...'1234569'] });
  });
}

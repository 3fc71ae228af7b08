import assert from 'node:assert/strict';
import { test } from 'node:test';
import { between, makeRandom, type Random, seed } from '../faults/seed.ts';
import { check, type Operation, partition } from './checker.ts';
import { done, group, type Input, joined, noId, noRule, nothing, RuleIds } from './model.ts';

const G = { group: 'g' };
const authorise = (maker: string, ...letters: readonly number[]): Input => ({ ...G, is: 'authorise', maker, letters });
const revoke = (...letters: readonly number[]): Input => ({ ...G, is: 'revoke', letters });
const byId = (maker: string, letter: number): Input => ({ ...G, is: 'revoke by id', rules: [{ maker, letter }] });
const describe: Input = { ...G, is: 'describe' };
/** Makers by letter, as a describe tells them. */
const rules = (...makers: readonly string[]) => Object.assign(nothing.split(','), makers).join(',');
const op = (call: number, at: number, input: Input, outcome = done): Operation<Input> => ({ input, call, told: { outcome, at } });
const lost = (call: number, input: Input): Operation<Input> => ({ input, call });
const saw = (call: number, at: number, ...makers: readonly string[]) => op(call, at, describe, rules(...makers));

/** `stuck` is the call of the operation that no sequence gets past; undefined where the history is linearizable. */
const histories: readonly (readonly [title: string, history: readonly Operation<Input>[], stuck: number | undefined])[] = [
  ['nothing happened', [], undefined],
  ['one after the other', [op(0, 1, authorise('a', 0)), saw(2, 3, 'a'), op(4, 5, revoke(0)), saw(6, 7)], undefined],
  ['a read beside a write may see it', [op(0, 9, authorise('a', 0)), saw(1, 2, 'a')], undefined],
  ['a read beside a write may miss it', [op(0, 9, authorise('a', 0)), saw(1, 2)], undefined],
  ['a read that misses what one before it saw', [op(0, 9, authorise('a', 0)), saw(1, 2, 'a'), saw(3, 4)], 3],
  ['a stale read after a write', [op(0, 1, authorise('a', 0)), saw(2, 3)], 2],
  ['a stale read after a revoke', [op(0, 1, authorise('a', 0)), op(2, 3, revoke(0)), saw(4, 5, 'a')], 4],
  ['touching in time counts as at once', [op(0, 2, authorise('a', 0)), saw(2, 3)], undefined],
  ['a lost write is found by a later one', [op(0, 1, authorise('a', 0)), op(2, 3, revoke(0), noRule)], 2],
  ['a lost revoke is found by a later one', [op(0, 1, authorise('a', 0)), op(2, 3, revoke(0)), op(4, 5, revoke(0))], 4],
  ['two revokes at once cannot both find the rule', [op(0, 1, authorise('a', 0)), op(2, 5, revoke(0)), op(3, 4, revoke(0))], 2],
  ['of two revokes at once one finds it', [op(0, 1, authorise('a', 0)), op(2, 5, revoke(0)), op(3, 4, revoke(0), noRule)], undefined],
  ['a rule that is there keeps its maker', [op(0, 1, authorise('a', 0)), op(2, 3, authorise('b', 0, 1)), saw(4, 5, 'a', 'b')], undefined],
  ['a rule that is there was made anew', [op(0, 1, authorise('a', 0)), op(2, 3, authorise('b', 0)), saw(4, 5, 'b')], 4],
  ['a double effect: what was revoked is back', [op(0, 1, authorise('a', 0)), op(2, 3, revoke(0)), saw(4, 5), saw(6, 7, 'a')], 6],
  ['half a batch of new rules', [op(0, 1, authorise('a', 0, 1)), saw(2, 3, 'a')], 2],
  ['half a batch while it goes on', [op(0, 9, authorise('a', 0, 1)), saw(2, 3, 'a'), saw(4, 5, 'a', 'a')], 2],
  ['half a revoke', [op(0, 1, authorise('a', 0, 1)), op(2, 3, revoke(0, 1)), saw(4, 5, '', 'a')], 4],
  ['a refused revoke leaves all of it', [op(0, 1, authorise('a', 0)), op(2, 3, revoke(0, 1), noRule), saw(4, 5, 'a')], undefined],
  ['a refused revoke that took half', [op(0, 1, authorise('a', 0)), op(2, 3, revoke(0, 1), noRule), saw(4, 5)], 4],
  ['an id finds its rule', [op(0, 1, authorise('a', 0)), op(2, 3, byId('a', 0)), saw(4, 5)], undefined],
  [
    'an id does not find a rule that came after its own',
    [op(0, 1, authorise('a', 0)), op(2, 3, revoke(0)), op(4, 5, authorise('b', 0)), op(6, 7, byId('a', 0), noId), saw(8, 9, 'b')],
    undefined,
  ],
  [
    'an id that took away a rule that came after its own',
    [op(0, 1, authorise('a', 0)), op(2, 3, revoke(0)), op(4, 5, authorise('b', 0)), op(6, 7, byId('a', 0))],
    6,
  ],
  ['an outcome nobody knows: done', [lost(0, authorise('a', 0)), saw(2, 3, 'a')], undefined],
  ['an outcome nobody knows: not done', [lost(0, authorise('a', 0)), saw(2, 3)], undefined],
  ['an outcome nobody knows: done late', [lost(0, authorise('a', 0)), saw(2, 3), saw(4, 5, 'a')], undefined],
  ['an outcome nobody knows: done and undone', [lost(0, authorise('a', 0)), saw(2, 3, 'a'), saw(4, 5)], 4],
  ['an outcome nobody knows: not before its call', [saw(0, 1, 'a'), lost(2, authorise('a', 0))], 0],
  ['an outcome nobody knows: done twice', [lost(0, authorise('a', 0)), saw(2, 3, 'a'), op(4, 5, revoke(0)), saw(6, 7), saw(8, 9, 'a')], 8],
  ['an outcome nobody knows: half of it', [lost(0, authorise('a', 0, 1)), saw(2, 3, 'a')], 2],
  ['nobody made it', [op(0, 1, authorise('a', 0)), saw(2, 3, 'b')], 2],
  [
    'two unknown ones, of which each is needed at its time',
    [lost(0, authorise('a', 0)), lost(1, revoke(0)), saw(2, 3, 'a'), saw(4, 5), op(6, 7, authorise('b', 0)), saw(8, 9, 'b')],
    undefined,
  ],
  [
    'a search that goes back: the greedy choice is wrong',
    [op(0, 9, authorise('a', 0)), op(0, 9, authorise('b', 0)), saw(10, 11, 'b')],
    undefined,
  ],
  [
    'a search that goes back over several',
    [
      op(0, 9, authorise('a', 0)),
      op(0, 9, revoke(0)),
      op(0, 9, authorise('b', 0)),
      op(0, 9, revoke(0)),
      op(0, 9, authorise('c', 0)),
      saw(10, 11, 'a'),
    ],
    undefined,
  ],
];
for (const [title, history, stuck] of histories) {
  test(`linearizability: ${title}`, () => {
    for (const order of [history, history.toReversed()]) {
      const verdict = check(group, order);
      assert.equal(verdict.is, stuck === undefined ? 'linearizable' : 'violation');
      if (verdict.is === 'violation') assert.equal(verdict.stuck.call, stuck);
    }
  });
}

test('a bound that is hit says so', () => {
  // Sixteen unknown ones, whose subsets are all to be tried before it is certain that none explains the last read.
  const unknown = Array.from({ length: 16 }, (_, i) => lost(0, authorise(`m${i}`, i % 6)));
  const history = [...unknown, ...Array.from({ length: 9 }, (_, i) => op(i, 40, revoke(i % 6), noRule)), saw(50, 51, 'nobody')];
  assert.equal(check(group, history, 50).is, 'given up');
  assert.equal(check(group, history).is, 'violation');
});

test('the moment and the states of a violation are named', () => {
  const verdict = check(group, [op(0, 1, authorise('a', 0)), op(2, 3, authorise('b', 1)), saw(4, 5, 'a'), saw(6, 7, 'a', 'b')]);
  assert.deepEqual(verdict, { is: 'violation', stuck: saw(4, 5, 'a'), states: [rules('a', 'b')] });
});

test('what is about different groups is checked alone', () => {
  const other = { input: { ...describe, group: 'h' }, call: 2, told: { outcome: nothing, at: 3 } };
  const parts = partition([op(0, 1, authorise('a', 0)), other], ({ group: id }) => id);
  assert.deepEqual(
    [...parts].map(([id, { length }]) => [id, length]),
    [
      ['g', 1],
      ['h', 1],
    ],
  );
  for (const part of parts.values()) assert.equal(check(group, part).is, 'linearizable');
});

test('a long history is checked in a moment', () => {
  const history = Array.from({ length: 5000 }, (_, i) => [
    op(10 * i, 10 * i + 8, authorise(`m${i}`, i % 6)),
    saw(10 * i + 9, 10 * i + 9, ...Array.from({ length: 6 }, (_, letter) => (letter === i % 6 ? `m${i}` : ''))),
    op(10 * i + 9.5, 10 * i + 12, revoke(i % 6)),
  ]).flat();
  const begun = performance.now();
  assert.equal(check(group, history).is, 'linearizable');
  assert.ok(performance.now() - begun < 5000);
});

/** What a group that takes one operation after the other tells clients: each takes effect at a random moment, and some hear nothing. */
function drawn(random: Random, count: number, lostShare: number): Operation<Input>[] {
  let state = nothing;
  return Array.from({ length: count }, (_, i) => {
    const letters = [...new Set(Array.from({ length: between(random, 1, 3) }, () => between(random, 0, 5)))];
    const seen = state.split(',').flatMap((maker, letter) => (maker ? [{ maker, letter }] : []));
    const kinds: readonly Input[] = [
      describe,
      authorise(`m${i}`, ...letters),
      seen.length > 0 && random() < 0.6 ? { ...G, is: 'revoke by id', rules: seen.slice(0, 1) } : revoke(...letters),
    ];
    const input = kinds[between(random, 0, 2)]!;
    const isLost = random() < lostShare;
    const [call, at] = [i - 4 * random(), i + 4 * random()];
    if (isLost && random() < 0.5) return lost(call, input);
    const next = group.step(state, input);
    state = next.state;
    return isLost ? lost(call, input) : op(call, at, input, next.outcome);
  });
}

/** The definition itself: whatever was called before the first return of what is left may come next. */
function hasSequence(left: readonly Operation<Input>[], state: string): boolean {
  if (left.every(({ told }) => !told)) return true;
  const first = Math.min(...left.map(({ told }) => told?.at ?? Number.POSITIVE_INFINITY));
  return left.some((one) => {
    if (one.call > first) return false;
    const next = group.step(state, one.input);
    return (
      (!one.told || one.told.outcome === next.outcome) &&
      hasSequence(
        left.filter((other) => other !== one),
        next.state,
      )
    );
  });
}

/** What another was told who asked the same kind of thing, or that it was done though it was refused, or the reverse. */
function lie({ input, told }: Operation<Input>, all: readonly Operation<Input>[], random: Random): string {
  const alike = all.filter((other) => other.input.is === input.is);
  if (input.is === 'describe') return alike[between(random, 0, alike.length - 1)]!.told!.outcome;
  if (told!.outcome !== done) return done;
  return input.is === 'revoke by id' ? noId : noRule;
}

test(`short histories, of which some lie, are judged as the definition judges them (SEED=${seed})`, () => {
  const random = makeRandom(seed);
  const counted = { linearizable: 0, violation: 0 };
  for (let n = 0; n < 3000; n++) {
    const history = drawn(random, 8, 0.4);
    const told = history.filter((one) => one.told);
    const changed = told[between(random, 0, 2 * told.length)];
    const judged = history.map((one) => (one === changed ? { ...one, told: { ...one.told!, outcome: lie(one, told, random) } } : one));
    const verdict = check(group, judged).is;
    assert.equal(verdict, hasSequence(judged, nothing) ? 'linearizable' : 'violation', JSON.stringify(judged));
    counted[verdict as keyof typeof counted]++;
  }
  assert.ok(Math.min(...Object.values(counted)) > 50, JSON.stringify(counted));
});

for (const drawing of Array.from({ length: 4 }, (_, i) => i)) {
  test(`a long history with many unknown outcomes is checked, and a describe that lies in it found (${drawing}, SEED=${seed})`, () => {
    const history = drawn(makeRandom(seed + drawing), 3000, 0.007);
    assert.equal(check(group, history).is, 'linearizable');
    const lies = history.map((one, i) =>
      i > 2800 && one.input.is === 'describe' ? { ...one, told: { ...one.told!, outcome: rules('nobody') } } : one,
    );
    const verdict = check(group, lies, 300_000);
    assert.ok(verdict.is !== 'linearizable' && verdict.stuck.call > 2790, verdict.is);
  });
}

test('attempts with one token are one operation, told one outcome', () => {
  const input = revoke(0);
  const told = [
    { outcome: done, at: 7 },
    { outcome: done, at: 4 },
  ];
  assert.deepEqual(joined(input, 1, told), { operation: { input, call: 1, told: told[1] }, differing: [] });
  assert.deepEqual(joined(input, 1, [...told, { outcome: noRule, at: 9 }]).differing, [noRule]);
  assert.deepEqual(joined(input, 1, []), { operation: { input, call: 1 }, differing: [] });
});

test('a rule id stands for one rule, and a rule has one id', () => {
  const ids = new RuleIds();
  ids.note('sgr-1', { letter: 0, maker: 'a' });
  ids.note('sgr-1', { letter: 0, maker: 'a' });
  ids.note('sgr-2', { letter: 1, maker: 'a' });
  assert.deepEqual(ids.faults, []);
  ids.note('sgr-3', { letter: 0, maker: 'a' });
  ids.note('sgr-2', { letter: 1, maker: 'b' });
  assert.deepEqual(ids.faults, ['0 of a was made twice: sgr-1 and sgr-3', 'sgr-2 stands for 1 of a, and for 1 of b']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Asked, type Looked, look, mostLooked, mostRows } from '#domain/activity.ts';
import type { Journaled } from '#domain/change-view.ts';
import { decide, stateOf } from '#domain/decide.testing.ts';
import type { ChangesNeed, Deciding } from '#kit/deciding.ts';

const [mine, theirs] = ['1000000000000001', '1000000000000002'] as const;
const START = Date.UTC(2026, 10, 24);
const second = 1000;
const key = (id: string, account: string) => ({ account, region: 'cn-hangzhou', kind: 'group', id });
/** Number `seq`, a second for each number; every third is of another account. */
const record = (seq: number, over: Partial<Journaled> = {}): Journaled => {
  const account = seq % 3 === 0 ? theirs : mine;
  const changes = [{ key: key(`sg-${seq}`, account), before: null, after: { name: '' } }];
  const by = `acs:ram::${account}:root`;
  return {
    seq,
    at: START + seq * second,
    account,
    by,
    requestId: `r-${seq}`,
    action: 'A',
    from: '',
    keyId: '',
    nonce: '',
    changes,
    ...over,
  };
};
const journalOf = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => record(from + i));
const all: Asked = {
  account: mine,
  asRoot: false,
  place: undefined,
  from: undefined,
  to: undefined,
  fits: () => true,
  keeps: () => true,
  limit: 10,
};
const seqs = (found: Looked | undefined) => found?.events.map(({ cursor }) => Number(cursor.split(':')[1]));
const at = (seq: number) => START + seq * second;
const lookIn = (journal: readonly Journaled[], asked: Partial<Asked>) => decide(look({ ...all, ...asked }), stateOf(), journal);

const cases: readonly (readonly [title: string, asked: Partial<Asked>, seqs: readonly number[], next: number | undefined])[] = [
  ['the newest first, none of another account', { limit: 4 }, [1000, 998, 997, 995], 995],
  ['the next page goes on below', { limit: 2, place: { epoch: 'e', seq: 995 } }, [994, 992], 992],
  ['the last page has no next', { limit: 10, place: { epoch: 'e', seq: 5 } }, [4, 2, 1], undefined],
  ['up to a time', { limit: 2, to: at(500) }, [500, 499], 499],
  ['up to a time between two', { limit: 1, to: at(500) + 1 }, [500], 500],
  ['from a time', { from: at(998) }, [1000, 998], undefined],
  ['from a time on, over several bites', { limit: 1000, from: at(599), to: at(602) }, [602, 601, 599], undefined],
  ['before all', { to: START - 3600_000 }, [], undefined],
  ['after all', { from: at(1000) + 1 }, [], undefined],
  ['what a filter of records says', { fits: ({ requestId }) => requestId === 'r-7' }, [7], undefined],
  ['what a filter of events says', { keeps: ({ changes }) => changes[0]?.id === 'sg-8' }, [8], undefined],
  ['a filter of events is not asked of what the account may not see', { keeps: ({ account }) => account === theirs }, [], undefined],
];
for (const [title, asked, expected, next] of cases)
  test(`the activity log: ${title}`, () => {
    const found = lookIn(journalOf(1, 1000), asked);
    assert.deepEqual([seqs(found), found?.next], [expected, next]);
  });

test('in one page or in many, each number comes once', () => {
  const wanted = journalOf(1, 1000)
    .filter(({ account }) => account === mine)
    .map(({ seq }) => seq)
    .toReversed();
  assert.deepEqual(seqs(lookIn(journalOf(1, 1000), { limit: 1000 })), wanted);
  const seen: number[] = [];
  for (let next: number | undefined = 1000, first = true; next !== undefined; first = false) {
    const found = lookIn(journalOf(1, 1000), { limit: 7, place: first ? undefined : { epoch: 'e', seq: next } });
    seen.push(...seqs(found)!);
    next = found?.next;
  }
  assert.deepEqual(seen, wanted);
});

test('an empty journal has no changes and no oldest', () =>
  assert.deepEqual(lookIn([], {}), { epoch: 'e', events: [], next: undefined, oldest: undefined }));

test('where older ones were removed it ends, and says with what', () => {
  const found = lookIn(journalOf(500, 600), { limit: 100, place: { epoch: 'e', seq: 505 } });
  assert.deepEqual([seqs(found), found?.next, found?.oldest?.seq], [[503, 502, 500], undefined, 500]);
  assert.deepEqual(seqs(lookIn(journalOf(500, 600), { place: { epoch: 'e', seq: 300 } })), [], 'a place that was removed');
});

test('a place of another epoch or ahead of the last number is none', () => {
  assert.equal(lookIn(journalOf(1, 9), { place: { epoch: 'f', seq: 5 } }), undefined);
  assert.equal(lookIn(journalOf(1, 9), { place: { epoch: 'e', seq: 10 } }), undefined);
});

test('clocks that differ by less than a minute lose nothing', () => {
  const journal = journalOf(1, 1000).map((one) => ({ ...one, at: one.at + (one.seq % 2 === 0 ? -25_000 : 25_000) }));
  const wanted = journal.filter(({ account, at: t }) => account === mine && t >= at(400) && t <= at(450)).map(({ seq }) => seq);
  const found = seqs(lookIn(journal, { limit: 1000, from: at(400), to: at(450) }));
  assert.deepEqual(found, wanted.toReversed());
});

/** A journal of a size that no test holds: made as it is read. Gives what was read of it. */
function lookAtLength(length: number, asked: Partial<Asked>): { found: Looked | undefined; records: number; reads: number } {
  const decision = look({ ...all, ...asked }) as Deciding<Looked | undefined>;
  let records = 0;
  let reads = 0;
  for (let step = decision.next(); ; ) {
    if (step.done) return { found: step.value, records, reads };
    const { after, limit } = step.value as ChangesNeed;
    const read = journalOf(after + 1, Math.min(length, after + limit));
    records += read.length;
    reads += 1;
    step = decision.next({ epoch: 'e', head: length, records: read });
  }
}
const million = 1_000_000;

test('of a million records a filter that fits none looks at so many and no more, and goes on below', () => {
  const { found, records } = lookAtLength(million, { fits: () => false });
  assert.deepEqual([found?.events, found?.next], [[], million - mostLooked + 1]);
  assert.ok(records < mostLooked + 300, `${records} records`);
});

test('a time in the middle of a million is found by halving', () => {
  const { found, records, reads } = lookAtLength(million, { to: at(400_000), limit: 1 });
  assert.deepEqual(seqs(found), [400_000]);
  assert.ok(records < 600 && reads < 30, `${records} records in ${reads} reads`);
});

test('a page ends with the change that has too many rows', () => {
  const changes = Array.from({ length: mostRows }, (_, i) => ({ key: key(`sg-${i}`, mine), before: null, after: {} }));
  const journal = [record(1), record(2), record(4, { changes }), record(5)].map((one, i) => ({ ...one, seq: i + 1 }));
  const found = lookIn(journal, {});
  assert.deepEqual([seqs(found), found?.next], [[4, 3], 3]);
});

test('what a purge takes while it is read is not there, and nothing twice', () => {
  const decision = look({ ...all, limit: 1000 });
  const journal = journalOf(1, 1000);
  let step = decision.next();
  for (let read = 0; !step.done; read++) {
    const { after, limit } = step.value as ChangesNeed;
    const kept = journal.filter(({ seq }) => read < 2 || seq > 900);
    step = decision.next({ epoch: 'e', head: 1000, records: kept.filter(({ seq }) => seq > after).slice(0, limit) });
  }
  const found = seqs(step.value)!;
  assert.deepEqual(
    found,
    journal
      .filter(({ account, seq }) => account === mine && seq > 1000 - 256)
      .map(({ seq }) => seq)
      .toReversed(),
  );
});

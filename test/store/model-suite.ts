import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { identityOf, type Peer, type Rule } from '#domain/rule.ts';
import {
  type Decided,
  type Deciding,
  type Effect,
  type Key,
  type Loaded,
  type Need,
  type Page,
  type Parts,
  Refusal,
} from '#kit/deciding.ts';
import type { Settled, Store } from '#store/store.ts';
import { type Bench, type Maker, onBench } from './bench.ts';
import { Model } from './model.ts';
import {
  anywhere,
  drop,
  elsewhere,
  foreignKey,
  groupHead,
  groupKey,
  here,
  listHead,
  listKey,
  nameOf,
  part,
  put,
  recordsAt,
  rule,
  theirs,
  vpcKey,
  withoutPart,
  writeOf,
} from './samples.ts';

/**
 * Random decisions in random batches, reads between them and restarts: the store answers what the model answers.
 *   turn = reads, then writes that arrive together, perhaps watched by reads, then perhaps a restart
 */
type Write = { readonly looks: readonly Need[]; readonly effects: readonly Effect[]; readonly end: 'done' | 'refused' | 'broken' };
/** `watchedFrom`: how many turns of the event loop reads let pass before they watch the writes; 0 = they do not. */
type Turn = { readonly reads: readonly Need[]; readonly writes: readonly Write[]; readonly watchedFrom: number; readonly restart: boolean };

const groups = [groupKey('sg-1'), groupKey('sg-2'), groupKey('sg-3'), groupKey('sg-1', elsewhere)];
const lists = [listKey('pl-1'), listKey('pl-2')];
const ids = ['r-1', 'r-2', 'r-3', 'r-4'];
const peers: readonly Peer[] = [
  anywhere,
  { kind: 'list', id: 'pl-1' },
  { kind: 'list', id: 'pl-2' },
  { kind: 'group', id: 'sg-2', owner: '' },
  { kind: 'group', id: 'sg-2', owner: here.account },
  { kind: 'group', id: 'sg-1', owner: theirs.account },
];
const named: readonly Key[] = [
  ...groups,
  ...lists,
  vpcKey('vpc-1'),
  vpcKey('vpc-2'),
  groupKey('sg-1', theirs),
  foreignKey('sg-1'),
  foreignKey('sg-1', theirs),
];
const wheres = [
  [],
  [['name', 'a']],
  [['vpc', 'vpc-1']],
  [
    ['name', 'a'],
    ['vpc', 'vpc-1'],
  ],
  [['tag', 'env']],
  [
    ['tag:env', 'x'],
    ['name', 'b'],
  ],
] as const;

const group = fc.constantFrom(...groups);
const id = fc.constantFrom(...ids);
/** Rules of one root never share an identity: the priority is the id's own. */
const ruleAt = (of: string) =>
  fc
    .record({
      late: fc.boolean(),
      peer: fc.constantFrom(...peers),
      portList: fc.constantFrom('', 'prl-1'),
      description: fc.constantFrom('', 'x'),
    })
    .map(
      ({ late, peer, portList, description }): Rule =>
        rule({ priority: 2 * ids.indexOf(of) + (late ? 2 : 1), peer, portList, ports: portList ? '' : '1/1', description }),
    );
const head = fc
  .record({
    name: fc.constantFrom('a', 'b'),
    vpc: fc.constantFrom('', 'vpc-1', 'vpc-2'),
    tags: fc.constantFrom({}, { env: 'x' }, { env: 'y', team: 'x' }),
  })
  .map(groupHead);
const effect: fc.Arbitrary<Effect> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(group, head).map(([key, h]) => put(key, h)) },
  { weight: 1, arbitrary: fc.constantFrom(...lists).map((key) => put(key, listHead({ name: 'a' }))) },
  { weight: 2, arbitrary: fc.constantFrom(...groups, ...lists).map(drop) },
  { weight: 8, arbitrary: fc.tuple(group, id).chain(([key, of]) => ruleAt(of).map((row) => part(key, of, row))) },
  { weight: 4, arbitrary: fc.tuple(group, id).map(([key, of]) => withoutPart(key, of)) },
);
const need: fc.Arbitrary<Need> = fc.oneof(
  group.map((key): Need => ({ need: 'root', key, hold: 'look' })),
  group.map((of): Need => ({ need: 'all', of })),
  fc.tuple(group, fc.subarray(ids)).map(([of, some]): Need => ({ need: 'some', of, ids: some })),
  fc.constantFrom(...named).map((to): Need => ({ need: 'refs', to, limit: 100 })),
  fc
    .record({
      where: fc.constantFrom(...wheres),
      after: fc.constantFrom('', 'sg-1', 'sg-2'),
      skip: fc.nat(2),
      limit: fc.integer({ min: 1, max: 4 }),
      total: fc.boolean(),
    })
    .map((at): Need => ({ need: 'page', scope: here, kind: 'group', ...at })),
);
const write: fc.Arbitrary<Write> = fc.record({
  looks: fc.array(need, { maxLength: 2 }),
  effects: fc.array(effect, { maxLength: 4 }),
  end: fc.oneof(
    { weight: 8, arbitrary: fc.constant('done' as const) },
    { weight: 1, arbitrary: fc.constantFrom('refused' as const, 'broken' as const) },
  ),
});
const turn: fc.Arbitrary<Turn> = fc.record({
  reads: fc.array(need, { maxLength: 2 }),
  writes: fc.array(write, { minLength: 1, maxLength: 6 }),
  watchedFrom: fc.nat(6),
  restart: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

/** An answer as plain data, without versions. */
function plain(asked: Need, answer: unknown): unknown {
  switch (asked.need) {
    case 'root':
      return (answer as Loaded | undefined)?.head ?? null;
    case 'some':
      return (answer as unknown[]).map((row) => row ?? null);
    case 'all': {
      const parts = answer as Parts<Rule>;
      const entries = [...parts.entries()];
      return [parts.size, entries, entries.map(([, row]) => parts.idOf(identityOf(row))), ids.map((i) => parts.get(i) ?? null)];
    }
    case 'refs':
      return (answer as Key[]).map(nameOf).sort();
    case 'page': {
      const { rows, total } = answer as Page;
      return [rows.map((row) => [nameOf(row.key), row.head]), total ?? null];
    }
  }
}
function* looking(looks: readonly Need[]): Deciding<unknown[]> {
  const seen: unknown[] = [];
  for (const look of looks) seen.push(plain(look, yield look));
  return seen;
}
const deciding = ({ looks, effects, end }: Write) =>
  function* (): Deciding<Decided> {
    const seen = yield* looking(looks);
    if (end === 'refused') throw new Refusal(JSON.stringify(seen));
    if (end === 'broken') throw new Error('broken');
    return { reply: { seen }, effects };
  };
const everything: readonly Need[] = [
  ...[...groups, ...lists].flatMap((key): Need[] => [
    { need: 'root', key, hold: 'look' },
    { need: 'all', of: key },
    { need: 'some', of: key, ids },
  ]),
  ...named.map((to): Need => ({ need: 'refs', to, limit: 100 })),
  ...wheres.map((where): Need => ({ need: 'page', scope: here, kind: 'group', where, limit: 100, total: true })),
];
const answerOf = (settled: Settled) =>
  settled.is === 'done' ? (settled.outcome.ok ? settled.outcome.reply : settled.outcome.code) : settled.is;

async function agree(store: Store, model: Model): Promise<void> {
  assert.deepEqual(await store.read(() => looking(everything)), model.read(looking(everything)));
  const records = await recordsAt(store);
  assert.deepEqual(
    records.map((r) => r.changes),
    model.records,
  );
  assert.deepEqual(
    records.map((r) => r.seq),
    records.map((_, n) => n + 1),
  );
}

/** What reads see until the writes are settled. */
async function watch(store: Store, settling: Promise<unknown>, from: number): Promise<unknown[]> {
  const seen: unknown[] = [];
  let isSettled = false;
  const settled = settling.finally(() => {
    isSettled = true;
  });
  for (let turn = 1; !isSettled; turn++) {
    if (turn >= from) seen.push(await store.read(() => looking(everything)));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await settled;
  return seen;
}

/** Writes that arrived together are seen together: none of them, and from one moment on all. */
function oneAfterTheOther(seen: readonly unknown[], before: unknown, after: unknown): void {
  const [none, all] = [JSON.stringify(before), JSON.stringify(after)];
  const turn = seen.findIndex((answer) => JSON.stringify(answer) !== none);
  for (const answer of turn < 0 ? [] : seen.slice(turn)) assert.equal(JSON.stringify(answer), all);
}

async function play(bench: Bench, turns: readonly Turn[]): Promise<void> {
  const model = new Model();
  for (const { reads, writes, watchedFrom, restart } of turns) {
    assert.deepEqual(await bench.store.read(() => looking(reads)), model.read(looking(reads)));
    const settling = Promise.all(writes.map((w) => bench.store.write(writeOf(deciding(w)))));
    const before = model.read(looking(everything));
    const seen = watchedFrom > 0 ? await watch(bench.store, settling, watchedFrom) : [];
    assert.deepEqual(
      (await settling).map(answerOf),
      writes.map((w) => model.write(deciding(w))),
    );
    oneAfterTheOther(seen, before, model.read(looking(everything)));
    if (restart) await bench.reopen();
  }
  // What the cache holds by now is read first, and then the same from disk.
  await agree(bench.store, model);
  await agree(await bench.reopen(), model);
}

export function modelSuite(name: string, makeStore: Maker, runs = 100): void {
  test(`${name}: model: any decisions in any batches, with restarts between, are answered as a model answers them`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 12 }), (turns) => onBench(makeStore, (bench) => play(bench, turns))),
      { numRuns: Number(process.env.SALLYPORT_RUNS ?? runs) },
    );
  });
}

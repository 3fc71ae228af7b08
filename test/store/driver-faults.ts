import assert from 'node:assert/strict';
import { test } from 'node:test';
import { root } from '#domain/finding.ts';
import { type Decided, type Deciding, Refusal } from '#kit/deciding.ts';
import { Batcher } from '#store/batcher.ts';
import { type Change, type Driver, type Round, type Settling, type Store, Undecided } from '#store/store.ts';
import {
  change,
  deciding,
  drop,
  dumpOf,
  groupHead,
  groupKey,
  headAt,
  here,
  idsAt,
  part,
  put,
  recordsAt,
  refsAt,
  refusing,
  rule,
  START,
  vpcHead,
  vpcKey,
  withoutPart,
  wordOf,
  writeAll,
  writeOf,
} from './samples.ts';

/**
 * The batcher over a driver that fails where a case wants it to: who is at fault, who is not, and that nothing is done twice or by half.
 *   Batcher -> faulty(driver) -> driver
 */
export type DriverMaker = () => Promise<{ open(now: () => number): Promise<Driver>; remove(): Promise<void> }>;

/** Each is called before the driver's own, and may throw. */
type Faults = {
  begin?: () => void;
  load?: () => void;
  claim?: () => void;
  apply?: (changes: readonly Change[]) => void;
  /** `before` the driver commits. */
  commit?: (settling: readonly Settling[], nonces: Uint8Array) => void;
};
const faulty = (driver: Driver, faults: Faults): Driver => ({
  differences: driver.differences,
  look: (needs) => driver.look(needs),
  ...(driver.snapshot && { snapshot: () => driver.snapshot!() }),
  ...(driver.again && { again: (cause: unknown, tries: number) => driver.again!(cause, tries) }),
  async begin(last?: unknown): Promise<Round> {
    faults.begin?.();
    const round = await driver.begin(last);
    const { load, claim, apply, commit, rollback } = round;
    return {
      load(needs) {
        faults.load?.();
        return load.call(round, needs);
      },
      claim(tokens) {
        faults.claim?.();
        return claim.call(round, tokens);
      },
      apply(changes) {
        faults.apply?.(changes);
        return apply.call(round, changes);
      },
      commit(settling, nonces) {
        faults.commit?.(settling, nonces);
        return commit.call(round, settling, nonces);
      },
      rollback: () => rollback.call(round),
    };
  },
  changesAfter: (seq, limit) => driver.changesAfter(seq, limit),
  health: () => driver.health(),
  nonces: () => driver.nonces(),
  purge: (now) => driver.purge(now),
  unavailable: (cause) => driver.unavailable(cause),
  close: () => driver.close(),
});

/** What SQLite throws where the disk is full, and what PostgreSQL does. */
const full = () => Object.assign(new Error('database or disk is full'), { errcode: 13, severity: 'ERROR', code: '53100' });
const bug = new Error('cannot be applied');
const sg = groupKey('sg-1');
/** A write that puts one rule, known by its request id and by the part's id, which are the same. */
const adding = (id: string) =>
  writeOf(deciding([part(sg, id, rule({ ports: `${id.length}/${id.length}`, description: id }))]), { requestId: id });
const five = () => ['a', 'bb', 'ccc', 'dddd', 'eeeee'].map(adding);
const once = (cause: unknown) => {
  let left = 1;
  return () => {
    if (left-- > 0) throw cause;
  };
};
const hasRecord = (settling: readonly Settling[], id: string) => settling.some((s) => s.record?.requestId === id);

type Stage = { store: Store; faults: Faults; nonces: number[]; reopen(): Promise<Store> };
const cases: readonly (readonly [string, (stage: Stage) => Promise<void>])[] = [
  [
    'a write whose effects cannot be applied is broken alone, and the others are done exactly once',
    async ({ store, faults, reopen }) => {
      faults.apply = (changes) => {
        if (changes.some((c) => c.part === 'ccc')) throw bug;
      };
      const settled = await writeAll(store, ...five());
      assert.deepEqual(settled.map(wordOf), ['ok', 'ok', 'broken', 'ok', 'ok']);
      assert.deepEqual(settled[2], { is: 'broken', cause: bug });
      await thereOnce(store, reopen, ['a', 'bb', 'dddd', 'eeeee']);
    },
  ],
  [
    'two such writes in a batch are both broken, and nobody else',
    async ({ store, faults, reopen }) => {
      faults.apply = (changes) => {
        if (changes.some((c) => c.part === 'a' || c.part === 'eeeee')) throw bug;
      };
      assert.deepEqual((await writeAll(store, ...five())).map(wordOf), ['broken', 'ok', 'ok', 'ok', 'broken']);
      await thereOnce(store, reopen, ['bb', 'ccc', 'dddd']);
    },
  ],
  [
    'a write with which the commit fails is found and broken alone, and the others are done exactly once',
    async ({ store, faults, reopen }) => {
      for (const [guilty, rest] of [
        ['bb', ['a', 'ccc', 'dddd', 'eeeee']],
        ['eeeee', ['a', 'bb', 'ccc', 'dddd']],
      ] as const) {
        faults.commit = (settling) => {
          if (hasRecord(settling, guilty)) throw bug;
        };
        const settled = await writeAll(store, ...five());
        assert.deepEqual(
          settled.map(wordOf),
          five().map((w) => (w.origin.requestId === guilty ? 'broken' : 'ok')),
        );
        await thereOnce(store, async () => store, rest);
        faults.commit = () => {};
        await change(store, ...rest.map((id) => withoutPart(sg, id)));
      }
      await reopen();
    },
  ],
  [
    'a commit that fails once, for no reason of its writes, ends with all of them done exactly once',
    async ({ store, faults, reopen }) => {
      faults.commit = once(bug);
      assert.deepEqual((await writeAll(store, ...five())).map(wordOf), ['ok', 'ok', 'ok', 'ok', 'ok']);
      await thereOnce(store, reopen, ['a', 'bb', 'ccc', 'dddd', 'eeeee']);
    },
  ],
  [
    'writes that build on one that turns out broken are decided again without it',
    async ({ store, faults }) => {
      const revoke = writeOf(function* (): Deciding<Decided> {
        if (!(yield* root(groupKey('sg-2')))) throw new Refusal('NotFound');
        return { reply: {}, effects: [drop(groupKey('sg-2'))] };
      });
      faults.commit = (settling) => {
        if (hasRecord(settling, 'make')) throw bug;
      };
      const settled = await writeAll(
        store,
        writeOf(deciding([put(groupKey('sg-2'), groupHead())]), { requestId: 'make' }),
        adding('a'),
        revoke,
        adding('bb'),
      );
      assert.deepEqual(settled.map(wordOf), ['broken', 'ok', 'NotFound', 'ok']);
      assert.deepEqual(await idsAt(store, sg), ['a', 'bb']);
    },
  ],
  ...(['begin', 'load', 'apply', 'commit'] as const).map(
    (where) =>
      [
        `a full disk at ${where} makes the whole batch unavailable with nothing done, and the next batch works`,
        async ({ store, faults, reopen }: Stage) => {
          await change(store, part(sg, 'old', rule()), put(groupKey('sg-2'), groupHead({ name: 'two' })));
          await idsAt(store, sg);
          const before = await dumpOf(store);
          const batch = () => [
            ...five(),
            writeOf(refusing('No')),
            writeOf(deciding([withoutPart(sg, 'old')])),
            writeOf(deciding([drop(groupKey('sg-2')), put(groupKey('sg-3'), groupHead({ vpc: 'vpc-3' }))])),
            writeOf(function* (): Deciding<Decided> {
              yield* root(groupKey('sg-nobody'));
              return { reply: {}, effects: [] };
            }),
          ];
          faults[where] = once(full());
          const settled = await writeAll(store, ...batch());
          assert.deepEqual(
            settled,
            batch().map(() => ({ is: 'unavailable', why: 'full' })),
          );
          assert.deepEqual(await dumpOf(store), before);
          const anew = await reopen();
          assert.deepEqual(await dumpOf(anew), before);
          assert.deepEqual((await writeAll(anew, ...batch())).map(wordOf), ['ok', 'ok', 'ok', 'ok', 'ok', 'No', 'ok', 'ok', 'ok']);
          assert.deepEqual(await idsAt(anew, sg), ['a', 'bb', 'ccc', 'dddd', 'eeeee']);
          assert.equal((await anew.health()).writable, true);
        },
      ] as const,
  ),
  [
    'where the medium fails while the commit is made durable, nobody of the batch is told that it was done or was not',
    async ({ store, faults }) => {
      await change(store, part(sg, 'old', rule()));
      const before = await dumpOf(store);
      faults.commit = once(new Undecided(full()));
      const settled = await writeAll(store, ...five(), writeOf(refusing('No')));
      assert.deepEqual(
        settled,
        settled.map(() => ({ is: 'undecided', why: 'full' })),
      );
      assert.deepEqual(await dumpOf(store), before);
      assert.deepEqual((await writeAll(store, ...five())).map(wordOf), ['ok', 'ok', 'ok', 'ok', 'ok']);
    },
  ],
  [
    'after a full disk the same store goes on, from memory as from disk',
    async ({ store, faults, reopen }) => {
      const place = { account: 'new', region: 'new' };
      const fresh = groupKey('sg-9', place);
      await change(store, put(groupKey('sg-2'), groupHead({ name: 'two' })), part(sg, 'old', rule()));
      await dumpOf(store);
      faults.commit = once(full());
      const lost = await writeAll(
        store,
        adding('lost'),
        writeOf(deciding([put(fresh, groupHead()), put(vpcKey('vpc-1', place), vpcHead())])),
        writeOf(deciding([drop(groupKey('sg-2'))])),
      );
      assert.deepEqual(lost.map(wordOf), ['full', 'full', 'full']);
      // What was made on the way, such as the number of a new account and region, is forgotten too: others take it now.
      await change(store, put(vpcKey('vpc-1', { account: 'other', region: 'new' }), vpcHead()));
      await change(store, part(sg, 'next', rule({ ports: '9/9' })), put(fresh, groupHead()));
      assert.deepEqual(await idsAt(store, sg), ['next', 'old']);
      assert.deepEqual(await headAt(store, groupKey('sg-2')), groupHead({ name: 'two' }));
      assert.deepEqual(await refsAt(store, vpcKey('vpc-1', place)), ['new/new/group/sg-9']);
      const before = await dumpOf(store, [here, place]);
      assert.deepEqual(
        before.records.map((r) => r.seq),
        [1, 2, 3, 4],
      );
      assert.deepEqual(await dumpOf(await reopen(), [here, place]), before);
      assert.deepEqual(await refsAt(await reopen(), vpcKey('vpc-1', place)), ['new/new/group/sg-9']);
    },
  ],
  [
    'a refusal that rests on a neighbour is not told where the commit fails',
    async ({ store, faults }) => {
      const making = () =>
        writeOf(function* (): Deciding<Decided> {
          if (yield* root(groupKey('sg-2'))) throw new Refusal('Duplicate');
          return { reply: {}, effects: [put(groupKey('sg-2'), groupHead())] };
        });
      faults.commit = once(full());
      assert.deepEqual((await writeAll(store, making(), making())).map(wordOf), ['full', 'full']);
      assert.deepEqual((await writeAll(store, making(), making())).map(wordOf), ['ok', 'Duplicate']);
    },
  ],
  [
    'no read at any moment sees what a failed commit did not make lasting',
    async ({ store, faults }) => {
      let settled = false;
      faults.commit = once(full());
      const writing = writeAll(store, adding('a'), writeOf(deciding([put(groupKey('sg-2'), groupHead())]))).finally(() => {
        settled = true;
      });
      for (let n = 0; !settled && n < 10_000; n++) {
        assert.deepEqual([await headAt(store, groupKey('sg-2')), await idsAt(store, sg)], [undefined, []]);
        await new Promise((resolve) => (n % 3 ? process.nextTick(resolve) : setImmediate(resolve)));
      }
      assert.deepEqual((await writing).map(wordOf), ['full', 'full']);
      assert.deepEqual([await headAt(store, groupKey('sg-2')), await idsAt(store, sg)], [undefined, []]);
    },
  ],
  [
    'a token of a failed commit is not used up',
    async ({ store, faults, reopen }) => {
      const token = { scope: sg, action: 'Act', token: 'T', print: 'p' };
      const claiming = () => writeOf(deciding([part(sg, 'a', rule())]), { token });
      faults.commit = once(full());
      assert.deepEqual((await writeAll(store, claiming(), claiming())).map(wordOf), ['full', 'full']);
      faults.claim = once(full());
      assert.deepEqual((await writeAll(store, claiming())).map(wordOf), ['full']);
      faults.apply = once(bug);
      assert.deepEqual((await writeAll(store, claiming(), claiming())).map(wordOf), ['broken', 'ok']);
      assert.deepEqual((await writeAll(await reopen(), claiming())).map(wordOf), ['replayed']);
    },
  ],
  [
    'nonces whose commit failed are kept by the next one',
    async ({ store, faults, nonces, reopen }) => {
      nonces.push(1, 2);
      faults.commit = once(full());
      await writeAll(store, adding('a'));
      nonces.push(3);
      faults.commit = once(bug);
      assert.deepEqual((await writeAll(store, adding('a'), adding('bb'))).map(wordOf), ['ok', 'ok']);
      nonces.push(4);
      await writeAll(store, adding('ccc'));
      const kept = (await (await reopen()).nonces()).flatMap((bytes) => [...bytes]);
      assert.deepEqual(kept, [1, 2, 3, 4]);
    },
  ],
  [
    'a commit takes at most 256, and what arrived together shares one',
    async ({ store, faults }) => {
      const sizes: number[] = [];
      faults.commit = (settling) => {
        sizes.push(settling.length);
      };
      await writeAll(store, ...Array.from({ length: 600 }, (_, n) => adding(`r-${n}`)));
      assert.deepEqual(sizes, [256, 256, 88]);
    },
  ],
  [
    'a batch that changes nothing makes no commit',
    async ({ store, faults }) => {
      let commits = 0;
      faults.commit = () => {
        commits += 1;
      };
      await writeAll(store, writeOf(refusing('No')), writeOf(deciding([])), writeOf(deciding([withoutPart(sg, 'nobody')])));
      assert.equal(commits, 0);
    },
  ],
  [
    'a driver that never works leaves nobody waiting',
    async ({ store, faults }) => {
      faults.begin = () => {
        throw bug;
      };
      assert.deepEqual((await writeAll(store, ...five())).map(wordOf), ['broken', 'broken', 'broken', 'broken', 'broken']);
      faults.begin = () => {};
      assert.deepEqual((await writeAll(store, ...five())).map(wordOf), ['ok', 'ok', 'ok', 'ok', 'ok']);
    },
  ],
];

/** That exactly these rules were added, each by one record, in memory and on disk. */
async function thereOnce(store: Store, reopen: () => Promise<Store>, ids: readonly string[]): Promise<void> {
  for (const at of [() => store, reopen]) {
    const now = await at();
    assert.deepEqual(await idsAt(now, sg), ids);
    const records = await recordsAt(now);
    assert.deepEqual(
      records.map((r) => r.seq),
      records.map((_, n) => n + 1),
    );
    assert.deepEqual(
      records.slice(-ids.length).map((r) => r.requestId),
      ids,
    );
  }
}

export function driverFaultSuite(name: string, makeDriver: DriverMaker): void {
  for (const [title, run] of cases) {
    test(`${name}: faults: ${title}`, async () => {
      const made = await makeDriver();
      const faults: Faults = {};
      const nonces: number[] = [];
      const now = () => START;
      const open = async () =>
        new Batcher(faulty(await made.open(now), faults), { now, takeNonces: () => Uint8Array.from(nonces.splice(0)) });
      let store = await open();
      const reopen = async () => {
        await store.close();
        for (const fault of Object.keys(faults)) delete faults[fault as keyof Faults];
        store = await open();
        return store;
      };
      try {
        await change(store, put(sg, groupHead()));
        await run({ store, faults, nonces, reopen });
      } finally {
        await store.close();
        await made.remove();
      }
    });
  }
}

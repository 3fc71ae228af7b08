import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { accountNameKey, all, type KeyOf, page, refs, root } from '#domain/finding.ts';
import type { Kind } from '#domain/kinds.ts';
import { type Decided, type Deciding, type Effect, type Key, Refusal, type Scope } from '#kit/deciding.ts';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import type { Store, TokenClaim, Write } from '#store/store.ts';
import { startPostgres } from '../postgres.ts';
import {
  change,
  deciding,
  drop,
  elsewhere,
  groupHead,
  groupKey,
  here,
  part,
  put,
  recordsAt,
  rule,
  theirs,
  vpcHead,
  vpcKey,
  wordOf,
  writeOf,
} from './samples.ts';

/**
 * Two servers decide in the one order in which only a lock keeps them apart (docs/decisions/0010-postgres.md):
 *   first: reads, decides, writes, waits at the gate -> second: waits for the first, or is over -> gate opens -> both are told
 * The gate is the row of the counter, which every batch takes last, so that all is done and nothing of it is committed.
 */
// Who waits for each other is found here, before PostgreSQL ends it.
const postgres = await startPostgres({ deadlock_timeout: '30s' });
after(() => postgres.remove());
const bounded = { timeout: 60_000 };
const LONGEST = 15_000;

type Two = { readonly url: string; readonly stores: readonly [Store, Store] };
async function onTwo(run: (two: Two) => Promise<void>): Promise<void> {
  const url = await postgres.makeSchema();
  const stores = [await openPostgresStore(url), await openPostgresStore(url)] as const;
  try {
    await run({ url, stores });
  } finally {
    await Promise.all(stores.map((store) => store.close()));
    await postgres.dropSchema(url);
  }
}

/** Runs while nobody can go past what the statement holds. */
async function behindGate(url: string, holding: string, run: () => Promise<void>): Promise<void> {
  const gate = new pg.Client({ connectionString: url });
  await gate.connect();
  try {
    await gate.query('BEGIN');
    await gate.query(holding);
    await run();
  } finally {
    await gate.end();
  }
}
const atCounter = 'SELECT last FROM counter FOR UPDATE';

/** Until so many wait for a lock in the database. */
async function waitFor(isReached: (waiting: number) => boolean, what: string): Promise<void> {
  const until = performance.now() + LONGEST;
  for (;;) {
    const [row] = await postgres.ask(`SELECT count(*)::int FROM pg_stat_activity WHERE wait_event_type = 'Lock'`);
    if (isReached(row![0] as number)) return;
    assert.ok(performance.now() < until, what);
    await pause(10);
  }
}

/** What both are told where all of the first is done before the second begins, and nothing of it committed before the second waits or is over. */
async function inTurn({ url, stores: [a, b] }: Two, first: Write, second: Write): Promise<string[]> {
  const told: string[] = [];
  const running: Promise<void>[] = [];
  const send = (store: Store, write: Write, at: number) =>
    running.push(
      store.write(write).then((settled) => {
        told[at] = wordOf(settled);
      }),
    );
  await behindGate(url, atCounter, async () => {
    send(a, first, 0);
    await waitFor((waiting) => waiting === 1, 'the first is at the gate');
    send(b, second, 1);
    await waitFor((waiting) => waiting === 2 || told[1] !== undefined, 'the second waits, or is over');
  });
  await Promise.all(running);
  return told;
}

const [web, db, far] = [groupKey('sg-web'), groupKey('sg-db'), groupKey('sg-far', theirs)];
const naming = ({ id, account }: Key): Effect =>
  part(web, `sgr-${id}`, rule({ peer: { kind: 'group', id, owner: account === here.account ? '' : account } }));
const accountWide: Scope = { account: here.account, region: '' };
const resourceGroup: KeyOf<'resourceGroup'> = { ...accountWide, kind: 'resourceGroup', id: 'rg-1' };

/** Effects, where what was looked at lets them be; else a refusal. */
const when = (code: string, look: () => Deciding<boolean>, ...effects: readonly Effect[]) =>
  function* (): Deciding<Decided> {
    if (!(yield* look())) throw new Refusal(code);
    return { reply: {}, effects };
  };
const isThere = (key: KeyOf<Kind>, hold: 'look' | 'change' | 'keep' = 'look') =>
  function* (): Deciding<boolean> {
    return (yield* root(key, hold)) !== undefined;
  };
const isFree = (key: KeyOf<Kind>, hold: 'look' | 'change' = 'change') =>
  function* (): Deciding<boolean> {
    return (yield* root(key, hold)) === undefined;
  };
const isNamedByNobody = (key: Key) =>
  function* (): Deciding<boolean> {
    return (yield* refs(key, 1)).length === 0;
  };
const hasRoom = (scope: Scope, kind: Kind, most: number) =>
  function* (): Deciding<boolean> {
    return (yield* page(scope, kind, { limit: 0, total: true })).total! < most;
  };
const hasNone = (scope: Scope, facet: string, value: string) =>
  function* (): Deciding<boolean> {
    return (yield* page(scope, 'vpc', { where: [[facet, value]], limit: 1 })).rows.length === 0;
  };
const hasFewRules = function* (): Deciding<boolean> {
  return (yield* all(web)).size < 1;
};
const isUnused = function* (): Deciding<boolean> {
  return (yield* root(resourceGroup, 'change')) !== undefined && (yield* refs(resourceGroup, 1)).length === 0;
};

const token = (print: string): TokenClaim => ({ scope: here, action: 'Act', token: 'T', print });
const makingUnder = (id: string, print: string) => () => writeOf(deciding([put(groupKey(id), groupHead())]), { token: token(print) });
const write = (decide: Write['decide']) => () => writeOf(decide);
const claimed = (account: string) => write(when('Taken', isFree(accountNameKey('web')), put(accountNameKey('web'), { account })));
const lookedAt = (account: string) => write(when('Taken', isFree(accountNameKey('web'), 'look'), put(accountNameKey('web'), { account })));
const made = (id: string, scope: Scope = here) =>
  write(when('QuotaExceeded', hasRoom(scope, 'group', 3), put(groupKey(id, scope), groupHead())));
const fullOfRules = (id: string) => write(when('QuotaExceeded', hasFewRules, part(web, id, rule({ ports: `${id.length}/${id.length}` }))));
const theOnlyDefault = (id: string) =>
  write(when('Taken', hasNone(here, 'isDefault', 'true'), put(vpcKey(id), vpcHead({ isDefault: true }))));

type Race = readonly [
  title: string,
  one: () => Write,
  other: () => Write,
  /** What each is told where it comes second; undefined where it may come second with another outcome. */
  told: readonly [one: string | undefined, other: string | undefined],
];
const races: readonly Race[] = [
  ['a quota that counts rows', made('sg-3'), made('sg-4'), ['QuotaExceeded', 'QuotaExceeded']],
  ['a quota that counts the parts of a root', fullOfRules('a'), fullOfRules('bb'), ['QuotaExceeded', 'QuotaExceeded']],
  ['a name in the directory that must be free', claimed('1'), claimed('2'), ['Taken', 'Taken']],
  ['a name that was only looked at, and is written', lookedAt('1'), lookedAt('2'), ['Taken', 'Taken']],
  ['a facet that nobody else may have', theOnlyDefault('vpc-1'), theOnlyDefault('vpc-2'), ['Taken', 'Taken']],
  [
    'a group is deleted while a rule that names it is made',
    write(when('NotFound', isThere(db, 'keep'), naming(db))),
    write(when('InUse', isNamedByNobody(db), drop(db))),
    ['NotFound', 'InUse'],
  ],
  [
    'a group of another account is deleted while a rule that names it is made',
    write(when('NotFound', isThere(far, 'keep'), naming(far))),
    write(when('InUse', isNamedByNobody(far), drop(far))),
    ['NotFound', 'InUse'],
  ],
  [
    'a group of another account is deleted while it is named without a look at it',
    write(deciding([naming(far)])),
    write(when('InUse', isNamedByNobody(far), drop(far))),
    [undefined, 'InUse'],
  ],
  [
    'what is account-wide is deleted while a region begins to use it',
    write(when('NotFound', isThere(resourceGroup), put(web, groupHead({ resourceGroup: 'rg-1' })))),
    write(when('InUse', isUnused, drop(resourceGroup))),
    ['NotFound', 'InUse'],
  ],
  ['one token, the same request', makingUnder('sg-5', 'p'), makingUnder('sg-6', 'p'), ['replayed', 'replayed']],
  ['one token, two requests', makingUnder('sg-5', 'p'), makingUnder('sg-6', 'q'), ['tokenMismatch', 'tokenMismatch']],
  [
    'one token, refused at once',
    () => writeOf(when('No', isFree(web, 'look')), { token: token('p') }),
    makingUnder('sg-6', 'p'),
    ['replayed', 'replayed'],
  ],
];

for (const [title, one, other, told] of races)
  for (const [order, first, second, expected] of [
    ['one first', one, other, told[1]],
    ['other first', other, one, told[0]],
  ] as const)
    if (expected !== undefined)
      test(`${title}: ${order}`, bounded, () =>
        onTwo(async (two) => {
          await change(two.stores[0], ...[web, db, far].map((key) => put(key, groupHead())), put(resourceGroup, {}));
          const [firstTold, secondTold] = await inTurn(two, first(), second());
          assert.ok(firstTold === 'ok' || firstTold === 'No', String(firstTold));
          assert.equal(secondTold, expected);
        }),
      );

test('who has nothing in common with a batch does not wait for its locks, only for its number', bounded, () =>
  onTwo(async (two) => {
    // Shared: both look at what is account-wide.
    await change(two.stores[0], put(resourceGroup, {}));
    const making = (scope: Scope) => writeOf(when('NotFound', isThere(resourceGroup), put(groupKey('sg-1', scope), groupHead())));
    const waits: unknown[] = [];
    const writing: Promise<unknown>[] = [];
    await behindGate(two.url, atCounter, async () => {
      for (const [i, scope] of [here, elsewhere].entries()) writing.push(two.stores[i]!.write(making(scope)));
      await waitFor((waiting) => waiting === 2, 'both wait');
      waits.push(...(await postgres.ask(`SELECT wait_event FROM pg_stat_activity WHERE wait_event_type = 'Lock'`)).flat());
    });
    await Promise.all(writing);
    assert.ok(!waits.includes('advisory'), String(waits));
  }),
);

test('two batches that want the same locks in opposite order never wait for each other', bounded, () =>
  onTwo(async ({ url, stores }) => {
    const [x, y] = [groupKey('sg-1', elsewhere), groupKey('sg-1', here)] as const;
    const both = (first: KeyOf<Kind>, second: KeyOf<Kind>) =>
      writeOf(function* () {
        yield* root(first);
        yield* root(second);
        return { reply: {}, effects: [put(first, groupHead()), put(second, groupHead())] };
      });
    const told: string[] = [];
    const writing: Promise<unknown>[] = [];
    await behindGate(url, 'LOCK TABLE root', async () => {
      for (const [i, write] of [both(x, y), both(y, x)].entries())
        writing.push(stores[i]!.write(write).then((settled) => told.push(wordOf(settled))));
      await waitFor((waiting) => waiting === 2, 'each has its first lock');
    });
    while (told.length < 2)
      assert.deepEqual(
        await postgres.ask(
          `SELECT a.pid FROM pg_stat_activity a, pg_stat_activity b WHERE a.pid = ANY (pg_blocking_pids(b.pid)) AND b.pid = ANY (pg_blocking_pids(a.pid))`,
        ),
        [],
      );
    await Promise.all(writing);
    assert.deepEqual(told, ['ok', 'ok']);
  }),
);

test('no number is seen before the one below it: who has counted is waited for until its commit is over', bounded, () =>
  onTwo(async ({ url, stores: [a, b] }) => {
    // The first is held up in its COMMIT, by a check that is put off until then.
    await postgres.ask(heldUp(schemaOf(url)));
    let isOver = false;
    const writing: Promise<unknown>[] = [];
    await behindGate(url, `SELECT pg_advisory_lock(${HELD})`, async () => {
      writing.push(a.write(writeOf(deciding([put(groupKey('sg-held'), groupHead())]))));
      await waitFor((waiting) => waiting === 1, 'the first is in its COMMIT');
      writing.push(b.write(writeOf(deciding([put(far, groupHead())]))).then(() => (isOver = true)));
      await waitFor((waiting) => waiting === 2 || isOver, 'the second waits, or is over');
      const seen = (await recordsAt(b)).map(({ seq }) => seq);
      assert.deepEqual(
        seen,
        seen.map((_, i) => i + 1),
      );
      assert.equal(isOver, false);
    });
    await Promise.all(writing);
    const records = await recordsAt(a);
    assert.deepEqual(
      records.map(({ seq, changes }) => [seq, changes[0]!.key.id]),
      [
        [1, 'sg-held'],
        [2, 'sg-far'],
      ],
    );
  }),
);

const HELD = 4711;
const schemaOf = (url: string): string => /search_path%3D(\w+)/.exec(url)![1]!;
const heldUp = (schema: string): string => `
  CREATE FUNCTION ${schema}.held() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.body LIKE '%sg-held%' THEN PERFORM pg_advisory_xact_lock_shared(${HELD}); END IF; RETURN NULL; END $$;
  CREATE CONSTRAINT TRIGGER held AFTER INSERT ON ${schema}.change DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ${schema}.held()`;

import { all, page, root } from '#domain/finding.ts';
import { Mirrored } from '#feed/state-mirror.ts';
import { type Kept, type ResourceKey, resourceKinds } from '#feed/state-resource.ts';
import type { Cursor } from '#kit/cursor.ts';
import type { Deciding, Need } from '#kit/deciding.ts';

/** What an interest reaches: in order, what names before what is named; `missing` is what `find` did not give. */
export type Closure<H> = { readonly found: ReadonlySet<Mirrored<H>>; readonly missing: ReadonlyMap<string, ResourceKey> };

/** `account`: nothing of any other account is reached, as its members are for the operator's hosts alone; undefined reaches all. */
export type Interest = { readonly interfaces: ReadonlyMap<string, ResourceKey>; readonly account: string | undefined };

export function closureOf<H>({ interfaces, account }: Interest, find: (name: string) => Mirrored<H> | undefined): Closure<H> {
  const found = new Set<Mirrored<H>>();
  const missing = new Map<string, ResourceKey>();
  // A set goes on over what is added to it meanwhile: interfaces, then all groups, then what these name.
  const visit = (keys: ReadonlyMap<string, ResourceKey>) => {
    for (const [name, key] of keys) {
      if (account !== undefined && key.account !== account) continue;
      const one = find(name);
      if (one) found.add(one);
      else missing.set(name, key);
    }
  };
  visit(interfaces);
  for (const { names } of found) visit(names);
  return { found, missing };
}

/** One who waits for what he is interested in; `isFresh`: what others have already is read for him once more, so that all of it is of one moment. */
export type Wanting = { readonly interest: Interest; readonly isFresh: boolean };
export type ReadAhead<H> = { readonly cursor: Cursor; readonly read: readonly Mirrored<H>[]; readonly served: number };

/**
 * Reads what is missing for the first of those who wait: for one at least, then for as many as `rows` allows, since the embedded store
 * answers nobody else meanwhile. `served` is how many of them have all now.
 */
export function* readMissing<H>(
  waiting: readonly Wanting[],
  find: (name: string) => Mirrored<H> | undefined,
  rows: number,
): Deciding<ReadAhead<H>> {
  const cursor = (yield { need: 'cursor' }) as Cursor;
  const read = new Map<string, Mirrored<H>>();
  let [size, served] = [0, 0];
  for (const { interest, isFresh } of waiting) {
    for (;;) {
      const { missing } = closureOf(interest, (name) => read.get(name) ?? (isFresh ? undefined : find(name)));
      if (missing.size === 0) break;
      for (const keys of inBites([...missing])) {
        for (const [i, kept] of (yield* together(keys.map(([, key]) => readResource(key)))).entries()) {
          const [name, key] = keys[i]!;
          size += 1 + kept.parts.size;
          read.set(name, new Mirrored(key, kept, cursor.seq));
        }
      }
    }
    served++;
    if (size > rows) break;
  }
  return { cursor, read: [...read.values()], served };
}

/** How many are read together: on PostgreSQL they share their ways there and back. */
const BITE = 64;
const inBites = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / BITE) }, (_, i) => all.slice(i * BITE, (i + 1) * BITE));

/** Runs decisions side by side, asking at each turn for what all of them need next. They may ask for what is in the state, and no more. */
function* together<T>(decisions: readonly Deciding<T>[]): Deciding<readonly T[]> {
  const results: T[] = [];
  let running = decisions.map((decision, i) => ({ decision, i, answer: undefined as unknown }));
  for (;;) {
    const asking = running.flatMap(({ decision, i, answer }) => {
      const step = decision.next(answer);
      if (step.done) results[i] = step.value;
      return step.done ? [] : [{ decision, i, need: step.value as Need }];
    });
    if (asking.length === 0) return results;
    const answers = (yield { need: 'each', needs: asking.map(({ need }) => need) }) as readonly unknown[];
    running = asking.map(({ decision, i }, n) => ({ decision, i, answer: answers[n] }));
  }
}

const CHUNK = 500;

function* readResource(key: ResourceKey): Deciding<Kept> {
  const { account, region, kind, id } = key;
  const keep = resourceKinds[kind].keep as (id: string, row: unknown) => unknown;
  const head = (yield* root({ account, region, kind: kind === 'members' ? 'group' : kind, id }))?.head ?? null;
  const parts = new Map<string, unknown>();
  if (kind === 'members') {
    for (let after = ''; ; ) {
      const { rows } = yield* page({ account, region }, 'interface', { where: [['group', id]], limit: CHUNK, ...(after && { after }) });
      for (const row of rows) parts.set(row.key.id, keep(row.key.id, row.head));
      if (rows.length < CHUNK) break;
      after = rows.at(-1)!.key.id;
    }
  } else if (kind !== 'interface') {
    for (const [part, row] of (yield* all({ account, region, kind, id })).entries()) parts.set(part, keep(part, row));
  }
  return { head, parts };
}

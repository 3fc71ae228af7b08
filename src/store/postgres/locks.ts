import { createHash } from 'node:crypto';
import type { Key, Need, Scope } from '#kit/deciding.ts';
import { indexRowsOf } from '#store/index-rows.ts';
import type { Connection } from '#store/postgres/connect.ts';
import type { Change } from '#store/store.ts';

/**
 * Which scopes a batch holds: (account, region) by (account, region), until its transaction ends.
 *   scope -> 64-bit number -> advisory lock of the transaction, shared or alone
 * INVARIANT: a lock is waited for only where its scope comes after all that are held, so that no two batches wait for each other. Any other is
 * tried, and where it is not to be had the batch ends and begins anew with all that it is known to need (`Relock`).
 */
export type Wanted = Map<string, 'shared' | 'alone'>;

/** Nothing was done; the same batch goes through once it begins with these. */
export class Relock {
  readonly wanted: Wanted;
  constructor(wanted: Wanted) {
    this.wanted = wanted;
  }
}

const textOf = ({ account, region }: Scope): string => `${account}/${region}`;
const numberOf = (text: string): string => createHash('sha256').update(text).digest().readBigInt64BE().toString();

/** What has to be held before a need is answered. What is account-wide or of the directory is read by many and changed by few. */
export function scopesOf(need: Need): Wanted {
  const scope = need.need === 'root' ? need.key : need.need === 'refs' ? need.to : need.need === 'page' ? need.scope : need.of;
  const isAlone = scope.region !== '' || (need.need === 'root' && need.hold === 'change');
  return new Map([[textOf(scope), isAlone ? 'alone' : 'shared']]);
}

/** What has to be held alone before changes are made: the rows' own scopes, and those under which their references are found. */
export function scopesOfChanges(changes: readonly Change[]): Wanted {
  const wanted: Wanted = new Map();
  const take = (key: Key) => wanted.set(textOf(key), 'alone');
  for (const change of changes) {
    take(change.key);
    const { refsOut, refsIn } = indexRowsOf(change);
    for (const to of refsOut) take(to);
    for (const to of refsIn) take(to);
  }
  return wanted;
}

export const scopeOf = (scope: Scope): Wanted => new Map([[textOf(scope), 'alone']]);

export class Locks {
  readonly #held: Wanted = new Map();
  #last = '';

  /** Those of `wanted` that are not yet held. */
  missing(wanted: Iterable<Wanted>): Wanted {
    const missing: Wanted = new Map();
    for (const some of wanted)
      for (const [scope, mode] of some) {
        const held = this.#held.get(scope);
        if (held === 'alone' || held === mode) continue;
        if (missing.get(scope) !== 'alone') missing.set(scope, mode);
      }
    return missing;
  }

  /** Sends what takes them, without waiting. What is sent after it runs once they are held. Rejects with Relock. */
  take(connection: Connection, missing: Wanted): Promise<void>[] {
    const scopes = [...missing].sort(([a], [b]) => (a < b ? -1 : 1));
    const isBehind = ([scope]: readonly [string, unknown]) => scope > this.#last;
    const later = scopes.filter(isBehind);
    const others = scopes.filter((scope) => !isBehind(scope));
    const before = new Map(this.#held);
    for (const [scope, mode] of scopes) this.#held.set(scope, mode);
    this.#last = later.at(-1)?.[0] ?? this.#last;
    const values = (some: typeof scopes) => [some.map(([scope]) => numberOf(scope)), some.map(([, mode]) => mode === 'shared')];
    const sent: Promise<void>[] = [];
    if (later.length > 0) sent.push(connection.query(waiting, values(later)).then(() => {}));
    if (others.length > 0)
      sent.push(
        connection.query(trying, values(others)).then(([row]) => {
          if (row![0] !== true) throw new Relock(joined(before, missing));
        }),
      );
    return sent;
  }

  /** All that is held now. */
  get held(): Wanted {
    return new Map(this.#held);
  }
}

const joined = (a: Wanted, b: Wanted): Wanted => {
  const both = new Map(a);
  for (const [scope, mode] of b) if (both.get(scope) !== 'alone') both.set(scope, mode);
  return both;
};

const given = 'FROM unnest($1::bigint[], $2::boolean[]) AS k(n, shared)';
const waiting = {
  name: 'lock',
  text: `SELECT CASE WHEN shared THEN pg_advisory_xact_lock_shared(n)::text ELSE pg_advisory_xact_lock(n)::text END ${given}`,
};
const trying = {
  name: 'try lock',
  text: `SELECT bool_and(CASE WHEN shared THEN pg_try_advisory_xact_lock_shared(n) ELSE pg_try_advisory_xact_lock(n) END) ${given}`,
};

/** The lock that a batch holds until its end is known; on a connection of its own, whoever gets it knows that the batch is over. */
export const batchLock = (id: string) => [numberOf(`batch ${id}`)];
export const lockBatch = { name: 'lock batch', text: 'SELECT pg_advisory_xact_lock($1::bigint)' };

/**
 * A decision in progress: a generator that yields what it needs and returns an outcome with its effects as data.
 *   handler --yield need--> store --rows--> handler -> reply + effects -> one commit for all that waits -> replies
 * It awaits nothing (a store may answer in the same tick, or for a whole batch at once), and it may run more than once.
 */

/** First in every key. Account '' is the directory: what must be found before the account is known (keys, account names). Region '' is account-wide. */
export type Scope = { readonly account: string; readonly region: string };
export type Key = Scope & { readonly kind: string; readonly id: string };

/** 'change' = I may change it; 'keep' = it must not vanish before I commit; 'look' = as of now. */
export type Hold = 'change' | 'keep' | 'look';

/** A root as loaded: `version` rises with each change of it or of its parts. */
export type Loaded<H = unknown> = { readonly key: Key; readonly version: number; readonly head: H };

/** All parts of a root, found by id or by identity (`domain/kinds.ts` says what the identity of a part is). Immutable. */
export interface Parts<R = unknown> {
  readonly size: number;
  get(id: string): R | undefined;
  idOf(identity: string): string | undefined;
  /** In order of id, which is the order of creation. */
  entries(): Iterable<readonly [string, R]>;
}

/** Exact values of facets (`domain/kinds.ts` says which facets a head has); all must hold. */
export type Where = readonly (readonly [facet: string, value: string])[];
export type Page<H = unknown> = { readonly rows: readonly Loaded<H>[]; readonly total: number | undefined };

export type Need =
  | { readonly need: 'root'; readonly key: Key; readonly hold: Hold }
  /** Answer: for each id the row or undefined. */
  | { readonly need: 'some'; readonly of: Key; readonly ids: readonly string[] }
  /** Answer: Parts. */
  | { readonly need: 'all'; readonly of: Key }
  /** Who names this root, without repetition: answer Key[], the first `limit` in order of account, region, kind and id. */
  | { readonly need: 'refs'; readonly to: Key; readonly limit: number }
  /** Roots of one kind in order of id, after `after` (or after skipping `skip`); `total` asks for the count of all that match. */
  | {
      readonly need: 'page';
      readonly scope: Scope;
      readonly kind: string;
      readonly where: Where;
      readonly after?: string;
      readonly skip?: number;
      readonly limit: number;
      readonly total?: boolean;
    };

/** Committed changes after a sequence number; answered by the batcher from the journal, and no part of a snapshot: the journal only grows. */
export type ChangesNeed = { readonly need: 'changes'; readonly after: number; readonly limit: number };

/** Up to which change the decision sees: answer Cursor, of its very snapshot. Only for what is read, not for what is written. */
export type CursorNeed = { readonly need: 'cursor' };

/** Several at once, which do not wait for each other: answer, theirs in that order. Only for what is read. */
export type EachNeed = { readonly need: 'each'; readonly needs: readonly Need[] };

export type Deciding<T> = Generator<Need | ChangesNeed | CursorNeed | EachNeed, T, unknown>;

/** What is to change, as data. A part is one row: a revoke of one rule out of 1000 writes one. */
export type Effect =
  | { readonly put: Key; readonly head: unknown }
  /** Takes the root with its parts. */
  | { readonly drop: Key }
  /** `row: null` removes. */
  | { readonly part: Key; readonly id: string; readonly row: unknown };

export type Decided = { readonly reply: Readonly<Record<string, unknown>>; readonly effects: readonly Effect[] };

/** Ends a decision without effects. Thrown by `ctx.fail`, caught by the store's runner, nowhere else. */
export class Refusal {
  readonly code: string;
  readonly holes: readonly string[];
  constructor(code: string, holes: readonly string[] = []) {
    this.code = code;
    this.holes = holes;
  }
}

export const keyText = (k: Key): string => `${k.account}/${k.region}/${k.kind}/${k.id}`;

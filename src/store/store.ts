import type { Cursor } from '#kit/cursor.ts';
import type { Decided, Deciding, Key, Need, Scope } from '#kit/deciding.ts';
import type { Mail } from '#store/mail.ts';

/**
 * What a store promises, and what a driver must give for it.
 *   write(w) -> batch { claim token -> decide on what earlier ones of the batch left -> apply } -> one commit -> settle all
 * The batcher (batcher.ts) is shared by every driver; a decision is pure and may run more than once.
 */
export type Outcome =
  | { readonly ok: true; readonly reply: Decided['reply'] }
  | { readonly ok: false; readonly code: string; readonly holes: readonly string[] };

/**
 * Characters, as JSON writes them. Any driver gives back an id of so many; no index of PostgreSQL bears much more. Other texts that are searched
 * by, such as facets, may be longer: they are only compared.
 */
export const LONGEST_ID = 400;
/** An id with half a character would become another one in SQLite. */
export const isKeepable = (id: string): boolean =>
  id.isWellFormed() && (id.length <= LONGEST_ID / 6 || JSON.stringify(id).length - 2 <= LONGEST_ID);

/** One changed row: a head where `part` is absent. `null` = not there. */
export type Change = { readonly key: Key; readonly part?: string; readonly before: unknown; readonly after: unknown };

/** Who changed what: feed, activity log and undo are views of it. */
export type Origin = {
  readonly requestId: string;
  readonly account: string;
  /** ARN of the caller. */
  readonly by: string;
  /** Address of the caller. */
  readonly from: string;
  /** Of the action, since some have the same name; absent in records of before it was noted. */
  readonly product?: string;
  readonly action: string;
  /** Milliseconds since the epoch, UTC. */
  readonly at: number;
  readonly keyId: string;
  readonly nonce: string;
};
export type ChangeRecord = Origin & { readonly changes: readonly Change[] };
export type Recorded = ChangeRecord & { readonly seq: number };
/** The answer to a ChangesNeed. */
export type Changes = { readonly epoch: string; readonly head: number; readonly records: readonly Recorded[] };
/** How long change records are kept: so many milliseconds, and so many of them; the last ones always. */
export type Retention = { readonly age: number; readonly records: number };

export type TokenClaim = { readonly scope: Scope; readonly action: string; readonly token: string; readonly print: string };

/** A nonce as it is kept: so many bytes, of which the first are its hash, and what follows says until when it counts. */
export const NONCE_ENTRY = 12;
export const NONCE_HASH = 8;
/** How long a batch's nonces matter, in milliseconds: a request is accepted up to 15 minutes either side of its timestamp. */
export const NONCE_LIFE = 30 * 60_000;
/** What a request was signed with, once. `isUsedElsewhere`: another server has committed it, as far as this one was told. */
export type SignedNonce = { readonly kept: Uint8Array; readonly isUsedElsewhere: () => boolean };

export type Write = {
  readonly origin: Origin;
  readonly token?: TokenClaim | undefined;
  /** Committed together with what the write does, which is done by no other server that was asked the same. */
  readonly nonce?: SignedNonce | undefined;
  /** Milliseconds since the epoch; counts until the batch is sent. */
  readonly deadline: number;
  /** Runs before the token is looked at, on the same state as `decide`: who may not do it is not told what became of it. Throws to turn away. */
  readonly admit?: (() => Deciding<void>) | undefined;
  readonly decide: () => Deciding<Decided>;
};

export type Unavailable = 'full' | 'readOnly' | 'corrupt' | 'deadline' | 'disconnected' | 'closed';
export type Settled =
  /** Durable. */
  | { readonly is: 'done'; readonly outcome: Outcome; readonly replayed: boolean }
  | { readonly is: 'tokenMismatch' }
  /** Another server has had a request with its nonce; nothing was done. */
  | { readonly is: 'nonceUsed' }
  /** `admit` threw this. Nothing was done, and nothing is remembered. */
  | { readonly is: 'notAdmitted'; readonly cause: unknown }
  /** The decision or its commit failed through a fault of ours; nothing was done. */
  | { readonly is: 'broken'; readonly cause: unknown }
  /** Nothing was done. */
  | { readonly is: 'unavailable'; readonly why: Unavailable }
  /** The medium failed while the commit was being made durable: a restart may find it done or not, whole either way. Nobody can be told which. */
  | { readonly is: 'undecided'; readonly why: Unavailable };

/** Thrown by `Round.commit` where what it was to make durable may be found after a restart, or may not. */
export class Undecided {
  readonly cause: unknown;
  constructor(cause: unknown) {
    this.cause = cause;
  }
}

export type Health = { readonly epoch: string; readonly head: number; readonly writable: boolean; readonly why?: Unavailable };

/** What servers on one database tell each other: hints, which may come late, twice or never. What counts is in the database. */
export type Peers = {
  /**
   * Calls with what another server, never this one, notifies on the channel; with undefined once it begins, and whenever something
   * may have been missed. Gives how to stop that.
   */
  listen(channel: string, heard: (payload: string | undefined) => void): () => void;
  /** Tells all other servers. `channel` is a word of at most 30 letters; `payload` has less than 8000 bytes. */
  notify(channel: string, payload: string): void;
};

export interface Store {
  /** Committed state only, one snapshot for the generator, linearizable. Throws what the generator throws, Refusal included. */
  read<T>(decide: () => Deciding<T>): Promise<T>;
  /** Joins the next batch; resolves after its commit is on disk. */
  write(w: Write): Promise<Settled>;
  /** In order, without holes, after that sequence number. */
  changesAfter(seq: number, limit: number): Promise<readonly (ChangeRecord & { readonly seq: number })[]>;
  /** Writes nothing; false once it can neither read nor write. Tries a stopped medium again. */
  health(): Promise<Health>;
  /** What a failed read means: the medium or connection, or undefined for all else. */
  unavailable(cause: unknown): Unavailable | undefined;
  /** Nonces kept by earlier commits and not yet expired, as `take` of the batcher's options gave them. */
  nonces(): Promise<readonly Uint8Array[]>;
  /** Removes what has expired by `now` (tokens, nonces; change records where a retention is given), a bounded number at a time. */
  purge(now: number, keep?: Retention): Promise<void>;
  /** Calls after commits that have change records, of this server and of others, with a number that the last one has reached; gives how to stop. A hint. */
  onCommitted(listener: (head: number) => void): () => void;
  /** The other servers on the same database; undefined where there cannot be any. */
  readonly peers: Peers | undefined;
  /** Questions to hosts, of all servers on the same database. */
  readonly mail: Mail;
  /** Finishes what is queued first. */
  close(): Promise<void>;
}

/** What a driver implements. All of it may answer at once or by a promise; the embedded one never makes a promise. */
export interface Driver {
  /** What it does otherwise than the contract suite's default, each with its reason. */
  readonly differences: Readonly<Record<string, string>>;
  /** Answers to the needs from committed state. */
  look(needs: readonly Need[]): Answers;
  /**
   * Where other servers may write too: a new snapshot for each decision. Then nothing is answered from memory, and what the decisions of a batch
   * ask for first is loaded for all of them together before they are decided (`foresee.ts`). Its rounds remember what they loaded.
   */
  snapshot?(): Snapshot;
  readonly peers?: Peers;
  /** Where other servers may ask and answer too. */
  readonly mail?: Mail;
  /**
   * How many milliseconds to wait before the same is tried again, after `cause` ended the try number `tries` (from 0) with nothing done; undefined
   * where that would not help. It is for the driver to find an end.
   */
  again?(cause: unknown, tries: number): number | undefined;
  /** `last` is what ended the try before of the same batch, where `again` gave it another. */
  begin(last?: unknown): Round | Promise<Round>;
  changesAfter(seq: number, limit: number): Soon<readonly (ChangeRecord & { readonly seq: number })[]>;
  health(): Soon<Health>;
  nonces(): Soon<readonly Uint8Array[]>;
  /** Nonces that other servers have committed since this, a round of its own or `nonces` was last asked. */
  foreignNonces?(): Promise<readonly Uint8Array[]>;
  /** True where it stopped at a bite and there is more to remove. */
  purge(now: number, keep?: Retention): Soon<boolean> | Soon<void>;
  /** What a failure of any call means: the medium or connection (then nothing was done), or undefined for all else. */
  unavailable(cause: unknown): Unavailable | undefined;
  close(): Soon<void>;
}
export type Soon<T> = T | Promise<T>;
export type Answers = Soon<readonly unknown[]>;
/** Committed state as of its first load; `cursor` is the last change that it shows. */
export type Snapshot = { load(needs: readonly Need[]): Answers; cursor(): Soon<Cursor>; end(): void };

/** One transaction. What was applied is seen by its later loads. */
export interface Round {
  load(needs: readonly Need[]): Answers;
  /** Outcomes remembered under these tokens, expired ones left out. Claimed in sorted order before anything else. */
  claim(tokens: readonly TokenClaim[]): Soon<ReadonlyMap<string, Remembered>>;
  /** As the driver's; what is committed later and was used by a write of this round makes the commit fail, and the batch is tried again. */
  foreignNonces?(): Promise<readonly Uint8Array[]>;
  /** Rows and the indexes derived from them (`index-rows.ts`). */
  apply(changes: readonly Change[]): Soon<void>;
  /** Records, token outcomes, seen nonces; the sequence counter last. Durable when it returns. Gives the sequence number of the last record. */
  commit(settling: readonly Settling[], nonces: Uint8Array): Soon<number>;
  rollback(): Soon<void>;
}
export type Remembered = { readonly print: string; readonly outcome: Outcome };
export type Settling = {
  readonly record?: ChangeRecord;
  /** As it is kept. */
  readonly nonce?: Uint8Array;
  readonly token?: TokenClaim & { readonly outcome: Outcome; readonly expires: number };
};

export const tokenText = (t: TokenClaim): string => `${t.scope.account}/${t.scope.region}/${t.action}/${t.token}`;

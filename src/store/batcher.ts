import { type ChangesNeed, type Decided, type Deciding, type Effect, type Need, Refusal } from '#kit/deciding.ts';
import { Cache } from '#store/cache.ts';
import { foresee } from '#store/foresee.ts';
import {
  type ChangeRecord,
  type Changes,
  type Driver,
  type Health,
  type Outcome,
  type Remembered,
  type Retention,
  type Round,
  type Settled,
  type Settling,
  type Soon,
  type Store,
  type TokenClaim,
  tokenText,
  Undecided,
  type Write,
} from '#store/store.ts';
import { BatchView, CommittedView, onceAnswered, type View } from '#store/view.ts';

/**
 * The batcher that every driver shares.
 *   write -> queue -> (end of this turn of the event loop, or of the next ones while they bring more) -> batch of at most 256
 *     claim tokens -> (foresee) -> admit and decide one after the other on the batch's overlay, each applied at once -> one commit -> cache takes the overlay -> settle
 * Only a driver that shares its data with other servers has needs foreseen, and may have a batch tried again.
 * A request that is refused has no effects, so there are no savepoints. One whose effects cannot be applied is left out and the rest decided again.
 */
const MOST = 256;
const MOST_TURNS = 8;
/** Milliseconds. */
const BETWEEN_BITES = 10;
const TOKEN_LIFE = 24 * 3600_000;

type Job = { readonly write: Write; readonly resolve: (s: Settled) => void };
type Options = {
  readonly now: () => number;
  /** Nonces seen since it was last asked, to be kept with the next commit. */
  readonly takeNonces: () => Uint8Array;
};

type Answering = { answer(need: Need | ChangesNeed): Soon<unknown> };

/** Runs a decision on what a view answers; goes on in the same tick as long as the view answers at once. */
function run<T>(decision: Deciding<T>, view: Answering): Soon<T> {
  let step = decision.next();
  while (!step.done) {
    const answer = view.answer(step.value);
    if (answer instanceof Promise) return answer.then((a) => resume(decision, view, a));
    step = decision.next(answer);
  }
  return step.value;
}
async function resume<T>(decision: Deciding<T>, view: Answering, answer: unknown): Promise<T> {
  let step = decision.next(answer);
  while (!step.done) step = decision.next(await view.answer(step.value));
  return step.value;
}

/** The request whose effects could not be applied; the others of its batch are innocent. */
class Guilty {
  readonly job: Job;
  readonly cause: unknown;
  constructor(job: Job, cause: unknown) {
    this.job = job;
    this.cause = cause;
  }
}

/** Ends a try of a batch with nothing done; another may go through. Milliseconds. */
class Again {
  readonly wait: number;
  constructor(wait: number) {
    this.wait = wait;
  }
}

export class Batcher implements Store {
  readonly #driver: Driver;
  readonly #options: Options;
  readonly #cache: Cache;
  readonly #committed: Answering;
  readonly #listeners = new Set<(head: number) => void>();
  #queue: Job[] = [];
  #flushing: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  /** Taken from the options, and not yet kept by a commit that succeeded. */
  #nonces = none;

  constructor(driver: Driver, options: Options) {
    this.#driver = driver;
    this.#options = options;
    this.#cache = driver.snapshot ? new Cache(0, 0) : new Cache();
    this.#committed = this.#withChanges(new CommittedView(this.#cache, (needs) => driver.look(needs)));
  }

  #withChanges(view: View): Answering {
    return { answer: (need) => (need.need === 'changes' ? this.#changes(need) : view.answer(need)) };
  }
  /** In a turn of its own, so that who reads far does not hold up the others. */
  async #changes({ after, limit }: ChangesNeed): Promise<Changes> {
    await paused(0);
    const { epoch, head } = await this.#driver.health();
    return { epoch, head, records: await this.#driver.changesAfter(after, limit) };
  }

  async read<T>(decide: () => Deciding<T>): Promise<T> {
    return this.#driver.snapshot ? this.#readShared(decide) : run(decide(), this.#committed);
  }

  async #readShared<T>(decide: () => Deciding<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      const snapshot = this.#driver.snapshot!();
      try {
        return await run(decide(), this.#withChanges(new CommittedView(this.#cache, (needs) => snapshot.load(needs))));
      } catch (cause) {
        const wait = this.#driver.again?.(cause, tries);
        if (wait === undefined) throw cause;
        await paused(wait);
      } finally {
        snapshot.end();
      }
    }
  }

  write(write: Write): Promise<Settled> {
    if (this.#closing) return Promise.resolve({ is: 'unavailable', why: 'closed' });
    return new Promise((resolve) => {
      this.#queue.push({ write, resolve });
      this.#flushing ??= this.#flush();
    });
  }

  async #flush(): Promise<void> {
    while (this.#queue.length > 0) {
      await this.#gather();
      const batch = this.#queue.slice(0, MOST);
      this.#queue = this.#queue.slice(MOST);
      await this.#settle(batch);
    }
    this.#flushing = undefined;
  }

  /**
   * Everything that arrives in this turn of the event loop shares the commit; where there is company, so does what comes in the next turns, as long
   * as something does: others were answered by the commit before and are about to ask again. Somebody alone never waits. Each batch waits for a turn
   * of its own, or somebody who writes again as soon as he is answered would keep the loop from turning.
   */
  async #gather(): Promise<void> {
    let before = 0;
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      const { length } = this.#queue;
      if (length === 1 || length === before || length >= MOST) return;
      before = length;
    }
  }

  /** Settles every job of the batch, whatever happens. */
  async #settle(batch: readonly Job[]): Promise<void> {
    let jobs = batch;
    let tries = 0;
    while (jobs.length > 0) {
      const guilty = await this.#tryBatch(jobs, tries);
      if (!guilty) return;
      if (guilty instanceof Again) {
        tries += 1;
        await paused(guilty.wait);
        jobs = this.#inTime(jobs);
        continue;
      }
      if (guilty instanceof Guilty) {
        guilty.job.resolve({ is: 'broken', cause: guilty.cause });
        jobs = jobs.filter((job) => job !== guilty.job);
      } else if (jobs.length === 1) {
        jobs[0]!.resolve({ is: 'broken', cause: guilty.cause });
        return;
      } else {
        // The commit does not say whose fault it was: halves find out.
        const half = jobs.length >> 1;
        await this.#settle(jobs.slice(0, half));
        jobs = jobs.slice(half);
      }
    }
  }

  /** Those that may wait longer; the others are told that nothing was done. */
  #inTime(jobs: readonly Job[]): readonly Job[] {
    const now = this.#options.now();
    return jobs.filter(({ write, resolve }) => {
      if (now <= write.deadline) return true;
      resolve({ is: 'unavailable', why: 'deadline' });
      return false;
    });
  }

  /** Decides and commits; gives who or what was at fault where the batch must be tried again without it, or that it may be tried as it is. */
  async #tryBatch(jobs: readonly Job[], tries: number): Promise<Guilty | Again | { readonly cause: unknown } | undefined> {
    let round: Round | undefined;
    try {
      round = await this.#driver.begin();
      const view = new BatchView(this.#cache, (needs) => round!.load(needs));
      const settled: Settled[] = [];
      const settling: Settling[] = [];
      const claims = jobs.flatMap((job) => (job.write.token ? [job.write.token] : []));
      const remembered = new Map(claims.length > 0 ? await round.claim(sorted(claims)) : []);
      if (this.#driver.snapshot)
        await foresee(
          jobs.map(({ write }) => write),
          (needs) => round!.load(needs),
        );
      for (const job of jobs) {
        const deciding = this.#decide(job, view, round, remembered, settling);
        settled.push(deciding instanceof Promise ? await deciding : deciding);
      }
      if (settling.length === 0) await round.rollback();
      else {
        this.#nonces = joined(this.#nonces, this.#options.takeNonces());
        const done = round.commit(settling, this.#nonces);
        const head = done instanceof Promise ? await done : done;
        view.keep(head);
        this.#nonces = none;
        if (settling.some(({ record }) => record)) for (const listener of this.#listeners) listener(head);
      }
      for (const [i, job] of jobs.entries()) job.resolve(settled[i]!);
      return undefined;
    } catch (cause) {
      await rolledBack(round);
      const isUndecided = cause instanceof Undecided;
      const wait = isUndecided ? undefined : this.#driver.again?.(cause instanceof Guilty ? cause.cause : cause, tries);
      if (wait !== undefined) return new Again(wait);
      const why = this.#driver.unavailable(isUndecided || cause instanceof Guilty ? cause.cause : cause);
      if (!why) return cause instanceof Guilty ? cause : { cause };
      for (const job of jobs) job.resolve({ is: isUndecided ? 'undecided' : 'unavailable', why });
      return undefined;
    }
  }

  #decide(job: Job, view: BatchView, round: Round, remembered: Map<string, Remembered>, settling: Settling[]): Soon<Settled> {
    const { write } = job;
    if (this.#options.now() > write.deadline) return { is: 'unavailable', why: 'deadline' };
    if (!write.admit) return this.#decideAdmitted(job, view, round, remembered, settling);
    return onceAnswered(
      this.#admit(write.admit, this.#withChanges(view)),
      (turnedAway): Soon<Settled> => (turnedAway ? turnedAway : this.#decideAdmitted(job, view, round, remembered, settling)),
    );
  }

  #admit(admit: NonNullable<Write['admit']>, view: Answering): Soon<Settled | undefined> {
    const failed = (cause: unknown): Settled => {
      if (this.#driver.unavailable(cause)) throw cause;
      return { is: 'notAdmitted', cause };
    };
    try {
      const admitted = run(admit(), view);
      return admitted instanceof Promise ? admitted.then(() => undefined, failed) : undefined;
    } catch (cause) {
      return failed(cause);
    }
  }

  #decideAdmitted(job: Job, view: BatchView, round: Round, remembered: Map<string, Remembered>, settling: Settling[]): Soon<Settled> {
    const { write } = job;
    const known = write.token && remembered.get(tokenText(write.token));
    if (known) return known.print === write.token!.print ? { is: 'done', outcome: known.outcome, replayed: true } : { is: 'tokenMismatch' };
    return onceAnswered(this.#judge(write, this.#withChanges(view)), (judged): Soon<Settled> => {
      if ('broken' in judged) return { is: 'broken', cause: judged.broken };
      const { effects, outcome } = judged;
      const applied = effects.length > 0 ? this.#apply(job, effects, view, round) : undefined;
      return onceAnswered(applied, (record): Settled => {
        remember(write, outcome, record, remembered, settling);
        return { is: 'done', outcome, replayed: false };
      });
    });
  }

  /** A refusal is an outcome; a fault of the medium ends the batch; any other fault is this request's alone. */
  #judge(write: Write, view: Answering): Soon<Judged> {
    const failed = (cause: unknown): Judged => {
      if (cause instanceof Refusal) return { effects: [], outcome: { ok: false, code: cause.code, holes: cause.holes } };
      if (this.#driver.unavailable(cause)) throw cause;
      return { broken: cause };
    };
    try {
      const decided = run(write.decide(), view);
      return decided instanceof Promise ? decided.then(accepted, failed) : accepted(decided);
    } catch (cause) {
      return failed(cause);
    }
  }

  /** Gives the record, or none where the effects change nothing. */
  #apply(job: Job, effects: readonly Effect[], view: BatchView, round: Round): Soon<ChangeRecord | undefined> {
    const failed = (cause: unknown): never => {
      throw new Guilty(job, cause);
    };
    try {
      const applied = onceAnswered(view.change(effects), (changes) =>
        changes.length === 0 ? undefined : onceAnswered(round.apply(changes), (): ChangeRecord => ({ ...job.write.origin, changes })),
      );
      return applied instanceof Promise ? applied.catch(failed) : applied;
    } catch (cause) {
      return failed(cause);
    }
  }

  async changesAfter(seq: number, limit: number) {
    return this.#driver.changesAfter(seq, limit);
  }
  async health(): Promise<Health> {
    const health = await this.#driver.health();
    return this.#closing ? { ...health, writable: false, why: 'closed' } : health;
  }
  unavailable(cause: unknown) {
    return this.#driver.unavailable(cause);
  }
  async nonces() {
    return this.#driver.nonces();
  }
  async purge(now: number, keep?: Retention) {
    await this.#flushing;
    await this.#keepNonces();
    while (!this.#closing && (await this.#driver.purge(now, keep))) await paused(BETWEEN_BITES);
  }
  onCommitted(listener: (head: number) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }
  async #finish() {
    await this.#flushing;
    try {
      await this.#keepNonces();
    } finally {
      await this.#driver.close();
    }
  }

  /** Nonces of requests that changed nothing wait for the next commit; here they get one of their own. */
  async #keepNonces() {
    this.#nonces = joined(this.#nonces, this.#options.takeNonces());
    if (this.#nonces.length === 0) return;
    const round = await this.#driver.begin();
    try {
      await round.commit([], this.#nonces);
      this.#nonces = none;
    } catch (cause) {
      await rolledBack(round);
      throw cause instanceof Undecided ? cause.cause : cause;
    }
  }
}

type Judged = { readonly effects: readonly Effect[]; readonly outcome: Outcome } | { readonly broken: unknown };
const accepted = ({ reply, effects }: Decided): Judged => ({ effects, outcome: { ok: true, reply } });
const none: Uint8Array = new Uint8Array();
function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
const sorted = (claims: readonly TokenClaim[]) => [...claims].sort((a, b) => (tokenText(a) < tokenText(b) ? -1 : 1));

/** Notes what this commit has to keep, and lets later requests of the batch with the same token have the outcome. */
function remember(
  write: Write,
  outcome: Outcome,
  record: ChangeRecord | undefined,
  remembered: Map<string, Remembered>,
  settling: Settling[],
) {
  if (!write.token) {
    if (record) settling.push({ record });
    return;
  }
  const token = { ...write.token, outcome, expires: write.origin.at + TOKEN_LIFE };
  remembered.set(tokenText(token), { print: token.print, outcome });
  settling.push(record ? { record, token } : { token });
}

const paused = (wait: number): Promise<void> => new Promise((resolve) => (wait > 0 ? setTimeout(resolve, wait) : setImmediate(resolve)));

async function rolledBack(round: Round | undefined): Promise<void> {
  try {
    await round?.rollback();
  } catch {
    // The transaction is gone with its connection; the cause that brought us here is the one to tell.
  }
}

import type { Cursor } from '#kit/cursor.ts';
import { type ChangesNeed, type Decided, type Deciding, type Effect, Refusal } from '#kit/deciding.ts';
import { Announcements } from '#store/announcements.ts';
import { Cache } from '#store/cache.ts';
import { remember, sorted } from '#store/claims.ts';
import { foresee } from '#store/foresee.ts';
import { joined, KeptNonces, type NonceOptions } from '#store/kept-nonces.ts';
import { type Mail, MemoryMail } from '#store/mail.ts';
import { refusedMeanwhile } from '#store/refused-meanwhile.ts';
import { type Answering, run } from '#store/run.ts';
import {
  type ChangeRecord,
  type Changes,
  type Driver,
  type Health,
  type Outcome,
  type Peers,
  type Remembered,
  type Retention,
  type Round,
  type Settled,
  type Settling,
  type Soon,
  type Store,
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
const OVERDUE = 250;

type Job = { readonly write: Write; readonly resolve: (s: Settled) => void; isKept: boolean };
type Options = NonceOptions & { readonly now: () => number };

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
  readonly #announcements: Announcements;
  readonly peers: Peers | undefined;
  readonly mail: Mail;
  #queue: Job[] = [];
  #flushing: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  /** What the cache has come to, where it is used: the driver may be a commit ahead of that for a moment. */
  #shown = 0;
  /** A commit is under way, and reads are answered from the state before it. */
  #isCommitting = false;
  readonly #nonces: KeptNonces;

  constructor(driver: Driver, options: Options) {
    this.#driver = driver;
    this.#options = options;
    this.peers = driver.peers;
    this.#nonces = new KeptNonces(driver, options);
    this.mail = driver.mail ?? new MemoryMail();
    this.#announcements = new Announcements(driver.peers);
    this.#cache = driver.snapshot ? new Cache(0, 0) : new Cache();
    if (!driver.snapshot) void onceAnswered(driver.health(), ({ head }) => (this.#shown = head));
    const cursor = () => onceAnswered(driver.health(), ({ epoch }): Cursor => ({ epoch, seq: this.#shown }));
    this.#committed = this.#withChanges(new CommittedView(this.#cache, (needs) => driver.look(needs)), cursor);
  }

  #withChanges(view: View, cursor: () => Soon<Cursor> = noCursor): Answering {
    return {
      answer: (need) => {
        if (need.need === 'changes') return this.#changes(need);
        return need.need === 'cursor' ? cursor() : view.answer(need);
      },
    };
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
        const view = new CommittedView(this.#cache, (needs) => snapshot.load(needs));
        return await run(
          decide(),
          this.#withChanges(view, () => snapshot.cursor()),
        );
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
    const refused: Settled | false | undefined = this.#closing
      ? { is: 'unavailable', why: 'closed' }
      : this.#isCommitting && refusedMeanwhile(write, this.#committed, (cause) => this.#driver.unavailable(cause));
    if (refused) {
      this.#nonces.left(write);
      return Promise.resolve(refused);
    }
    return new Promise((done) => {
      const job: Job = {
        write,
        resolve: (settled) => {
          if (!job.isKept && settled.is !== 'nonceUsed') this.#nonces.left(write);
          done(settled);
        },
        isKept: false,
      };
      this.#queue.push(job);
      this.#flushing ??= this.#flush();
    });
  }

  async #flush(): Promise<void> {
    // A batch may wait for its database for longer than those behind it may wait.
    const overdue = this.#driver.snapshot && setInterval(() => this.#turnAwayOverdue(), OVERDUE);
    while (this.#queue.length > 0) {
      await this.#gather();
      const batch = this.#queue.slice(0, MOST);
      this.#queue = this.#queue.slice(MOST);
      await this.#settle(batch);
    }
    clearInterval(overdue);
    this.#flushing = undefined;
  }

  #turnAwayOverdue(): void {
    this.#queue = [...this.#inTime(this.#queue)];
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
    let taken: Uint8Array | undefined;
    try {
      round = await this.#driver.begin();
      const view = new BatchView(this.#cache, (needs) => round!.load(needs));
      const settled: Settled[] = [];
      const settling: Settling[] = [];
      const claims = jobs.flatMap((job) => (job.write.token ? [job.write.token] : []));
      const remembered = new Map(claims.length > 0 ? await round.claim(sorted(claims)) : []);
      if (this.#driver.snapshot) {
        const writes = jobs.map(({ write }) => write);
        const foreseen = foresee(writes, (needs) => round!.load(needs));
        // Sent behind the locks that are taken for what is foreseen, and with the first of its reads.
        const foreign = this.#nonces.areShared ? round.foreignNonces?.() : undefined;
        foreign?.catch(() => {});
        await foreseen;
        if (foreign) this.#nonces.meet(await foreign);
      }
      for (const job of jobs) {
        const deciding = this.#decide(job, view, round, remembered, settling);
        settled.push(deciding instanceof Promise ? await deciding : deciding);
      }
      if (settling.length === 0) await round.rollback();
      else {
        taken = this.#nonces.take();
        const decided = jobs.filter((_, i) => settled[i]!.is !== 'nonceUsed');
        const done = round.commit(settling, joined(taken, ...decided.flatMap(({ write }) => (write.nonce ? [write.nonce.kept] : []))));
        this.#isCommitting = done instanceof Promise && !this.#driver.snapshot;
        const head = done instanceof Promise ? await done : done;
        this.#isCommitting = false;
        view.keep(head);
        this.#shown = head;
        for (const job of decided) job.isKept = true;
        if (settling.some(({ record }) => record)) this.#announcements.committed(head);
      }
      for (const [i, job] of jobs.entries()) job.resolve(settled[i]!);
      return undefined;
    } catch (cause) {
      this.#isCommitting = false;
      if (taken) this.#nonces.giveBack(taken);
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
    if (write.nonce?.isUsedElsewhere()) return { is: 'nonceUsed' };
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
    await this.#nonces.keep();
    while (!this.#closing && (await this.#driver.purge(now, keep))) await paused(BETWEEN_BITES);
  }
  onCommitted(listener: (head: number) => void): () => void {
    return this.#announcements.listen(listener);
  }
  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }
  async #finish() {
    await this.#flushing;
    await this.#nonces.stop();
    try {
      await this.#nonces.keep();
    } finally {
      await this.#driver.close();
    }
  }
}

type Judged = { readonly effects: readonly Effect[]; readonly outcome: Outcome } | { readonly broken: unknown };
const accepted = ({ reply, effects }: Decided): Judged => ({ effects, outcome: { ok: true, reply } });
const noCursor = (): never => {
  throw new Error('only a read has a cursor');
};

const paused = (wait: number): Promise<void> => new Promise((resolve) => (wait > 0 ? setTimeout(resolve, wait) : setImmediate(resolve)));

async function rolledBack(round: Round | undefined): Promise<void> {
  try {
    await round?.rollback();
  } catch {
    // The transaction is gone with its connection; the cause that brought us here is the one to tell.
  }
}

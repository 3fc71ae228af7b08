import type { Cursor } from '#kit/cursor.ts';
import { type ChangesNeed, type Decided, type Deciding, type Effect, Refusal } from '#kit/deciding.ts';
import { Announcements } from '#store/announcements.ts';
import { COMPANY, gather, sizeOf } from '#store/batch-size.ts';
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
import { Again, Guilty, rolledBack } from '#store/tries.ts';
import { BatchView, CommittedView, onceAnswered, type View } from '#store/view.ts';

/**
 * The batcher that every driver shares.
 *   write -> queue -> (end of this turn of the event loop, or of the next ones while they bring more) -> batch of at most 256
 *     claim tokens -> (foresee) -> admit and decide one after the other on the batch's overlay, each applied at once -> one commit -> cache takes the overlay -> settle
 * Only a driver that shares its data with other servers has needs foreseen, may have a batch tried again, and has a second batch begin while the
 * first one's commit is under way.
 * A request that is refused has no effects, so there are no savepoints. One whose effects cannot be applied is left out and the rest decided again.
 */
/** Milliseconds. */
const BETWEEN_BITES = 10;
const OVERDUE = 250;

type Job = { readonly write: Write; readonly resolve: (s: Settled) => void; isKept: boolean };
type Options = NonceOptions & { readonly now: () => number };

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
  /** The batch whose commit was sent, where the next one may begin behind it. */
  #ahead: { readonly size: number; readonly settled: Promise<void> } | undefined;
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
      if (this.#queue.length < COMPANY) await this.#ahead?.settled;
      await gather(() => this.#queue.length);
      const most = sizeOf(this.#queue.length, this.#ahead?.size ?? 0, this.#driver.snapshot !== undefined);
      const batch = this.#queue.slice(0, most);
      this.#queue = this.#queue.slice(most);
      await (this.#driver.snapshot ? this.#begin(batch) : this.#settle(batch));
      // Those of the batch ahead are about to ask again, and nobody else may be.
      if (this.#queue.length === 0) await this.#ahead?.settled;
    }
    clearInterval(overdue);
    this.#flushing = undefined;
  }

  /** Resolves once the next batch may begin: when this one's commit was sent, and the one ahead of it is settled. It waits for this one's locks. */
  async #begin(jobs: readonly Job[]): Promise<void> {
    const sent = Promise.withResolvers<void>();
    const settled = this.#settle(jobs, sent.resolve);
    await Promise.race([sent.promise, settled]);
    await this.#ahead?.settled;
    const ahead = { size: jobs.length, settled };
    this.#ahead = ahead;
    void settled.then(() => {
      if (this.#ahead === ahead) this.#ahead = undefined;
    });
  }

  #turnAwayOverdue(): void {
    this.#queue = [...this.#inTime(this.#queue)];
  }

  /** Settles every job of the batch, whatever happens; `sent` is called when a commit of some of them is on its way. */
  async #settle(batch: readonly Job[], sent = () => {}): Promise<void> {
    let jobs = batch;
    let tries = 0;
    let last: unknown;
    while (jobs.length > 0) {
      const guilty = await this.#tryBatch(jobs, tries, last, sent);
      if (!guilty) return;
      if (guilty instanceof Again) {
        tries += 1;
        last = guilty.cause;
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
        await this.#settle(jobs.slice(0, half), sent);
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
  async #tryBatch(jobs: readonly Job[], tries: number, last: unknown, sent: () => void): Promise<Guilty<Job> | Again | Fault | undefined> {
    let round: Round | undefined;
    let taken: Uint8Array | undefined;
    try {
      round = await this.#driver.begin(last);
      const view = new BatchView(this.#cache, (needs) => round!.load(needs));
      const settled: Settled[] = [];
      const settling: Settling[] = [];
      const claims = jobs.flatMap((job) => (job.write.token ? [job.write.token] : []));
      const remembered = new Map(claims.length > 0 ? await round.claim(sorted(claims)) : []);
      if (this.#driver.snapshot) {
        const writes = jobs.map(({ write }) => write);
        const foreseen = foresee(writes, (needs) => round!.load(needs));
        // Sent behind the locks that are taken for what is foreseen, and with the first of its reads.
        // Met even where the batch has to begin anew: nobody is given them twice.
        const met = this.#nonces.areShared ? round.foreignNonces?.().then((kept) => this.#nonces.meet(kept)) : undefined;
        met?.catch(() => {});
        await foreseen;
        await met;
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
        sent();
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
      const met = isUndecided || cause instanceof Guilty ? cause.cause : cause;
      const wait = isUndecided ? undefined : this.#driver.again?.(met, tries);
      if (wait !== undefined) return new Again(wait, met);
      const why = this.#driver.unavailable(met);
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

type Fault = { readonly cause: unknown };
type Judged = { readonly effects: readonly Effect[]; readonly outcome: Outcome } | { readonly broken: unknown };
const accepted = ({ reply, effects }: Decided): Judged => ({ effects, outcome: { ok: true, reply } });
const noCursor = (): never => {
  throw new Error('only a read has a cursor');
};

const paused = (wait: number): Promise<void> => new Promise((resolve) => (wait > 0 ? setTimeout(resolve, wait) : setImmediate(resolve)));

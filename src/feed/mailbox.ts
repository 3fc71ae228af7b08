import type { HostName, Letter, Mail, Taker } from '#store/mail.ts';
import type { Peers } from '#store/store.ts';

/**
 * Asks a host, wherever its stream hangs.
 *   ask (server A) -> row + word to the others -> the server with the stream takes it -> `request` on the stream
 *     -> the host answers to any server -> row + word -> A gives it to who asked, or says after the time-out what is known
 * A word that is lost costs the time to the next look.
 */
export type Answered =
  | { readonly is: 'answered'; readonly answer: string }
  /** No stream of that host was open while it was waited for; the host had the question and did not answer; too many wait for it; no store. */
  | { readonly is: 'notConnected' | 'silent' | 'full' | 'unavailable' };
export type Deliver = (letter: Pick<Letter, 'id' | 'question' | 'expires'>) => void;

/** Characters, and how many questions may wait: for one host, and on one server. Milliseconds. */
const longestQuestion = 64 * 1024;
const longestAnswer = 256 * 1024;
const MOST_A_HOST = 32;
const MOST = 1000;
const LONGEST_WAIT = 60_000;
const LOOK = 1000;
const CHANNEL = 'mail';

type Waiting = Pick<Letter, 'account' | 'id'> & { readonly settle: (answer: string | undefined) => void };
/** `seen`: what it was given, until it expires. */
type Stream = { readonly taker: Taker; readonly deliver: Deliver; readonly seen: Map<string, number> };

export class Mailbox {
  readonly #mail: Mail;
  readonly #peers: Peers | undefined;
  readonly #waiting = new Map<string, Waiting>();
  readonly #streams = new Set<Stream>();
  readonly #unlisten: (() => void) | undefined;
  readonly #look: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `peers`: the other servers, which are listened to until it is closed. `look`: how often it looks without a word, in milliseconds. */
  constructor(mail: Mail, peers: Peers | undefined, { look = LOOK } = {}) {
    this.#mail = mail;
    this.#peers = peers;
    this.#look = look;
    this.#unlisten = peers?.listen(CHANNEL, (word) => this.#hear(word));
  }

  /** Never rejects. `timeout` is in milliseconds, a minute at most. A question that is too long is the asker's own fault, and throws. */
  async ask({ account, host }: HostName, question: string, timeout: number): Promise<Answered> {
    if (question.length > longestQuestion) throw new Error(`a question has ${longestQuestion} characters at most`);
    if (this.#waiting.size >= MOST) return { is: 'full' };
    const wait = Math.min(timeout, LONGEST_WAIT);
    const letter: Letter = { account, host, id: crypto.randomUUID(), question, expires: Date.now() + wait };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const answered = new Promise<string | undefined>((settle) => {
      this.#waiting.set(letter.id, { account, id: letter.id, settle });
      timer = setTimeout(() => settle(undefined), wait);
    });
    this.#watch();
    try {
      if (!(await this.#mail.put(letter, MOST_A_HOST, Date.now()))) return { is: 'full' };
      this.#peers?.notify(CHANNEL, `ask ${account}/${host}`);
      this.#deliverTo(letter);
      const answer = await answered;
      if (answer !== undefined) return { is: 'answered', answer };
      // Its last word may be on the way.
      const [found] = await this.#mail.look([letter]);
      if (found?.answer !== undefined) return { is: 'answered', answer: found.answer };
      return { is: found?.isTaken ? 'silent' : 'notConnected' };
    } catch {
      return { is: 'unavailable' };
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(letter.id);
      this.#watch();
      // What cannot be removed now expires.
      this.#mail.remove(letter).catch(() => {});
    }
  }

  /** The host's stream is here: it is given what waits for it, once each, and what it was given on another stream and did not answer. */
  connect(taker: Taker, deliver: Deliver): () => void {
    const stream: Stream = { taker, deliver, seen: new Map() };
    this.#streams.add(stream);
    this.#watch();
    void this.#take(stream, true);
    return () => {
      this.#streams.delete(stream);
      this.#watch();
    };
  }

  /** False where there is no such question (any more), or it was not this identity's stream that it went to. Rejects where the store does. */
  async answer(taker: Taker, id: string, answer: string): Promise<boolean> {
    if (answer.length > longestAnswer || !(await this.#mail.answer(taker, id, answer, Date.now()))) return false;
    const waiting = this.#waiting.get(id);
    if (waiting) waiting.settle(answer);
    else this.#peers?.notify(CHANNEL, `answer ${id}`);
    return true;
  }

  /** Who waits for an answer is told what is known so far. */
  close(): void {
    for (const { settle } of this.#waiting.values()) settle(undefined);
    this.#unlisten?.();
    clearInterval(this.#timer);
    this.#streams.clear();
    this.#timer = undefined;
  }

  /** Without other servers nothing happens that this one does not know. */
  #watch(): void {
    const isNeeded = this.#peers !== undefined && this.#streams.size + this.#waiting.size > 0;
    if (isNeeded) this.#timer ??= setInterval(() => this.#hear(undefined), this.#look);
    else {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #hear(word: string | undefined): void {
    if (word === undefined) {
      void this.#collect([...this.#waiting.values()]);
      if (this.#streams.size > 0) void this.#deliverAwaited();
      return;
    }
    const [what, name = ''] = word.split(' ');
    const waiting = this.#waiting.get(name);
    if (what === 'answer' && waiting) void this.#collect([waiting]);
    const [account = '', host = ''] = name.split('/');
    if (what === 'ask') this.#deliverTo({ account, host });
  }

  async #collect(waiting: readonly Waiting[]): Promise<void> {
    if (waiting.length === 0) return;
    // What fails is looked for again.
    for (const { id, answer } of await this.#mail.look(waiting).catch(() => []))
      if (answer !== undefined) this.#waiting.get(id)?.settle(answer);
  }

  async #deliverAwaited(): Promise<void> {
    for (const name of await this.#mail.awaited(Date.now()).catch(() => [])) this.#deliverTo(name);
  }

  #deliverTo({ account, host }: HostName): void {
    for (const stream of this.#streams) if (stream.taker.account === account && stream.taker.host === host) void this.#take(stream, false);
  }

  async #take(stream: Stream, again: boolean): Promise<void> {
    const now = Date.now();
    const letters = await this.#mail.take(stream.taker, again, now).catch(() => []);
    for (const [id, expires] of stream.seen) if (expires <= now) stream.seen.delete(id);
    for (const { id, question, expires } of letters) {
      if (stream.seen.has(id)) continue;
      stream.seen.set(id, expires);
      if (this.#streams.has(stream)) stream.deliver({ id, question, expires });
    }
  }
}

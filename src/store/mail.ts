/**
 * Questions to hosts, and their answers, for as long as somebody waits: no part of the state, in no feed and no backup.
 *   put -> take (by whoever has the host's stream) -> answer -> look -> remove, or expired and purged
 */
export type HostName = { readonly account: string; readonly host: string };
export type Letter = HostName & {
  readonly id: string;
  readonly question: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
};
export type Taker = HostName & {
  /** ARN of the identity that has the host's stream: who took a question first is the only one who may answer it. */
  readonly by: string;
};
export type Outcome = { readonly id: string; readonly isTaken: boolean; readonly answer: string | undefined };

/** Times are given, in milliseconds since the epoch; what has expired is not there. */
export interface Mail {
  /** False, with nothing done, where so many wait for that host already. */
  put(letter: Letter, most: number, now: number): Promise<boolean>;
  /** Those for the host that nobody has taken, and where `again` is set, those that the same identity took and did not answer. */
  take(taker: Taker, again: boolean, now: number): Promise<readonly Letter[]>;
  /** Hosts for which there is something that nobody has taken. */
  awaited(now: number): Promise<readonly HostName[]>;
  /** False where there is no such question, it was answered, or another identity took it. */
  answer(taker: Taker, id: string, answer: string, now: number): Promise<boolean>;
  look(letters: readonly Pick<Letter, 'account' | 'id'>[]): Promise<readonly Outcome[]>;
  remove(letter: Pick<Letter, 'account' | 'id'>): Promise<void>;
}

type Held = Letter & { by?: string; answer?: string };

/** For one server alone. */
export class MemoryMail implements Mail {
  readonly #letters = new Map<string, Held>();

  async put(letter: Letter, most: number, now: number): Promise<boolean> {
    for (const [id, { expires }] of this.#letters) if (expires <= now) this.#letters.delete(id);
    if (this.#of(letter, now).length >= most) return false;
    this.#letters.set(letter.id, { ...letter });
    return true;
  }
  async take(taker: Taker, again: boolean, now: number): Promise<readonly Letter[]> {
    const taken = this.#of(taker, now).filter(({ by, answer }) => by === undefined || (again && by === taker.by && answer === undefined));
    for (const letter of taken) letter.by = taker.by;
    return taken.map(({ by: _, answer: __, ...letter }) => letter);
  }
  async awaited(now: number): Promise<readonly HostName[]> {
    return [...this.#letters.values()].filter(({ by, expires }) => by === undefined && expires > now);
  }
  async answer(taker: Taker, id: string, answer: string, now: number): Promise<boolean> {
    const letter = this.#of(taker, now).find((one) => one.id === id && one.by === taker.by && one.answer === undefined);
    if (letter) letter.answer = answer;
    return letter !== undefined;
  }
  async look(letters: readonly Pick<Letter, 'id'>[]): Promise<readonly Outcome[]> {
    return letters.flatMap(({ id }) => {
      const held = this.#letters.get(id);
      return held ? [{ id, isTaken: held.by !== undefined, answer: held.answer }] : [];
    });
  }
  async remove({ id }: Pick<Letter, 'id'>): Promise<void> {
    this.#letters.delete(id);
  }
  #of({ account, host }: HostName, now: number): Held[] {
    return [...this.#letters.values()].filter((one) => one.account === account && one.host === host && one.expires > now);
  }
}

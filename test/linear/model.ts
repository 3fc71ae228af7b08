import type { Operation, SequentialModel } from './checker.ts';

/**
 * One security group as a sequence of operations sees it: for each letter of a small alphabet of rules, who put it there.
 *   authorise -> letters that are absent become this maker's | revoke -> all of it was there, or nothing is done | describe -> all letters
 * The maker's name stands in the rule's description, so that a rule which went and came back is not taken for the one before.
 */
/** A rule that was seen: its letter, and the operation that made it. A rule id stands for just one of these. */
export type Seen = { readonly letter: number; readonly maker: string };
export type Input = { readonly group: string } & (
  | { readonly is: 'authorise'; readonly letters: readonly number[]; readonly maker: string }
  | { readonly is: 'revoke'; readonly letters: readonly number[] }
  | { readonly is: 'revoke by id'; readonly rules: readonly Seen[] }
  | { readonly is: 'describe' }
);

/** How many rules a group may have. */
export const LETTERS = 6;

/** The makers by letter, empty where there is no rule: a state, and what a describe tells. */
export const written = (makers: readonly string[]): string => makers.join(',');
export const nothing = written(Array.from({ length: LETTERS }, () => ''));

/** Outcomes beside what a describe tells. */
export const done = 'ok';
export const noRule = 'RuleNotExist';
export const noId = 'no such rule id';

export const group: SequentialModel<Input> = {
  initial: nothing,
  reads: ({ is }, outcome) => is === 'describe' || outcome !== done,
  step(state, input) {
    if (input.is === 'describe') return { state, outcome: state };
    const makers = state.split(',');
    switch (input.is) {
      case 'authorise':
        for (const letter of input.letters) makers[letter] ||= input.maker;
        return { state: written(makers), outcome: done };
      case 'revoke':
        if (!input.letters.every((letter) => makers[letter])) return { state, outcome: noRule };
        for (const letter of input.letters) makers[letter] = '';
        return { state: written(makers), outcome: done };
      case 'revoke by id':
        if (!input.rules.every(({ letter, maker }) => makers[letter] === maker)) return { state, outcome: noId };
        for (const { letter } of input.rules) makers[letter] = '';
        return { state: written(makers), outcome: done };
    }
  },
};

/** An answer to one of the attempts of an operation. */
export type Told = { readonly outcome: string; readonly at: number };

/**
 * Attempts with one ClientToken are one operation, which has taken effect once the first of them was answered. `differing` are the other outcomes
 * that later ones were told: there may be none.
 */
export function joined(input: Input, call: number, told: readonly Told[]) {
  const first = told.reduce<Told | undefined>((least, one) => (least && least.at <= one.at ? least : one), undefined);
  const operation: Operation<Input> = { input, call, ...(first && { told: first }) };
  return { operation, differing: [...new Set(told.map(({ outcome }) => outcome))].filter((outcome) => outcome !== first?.outcome) };
}

/** What rule ids stand for: each for one rule, and each rule has one. */
export class RuleIds {
  readonly #rules = new Map<string, Seen>();
  readonly #ids = new Map<string, string>();
  /** What was seen against that. */
  readonly faults: string[] = [];

  note(id: string, rule: Seen): void {
    const text = `${rule.letter} of ${rule.maker}`;
    const known = this.#rules.get(id);
    if (known && (known.letter !== rule.letter || known.maker !== rule.maker))
      this.faults.push(`${id} stands for ${known.letter} of ${known.maker}, and for ${text}`);
    const other = this.#ids.get(text);
    if (other !== undefined && other !== id) this.faults.push(`${text} was made twice: ${other} and ${id}`);
    this.#rules.set(id, rule);
    this.#ids.set(text, id);
  }
}

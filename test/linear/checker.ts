import { Search } from './search.ts';

/**
 * Whether a history of concurrent operations can be told as a sequence in which each takes effect at one moment between its call and its return
 * (linearizability). The search of Wing and Gong, made just in time as Lowe describes it: `search.ts`.
 *   history -> partitions -> search -> a sequence, or the first return that none explains
 * Each partition of a history is checked alone.
 */
export type Operation<Input> = {
  readonly input: Input;
  /** On one clock that never goes back. */
  readonly call: number;
  /** Absent where nobody was told: it may take effect at any time after its call, or never. */
  readonly told?: { readonly outcome: string; readonly at: number };
};

/** What a sequence of operations does. The functions are pure; a state that is equal is the same text. */
export type SequentialModel<Input> = {
  readonly initial: string;
  step(state: string, input: Input): { readonly state: string; readonly outcome: string };
  /** Whether an operation with that outcome changes nothing, in whatever state. */
  reads(input: Input, outcome: string): boolean;
};

export type Verdict<Input> =
  | { readonly is: 'linearizable' }
  /** No sequence gets past the return of `stuck`; `states` are some of those in which it was tried. */
  | { readonly is: 'violation'; readonly stuck: Operation<Input>; readonly states: readonly string[] }
  /** Neither shown nor refuted within so many configurations; no sequence that was tried gets past `stuck`. */
  | { readonly is: 'given up'; readonly tried: number; readonly stuck: Operation<Input>; readonly states: readonly string[] };

/** Each operation under what it is about. */
export function partition<Input>(operations: readonly Operation<Input>[], about: (input: Input) => string) {
  const parts = new Map<string, Operation<Input>[]>();
  for (const operation of operations) {
    const key = about(operation.input);
    const part = parts.get(key);
    if (part) part.push(operation);
    else parts.set(key, [operation]);
  }
  return parts;
}

/** `most` bounds the configurations, and so the time and the memory. */
export const check = <Input>(model: SequentialModel<Input>, operations: readonly Operation<Input>[], most = 2_000_000): Verdict<Input> =>
  new Search(model, operations, most).run();

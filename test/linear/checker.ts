/**
 * Whether a history of concurrent operations can be told as a sequence in which each takes effect at one moment between its call and its return
 * (linearizability). The search of Wing and Gong as Lowe improved it:
 *   what may come next -> (one that only reads goes first, alone) -> those that fit the state -> those of unknown outcome -> back
 * A configuration is searched once: what has taken place so far, and the state. Each partition of a history is checked alone.
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
  /** Neither shown nor refuted within so many configurations. */
  | { readonly is: 'given up'; readonly tried: number };

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

/** A call or a return in the order of time; those of operations that have taken place are taken out, and put back when the search goes back. */
type Event = { readonly of: number; readonly isCall: boolean; readonly place: number; before: Event; after: Event };
/** A choice that was made, and those that are left at the same configuration. */
type Frame = { readonly taken: number; readonly state: string; readonly used: bigint; readonly left: Candidate[] };
type Candidate = { readonly of: number; readonly state: string };

/** The most states that a verdict names. */
const NAMED = 6;

/** `most` bounds the configurations, and so the time and the memory. */
export function check<Input>(model: SequentialModel<Input>, operations: readonly Operation<Input>[], most = 1_000_000): Verdict<Input> {
  const known = operations.filter(({ told }) => told);
  // In order of their calls, so that those which may have begun come first.
  const unknown = operations.filter(({ told }) => !told).sort((a, b) => a.call - b.call);
  const { head, calls, returns } = linked(known);
  const inputs = unknown.map(({ input }) => JSON.stringify(input));
  const visited = new Map<string, bigint[]>();
  const stuck = { place: -1, of: -1, states: new Set<string>() };
  let tried = 0;

  /** What may come next; undefined where this configuration, or one that leaves more open, was searched already. */
  function candidates(state: string, used: bigint): Candidate[] | undefined {
    const waiting: number[] = [];
    let event = head.after;
    for (; event.isCall; event = event.after) waiting.push(event.of);
    // The return that comes first and what waits before it tell all that has taken place.
    const key = `${event.place} ${waiting.join()} ${state}`;
    const before = visited.get(key);
    // INVARIANT: an operation of unknown outcome never has to take place, so whoever used fewer of them has every way that is left to the others.
    if (before?.some((fewer) => (fewer & used) === fewer)) return undefined;
    if (before) before.push(used);
    else visited.set(key, [used]);
    tried += 1;
    if (event.place > stuck.place) Object.assign(stuck, { place: event.place, of: event.of, states: new Set<string>() });
    if (event.place === stuck.place && stuck.states.size < NAMED) stuck.states.add(state);

    const fitting: Candidate[] = [];
    for (const of of waiting) {
      const { input, told } = known[of]!;
      const next = model.step(state, input);
      if (next.outcome !== told!.outcome) continue;
      // It may as well be now as later: any sequence that goes on from here goes on without it. Do not take one that only happens to change
      // nothing here for such a one: later it may be the one that has to change something.
      if (model.reads(input, told!.outcome)) return [{ of, state }];
      fitting.push({ of, state: next.state });
    }
    return [...possible(state, used, known[event.of]!.told!.at), ...fitting.reverse()];
  }

  /** Operations of unknown outcome that would change something, each input once; the last of the list is tried first. */
  function possible(state: string, used: bigint, until: number): Candidate[] {
    const found: Candidate[] = [];
    const seen = new Set<string>();
    for (const [i, { input, call }] of unknown.entries()) {
      if (call > until) break;
      if (used & (1n << BigInt(i)) || seen.has(inputs[i]!)) continue;
      seen.add(inputs[i]!);
      const next = model.step(state, input);
      if (next.state !== state) found.push({ of: known.length + i, state: next.state });
    }
    return found;
  }

  const take = (of: number) => {
    if (of >= known.length) return;
    unlink(calls[of]!);
    unlink(returns[of]!);
  };
  const giveBack = (of: number) => {
    if (of >= known.length) return;
    relink(returns[of]!);
    relink(calls[of]!);
  };

  const frames: Frame[] = [];
  let state = model.initial;
  let used = 0n;
  let left = known.length > 0 ? (candidates(state, used) ?? []) : [];
  while (head.after !== head) {
    const next = left.pop();
    if (next) {
      frames.push({ taken: next.of, state, used, left });
      take(next.of);
      state = next.state;
      if (next.of >= known.length) used |= 1n << BigInt(next.of - known.length);
      if (head.after === head) break;
      if (tried >= most) return { is: 'given up', tried };
      left = candidates(state, used) ?? [];
    } else {
      const frame = frames.pop();
      if (!frame) return { is: 'violation', stuck: known[stuck.of]!, states: [...stuck.states] };
      giveBack(frame.taken);
      ({ state, used, left } = frame);
    }
  }
  return { is: 'linearizable' };
}

/** The events in the order of time; what is called when another returns may have taken place before it. */
function linked(operations: readonly Operation<unknown>[]) {
  const times = operations.flatMap(({ call, told }, of) => [
    { of, at: call, isCall: true },
    { of, at: told!.at, isCall: false },
  ]);
  times.sort((a, b) => a.at - b.at || Number(b.isCall) - Number(a.isCall));
  const head = { of: -1, isCall: false, place: times.length } as Event;
  head.before = head;
  head.after = head;
  const calls: Event[] = [];
  const returns: Event[] = [];
  for (const [place, { of, isCall }] of times.entries()) {
    const event: Event = { of, isCall, place, before: head.before, after: head };
    relink(event);
    (isCall ? calls : returns)[of] = event;
  }
  return { head, calls, returns };
}

function unlink(event: Event): void {
  event.before.after = event.after;
  event.after.before = event.before;
}

/** INVARIANT: in the reverse order of `unlink`, so that its neighbours are those that it was taken from. */
function relink(event: Event): void {
  event.before.after = event;
  event.after.before = event;
}

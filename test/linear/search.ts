import type { Operation, SequentialModel, Verdict } from './checker.ts';

/**
 * A search through a history, from one return to the next, with few assumptions first:
 *   configurations that explain all returns so far -> what may have come before this return -> those that explain it too
 *     none? -> some returns back, with more operations of unknown outcome than are needed -> … -> from the start, with any: none is certain
 * A configuration is the state, what has taken place though it has not returned yet (`ahead`), and what has of unknown outcome (`used`).
 */
type Configuration = { readonly state: string; readonly ahead: readonly number[]; readonly used: bigint; readonly count: number };
/** `late`: the operation of unknown outcome that took place last, and the state before it; what comes next has to depend on it. */
type Node = Configuration & { readonly late?: { readonly of: number; readonly state: string } };

type Return = {
  readonly of: number;
  /** What was called by then and had not returned. */
  readonly called: readonly number[];
};

/** How many operations of unknown outcome one return may need beyond the slack, where that is bounded. */
const AT_ONCE = 2;
/** The most states that are named. */
const NAMED = 6;
/** Where nothing explains a return: how many more of unknown outcome than are needed may have taken place, and from how many returns before. */
const ways: readonly (readonly [slack: number, back: number])[] = [
  [1, 16],
  [2, 16],
  [1, 128],
  [2, 64],
  [3, 64],
  [4, 256],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
];

export class Search<Input> {
  readonly #model: SequentialModel<Input>;
  readonly #known: readonly Operation<Input>[];
  /** In the order of their calls. */
  readonly #unknown: readonly Operation<Input>[];
  readonly #texts: readonly string[];
  readonly #most: number;
  #tried = 0;

  constructor(model: SequentialModel<Input>, operations: readonly Operation<Input>[], most: number) {
    this.#model = model;
    this.#known = operations.filter(({ told }) => told);
    this.#unknown = operations.filter(({ told }) => !told).sort((a, b) => a.call - b.call);
    this.#texts = this.#unknown.map(({ input }) => JSON.stringify(input));
    this.#most = most;
  }

  run(): Verdict<Input> {
    const returns = this.#returns();
    /** What explains all returns before one. */
    const before: (readonly Configuration[])[] = [[{ state: this.#model.initial, ahead: [], used: 0n, count: 0 }]];
    let furthest = -1;
    let way = 0;
    for (let at = 0; at < returns.length; ) {
      const next = this.#past(returns[at]!, before[at]!, at <= furthest ? ways[way]![0] : 0);
      if (next.length > 0) {
        before[++at] = next;
        continue;
      }
      way = at > furthest ? 0 : way + 1;
      furthest = Math.max(furthest, at);
      const isOver = this.#tried >= this.#most;
      if (isOver || way === ways.length) {
        const stuck = this.#known[returns[furthest]!.of]!;
        const states = [...new Set(before[furthest]!.map(({ state }) => state))].slice(0, NAMED);
        return isOver ? { is: 'given up', tried: this.#tried, stuck, states } : { is: 'violation', stuck, states };
      }
      at = Math.max(0, furthest - ways[way]![1]);
    }
    return { is: 'linearizable' };
  }

  /** In the order of time; what is called when another returns may have taken place before it. */
  #returns(): Return[] {
    const events = this.#known.flatMap(({ call, told }, of) => [
      { of, at: call, isCall: true },
      { of, at: told!.at, isCall: false },
    ]);
    events.sort((a, b) => a.at - b.at || Number(b.isCall) - Number(a.isCall));
    const called = new Set<number>();
    return events.flatMap(({ of, isCall }) => {
      if (isCall) {
        called.add(of);
        return [];
      }
      const past = { of, called: [...called] };
      called.delete(of);
      return [past];
    });
  }

  /** Those in which it has returned. Left out are those that use more than `slack` of unknown outcome beyond those that use fewest. */
  #past({ of, called }: Return, before: readonly Configuration[], slack: number): readonly Configuration[] {
    const found = new Fewest<Configuration>();
    const visited = new Fewest<Node>();
    // By how many of unknown outcome they use, so that the fewest are known first.
    const queue: Node[][] = [];
    const push = (node: Node) => {
      queue[node.count] ??= [];
      queue[node.count]!.push(node);
    };
    for (const configuration of before) push(configuration);
    let limit = before.reduce((least, { count }) => Math.min(least, count), Number.POSITIVE_INFINITY) + AT_ONCE + slack;
    const keep = (configuration: Configuration) => {
      limit = Math.min(limit, configuration.count + slack);
      found.add(`${configuration.state} ${configuration.ahead.join()}`, configuration);
    };
    for (let count = 0; count < queue.length && count <= limit; count++) {
      for (let node = queue[count]?.pop(); node; node = queue[count]?.pop()) {
        if (this.#tried >= this.#most) return [];
        if (!visited.add(`${node.state} ${node.ahead.join()} ${node.late ? `${node.late.of} ${node.late.state}` : ''}`, node)) continue;
        this.#tried += 1;
        if (node.ahead.includes(of)) keep(without(node, of));
        else this.#expand(node, of, called, push, keep);
      }
    }
    return found.all();
  }

  #expand(node: Node, of: number, called: readonly number[], push: (node: Node) => void, keep: (c: Configuration) => void): void {
    const { state, ahead, used, count } = node;
    const fitting: Node[] = [];
    for (const other of called) {
      if (ahead.includes(other)) continue;
      const { input, told } = this.#known[other]!;
      const next = this.#model.step(state, input);
      if (next.outcome !== told!.outcome || !this.#depends(node, input, next)) continue;
      const after: Node = { state: next.state, ahead: [...ahead, other].sort((a, b) => a - b), used, count };
      // What only reads may as well be now as later. Do not take one that only happens to change nothing here for such a one: later it may be the
      // one that has to change something.
      if (this.#model.reads(input, told!.outcome)) {
        push(after);
        return;
      }
      fitting.push(after);
    }
    for (const after of fitting) {
      if (after.ahead.includes(of)) keep(without(after, of));
      else push(after);
    }
    const seen = new Set<string>();
    for (const [i, { input, call }] of this.#unknown.entries()) {
      if (call > this.#known[of]!.told!.at) break;
      if (used & (1n << BigInt(i)) || seen.has(this.#texts[i]!)) continue;
      seen.add(this.#texts[i]!);
      const next = this.#model.step(state, input);
      if (next.state === state || (node.late && node.late.of > i && !this.#depends(node, input, next))) continue;
      push({ state: next.state, ahead, used: used | (1n << BigInt(i)), count: count + 1, late: { of: i, state } });
    }
  }

  /**
   * Whether what comes next would do otherwise without the operation of unknown outcome before it. Where it would not, the two may change places,
   * and that sequence is searched: so such operations are assumed only where something comes of it.
   */
  #depends({ late }: Node, input: Input, now: { readonly state: string; readonly outcome: string }): boolean {
    if (!late) return true;
    const first = this.#model.step(late.state, input);
    return first.outcome !== now.outcome || this.#model.step(first.state, this.#unknown[late.of]!.input).state !== now.state;
  }
}

const without = ({ state, ahead, used, count }: Configuration, of: number): Configuration => ({
  state,
  ahead: ahead.filter((other) => other !== of),
  used,
  count,
});

/** Configurations that differ in nothing else: only those of which no other uses a part of the same operations of unknown outcome. */
class Fewest<C extends { readonly used: bigint }> {
  readonly #kept = new Map<string, C[]>();

  /**
   * False where there is one already that leaves as much open.
   * INVARIANT: an operation of unknown outcome never has to take place, so whoever used fewer of them has every way that is left to the others.
   */
  add(key: string, one: C): boolean {
    const kept = this.#kept.get(key) ?? [];
    if (kept.some(({ used }) => (used & one.used) === used)) return false;
    this.#kept.set(key, [...kept.filter(({ used }) => (used & one.used) !== one.used), one]);
    return true;
  }

  all(): readonly C[] {
    return [...this.#kept.values()].flat();
  }
}

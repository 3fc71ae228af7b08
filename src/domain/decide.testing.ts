import type { Journaled } from '#domain/change-view.ts';
import { facetsOf, headRefs, partIdentity, partRefs } from '#domain/kinds.ts';
import {
  type ChangesNeed,
  type CursorNeed,
  type Deciding,
  type EachNeed,
  type Effect,
  type Key,
  keyText,
  type Loaded,
  type Need,
  type Parts,
} from '#kit/deciding.ts';

/**
 * For unit tests: drives a decision by hand, without a store, answering its needs from roots and parts held in memory.
 *   stateOf(effects) -> decide(generator, state) -> apply(state, effects)
 * Facets, references and identities come from `domain/kinds.ts`, as in every store.
 */
type Held = { readonly key: Key; readonly version: number; readonly head: unknown; readonly parts: ReadonlyMap<string, unknown> };
export type State = Map<string, Held>;

const noParts: ReadonlyMap<string, unknown> = new Map();
const byId = (a: string, b: string): number => (a < b ? -1 : 1);

/** The state that these effects make out of nothing. */
export function stateOf(...effects: readonly Effect[]): State {
  const state: State = new Map();
  apply(state, effects);
  return state;
}

/** Changes the state in place. A part of a root that is not there is a mistake of the test and throws. */
export function apply(state: State, effects: readonly Effect[]): void {
  for (const effect of effects) {
    if ('drop' in effect) state.delete(keyText(effect.drop));
    else if ('put' in effect) {
      const before = state.get(keyText(effect.put));
      state.set(keyText(effect.put), {
        key: effect.put,
        version: (before?.version ?? 0) + 1,
        head: effect.head,
        parts: before?.parts ?? noParts,
      });
    } else {
      const before = state.get(keyText(effect.part));
      if (!before) throw new Error(`no root ${keyText(effect.part)}`);
      const parts = new Map(before.parts);
      if (effect.row === null) parts.delete(effect.id);
      else parts.set(effect.id, effect.row);
      state.set(keyText(effect.part), { ...before, version: before.version + 1, parts });
    }
  }
}

function partsOf(kind: string, rows: ReadonlyMap<string, unknown>): Parts {
  const sorted = [...rows].sort(([a], [b]) => byId(a, b));
  return {
    size: rows.size,
    get: (id) => rows.get(id),
    idOf: (identity) => sorted.find(([, row]) => partIdentity(kind, row) === identity)?.[0],
    entries: () => sorted,
  };
}

const loaded = ({ key, version, head }: Held): Loaded => ({ key, version, head });

function refsIn(state: State, to: Key, limit: number): readonly Key[] {
  const names = (refs: readonly Key[]): boolean => refs.some((ref) => keyText(ref) === keyText(to));
  const from = [...state.values()].filter(
    ({ key, head, parts }) => names(headRefs(key, head)) || [...parts.values()].some((row) => names(partRefs(key, row))),
  );
  return from.map(({ key }) => key).slice(0, limit);
}

function pageIn(state: State, need: Need & { readonly need: 'page' }): unknown {
  const { scope, kind, where, after, skip, limit, total } = need;
  const fits = ({ key, head }: Held): boolean => {
    if (key.account !== scope.account || key.region !== scope.region || key.kind !== kind) return false;
    const facets = facetsOf(kind, head);
    return where.every(([facet, value]) => facets.some(([f, v]) => f === facet && v === value));
  };
  const all = [...state.values()].filter(fits).sort((a, b) => byId(a.key.id, b.key.id));
  const rest = all.filter(({ key }) => after === undefined || key.id > after).slice(skip ?? 0);
  return { rows: rest.slice(0, limit).map(loaded), total: total ? all.length : undefined };
}

function answer(state: State, need: Need): unknown {
  switch (need.need) {
    case 'root': {
      const held = state.get(keyText(need.key));
      return held && loaded(held);
    }
    case 'some':
      return need.ids.map((id) => state.get(keyText(need.of))?.parts.get(id));
    case 'all':
      return partsOf(need.of.kind, state.get(keyText(need.of))?.parts ?? noParts);
    case 'refs':
      return refsIn(state, need.to, need.limit);
    case 'page':
      return pageIn(state, need);
  }
}

const answered = (state: State, need: Need | ChangesNeed | CursorNeed | EachNeed, journal: readonly Journaled[]): unknown => {
  if (need.need === 'changes') {
    const records = journal.filter(({ seq }) => seq > need.after).slice(0, need.limit);
    return { epoch: 'e', head: journal.at(-1)?.seq ?? 0, records };
  }
  if (need.need === 'each') return need.needs.map((one) => answer(state, one));
  return need.need === 'cursor' ? { epoch: 'e', seq: 0 } : answer(state, need);
};

/** Runs a decision to its end; throws the Refusal it throws. The state is not changed; `journal` is what it finds of committed changes. */
export function decide<T>(decision: Deciding<T>, state: State, journal: readonly Journaled[] = []): T {
  for (let step = decision.next(); ; step = decision.next(answered(state, step.value, journal))) if (step.done) return step.value;
}

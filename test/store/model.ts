import { facetsOf, headRefs, partIdentity, partRefs } from '#domain/kinds.ts';
import { type Decided, type Deciding, type Effect, type Key, type Need, Refusal } from '#kit/deciding.ts';
import type { Change } from '#store/store.ts';
import { nameOf } from './samples.ts';

/** A store as simple as can be: two maps in memory, everything else searched for anew each time. */
export class Model {
  readonly records: (readonly Change[])[] = [];
  readonly #heads = new Map<string, { readonly key: Key; readonly head: unknown }>();
  readonly #parts = new Map<string, { readonly key: Key; readonly rows: Map<string, unknown> }>();

  #rowsOf(key: Key): Map<string, unknown> {
    const found = this.#parts.get(nameOf(key)) ?? { key, rows: new Map() };
    this.#parts.set(nameOf(key), found);
    return found.rows;
  }

  answer(need: Need): unknown {
    switch (need.need) {
      case 'root': {
        const found = this.#heads.get(nameOf(need.key));
        return found && { ...found, version: 0 };
      }
      case 'some':
        return need.ids.map((id) => this.#rowsOf(need.of).get(id));
      case 'all': {
        const rows = [...this.#rowsOf(need.of)].sort(([a], [b]) => (a < b ? -1 : 1));
        const idOf = (identity: string) => rows.find(([, row]) => partIdentity(need.of.kind, row) === identity)?.[0];
        return { size: rows.length, get: (id: string) => new Map(rows).get(id), idOf, entries: () => rows };
      }
      case 'refs': {
        const namesIt = (keys: readonly Key[]) => keys.some((k) => nameOf(k) === nameOf(need.to));
        const byHead = [...this.#heads.values()].filter(({ key, head }) => namesIt(headRefs(key, head)));
        const byPart = [...this.#parts.values()].filter(({ key, rows }) => [...rows.values()].some((row) => namesIt(partRefs(key, row))));
        return [...new Map([...byHead, ...byPart].map(({ key }) => [nameOf(key), key])).values()].slice(0, need.limit);
      }
      case 'page': {
        const { scope, kind, where, after = '', skip = 0, limit } = need;
        const has = (head: unknown) => where.every(([f, v]) => facetsOf(kind, head).some(([facet, value]) => facet === f && value === v));
        const all = [...this.#heads.values()]
          .filter(({ key, head }) => key.account === scope.account && key.region === scope.region && key.kind === kind && has(head))
          .sort((a, b) => (a.key.id < b.key.id ? -1 : 1));
        return { rows: all.filter(({ key }) => key.id > after).slice(skip, skip + limit), total: need.total ? all.length : undefined };
      }
    }
  }

  read<T>(decision: Deciding<T>): T {
    let step = decision.next();
    while (!step.done) step = decision.next(this.answer(step.value as Need));
    return step.value;
  }

  /** Decides and does it: the reply, the code of a refusal, or 'broken'. */
  write(decide: () => Deciding<Decided>): unknown {
    try {
      const { reply, effects } = this.read(decide());
      const changes = effects.flatMap((effect) => this.#change(effect));
      if (changes.length > 0) this.records.push(changes);
      return reply;
    } catch (cause) {
      return cause instanceof Refusal ? cause.code : 'broken';
    }
  }

  #change(effect: Effect): Change[] {
    if ('part' in effect) {
      const { part: key, id, row } = effect;
      const before = this.#rowsOf(key).get(id) ?? null;
      if (row === null) this.#rowsOf(key).delete(id);
      else this.#rowsOf(key).set(id, row);
      return before === null && row === null ? [] : [{ key, part: id, before, after: row }];
    }
    const key = 'put' in effect ? effect.put : effect.drop;
    const before = this.#heads.get(nameOf(key))?.head ?? null;
    if ('put' in effect) {
      this.#heads.set(nameOf(key), { key, head: effect.head });
      return [{ key, before, after: effect.head }];
    }
    if (before === null) return [];
    const parts = [...this.#rowsOf(key)].sort(([a], [b]) => (a < b ? -1 : 1));
    this.#rowsOf(key).clear();
    this.#heads.delete(nameOf(key));
    return [...parts.map(([part, row]) => ({ key, part, before: row, after: null })), { key, before, after: null }];
  }
}

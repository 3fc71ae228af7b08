import { type Key, keyText, type Loaded, type Need } from '#kit/deciding.ts';
import type { Change } from '#store/store.ts';

/** What a batch has loaded, and what it has changed since: under its locks nobody else changes any of it. */
type Entries = readonly (readonly [string, unknown])[];

export class Foreseen {
  readonly #heads = new Map<string, Loaded | null>();
  readonly #all = new Map<string, Entries>();
  readonly #rows = new Map<string, Map<string, unknown>>();
  /** By root, the rows that were changed; null = removed. */
  readonly #changed = new Map<string, Map<string, unknown>>();

  /** Whether the need can be answered without asking. Pages and references never can. */
  knows(need: Need): boolean {
    switch (need.need) {
      case 'root':
        return this.#heads.has(keyText(need.key));
      case 'all':
        return this.#all.has(keyText(need.of));
      case 'some': {
        const name = keyText(need.of);
        if (this.#all.has(name)) return true;
        const [rows, changed] = [this.#rows.get(name), this.#changed.get(name)];
        return need.ids.every((id) => rows?.has(id) || changed?.has(id));
      }
      default:
        return false;
    }
  }

  /** Only for a need that `knows`. */
  answer(need: Need): unknown {
    switch (need.need) {
      case 'root':
        return this.#heads.get(keyText(need.key)) ?? undefined;
      case 'all':
        return this.#entries(need.of);
      case 'some':
        return need.ids.map((id) => this.#row(keyText(need.of), id) ?? undefined);
      default:
        throw new Error('pages and references are not foreseen');
    }
  }

  /** Takes in what the database answered. What was changed here since counts more. */
  learn(need: Need, answer: unknown): void {
    if (need.need === 'root') {
      const name = keyText(need.key);
      if (!this.#heads.has(name)) this.#heads.set(name, (answer as Loaded | undefined) ?? null);
    } else if (need.need === 'all') this.#all.set(keyText(need.of), answer as Entries);
    else if (need.need === 'some') {
      const rows = mapIn(this.#rows, keyText(need.of));
      for (const [i, id] of need.ids.entries()) rows.set(id, (answer as readonly unknown[])[i]);
    }
  }

  changed({ key, part, after }: Change): void {
    const name = keyText(key);
    if (part !== undefined) mapIn(this.#changed, name).set(part, after);
    else this.#heads.set(name, after === null ? null : { key, version: 0, head: after });
  }

  #row(name: string, id: string): unknown {
    const changed = this.#changed.get(name);
    if (changed?.has(id)) return changed.get(id);
    const rows = this.#rows.get(name);
    return rows?.has(id) ? rows.get(id) : this.#all.get(name)?.find(([known]) => known === id)?.[1];
  }

  #entries(of: Key): Entries {
    const name = keyText(of);
    const entries = this.#all.get(name)!;
    const changed = this.#changed.get(name);
    if (!changed) return entries;
    const rows = new Map(entries);
    for (const [id, row] of changed) {
      if (row === null) rows.delete(id);
      else rows.set(id, row);
    }
    return [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

function mapIn(maps: Map<string, Map<string, unknown>>, name: string): Map<string, unknown> {
  const map = maps.get(name) ?? new Map<string, unknown>();
  maps.set(name, map);
  return map;
}

import { type Effect, type Key, keyText, type Loaded, type Need } from '#kit/deciding.ts';
import type { Cache } from '#store/cache.ts';
import type { Answers, Change, Soon } from '#store/store.ts';
import { VersionedParts } from '#store/versioned-parts.ts';

/** What a decision sees: a batch's own changes first, then what is cached, then what the driver loads. */
export interface View {
  answer(need: Need): Soon<unknown>;
}
type Load = (needs: readonly Need[]) => Answers;

const isPromise = (x: unknown): x is Promise<unknown> => x instanceof Promise;
/** Goes on at once where the driver answered at once, so that the embedded store decides a batch in one tick. */
export const onceAnswered = <A, B>(soon: Soon<A>, next: (a: A) => Soon<B>): Soon<B> =>
  isPromise(soon) ? (soon as Promise<A>).then(next) : next(soon as A);

const first = (load: Load, need: Need): Soon<unknown> => onceAnswered(load([need]), (answers) => answers[0]);

/** Committed state. What it loads, it caches. */
export class CommittedView implements View {
  readonly #cache: Cache;
  readonly #load: Load;
  constructor(cache: Cache, load: Load) {
    this.#cache = cache;
    this.#load = load;
  }
  answer(need: Need): Soon<unknown> {
    switch (need.need) {
      case 'root': {
        const name = keyText(need.key);
        const known = this.#cache.heads.get(name);
        if (known) return known;
        return onceAnswered(first(this.#load, need), (root) => {
          if (root) this.#cache.heads.set(name, root as Loaded);
          return root;
        });
      }
      case 'all': {
        const name = keyText(need.of);
        const known = this.#cache.parts.get(name);
        if (known) return known;
        return onceAnswered(first(this.#load, need), (rows) => {
          const parts = VersionedParts.of(need.of.kind, rows as [string, unknown][]);
          this.#cache.parts.set(name, parts);
          return parts;
        });
      }
      case 'some': {
        const known = this.#cache.parts.get(keyText(need.of));
        return known ? need.ids.map((id) => known.get(id)) : first(this.#load, need);
      }
      default:
        return first(this.#load, need);
    }
  }
}

/**
 * One batch's overlay. It shadows what the cache knows; what the cache does not know, the driver's open transaction already shows as changed.
 * INVARIANT: nothing that was loaded or changed here reaches the cache before the commit returned (`keep`).
 */
export class BatchView implements View {
  readonly #cache: Cache;
  readonly #load: Load;
  readonly #heads = new Map<string, Loaded | null>();
  readonly #parts = new Map<string, VersionedParts>();
  /** Single rows by root and id, as read or as changed, of roots whose whole set of parts is not known. */
  readonly #rows = new Map<string, Map<string, unknown>>();
  /** Roots of which a part changed; where the cache has no whole set of them, the driver's transaction is the only one that knows. */
  readonly #touched = new Set<string>();
  constructor(cache: Cache, load: Load) {
    this.#cache = cache;
    this.#load = load;
  }

  answer(need: Need): Soon<unknown> {
    switch (need.need) {
      case 'root':
        return this.#head(need.key);
      case 'all':
        return this.#all(need.of);
      case 'some': {
        const known = this.#known(keyText(need.of));
        if (known) return need.ids.map((id) => known.get(id));
        return onceAnswered(first(this.#load, need), (rows) => {
          for (const [i, id] of need.ids.entries()) this.#note(keyText(need.of), id, (rows as unknown[])[i]);
          return rows;
        });
      }
      default:
        return first(this.#load, need);
    }
  }

  #head(key: Key): Soon<Loaded | undefined> {
    const name = keyText(key);
    const mine = this.#heads.get(name);
    if (mine !== undefined) return mine ?? undefined;
    const known = this.#cache.heads.get(name);
    if (known) return known;
    return onceAnswered(first(this.#load, { need: 'root', key, hold: 'look' }), (root) => {
      this.#heads.set(name, (root as Loaded | undefined) ?? null);
      return root as Loaded | undefined;
    });
  }

  #known(name: string): VersionedParts | undefined {
    return this.#parts.get(name) ?? this.#cache.parts.get(name);
  }

  #all(of: Key): Soon<VersionedParts> {
    const name = keyText(of);
    const known = this.#known(name);
    if (known) return known;
    return onceAnswered(first(this.#load, { need: 'all', of }), (rows) => {
      let parts = VersionedParts.of(of.kind, rows as [string, unknown][]);
      // What earlier effects of the same write changed is applied to the driver only after its last one.
      for (const [id, row] of this.#rows.get(name) ?? []) parts = parts.with(id, row ?? null);
      this.#parts.set(name, parts);
      return parts;
    });
  }

  #note(name: string, id: string, row: unknown): void {
    const rows = this.#rows.get(name);
    if (rows) rows.set(id, row);
    else this.#rows.set(name, new Map([[id, row]]));
  }

  #row(of: Key, id: string): Soon<unknown> {
    const name = keyText(of);
    const known = this.#known(name);
    if (known) return known.get(id);
    const rows = this.#rows.get(name);
    if (rows?.has(id)) return rows.get(id);
    return onceAnswered(first(this.#load, { need: 'some', of, ids: [id] }), (rows) => (rows as unknown[])[0]);
  }

  /** Takes effects in, and gives them as changes with what stood there before. Effects that change nothing give none. */
  change(effects: readonly Effect[]): Soon<readonly Change[]> {
    const changes: Change[] = [];
    let soon: Soon<unknown>;
    for (const effect of effects) soon = isPromise(soon) ? soon.then(() => this.#change(effect, changes)) : this.#change(effect, changes);
    return onceAnswered(soon, () => changes);
  }

  #change(effect: Effect, changes: Change[]): Soon<unknown> {
    if ('part' in effect) {
      return onceAnswered(this.#row(effect.part, effect.id), (before) => {
        if (before === undefined && effect.row === null) return;
        this.#setRow(effect.part, effect.id, effect.row);
        changes.push({ key: effect.part, part: effect.id, before: before ?? null, after: effect.row });
      });
    }
    if ('put' in effect) {
      return onceAnswered(this.#head(effect.put), (before) => {
        this.#heads.set(keyText(effect.put), { key: effect.put, version: 0, head: effect.head });
        changes.push({ key: effect.put, before: before?.head ?? null, after: effect.head });
      });
    }
    return onceAnswered(this.#all(effect.drop), (parts) =>
      onceAnswered(this.#head(effect.drop), (before) => {
        if (!before) return;
        for (const [id, row] of parts.entries()) changes.push({ key: effect.drop, part: id, before: row, after: null });
        const name = keyText(effect.drop);
        this.#parts.set(name, VersionedParts.of(effect.drop.kind, []));
        this.#heads.set(name, null);
        changes.push({ key: effect.drop, before: before.head, after: null });
      }),
    );
  }

  #setRow(of: Key, id: string, row: unknown): void {
    const name = keyText(of);
    const known = this.#known(name);
    if (known) this.#parts.set(name, known.with(id, row));
    else this.#note(name, id, row ?? undefined);
    this.#touched.add(name);
  }

  /** After the commit: memory takes what is now on disk. `version` is the sequence number of the commit. */
  keep(version: number): void {
    for (const [name, root] of this.#heads) {
      if (root === null) {
        this.#cache.heads.delete(name);
        this.#cache.parts.delete(name);
      } else this.#cache.heads.set(name, { ...root, version });
    }
    for (const name of this.#touched) {
      const root = this.#cache.heads.get(name);
      if (root && root.version !== version) this.#cache.heads.set(name, { ...root, version });
    }
    for (const [name, parts] of this.#parts) if (this.#heads.get(name) !== null) this.#cache.parts.set(name, parts);
  }
}

import { type Effect, type Key, keyText, type Loaded, type Need } from '#kit/deciding.ts';
import type { Cache } from '#store/cache.ts';
import { type Answers, type Change, isKeepable, type Soon } from '#store/store.ts';
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

/** What a batch knows of one root; undefined = not asked yet, a head of null = there is none. */
type Entry = {
  readonly name: string;
  head: Loaded | null | undefined;
  /** Whether the head was loaded or changed here, so that the cache does not have it so. */
  isHeadNew: boolean;
  parts: VersionedParts | undefined;
  arePartsNew: boolean;
  /** Single rows as read or as changed, where the whole set is not known. */
  rows: Map<string, unknown> | undefined;
  isTouched: boolean;
};

/**
 * One batch's overlay. It shadows what the cache knows; what the cache does not know, the driver's open transaction already shows as changed.
 * INVARIANT: nothing that was loaded or changed here reaches the cache before the commit returned (`keep`).
 */
export class BatchView implements View {
  readonly #cache: Cache;
  readonly #load: Load;
  readonly #entries = new Map<string, Entry>();
  /** The same entries by the key objects that came: most come again, and finding them so spares a text. */
  readonly #byKey = new Map<Key, Entry>();
  constructor(cache: Cache, load: Load) {
    this.#cache = cache;
    this.#load = load;
  }

  answer(need: Need): Soon<unknown> {
    switch (need.need) {
      case 'root':
        return onceAnswered(this.#head(need.key), (head) => head ?? undefined);
      case 'all':
        return this.#all(need.of);
      case 'some': {
        const entry = this.#entry(need.of);
        const { parts } = entry;
        if (parts) return need.ids.map((id) => parts.get(id));
        return onceAnswered(first(this.#load, need), (rows) => {
          for (const [i, id] of need.ids.entries()) note(entry, id, (rows as unknown[])[i]);
          return rows;
        });
      }
      default:
        return first(this.#load, need);
    }
  }

  #entry(key: Key): Entry {
    const met = this.#byKey.get(key);
    if (met) return met;
    const name = keyText(key);
    let entry = this.#entries.get(name);
    if (!entry) {
      const [head, parts] = [this.#cache.heads.get(name), this.#cache.parts.get(name)];
      entry = { name, head, isHeadNew: false, parts, arePartsNew: false, rows: undefined, isTouched: false };
      this.#entries.set(name, entry);
    }
    this.#byKey.set(key, entry);
    return entry;
  }

  #head(key: Key): Soon<Loaded | null> {
    const entry = this.#entry(key);
    if (entry.head !== undefined) return entry.head;
    return onceAnswered(first(this.#load, { need: 'root', key, hold: 'look' }), (root) => {
      entry.head = (root as Loaded | undefined) ?? null;
      entry.isHeadNew = true;
      return entry.head;
    });
  }

  #all(of: Key): Soon<VersionedParts> {
    const entry = this.#entry(of);
    if (entry.parts) return entry.parts;
    return onceAnswered(first(this.#load, { need: 'all', of }), (rows) => {
      let parts = VersionedParts.of(of.kind, rows as [string, unknown][]);
      // What earlier effects of the same write changed is applied to the driver only after its last one.
      for (const [id, row] of entry.rows ?? []) parts = parts.with(id, row ?? null);
      entry.parts = parts;
      entry.arePartsNew = true;
      return parts;
    });
  }

  #row(of: Key, id: string): Soon<unknown> {
    const { parts, rows } = this.#entry(of);
    if (parts) return parts.get(id);
    if (rows?.has(id)) return rows.get(id);
    return onceAnswered(first(this.#load, { need: 'some', of, ids: [id] }), (found) => (found as unknown[])[0]);
  }

  /** Takes effects in, and gives them as changes with what stood there before. Effects that change nothing give none. Throws for an id that no driver keeps. */
  change(effects: readonly Effect[]): Soon<readonly Change[]> {
    for (const effect of effects) mustBeKeepable(effect);
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
        this.#setHead(effect.put, { key: effect.put, version: 0, head: effect.head });
        changes.push({ key: effect.put, before: before?.head ?? null, after: effect.head });
      });
    }
    return onceAnswered(this.#all(effect.drop), (parts) =>
      onceAnswered(this.#head(effect.drop), (before) => {
        if (!before) return;
        for (const [id, row] of parts.entries()) changes.push({ key: effect.drop, part: id, before: row, after: null });
        const entry = this.#entry(effect.drop);
        entry.parts = VersionedParts.of(effect.drop.kind, []);
        entry.arePartsNew = true;
        this.#setHead(effect.drop, null);
        changes.push({ key: effect.drop, before: before.head, after: null });
      }),
    );
  }

  #setHead(key: Key, head: Loaded | null): void {
    const entry = this.#entry(key);
    entry.head = head;
    entry.isHeadNew = true;
  }

  #setRow(of: Key, id: string, row: unknown): void {
    const entry = this.#entry(of);
    entry.isTouched = true;
    if (entry.parts) {
      entry.parts = entry.parts.with(id, row);
      entry.arePartsNew = true;
    } else note(entry, id, row ?? undefined);
  }

  /** After the commit: memory takes what is now on disk. `version` is the sequence number of the commit. */
  keep(version: number): void {
    for (const { name, head, isHeadNew, parts, arePartsNew, isTouched } of this.#entries.values()) {
      if (head === null) {
        this.#cache.heads.delete(name);
        this.#cache.parts.delete(name);
        continue;
      }
      // What the batch changed without knowing it whole, a read may have loaded while the commit was under way: from before.
      if (head && (isHeadNew || isTouched)) this.#cache.heads.set(name, { key: head.key, version, head: head.head });
      else if (isTouched) this.#cache.heads.delete(name);
      if (parts && arePartsNew) this.#cache.parts.set(name, parts);
      else if (isTouched) this.#cache.parts.delete(name);
    }
  }
}

function mustBeKeepable(effect: Effect): void {
  const key = 'part' in effect ? effect.part : 'put' in effect ? effect.put : effect.drop;
  const ids = [key.account, key.region, key.id, 'part' in effect ? effect.id : ''];
  const wrong = ids.find((id) => !isKeepable(id));
  if (wrong !== undefined) throw new RangeError(`no store keeps the id ${JSON.stringify(wrong)}`);
}

function note(entry: Entry, id: string, row: unknown): void {
  if (entry.rows) entry.rows.set(id, row);
  else entry.rows = new Map([[id, row]]);
}

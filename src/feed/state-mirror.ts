import type { InterfaceHead } from '#domain/interface-head.ts';
import { type Kept, type ResourceKey, resourceKinds, resourceName, STATE_VERSION } from '#feed/state-resource.ts';
import type { Change, Recorded } from '#store/store.ts';

/**
 * The resources that somebody on this server is interested in, kept up by the records of the feed themselves: a change costs no read, and each
 * version of a resource is rendered once for all who get it.
 */
export type Rendered = { readonly key: ResourceKey; readonly json: string };

export class Mirrored<H = unknown> {
  readonly key: ResourceKey;
  readonly name: string;
  /** Those whose closure it is in. */
  readonly holders = new Set<H>();
  /** Its content may be out of date: it is to be read before anybody gets it again. */
  isStale = false;
  /** INVARIANT: shows all records up to this one, and none after the mirror's place but where it was read ahead of that. */
  #from: number;
  #head: unknown;
  #parts: Map<string, unknown>;
  #names: ReadonlyMap<string, ResourceKey> | undefined;
  #body: string | undefined;
  #isRendered = false;
  #rendered: Rendered | undefined;

  /** As it was read at `seq`. */
  constructor(key: ResourceKey, { head, parts }: Kept, seq: number) {
    this.key = key;
    this.name = resourceName(key);
    this.#head = head;
    this.#parts = new Map(parts);
    this.#from = seq;
  }

  /** Takes over what was read anew. */
  renew(other: Mirrored<H>): void {
    this.#head = other.#head;
    this.#parts = other.#parts;
    this.#from = other.#from;
    this.isStale = false;
    this.#changed();
  }

  /** A record that it shows already changes nothing. */
  set(seq: number, part: string | undefined, value: unknown): void {
    if (seq <= this.#from) return;
    if (part === undefined) this.#head = value;
    else if (value === null) this.#parts.delete(part);
    else this.#parts.set(part, resourceKinds[this.key.kind].keep(part, value as never));
    this.#changed();
  }

  #changed(): void {
    this.#names = undefined;
    this.#isRendered = false;
  }

  /** By their names. */
  get names(): ReadonlyMap<string, ResourceKey> {
    this.#names ??= new Map(
      this.#head === null ? [] : resourceKinds[this.key.kind].names(this.key, this.#kept).map((key) => [resourceName(key), key]),
    );
    return this.#names;
  }

  get #kept(): Kept {
    return { head: this.#head, parts: this.#parts };
  }

  /** The same object for as long as the content is the same; `at` is the place of the mirror. */
  render(at: string): Rendered {
    if (this.#isRendered && this.#rendered) return this.#rendered;
    const { kind, account, region, id } = this.key;
    const body = JSON.stringify(this.#head === null ? null : resourceKinds[kind].body(this.#kept));
    this.#isRendered = true;
    if (this.#rendered && body === this.#body) return this.#rendered;
    this.#body = body;
    const about = JSON.stringify({ v: STATE_VERSION, kind, account, region, id, at });
    this.#rendered = { key: this.key, json: `${about.slice(0, -1)},"body":${body}}` };
    return this.#rendered;
  }
}

export class Mirror<H> {
  readonly #all = new Map<string, Mirrored<H>>();

  get size(): number {
    return this.#all.size;
  }
  /** Undefined where it has to be read first. */
  find(name: string): Mirrored<H> | undefined {
    const found = this.#all.get(name);
    return found?.isStale ? undefined : found;
  }
  /** The one that is kept from now on. */
  add(read: Mirrored<H>): Mirrored<H> {
    const known = this.#all.get(read.name);
    if (known) known.renew(read);
    else this.#all.set(read.name, read);
    return known ?? read;
  }
  removeUnheld(one: Mirrored<H>): void {
    if (one.holders.size === 0 && this.#all.get(one.name) === one) this.#all.delete(one.name);
  }
  makeStale(): void {
    for (const one of this.#all.values()) one.isStale = true;
  }
  clear(): void {
    this.#all.clear();
  }

  /** Gives those that may show something else now, or did since they were read ahead. */
  apply({ seq, changes }: Recorded): ReadonlySet<Mirrored<H>> {
    const touched = new Set<Mirrored<H>>();
    const set = (key: ResourceKey, part: string | undefined, value: unknown) => {
      const one = this.#all.get(resourceName(key));
      if (!one) return;
      one.set(seq, part, value);
      touched.add(one);
    };
    for (const change of changes) spread(change, set);
    return touched;
  }
}

/** What a change of a root or part of the store is in resources. */
function spread({ key, part, before, after }: Change, set: (key: ResourceKey, part: string | undefined, value: unknown) => void): void {
  const { account, region, kind, id } = key;
  switch (kind) {
    case 'interface': {
      if (part !== undefined) return;
      set({ account, region, kind, id }, undefined, after);
      const now = new Set((after as InterfaceHead | null)?.groups);
      for (const group of now.union(new Set((before as InterfaceHead | null)?.groups)))
        set({ account, region, kind: 'members', id: group }, id, now.has(group) ? after : null);
      return;
    }
    case 'group':
      set({ account, region, kind, id }, part, after);
      if (part === undefined) set({ account, region, kind: 'members', id }, undefined, after);
      return;
    case 'prefixList':
    case 'portRangeList':
      set({ account, region, kind, id }, part, after);
      return;
    default:
  }
}

import { page, root } from '#domain/finding.ts';
import { facetsOf, type Heads, type Kind } from '#domain/kinds.ts';
import type { Deciding, Loaded, Scope, Where } from '#kit/deciding.ts';

/** Which roots: all of these must hold. `ids` and `keep` are for what facets cannot say, and cost a load for each id or for each root. */
export type Filter<H> = {
  readonly where: Where;
  readonly ids?: readonly string[] | undefined;
  readonly keep?: ((head: H) => boolean) | undefined;
};

/** Which of them: those after an id, or after a number of them. */
export type Window = {
  readonly after?: string | undefined;
  readonly skip?: number | undefined;
  readonly limit: number;
  readonly total: boolean;
};

/** `total` is undefined unless the window asked for it; `more` = there are rows after these. */
export type Listed<H> = { readonly rows: readonly Loaded<H>[]; readonly more: boolean; readonly total: number | undefined };

const chunk = 500;

/** Roots of one kind in order of creation, filtered first and cut to the window then, so that no page comes up short. */
export function* list<K extends Kind>(scope: Scope, kind: K, filter: Filter<Heads[K]>, window: Window): Deciding<Listed<Heads[K]>> {
  const { limit } = window;
  if (!filter.ids && !filter.keep) {
    const found = yield* page(scope, kind, {
      where: filter.where,
      limit: limit + 1,
      total: window.total,
      ...(window.after !== undefined && { after: window.after }),
      ...(window.skip !== undefined && { skip: window.skip }),
    });
    return { rows: found.rows.slice(0, limit), more: found.rows.length > limit, total: found.total };
  }
  const found = filter.ids ? yield* named(scope, kind, filter.ids, filter.where) : yield* every(scope, kind, filter.where);
  const kept = filter.keep ? found.filter(({ head }) => filter.keep?.(head)) : found;
  const rest = kept.filter(({ key }) => window.after === undefined || key.id > window.after).slice(window.skip ?? 0);
  return { rows: rest.slice(0, limit), more: rest.length > limit, total: window.total ? kept.length : undefined };
}

function* named<K extends Kind>(scope: Scope, kind: K, ids: readonly string[], where: Where): Deciding<readonly Loaded<Heads[K]>[]> {
  const found: Loaded<Heads[K]>[] = [];
  for (const id of [...new Set(ids)].sort()) {
    const one = yield* root({ account: scope.account, region: scope.region, kind, id });
    if (one && fits(facetsOf(kind, one.head), where)) found.push(one);
  }
  return found;
}

/** All roots of one kind that fit, in order of creation: for what must look at each. */
export function* every<K extends Kind>(scope: Scope, kind: K, where: Where): Deciding<readonly Loaded<Heads[K]>[]> {
  const found: Loaded<Heads[K]>[] = [];
  for (let after = ''; ; ) {
    const { rows } = yield* page(scope, kind, { where, limit: chunk, ...(after && { after }) });
    found.push(...rows);
    const last = rows.at(-1);
    if (!last || rows.length < chunk) return found;
    after = last.key.id;
  }
}

const fits = (facets: Where, where: Where): boolean => where.every(([facet, value]) => facets.some(([f, v]) => f === facet && v === value));

const idShape = /^[a-z]+-[A-Za-z0-9_]+$/;

/** An opaque page token: the last id of a page, in base64url. */
export const tokenOf = (id: string): string => btoa(id).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** The id in a page token; undefined for a text that `tokenOf` never gave. The id need not exist any more. */
export function idOfToken(token: string): string | undefined {
  let id: string;
  try {
    id = atob(token.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return undefined;
  }
  return idShape.test(id) && tokenOf(id) === token ? id : undefined;
}

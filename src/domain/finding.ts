import type { Journaled } from '#domain/change-view.ts';
import type { Heads, Kind, PartRows } from '#domain/kinds.ts';
import type { Deciding, Hold, Key, Loaded, Page, Parts, Scope, Where } from '#kit/deciding.ts';

/** Typed needs: how a decision asks the store. `yield*` each of them. */
export type KeyOf<K extends Kind> = Key & { readonly kind: K };

export function* root<K extends Kind>(key: KeyOf<K>, hold: Hold = 'look'): Deciding<Loaded<Heads[K]> | undefined> {
  return (yield { need: 'root', key, hold }) as Loaded<Heads[K]> | undefined;
}
/** For each id its row, or undefined. */
export function* some<K extends keyof PartRows>(of: KeyOf<K>, ids: readonly string[]): Deciding<readonly (PartRows[K] | undefined)[]> {
  return (yield { need: 'some', of, ids }) as readonly (PartRows[K] | undefined)[];
}
export function* all<K extends keyof PartRows>(of: KeyOf<K>): Deciding<Parts<PartRows[K]>> {
  return (yield { need: 'all', of }) as Parts<PartRows[K]>;
}
/** More than can name one root: members of a group, of which the quotas allow 65,536, and rules of other groups. */
export const everyReference = 200_000;
/** The roots that name `to`, each once, at most `limit`. */
export function* refs(to: Key, limit = 1000): Deciding<readonly Key[]> {
  return (yield { need: 'refs', to, limit }) as readonly Key[];
}
/** Roots of one kind in order of creation. `total` is undefined unless asked for. */
export function* page<K extends Kind>(
  scope: Scope,
  kind: K,
  at: { readonly where?: Where; readonly after?: string; readonly skip?: number; readonly limit: number; readonly total?: boolean },
): Deciding<Page<Heads[K]>> {
  return (yield { need: 'page', scope, kind, where: [], ...at }) as Page<Heads[K]>;
}
/** Committed changes after a sequence number, at most `limit`, with the number of the last one there is. */
export function* changes(
  after: number,
  limit: number,
): Deciding<{ readonly epoch: string; readonly head: number; readonly records: readonly Journaled[] }> {
  return (yield { need: 'changes', after, limit }) as { epoch: string; head: number; records: readonly Journaled[] };
}

/** Where what must be found before its account is known is kept: accounts, their names, access keys. */
export const directory: Scope = { account: '', region: '' };
export const accountKey = (id: string): KeyOf<'account'> => ({ ...directory, kind: 'account', id });
export const accountNameKey = (name: string): KeyOf<'accountName'> => ({ ...directory, kind: 'accountName', id: name.toLowerCase() });
export const accessKeyKey = (id: string): KeyOf<'accessKey'> => ({ ...directory, kind: 'accessKey', id });
export const regionKey = (scope: Scope): KeyOf<'region'> => ({
  account: scope.account,
  region: scope.region,
  kind: 'region',
  id: 'region',
});

import { directory, type KeyOf, page, root } from '#domain/finding.ts';
import type { Deciding, Effect } from '#kit/deciding.ts';
import { lost, type Place, type Vault } from '#server/vault.ts';
import { StoreProblem } from '#store/problem.ts';

export const checkKey: KeyOf<'masterKey'> = { ...directory, kind: 'masterKey', id: 'check' };
/** What the check seals. */
export const KNOWN = 'sallyport';

/**
 * Throws StoreProblem where the master key is not the one that the store's secrets are sealed with; gives what keeps that known where it is not
 * yet. `sealed` gives a secret of the store, if there is any: stores of earlier versions have no check.
 */
export function* judgeMasterKey(vault: Vault, place: Place, sealed: () => Deciding<string | undefined>): Deciding<readonly Effect[]> {
  const check = (yield* root(checkKey))?.head.sealed;
  const known = check ?? (yield* sealed());
  try {
    if (known !== undefined) vault.open(known);
  } catch (cause) {
    throw new StoreProblem(lost(place), { cause });
  }
  return check === undefined ? [{ put: checkKey, head: { sealed: vault.seal(KNOWN) } }] : [];
}

/** What shows which key holds: the check, or in a store of an earlier version any access key; undefined where nothing was sealed yet. */
export function* sealedSample(): Deciding<string | undefined> {
  return (yield* root(checkKey))?.head.sealed ?? (yield* page(directory, 'accessKey', { limit: 1 })).rows[0]?.head.sealed;
}

import type { Heads, Kind } from '#domain/kinds.ts';
import { opens, type Vault } from '#server/vault.ts';
import type { ChangeRecord, Soon } from '#store/store.ts';

/** Every kind whose head holds a sealed text, and no other: the type sees to it. */
type SealedKind = { [K in Kind]: Heads[K] extends { readonly sealed: string } ? K : never }[Kind];
const sealedKinds: Readonly<Record<SealedKind, true>> = { accessKey: true, masterKey: true };
type Sealed = { readonly sealed: string };
/** As a list of SQL. */
export const kindList = Object.keys(sealedKinds)
  .map((kind) => `'${kind}'`)
  .join(', ');

/**
 * The sealed texts of a store: those of its roots, and those of earlier ones in the journal, which would tell who has the old key what a key that
 * is still in use was. The journal keeps none that the old key does not open.
 */
export type Reseal = {
  /** The check value, or any sealed text where there is none; as of now. */
  sample(): Soon<string | undefined>;
  /** All of them under the new key in one commit; gives how many secrets there are. Throws Undecided where a restart may find it done or not. */
  run(old: Vault, next: Vault): Soon<number>;
  /** Overwrites what the files still hold of what was replaced. */
  forget(): Soon<void>;
};

export const sealedOf = (head: unknown): string => (head as Sealed).sealed;

export function resealHead(head: unknown, old: Vault, next: Vault): unknown {
  return { ...(head as Sealed), sealed: next.seal(old.open(sealedOf(head))) };
}

export function resealRecords(records: readonly ChangeRecord[], old: Vault, next: Vault): readonly ChangeRecord[] {
  const again = (sealed: string) => (opens(old, sealed) ? next.seal(old.open(sealed)) : '');
  const anew = (value: unknown): unknown => (value === null ? null : { ...(value as object), sealed: again(sealedOf(value)) });
  return records.map((record) => ({
    ...record,
    changes: record.changes.map((one) =>
      one.key.kind in sealedKinds && one.part === undefined ? { ...one, before: anew(one.before), after: anew(one.after) } : one,
    ),
  }));
}

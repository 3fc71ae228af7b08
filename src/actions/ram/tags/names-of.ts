import type { TaggedType } from '#actions/ram/tags/tagged-resources.ts';
import { root } from '#domain/finding.ts';
import { identityKey } from '#domain/ram-keys.ts';
import type { Deciding } from '#kit/deciding.ts';

/** Names of resources by id; the id of a policy is its name. */
export function* namesOf(account: string, type: TaggedType, ids: readonly string[]): Deciding<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) names.set(id, type === 'policy' ? id : ((yield* root(identityKey(account, type, id)))?.head.name ?? ''));
  return names;
}

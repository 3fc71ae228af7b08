import type { PolicyVersionRow, RamPolicyHead } from '#domain/ram-heads.ts';
import type { Tags } from '#domain/tags.ts';

/** Alibaba Cloud RAM user guide: versions of one custom policy. */
export const mostVersions = 5;

/** The part of a policy that a version such as 'v3' is. */
export const versionPart = (version: string): string => version.slice(1).padStart(4, '0');

type New = { readonly description: string; readonly document: string; readonly tags: Tags };

/** A custom policy with its first version. */
export function newPolicy(
  { description, document, tags }: New,
  now: number,
): { readonly head: RamPolicyHead; readonly row: PolicyVersionRow } {
  return {
    head: { description, defaultVersion: 'v1', versions: 1, tags, created: now, updated: now },
    row: { version: 'v1', document, created: now },
  };
}

/** A policy's next version. `drops` is the version that makes room for it, if any. */
type NextVersion = { readonly head: RamPolicyHead; readonly row: PolicyVersionRow; readonly drops: string | undefined };

/**
 * The next version of a policy that has these, oldest first; undefined where they are as many as may be. `rotates`: the oldest version that is not the default goes instead.
 * A number is never used again.
 */
export function nextVersion(
  head: RamPolicyHead,
  versions: readonly PolicyVersionRow[],
  { document, isDefault, rotates }: { readonly document: string; readonly isDefault: boolean; readonly rotates: boolean },
  now: number,
): NextVersion | undefined {
  const isFull = versions.length >= mostVersions;
  if (isFull && !rotates) return undefined;
  const oldest = versions.find(({ version }) => version !== head.defaultVersion);
  const version = `v${head.versions + 1}`;
  const changed = { ...head, versions: head.versions + 1, updated: now };
  return {
    head: isDefault ? { ...changed, defaultVersion: version } : changed,
    row: { version, document, created: now },
    drops: isFull ? oldest?.version : undefined,
  };
}

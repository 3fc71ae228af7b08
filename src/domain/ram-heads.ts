import type { Tags } from '#domain/tags.ts';

/**
 * RAM's resources. All are account-wide (region ''); times are milliseconds since the epoch, UTC. Users and groups may be renamed, and a role may be
 * made again under its old name, so their keys are their ids; `ramName` finds them by name.
 */
export type RamUserHead = {
  readonly name: string;
  readonly displayName: string;
  readonly mobilePhone: string;
  readonly email: string;
  readonly comments: string;
  readonly tags: Tags;
  readonly created: number;
  readonly updated: number;
};
export type RamGroupHead = { readonly name: string; readonly comments: string; readonly created: number; readonly updated: number };
export type RamRoleHead = {
  readonly name: string;
  readonly description: string;
  /** The trust policy, as written. */
  readonly trust: string;
  /** Seconds, 3600 to 43200. */
  readonly maxSession: number;
  readonly tags: Tags;
  readonly created: number;
  readonly updated: number;
};
/** A custom policy, its id being its name; its parts are its versions. */
export type RamPolicyHead = {
  readonly description: string;
  readonly defaultVersion: string;
  /** How many versions it ever had: the next one is called by the next number. */
  readonly versions: number;
  readonly tags: Tags;
  readonly created: number;
  readonly updated: number;
};
/** Id `user/NAME`, `group/NAME` or `role/NAME`, the name in lower case, since names are unique in any case. */
export type RamNameHead = { readonly id: string };

/** Part of a user, group or role, id `policy/TYPE/NAME`. */
export type AttachedPolicyRow = { readonly type: 'System' | 'Custom'; readonly policy: string; readonly attached: number };
/** Part of a user, id `group/GROUPID`. */
export type MembershipRow = { readonly group: string; readonly joined: number };
/** Part of a policy, its id the number in `version` in four digits. `version` is such as 'v1'. */
export type PolicyVersionRow = { readonly version: string; readonly document: string; readonly created: number };

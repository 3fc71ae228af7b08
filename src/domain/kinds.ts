import { identityOf, type Rule } from '#domain/rule.ts';
import type { Key } from '#kit/deciding.ts';

/**
 * The kinds of root a store holds, and what is derived from their rows: facets to search by, references, identities of parts.
 * Derived values are indexes: a store keeps them beside the rows and never asks anyone else for them.
 */
export type Tags = Readonly<Record<string, string>>;

/** Times are milliseconds since the epoch, UTC. */
export type GroupHead = {
  readonly name: string;
  readonly description: string;
  readonly type: 'normal' | 'enterprise';
  /** '' = classic network. */
  readonly vpc: string;
  readonly resourceGroup: string;
  readonly innerAccess: 'Accept' | 'Drop';
  readonly tags: Tags;
  /** Digits or a product name; '' = not managed by a cloud product. */
  readonly service: string;
  readonly created: number;
};
export type PrefixListHead = {
  readonly name: string;
  readonly description: string;
  readonly family: 'IPv4' | 'IPv6';
  readonly maxEntries: number;
  readonly resourceGroup: string;
  readonly tags: Tags;
  readonly created: number;
};
export type PortRangeListHead = Omit<PrefixListHead, 'family'>;
export type ListEntry = { readonly value: string; readonly description: string };
export type VpcHead = {
  readonly name: string;
  readonly description: string;
  readonly cidr: string;
  readonly ipv6Cidr: string;
  readonly userCidrs: readonly string[];
  readonly isDefault: boolean;
  readonly router: string;
  readonly routeTable: string;
  readonly resourceGroup: string;
  readonly dnsHostnames: boolean;
  readonly tags: Tags;
  readonly created: number;
};
export type VSwitchHead = {
  readonly name: string;
  readonly description: string;
  readonly vpc: string;
  readonly zone: string;
  readonly cidr: string;
  readonly isDefault: boolean;
  readonly tags: Tags;
  readonly created: number;
};
export type ResourceGroupHead = { readonly name: string; readonly displayName: string; readonly created: number };
/** Under (account, region), id 'region': that the region was seeded, and its default VPC ('' once deleted). */
export type RegionHead = { readonly defaultVpc: string; readonly created: number };
/** In the directory; `missingRule` '' = the server's default. */
export type AccountHead = {
  readonly name: string;
  readonly networkType: 'vpc' | 'classic';
  readonly missingRule: '' | 'error' | 'documented' | 'ignore';
  readonly quotas: Readonly<Record<string, number>>;
  /** The account whose root may call operator actions. */
  readonly first: boolean;
  readonly created: number;
};
/** In the directory, id = account name in lower case. */
export type AccountNameHead = { readonly account: string };
/** In the directory, id = access key id; `sealed` is the secret under AES-256-GCM. */
export type AccessKeyHead = { readonly account: string; readonly sealed: string; readonly active: boolean; readonly created: number };

export interface Heads {
  group: GroupHead;
  prefixList: PrefixListHead;
  portRangeList: PortRangeListHead;
  vpc: VpcHead;
  vswitch: VSwitchHead;
  resourceGroup: ResourceGroupHead;
  region: RegionHead;
  account: AccountHead;
  accountName: AccountNameHead;
  accessKey: AccessKeyHead;
}
export type Kind = keyof Heads;
export interface PartRows {
  group: Rule;
  prefixList: ListEntry;
  portRangeList: ListEntry;
}

/** What two parts of one root may not share. */
export function partIdentity(kind: string, row: unknown): string {
  return kind === 'group' ? identityOf(row as Rule) : (row as ListEntry).value;
}

/** [facet, value] pairs a page can be asked by. */
export function facetsOf(kind: string, head: unknown): readonly (readonly [string, string])[] {
  const h = head as Partial<GroupHead & VpcHead & PrefixListHead>;
  const facets: [string, string][] = [];
  if (h.name !== undefined) facets.push(['name', h.name]);
  if (h.vpc !== undefined) facets.push(['vpc', h.vpc]);
  if (h.resourceGroup) facets.push(['resourceGroup', h.resourceGroup]);
  if (kind === 'group') facets.push(['type', h.type ?? ''], ['network', h.vpc === '' ? 'classic' : 'vpc']);
  if (kind === 'prefixList') facets.push(['family', h.family ?? '']);
  if (kind === 'accessKey') facets.push(['account', (head as AccessKeyHead).account]);
  if (kind === 'vpc') facets.push(['isDefault', String(h.isDefault)]);
  for (const [key, value] of Object.entries(h.tags ?? {})) facets.push([`tag:${key}`, value], ['tag', key]);
  return facets;
}

/** The roots that this head names. */
export function headRefs(from: Key, head: unknown): readonly Key[] {
  const vpc = (head as Partial<GroupHead>).vpc;
  return vpc ? [{ account: from.account, region: from.region, kind: 'vpc', id: vpc }] : [];
}

/**
 * The roots that this part names. A rule between groups of two accounts also leaves a 'foreignGroup' mark under each account: by it, and
 * without a query across accounts, each side is known to have been told that the other's group exists (docs/decisions/0001 10).
 */
export function partRefs(from: Key, row: unknown): readonly Key[] {
  if (from.kind !== 'group') return [];
  const rule = row as Rule;
  const { account, region } = from;
  const refs: Key[] = [];
  if (rule.portList) refs.push({ account, region, kind: 'portRangeList', id: rule.portList });
  if (rule.peer.kind === 'list') refs.push({ account, region, kind: 'prefixList', id: rule.peer.id });
  if (rule.peer.kind === 'group') {
    const owner = rule.peer.owner || account;
    refs.push({ account: owner, region, kind: 'group', id: rule.peer.id });
    if (owner !== account) {
      refs.push({ account, region, kind: 'foreignGroup', id: rule.peer.id }, { account: owner, region, kind: 'foreignGroup', id: from.id });
    }
  }
  return refs;
}

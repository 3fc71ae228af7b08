import type { InstanceHead, KeyPairHead } from '#domain/instance-head.ts';
import type { InterfaceHead, InterfacePermissionHead } from '#domain/interface-head.ts';
import type { AddressRow, VpcHead, VSwitchHead } from '#domain/network-heads.ts';
import type {
  AttachedPolicyRow,
  MembershipRow,
  PolicyVersionRow,
  RamGroupHead,
  RamNameHead,
  RamPolicyHead,
  RamRoleHead,
  RamUserHead,
} from '#domain/ram-heads.ts';
import { identityOf, type Rule } from '#domain/rule.ts';
import type { Tags } from '#domain/tags.ts';
import type { Key } from '#kit/deciding.ts';

/**
 * The kinds of root a store holds, and what is derived from their rows: facets to search by, references, identities of parts.
 * Derived values are indexes: a store keeps them beside the rows and never asks anyone else for them.
 */

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
export type ResourceGroupHead = { readonly name: string; readonly displayName: string; readonly tags?: Tags; readonly created: number };
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
/** In the directory, id = access key id; `sealed` is the secret under AES-256-GCM; `user` '' = the account's root. */
export type AccessKeyHead = {
  readonly account: string;
  readonly user: string;
  readonly sealed: string;
  readonly active: boolean;
  readonly created: number;
};

/** In the directory, id 'check': a known text under the master key, so that a server with another one is found out before it seals anything. */
export type MasterKeyHead = { readonly sealed: string };

export interface Heads {
  group: GroupHead;
  prefixList: PrefixListHead;
  portRangeList: PortRangeListHead;
  vpc: VpcHead;
  vswitch: VSwitchHead;
  interface: InterfaceHead;
  interfacePermission: InterfacePermissionHead;
  instance: InstanceHead;
  keyPair: KeyPairHead;
  resourceGroup: ResourceGroupHead;
  region: RegionHead;
  account: AccountHead;
  accountName: AccountNameHead;
  accessKey: AccessKeyHead;
  masterKey: MasterKeyHead;
  ramUser: RamUserHead;
  ramGroup: RamGroupHead;
  ramRole: RamRoleHead;
  ramPolicy: RamPolicyHead;
  ramName: RamNameHead;
}
export type Kind = keyof Heads;
export interface PartRows {
  group: Rule;
  prefixList: ListEntry;
  portRangeList: ListEntry;
  vswitch: AddressRow;
  ramUser: AttachedPolicyRow | MembershipRow;
  ramGroup: AttachedPolicyRow;
  ramRole: AttachedPolicyRow;
  ramPolicy: PolicyVersionRow;
}

/** What two parts of one root may not share. */
export function partIdentity(kind: string, row: unknown): string {
  if (kind === 'group') return identityOf(row as Rule);
  if (kind === 'vswitch') return (row as AddressRow).address;
  if (kind === 'ramPolicy') return (row as PolicyVersionRow).version;
  return kind.startsWith('ram') ? holdingIdOf(row as AttachedPolicyRow | MembershipRow) : (row as ListEntry).value;
}

/** The id of what a user, group or role holds. */
export const holdingIdOf = (row: Omit<AttachedPolicyRow, 'attached'> | Omit<MembershipRow, 'joined'>): string =>
  'group' in row ? `group/${row.group}` : `policy/${row.type}/${row.policy}`;

type Facets = readonly (readonly [facet: string, value: string])[];
const many = (facet: string, values: readonly string[]): Facets => values.map((value) => [facet, value] as const);

/** Facets that only this kind has. */
const facetsByKind: { readonly [K in Kind]?: (head: Heads[K]) => Facets } = {
  group: (h) => [
    ['type', h.type],
    ['network', h.vpc === '' ? 'classic' : 'vpc'],
    ['managed', String(h.service !== '')],
  ],
  prefixList: (h) => [['family', h.family]],
  accessKey: (h) => [['owner', `${h.account}/${h.user}`]],
  vpc: (h) => [
    ['isDefault', String(h.isDefault)],
    ['hasIpv6', String(h.ipv6Cidr !== '')],
    ['routeTable', h.routeTable],
  ],
  vswitch: (h) => [
    ['isDefault', String(h.isDefault)],
    ['zone', h.zone],
    ['hasIpv6', String(h.ipv6Cidr !== '')],
  ],
  interface: (h) => [
    ['type', h.type],
    ['status', h.status],
    ['vswitch', h.vswitch],
    ['instance', h.instance],
    ['mac', h.mac],
    ['primaryAddress', h.addresses[0] ?? ''],
    // Absent where there is one address, as almost always: who counts the addresses of a group need not read those interfaces.
    ...many('severalAddresses', h.addresses.length > 1 ? ['true'] : []),
    ...many('group', h.groups),
    ...many('address', [...h.addresses, ...h.ipv6]),
  ],
  interfacePermission: (h) => [
    ['interface', h.interface],
    ['grantee', h.grantee],
  ],
  instance: (h) => [
    ['status', h.status],
    ['type', h.type],
    ['zone', h.zone],
    ['vswitch', h.vswitch],
    ['image', h.image],
    ['keyPair', h.keyPair],
    ['chargeType', h.chargeType],
    ...many('publicAddress', h.publicAddresses),
    ...many('disk', [h.systemDisk.id, ...h.dataDisks.map(({ id }) => id)]),
  ],
  keyPair: (h) => [['fingerprint', h.fingerprint]],
};

/** [facet, value] pairs a page can be asked by: those that every kind with such a field has, then those of the kind. */
export function facetsOf(kind: string, head: unknown): Facets {
  const h = head as Partial<GroupHead>;
  const facets: (readonly [string, string])[] = [];
  if (h.name !== undefined) facets.push(['name', h.name]);
  if (h.vpc !== undefined) facets.push(['vpc', h.vpc]);
  if (h.resourceGroup) facets.push(['resourceGroup', h.resourceGroup]);
  const own = facetsByKind[kind as Kind] as ((head: unknown) => Facets) | undefined;
  if (own) facets.push(...own(head));
  for (const [key, value] of Object.entries(h.tags ?? {})) facets.push([`tag:${key}`, value], ['tag', key]);
  return facets;
}

/** The roots that this head names. An interface names the groups that it is a member of, so that who asks a group for references finds them. */
export function headRefs(from: Key, head: unknown): readonly Key[] {
  const { account, region } = from;
  const { vpc, vswitch, groups = [], instance, keyPair, resourceGroup } = head as Partial<InterfaceHead & InstanceHead>;
  const named: readonly (readonly [Kind, string | undefined])[] = [
    ['vpc', vpc],
    ['vswitch', vswitch],
    ['instance', instance],
    ['keyPair', keyPair],
    ['interface', from.kind === 'interfacePermission' ? (head as InterfacePermissionHead).interface : ''],
    ...groups.map((id) => ['group', id] as const),
  ];
  const refs: Key[] = named.flatMap(([kind, id]) => (id ? [{ account, region, kind, id }] : []));
  // Account-wide, so that whether a resource group is empty is one question and not one in every region.
  if (resourceGroup) refs.push({ account, region: '', kind: 'resourceGroup', id: resourceGroup });
  return refs;
}

/**
 * The roots that this part names. A rule between groups of two accounts also leaves a 'foreignGroup' mark under each account: by it, and
 * without a query across accounts, each side is known to have been told that the other's group exists (docs/decisions/0001 10).
 */
export function partRefs(from: Key, row: unknown): readonly Key[] {
  if (from.kind === 'ramUser' || from.kind === 'ramGroup' || from.kind === 'ramRole')
    return holdingRefs(from, row as AttachedPolicyRow | MembershipRow);
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

/** A policy of the system is no root of any account, but who has it attached is asked for like that of a custom one: kind 'systemPolicy'. */
function holdingRefs({ account, region }: Key, row: AttachedPolicyRow | MembershipRow): readonly Key[] {
  if ('group' in row) return [{ account, region, kind: 'ramGroup', id: row.group }];
  return [{ account, region, kind: row.type === 'System' ? 'systemPolicy' : 'ramPolicy', id: row.policy }];
}

import type { InterfaceHead } from '#domain/interface-head.ts';
import type { GroupHead, ListEntry, PrefixListHead } from '#domain/kinds.ts';
import type { Rule } from '#domain/rule.ts';
import type { Scope } from '#kit/deciding.ts';

/**
 * What a host is sent: whole resources, each as of one place in the feed (docs/feed.md).
 *   interface -> its groups -> the lists that their rules name, and the members of the groups that they name
 */
export const STATE_VERSION = 1;
export type ResourceKey = Scope & { readonly kind: keyof Bodies; readonly id: string };

const interfaceFields = [
  'vpc',
  'vswitch',
  'mac',
  'status',
  'instance',
  'groups',
  'addresses',
  'ipv6',
  'primaryIpv6',
  'ipv4Prefixes',
  'ipv6Prefixes',
  'sourceDestCheck',
  'timeouts',
] as const satisfies readonly (keyof InterfaceHead)[];
/** All that judging a packet needs of an interface. The first of `addresses` is the primary one. */
export type InterfaceBody = Pick<InterfaceHead, (typeof interfaceFields)[number]>;
/** A rule as the product keeps it, without what no packet is judged by. A peer group with the owner '' is of the account of the group. */
export type RuleBody = { readonly id: string } & Omit<Rule, 'description' | 'created'>;
/** `type` 'normal' is a basic group. Rules in order of id. */
export type GroupBody = Pick<GroupHead, 'vpc' | 'type' | 'innerAccess'> & { readonly rules: readonly RuleBody[] };
/** The private addresses of the members and the blocks that were assigned to them, IPv4 and IPv6, each once, sorted as texts. */
export type MembersBody = { readonly vpc: string; readonly addresses: readonly string[] };
/** Values only, sorted as texts. */
export type PrefixListBody = { readonly family: PrefixListHead['family']; readonly entries: readonly string[] };
export type PortRangeListBody = { readonly entries: readonly string[] };

export interface Bodies {
  interface: InterfaceBody;
  group: GroupBody;
  members: MembersBody;
  prefixList: PrefixListBody;
  portRangeList: PortRangeListBody;
}

/** What stands in the stream, as JSON. `body` null: it is named, and there is none. `at` is `EPOCH:SEQ`. */
export type Resource = { readonly v: typeof STATE_VERSION; readonly at: string } & {
  [K in keyof Bodies]: Scope & { readonly kind: K; readonly id: string; readonly body: Bodies[K] | null };
}[keyof Bodies];

export const resourceName = ({ kind, account, region, id }: ResourceKey): string => `${kind}/${account}/${region}/${id}`;

/** What is kept of a root of the store and of its parts: of the members of a group, the head is the group's and the parts are interfaces. */
export type Kept = { readonly head: unknown; readonly parts: ReadonlyMap<string, unknown> };
type Kind<B> = {
  /** What of a part is kept. */
  keep(id: string, row: never): unknown;
  body(kept: Kept): B;
  /** What has to be there before this can be used. */
  names(key: ResourceKey, kept: Kept): readonly ResourceKey[];
};

const nothing = (): readonly ResourceKey[] => [];
const sortedParts = <P>({ parts }: Kept): P[] => [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part as P);
const entryValue = (_id: string, { value }: ListEntry): string => value;

export const resourceKinds: { readonly [K in keyof Bodies]: Kind<Bodies[K]> } = {
  interface: {
    keep: () => undefined,
    body: ({ head }) => Object.fromEntries(interfaceFields.map((field) => [field, (head as InterfaceHead)[field]])) as InterfaceBody,
    names: ({ account, region }, { head }) => (head as InterfaceHead).groups.map((id) => ({ account, region, kind: 'group', id })),
  },
  group: {
    keep: (id, { description: _, created: __, ...rule }: Rule): RuleBody => ({ id, ...rule }),
    body: (kept) => {
      const { vpc, type, innerAccess } = kept.head as GroupHead;
      return { vpc, type, innerAccess, rules: sortedParts<RuleBody>(kept) };
    },
    names: namesOfGroup,
  },
  members: {
    keep: (_id, { addresses, ipv6, ipv4Prefixes, ipv6Prefixes }: InterfaceHead): readonly string[] => [
      ...addresses,
      ...ipv6,
      ...ipv4Prefixes,
      ...ipv6Prefixes,
    ],
    body: ({ head, parts }) => ({
      vpc: (head as GroupHead).vpc,
      addresses: [...new Set([...(parts as ReadonlyMap<string, readonly string[]>).values()].flat())].sort(),
    }),
    names: nothing,
  },
  prefixList: {
    keep: entryValue,
    body: (kept) => ({ family: (kept.head as PrefixListHead).family, entries: sortedParts<string>(kept) }),
    names: nothing,
  },
  portRangeList: { keep: entryValue, body: (kept) => ({ entries: sortedParts<string>(kept) }), names: nothing },
};

/** Its own members are a peer too where traffic inside of the group passes without a rule. */
function namesOfGroup({ account, region, id }: ResourceKey, { head, parts }: Kept): readonly ResourceKey[] {
  const { type, innerAccess } = head as GroupHead;
  const names: ResourceKey[] = type === 'normal' && innerAccess === 'Accept' ? [{ account, region, kind: 'members', id }] : [];
  for (const { peer, portList } of parts.values() as Iterable<RuleBody>) {
    if (peer.kind === 'group') names.push({ account: peer.owner || account, region, kind: 'members', id: peer.id });
    if (peer.kind === 'list') names.push({ account, region, kind: 'prefixList', id: peer.id });
    if (portList !== '') names.push({ account, region, kind: 'portRangeList', id: portList });
  }
  return names;
}

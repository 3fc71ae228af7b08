import { accountKey, type KeyOf, page, root } from '#domain/finding.ts';
import { capacityOf } from '#domain/group.ts';
import type { AccountHead, GroupHead } from '#domain/kinds.ts';
import { limitOf } from '#domain/quota.ts';
import type { Deciding, Loaded, Scope } from '#kit/deciding.ts';

/** The groups that an interface is to be in, all of them. */
export type WantedMembership = {
  readonly groups: readonly string[];
  /** Those that it is in already: they have room for it, and where none is joined, rules are not counted again. */
  readonly before?: readonly string[];
  /** The VPC of the interface. */
  readonly vpc: string;
  /** How many such interfaces there are to be; 1 unless given. */
  readonly interfaces?: number;
  /** Private IPv4 addresses of each; 1 unless given. */
  readonly addresses?: number;
};
export type MembershipFault =
  | { readonly fault: 'none' | 'limit' | 'mixed' }
  | { readonly fault: 'repeated' | 'absent'; readonly group: string }
  | { readonly fault: 'managed' | 'vpc' | 'full' | 'rules'; readonly group: Loaded<GroupHead> };
/** In the order in which they were asked for. */
export type Membership = { readonly groups: readonly Loaded<GroupHead>[] } | MembershipFault;

/** Rules of a group as the quota counts them. */
export type WeightOf = (group: KeyOf<'group'>) => Deciding<number>;

/**
 * Judges a whole set of groups for an interface; the first fault in this order: none, one twice, too many, one absent, one that is joined or
 * left managed by a product, of another VPC, types mixed, full, too many rules ('rules' names the group by which there are too many). The
 * groups are held for 'keep'.
 */
export function* judgeMembership(scope: Scope, wanted: WantedMembership, weightOf: WeightOf): Deciding<Membership> {
  const { account, region } = scope;
  const quotas = (yield* root(accountKey(account)))?.head.quotas ?? {};
  if (wanted.groups.length === 0) return { fault: 'none' };
  const twice = wanted.groups.find((id, at) => wanted.groups.indexOf(id) !== at);
  if (twice !== undefined) return { fault: 'repeated', group: twice };
  if (wanted.groups.length > limitOf('groupsPerInterface', quotas)) return { fault: 'limit' };

  const groups: Loaded<GroupHead>[] = [];
  for (const id of wanted.groups) {
    const group = yield* root({ account, region, kind: 'group', id }, 'keep');
    if (!group) return { fault: 'absent', group: id };
    groups.push(group);
  }
  const before = new Set(wanted.before);
  const joined = groups.filter(({ key }) => !before.has(key.id));
  const left: Loaded<GroupHead>[] = [];
  for (const id of before) {
    const group = wanted.groups.includes(id) ? undefined : yield* root({ account, region, kind: 'group', id });
    if (group) left.push(group);
  }
  const managed = [...joined, ...left].find(({ head }) => head.service !== '');
  if (managed) return { fault: 'managed', group: managed };
  const elsewhere = groups.find(({ head }) => head.vpc !== wanted.vpc);
  if (elsewhere) return { fault: 'vpc', group: elsewhere };
  if (groups.some(({ head }) => head.type !== groups[0]?.head.type)) return { fault: 'mixed' };

  const { interfaces = 1, addresses = 1 } = wanted;
  for (const group of joined) {
    if (!(yield* hasRoom(group, { interfaces, addresses: interfaces * addresses }, quotas))) return { fault: 'full', group };
  }
  let weight = 0;
  for (const group of joined.length === 0 ? [] : groups) {
    weight += yield* weightOf({ account, region, kind: 'group', id: group.key.id });
    if (weight > limitOf('rulesPerInterface', quotas)) return { fault: 'rules', group };
  }
  return { groups };
}

type Members = { readonly interfaces: number; readonly addresses: number };

function* hasRoom(group: Loaded<GroupHead>, more: Members, quotas: AccountHead['quotas']): Deciding<boolean> {
  const adds = group.head.type === 'enterprise' ? more.interfaces : more.addresses;
  return adds === 0 || (yield* membersOf(group)) + adds <= capacityOf(group.head, quotas);
}

/** The first of an interface's groups that cannot take so many more private IPv4 addresses of it. The groups are held for 'keep'. */
export function* groupWithoutRoom({ account, region }: Scope, groups: readonly string[], addresses: number): Deciding<string | undefined> {
  const quotas = (yield* root(accountKey(account)))?.head.quotas ?? {};
  for (const id of groups) {
    const group = yield* root({ account, region, kind: 'group', id }, 'keep');
    if (group && !(yield* hasRoom(group, { interfaces: 0, addresses }, quotas))) return id;
  }
  return undefined;
}

const chunk = 500;

/** What counts against the capacity of a group: the interfaces of an enterprise group, the private IPv4 addresses of a basic one. */
export function* membersOf({ key, head }: Loaded<GroupHead>): Deciding<number> {
  const scope = { account: key.account, region: key.region };
  const inGroup = ['group', key.id] as const;
  let members = (yield* page(scope, 'interface', { where: [inGroup], limit: 1, total: true })).total ?? 0;
  if (head.type === 'enterprise') return members;
  // Each was counted as one address; only those that have more are read.
  for (let after = ''; ; ) {
    const { rows } = yield* page(scope, 'interface', {
      where: [inGroup, ['severalAddresses', 'true']],
      limit: chunk,
      ...(after && { after }),
    });
    for (const row of rows) members += row.head.addresses.length - 1;
    const last = rows.at(-1);
    if (!last || rows.length < chunk) return members;
    after = last.key.id;
  }
}

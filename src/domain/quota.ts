import type { RuleSpec } from '#domain/rule.ts';
import type { Text } from '#kit/text.ts';

/** How much an account may have: what Alibaba Cloud documents as defaults, which an operator may change per account by name. */
export type Quota = {
  readonly limit: number;
  /** What is counted, within each of what. */
  readonly counts:
    | 'weight'
    | 'groupPeers'
    | 'groups'
    | 'members'
    | 'prefixLists'
    | 'portRangeLists'
    | 'references'
    | 'resourceGroups'
    | 'ramResources'
    | 'policies'
    | 'memberships';
  readonly per: 'account' | 'region' | 'group' | 'interface' | 'prefixList' | 'ramIdentity';
  readonly doc: Text;
};

/** From "Limits" of the ECS user guide and the operations' reference pages (2026), except where a comment says otherwise. */
export const quotas = {
  groupsPerRegion: {
    limit: 100,
    counts: 'groups',
    per: 'region',
    doc: { en: 'Security groups of an account in one region.', zh: '单个账号在一个地域内的安全组数量。' },
  },
  // The documented 1000 is the sum over all groups of an interface. No group may exceed it alone.
  rulesPerGroup: {
    limit: 1000,
    counts: 'weight',
    per: 'group',
    doc: {
      en: 'Rules of both directions in one security group. A rule that names a prefix list or a port list counts as many times as the list has maximum entries.',
      zh: '单个安全组的规则总数（入方向与出方向合计）。引用前缀列表或端口列表的规则按列表的最大条目数计算。',
    },
  },
  rulesPerInterface: {
    limit: 1000,
    counts: 'weight',
    per: 'interface',
    doc: {
      en: 'Rules of both directions, counted as for one group, over all security groups of an elastic network interface.',
      zh: '单个弹性网卡所加入的全部安全组的规则总数（入方向与出方向合计，计算方式与单个安全组相同）。',
    },
  },
  groupPeersPerGroup: {
    limit: 20,
    counts: 'groupPeers',
    per: 'group',
    doc: { en: 'Rules of one basic security group whose peer is a security group.', zh: '单个普通安全组中以安全组为授权对象的规则数量。' },
  },
  // The page of JoinSecurityGroup still says five.
  groupsPerInterface: {
    limit: 10,
    counts: 'groups',
    per: 'interface',
    doc: { en: 'Security groups that one elastic network interface may join.', zh: '单个弹性网卡可以加入的安全组数量。' },
  },
  addressesPerBasicGroup: {
    limit: 6000,
    counts: 'members',
    per: 'group',
    doc: { en: 'Private IP addresses in one basic security group.', zh: '单个普通安全组能容纳的私网 IP 地址数量。' },
  },
  interfacesPerEnterpriseGroup: {
    limit: 65536,
    counts: 'members',
    per: 'group',
    doc: { en: 'Elastic network interfaces in one enterprise security group.', zh: '单个企业级安全组能容纳的弹性网卡数量。' },
  },
  prefixListsPerRegion: {
    limit: 100,
    counts: 'prefixLists',
    per: 'region',
    doc: { en: 'Prefix lists of an account in one region.', zh: '单个账号在一个地域内的前缀列表数量。' },
  },
  referencesPerPrefixList: {
    limit: 1000,
    counts: 'references',
    per: 'prefixList',
    doc: { en: 'Resources that may name one prefix list.', zh: '单个前缀列表可以关联的资源数量。' },
  },
  // That there is a limit is documented (InvalidOperation.MaxCountExceed), its number is not; it is taken from prefix lists.
  portRangeListsPerRegion: {
    limit: 100,
    counts: 'portRangeLists',
    per: 'region',
    doc: { en: 'Port lists of an account in one region.', zh: '单个账号在一个地域内的端口列表数量。' },
  },
  // Resource Management API reference, CreateResourceGroup. The two that an account has from the start count, too.
  resourceGroupsPerAccount: {
    limit: 30,
    counts: 'resourceGroups',
    per: 'account',
    doc: { en: 'Resource groups of an account.', zh: '单个账号的资源组数量。' },
  },
  // Those of RAM: GetAccountSummary of the IMS API reference; users and roles from the RAM user guide.
  ramUsersPerAccount: {
    limit: 1000,
    counts: 'ramResources',
    per: 'account',
    doc: { en: 'RAM users of an account.', zh: '单个账号的 RAM 用户数量。' },
  },
  ramGroupsPerAccount: {
    limit: 50,
    counts: 'ramResources',
    per: 'account',
    doc: { en: 'RAM user groups of an account.', zh: '单个账号的 RAM 用户组数量。' },
  },
  ramRolesPerAccount: {
    limit: 1000,
    counts: 'ramResources',
    per: 'account',
    doc: { en: 'RAM roles of an account.', zh: '单个账号的 RAM 角色数量。' },
  },
  customPoliciesPerAccount: {
    limit: 1500,
    counts: 'policies',
    per: 'account',
    doc: { en: 'Custom policies of an account.', zh: '单个账号的自定义权限策略数量。' },
  },
  customPoliciesPerUser: {
    limit: 10,
    counts: 'policies',
    per: 'ramIdentity',
    doc: { en: 'Custom policies attached to one RAM user.', zh: '单个 RAM 用户可以绑定的自定义权限策略数量。' },
  },
  customPoliciesPerGroup: {
    limit: 5,
    counts: 'policies',
    per: 'ramIdentity',
    doc: { en: 'Custom policies attached to one RAM user group.', zh: '单个 RAM 用户组可以绑定的自定义权限策略数量。' },
  },
  customPoliciesPerRole: {
    limit: 5,
    counts: 'policies',
    per: 'ramIdentity',
    doc: { en: 'Custom policies attached to one RAM role.', zh: '单个 RAM 角色可以绑定的自定义权限策略数量。' },
  },
  systemPoliciesPerIdentity: {
    limit: 20,
    counts: 'policies',
    per: 'ramIdentity',
    doc: {
      en: 'System policies attached to one RAM user, user group or role.',
      zh: '单个 RAM 用户、用户组或角色可以绑定的系统权限策略数量。',
    },
  },
  ramGroupsPerUser: {
    limit: 5,
    counts: 'memberships',
    per: 'ramIdentity',
    doc: { en: 'Groups that one RAM user may join.', zh: '单个 RAM 用户可以加入的用户组数量。' },
  },
} as const satisfies Readonly<Record<string, Quota>>;
export type QuotaName = keyof typeof quotas;

/** The limit that holds for an account: its own where an operator set one (0 included), else the default. */
export function limitOf(name: QuotaName, own: Readonly<Record<string, number>>): number {
  return own[name] ?? quotas[name].limit;
}

/**
 * How much of a rule quota a rule takes: the MaxEntries of the list that it names, not the entries that are in it. Naming two lists takes
 * their product, which is how many pairs of block and range the rule may come to mean; the documentation does not say.
 */
export function weightOf(
  rule: Pick<RuleSpec, 'peer' | 'portList'>,
  maxEntriesOf: (list: 'prefixList' | 'portRangeList', id: string) => number,
): number {
  const peers = rule.peer.kind === 'list' ? maxEntriesOf('prefixList', rule.peer.id) : 1;
  const ports = rule.portList === '' ? 1 : maxEntriesOf('portRangeList', rule.portList);
  return peers * ports;
}

import { here } from '#actions/action.ts';
import { text } from '#actions/fields.ts';
import { wireTime } from '#actions/wire-time.ts';
import { root } from '#domain/finding.ts';
import type { Rule } from '#domain/rule.ts';
import type { Deciding, Scope } from '#kit/deciding.ts';
import type { Returns } from '#kit/shape.ts';

/** Names of the groups, prefix lists and port lists that rules name, by id. What is missing has the name ''. */
export type Names = ReadonlyMap<string, string>;

/** The names that `rules` need, each read once. A group of another account keeps its name to itself. */
export function* namesFor(ctx: Scope, rules: Iterable<readonly [id: string, rule: Rule]>): Deciding<Names> {
  const names = new Map<string, string>();
  for (const [, { peer, portList }] of rules) {
    if (peer.kind === 'group' && peer.owner === '' && !names.has(peer.id))
      names.set(peer.id, (yield* root(here(ctx, 'group', peer.id)))?.head.name ?? '');
    if (peer.kind === 'list' && !names.has(peer.id)) names.set(peer.id, (yield* root(here(ctx, 'prefixList', peer.id)))?.head.name ?? '');
    if (portList && !names.has(portList)) names.set(portList, (yield* root(here(ctx, 'portRangeList', portList)))?.head.name ?? '');
  }
  return names;
}

type End = Rule['peer'] | Rule['own'];
const v4Of = (end: End): string => (end?.kind === 'v4' ? end.text : '');
const v6Of = (end: End): string => (end?.kind === 'v6' ? end.text : '');
const groupOf = (end: End): string => (end?.kind === 'group' ? end.id : '');
// '' for a group of the same account, because Terraform takes any value here for a change of owner and would replace the rule for ever.
const ownerOf = (end: End): string => (end?.kind === 'group' ? end.owner : '');
const listIn = (end: End): string => (end?.kind === 'list' ? end.id : '');

/**
 * A rule as clients read it: every field is there, '' where the rule has nothing, because clients compare with ''. The peer of an ingress rule
 * is its source, that of an egress rule its destination. Addresses are echoed as written; Priority is text.
 * Do not make the two sides with computed names: a literal costs a fifth, and a page has up to a thousand of them.
 */
export function permissionOf(id: string, rule: Rule, names: Names): Readonly<Record<string, string>> {
  const ingress = rule.direction === 'ingress';
  const source = ingress ? rule.peer : rule.own;
  const dest = ingress ? rule.own : rule.peer;
  return {
    SecurityGroupRuleId: id,
    Direction: rule.direction,
    IpProtocol: rule.protocol.toUpperCase(),
    Policy: rule.policy === 'accept' ? 'Accept' : 'Drop',
    Priority: String(rule.priority),
    NicType: rule.nic,
    PortRange: rule.ports,
    PortRangeListId: rule.portList,
    PortRangeListName: nameIn(names, rule.portList),
    SourcePortRange: rule.sourcePorts,
    SourceCidrIp: v4Of(source),
    Ipv6SourceCidrIp: v6Of(source),
    SourceGroupId: groupOf(source),
    SourceGroupName: nameIn(names, groupOf(source)),
    SourceGroupOwnerAccount: ownerOf(source),
    SourcePrefixListId: listIn(source),
    SourcePrefixListName: nameIn(names, listIn(source)),
    DestCidrIp: v4Of(dest),
    Ipv6DestCidrIp: v6Of(dest),
    DestGroupId: groupOf(dest),
    DestGroupName: nameIn(names, groupOf(dest)),
    DestGroupOwnerAccount: ownerOf(dest),
    DestPrefixListId: listIn(dest),
    DestPrefixListName: nameIn(names, listIn(dest)),
    Description: rule.description,
    CreateTime: wireTime(rule.created),
  };
}

const nameIn = (names: Names, id: string): string => (id === '' ? '' : (names.get(id) ?? ''));

const endFields = (side: 'Source' | 'Dest', en: string, zh: string): Returns => ({
  [`${side}CidrIp`]: text(`IPv4 block of the ${en}, as it was written.`, `${zh} IPv4 CIDR 地址块，与写入时一致。`),
  [`Ipv6${side}CidrIp`]: text(`IPv6 block of the ${en}, compressed.`, `${zh} IPv6 CIDR 地址块，采用压缩写法。`),
  [`${side}GroupId`]: text(`Security group of the ${en}.`, `${zh}安全组 ID。`),
  [`${side}GroupName`]: text(
    'Name of that security group; empty for a group of another account.',
    '该安全组的名称；其他账号的安全组为空。',
  ),
  [`${side}GroupOwnerAccount`]: text(
    'ID of the account of that security group; empty for the same account.',
    '该安全组所属阿里云账号 ID；同一账号时为空。',
  ),
  [`${side}PrefixListId`]: text(`Prefix list of the ${en}.`, `${zh}前缀列表 ID。`),
  [`${side}PrefixListName`]: text('Name of that prefix list.', '该前缀列表的名称。'),
});

/** What `permissionOf` gives. */
export const permissionFields: Returns = {
  SecurityGroupRuleId: text('ID of the rule.', '安全组规则 ID。'),
  Direction: text('`ingress` or `egress`.', '规则方向：`ingress`（入方向）或 `egress`（出方向）。'),
  IpProtocol: text('Protocol in upper case, or an IANA number.', '协议，大写，或 IANA 协议号。'),
  Policy: text('`Accept` or `Drop`.', '授权策略：`Accept` 或 `Drop`。'),
  Priority: text('1 to 100, the smaller wins.', '优先级，1～100，数值越小优先级越高。'),
  NicType: text(
    '`intranet` or `internet`; always `intranet` in a VPC.',
    '网卡类型：`intranet` 或 `internet`；专有网络 VPC 中固定为 `intranet`。',
  ),
  PortRange: text('Destination ports as a/b, or -1/-1.', '目的端口范围，格式为 a/b 或 -1/-1。'),
  PortRangeListId: text('ID of the port list that stands in for PortRange.', '代替 PortRange 的端口列表 ID。'),
  PortRangeListName: text('Name of that port list.', '该端口列表的名称。'),
  SourcePortRange: text('Source ports; empty for any.', '源端口范围；空表示任意端口。'),
  ...endFields('Source', 'source', '源端'),
  ...endFields('Dest', 'destination', '目的端'),
  Description: text('Description of the rule.', '规则描述。'),
  CreateTime: text('When the rule was made, UTC.', '规则创建时间，UTC。'),
};

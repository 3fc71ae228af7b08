import { sides, sideWords, wireNames } from '#actions/ecs/rules/sides.ts';
import { clientToken, ownerParams, regionId, securityGroupId } from '#actions/vocabulary.ts';
import type { RawRule } from '#domain/entry.ts';
import type { Direction } from '#domain/rule.ts';
import type { Shape } from '#kit/shape.ts';
import type { Text } from '#kit/text.ts';

/** A field of a rule. Always text: the handler judges it, with codes of its own. */
type RuleField = { readonly kind: 'string'; readonly doc: Text; readonly example: string; readonly values?: readonly string[] };
type DeprecatedField = RuleField & { readonly deprecated: true };

type PermissionName<D extends Direction> = (typeof wireNames)[D][keyof RawRule];
/** All but the port list, which exists only in `Permissions`; deprecated, each of them. */
type TopLevelName<D extends Direction> = Exclude<PermissionName<D>, 'PortRangeListId'>;

const field = (example: string, en: string, zh: string, values?: readonly string[]): RuleField => ({
  kind: 'string',
  doc: { en, zh },
  example,
  ...(values && { values }),
});

/** The fields of one entry of `Permissions`, by wire name. None is `required`: what is missing has codes of its own, after the protocol. */
export function permissionFields<D extends Direction>(direction: D): { readonly [N in PermissionName<D>]: RuleField } {
  const [peerWord, ownWord] = [sideWords[sides[direction].peer], sideWords[sides[direction].own]];
  const name = wireNames[direction];
  const owner = {
    en: `Absent: the group is one of your own. Ignored beside a CIDR block.`,
    zh: `未指定时，表示该安全组属于当前账号。指定了 CIDR 地址段时忽略该参数。`,
  };
  const fields: { readonly [name: string]: RuleField } = {
    IpProtocol: field(
      'TCP',
      'The protocol, in any case. Required. A number from 0 to 255 is accepted too; 1, 6, 17, 47 and 58 are the same as ICMP, TCP, UDP, GRE and ICMPv6.',
      '协议类型，不区分大小写，必填。也可以填写 0～255 的协议号，其中 1、6、17、47、58 分别等同于 ICMP、TCP、UDP、GRE、ICMPv6。',
      ['TCP', 'UDP', 'ICMP', 'ICMPv6', 'GRE', 'ALL'],
    ),
    PortRange: field(
      '22/22',
      'The destination ports. TCP and UDP: first/last, each from 1 to 65535, such as 1/200. Every other protocol: -1/-1. Required, in Permissions unless PortRangeListId stands in; wins over PortRangeListId.',
      '目的端口范围。TCP、UDP：起始端口/终止端口，取值均为 1～65535，例如 1/200；其他协议：-1/-1。必填，在 Permissions 中可由 PortRangeListId 代替；同时指定时以 PortRange 为准。',
    ),
    PortRangeListId: field(
      'prl-2ze9743000000000000',
      'A port list instead of PortRange. Ignored beside PortRange. TCP and UDP only; not in the classic network.',
      '用于代替 PortRange 的端口列表 ID。指定了 PortRange 时忽略该参数。仅支持 TCP 和 UDP，不支持经典网络。',
    ),
    SourcePortRange: field(
      '22/22',
      'The source ports of a quintuple rule, written as PortRange is. Absent: any.',
      '五元组规则的源端口范围，格式与 PortRange 相同。未指定时表示任意端口。',
    ),
    [name.peerV4]: field(
      '10.0.0.0/8',
      `The ${peerWord.en}: one IPv4 address or CIDR block. Wins over ${name.peerGroup} and ${name.peerList}. An error beside ${name.peerV6}.`,
      `${peerWord.zh}的单个 IPv4 地址或 CIDR 地址段。优先于 ${name.peerGroup} 和 ${name.peerList}，不能与 ${name.peerV6} 同时指定。`,
    ),
    [name.peerV6]: field(
      '2001:db8:1233:1a00::/56',
      `The ${peerWord.en}: one IPv6 address or CIDR block. VPC only. Wins over ${name.peerGroup} and ${name.peerList}. An error beside ${name.peerV4}.`,
      `${peerWord.zh}的单个 IPv6 地址或 CIDR 地址段，仅支持专有网络 VPC。优先于 ${name.peerGroup} 和 ${name.peerList}，不能与 ${name.peerV4} 同时指定。`,
    ),
    [name.peerGroup]: field(
      'sg-bp67acfmxa123b000000',
      `The ${peerWord.en}: a security group. One of ${name.peerV4}, ${name.peerV6}, ${name.peerGroup} and ${name.peerList} is required. Ignored beside a CIDR block. Both groups must be basic, and NicType can only be intranet; a basic group takes at most 20 such rules.`,
      `${peerWord.zh}安全组 ID。${name.peerV4}、${name.peerV6}、${name.peerGroup}、${name.peerList} 至少指定一个。指定了 CIDR 地址段时忽略该参数。双方都必须是普通安全组，且 NicType 只能为 intranet；一个普通安全组最多 20 条此类规则。`,
    ),
    [name.peerOwnerId]: field(
      '1234567890123456',
      `The ID of the account that owns the ${peerWord.en} group. Wins over ${name.peerOwnerAccount}. ${owner.en}`,
      `${peerWord.zh}安全组所属账号的 ID。优先于 ${name.peerOwnerAccount}。${owner.zh}`,
    ),
    [name.peerOwnerAccount]: field(
      'Test@aliyun.com',
      `The account that owns the ${peerWord.en} group: its name in any case, or its ID. ${owner.en}`,
      `${peerWord.zh}安全组所属的账号：账号名（不区分大小写）或账号 ID。${owner.zh}`,
    ),
    [name.peerList]: field(
      'pl-x1j1k5ykzqlixdcy0000',
      `The ${peerWord.en}: a prefix list. Ignored beside a CIDR block or ${name.peerGroup}. Not in the classic network.`,
      `${peerWord.zh}前缀列表 ID。指定了 CIDR 地址段或 ${name.peerGroup} 时忽略该参数。不支持经典网络。`,
    ),
    [name.ownV4]: field(
      '10.0.0.0/8',
      `The ${ownWord.en} of a quintuple rule: one IPv4 address or CIDR block. Absent: any, which is another rule than 0.0.0.0/0. An error beside ${name.ownV6}.`,
      `五元组规则的${ownWord.zh}：单个 IPv4 地址或 CIDR 地址段。未指定时表示不限制，但与 0.0.0.0/0 不是同一条规则。不能与 ${name.ownV6} 同时指定。`,
    ),
    [name.ownV6]: field(
      '2001:db8:1234:1a00::/56',
      `The ${ownWord.en} of a quintuple rule: one IPv6 address or CIDR block. VPC only. Absent: any. An error beside an IPv4 range on either side.`,
      `五元组规则的${ownWord.zh}：单个 IPv6 地址或 CIDR 地址段，仅支持专有网络 VPC。未指定时表示不限制，不能与任何一端的 IPv4 地址段同时指定。`,
    ),
    Policy: field(
      'accept',
      'accept lets matching traffic pass; drop discards it without an answer. In any case. Default: accept.',
      '访问权限：accept 允许访问；drop 拒绝访问，且不返回任何响应。不区分大小写，默认值为 accept。',
      ['accept', 'drop'],
    ),
    Priority: field(
      '1',
      'A whole number from 1 to 100; the smaller wins. Default: 1.',
      '规则优先级，取值范围 1～100 的整数，数值越小优先级越高。默认值为 1。',
    ),
    NicType: field(
      'intranet',
      'The network interface that a rule in the classic network is for; default internet, beside a group intranet. In a VPC always intranet, whichever is sent. In any case.',
      '经典网络安全组规则的网卡类型，默认值为 internet，指定安全组时为 intranet。在专有网络 VPC 中，无论传入哪个取值，均视为 intranet。不区分大小写。',
      ['internet', 'intranet'],
    ),
    Description: field(
      'This is description.',
      'What the rule is for, 1 to 512 characters. Takes no part in telling rules apart.',
      '规则描述，长度为 1～512 个字符。不参与规则的匹配。',
    ),
  };
  return fields as { readonly [N in PermissionName<D>]: RuleField };
}

/** The deprecated twins of an entry's fields, by wire name: one rule, outside `Permissions`. */
export function topLevelFields<D extends Direction>(direction: D): { readonly [N in TopLevelName<D>]: DeprecatedField } {
  const { PortRangeListId: _inPermissionsOnly, ...twins } = permissionFields(direction) as { readonly [name: string]: RuleField };
  const fields: { [name: string]: DeprecatedField } = {};
  for (const [name, { example }] of Object.entries(twins)) {
    const doc = {
      en: `Deprecated: use Permissions.N.${name}, which takes the same values.`,
      zh: `已弃用，请使用取值相同的 Permissions.N.${name}。`,
    };
    fields[name] = { kind: 'string', deprecated: true, doc, example };
  }
  return fields as { readonly [N in TopLevelName<D>]: DeprecatedField };
}

const target = { RegionId: regionId, SecurityGroupId: securityGroupId, ClientToken: clientToken } as const satisfies Shape;

/** `wrong` covers the list itself (its count, its indices, its JSON text); what is wrong inside an entry has codes of its own. */
const list = { kind: 'rows', max: 100, orJson: true, wrong: 'InvalidParameter' } as const;

const ruleIds = {
  kind: 'strings',
  max: 100,
  wrong: 'InvalidParam.SecurityGroupRuleId',
  doc: {
    en: 'The rules by ID, at most 100: the recommended way. Excludes Permissions and every deprecated parameter. An unknown ID is an error, and then nothing is deleted.',
    zh: '按规则 ID 指定（推荐），最多 100 个。不能与 Permissions 及任何已弃用的参数同时指定。任一 ID 不存在时返回错误，且不删除任何规则。',
  },
  example: 'sgr-bp67acfmxa123b000000',
} as const satisfies Shape[string];

const revokeParams = <D extends Direction>(direction: D) => ({
  ...target,
  SecurityGroupRuleId: ruleIds,
  Permissions: {
    ...list,
    of: permissionFields(direction),
    doc: {
      en: 'The rules by what they say, at most 100; also one JSON array of objects. Each names a protocol, its ports, one peer and a policy. What is left out counts with its default: a rule with another priority is another rule. Excludes SecurityGroupRuleId and every deprecated parameter.',
      zh: '按规则内容指定，最多 100 条，也可以传入一个 JSON 对象数组。每条需指定协议、端口、一个授权对象和访问权限。未指定的字段按默认值匹配：优先级不同的规则不是同一条规则。不能与 SecurityGroupRuleId 及任何已弃用的参数同时指定。',
    },
  },
  ...topLevelFields(direction),
  ...ownerParams,
});

const authorizeParams = <D extends Direction>(direction: D) => ({
  ...target,
  Permissions: {
    ...list,
    of: permissionFields(direction),
    doc: {
      en: 'The rules to add, 1 to 100; also one JSON array of objects. A rule that exists already is left as it is. Excludes every deprecated parameter.',
      zh: '要添加的规则，1～100 条，也可以传入一个 JSON 对象数组。已存在的规则保持不变。不能与任何已弃用的参数同时指定。',
    },
  },
  ...topLevelFields(direction),
  ...ownerParams,
});

const ruleId = {
  kind: 'string',
  doc: {
    en: 'The rule by ID: then every field of it may change but the kind of its peer, NicType, and whether it names a port list; a field that is absent keeps its value, and none can be emptied. Without it, the fields name the rule, those that are absent with their defaults, and only Description changes.',
    zh: '规则 ID。指定后可以修改该规则的字段，但不能修改授权对象的类型、NicType，也不能在端口范围与端口列表之间切换；未指定的字段保持不变，字段不能改为空。不指定时，按规则内容匹配规则（未指定的字段取默认值），且仅修改 Description。',
  },
  example: 'sgr-bp67acfmxa123b000000',
} as const satisfies Shape[string];

/** The fields of a rule in a modify, by wire name, where they are current and stand alone. */
function modifyFields<D extends Direction>(direction: D): { readonly [N in PermissionName<D>]: RuleField } {
  const fields = permissionFields(direction) as { readonly [name: string]: RuleField };
  const { peerV4, peerV6, peerGroup, peerList } = wireNames[direction];
  const word = sideWords[sides[direction].peer];
  const told = (name: string, en: string, zh: string) => ({ [name]: { ...fields[name], doc: { en, zh } } });
  return {
    ...fields,
    ...told(
      'IpProtocol',
      'The protocol, in any case, or a number from 0 to 255; 1, 6, 17, 47 and 58 are the same as ICMP, TCP, UDP, GRE and ICMPv6. Required without SecurityGroupRuleId.',
      '协议类型，不区分大小写，或 0～255 的协议号，其中 1、6、17、47、58 分别等同于 ICMP、TCP、UDP、GRE、ICMPv6。未指定 SecurityGroupRuleId 时必填。',
    ),
    ...told(
      'PortRange',
      'The destination ports. TCP and UDP: first/last, each from 1 to 65535, such as 1/200. Every other protocol: -1/-1. Wins over PortRangeListId. Without SecurityGroupRuleId, one of the two is required.',
      '目的端口范围。TCP、UDP：起始端口/终止端口，取值均为 1～65535，例如 1/200；其他协议：-1/-1。优先于 PortRangeListId。未指定 SecurityGroupRuleId 时，二者至少指定一个。',
    ),
    ...told(
      peerGroup,
      `The ${word.en}: a security group. Without SecurityGroupRuleId, one of ${peerV4}, ${peerV6}, ${peerGroup} and ${peerList} is required. Ignored beside a CIDR block. Both groups must be basic.`,
      `${word.zh}安全组 ID。未指定 SecurityGroupRuleId 时，${peerV4}、${peerV6}、${peerGroup}、${peerList} 至少指定一个。指定了 CIDR 地址段时忽略该参数。双方都必须是普通安全组。`,
    ),
    ...told(
      'NicType',
      'The network interface of a rule in the classic network; in a VPC always intranet, whichever is sent. Cannot change: beside SecurityGroupRuleId it must be that of the rule.',
      '经典网络安全组规则的网卡类型。在专有网络 VPC 中，无论传入哪个取值，均视为 intranet。不支持修改：与 SecurityGroupRuleId 同时指定时，必须与规则的取值相同。',
    ),
    ...told(
      'Description',
      'The new description, 1 to 512 characters. Absent or empty: it stays as it is.',
      '新的规则描述，长度为 1～512 个字符。未指定或为空时保持不变。',
    ),
  } as { readonly [N in PermissionName<D>]: RuleField };
}

const modifyParams = <D extends Direction>(direction: D) => ({
  ...target,
  SecurityGroupRuleId: ruleId,
  ...modifyFields(direction),
  ...ownerParams,
});

/** The parameters of RevokeSecurityGroupEgress. */
export const revokeEgressParams = revokeParams('egress') satisfies Shape;
/** The parameters of RevokeSecurityGroup. */
export const revokeIngressParams = revokeParams('ingress') satisfies Shape;
/** The parameters of AuthorizeSecurityGroupEgress. */
export const authorizeEgressParams = authorizeParams('egress') satisfies Shape;
/** The parameters of AuthorizeSecurityGroup. */
export const authorizeIngressParams = authorizeParams('ingress') satisfies Shape;
/** The parameters of ModifySecurityGroupEgressRule. */
export const modifyEgressParams = modifyParams('egress') satisfies Shape;
/** The parameters of ModifySecurityGroupRule. */
export const modifyIngressParams = modifyParams('ingress') satisfies Shape;

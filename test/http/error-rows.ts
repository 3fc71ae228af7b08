import type { Params } from '../server.ts';
import { ids, P, Ps, rulesOf, type Sent, T, toGroup, toList, type Who, type World } from './world.ts';

/** A request of RevokeSecurityGroupEgress that must get the row. */
export type Case = readonly [title: string, sent: Sent, more?: More];
export type More = {
  /** What `%s` of the row's message stands for. */
  readonly hole?: string | ((w: World) => string);
  readonly as?: Who;
  /** The key of the row that AuthorizeSecurityGroupEgress has for it where it has a row of its own; '' where it is no fault there. */
  readonly authorize?: string;
};

const noSuchGroup = 'sg-bp67acfmxazb4p000000';
const noSuchRule = 'sgr-bp67acfmxa123b00000';
const noSuchPorts = 'prl-2ze9743abcdefghijklm';
const v6 = '2001:db8::/32';
const toV6 = { DestCidrIp: '', Ipv6DestCidrIp: v6 };
const owned = (w: World): Params => ({ DestGroupOwnerId: w.accounts.foreign });
const at = (field: string) => ({ hole: `Permissions.1.${field}` });
const top = (field: string) => ({ hole: field });
const classic = { as: 'classic' } as const;
const peerNic = { ...classic, authorize: 'InvalidDestGroupId.Mismatch#nic' } as const;
const managed = (w: World) => `The specified SecurityGroup "${w.M}" has been managed by serviceID "26842"; product "".`;
/** No row of an authorise: it has no rule IDs and searches no rule. */
const revokes = { authorize: '' } as const;
/** A rule that exists. */
const ruleOf = async (w: World, group: string, Direction: string = w.direction) =>
  (await rulesOf(w.clients.own, group, { Direction }))[0]?.SecurityGroupRuleId as string;
/** The value stands in the field of both forms. */
const bothForms = (field: string, title: string, changes: Params, authorize?: string): Case[] => [
  [`${title}, in Permissions`, P(changes), { ...at(field), ...(authorize && { authorize }) }],
  [`${title}, outside`, T(changes), { ...top(field), ...(authorize && { authorize }) }],
];
const values = (field: string, form: typeof P | typeof T, hole: Case[2] & object, ...all: readonly string[]): Case[] =>
  all.map((value) => [`${field}=${JSON.stringify(value)}`, form({ [field]: value }), hole]);

const noPorts = { PortRange: '-1/-1' };
const otherPorts = { authorize: 'OperationDenied' } as const;
const families = 'InvalidParameter.Conflict';
const networks = { ...classic, authorize: 'InvalidNetworkType.Conflict' } as const;
const badPorts = ['22', '22/70000', '200/1', '0/1', '1/0', '022/22', '22-23', '22/22/22', ' 22/22', '22/', '/22', 'abc'];
const badV4 = ['10.0.0/8', '10.0.0.0/99', '10.0.0.1-10.0.0.9', '010.0.0.0/8', '10.0.0.0/08', ' 10.0.0.0/8', '10.0.0.0/', v6];
const withoutPorts = [
  { IpProtocol: 'ICMP' },
  { IpProtocol: 'ICMPv6', ...toV6 },
  { IpProtocol: 'GRE' },
  { IpProtocol: 'ALL' },
  { IpProtocol: '50' },
];
const topLevel: Params = {
  ...{ Policy: 'accept', Priority: '1', IpProtocol: 'TCP', DestCidrIp: '10.0.0.0/8', Ipv6DestCidrIp: v6, DestGroupId: noSuchGroup },
  ...{ DestPrefixListId: 'pl-x1j1k5ykzqlixdcy0000', PortRange: '22/22', SourceCidrIp: '10.0.0.0/8', Ipv6SourceCidrIp: v6 },
  ...{ SourcePortRange: '22/22', DestGroupOwnerAccount: 'Test@aliyun.com', DestGroupOwnerId: '12345678910', NicType: 'intranet' },
  Description: 'This is description.',
};

/** By code, in the order of the published table. */
export const errorRows: { readonly [code: string]: readonly Case[] } = {
  'InvalidIpProtocol.ValueNotSupported': [
    ['no rule parameter at all', {}],
    ['no protocol, in Permissions', P({ IpProtocol: '' })],
    ['no protocol, outside', T({ IpProtocol: '' })],
    ...values('IpProtocol', P, {}, 'FOO', '256', '-1', '06', 'TCP,UDP', 'AH'),
    ['IpProtocol=FOO, outside', T({ IpProtocol: 'FOO' })],
  ],
  'InvalidIpPortRange.Malformed': [
    ...values('PortRange', T, {}, ...badPorts),
    ...values('PortRange', T, otherPorts, '-1/-1'),
    ...withoutPorts.map((one): Case => [`ports with ${one.IpProtocol}`, T(one), otherPorts]),
  ],
  'InvalidDestCidrIp.sMalformed': [...values('DestCidrIp', T, {}, '10.0.0.0/8,172.16.0.0/12', '10.0.0.0/8,', '1.1.1.1/32,x')],
  MissingParameter: [
    ['no peer', T({ DestCidrIp: '' })],
    ['an owner is no peer', T({ DestCidrIp: '', DestGroupOwnerId: '1' })],
    ['a protocol alone', { IpProtocol: 'TCP' }],
  ],
  'InvalidPolicy.Malformed': [
    ...bothForms('Policy', 'maybe', { Policy: 'maybe' }),
    ...bothForms('Policy', 'allow', { Policy: 'allow' }),
    ['the entry is named as it was sent', P({ Policy: 'x' }, 500), { hole: 'Permissions.500.Policy' }],
    [
      'the first by its index, not as they were sent',
      { ...P({ Policy: 'x' }, 10), ...P({ Policy: 'x' }, 9) },
      { hole: 'Permissions.9.Policy' },
    ],
  ],
  'InvalidNicType.ValueNotSupported': [
    ...bothForms('NicType', 'in a VPC', { NicType: 'foo' }),
    ['on the classic network', P({ NicType: 'foo' }), { ...at('NicType'), ...classic }],
    ['<nil>, which a Describe tolerates', P({ NicType: '<nil>' }), at('NicType')],
  ],
  'InvalidDestGroupId.Mismatch': [
    ['a peer in another VPC, in Permissions', (w) => P(toGroup(w.X))],
    ['a peer in another VPC, outside', (w) => T(toGroup(w.X))],
    ['a peer on the classic network', (w) => ({ SecurityGroupId: w.V, ...P(toGroup(w.C)) }), networks],
    ['a peer in a VPC for a classic group', (w) => P(toGroup(w.V)), networks],
  ],
  'InvalidDestCidrIp.Malformed': [...values('DestCidrIp', T, {}, ...badV4)],
  'MissingParameter.Dest': [
    ['no peer', P({ DestCidrIp: '' }), { hole: 'Permissions.1' }],
    ['the entry is named as it was sent', P({ DestCidrIp: '' }, 3), { hole: 'Permissions.3' }],
    ['one entry of two', Ps({}, { DestCidrIp: '' }), { hole: 'Permissions.2' }],
  ],
  'InvalidParam.PortRange': [
    ...values('PortRange', P, at('PortRange'), ...badPorts),
    ...values('PortRange', P, { ...at('PortRange'), ...otherPorts }, '-1/-1'),
    ...withoutPorts.map((one): Case => [`ports with ${one.IpProtocol}`, P(one), { ...at('PortRange'), ...otherPorts }]),
  ],
  'InvalidPriority.Malformed': [
    ...values('Priority', P, {}, 'x', '1.5', '+1', '0x1', ' 1', '１'),
    ['Priority=x, outside', T({ Priority: 'x' })],
  ],
  'InvalidPriority.ValueNotSupported': [
    ...values('Priority', P, at('Priority'), '101', '0', '-1', '99999999999999999999'),
    ['101, outside', T({ Priority: '101' }), top('Priority')],
  ],
  'InvalidParam.SourceIp': [
    ['both families, in Permissions', P({ SourceCidrIp: '10.0.0.0/8', Ipv6SourceCidrIp: v6 }), { hole: 'Permissions.1' }],
    ['both families, outside', T({ SourceCidrIp: '10.0.0.0/8', Ipv6SourceCidrIp: v6 }), { hole: 'the request' }],
  ],
  'InvalidParam.DestIp': [
    ['both families, in Permissions', P({ Ipv6DestCidrIp: v6 }), { hole: 'Permissions.1' }],
    ['both families, outside', T({ Ipv6DestCidrIp: v6 }), { hole: 'the request' }],
    ['both families, neither of them an address', P({ DestCidrIp: 'x', Ipv6DestCidrIp: 'x' }), { hole: 'Permissions.1' }],
  ],
  'InvalidParam.Ipv6DestCidrIp': ['2001:zz::/32', '10.0.0.0/8', '2001:db8::%eth0', '::1,::2'].flatMap((Ipv6DestCidrIp) =>
    bothForms('Ipv6DestCidrIp', Ipv6DestCidrIp, { DestCidrIp: '', Ipv6DestCidrIp }),
  ),
  'InvalidParam.Ipv6SourceCidrIp': [
    ...bothForms('Ipv6SourceCidrIp', 'no address', { ...toV6, Ipv6SourceCidrIp: 'x' }),
    ...bothForms('Ipv6SourceCidrIp', 'an IPv4 address', { ...toV6, Ipv6SourceCidrIp: '10.0.0.0/8' }),
    ...bothForms('Ipv6SourceCidrIp', 'beside DestCidrIp', { Ipv6SourceCidrIp: v6 }, families),
  ],
  'InvalidParam.Ipv4ProtocolConflictWithIpv6Address': [
    ['ICMP, in Permissions', P({ IpProtocol: 'ICMP', ...noPorts, ...toV6 })],
    ['ICMP, outside', T({ IpProtocol: 'icmp', ...noPorts, ...toV6 })],
    ['protocol 1', P({ IpProtocol: '1', ...noPorts, ...toV6 })],
    ['a source', (w) => P(toGroup(w.B2, { IpProtocol: 'ICMP', ...noPorts, Ipv6SourceCidrIp: v6 }))],
  ],
  'InvalidParam.Ipv6ProtocolConflictWithIpv4Address': [
    ['ICMPv6, in Permissions', P({ IpProtocol: 'ICMPv6', ...noPorts })],
    ['ICMPv6, outside', T({ IpProtocol: 'icmpV6', ...noPorts })],
    ['protocol 58', P({ IpProtocol: '58', ...noPorts })],
    ['a source', (w) => P(toGroup(w.B2, { IpProtocol: 'ICMPv6', ...noPorts, SourceCidrIp: '10.0.0.0/8' }))],
  ],
  'InvalidParameter.Ipv6CidrIp': [
    ...['129', '064', 'x', '', '-1'].map((length): Case => [`length "${length}"`, P({ ...toV6, Ipv6DestCidrIp: `2001:db8::/${length}` })]),
    ['outside', T({ ...toV6, Ipv6DestCidrIp: '2001:db8::/129' })],
    ['a source', P({ ...toV6, Ipv6SourceCidrIp: '2001:db8::/129' })],
    ['an IPv6 destination on the classic network', P(toV6), classic],
    ['an IPv6 source on the classic network', (w) => P(toGroup(w.C2, { Ipv6SourceCidrIp: v6 })), classic],
  ],
  'InvalidGroupAuthParameter.OperationDenied': [
    ['an enterprise peer, in Permissions', (w) => P(toGroup(w.E))],
    ['an enterprise peer, outside', (w) => T(toGroup(w.E))],
  ],
  'InvalidSecurityGroupId.Malformed': [
    '***',
    'sg-bp67acfmxazb4p****',
    'sg-bp67acfmxazb4ph***',
    'sg-',
    'SG-1',
    `sg-${'a'.repeat(98)}`,
    'sg-1 ',
  ].map((SecurityGroupId): Case => [SecurityGroupId, { SecurityGroupId, ...P() }]),
  'InvalidPortRange.Malformed': [
    ['no ports, in Permissions', P({ PortRange: '' })],
    ['no ports, outside', T({ PortRange: '' })],
    ['no ports with ICMP', P({ IpProtocol: 'ICMP', PortRange: '' })],
    ['no ports with ICMP, outside', T({ IpProtocol: 'ICMP', PortRange: '' })],
    ['no ports with ALL', P({ IpProtocol: 'ALL', PortRange: '' })],
    ['a port list outside Permissions, where there is no such parameter', (w) => T({ PortRange: '', PortRangeListId: w.lists.own.ports })],
  ],
  'InvalidSourcePortRange.Malformed': [
    ...values('SourcePortRange', P, {}, 'a/b', '-1/-1', '22', '2/1', '1/65536'),
    ['22/22 with ICMP', P({ IpProtocol: 'ICMP', ...noPorts, SourcePortRange: '22/22' })],
    ['outside', T({ SourcePortRange: 'a/b' })],
  ],
  'InvalidSecurityGroupDiscription.Malformed': [
    ['513 characters, in Permissions', P({ Description: 'x'.repeat(513) })],
    ['513 characters, outside', T({ Description: 'x'.repeat(513) })],
    ['513 characters outside the basic plane', P({ Description: '\u{1f600}'.repeat(513) })],
  ],
  'NotSupported.ClassicNetworkPrefixList': [
    ['a list that exists, in Permissions', (w) => P(toList(w.lists.classic.prefix)), classic],
    ['a list that exists, outside', (w) => T(toList(w.lists.classic.prefix)), classic],
  ],
  'InvalidParam.SourceCidrIp': [
    ...['300.1.1.1', '10.0.0.0/8,10.0.0.0/9', '10.0.0.1-10.0.0.2', '010.0.0.1'].flatMap((SourceCidrIp) =>
      bothForms('SourceCidrIp', SourceCidrIp, { SourceCidrIp }),
    ),
    ...bothForms('SourceCidrIp', 'beside Ipv6DestCidrIp', { ...toV6, SourceCidrIp: '10.0.0.0/8' }, families),
  ],
  'InvalidParam.DestCidrIp': [...values('DestCidrIp', P, at('DestCidrIp'), ...badV4, '10.0.0.0/8,172.16.0.0/12')],
  'InvalidParam.Permissions': [
    ['rule IDs and Permissions', { ...P(), ...ids(noSuchRule) }, revokes],
    ...Object.entries(topLevel).map(([name, value]): Case => [`Permissions and ${name}`, { ...P(), [name]: value }]),
    ...Object.entries(topLevel).map(([name, value]): Case => [`rule IDs and ${name}`, { ...ids(noSuchRule), [name]: value }, revokes]),
    ['a malformed rule ID and Permissions', { ...P(), ...ids('!!') }, revokes],
    ['Permissions as JSON text and Permissions.N', { ...P(), Permissions: '[{"IpProtocol":"TCP"}]' }],
    ['Permissions as JSON text and rule IDs', { ...ids(noSuchRule), Permissions: '[{"IpProtocol":"TCP"}]' }, revokes],
  ],
  'InvalidParam.DuplicatePermissions': [
    ['written otherwise', Ps({}, { DestCidrIp: '10.1.2.3/8', Priority: '1', IpProtocol: 'tcp' })],
    ['written alike', Ps({}, {})],
    ['with another description', Ps({}, { Description: 'x' })],
    ['with another NicType, in a VPC', Ps({ NicType: 'internet' }, { NicType: 'intranet' })],
    ['differing in what is ignored', Ps({}, { DestGroupId: noSuchGroup, DestPrefixListId: 'x', PortRangeListId: 'y' })],
    ['the second and the third', Ps({}, { PortRange: '9/9' }, { PortRange: '9/9' })],
    ['of the default NicType, on the classic network', Ps({}, { NicType: 'internet' }), classic],
  ],
  'InvalidParam.SecurityGroupRuleId': [
    ...['!!', 'sgr-bpdfmk****', 'sgr-bp67acfmxa123b***', 'sgr-', `sgr-${'a'.repeat(97)}`, 'sg-1'].map((id): Case => [id, ids(id)]),
    ['one of two', ids(noSuchRule, '!!')],
    ['the same malformed one twice', ids('!!', '!!')],
    ['101 of them', ids(...Array.from({ length: 101 }, (_, i) => `sgr-${i}`))],
    ['without an index', { SecurityGroupRuleId: noSuchRule }],
  ],
  'InvalidParam.SecurityGroupRuleIdRepeated': [
    ['an unknown one', ids(noSuchRule, noSuchRule)],
    ['with another between', ids(noSuchRule, 'sgr-1', noSuchRule)],
    ['whatever the group', { SecurityGroupId: noSuchGroup, ...ids(noSuchRule, noSuchRule) }],
  ],
  'InvalidGroupParameter.OperationDenied': [
    ['a group as peer, in Permissions', (w) => ({ SecurityGroupId: w.E, ...P(toGroup(w.B)) })],
    ['a group as peer, outside', (w) => ({ SecurityGroupId: w.E, ...T(toGroup(w.B)) })],
  ],
  'InvalidSecurityGroupRule.RuleNotExist': [
    ['no such rule, in Permissions', P({ PortRange: '23/23' })],
    ['no such rule, outside', T({ PortRange: '23/23' })],
    ['the second of two', Ps({}, { PortRange: '23/23' })],
    ['the first of two', Ps({ PortRange: '23/23' }, {})],
    ['port 65535 is a port', P({ PortRange: '65535/65535' })],
    ['the peer of another account is in no VPC of ours', (w) => P(toGroup(w.F3, owned(w)))],
    ['a managed peer is one like any other', (w) => P(toGroup(w.M))],
    ['a policy that an enterprise group has no rule of', (w) => ({ SecurityGroupId: w.E, ...P({ Policy: 'drop', Priority: '2' }) })],
  ],
  'InvalidParam.ProtocolNotSupportPortRangeList': ['ICMP', 'GRE', 'ALL', '50'].map(
    (IpProtocol): Case => [
      `${IpProtocol} and a list that may or may not exist`,
      P({ IpProtocol, PortRange: '', PortRangeListId: 'prl-anything' }),
    ],
  ),
  'InvalidPortRangeListId.NotFound': [
    ...[noSuchPorts, 'prl-2ze9743****', '***'].map((PortRangeListId): Case => [PortRangeListId, P({ PortRange: '', PortRangeListId })]),
    ['a list of another account', (w) => P({ PortRange: '', PortRangeListId: w.lists.classic.ports })],
  ],
  'InvalidOperation.SecurityGroupNotAuthorized': [
    ['a group that a rule of ours names', (w) => ({ SecurityGroupId: w.F, ...P() })],
    ['a group whose rule names one of ours', (w) => ({ SecurityGroupId: w.F2, ...P() })],
    ['by rule ID', (w) => ({ SecurityGroupId: w.F, ...ids(noSuchRule) }), revokes],
    ['seen from the other account', (w) => ({ SecurityGroupId: w.A, ...P() }), { as: 'foreign' }],
  ],
  'InvalidNicType.Mismatch': [
    ['a rule of intranet, asked for without NicType', P(), { ...classic, ...revokes }],
    ['outside', T({ NicType: 'internet' }), { ...classic, ...revokes }],
    ['a rule of internet, asked for with intranet', P({ PortRange: '80/80', NicType: 'intranet' }), { ...classic, ...revokes }],
    ['a group peer and internet', (w) => P(toGroup(w.C2, { NicType: 'internet' })), peerNic],
    ['a group peer that no rule names, and internet', (w) => P(toGroup(w.C2, { NicType: 'internet', PortRange: '9/9' })), peerNic],
  ],
  'InvalidGroupAuthItem.NotFound': [
    ['no egress rule names the peer', (w) => T(toGroup(w.B))],
    ['nor one of another account', (w) => T(toGroup(w.F3, owned(w)))],
  ],
  'InvalidSecurityGroup.IsSame': [
    ['the group itself', (w) => P(toGroup(w.A))],
    ['with our own account as owner', (w) => P(toGroup(w.A, { DestGroupOwnerId: w.accounts.own }))],
  ],
  'InvalidParamter.Conflict': [['the group itself', (w) => T(toGroup(w.A))]],
  'InvalidOperation.ResourceManagedByCloudProduct': [
    ['in Permissions', (w) => ({ SecurityGroupId: w.M, ...P() }), { hole: managed }],
    ['outside', (w) => ({ SecurityGroupId: w.M, ...T() }), { hole: managed }],
    ['by rule ID', (w) => ({ SecurityGroupId: w.M, ...ids(noSuchRule) }), { hole: managed, ...revokes }],
  ],
  'InvalidSecurityGroupId.NotFound': [
    ['a group that never existed', { SecurityGroupId: noSuchGroup, ...P() }],
    ['a group of another region', (w) => ({ RegionId: 'cn-beijing', SecurityGroupId: w.A, ...P() })],
    ['a group of another account', (w) => ({ SecurityGroupId: w.F3, ...P() })],
    ['by rule ID', { SecurityGroupId: noSuchGroup, ...ids(noSuchRule) }, revokes],
  ],
  'InvalidDestGroupId.NotFound': [
    ['a group that never existed', P(toGroup(noSuchGroup))],
    ['outside', T(toGroup(noSuchGroup))],
    ['a malformed ID', P(toGroup('sg-bp67acfmxa123b****'))],
    ['a group of another account without its owner', (w) => P(toGroup(w.F))],
    ['with the wrong owner', (w) => P(toGroup(w.F, { DestGroupOwnerId: w.accounts.classic }))],
    ['with ourselves as owner', (w) => P(toGroup(w.F, { DestGroupOwnerId: w.accounts.own }))],
    ['with an owner that is unknown', (w) => P(toGroup(w.F, { DestGroupOwnerId: '12345678910' }))],
    ['with a name that is unknown', (w) => P(toGroup(w.F, { DestGroupOwnerAccount: 'nobody@aliyun.com' }))],
    ['our own group with a foreign owner', (w) => P(toGroup(w.B, owned(w)))],
  ],
  'InvalidSecurityGroupRuleId.NotFound': [
    ['a rule that never existed', ids(noSuchRule)],
    ['a rule of another group', async (w) => ids(await ruleOf(w, w.B))],
    ['a rule of the other direction', async (w) => ids(await ruleOf(w, w.A, w.direction === 'egress' ? 'ingress' : 'egress'))],
    ['beside one that exists', async (w) => ids(await ruleOf(w, w.A), noSuchRule)],
  ],
  'InvalidPrefixListId.NotFound': [
    ['a list that never existed', P(toList('pl-x1j1k5ykzqlixdcy0000'))],
    ['outside', T(toList('pl-x1j1k5ykzqlixdcy0000'))],
    ['a malformed ID', P(toList('pl-x1j1k5ykzqlixdcy****'))],
    ['a list of another account', (w) => P(toList(w.lists.classic.prefix))],
  ],
};

import type { Params } from '../server.ts';
import { ids, P, Ps, type Sent, T, toGroup, toList, type Who } from './world.ts';

/**
 * Where two codes of RevokeSecurityGroupEgress could tell of one request: the code that wins for it, and the code that comes once nothing but
 * the winner's fault is mended, or that the same fault gets in the other form (or in an authorize).
 */
export type Competition = readonly [
  title: string,
  winner: string,
  both: Sent,
  loser: string,
  alone: Sent,
  more?: { readonly as?: Who; readonly action?: string },
];

const v6 = '2001:db8::/32';
const toV6 = { DestCidrIp: '', Ipv6DestCidrIp: v6 };
const noSuchGroup = 'sg-bp67acfmxazb4p000000';
const noSuchRule = 'sgr-bp67acfmxa123b00000';
const noRule = { PortRange: '23/23' };
const list = { PortRange: '', PortRangeListId: 'prl-anything' };
const authorize = { action: 'AuthorizeSecurityGroupEgress' };
const protocol = 'InvalidIpProtocol.ValueNotSupported';
const none = 'InvalidSecurityGroupRule.RuleNotExist';

export const competitions: readonly Competition[] = [
  ['protocol before peer', protocol, P({ IpProtocol: '', DestCidrIp: '' }), 'MissingParameter.Dest', P({ DestCidrIp: '' })],
  ['protocol before peer, outside', protocol, T({ IpProtocol: '', DestCidrIp: '' }), 'MissingParameter', T({ DestCidrIp: '' })],
  ['nothing at all is a protocol that lacks', protocol, {}, 'MissingParameter', { IpProtocol: 'TCP' }],
  ['ports by form', 'InvalidIpPortRange.Malformed', T({ PortRange: 'abc' }), 'InvalidParam.PortRange', P({ PortRange: 'abc' })],
  [
    'ports of another protocol',
    'InvalidIpPortRange.Malformed',
    T({ IpProtocol: 'ICMP' }),
    'OperationDenied',
    T({ IpProtocol: 'ICMP' }),
    authorize,
  ],
  [
    'ports of another protocol',
    'InvalidParam.PortRange',
    P({ IpProtocol: 'ICMP' }),
    'OperationDenied',
    P({ IpProtocol: 'ICMP' }),
    authorize,
  ],
  [
    'several blocks or one',
    'InvalidDestCidrIp.sMalformed',
    T({ DestCidrIp: '10.0.0.0/8,x' }),
    'InvalidDestCidrIp.Malformed',
    T({ DestCidrIp: 'x' }),
  ],
  [
    'several blocks by form',
    'InvalidDestCidrIp.sMalformed',
    T({ DestCidrIp: '1.1.1.1,x' }),
    'InvalidParam.DestCidrIp',
    P({ DestCidrIp: '1.1.1.1,x' }),
  ],
  [
    'a block by form',
    'InvalidDestCidrIp.Malformed',
    T({ DestCidrIp: '10.0.0.0/99' }),
    'InvalidParam.DestCidrIp',
    P({ DestCidrIp: '10.0.0.0/99' }),
  ],
  ['a peer by form', 'MissingParameter', T({ DestCidrIp: '' }), 'MissingParameter.Dest', P({ DestCidrIp: '' })],
  [
    'NicType is read in a VPC, then ignored',
    'InvalidNicType.ValueNotSupported',
    P({ NicType: 'foo', ...noRule }),
    none,
    P({ NicType: 'internet', ...noRule }),
  ],
  [
    'a peer in another VPC exists',
    'InvalidDestGroupId.Mismatch',
    (w) => P(toGroup(w.X)),
    'InvalidDestGroupId.NotFound',
    P(toGroup(noSuchGroup)),
  ],
  ['peer before ports', 'MissingParameter.Dest', P({ DestCidrIp: '', PortRange: '' }), 'InvalidPortRange.Malformed', P({ PortRange: '' })],
  [
    'no integer before its range',
    'InvalidPriority.Malformed',
    P({ Priority: '101.5' }),
    'InvalidPriority.ValueNotSupported',
    P({ Priority: '101' }),
  ],
  [
    'the two of one side before the two sides',
    'InvalidParam.SourceIp',
    P({ SourceCidrIp: '10.0.0.0/8', Ipv6SourceCidrIp: v6 }),
    'InvalidParam.Ipv6SourceCidrIp',
    P({ Ipv6SourceCidrIp: v6 }),
  ],
  ['two families are no precedence', 'InvalidParam.DestIp', P({ ...noRule, Ipv6DestCidrIp: v6 }), none, P({ ...noRule, DestGroupId: 'x' })],
  [
    'no address before an unusable block',
    'InvalidParam.Ipv6DestCidrIp',
    P({ ...toV6, Ipv6DestCidrIp: '2001:zz::/129' }),
    'InvalidParameter.Ipv6CidrIp',
    P({ ...toV6, Ipv6DestCidrIp: '2001:db8::/129' }),
  ],
  [
    'sides of two families',
    'InvalidParam.Ipv6SourceCidrIp',
    P({ Ipv6SourceCidrIp: v6 }),
    'InvalidParameter.Conflict',
    P({ Ipv6SourceCidrIp: v6 }),
    authorize,
  ],
  ['sides of two families before the rule', 'InvalidParam.Ipv6SourceCidrIp', P({ ...noRule, Ipv6SourceCidrIp: v6 }), none, P(noRule)],
  [
    'sides of two families',
    'InvalidParam.SourceCidrIp',
    P({ ...toV6, SourceCidrIp: '10.0.0.0/8' }),
    'InvalidParameter.Conflict',
    P({ ...toV6, SourceCidrIp: '10.0.0.0/8' }),
    authorize,
  ],
  [
    'an address is read before the protocol is held against it',
    'InvalidParam.Ipv6DestCidrIp',
    P({ IpProtocol: 'ICMP', PortRange: '-1/-1', ...toV6, Ipv6DestCidrIp: '2001:zz::' }),
    'InvalidParam.Ipv4ProtocolConflictWithIpv6Address',
    P({ IpProtocol: 'ICMP', PortRange: '-1/-1', ...toV6 }),
  ],
  [
    'the own group before the peer',
    'InvalidGroupParameter.OperationDenied',
    (w) => ({ SecurityGroupId: w.E, ...P(toGroup(w.E2)) }),
    'InvalidGroupAuthParameter.OperationDenied',
    (w) => P(toGroup(w.E2)),
  ],
  [
    'an enterprise peer before its VPC',
    'InvalidGroupAuthParameter.OperationDenied',
    (w) => P(toGroup(w.EX)),
    'InvalidDestGroupId.Mismatch',
    (w) => P(toGroup(w.X)),
  ],
  [
    'a malformed group is not an unknown one',
    'InvalidSecurityGroupId.Malformed',
    { SecurityGroupId: 'sg-*', ...P() },
    'InvalidSecurityGroupId.NotFound',
    { SecurityGroupId: 'sg-1', ...P() },
  ],
  [
    'nor an absent one',
    'InvalidSecurityGroupId.Malformed',
    { SecurityGroupId: '*', ...P() },
    'MissingSecurityGroupId',
    { SecurityGroupId: '', ...P() },
  ],
  [
    'absent ports are not malformed ones',
    'InvalidPortRange.Malformed',
    P({ PortRange: '' }),
    'InvalidParam.PortRange',
    P({ PortRange: '/' }),
  ],
  [
    'absent ports are not malformed ones, outside',
    'InvalidPortRange.Malformed',
    T({ PortRange: '' }),
    'InvalidIpPortRange.Malformed',
    T({ PortRange: '/' }),
  ],
  [
    'destination ports before source ports',
    'InvalidParam.PortRange',
    P({ PortRange: 'a', SourcePortRange: 'a' }),
    'InvalidSourcePortRange.Malformed',
    P({ SourcePortRange: 'a' }),
  ],
  [
    'an unknown list before the classic network',
    'InvalidPrefixListId.NotFound',
    P(toList('pl-none')),
    'NotSupported.ClassicNetworkPrefixList',
    (w) => P(toList(w.lists.classic.prefix)),
    { as: 'classic' },
  ],
  [
    'exclusion before the entries',
    'InvalidParam.Permissions',
    { ...P({ IpProtocol: 'x' }), IpProtocol: 'TCP' },
    protocol,
    P({ IpProtocol: 'x' }),
  ],
  [
    'exclusion before what a lone field lacks',
    'InvalidParam.Permissions',
    { ...ids(noSuchRule), ...T({ PortRange: '' }) },
    'InvalidPortRange.Malformed',
    T({ PortRange: '' }),
  ],
  ['a duplicate before the rule', 'InvalidParam.DuplicatePermissions', Ps(noRule, noRule), none, Ps(noRule)],
  [
    'a malformed rule ID before an unknown one',
    'InvalidParam.SecurityGroupRuleId',
    ids(noSuchRule, '!!'),
    'InvalidSecurityGroupRuleId.NotFound',
    ids(noSuchRule),
  ],
  [
    'a malformed rule ID before a repeated one',
    'InvalidParam.SecurityGroupRuleId',
    ids(noSuchRule, noSuchRule, '!!'),
    'InvalidParam.SecurityGroupRuleIdRepeated',
    ids(noSuchRule, noSuchRule),
  ],
  [
    'a repeated rule ID before an unknown one',
    'InvalidParam.SecurityGroupRuleIdRepeated',
    ids('sgr-1', 'sgr-1'),
    'InvalidSecurityGroupRuleId.NotFound',
    ids('sgr-1'),
  ],
  [
    'protocol against list before the list',
    'InvalidParam.ProtocolNotSupportPortRangeList',
    P({ IpProtocol: 'ICMP', ...list }),
    'InvalidPortRangeListId.NotFound',
    P(list),
  ],
  ['the list is ignored beside ports', 'InvalidPortRangeListId.NotFound', P({ ...list }), none, P({ ...list, ...noRule })],
  [
    'what a rule tells of is 401, all else 404',
    'InvalidOperation.SecurityGroupNotAuthorized',
    (w) => ({ SecurityGroupId: w.F, ...P() }),
    'InvalidSecurityGroupId.NotFound',
    (w) => ({ SecurityGroupId: w.F3, ...P() }),
  ],
  ['a rule of the other NIC type before no rule', 'InvalidNicType.Mismatch', P(), none, P(noRule), { as: 'classic' }],
  ['no item before no rule', 'InvalidGroupAuthItem.NotFound', (w) => T(toGroup(w.B, noRule)), none, (w) => T(toGroup(w.B2, noRule))],
  ['an item by form', 'InvalidGroupAuthItem.NotFound', (w) => T(toGroup(w.B)), none, (w) => P(toGroup(w.B))],
  [
    'an item of another account',
    'InvalidGroupAuthItem.NotFound',
    (w) => T(toGroup(w.F3, of(w.accounts.foreign))),
    none,
    (w) => T(toGroup(w.F, of(w.accounts.foreign, noRule))),
  ],
  ['the group itself by form', 'InvalidSecurityGroup.IsSame', (w) => P(toGroup(w.A)), 'InvalidParamter.Conflict', (w) => T(toGroup(w.A))],
  [
    'a source is not a peer here',
    'InvalidParamter.Conflict',
    (w) => T({ ...toGroup(w.A), SourceGroupId: w.B }),
    none,
    (w) => T({ ...noRule, SourceGroupId: w.A }),
  ],
  [
    'the group itself before its type',
    'InvalidSecurityGroup.IsSame',
    (w) => ({ SecurityGroupId: w.E, ...P(toGroup(w.E)) }),
    'InvalidGroupParameter.OperationDenied',
    (w) => ({ SecurityGroupId: w.E, ...P(toGroup(w.B)) }),
  ],
  [
    'managed before the peer',
    'InvalidOperation.ResourceManagedByCloudProduct',
    (w) => ({ SecurityGroupId: w.M, ...P(toGroup('x')) }),
    'InvalidDestGroupId.NotFound',
    P(toGroup('x')),
  ],
  [
    'the group before its peer',
    'InvalidSecurityGroupId.NotFound',
    { SecurityGroupId: noSuchGroup, ...P(toGroup('x')) },
    'InvalidDestGroupId.NotFound',
    P(toGroup('x')),
  ],
  [
    'an unknown peer before the classic network',
    'InvalidDestGroupId.NotFound',
    P(toGroup('x', { Ipv6SourceCidrIp: v6 })),
    'InvalidParameter.Ipv6CidrIp',
    (w) => P(toGroup(w.C2, { Ipv6SourceCidrIp: v6 })),
    { as: 'classic' },
  ],
];

function of(DestGroupOwnerId: string, changes: Params = {}): Params {
  return { DestGroupOwnerId, ...changes };
}

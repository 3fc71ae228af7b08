import type { Params } from '../server.ts';
import type { Sent } from './world.ts';

/** Fields of an entry as they are, '' included, which takes one away again. */
const one = (fields: Params, n = 1): Params =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`Permissions.${n}.${name}`, value]));
const v6 = '2001:db8::/32';
const spare = { IpProtocol: 'TCP', PortRange: '9/9', DestCidrIp: '10.0.0.0/8', Policy: 'accept' };
const noSuchGroup = 'sg-bp67acfmxazb4p000000';

const everything: Params = {
  ...{ RegionId: '', SecurityGroupId: '', ClientToken: 'é', 'SecurityGroupRuleId.1': '!!', 'Permissions.0.Policy': 'accept' },
  ...one({ IpProtocol: 'FOO', Policy: 'maybe', Priority: 'x', NicType: 'foo', SourcePortRange: 'a/b', Description: 'x'.repeat(513) }),
  ...one({ SourceCidrIp: '300.1.1.1', Ipv6SourceCidrIp: 'x' }),
  ...one({ IpProtocol: 'TCP', PortRange: '22/22', DestPrefixListId: 'pl-none', Policy: 'maybe' }, 2),
};

/**
 * One request of RevokeSecurityGroupEgress with everything wrong, and what mends its first fault each time: the codes come in the order of
 * docs/decisions/0001 7. `then` is the code, or the message where that says more.
 */
export const mending: readonly (readonly [title: string, mend: Sent, then: string])[] = [
  ['everything is wrong', everything, 'MissingRegionId'],
  ['a region', { RegionId: 'cn-hangzhou' }, 'MissingSecurityGroupId'],
  ['a group', { SecurityGroupId: 'sg-***' }, 'InvalidClientToken.ValueNotSupported'],
  ['a token', { ClientToken: '' }, 'InvalidSecurityGroupId.Malformed'],
  ['a group ID', { SecurityGroupId: noSuchGroup }, 'InvalidParameter'],
  ['indices', { 'Permissions.0.Policy': '' }, 'InvalidParam.Permissions'],
  ['one way to name rules', { 'SecurityGroupRuleId.1': '' }, 'InvalidIpProtocol.ValueNotSupported'],
  ['a protocol', one({ IpProtocol: 'ICMP' }), 'MissingParameter.Dest'],
  ['a peer', one({ DestCidrIp: '10.0.0/8', Ipv6DestCidrIp: '2001:zz::' }), 'InvalidParam.DestIp'],
  ['one family', one({ Ipv6DestCidrIp: '' }), 'InvalidParam.DestCidrIp'],
  ['a block', one({ DestCidrIp: '', Ipv6DestCidrIp: '2001:zz::' }), 'InvalidParam.Ipv6DestCidrIp'],
  ['an address', one({ Ipv6DestCidrIp: '2001:db8::/129' }), 'InvalidParameter.Ipv6CidrIp'],
  ['a length', one({ Ipv6DestCidrIp: v6 }), 'InvalidParam.SourceIp'],
  ['one source family', one({ Ipv6SourceCidrIp: '' }), 'The specified parameter Permissions.1.SourceCidrIp is not valid.'],
  ['a source', one({ SourceCidrIp: '', Ipv6SourceCidrIp: 'x' }), 'InvalidParam.Ipv6SourceCidrIp'],
  ['a source of IPv4', one({ SourceCidrIp: '10.0.0.0/8', Ipv6SourceCidrIp: '' }), 'InvalidParam.Ipv4ProtocolConflictWithIpv6Address'],
  ['a protocol of both families', one({ IpProtocol: 'GRE' }), 'InvalidParam.SourceCidrIp'],
  ['one family on both sides', one({ SourceCidrIp: '' }), 'The specified parameter Permissions.1.Policy is not valid.'],
  ['a policy', one({ Policy: 'accept' }), 'InvalidPriority.Malformed'],
  ['a number', one({ Priority: '101' }), 'InvalidPriority.ValueNotSupported'],
  ['a priority', one({ Priority: '1' }), 'InvalidNicType.ValueNotSupported'],
  ['a NIC type', one({ NicType: '' }), 'InvalidPortRange.Malformed'],
  ['ports', one({ PortRange: '22' }), 'InvalidParam.PortRange'],
  ['a port list instead', one({ PortRange: '', PortRangeListId: 'prl-none' }), 'InvalidParam.ProtocolNotSupportPortRangeList'],
  ['a protocol with ports', one({ IpProtocol: 'TCP' }), 'InvalidSourcePortRange.Malformed'],
  ['source ports', one({ SourcePortRange: '' }), 'InvalidSecurityGroupDiscription.Malformed'],
  ['a description', one({ Description: '' }), 'The specified parameter Permissions.2.Policy is not valid.'],
  ['the second entry', one({ Policy: '' }, 2), 'InvalidSecurityGroupId.NotFound'],
  ['a group that exists', (w) => ({ SecurityGroupId: w.M }), 'InvalidOperation.ResourceManagedByCloudProduct'],
  [
    'a group that nobody manages, and a peer',
    (w) => ({ SecurityGroupId: w.E, ...one({ Ipv6DestCidrIp: '', DestGroupId: noSuchGroup }) }),
    'InvalidDestGroupId.NotFound',
  ],
  ['a peer that exists', (w) => one({ DestGroupId: w.E }), 'InvalidPortRangeListId.NotFound'],
  ['a port list', (w) => one({ PortRangeListId: w.lists.own.ports }), 'InvalidPrefixListId.NotFound'],
  ['a prefix list', (w) => one({ DestPrefixListId: w.lists.own.prefix }, 2), 'InvalidSecurityGroup.IsSame'],
  ['another group as peer', (w) => one({ DestGroupId: w.E2 }), 'InvalidGroupParameter.OperationDenied'],
  ['a basic group', (w) => ({ SecurityGroupId: w.A, ...one({ DestGroupId: w.EX }) }), 'InvalidGroupAuthParameter.OperationDenied'],
  ['a basic peer', (w) => one({ DestGroupId: w.X }), 'InvalidDestGroupId.Mismatch'],
  ['a peer in the VPC', (w) => ({ ...one({ DestGroupId: w.B }), ...one(spare, 3), ...one(spare, 4) }), 'InvalidParam.DuplicatePermissions'],
  ['no entry twice', one({ PortRange: '8/8' }, 4), 'InvalidSecurityGroupRule.RuleNotExist'],
];

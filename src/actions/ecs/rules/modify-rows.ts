import type { ModifyTexts } from '#actions/ecs/rules/modify-texts.ts';
import { rowMaker } from '#actions/ecs/rules/rule-error-texts.ts';
import { invalidRegion } from '#actions/vocabulary.ts';
import type { Direction } from '#domain/rule.ts';
import type { ErrorTable } from '#kit/error-row.ts';

const documented = rowMaker('documented');
const inferred = rowMaker('inferred');

/**
 * The rows of ModifySecurityGroupRule and ModifySecurityGroupEgressRule that name no side, in the wording that the page of the former has
 * today (Alibaba Cloud ECS API reference, 2026). The page of the latter is of 2021 and lacks those that came with rule IDs.
 * Which of two codes for one fault: where a rule is named by ID the newer one, else the older, as between Permissions and the parameters
 * outside it (docs/decisions/0001 8 and 23).
 */
export function modifyRows(direction: Direction, t: ModifyTexts) {
  const newer = direction === 'ingress' ? documented : inferred;
  const [ipOfSource, ipOfDest] = direction === 'ingress' ? ([t.peerV6, t.ownV6] as const) : ([t.ownV6, t.peerV6] as const);
  const [cidrOfSource, cidrOfDest] =
    direction === 'ingress' ? ([t.peerCidr.permission, t.ownCidr.any] as const) : ([t.ownCidr.any, t.peerCidr.permission] as const);
  const [sourceFamilies, destFamilies] =
    direction === 'ingress' ? ([t.peerFamilies, t.ownFamilies] as const) : ([t.ownFamilies, t.peerFamilies] as const);
  return {
    OperationDenied: documented(400, 'The specified IpProtocol does not exist or IpProtocol and PortRange do not match.', t.portsProtocol),
    'InvalidIpProtocol.Malformed': documented(400, 'The specified parameter PortRange is not valid.', t.portsByContent),
    'InvalidPolicy.Malformed': documented(400, 'The specified parameter Policy is not valid.', t.policy),
    'InvalidNicType.ValueNotSupported': documented(400, 'The specified NicType does not exist.', t.nic),
    'InvalidNicType.Mismatch': documented(400, 'The specified NicType conflicts with the authorization record.', t.nicMismatch),
    'InvalidPriority.Malformed': documented(400, 'The parameter Priority is invalid.', t.priorityText),
    'InvalidPriority.ValueNotSupported': documented(400, 'The parameter Priority is invalid.', t.priorityRange),
    'InvalidSecurityGroupDiscription.Malformed': documented(
      400,
      'The specified security group rule description is not valid.',
      t.description,
    ),
    'InvalidParam.PortRange': documented(
      400,
      'The specified parameter %s is not valid. It should be two integers less than 65535 in ?/? format.',
      t.ports.permission,
    ),
    'InvalidIpProtocol.ValueNotSupported': documented(
      400,
      'The parameter IpProtocol must be specified with case insensitive TCP, UDP, ICMP, GRE or All.',
      t.protocol,
    ),
    'InvalidParam.SourceIp': documented(
      400,
      'The Parameters SourceCidrIp and Ipv6SourceCidrIp in %s cannot be set at the same time.',
      sourceFamilies,
    ),
    'InvalidParam.DestIp': documented(
      400,
      'The Parameters DestCidrIp and Ipv6DestCidrIp in %s cannot be set at the same time.',
      destFamilies,
    ),
    'InvalidParam.Ipv6DestCidrIp': documented(400, 'The specified parameter %s is not valid.', ipOfDest),
    'InvalidParam.Ipv6SourceCidrIp': documented(400, 'The specified parameter %s is not valid.', ipOfSource),
    'InvalidParam.Ipv4ProtocolConflictWithIpv6Address': documented(
      400,
      'IPv6 address cannot be specified for IPv4-specific protocol.',
      t.v4Protocol,
    ),
    'InvalidParam.Ipv6ProtocolConflictWithIpv4Address': documented(
      400,
      'IPv4 address cannot be specified for IPv6-specific protocol.',
      t.v6Protocol,
    ),
    'InvalidParameter.Ipv6CidrIp': newer(400, 'The specified Ipv6CidrIp is not valid.', t.v6Block),
    'InvalidParam.DestCidrIp': newer(400, 'The specified parameter %s is not valid.', cidrOfDest),
    'InvalidParam.SourceCidrIp': newer(400, 'The specified param SourceCidrIp is not valid.', cidrOfSource),
    'InvalidSourcePortRange.Malformed': documented(400, 'The specified parameter SourcePortRange is not valid.', t.sourcePorts),
    'InvalidSecurityGroupId.Malformed': newer(400, 'The specified parameter SecurityGroupId is not valid.', t.groupIdMalformed),
    'InvalidParameter.Conflict': newer(400, 'IPv6 and IPv4 addresses cannot exist at the same time.', t.crossFamilies),
    'InvalidParam.SecurityGroupRuleId': newer(400, 'The specified parameter SecurityGroupRuleId is not valid.', t.ruleIdMalformed),
    'InvalidParam.InvalidModifyRuleRequest': newer(400, 'The request parameters are illegal.', t.nothingSent),
    'InvalidOperation.ModifySgRuleEntityType': newer(400, 'The source or destination type of the rules cannot be modified.', t.peerKind),
    'InvalidOperation.ModifyPortRangeType': newer(
      400,
      'The PortRange type is not allowed to be modified. You cannot modify a rule from using the port list to not using it, and vice versa.',
      t.portsKind,
    ),
    'InvalidOperation.ModifyNicType': newer(400, 'NicType is not allowed to modify.', t.nicFixed),
    'InvalidOperation.RuleDuplicate': newer(400, '%s.', t.ruleTwin),
    'InvalidParam.ProtocolAndPortRangeMismatch': newer(400, 'The specified Protocol and PortRange do not match.', t.portsProtocolById),
    'InvalidParam.ProtocolAndAddressFamilyMismatch': newer(400, 'The specified Protocol and address family do not match.', t.familyById),
    'InvalidParam.PrefixListAddressFamilyMismatch': newer(
      400,
      'The address family of the prefix list does not match the rule.',
      t.prefixListFamily,
    ),
    'InvalidParam.ProtocolNotSupportPortRangeList': newer(
      400,
      'The specified protocol does not support the port range list.',
      t.portListProtocol,
    ),
    'InvalidSourceOrDestGroupId.DirectionMissmatch': newer(
      400,
      'The specified SourceGroupId or DestGroupId does not match the direction of the rule.',
      t.directionMismatch,
    ),
    'InvalidPortRangeListId.NotFound': newer(400, 'The specified port range list was not found.', t.portListUnknown),
    'InvalidParamter.Conflict#cidr': newer(400, 'The specified SourceCidrIp should be different from the DestCidrIp.', t.sameCidr),
    'InvalidParamter.Conflict#self': documented(
      403,
      'The specified SecurityGroupId should be different from the SourceGroupId.',
      t.peerIsSelf.top,
    ),
    AuthorizationLimitExceed: documented(403, 'The limit of authorization records in the security group reaches.', t.rulesFull),
    'AuthorizationLimitExceed#interface': newer(400, 'The limit of authorization records in the security group reaches.', t.interfaceFull),
    'InvalidOperation.ResourceManagedByCloudProduct': documented(403, '%s', t.managed),
    'InvalidSecurityGroupId.NotFound': documented(404, 'The specified SecurityGroupId does not exist.', t.groupUnknown),
    'SecurityGroupRule.NotFound': documented(404, 'The target security group rule not exist.', t.ruleUnknown),
    'InvalidSecurityGroupRuleId.NotFound': newer(404, 'The specified SecurityGroupRuleId is not exists.', t.ruleIdUnknown),
    'InvalidPrefixListId.NotFound': documented(404, 'The specified prefix list was not found.', t.prefixListUnknown),
    'InvalidGroupParameter.OperationDenied': inferred(
      400,
      'The attributes Policy, SourceGroupId, DestGroupId of enterprise level security groups are not allowed to be set or modified.',
      t.groupEnterprise,
    ),
    'InvalidGroupAuthParameter.OperationDenied': inferred(
      400,
      'The security group can not authorize to enterprise level security group.',
      t.peerEnterprise,
    ),
    'NotSupported.ClassicNetworkPrefixList': inferred(
      400,
      'The prefix list is not supported when the network type of security group is classic.',
      t.classicPrefixList,
    ),
    'LimitExceed.PrefixListAssociationResource': inferred(
      403,
      'The number of resources associated with the prefix list exceeds the limit.',
      t.prefixListFull,
    ),
    UnsupportedParameter: documented(400, 'The parameters is unsupported.', t.classicPortList),
    'InvalidRegionId.NotFound': invalidRegion,
  } as const satisfies ErrorTable;
}

import { commonFaults, type FaultCodes, faultTable, revokeFaults } from '#actions/ecs/rules/fault-codes.ts';
import { rowMaker, rowsOutsideTable, ruleTexts } from '#actions/ecs/rules/rule-error-texts.ts';
import { commonStages, type RevokeStage, revokeStages, type StageCodes } from '#actions/ecs/rules/stage-codes.ts';
import type { ErrorTable } from '#kit/error-row.ts';

const t = ruleTexts('egress', 'revoke');
const contract = rowMaker('contract');

/**
 * The error table of RevokeSecurityGroupEgress, in the order and with the words of its published page (Alibaba Cloud ECS API reference, last
 * updated Jun 18, 2026). The misspellings are part of the contract: clients compare codes and messages. Do not correct them.
 */
export const revokeEgressErrors = {
  'InvalidIpProtocol.ValueNotSupported': contract(
    400,
    'The parameter IpProtocol must be specified with case insensitive TCP, UDP, ICMP, GRE or All.',
    t.protocol,
  ),
  'InvalidIpPortRange.Malformed': contract(400, 'The specified parameter PortRange is not valid.', t.ports.top),
  'InvalidDestCidrIp.sMalformed': contract(400, 'The specified parameter DestCidrIp is not valid.', t.peerCidr.topList),
  MissingParameter: contract(400, 'The input parameter DestGroupId or DestCidrIp cannot be both blank.', t.peerMissing.top),
  'InvalidPolicy.Malformed': contract(400, 'The specified parameter %s is not valid.', t.policy),
  'InvalidNicType.ValueNotSupported': contract(400, 'The specified parameter %s is not valid.', t.nic),
  'InvalidDestGroupId.Mismatch': contract(400, 'Specified security group and destination group are not in the same VPC.', t.peerVpc),
  'InvalidDestCidrIp.Malformed': contract(400, 'The specified parameter DestCidrIp is not valid.', t.peerCidr.top),
  'MissingParameter.Dest': contract(
    400,
    'One of the parameters DestCidrIp, Ipv6DestCidrIp, DestGroupId or DestPrefixListId in %s must be specified.',
    t.peerMissing.permission,
  ),
  'InvalidParam.PortRange': contract(
    400,
    'The specified parameter %s is not valid. It should be two integers less than 65535 in ?/? format.',
    t.ports.permission,
  ),
  'InvalidPriority.Malformed': contract(400, 'The parameter Priority is invalid.', t.priorityText),
  'InvalidPriority.ValueNotSupported': contract(400, 'The specified parameter %s is invalid.', t.priorityRange),
  'InvalidParam.SourceIp': contract(
    400,
    'The Parameters SourceCidrIp and Ipv6SourceCidrIp in %s cannot be set at the same time.',
    t.ownFamilies,
  ),
  'InvalidParam.DestIp': contract(
    400,
    'The Parameters DestCidrIp and Ipv6DestCidrIp in %s cannot be set at the same time.',
    t.peerFamilies,
  ),
  'InvalidParam.Ipv6DestCidrIp': contract(400, 'The specified parameter %s is not valid.', t.peerV6),
  'InvalidParam.Ipv6SourceCidrIp': contract(400, 'The specified parameter %s is not valid.', t.ownV6),
  'InvalidParam.Ipv4ProtocolConflictWithIpv6Address': contract(
    400,
    'IPv6 address cannot be specified for IPv4-specific protocol.',
    t.v4Protocol,
  ),
  'InvalidParam.Ipv6ProtocolConflictWithIpv4Address': contract(
    400,
    'IPv4 address cannot be specified for IPv6-specific protocol.',
    t.v6Protocol,
  ),
  'InvalidParameter.Ipv6CidrIp': contract(400, 'The specified Ipv6CidrIp is not valid.', t.v6Block),
  'InvalidGroupAuthParameter.OperationDenied': contract(
    400,
    'The security group can not authorize to enterprise level security group.',
    t.peerEnterprise,
  ),
  'InvalidSecurityGroupId.Malformed': contract(400, 'The specified parameter SecurityGroupId is not valid.', t.groupIdMalformed),
  'InvalidPortRange.Malformed': contract(400, 'The specified parameter PortRange must set.', t.portsMissing),
  'InvalidSourcePortRange.Malformed': contract(400, 'The specified parameter SourcePortRange is not valid.', t.sourcePorts),
  'InvalidSecurityGroupDiscription.Malformed': contract(400, 'The specified security group rule description is not valid.', t.description),
  'NotSupported.ClassicNetworkPrefixList': contract(
    400,
    'The prefix list is not supported when the network type of security group is classic.',
    t.classicPrefixList,
  ),
  'InvalidParam.SourceCidrIp': contract(400, 'The specified parameter %s is not valid.', t.ownCidr.any),
  'InvalidParam.DestCidrIp': contract(400, 'The specified parameter %s is not valid.', t.peerCidr.permission),
  'InvalidParam.Permissions': contract(400, 'The specified parameter Permissions cannot coexist with other parameters.', t.exclusion),
  'InvalidParam.DuplicatePermissions': contract(
    400,
    'There are duplicate permissions in the specified parameter Permissions.',
    t.duplicate,
  ),
  'InvalidParam.SecurityGroupRuleId': contract(400, 'The specified parameter SecurityGroupRuleId is not valid.', t.ruleIdMalformed),
  'InvalidParam.SecurityGroupRuleIdRepeated': contract(400, 'The specified parameter SecurityGroupRuleId is repeated.', t.ruleIdRepeated),
  'InvalidGroupParameter.OperationDenied': contract(
    400,
    'The attributes Policy, SourceGroupId, DestGroupId of enterprise level security groups are not allowed to be set or modified.',
    t.groupEnterprise,
  ),
  'InvalidSecurityGroupRule.RuleNotExist': contract(400, 'The specified rule does not exist.', t.ruleUnknown),
  'InvalidParam.ProtocolNotSupportPortRangeList': contract(
    400,
    'The specified protocol does not support the port range list.',
    t.portListProtocol,
  ),
  'InvalidPortRangeListId.NotFound': contract(400, 'The specified port range list was not found.', t.portListUnknown),
  'InvalidOperation.SecurityGroupNotAuthorized': contract(
    401,
    'The specified security group is not authorized to operate.',
    t.groupForeign,
  ),
  'InvalidNicType.Mismatch': contract(403, 'Specified nic type conflicts with the authorization record.', t.nicMismatch),
  'InvalidGroupAuthItem.NotFound': contract(403, 'Specified group authorized item does not exist in our records.', t.groupItem),
  'InvalidSecurityGroup.IsSame': contract(
    403,
    'The authorized SecurityGroupId should be different from the DestGroupId.',
    t.peerIsSelf.permission,
  ),
  'InvalidParamter.Conflict': contract(403, 'The specified SecurityGroupId should be different from the SourceGroupId.', t.peerIsSelf.top),
  'InvalidOperation.ResourceManagedByCloudProduct': contract(403, '%s', t.managed),
  'InvalidSecurityGroupId.NotFound': contract(404, 'The specified SecurityGroupId does not exist.', t.groupUnknown),
  'InvalidDestGroupId.NotFound': contract(404, 'The DestGroupId provided does not exist in our records.', t.peerUnknown),
  'InvalidSecurityGroupRuleId.NotFound': contract(404, 'The specified SecurityGroupRuleId is not exists.', t.ruleIdUnknown),
  'InvalidPrefixListId.NotFound': contract(404, 'The specified prefix list was not found.', t.prefixListUnknown),
  ...rowsOutsideTable(t),
} as const satisfies ErrorTable;

type Code = keyof typeof revokeEgressErrors;

/** The row of each fault of an entry. */
export const revokeEgressFaults = faultTable(revokeEgressErrors, {
  ...commonFaults('egress'),
  ...revokeFaults,
  peerV4List: { permission: 'InvalidParam.DestCidrIp', top: 'InvalidDestCidrIp.sMalformed' },
  ownV4: 'InvalidParam.SourceCidrIp',
  ownV6PeerV4: 'InvalidParam.Ipv6SourceCidrIp',
  ownV4PeerV6: 'InvalidParam.SourceCidrIp',
} as const satisfies FaultCodes<Code>);

/** The codes of what is wrong beside the entries. */
export const revokeEgressStages = {
  ...commonStages('egress'),
  ...revokeStages,
  peerIsSelf: { permission: 'InvalidSecurityGroup.IsSame', top: 'InvalidParamter.Conflict' },
  peerVpc: 'InvalidDestGroupId.Mismatch',
  peerNetwork: 'InvalidDestGroupId.Mismatch',
} as const satisfies StageCodes<RevokeStage, Code>;

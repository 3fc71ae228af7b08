import { commonFaults, type FaultCodes, faultTable, revokeFaults } from '#actions/ecs/rules/fault-codes.ts';
import { rowMaker, rowsOutsideTable, ruleTexts } from '#actions/ecs/rules/rule-error-texts.ts';
import { commonStages, type RevokeStage, revokeStages, type StageCodes } from '#actions/ecs/rules/stage-codes.ts';
import type { ErrorTable } from '#kit/error-row.ts';

const t = ruleTexts('ingress', 'revoke');
const documented = rowMaker('documented');

/**
 * The error table of RevokeSecurityGroup (Alibaba Cloud ECS API reference, 2026), without the rows that no state here can reach: InternalError,
 * ClassicLink, and the older 400 beside the 404 of InvalidSecurityGroupId.NotFound.
 */
export const revokeIngressErrors = {
  'InvalidSecurityGroupId.Malformed': documented(400, 'The specified parameter SecurityGroupId is not valid.', t.groupIdMalformed),
  'InvalidIpProtocol.ValueNotSupported': documented(
    400,
    'The parameter IpProtocol must be specified with case insensitive TCP, UDP, ICMP, GRE or All.',
    t.protocol,
  ),
  'InvalidIpPortRange.Malformed': documented(400, 'The specified parameter PortRange is not valid.', t.ports.top),
  'InvalidSourceCidrIp.Malformed': documented(400, 'The specified parameter SourceCidrIp is not valid.', t.peerCidr.top),
  MissingParameter: documented(400, 'The input parameter SourceGroupId or SourceCidrIp cannot be both blank.', t.peerMissing.top),
  'InvalidPolicy.Malformed': documented(400, 'The specified parameter %s is not valid.', t.policy),
  'InvalidNicType.ValueNotSupported': documented(400, 'The specified parameter %s is not valid.', t.nic),
  'InvalidSourceGroupId.Mismatch': documented(400, 'Specified security group and source group are not in the same VPC.', t.peerVpc),
  'MissingParameter.Source': documented(
    400,
    'One of the parameters SourceCidrIp, Ipv6SourceCidrIp, SourceGroupId or SourcePrefixListId in %s must be specified.',
    t.peerMissing.permission,
  ),
  'InvalidParam.PortRange': documented(
    400,
    'The specified parameter %s is not valid. It should be two integers less than 65535 in ?/? format.',
    t.ports.permission,
  ),
  'InvalidPriority.Malformed': documented(400, 'The parameter Priority is invalid.', t.priorityText),
  'InvalidPriority.ValueNotSupported': documented(400, 'The specified parameter %s is invalid.', t.priorityRange),
  'InvalidParamter.Conflict': documented(
    400,
    'The specified SecurityGroupId should be different from the SourceGroupId.',
    t.peerIsSelf.permission,
  ),
  'InvalidDestCidrIp.Malformed': documented(400, 'The specified parameter DestCidrIp is not valid.', t.ownCidr.top),
  'InvalidParam.SourceIp': documented(
    400,
    'The Parameters SourceCidrIp and Ipv6SourceCidrIp in %s cannot be set at the same time.',
    t.peerFamilies,
  ),
  'InvalidParam.DestIp': documented(
    400,
    'The Parameters DestCidrIp and Ipv6DestCidrIp in %s cannot be set at the same time.',
    t.ownFamilies,
  ),
  'InvalidParam.Ipv6DestCidrIp': documented(400, 'The specified parameter %s is not valid.', t.ownV6),
  'InvalidParam.Ipv6SourceCidrIp': documented(400, 'The specified parameter %s is not valid.', t.peerV6),
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
  'InvalidParameter.Ipv6CidrIp': documented(400, 'The specified Ipv6CidrIp is not valid.', t.v6Block),
  'InvalidGroupAuthParameter.OperationDenied': documented(
    400,
    'The security group can not authorize to enterprise level security group.',
    t.peerEnterprise,
  ),
  'InvalidPortRange.Malformed': documented(400, 'The specified parameter PortRange must set.', t.portsMissing),
  'InvalidSourcePortRange.Malformed': documented(400, 'The specified parameter SourcePortRange is not valid.', t.sourcePorts),
  'InvalidSecurityGroupDiscription.Malformed': documented(
    400,
    'The specified security group rule description is not valid.',
    t.description,
  ),
  'NotSupported.ClassicNetworkPrefixList': documented(
    400,
    'The prefix list is not supported when the network type of security group is classic.',
    t.classicPrefixList,
  ),
  'InvalidParam.SourceCidrIp': documented(400, 'The specified parameter %s is not valid.', t.peerCidr.permission),
  'InvalidParam.DestCidrIp': documented(400, 'The specified parameter %s is not valid.', t.ownCidr.permission),
  'InvalidParam.Permissions': documented(400, 'The specified parameter Permissions cannot coexist with other parameters.', t.exclusion),
  'InvalidParam.DuplicatePermissions': documented(
    400,
    'There are duplicate permissions in the specified parameter Permissions.',
    t.duplicate,
  ),
  'InvalidParam.SecurityGroupRuleId': documented(400, 'The specified parameter SecurityGroupRuleId is not valid.', t.ruleIdMalformed),
  'InvalidParam.SecurityGroupRuleIdRepeated': documented(400, 'The specified parameter SecurityGroupRuleId is repeated.', t.ruleIdRepeated),
  'InvalidGroupParameter.OperationDenied': documented(
    400,
    'The attributes Policy, SourceGroupId, DestGroupId of enterprise level security groups are not allowed to be set or modified.',
    t.groupEnterprise,
  ),
  'InvalidSecurityGroupRule.RuleNotExist': documented(400, 'The specified rule does not exist.', t.ruleUnknown),
  'InvalidParam.ProtocolNotSupportPortRangeList': documented(
    400,
    'The specified protocol does not support the port range list.',
    t.portListProtocol,
  ),
  'InvalidPortRangeListId.NotFound': documented(400, 'The specified port range list was not found.', t.portListUnknown),
  'InvalidOperation.SecurityGroupNotAuthorized': documented(
    401,
    'The specified security group is not authorized to operate.',
    t.groupForeign,
  ),
  'InvalidNicType.Mismatch': documented(403, 'The specified NicType conflicts with the authorization record.', t.nicMismatch),
  'InvalidGroupAuthItem.NotFound': documented(403, 'Specified group authorized item does not exist in our records.', t.groupItem),
  'InvalidOperation.ResourceManagedByCloudProduct': documented(403, '%s', t.managed),
  'InvalidSecurityGroupId.NotFound': documented(404, 'The specified SecurityGroupId does not exist.', t.groupUnknown),
  'InvalidSourceGroupId.NotFound': documented(404, 'The SourceGroupId provided does not exist in our records.', t.peerUnknown),
  'InvalidPrefixListId.NotFound': documented(404, 'The specified prefix list was not found.', t.prefixListUnknown),
  'InvalidSecurityGroupRuleId.NotFound': documented(404, 'The specified SecurityGroupRuleId is not exists.', t.ruleIdUnknown),
  ...rowsOutsideTable(t),
} as const satisfies ErrorTable;

type Code = keyof typeof revokeIngressErrors;

/** The row of each fault of an entry. */
export const revokeIngressFaults = faultTable(revokeIngressErrors, {
  ...commonFaults('ingress'),
  ...revokeFaults,
  ownV4: { permission: 'InvalidParam.DestCidrIp', top: 'InvalidDestCidrIp.Malformed' },
  ownV6PeerV4: 'InvalidParam.Ipv6DestCidrIp',
  ownV4PeerV6: { permission: 'InvalidParam.DestCidrIp', top: 'InvalidDestCidrIp.Malformed' },
} as const satisfies FaultCodes<Code>);

/** The codes of what is wrong beside the entries. */
export const revokeIngressStages = {
  ...commonStages('ingress'),
  ...revokeStages,
  peerIsSelf: 'InvalidParamter.Conflict',
  peerVpc: 'InvalidSourceGroupId.Mismatch',
  peerNetwork: 'InvalidSourceGroupId.Mismatch',
} as const satisfies StageCodes<RevokeStage, Code>;

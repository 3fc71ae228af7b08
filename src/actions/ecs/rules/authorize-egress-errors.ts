import { authorizeFaults, commonFaults, type FaultCodes, faultTable } from '#actions/ecs/rules/fault-codes.ts';
import { rowMaker, rowsOutsideTable, ruleTexts } from '#actions/ecs/rules/rule-error-texts.ts';
import { type AuthorizeStage, authorizeStages, commonStages, type StageCodes } from '#actions/ecs/rules/stage-codes.ts';
import type { ErrorTable } from '#kit/error-row.ts';

const t = ruleTexts('egress', 'authorize');
const documented = rowMaker('documented');

/**
 * The error table of AuthorizeSecurityGroupEgress (Alibaba Cloud ECS API reference, 2026), without the rows that no state here can reach:
 * InternalError, ClassicLink, InvalidDestGroup.NotFound (InvalidDestGroupId.NotFound says it), InvalidNicType.Mismatch (another NicType is another rule).
 */
export const authorizeEgressErrors = {
  OperationDenied: documented(400, 'The specified IpProtocol does not exist or IpProtocol and PortRange do not match.', t.portsProtocol),
  'InvalidIpProtocol.Malformed': documented(400, 'The specified parameter PortRange is not valid.', t.ports.top),
  'InvalidDestCidrIp.Malformed': documented(400, 'The specified parameter DestCidrIp is not valid.', t.peerCidr.top),
  'InvalidPolicy.Malformed': documented(400, 'The specified parameter Policy is not valid.', t.policy),
  'InvalidNicType.ValueNotSupported': documented(400, 'The specified NicType does not exist.', t.nic),
  'InvalidDestGroupId.Mismatch#vpc': documented(400, 'Specified security group and destination group are not in the same VPC.', t.peerVpc),
  'InvalidPriority.Malformed': documented(400, 'The parameter Priority is invalid.', t.priorityText),
  'InvalidPriority.ValueNotSupported': documented(400, 'The specified parameter %s is invalid.', t.priorityRange),
  'InvalidSecurityGroupDiscription.Malformed': documented(
    400,
    'The specified security group rule description parameter %s is not valid.',
    t.description,
  ),
  'MissingParameter.Dest': documented(
    400,
    'One of the parameters DestCidrIp, Ipv6DestCidrIp, DestGroupId or DestPrefixListId in %s must be specified.',
    t.peerMissing.permission,
  ),
  'InvalidParam.PortRange': documented(
    400,
    'The specified parameter %s is not valid. It should be two integers less than 65535 in ?/? format.',
    t.ports.permission,
  ),
  'InvalidIpProtocol.ValueNotSupported': documented(
    400,
    'The parameter %s must be specified with case insensitive TCP, UDP, ICMP, GRE or All.',
    t.protocol,
  ),
  'InvalidSecurityGroupId.Malformed': documented(400, 'The specified parameter SecurityGroupId is not valid.', t.groupIdMalformed),
  'InvalidParamter.Conflict#cidr': documented(400, 'The specified SourceCidrIp should be different from the DestCidrIp.', t.sameCidr),
  'InvalidSourcePortRange.Malformed': documented(400, 'The specified parameter SourcePortRange is not valid.', t.sourcePorts),
  'InvalidPortRange.Malformed': documented(400, 'The specified parameter PortRange must set.', t.portsMissing),
  'InvalidParam.SourceIp': documented(
    400,
    'The Parameters SourceCidrIp and Ipv6SourceCidrIp in %s cannot be set at the same time.',
    t.ownFamilies,
  ),
  'InvalidParam.DestIp': documented(
    400,
    'The Parameters DestCidrIp and Ipv6DestCidrIp in %s cannot be set at the same time.',
    t.peerFamilies,
  ),
  'InvalidParam.Ipv6DestCidrIp': documented(400, 'The specified parameter %s is not valid.', t.peerV6),
  'InvalidParam.Ipv6SourceCidrIp': documented(400, 'The specified parameter %s is not valid.', t.ownV6),
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
  'InvalidParameter.Conflict': documented(400, 'IPv6 and IPv4 addresses cannot exist at the same time.', t.crossFamilies),
  'InvalidParam.PrefixListAddressFamilyMismatch': documented(
    400,
    'The address family of the specified prefix list does not match the specified CidrIp.',
    t.prefixListFamily,
  ),
  'NotSupported.ClassicNetworkPrefixList': documented(
    400,
    'The prefix list is not supported when the network type of security group is classic.',
    t.classicPrefixList,
  ),
  'AuthorizedGroupRule.LimitExceed': documented(
    400,
    'You have reached the limit on the number of group authorization rules that you can add to a security group.When authorization object of rule is security group, the limit is 20.',
    t.peersFull,
  ),
  'InvalidParam.DestCidrIp': documented(400, 'The specified parameter %s is not valid.', t.peerCidr.permission),
  'InvalidParam.SourceCidrIp': documented(400, 'The specified param SourceCidrIp is not valid.', t.ownCidr.any),
  'InvalidParam.Permissions': documented(400, 'The specified parameter Permissions cannot coexist with other parameters.', t.exclusion),
  'InvalidParam.DuplicatePermissions': documented(
    400,
    'There are duplicate permissions in the specified parameter Permissions.',
    t.duplicate,
  ),
  'InvalidGroupParameter.OperationDenied': documented(
    400,
    'The attributes Policy, SourceGroupId, DestGroupId of enterprise level security groups are not allowed to be set or modified.',
    t.groupEnterprise,
  ),
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
  'InvalidDestGroupId.Mismatch#nic': documented(403, 'NicType is required or NicType expects intranet.', t.peerNic),
  MissingParameter: documented(403, 'The input parameter DestGroupId or DestCidrIp cannot be both blank.', t.peerMissing.top),
  AuthorizationLimitExceed: documented(403, 'The limit of authorization records in the security group reaches.', t.rulesFull),
  'InvalidParamter.Conflict#self': documented(
    403,
    'The specified SecurityGroupId should be different from the SourceGroupId.',
    t.peerIsSelf.top,
  ),
  'InvalidNetworkType.Conflict': documented(
    403,
    'The specified SecurityGroup network type should be same with SourceGroup network type (vpc or classic).',
    t.peerNetwork,
  ),
  'InvalidSecurityGroup.IsSame': documented(
    403,
    'The authorized SecurityGroupId should be different from the DestGroupId.',
    t.peerIsSelf.permission,
  ),
  'InvalidOperation.ResourceManagedByCloudProduct': documented(403, '%s', t.managed),
  'LimitExceed.PrefixListAssociationResource': documented(
    403,
    'The number of resources associated with the prefix list exceeds the limit.',
    t.prefixListFull,
  ),
  'InvalidSecurityGroupId.NotFound': documented(404, 'The specified SecurityGroupId does not exist.', t.groupUnknown),
  'InvalidDestGroupId.NotFound': documented(404, 'The DestGroupId provided does not exist in our records.', t.peerUnknown),
  'InvalidPrefixListId.NotFound': documented(404, 'The specified prefix list was not found.', t.prefixListUnknown),
  ...rowsOutsideTable(t),
} as const satisfies ErrorTable;

type Code = keyof typeof authorizeEgressErrors;

/** The row of each fault of an entry. */
export const authorizeEgressFaults = faultTable(authorizeEgressErrors, {
  ...commonFaults('egress'),
  ...authorizeFaults,
  ownV4: 'InvalidParam.SourceCidrIp',
} as const satisfies FaultCodes<Code>);

/** The codes of what is wrong beside the entries. */
export const authorizeEgressStages = {
  ...commonStages('egress'),
  ...authorizeStages,
  peerIsSelf: { permission: 'InvalidSecurityGroup.IsSame', top: 'InvalidParamter.Conflict#self' },
  peerVpc: 'InvalidDestGroupId.Mismatch#vpc',
  peerNic: 'InvalidDestGroupId.Mismatch#nic',
} as const satisfies StageCodes<AuthorizeStage, Code>;

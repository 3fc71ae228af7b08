import { authorizeFaults, commonFaults, type FaultCodes, faultTable } from '#actions/ecs/rules/fault-codes.ts';
import { rowMaker, rowsOutsideTable, ruleTexts } from '#actions/ecs/rules/rule-error-texts.ts';
import { type AuthorizeStage, authorizeStages, commonStages, type StageCodes } from '#actions/ecs/rules/stage-codes.ts';
import type { ErrorTable } from '#kit/error-row.ts';

const t = ruleTexts('ingress', 'authorize');
const documented = rowMaker('documented');
const inferred = rowMaker('inferred');

/**
 * The error table of AuthorizeSecurityGroup (Alibaba Cloud ECS API reference, 2021) in the wording that the page of its egress sibling has today;
 * what only that sibling lists is 'inferred'. Rows that no state here can reach are left out, as there.
 */
export const authorizeIngressErrors = {
  'InvalidSecurityGroupId.NotFound': documented(404, 'The specified SecurityGroupId does not exist.', t.groupUnknown),
  'InvalidSourceGroupId.NotFound': documented(404, 'The SourceGroupId provided does not exist in our records.', t.peerUnknown),
  OperationDenied: documented(400, 'The specified IpProtocol does not exist or IpProtocol and PortRange do not match.', t.portsProtocol),
  'InvalidIpProtocol.Malformed': inferred(400, 'The specified parameter PortRange is not valid.', t.ports.top),
  'InvalidSourceGroupId.Mismatch#nic': documented(403, 'NicType is required or NicType expects intranet.', t.peerNic),
  'InvalidSourceCidrIp.Malformed': inferred(400, 'The specified parameter SourceCidrIp is not valid.', t.peerCidr.top),
  MissingParameter: inferred(403, 'The input parameter SourceGroupId or SourceCidrIp cannot be both blank.', t.peerMissing.top),
  'InvalidPolicy.Malformed': inferred(400, 'The specified parameter Policy is not valid.', t.policy),
  'InvalidNicType.ValueNotSupported': documented(400, 'The specified NicType does not exist.', t.nic),
  AuthorizationLimitExceed: documented(403, 'The limit of authorization records in the security group reaches.', t.rulesFull),
  'InvalidParamter.Conflict#self': documented(
    403,
    'The specified SecurityGroupId should be different from the SourceGroupId.',
    t.peerIsSelf.permission,
  ),
  'InvalidSourceGroupId.Mismatch#vpc': documented(400, 'Specified security group and source group are not in the same VPC.', t.peerVpc),
  'InvalidPriority.Malformed': documented(400, 'The parameter Priority is invalid.', t.priorityText),
  'InvalidPriority.ValueNotSupported': inferred(400, 'The specified parameter %s is invalid.', t.priorityRange),
  'InvalidNetworkType.Conflict': documented(
    403,
    'The specified SecurityGroup network type should be same with SourceGroup network type (vpc or classic).',
    t.peerNetwork,
  ),
  'InvalidSecurityGroupDiscription.Malformed': documented(
    400,
    'The specified security group rule description is not valid.',
    t.description,
  ),
  'MissingParameter.Source': inferred(
    400,
    'One of the parameters SourceCidrIp, Ipv6SourceCidrIp, SourceGroupId or SourcePrefixListId in %s must be specified.',
    t.peerMissing.permission,
  ),
  'InvalidIpProtocol.ValueNotSupported': inferred(
    400,
    'The parameter %s must be specified with case insensitive TCP, UDP, ICMP, GRE or All.',
    t.protocol,
  ),
  'InvalidSecurityGroupId.Malformed': inferred(400, 'The specified parameter SecurityGroupId is not valid.', t.groupIdMalformed),
  'InvalidParamter.Conflict#cidr': documented(400, 'The specified SourceCidrIp should be different from the DestCidrIp.', t.sameCidr),
  'InvalidSourcePortRange.Malformed': inferred(400, 'The specified parameter SourcePortRange is not valid.', t.sourcePorts),
  'InvalidParam.SourceIp': inferred(
    400,
    'The Parameters SourceCidrIp and Ipv6SourceCidrIp in %s cannot be set at the same time.',
    t.peerFamilies,
  ),
  'InvalidParam.DestIp': inferred(400, 'The Parameters DestCidrIp and Ipv6DestCidrIp in %s cannot be set at the same time.', t.ownFamilies),
  'InvalidParam.Ipv6DestCidrIp': inferred(400, 'The specified parameter %s is not valid.', t.ownV6),
  'InvalidParam.Ipv6SourceCidrIp': inferred(400, 'The specified parameter %s is not valid.', t.peerV6),
  'InvalidParam.Ipv4ProtocolConflictWithIpv6Address': inferred(
    400,
    'IPv6 address cannot be specified for IPv4-specific protocol.',
    t.v4Protocol,
  ),
  'InvalidParam.Ipv6ProtocolConflictWithIpv4Address': inferred(
    400,
    'IPv4 address cannot be specified for IPv6-specific protocol.',
    t.v6Protocol,
  ),
  'InvalidDestCidrIp.Malformed': documented(400, 'The specified parameter DestCidrIp is not valid.', t.ownCidr.top),
  'InvalidOperation.ResourceManagedByCloudProduct': documented(403, '%s', t.managed),
  'InvalidPrefixListId.NotFound': documented(404, 'The specified prefix list was not found.', t.prefixListUnknown),
  'LimitExceed.PrefixListAssociationResource': documented(
    403,
    'The number of resources associated with the prefix list exceeds the limit.',
    t.prefixListFull,
  ),
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
  'InvalidParam.PortRange': inferred(
    400,
    'The specified parameter %s is not valid. It should be two integers less than 65535 in ?/? format.',
    t.ports.permission,
  ),
  'InvalidPortRange.Malformed': inferred(400, 'The specified parameter PortRange must set.', t.portsMissing),
  'InvalidParameter.Ipv6CidrIp': inferred(400, 'The specified Ipv6CidrIp is not valid.', t.v6Block),
  'InvalidGroupAuthParameter.OperationDenied': inferred(
    400,
    'The security group can not authorize to enterprise level security group.',
    t.peerEnterprise,
  ),
  'InvalidParameter.Conflict': inferred(400, 'IPv6 and IPv4 addresses cannot exist at the same time.', t.crossFamilies),
  'AuthorizedGroupRule.LimitExceed': inferred(
    400,
    'You have reached the limit on the number of group authorization rules that you can add to a security group.When authorization object of rule is security group, the limit is 20.',
    t.peersFull,
  ),
  'InvalidParam.SourceCidrIp': inferred(400, 'The specified parameter %s is not valid.', t.peerCidr.permission),
  'InvalidParam.DestCidrIp': inferred(400, 'The specified parameter %s is not valid.', t.ownCidr.permission),
  'InvalidParam.Permissions': inferred(400, 'The specified parameter Permissions cannot coexist with other parameters.', t.exclusion),
  'InvalidParam.DuplicatePermissions': inferred(
    400,
    'There are duplicate permissions in the specified parameter Permissions.',
    t.duplicate,
  ),
  'InvalidGroupParameter.OperationDenied': inferred(
    400,
    'The attributes Policy, SourceGroupId, DestGroupId of enterprise level security groups are not allowed to be set or modified.',
    t.groupEnterprise,
  ),
  'InvalidParam.ProtocolNotSupportPortRangeList': inferred(
    400,
    'The specified protocol does not support the port range list.',
    t.portListProtocol,
  ),
  'InvalidPortRangeListId.NotFound': inferred(400, 'The specified port range list was not found.', t.portListUnknown),
  'InvalidOperation.SecurityGroupNotAuthorized': inferred(
    401,
    'The specified security group is not authorized to operate.',
    t.groupForeign,
  ),
  ...rowsOutsideTable(t),
} as const satisfies ErrorTable;

type Code = keyof typeof authorizeIngressErrors;

/** The row of each fault of an entry. */
export const authorizeIngressFaults = faultTable(authorizeIngressErrors, {
  ...commonFaults('ingress'),
  ...authorizeFaults,
  ownV4: { permission: 'InvalidParam.DestCidrIp', top: 'InvalidDestCidrIp.Malformed' },
} as const satisfies FaultCodes<Code>);

/** The codes of what is wrong beside the entries. */
export const authorizeIngressStages = {
  ...commonStages('ingress'),
  ...authorizeStages,
  peerIsSelf: 'InvalidParamter.Conflict#self',
  peerVpc: 'InvalidSourceGroupId.Mismatch#vpc',
  peerNic: 'InvalidSourceGroupId.Mismatch#nic',
} as const satisfies StageCodes<AuthorizeStage, Code>;

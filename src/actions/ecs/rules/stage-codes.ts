import type { ByForm } from '#actions/ecs/rules/fault-codes.ts';
import { type PeerSide, sides } from '#actions/ecs/rules/sides.ts';
import type { Direction } from '#domain/rule.ts';

/** What can be wrong with what a rule names, in the order in which it is judged (docs/decisions/0001 7). */
export type NamingStage =
  | 'peerUnknown'
  | 'prefixListUnknown'
  | 'portListUnknown'
  | 'peerIsSelf'
  | 'groupEnterprise'
  | 'peerEnterprise'
  | 'peerVpc'
  /** Classic network against VPC. */
  | 'peerNetwork'
  | 'classicIpv6'
  | 'classicPrefixList'
  | 'classicPortList';
/** What can be wrong beside the entries themselves where there may be several. */
export type CommonStage =
  | NamingStage
  /** More than one of rule IDs, Permissions and top-level parameters. */
  | 'exclusion'
  | 'groupUnknown'
  | 'groupForeign'
  | 'groupManaged'
  | 'duplicate';
export type RevokeStage =
  | CommonStage
  | 'ruleIdMalformed'
  | 'ruleIdRepeated'
  | 'ruleIdUnknown'
  | 'nicMismatch'
  | 'groupItem'
  | 'ruleUnknown';
/** A rule that could never be kept. */
export type KeepingStage =
  | 'peerManaged'
  /** On classic, a group peer with NicType internet. */
  | 'peerNic'
  | 'prefixListFamily'
  | 'sameCidr';
export type QuotaStage =
  | 'rulesFull'
  /** An interface that is in the group would carry too many. */
  | 'interfaceFull'
  | 'prefixListFull';
export type AuthorizeStage = CommonStage | KeepingStage | QuotaStage | 'peersFull';
export type ModifyStage =
  | NamingStage
  | KeepingStage
  | QuotaStage
  | 'groupUnknown'
  | 'groupManaged'
  | 'ruleIdMalformed'
  /** A rule ID, and nothing to change. */
  | 'nothingSent'
  | 'ruleIdUnknown'
  /** The ID of a rule of the other direction, and a group as its peer. */
  | 'directionMismatch'
  | 'peerKind'
  | 'portsKind'
  | 'nicFixed'
  | 'ruleTwin'
  | 'nicMismatch'
  | 'ruleUnknown';

export type StageCodes<S extends string, E extends string> = { readonly [N in S]: ByForm<E> };

/** The codes that all six actions share. Only `groupManaged` and `peerManaged` have a hole: the whole sentence (docs/decisions/0001 14). */
function sharedStages<D extends Direction>(direction: D) {
  const peer: PeerSide<D> = sides[direction].peer;
  return {
    groupUnknown: 'InvalidSecurityGroupId.NotFound',
    groupManaged: 'InvalidOperation.ResourceManagedByCloudProduct',
    peerUnknown: `Invalid${peer}GroupId.NotFound`,
    prefixListUnknown: 'InvalidPrefixListId.NotFound',
    portListUnknown: 'InvalidPortRangeListId.NotFound',
    groupEnterprise: 'InvalidGroupParameter.OperationDenied',
    peerEnterprise: 'InvalidGroupAuthParameter.OperationDenied',
    classicIpv6: 'InvalidParameter.Ipv6CidrIp',
    classicPrefixList: 'NotSupported.ClassicNetworkPrefixList',
    classicPortList: 'UnsupportedParameter',
  } as const;
}

/** The codes that authorises and revokes share. */
export const commonStages = <D extends Direction>(direction: D) =>
  ({
    ...sharedStages(direction),
    exclusion: 'InvalidParam.Permissions',
    groupForeign: 'InvalidOperation.SecurityGroupNotAuthorized',
    duplicate: 'InvalidParam.DuplicatePermissions',
  }) as const;

/** The codes that both revokes share, besides. */
export const revokeStages = {
  ruleIdMalformed: 'InvalidParam.SecurityGroupRuleId',
  ruleIdRepeated: 'InvalidParam.SecurityGroupRuleIdRepeated',
  ruleIdUnknown: 'InvalidSecurityGroupRuleId.NotFound',
  nicMismatch: 'InvalidNicType.Mismatch',
  groupItem: { permission: 'InvalidSecurityGroupRule.RuleNotExist', top: 'InvalidGroupAuthItem.NotFound' },
  ruleUnknown: 'InvalidSecurityGroupRule.RuleNotExist',
} as const;

const keepingStages = {
  peerManaged: 'InvalidOperation.ResourceManagedByCloudProduct',
  prefixListFamily: 'InvalidParam.PrefixListAddressFamilyMismatch',
  sameCidr: 'InvalidParamter.Conflict#cidr',
  rulesFull: 'AuthorizationLimitExceed',
  prefixListFull: 'LimitExceed.PrefixListAssociationResource',
} as const;

/** The codes that both authorises share, besides. */
export const authorizeStages = {
  ...keepingStages,
  peerNetwork: 'InvalidNetworkType.Conflict',
  interfaceFull: 'AuthorizationLimitExceed',
  peersFull: 'AuthorizedGroupRule.LimitExceed',
} as const;

/** The codes that both modifies share. `ruleTwin` has a hole: the whole sentence. */
export const modifyStages = <D extends Direction>(direction: D) =>
  ({
    ...sharedStages(direction),
    ...keepingStages,
    interfaceFull: 'AuthorizationLimitExceed#interface',
    ruleIdMalformed: 'InvalidParam.SecurityGroupRuleId',
    nothingSent: 'InvalidParam.InvalidModifyRuleRequest',
    ruleIdUnknown: 'InvalidSecurityGroupRuleId.NotFound',
    directionMismatch: 'InvalidSourceOrDestGroupId.DirectionMissmatch',
    peerKind: 'InvalidOperation.ModifySgRuleEntityType',
    portsKind: 'InvalidOperation.ModifyPortRangeType',
    nicFixed: 'InvalidOperation.ModifyNicType',
    ruleTwin: 'InvalidOperation.RuleDuplicate',
    nicMismatch: 'InvalidNicType.Mismatch',
    ruleUnknown: 'SecurityGroupRule.NotFound',
  }) as const;

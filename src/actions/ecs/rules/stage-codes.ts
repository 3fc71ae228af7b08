import type { ByForm } from '#actions/ecs/rules/fault-codes.ts';
import { type PeerSide, sides } from '#actions/ecs/rules/sides.ts';
import type { Direction } from '#domain/rule.ts';

/** What can be wrong beside the entries themselves, in the order in which it is judged (docs/decisions/0001 7). */
export type CommonStage =
  /** More than one of rule IDs, Permissions and top-level parameters. */
  | 'exclusion'
  | 'groupUnknown'
  | 'groupForeign'
  | 'groupManaged'
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
  | 'classicPortList'
  | 'duplicate';
export type RevokeStage =
  | CommonStage
  | 'ruleIdMalformed'
  | 'ruleIdRepeated'
  | 'ruleIdUnknown'
  | 'nicMismatch'
  | 'groupItem'
  | 'ruleUnknown';
export type AuthorizeStage =
  | CommonStage
  | 'peerManaged'
  /** On classic, a group peer with NicType internet. */
  | 'peerNic'
  | 'prefixListFamily'
  | 'sameCidr'
  | 'rulesFull'
  | 'peersFull'
  | 'prefixListFull';

export type StageCodes<S extends string, E extends string> = { readonly [N in S]: ByForm<E> };

/** The codes that all four actions share. Only `groupManaged` and `peerManaged` have a hole: the whole sentence (docs/decisions/0001 14). */
export function commonStages<D extends Direction>(direction: D) {
  const peer: PeerSide<D> = sides[direction].peer;
  return {
    exclusion: 'InvalidParam.Permissions',
    groupUnknown: 'InvalidSecurityGroupId.NotFound',
    groupForeign: 'InvalidOperation.SecurityGroupNotAuthorized',
    groupManaged: 'InvalidOperation.ResourceManagedByCloudProduct',
    peerUnknown: `Invalid${peer}GroupId.NotFound`,
    prefixListUnknown: 'InvalidPrefixListId.NotFound',
    portListUnknown: 'InvalidPortRangeListId.NotFound',
    groupEnterprise: 'InvalidGroupParameter.OperationDenied',
    peerEnterprise: 'InvalidGroupAuthParameter.OperationDenied',
    classicIpv6: 'InvalidParameter.Ipv6CidrIp',
    classicPrefixList: 'NotSupported.ClassicNetworkPrefixList',
    classicPortList: 'UnsupportedParameter',
    duplicate: 'InvalidParam.DuplicatePermissions',
  } as const;
}

/** The codes that both revokes share, besides. */
export const revokeStages = {
  ruleIdMalformed: 'InvalidParam.SecurityGroupRuleId',
  ruleIdRepeated: 'InvalidParam.SecurityGroupRuleIdRepeated',
  ruleIdUnknown: 'InvalidSecurityGroupRuleId.NotFound',
  nicMismatch: 'InvalidNicType.Mismatch',
  groupItem: { permission: 'InvalidSecurityGroupRule.RuleNotExist', top: 'InvalidGroupAuthItem.NotFound' },
  ruleUnknown: 'InvalidSecurityGroupRule.RuleNotExist',
} as const;

/** The codes that both authorises share, besides. */
export const authorizeStages = {
  peerNetwork: 'InvalidNetworkType.Conflict',
  peerManaged: 'InvalidOperation.ResourceManagedByCloudProduct',
  prefixListFamily: 'InvalidParam.PrefixListAddressFamilyMismatch',
  sameCidr: 'InvalidParamter.Conflict#cidr',
  rulesFull: 'AuthorizationLimitExceed',
  peersFull: 'AuthorizedGroupRule.LimitExceed',
  prefixListFull: 'LimitExceed.PrefixListAssociationResource',
} as const;

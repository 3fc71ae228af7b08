import type { Ctx } from '#actions/action.ts';
import { weightOfGroup } from '#actions/ecs/group-weight.ts';
import { refuseManaged } from '#actions/ecs-group.ts';
import { judgeMembership, type Membership, type MembershipFault, type WantedMembership } from '#domain/membership.ts';
import type { Deciding, Scope } from '#kit/deciding.ts';

/** `judgeMembership` with the weight of rules as authorising counts it. Codes are the action's. */
export function* judgeGroups(ctx: Scope, wanted: WantedMembership): Deciding<Membership> {
  return yield* judgeMembership({ account: ctx.account, region: ctx.region }, wanted, weightOfGroup);
}

/** What an action answers to each fault; the hole is the id of the group, or the parameter where there is none. */
export type GroupFaultCodes<E> = { readonly [F in MembershipFault['fault']]: E } & {
  /** A group of the classic network; as `vpc`. */
  readonly classic?: E;
  /** An enterprise group; as `full`. */
  readonly fullEnterprise?: E;
};

/** Codes of the actions that set all groups of an interface. */
export const groupCodes = {
  none: 'MissingParameter',
  repeated: 'InvalidParameter.SecurityGroupIdRepeated',
  limit: 'JoinedGroupLimitExceed',
  absent: 'InvalidSecurityGroupId.NotFound',
  managed: 'InvalidOperation.ResourceManagedByCloudProduct',
  vpc: 'InvalidOperation.VpcMismatch',
  classic: 'InvalidSecurityGroupId.NotVpc',
  mixed: 'InvalidOperation.MultiGroupType',
  full: 'SecurityGroupInstanceLimitExceed',
  fullEnterprise: 'InvalidOperation.EniCountExceeded',
  rules: 'AclLimitExceed',
} as const satisfies GroupFaultCodes<string>;

/** Ends the decision with the action's code for a fault. */
export function refuseMembership<E extends string>(ctx: Ctx<E>, fault: MembershipFault, codes: GroupFaultCodes<NoInfer<E>>): never {
  if (fault.fault === 'none') return ctx.fail(codes.none, 'SecurityGroupId');
  if (!('group' in fault)) return ctx.fail(codes[fault.fault]);
  const { group } = fault;
  if (typeof group === 'string') return ctx.fail(codes[fault.fault], group);
  const { key, head } = group;
  if (fault.fault === 'managed') refuseManaged(ctx, group, codes.managed);
  if (fault.fault === 'vpc' && head.vpc === '' && codes.classic !== undefined) return ctx.fail(codes.classic, key.id);
  if (fault.fault === 'full' && head.type === 'enterprise' && codes.fullEnterprise !== undefined)
    return ctx.fail(codes.fullEnterprise, key.id);
  return ctx.fail(codes[fault.fault], key.id);
}

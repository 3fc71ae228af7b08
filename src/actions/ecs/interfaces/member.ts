import { type Ctx, here } from '#actions/action.ts';
import { malformedInstanceId, noSuchInterface, wrongInterfaceType } from '#actions/ecs/interfaces/interface-rows.ts';
import { managedGroup, missingRegion, noSuchGroup } from '#actions/ecs-group.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, securityGroupId } from '#actions/vocabulary.ts';
import { root } from '#domain/finding.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';
import type { Deciding, Loaded } from '#kit/deciding.ts';
import type { ErrorTable } from '#kit/error-row.ts';
import type { Shape } from '#kit/shape.ts';

/** What JoinSecurityGroup and LeaveSecurityGroup have in common: a group, and an instance or an interface as its member. */
export const memberParams = {
  RegionId: {
    ...regionId,
    required: false,
    doc: { en: 'The region; required with NetworkInterfaceId.', zh: '地域 ID，指定 NetworkInterfaceId 时必填。' },
  },
  SecurityGroupId: { ...securityGroupId, wrong: 'InvalidParam.Malformed' },
  InstanceId: stringParam(
    'The instance, whose primary interface is meant; not together with NetworkInterfaceId.',
    '实例 ID，对其主网卡进行操作；不能与 NetworkInterfaceId 同时指定。',
    { pattern: '^i-[A-Za-z0-9_]{1,98}$', wrong: 'InvalidInstanceId.Malformed', example: 'i-bp67acfmxazb4p000000' },
  ),
  NetworkInterfaceId: stringParam(
    'The secondary interface; not together with InstanceId.',
    '辅助弹性网卡 ID；不能与 InstanceId 同时指定。',
    {
      pattern: '^eni-[A-Za-z0-9_]{1,97}$',
      wrong: 'InvalidParam.Malformed',
      example: 'eni-bp14v2sdd3v8htln0000',
    },
  ),
  ...ownerParams,
} as const satisfies Shape;

export const memberRows = {
  'InvalidRegionId.NotFound': asInferred(invalidRegion),
  'InvalidInstanceId.Malformed': { ...malformedInstanceId, message: 'The specified parameter "InstanceId" is not valid.' },
  'InvalidParam.Malformed': documented(
    403,
    'The specified parameter "%s" is not valid.',
    'An ID does not have the form of one, or neither InstanceId nor NetworkInterfaceId is given.',
    'ID 的格式不正确，或 InstanceId 和 NetworkInterfaceId 均未指定。',
    'SecurityGroupId=***',
  ),
  'InvalidParam.EniIdAndInstanceId.Conflict': documented(
    403,
    'The parameters "%s" must not be specified at the same time.',
    'InstanceId and NetworkInterfaceId are both given.',
    '同时指定了 InstanceId 和 NetworkInterfaceId。',
    'InstanceId=i-1&NetworkInterfaceId=eni-1',
  ),
  'MissingParameter.RegionId': {
    ...missingRegion('The specified RegionId should not be null.'),
    trigger: { en: 'NetworkInterfaceId without RegionId.', zh: '传入 NetworkInterfaceId 但不传 RegionId。' },
  },
  'InvalidInstanceId.NotFound': documented(
    404,
    'The specified InstanceId does not exist.',
    'The account has no such instance in this region.',
    '该账号在此地域中没有该实例。',
    'InstanceId=i-none',
  ),
  'InvalidEniId.NotFound': noSuchInterface,
  'InvalidSecurityGroupId.NotFound': noSuchGroup,
  'InvalidOperation.InvalidEniType': wrongInterfaceType(
    'NetworkInterfaceId is a primary interface; InstanceId names it.',
    'NetworkInterfaceId 为主网卡，请改用 InstanceId。',
  ),
  'InvalidOperation.ResourceManagedByCloudProduct': managedGroup,
} as const satisfies ErrorTable;

export const memberRam = <const A extends string>(action: A) =>
  ramRow(action, 'update', [
    required('Instance', 'acs:ecs:{region}:{account}:instance/{InstanceId|*}'),
    required('SecurityGroup', 'acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}'),
  ]);

type Named = { readonly RegionId?: string; readonly InstanceId?: string; readonly NetworkInterfaceId?: string };
/** `by` tells the codes apart that depend on how the member was named. */
export type Member = { readonly by: 'instance' | 'interface'; readonly interface: Loaded<InterfaceHead> };

/** The interface that is meant, held for 'change', or the end of the decision. */
export function* findMember(ctx: Ctx<keyof typeof memberRows>, p: Named): Deciding<Member> {
  const { InstanceId, NetworkInterfaceId } = p;
  if (InstanceId !== undefined && NetworkInterfaceId !== undefined)
    return ctx.fail('InvalidParam.EniIdAndInstanceId.Conflict', 'InstanceId, NetworkInterfaceId');
  if (NetworkInterfaceId !== undefined) {
    if (p.RegionId === undefined) return ctx.fail('MissingParameter.RegionId');
    const found = yield* find(ctx, 'interface', NetworkInterfaceId, 'change', 'InvalidEniId.NotFound', NetworkInterfaceId);
    if (found.head.type === 'Primary') return ctx.fail('InvalidOperation.InvalidEniType');
    return { by: 'interface', interface: found };
  }
  if (InstanceId === undefined) return ctx.fail('InvalidParam.Malformed', 'InstanceId, NetworkInterfaceId');
  const { head } = yield* find(ctx, 'instance', InstanceId, 'keep', 'InvalidInstanceId.NotFound');
  const found = yield* root(here(ctx, 'interface', head.primaryInterface), 'change');
  if (!found) throw new Error(`the primary interface of ${InstanceId} is not there`);
  return { by: 'instance', interface: found };
}

import { action } from '#actions/action.ts';
import { instanceIdsJson, malformedIds, noSuchInstance } from '#actions/ecs/instances/instance-params.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { integer, text, wrapped } from '#actions/fields.ts';
import { find } from '#actions/find.ts';
import { listPage, pageParams } from '#actions/pages.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { asSent } from '#actions/texts.ts';
import { invalidRegion, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';

/** Inferred: the region and a list that is none. An instance without a role is listed when it was asked for, its role being empty; Terraform reads it so. */
export default action({
  product: 'Ecs',
  name: 'DescribeInstanceRamRole',
  summary: { en: 'Lists instances with their RAM role.', zh: '查询实例的 RAM 角色列表。' },
  mode: 'read',
  params: {
    RegionId: regionId,
    InstanceIds: instanceIdsJson,
    RamRoleName: stringParam('Only instances of this role.', '仅返回使用该 RAM 角色的实例。', { example: 'web-role' }),
    ...pageParams(50, 10),
    OwnerId: ownerParams.OwnerId,
    ResourceOwnerId: ownerParams.ResourceOwnerId,
    ResourceOwnerAccount: ownerParams.ResourceOwnerAccount,
  },
  returns: {
    ...requestIdField,
    RegionId: text('The region.', '地域 ID。'),
    InstanceRamRoleSets: wrapped(
      'InstanceRamRoleSet',
      { InstanceId: text('The instance.', '实例 ID。'), RamRoleName: text('Its role, or empty.', 'RAM 角色名称；没有时为空。') },
      'The instances.',
      '实例 RAM 角色列表。',
    ),
    TotalCount: integer('How many there are.', '总条数。'),
  },
  errors: {
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    'InvalidInstanceIds.Malformed': malformedIds,
    'InvalidParameter.AllEmpty': documented(
      403,
      '%s',
      'Neither InstanceIds nor RamRoleName is given.',
      '未传入 InstanceIds 和 RamRoleName。',
      { en: 'Nothing but RegionId.', zh: '仅传入 RegionId。' },
    ),
    'InvalidInstanceId.NotFound': {
      ...noSuchInstance,
      message: 'The specified instanceId does not exist',
      trigger: asSent('InstanceIds=["i-none"]'),
    },
  },
  ram: ramRow('ecs:DescribeInstanceRamRole', 'get', [required('Instance', 'acs:ecs:{region}:{account}:instance/*')], ['ecs:tag']),
  example: {
    request: { RegionId: 'cn-hangzhou', RamRoleName: 'web-role' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      RegionId: 'cn-hangzhou',
      InstanceRamRoleSets: { InstanceRamRoleSet: [{ InstanceId: 'i-bp67acfmxazb4p0000', RamRoleName: 'web-role' }] },
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    const role = p.RamRoleName;
    if (role === undefined && p.InstanceIds === undefined)
      return ctx.fail('InvalidParameter.AllEmpty', 'The parameters InstanceIds and RamRoleName cannot both be empty.');
    for (const id of p.InstanceIds ?? []) yield* find(ctx, 'instance', id, 'look', 'InvalidInstanceId.NotFound');
    const keep = role === undefined ? undefined : (head: { readonly ramRole: string }) => head.ramRole === role;
    const { rows, paging } = yield* listPage(ctx, 'instance', { where: [], ids: p.InstanceIds, keep }, p, { by: 'number', size: 10 });
    const InstanceRamRoleSet = rows.map(({ key, head }) => ({ InstanceId: key.id, RamRoleName: head.ramRole }));
    return { reply: { RegionId: ctx.region, InstanceRamRoleSets: { InstanceRamRoleSet }, TotalCount: paging.TotalCount }, effects: [] };
  },
});

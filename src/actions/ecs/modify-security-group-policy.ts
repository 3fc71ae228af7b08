import { action } from '#actions/action.ts';
import { findGroup, malformedGroupId, managedGroup, missingRegion, noSuchGroup, refuseManaged } from '#actions/ecs-group.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { enumParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { clientToken, invalidRegion, ownerParams, regionId, requestIdField, securityGroupId } from '#actions/vocabulary.ts';

/** Inferred: InvalidRegionId.NotFound. */
export default action({
  product: 'Ecs',
  name: 'ModifySecurityGroupPolicy',
  summary: {
    en: 'Says whether the members of a basic security group reach each other over the private network.',
    zh: '修改普通安全组的组内连通策略，即组内成员之间内网是否互通。',
  },
  mode: 'change',
  params: {
    RegionId: { ...regionId, missing: 'MissingParamter.RegionId' },
    SecurityGroupId: securityGroupId,
    InnerAccessPolicy: enumParam(
      ['Accept', 'Drop'],
      '`Accept`: the members reach each other; `Drop`: they do not. In any case.',
      '组内连通策略：`Accept`（内网互通）或 `Drop`（内网隔离），不区分大小写。',
      { required: true, anyCase: true, wrong: 'InvalidPolicy.Malformed', example: 'Drop' },
    ),
    ClientToken: clientToken,
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    'MissingParamter.RegionId': missingRegion('The RegionId should not be null.'),
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    'InvalidSecurityGroupId.Malformed': {
      ...malformedGroupId,
      message: 'The SecurityGroupId is invalid. Only letters, numbers and underscores are supported. Maximum length is 100 characters.',
    },
    'InvalidPolicy.Malformed': documented(
      400,
      "The Policy is invalid. Only 'Accept' and 'Drop' are supported. Ignore case.",
      'InnerAccessPolicy is neither Accept nor Drop.',
      'InnerAccessPolicy 的取值不是 Accept 或 Drop。',
      'InnerAccessPolicy=allow',
    ),
    'InvalidSecurityGroupId.NotFound': noSuchGroup,
    'InvalidOperation.ResourceManagedByCloudProduct': managedGroup,
    'InvalidParameter.InnerAccessPolicy': documented(
      404,
      "The InnerAccessPolicy attribute of enterprise level security group can't be modified.",
      'The group is an advanced group, whose members never reach each other but by rules. Drop is refused too, although it is what holds.',
      '该安全组是企业级安全组，组内始终隔离，不支持修改；传入 Drop 时同样返回此错误。',
      { en: 'SecurityGroupId of an advanced group.', zh: 'SecurityGroupId 为企业级安全组。' },
    ),
  },
  ram: ramRow('ecs:ModifySecurityGroupPolicy', 'update', [
    required('SecurityGroup', 'acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', SecurityGroupId: 'sg-bp67acfmxazb4p0000', InnerAccessPolicy: 'Drop' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    const group = yield* findGroup(ctx, p.SecurityGroupId, 'change', { absent: 'InvalidSecurityGroupId.NotFound' });
    refuseManaged(ctx, group, 'InvalidOperation.ResourceManagedByCloudProduct');
    if (group.head.type === 'enterprise') return ctx.fail('InvalidParameter.InnerAccessPolicy');
    if (group.head.innerAccess === p.InnerAccessPolicy) return { reply: {}, effects: [] };
    return { reply: {}, effects: [{ put: group.key, head: { ...group.head, innerAccess: p.InnerAccessPolicy } }] };
  },
});

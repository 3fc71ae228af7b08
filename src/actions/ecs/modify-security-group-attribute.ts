import { action } from '#actions/action.ts';
import { findGroup, managedGroup, noSuchGroup, refuseManaged } from '#actions/ecs-group.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField, securityGroupId } from '#actions/vocabulary.ts';
import type { GroupHead } from '#domain/kinds.ts';
import { isGroupName, isPlainText } from '#domain/naming.ts';

/** Inferred: InvalidRegionId.NotFound. InvalidParameter, which the page does not explain, is what a malformed SecurityGroupId gets: no other row is for it. */
export default action({
  product: 'Ecs',
  name: 'ModifySecurityGroupAttribute',
  summary: {
    en: 'Changes the name or the description of a security group. What is absent or empty stays as it is.',
    zh: '修改安全组的名称或描述。未指定或为空的参数保持不变。',
  },
  mode: 'change',
  params: {
    RegionId: regionId,
    SecurityGroupId: { ...securityGroupId, wrong: 'InvalidParameter' },
    SecurityGroupName: stringParam(
      'The new name: 2 to 128 letters of any script, digits, `:`, `_`, `.` or `-`, a letter first.',
      '新的安全组名称：2～128 个字符，以字母或中文开头，可包含字母、中文、数字、半角冒号、下划线、点号和短划线。',
      { example: 'web' },
    ),
    Description: stringParam(
      'The new description: 2 to 256 characters, no web address first.',
      '新的描述：2～256 个字符，不能以 http:// 或 https:// 开头。',
      { example: 'front ends' },
    ),
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    InvalidParameter: documented(
      400,
      'Invalid Parameter.',
      'SecurityGroupId does not have the form of an ID.',
      'SecurityGroupId 的格式不正确。',
      'SecurityGroupId=***',
    ),
    'InvalidSecurityGroupName.Malformed': documented(
      400,
      'Specified security group name is not valid.',
      'The name is not 2 to 128 letters, digits, `:`, `_`, `.` or `-`, a letter first.',
      '名称须为 2～128 个字符，以字母或中文开头，可包含字母、中文、数字、半角冒号、下划线、点号和短划线。',
      'SecurityGroupName=1st',
    ),
    'InvalidSecurityGroupDiscription.Malformed': documented(
      400,
      'Specified security group description is not valid.',
      'The description is not 2 to 256 characters, or starts with http:// or https://.',
      '描述须为 2～256 个字符，不能以 http:// 或 https:// 开头。',
      'Description=x',
    ),
    'InvalidSecurityGroupId.NotFound': noSuchGroup,
    'InvalidOperation.ResourceManagedByCloudProduct': managedGroup,
  },
  ram: ramRow('ecs:ModifySecurityGroupAttribute', 'update', [
    required('SecurityGroup', 'acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', SecurityGroupId: 'sg-bp67acfmxazb4p0000', SecurityGroupName: 'web', Description: 'front ends' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    if (p.SecurityGroupName !== undefined && !isGroupName(p.SecurityGroupName)) return ctx.fail('InvalidSecurityGroupName.Malformed');
    if (p.Description !== undefined && !isPlainText(p.Description, 2, 256)) return ctx.fail('InvalidSecurityGroupDiscription.Malformed');
    const group = yield* findGroup(ctx, p.SecurityGroupId, 'change', { absent: 'InvalidSecurityGroupId.NotFound' });
    refuseManaged(ctx, group, 'InvalidOperation.ResourceManagedByCloudProduct');
    const { name, description } = group.head;
    const head: GroupHead = { ...group.head, name: p.SecurityGroupName ?? name, description: p.Description ?? description };
    const same = head.name === name && head.description === description;
    return { reply: {}, effects: same ? [] : [{ put: group.key, head }] };
  },
});

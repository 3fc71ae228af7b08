import { action } from '#actions/action.ts';
import { documented } from '#actions/error-rows.ts';
import { stringParam } from '#actions/params.ts';
import { judgeCount } from '#actions/ram/count.ts';
import { judgeTrustPolicy } from '#actions/ram/policies/judge-document.ts';
import { defaultSession, description, maxSession, maxSessionRows, trustDoc } from '#actions/ram/roles/role-params.ts';
import { newRoleField, newRoleOf, newRoleSample, trustSample } from '#actions/ram/roles/role-view.ts';
import { ramTagsOf } from '#actions/ram/tags/ram-tags.ts';
import { ramTags, roleName } from '#actions/ram/texts/ram-params.ts';
import { documentRows, ramTagRows, tooManyOf } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import type { RamRoleHead } from '#domain/ram-heads.ts';
import { identityKey, isTaken, nameEffects } from '#domain/ram-keys.ts';
import { mostCharacters } from '#ram/policy.ts';

/** Inferred: InvalidParameter.MaxSessionDuration, and the rows about tags. */
export default action({
  product: 'Ram',
  name: 'CreateRole',
  summary: {
    en: 'Creates a RAM role that its trust policy lets others assume. It may do nothing until it gets policies.',
    zh: '创建 RAM 角色，信任策略决定哪些身份可以扮演该角色。新建的角色没有任何权限。',
  },
  mode: 'change',
  params: {
    RoleName: roleName,
    AssumeRolePolicyDocument: stringParam(...trustDoc, { required: true, example: trustSample }),
    Description: description,
    MaxSessionDuration: maxSession('MaxSessionDuration'),
    Tag: ramTags,
  },
  returns: { ...requestIdField, Role: newRoleField },
  errors: {
    ...maxSessionRows('MaxSessionDuration'),
    ...textRows('RoleName', 'Description'),
    ...documentRows('AssumeRolePolicyDocument', mostCharacters.trust),
    ...ramTagRows,
    'EntityAlreadyExists.Role': documented(
      409,
      'The role does already EXIST.',
      'A RAM role has this name, in any case of letters.',
      '已存在同名的 RAM 角色（不区分大小写）。',
      { en: 'The same request twice.', zh: '重复发送同一请求。' },
    ),
    'LimitExceeded.Role': tooManyOf(
      'count of roles',
      'The account has as many RAM roles as its quota allows',
      '账号的 RAM 角色数量已达配额',
    ),
  },
  ram: ramRow('ram:CreateRole', 'create', [required('Role', 'acs:ram:*:{account}:role/*')]),
  example: {
    request: { RoleName: 'ECSAdmin', AssumeRolePolicyDocument: trustSample, Description: 'ECS administrator' },
    reply: { RequestId: '04F0F334-1335-436C-A1D7-6C044FE73368', Role: newRoleSample },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'RoleName', 'Description');
    judgeTrustPolicy(ctx, 'AssumeRolePolicyDocument', p.AssumeRolePolicyDocument);
    const tags = ramTagsOf(ctx, p.Tag);
    if (yield* isTaken(ctx.account, 'role', p.RoleName)) return ctx.fail('EntityAlreadyExists.Role');
    yield* judgeCount(ctx, 'ramRole', 'ramRolesPerAccount', 'LimitExceeded.Role');

    const key = identityKey(ctx.account, 'role', ctx.newRamId());
    const head: RamRoleHead = {
      name: p.RoleName,
      description: p.Description ?? '',
      trust: p.AssumeRolePolicyDocument,
      maxSession: p.MaxSessionDuration ?? defaultSession,
      tags,
      created: ctx.now,
      updated: ctx.now,
    };
    const effects = [{ put: key, head }, ...nameEffects(ctx.account, 'role', key.id, '', head.name)];
    return { reply: { Role: newRoleOf({ key, version: 0, head }) }, effects };
  },
});

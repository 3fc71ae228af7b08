import { action } from '#actions/action.ts';
import { asInferred } from '#actions/error-rows.ts';
import { stringParam } from '#actions/params.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { judgeTrustPolicy } from '#actions/ram/policies/judge-document.ts';
import { description, maxSession, maxSessionRows, trustDoc } from '#actions/ram/roles/role-params.ts';
import { roleField, roleOf, roleSample, trustSample } from '#actions/ram/roles/role-view.ts';
import { emptiedByEmpty, roleName } from '#actions/ram/texts/ram-params.ts';
import { documentRows, noRole } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import type { RamRoleHead } from '#domain/ram-heads.ts';
import { mostCharacters } from '#ram/policy.ts';

const document = documentRows('NewAssumeRolePolicyDocument', mostCharacters.trust);

/** Inferred: all rows about the new values but MalformedPolicyDocument, by those of CreateRole. */
export default action({
  product: 'Ram',
  name: 'UpdateRole',
  summary: {
    en: 'Changes a RAM role; what is not sent stays. Sessions that have begun go on.',
    zh: '修改 RAM 角色的信息，未传入的参数保持不变。已开始的会话不受影响。',
  },
  mode: 'change',
  params: {
    RoleName: roleName,
    NewAssumeRolePolicyDocument: stringParam(...trustDoc, { example: trustSample }),
    NewDescription: emptiedByEmpty(description),
    NewMaxSessionDuration: maxSession('NewMaxSessionDuration'),
  },
  returns: { ...requestIdField, Role: roleField },
  errors: {
    ...maxSessionRows('NewMaxSessionDuration'),
    ...textRows('RoleName', 'NewDescription'),
    ...document,
    'InvalidParameter.NewAssumeRolePolicyDocument.Length': asInferred(document['InvalidParameter.NewAssumeRolePolicyDocument.Length']),
    ...noRole,
  },
  ram: ramRow('ram:UpdateRole', 'update', [required('Role', 'acs:ram:*:{account}:role/{RoleName}')]),
  example: {
    request: { RoleName: 'ECSAdmin', NewDescription: 'ECS administrator' },
    reply: { RequestId: '2D69A58F-345C-4FDE-88E4-BF5189484043', Role: roleSample },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'RoleName', 'NewDescription');
    const trust = p.NewAssumeRolePolicyDocument;
    if (trust !== undefined) judgeTrustPolicy(ctx, 'NewAssumeRolePolicyDocument', trust);
    const role = yield* findIdentity(ctx, 'role', p.RoleName, 'change');
    const head: RamRoleHead = {
      ...role.head,
      trust: trust ?? role.head.trust,
      description: p.NewDescription ?? role.head.description,
      maxSession: p.NewMaxSessionDuration ?? role.head.maxSession,
      updated: ctx.now,
    };
    return { reply: { Role: roleOf({ ...role, head }) }, effects: [{ put: role.key, head }] };
  },
});

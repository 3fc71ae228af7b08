import { action } from '#actions/action.ts';
import { inferred } from '#actions/error-rows.ts';
import { flag, listOf, object, text } from '#actions/fields.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import type { Diagnosis } from '#ram/diagnosis.ts';

const principalFields = {
  AuthPrincipalType: text('`SubUser` or `AssumedRoleUser`.', '身份类型：`SubUser` 或 `AssumedRoleUser`。'),
  AuthPrincipalOwnerId: text('The account of whoever signed.', '身份所属的账号 ID。'),
  AuthPrincipalDisplayName: text('A user by its ID, a role as RoleName:SessionName.', 'RAM 用户 ID；角色为“角色名:会话名”。'),
};
const conditionFields = {
  ConditionKey: text('The condition key.', '条件键。'),
  ConditionValues: listOf('string', 'What the request had for it.', '请求中该条件键的值。'),
};
const policyFields = {
  Effect: text('`Allow` or `Deny`.', '效果：`Allow` 或 `Deny`。'),
  PolicyIdentifier: text('The name of the policy.', '权限策略名称。'),
  PolicyType: text('`System` or `Custom`, or `Session` and `Trust`.', '权限策略类型：`System`、`Custom`，以及 `Session`、`Trust`。'),
  PolicyVersion: text('The version of the policy, where it is known.', '权限策略版本。'),
  AttachedEntityType: text('Who has the policy, where it is known.', '绑定该权限策略的身份类型。'),
  AttachedScope: text('For what it counts, where it is known.', '授权范围。'),
};

/** Inferred: the row. NotSupport of the public table is about Resource Directory, which is not here. */
export default action({
  product: 'Ram',
  name: 'DecodeDiagnosticMessage',
  summary: {
    en: 'Tells why policies did not allow a request of this account, from the encoded message of the reply that refused it.',
    zh: '解码本账号的请求因无权限被拒绝时返回的诊断信息。',
  },
  mode: 'read',
  params: {
    EncodedDiagnosticMessage: stringParam('The EncodedDiagnosticMessage of the reply.', '响应中的 EncodedDiagnosticMessage。', {
      required: true,
      example: 'AQEAAAAAZBgxr0U1MjA1NTM1LUM4BBktMzE5RS1CODgxLUU1QTI0RDNFQTM1',
    }),
  },
  returns: {
    ...requestIdField,
    DecodedDiagnosticMessage: object(
      {
        ExplicitDeny: flag('Whether a statement denied it; else nothing allowed it.', '是否为显式拒绝。'),
        NoPermissionPolicyType: text(
          '`AccountLevelIdentityBasedPolicy`, `SessionPolicy` or `AssumeRolePolicy`.',
          '导致无权限的策略类型：`AccountLevelIdentityBasedPolicy`、`SessionPolicy` 或 `AssumeRolePolicy`。',
        ),
        AuthAction: text('The action.', '用于鉴权的操作。'),
        AuthResource: text('The resource.', '用于鉴权的资源。'),
        AuthPrincipal: object(principalFields, 'Who signed.', '用于鉴权的身份。'),
        AuthConditions: listOf(conditionFields, 'The condition keys of the request.', '请求中的条件键。'),
        MatchedPolicies: listOf(policyFields, 'The policies that denied it.', '匹配的权限策略。'),
      },
      'Why it was refused.',
      '解码后的诊断信息。',
    ),
  },
  errors: {
    'InvalidParameter.EncodedDiagnosticMessage': inferred(
      400,
      'The parameter - "EncodedDiagnosticMessage" is incorrect.',
      'The message is none that this server gave to a caller of this account.',
      '该诊断信息不是本服务返回给本账号调用者的。',
      'EncodedDiagnosticMessage=x',
    ),
  },
  ram: ramRow('ram:DecodeDiagnosticMessage', 'get', [required('All Resources', '*')]),
  example: {
    request: { EncodedDiagnosticMessage: 'AQEAAAAAZBgxr0U1MjA1NTM1LUM4BBktMzE5RS1CODgxLUU1QTI0RDNFQTM1' },
    reply: {
      RequestId: 'D2331703-AADF-5564-BA9B-26CD51A33BA0',
      DecodedDiagnosticMessage: {
        ExplicitDeny: true,
        NoPermissionPolicyType: 'AccountLevelIdentityBasedPolicy',
        AuthAction: 'ecs:CreateSecurityGroup',
        AuthResource: 'acs:ecs:cn-hangzhou:1234567890123456:securitygroup/*',
        AuthPrincipal: {
          AuthPrincipalType: 'SubUser',
          AuthPrincipalOwnerId: '1234567890123456',
          AuthPrincipalDisplayName: '222748924538000001',
        },
        AuthConditions: [{ ConditionKey: 'acs:SourceIp', ConditionValues: ['127.0.0.1'] }],
        MatchedPolicies: [{ Effect: 'Deny', PolicyIdentifier: 'NoGroups', PolicyType: 'Custom' }],
      },
    },
  },
  // biome-ignore lint/correctness/useYield: what it says is in the message
  *handle(p, ctx) {
    const text = ctx.diagnosisOf(p.EncodedDiagnosticMessage);
    const diagnosis = text === undefined ? undefined : (JSON.parse(text) as Diagnosis);
    if (diagnosis?.AuthPrincipal.AuthPrincipalOwnerId !== ctx.account) return ctx.fail('InvalidParameter.EncodedDiagnosticMessage');
    return { reply: { DecodedDiagnosticMessage: diagnosis }, effects: [] };
  },
});

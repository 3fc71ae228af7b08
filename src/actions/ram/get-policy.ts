import { action } from '#actions/action.ts';
import { object } from '#actions/fields.ts';
import { findPolicy, holdersOf, versionsOf } from '#actions/ram/policies/find-policy.ts';
import {
  countField,
  createdField,
  createdOf,
  dateSample,
  documentSample,
  policyFields,
  policyOf,
  policySample,
  updatedField,
  updatedOf,
  versionFields,
  versionOf,
  versionSample,
} from '#actions/ram/policies/policy-view.ts';
import { policyName, policyType } from '#actions/ram/texts/ram-params.ts';
import { noPolicy, wrongPolicyType } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

const fields = { ...policyFields, ...createdField, ...updatedField, ...countField, PolicyDocument: versionFields.PolicyDocument };

export default action({
  product: 'Ram',
  name: 'GetPolicy',
  summary: { en: 'Shows a policy and the version of it that counts.', zh: '查询权限策略及其默认版本的信息。' },
  mode: 'read',
  params: { PolicyName: policyName, PolicyType: policyType },
  returns: {
    ...requestIdField,
    Policy: object(fields, 'The policy.', '权限策略信息。'),
    DefaultPolicyVersion: object(versionFields, 'The version that counts.', '默认版本的信息。'),
  },
  errors: { ...wrongPolicyType, ...textRows('PolicyName'), ...noPolicy },
  ram: ramRow('ram:GetPolicy', 'get', [required('Policy', 'acs:ram:*:{account}:policy/{PolicyName}')]),
  example: {
    request: { PolicyName: 'OSS-Administrator', PolicyType: 'Custom' },
    reply: {
      RequestId: '697852FB-50D7-44D9-9774-530C31EAC572',
      Policy: { ...policySample, CreateDate: dateSample, UpdateDate: dateSample, AttachmentCount: 0, PolicyDocument: documentSample },
      DefaultPolicyVersion: versionSample,
    },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'PolicyName');
    const policy = yield* findPolicy(ctx, p, 'look');
    const version = (yield* versionsOf(ctx.account, policy)).find((row) => row.version === policy.defaultVersion)!;
    const AttachmentCount = (yield* holdersOf(ctx.account, policy)).length;
    const shown = { ...policyOf(policy), ...createdOf(policy), ...updatedOf(policy), AttachmentCount, PolicyDocument: version.document };
    return { reply: { Policy: shown, DefaultPolicyVersion: versionOf(version, policy.defaultVersion) }, effects: [] };
  },
});

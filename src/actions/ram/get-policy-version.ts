import { action } from '#actions/action.ts';
import { object } from '#actions/fields.ts';
import { findPolicy, versionsOf } from '#actions/ram/policies/find-policy.ts';
import { versionFields, versionOf, versionSample } from '#actions/ram/policies/policy-view.ts';
import { policyName, policyType, versionId } from '#actions/ram/texts/ram-params.ts';
import { noPolicy, noVersion, wrongPolicyType } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'GetPolicyVersion',
  summary: { en: 'Shows one version of a policy.', zh: '查询权限策略指定版本的信息。' },
  mode: 'read',
  params: { PolicyName: policyName, PolicyType: policyType, VersionId: versionId },
  returns: { ...requestIdField, PolicyVersion: object(versionFields, 'The version.', '权限策略版本信息。') },
  errors: { ...wrongPolicyType, ...textRows('PolicyName', 'VersionId'), ...noPolicy, ...noVersion },
  ram: ramRow('ram:GetPolicyVersion', 'get', [required('Policy', 'acs:ram:*:{account}:policy/{PolicyName}')]),
  example: {
    request: { PolicyName: 'OSS-Administrator', PolicyType: 'Custom', VersionId: 'v1' },
    reply: { RequestId: 'B8A4E7D2-6CFF-471D-84DF-195A7A241ECB', PolicyVersion: versionSample },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'PolicyName', 'VersionId');
    const policy = yield* findPolicy(ctx, p, 'look');
    const version = (yield* versionsOf(ctx.account, policy)).find((row) => row.version === p.VersionId);
    if (!version) return ctx.fail('EntityNotExist.Policy.Version');
    return { reply: { PolicyVersion: versionOf(version, policy.defaultVersion) }, effects: [] };
  },
});

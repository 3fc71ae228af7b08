import { action } from '#actions/action.ts';
import { wrapped } from '#actions/fields.ts';
import { findPolicy, versionsOf } from '#actions/ram/policies/find-policy.ts';
import { versionFields, versionOf, versionSample } from '#actions/ram/policies/policy-view.ts';
import { policyName, policyType } from '#actions/ram/texts/ram-params.ts';
import { noPolicy, wrongPolicyType } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'ListPolicyVersions',
  summary: { en: 'Lists the versions of a policy, oldest first.', zh: '查询权限策略的版本列表，按创建顺序返回。' },
  mode: 'read',
  params: { PolicyName: policyName, PolicyType: policyType },
  returns: { ...requestIdField, PolicyVersions: wrapped('PolicyVersion', versionFields, 'The versions.', '权限策略版本列表。') },
  errors: { ...wrongPolicyType, ...textRows('PolicyName'), ...noPolicy },
  ram: ramRow('ram:ListPolicyVersions', 'list', [required('Policy', 'acs:ram:*:{account}:policy/{PolicyName}')]),
  example: {
    request: { PolicyName: 'OSS-Administrator', PolicyType: 'Custom' },
    reply: { RequestId: 'B8A4E7D2-6CFF-471D-84DF-195A7A241ECB', PolicyVersions: { PolicyVersion: [versionSample] } },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'PolicyName');
    const policy = yield* findPolicy(ctx, p, 'look');
    const versions = yield* versionsOf(ctx.account, policy);
    return { reply: { PolicyVersions: { PolicyVersion: versions.map((row) => versionOf(row, policy.defaultVersion)) } }, effects: [] };
  },
});

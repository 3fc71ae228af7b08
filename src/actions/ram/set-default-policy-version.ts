import { action } from '#actions/action.ts';
import { findCustom } from '#actions/ram/policies/find-policy.ts';
import { findVersion } from '#actions/ram/policies/find-version.ts';
import { policyName, versionId } from '#actions/ram/texts/ram-params.ts';
import { noPolicy, noVersion } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'SetDefaultPolicyVersion',
  summary: {
    en: 'Makes a version of a custom policy the one that counts, for everybody who has the policy.',
    zh: '设置自定义权限策略的默认版本，对所有绑定该策略的身份生效。',
  },
  mode: 'change',
  params: { PolicyName: policyName, VersionId: versionId },
  returns: requestIdField,
  errors: { ...textRows('PolicyName', 'VersionId'), ...noPolicy, ...noVersion },
  ram: ramRow('ram:SetDefaultPolicyVersion', 'update', [required('Policy', 'acs:ram:*:{account}:policy/{PolicyName}')]),
  example: {
    request: { PolicyName: 'OSS-Administrator', VersionId: 'v1' },
    reply: { RequestId: '697852FB-50D7-44D9-9774-530C31EAC572' },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'PolicyName', 'VersionId');
    const { key, head } = yield* findCustom(ctx, p.PolicyName, 'change');
    const { version } = yield* findVersion(ctx, p.PolicyName, p.VersionId);
    return { reply: {}, effects: [{ put: key, head: { ...head, defaultVersion: version, updated: ctx.now } }] };
  },
});

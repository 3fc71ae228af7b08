import { action } from '#actions/action.ts';
import { documented } from '#actions/error-rows.ts';
import { findCustom } from '#actions/ram/policies/find-policy.ts';
import { findVersion } from '#actions/ram/policies/find-version.ts';
import { policyName, versionId } from '#actions/ram/texts/ram-params.ts';
import { noPolicy, noVersion } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { versionPart } from '#domain/ram-policies.ts';

export default action({
  product: 'Ram',
  name: 'DeletePolicyVersion',
  summary: { en: 'Deletes a version of a custom policy that is not its default.', zh: '删除自定义权限策略的非默认版本。' },
  mode: 'change',
  params: { PolicyName: policyName, VersionId: versionId },
  returns: requestIdField,
  errors: {
    ...textRows('PolicyName', 'VersionId'),
    ...noPolicy,
    ...noVersion,
    'DeleteConflict.Policy.Version.Default': documented(
      409,
      'The default policy version CAN NOT been deleted directly.',
      'The version is the default.',
      '该版本为默认版本。',
      'VersionId=v1',
    ),
  },
  ram: ramRow('ram:DeletePolicyVersion', 'delete', [required('Policy', 'acs:ram:*:{account}:policy/{PolicyName}')]),
  example: {
    request: { PolicyName: 'OSS-Administrator', VersionId: 'v3' },
    reply: { RequestId: '898FAB24-7509-43EE-A287-086FE4C44394' },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'PolicyName', 'VersionId');
    const { key, head } = yield* findCustom(ctx, p.PolicyName, 'change');
    const { version } = yield* findVersion(ctx, p.PolicyName, p.VersionId);
    if (version === head.defaultVersion) return ctx.fail('DeleteConflict.Policy.Version.Default');
    const effects = [
      { put: key, head: { ...head, updated: ctx.now } },
      { part: key, id: versionPart(version), row: null },
    ];
    return { reply: {}, effects };
  },
});

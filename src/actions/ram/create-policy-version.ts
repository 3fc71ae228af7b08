import { action } from '#actions/action.ts';
import { object } from '#actions/fields.ts';
import { booleanParam, enumParam } from '#actions/params.ts';
import { customPolicy, findCustom, versionsOf } from '#actions/ram/policies/find-policy.ts';
import { judgePolicy } from '#actions/ram/policies/judge-document.ts';
import { documentSample, versionFields, versionOf, versionSample } from '#actions/ram/policies/policy-view.ts';
import { policyDocument, policyName } from '#actions/ram/texts/ram-params.ts';
import { documentRows, incorrect, noPolicy, tooManyOf } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { mostVersions, nextVersion, versionPart } from '#domain/ram-policies.ts';
import type { Effect } from '#kit/deciding.ts';
import { mostCharacters } from '#ram/policy.ts';

const strategies = ['None', 'DeleteOldestNonDefaultVersionWhenLimitExceeded'] as const;

/** Inferred: InvalidParameter.RotateStrategy. */
export default action({
  product: 'Ram',
  name: 'CreatePolicyVersion',
  summary: {
    en: `Gives a custom policy a new version; it has ${mostVersions} at most. Only the default version counts.`,
    zh: `为自定义权限策略新建版本，最多保留 ${mostVersions} 个版本。仅默认版本生效。`,
  },
  mode: 'change',
  params: {
    PolicyName: policyName,
    PolicyDocument: policyDocument,
    SetAsDefault: booleanParam('Makes the new version the default.', '是否将新版本设为默认版本。', { example: 'true' }),
    RotateStrategy: enumParam(
      strategies,
      'What makes room where there is none: nothing, or the oldest version that is not the default goes.',
      '版本数量达到上限时的处理方式：不处理，或删除最早的非默认版本。',
      { wrong: 'InvalidParameter.RotateStrategy', example: 'None' },
    ),
  },
  returns: { ...requestIdField, PolicyVersion: object(versionFields, 'The version.', '权限策略版本信息。') },
  errors: {
    'InvalidParameter.RotateStrategy': incorrect('RotateStrategy', strategies),
    ...textRows('PolicyName'),
    ...documentRows('PolicyDocument', mostCharacters.custom),
    ...noPolicy,
    'LimitExceeded.Policy.Version': tooManyOf(
      'count of policy version',
      `The policy has ${mostVersions} versions, and RotateStrategy takes none away`,
      `该权限策略已有 ${mostVersions} 个版本，且 RotateStrategy 不删除旧版本`,
    ),
  },
  ram: ramRow('ram:CreatePolicyVersion', 'create', [required('Policy', 'acs:ram:*:{account}:policy/{PolicyName}')]),
  example: {
    request: { PolicyName: 'OSS-Administrator', PolicyDocument: documentSample, SetAsDefault: 'true' },
    reply: { RequestId: '62C6BFB5-E7BD-4D32-A0BD-8A1A6D8A5E6C', PolicyVersion: { ...versionSample, VersionId: 'v2' } },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'PolicyName');
    judgePolicy(ctx, p.PolicyDocument);
    const found = yield* findCustom(ctx, p.PolicyName, 'change');
    const rotates = p.RotateStrategy === 'DeleteOldestNonDefaultVersionWhenLimitExceeded';
    const asked = { document: p.PolicyDocument, isDefault: p.SetAsDefault ?? false, rotates };
    const next = nextVersion(found.head, yield* versionsOf(ctx.account, customPolicy(found)), asked, ctx.now);
    if (!next) return ctx.fail('LimitExceeded.Policy.Version');

    const { head, row, drops } = next;
    const effects: Effect[] = [
      { put: found.key, head },
      { part: found.key, id: versionPart(row.version), row },
    ];
    if (drops !== undefined) effects.push({ part: found.key, id: versionPart(drops), row: null });
    return { reply: { PolicyVersion: versionOf(row, head.defaultVersion) }, effects };
  },
});

import { action } from '#actions/action.ts';
import { inferred } from '#actions/error-rows.ts';
import { object } from '#actions/fields.ts';
import { stringParam } from '#actions/params.ts';
import { judgeCount } from '#actions/ram/count.ts';
import { customPolicy } from '#actions/ram/policies/find-policy.ts';
import { judgePolicy } from '#actions/ram/policies/judge-document.ts';
import {
  createdField,
  createdOf,
  dateSample,
  documentSample,
  policyFields,
  policyOf,
  policySample,
} from '#actions/ram/policies/policy-view.ts';
import { ramTagsOf } from '#actions/ram/tags/ram-tags.ts';
import { policyDocument, policyName, ramTags } from '#actions/ram/texts/ram-params.ts';
import { documentRows, ramTagRows, tooManyOf } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { root } from '#domain/finding.ts';
import { policyKey } from '#domain/ram-keys.ts';
import { newPolicy, versionPart } from '#domain/ram-policies.ts';
import { mostCharacters } from '#ram/policy.ts';

/** Inferred: the rows about tags, and the message of EntityAlreadyExists.Policy, where the reference repeats that of groups. */
export default action({
  product: 'Ram',
  name: 'CreatePolicy',
  summary: { en: 'Creates a custom policy with its first version, v1.', zh: '创建自定义权限策略及其第一个版本 v1。' },
  mode: 'change',
  params: {
    PolicyName: policyName,
    PolicyDocument: policyDocument,
    Description: stringParam('The description: at most 1,024 characters.', '权限策略描述，最多 1024 个字符。', {
      example: 'OSS administrator',
    }),
    Tag: ramTags,
  },
  returns: { ...requestIdField, Policy: object({ ...policyFields, ...createdField }, 'The policy.', '权限策略信息。') },
  errors: {
    ...textRows('PolicyName', 'Description'),
    ...documentRows('PolicyDocument', mostCharacters.custom),
    ...ramTagRows,
    'EntityAlreadyExists.Policy': inferred(
      409,
      'The policy does already EXIST.',
      'The account has a custom policy of this name.',
      '该账号已有同名的自定义权限策略。',
      { en: 'The same request twice.', zh: '重复发送同一请求。' },
    ),
    'LimitExceeded.Policy': tooManyOf(
      'count of policy',
      'The account has as many custom policies as its quota allows',
      '账号的自定义权限策略数量已达配额',
    ),
  },
  ram: ramRow('ram:CreatePolicy', 'create', [required('Policy', 'acs:ram:*:{account}:policy/*')]),
  example: {
    request: { PolicyName: 'OSS-Administrator', PolicyDocument: documentSample, Description: 'OSS administrator' },
    reply: { RequestId: '9B34724D-54B0-4A51-B34D-4512372FE1BE', Policy: { ...policySample, CreateDate: dateSample } },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'PolicyName', 'Description');
    judgePolicy(ctx, p.PolicyDocument);
    const tags = ramTagsOf(ctx, p.Tag);
    const key = policyKey(ctx.account, p.PolicyName);
    if (yield* root(key, 'change')) return ctx.fail('EntityAlreadyExists.Policy');
    yield* judgeCount(ctx, 'ramPolicy', 'customPoliciesPerAccount', 'LimitExceeded.Policy');

    const { head, row } = newPolicy({ description: p.Description ?? '', document: p.PolicyDocument, tags }, ctx.now);
    const policy = customPolicy({ key, version: 0, head });
    const effects = [
      { put: key, head },
      { part: key, id: versionPart(row.version), row },
    ];
    return { reply: { Policy: { ...policyOf(policy), ...createdOf(policy) } }, effects };
  },
});

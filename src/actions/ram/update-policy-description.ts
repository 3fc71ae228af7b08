import { action } from '#actions/action.ts';
import { object } from '#actions/fields.ts';
import { stringParam } from '#actions/params.ts';
import { customPolicy, findCustom } from '#actions/ram/policies/find-policy.ts';
import {
  createdField,
  createdOf,
  dateSample,
  policyFields,
  policyOf,
  policySample,
  updatedField,
  updatedOf,
} from '#actions/ram/policies/policy-view.ts';
import { emptiedByEmpty, policyName } from '#actions/ram/texts/ram-params.ts';
import { noPolicy } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

/** Inferred: InvalidParameter.NewDescription.Length. */
export default action({
  product: 'Ram',
  name: 'UpdatePolicyDescription',
  summary: { en: 'Changes the description of a custom policy.', zh: '修改自定义权限策略的描述。' },
  mode: 'change',
  params: {
    PolicyName: policyName,
    NewDescription: emptiedByEmpty(
      stringParam('The new description: at most 1,024 characters.', '新的权限策略描述，最多 1024 个字符。', {
        required: true,
        example: 'OSS administrator',
      }),
    ),
  },
  returns: {
    ...requestIdField,
    Policy: object({ ...policyFields, ...createdField, ...updatedField }, 'The policy.', '权限策略信息。'),
  },
  errors: { ...textRows('PolicyName', 'NewDescription'), ...noPolicy },
  ram: ramRow('ram:UpdatePolicyDescription', 'update', [required('Policy', 'acs:ram:*:{account}:policy/{PolicyName}')]),
  example: {
    request: { PolicyName: 'OSS-Administrator', NewDescription: 'OSS administrator' },
    reply: {
      RequestId: '897DB54C-5F4D-4A51-B4DB-7E1C5B2C9E2F',
      Policy: { ...policySample, CreateDate: dateSample, UpdateDate: dateSample },
    },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'PolicyName', 'NewDescription');
    const found = yield* findCustom(ctx, p.PolicyName, 'change');
    const head = { ...found.head, description: p.NewDescription, updated: ctx.now };
    const policy = customPolicy({ ...found, head });
    return {
      reply: { Policy: { ...policyOf(policy), ...createdOf(policy), ...updatedOf(policy) } },
      effects: [{ put: found.key, head }],
    };
  },
});

import { action } from '#actions/action.ts';
import { documented, inferred } from '#actions/error-rows.ts';
import { customPolicy, findCustom, holdersOf, versionsOf } from '#actions/ram/policies/find-policy.ts';
import { cascadingDelete, policyName } from '#actions/ram/texts/ram-params.ts';
import { noPolicy } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

const attached = (what: string, zh: string, action: string) =>
  [
    `A ${what} has the policy.`,
    `该权限策略仍绑定在${zh}上。`,
    { en: `A policy that ${action} attached.`, zh: `该权限策略已通过 ${action} 绑定。` },
  ] as const;

/** Inferred: DeleteConflict.Policy.Role, which the page of error messages has left out. A policy of the system is none of the account's: 404. */
export default action({
  product: 'Ram',
  name: 'DeletePolicy',
  summary: {
    en: 'Deletes a custom policy that nobody has attached and that has one version left.',
    zh: '删除自定义权限策略。删除前，该策略须未被绑定，且只剩默认版本。',
  },
  mode: 'change',
  params: { PolicyName: policyName, CascadingDelete: cascadingDelete },
  returns: requestIdField,
  errors: {
    ...textRows('PolicyName'),
    ...noPolicy,
    'DeleteConflict.Policy.User': documented(
      409,
      'The policy CAN NOT been attached to any user while deleting the policy.',
      ...attached('RAM user', ' RAM 用户', 'AttachPolicyToUser'),
    ),
    'DeleteConflict.Policy.Group': documented(
      409,
      'The policy CAN NOT been attached to any group while deleting the policy.',
      ...attached('user group', '用户组', 'AttachPolicyToGroup'),
    ),
    'DeleteConflict.Policy.Role': inferred(
      409,
      'The policy CAN NOT been attached to any role while deleting the policy.',
      ...attached('RAM role', ' RAM 角色', 'AttachPolicyToRole'),
    ),
    'DeleteConflict.Policy.Version': documented(
      409,
      'The policy CAN NOT has any version except the default version.',
      'The policy has other versions beside its default, and CascadingDelete is not set.',
      '该权限策略还有默认版本以外的版本，且未设置 CascadingDelete。',
      { en: 'A policy with two versions.', zh: '该权限策略有两个版本。' },
    ),
  },
  ram: ramRow('ram:DeletePolicy', 'delete', [required('Policy', 'acs:ram:*:{account}:policy/{PolicyName}')]),
  example: { request: { PolicyName: 'OSS-Administrator' }, reply: { RequestId: '898FAB24-7509-43EE-A287-086FE4C44394' } },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'PolicyName');
    const found = yield* findCustom(ctx, p.PolicyName, 'change');
    const policy = customPolicy(found);
    const kinds = new Set((yield* holdersOf(ctx.account, policy)).map(({ kind }) => kind));
    if (kinds.has('ramUser')) return ctx.fail('DeleteConflict.Policy.User');
    if (kinds.has('ramGroup')) return ctx.fail('DeleteConflict.Policy.Group');
    if (kinds.has('ramRole')) return ctx.fail('DeleteConflict.Policy.Role');
    const hasMore = (yield* versionsOf(ctx.account, policy)).length > 1;
    if (hasMore && !p.CascadingDelete) return ctx.fail('DeleteConflict.Policy.Version');
    return { reply: {}, effects: [{ drop: found.key }] };
  },
});

import { action } from '#actions/action.ts';
import { documented } from '#actions/error-rows.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { roleName } from '#actions/ram/texts/ram-params.ts';
import { noRole } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { all } from '#domain/finding.ts';
import { nameEffects } from '#domain/ram-keys.ts';

export default action({
  product: 'Ram',
  name: 'DeleteRole',
  summary: {
    en: 'Deletes a RAM role that has no policies. Its sessions may do nothing from then on.',
    zh: '删除 RAM 角色。删除前，角色须没有权限策略。删除后，该角色的会话不再有任何权限。',
  },
  mode: 'change',
  params: { RoleName: roleName },
  returns: requestIdField,
  errors: {
    ...textRows('RoleName'),
    ...noRole,
    'DeleteConflict.Role.Policy': documented(
      409,
      'The role CAN NOT has any attached policy while deleting the role.',
      'The role has a policy.',
      '该角色仍绑定了权限策略。',
      { en: 'A role to which AttachPolicyToRole gave a policy.', zh: '已通过 AttachPolicyToRole 为该角色绑定权限策略。' },
    ),
  },
  ram: ramRow('ram:DeleteRole', 'delete', [required('Role', 'acs:ram:*:{account}:role/{RoleName}')]),
  example: { request: { RoleName: 'ECSAdmin' }, reply: { RequestId: '898FAB24-7509-43EE-A287-086FE4C44394' } },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'RoleName');
    const { key, head } = yield* findIdentity(ctx, 'role', p.RoleName, 'change');
    if ((yield* all(key)).size > 0) return ctx.fail('DeleteConflict.Role.Policy');
    return { reply: {}, effects: [{ drop: key }, ...nameEffects(ctx.account, 'role', key.id, head.name, '')] };
  },
});

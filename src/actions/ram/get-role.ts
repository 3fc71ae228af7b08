import { action } from '#actions/action.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { roleField, roleOf, roleSample } from '#actions/ram/roles/role-view.ts';
import { roleName } from '#actions/ram/texts/ram-params.ts';
import { noRole } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'GetRole',
  summary: { en: 'Shows a RAM role with its trust policy.', zh: '查询 RAM 角色的信息及信任策略。' },
  mode: 'read',
  params: { RoleName: roleName },
  returns: { ...requestIdField, Role: roleField },
  errors: { ...textRows('RoleName'), ...noRole },
  ram: ramRow('ram:GetRole', 'get', [required('Role', 'acs:ram:*:{account}:role/{RoleName}')]),
  example: {
    request: { RoleName: 'ECSAdmin' },
    reply: { RequestId: '2D69A58F-345C-4FDE-88E4-BF5189484043', Role: roleSample },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'RoleName');
    const role = yield* findIdentity(ctx, 'role', p.RoleName, 'look');
    return { reply: { Role: roleOf(role) }, effects: [] };
  },
});

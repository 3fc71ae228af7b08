import { action } from '#actions/action.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { attachedField, attachedSample, attachedTo } from '#actions/ram/policies/attached.ts';
import { roleName } from '#actions/ram/texts/ram-params.ts';
import { noRole } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'ListPoliciesForRole',
  summary: { en: 'Lists the policies that are attached to a RAM role itself.', zh: '查询直接绑定在 RAM 角色上的权限策略列表。' },
  mode: 'read',
  params: { RoleName: roleName },
  returns: { ...requestIdField, Policies: attachedField },
  errors: { ...textRows('RoleName'), ...noRole },
  ram: ramRow('ram:ListPoliciesForRole', 'list', [required('Role', 'acs:ram:*:{account}:role/{RoleName}')]),
  example: {
    request: { RoleName: 'ECSAdmin' },
    reply: { RequestId: '697852FB-50D7-44D9-9774-530C31EAC572', Policies: { Policy: [attachedSample] } },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'RoleName');
    const role = yield* findIdentity(ctx, 'role', p.RoleName, 'look');
    return { reply: { Policies: { Policy: yield* attachedTo(ctx, role) } }, effects: [] };
  },
});

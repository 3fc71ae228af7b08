import { action } from '#actions/action.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { attachedField, attachedSample, attachedTo } from '#actions/ram/policies/attached.ts';
import { groupName } from '#actions/ram/texts/ram-params.ts';
import { noGroup } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'ListPoliciesForGroup',
  summary: { en: 'Lists the policies that are attached to a user group itself.', zh: '查询直接绑定在用户组上的权限策略列表。' },
  mode: 'read',
  params: { GroupName: groupName },
  returns: { ...requestIdField, Policies: attachedField },
  errors: { ...textRows('GroupName'), ...noGroup },
  ram: ramRow('ram:ListPoliciesForGroup', 'list', [required('Group', 'acs:ram:*:{account}:group/{GroupName}')]),
  example: {
    request: { GroupName: 'Dev-Team' },
    reply: { RequestId: '697852FB-50D7-44D9-9774-530C31EAC572', Policies: { Policy: [attachedSample] } },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'GroupName');
    const group = yield* findIdentity(ctx, 'group', p.GroupName, 'look');
    return { reply: { Policies: { Policy: yield* attachedTo(ctx, group) } }, effects: [] };
  },
});

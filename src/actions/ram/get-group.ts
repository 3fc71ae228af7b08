import { action } from '#actions/action.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { groupField, groupOf, groupSample } from '#actions/ram/groups/group-view.ts';
import { groupName } from '#actions/ram/texts/ram-params.ts';
import { noGroup } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'GetGroup',
  summary: { en: 'Shows a user group.', zh: '查询用户组的信息。' },
  mode: 'read',
  params: { GroupName: groupName },
  returns: { ...requestIdField, Group: groupField },
  errors: { ...textRows('GroupName'), ...noGroup },
  ram: ramRow('ram:GetGroup', 'get', [required('Group', 'acs:ram:*:{account}:group/{GroupName}')]),
  example: {
    request: { GroupName: 'Dev-Team' },
    reply: { RequestId: '2D69A58F-345C-4FDE-88E4-BF5189484043', Group: groupSample },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'GroupName');
    const group = yield* findIdentity(ctx, 'group', p.GroupName, 'look');
    return { reply: { Group: groupOf(group) }, effects: [] };
  },
});

import { action } from '#actions/action.ts';
import { stringParam } from '#actions/params.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { groupField, groupOf, groupSample } from '#actions/ram/groups/group-view.ts';
import { emptiedByEmpty, groupName } from '#actions/ram/texts/ram-params.ts';
import { groupTaken, noGroup } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import type { RamGroupHead } from '#domain/ram-heads.ts';
import { isTaken, nameEffects } from '#domain/ram-keys.ts';

export default action({
  product: 'Ram',
  name: 'UpdateGroup',
  summary: {
    en: 'Changes a user group; what is not sent stays. Members and policies stay with a group that is renamed.',
    zh: '修改用户组的信息，未传入的参数保持不变。重命名后，成员和权限策略保持不变。',
  },
  mode: 'change',
  params: {
    GroupName: groupName,
    NewGroupName: stringParam('The new name.', '新的用户组名称。', { example: 'NewDev-Team' }),
    NewComments: emptiedByEmpty(
      stringParam('The new description: at most 128 characters.', '新的备注，最多 128 个字符。', { example: 'Developers' }),
    ),
  },
  returns: { ...requestIdField, Group: groupField },
  errors: { ...textRows('GroupName', 'NewGroupName', 'NewComments'), ...noGroup, ...groupTaken },
  ram: ramRow('ram:UpdateGroup', 'update', [required('Group', 'acs:ram:*:{account}:group/{GroupName}')]),
  example: {
    request: { GroupName: 'Dev-Team', NewComments: 'Developers' },
    reply: { RequestId: '2D69A58F-345C-4FDE-88E4-BF5189484043', Group: groupSample },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'GroupName', 'NewGroupName', 'NewComments');
    const group = yield* findIdentity(ctx, 'group', p.GroupName, 'change');
    const before = group.head.name;
    const name = p.NewGroupName ?? before;
    const isRenamed = name.toLowerCase() !== before.toLowerCase();
    if (isRenamed && (yield* isTaken(ctx.account, 'group', name))) return ctx.fail('EntityAlreadyExists.Group');

    const head: RamGroupHead = { ...group.head, name, comments: p.NewComments ?? group.head.comments, updated: ctx.now };
    const effects = [{ put: group.key, head }, ...nameEffects(ctx.account, 'group', group.key.id, before, name)];
    return { reply: { Group: groupOf({ ...group, head }) }, effects };
  },
});

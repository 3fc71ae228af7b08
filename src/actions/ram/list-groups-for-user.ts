import { action } from '#actions/action.ts';
import { text, wrapped } from '#actions/fields.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { groupFields } from '#actions/ram/groups/group-view.ts';
import { userName } from '#actions/ram/texts/ram-params.ts';
import { noUser } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { wireTime } from '#actions/wire-time.ts';
import { all, root } from '#domain/finding.ts';
import { identityKey } from '#domain/ram-keys.ts';

const { GroupId, GroupName, Comments } = groupFields;
const joinedFields = { GroupId, GroupName, Comments, JoinDate: text('When the user joined, UTC.', '加入时间（UTC）。') };

export default action({
  product: 'Ram',
  name: 'ListGroupsForUser',
  summary: { en: 'Lists the user groups that a RAM user is in.', zh: '查询 RAM 用户加入的用户组列表。' },
  mode: 'read',
  params: { UserName: userName },
  returns: { ...requestIdField, Groups: wrapped('Group', joinedFields, 'The groups.', '用户组列表。') },
  errors: { ...textRows('UserName'), ...noUser },
  ram: ramRow('ram:ListGroupsForUser', 'list', [required('User', 'acs:ram:*:{account}:user/{UserName}')]),
  example: {
    request: { UserName: 'alice' },
    reply: {
      RequestId: '4B450CA1-36E8-4AA2-8461-86B42BF4CC4E',
      Groups: {
        Group: [{ GroupId: '222748924538000002', GroupName: 'Dev-Team', Comments: 'Developers', JoinDate: '2026-11-24T08:30:15Z' }],
      },
    },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'UserName');
    const user = yield* findIdentity(ctx, 'user', p.UserName, 'look');
    const Group: unknown[] = [];
    for (const [, row] of (yield* all(user.key)).entries()) {
      if (!('group' in row)) continue;
      const group = yield* root(identityKey(ctx.account, 'group', row.group));
      if (group)
        Group.push({ GroupId: group.key.id, GroupName: group.head.name, Comments: group.head.comments, JoinDate: wireTime(row.joined) });
    }
    return { reply: { Groups: { Group } }, effects: [] };
  },
});

import { action } from '#actions/action.ts';
import { text, wrapped } from '#actions/fields.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { cutPage, markerFields, markerParams, markerRows } from '#actions/ram/marker-pages.ts';
import { groupName } from '#actions/ram/texts/ram-params.ts';
import { noGroup } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { userFields } from '#actions/ram/users/user-view.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { wireTime } from '#actions/wire-time.ts';
import { refs, root, some } from '#domain/finding.ts';
import { holdingIdOf } from '#domain/kinds.ts';
import { identityKey } from '#domain/ram-keys.ts';

const { UserName, DisplayName } = userFields;
const memberFields = { UserName, DisplayName, JoinDate: text('When the user joined, UTC.', '加入时间（UTC）。') };

/** Inferred: the rows about paging. */
export default action({
  product: 'Ram',
  name: 'ListUsersForGroup',
  summary: {
    en: 'Lists the members of a user group, in order of creation of the users.',
    zh: '查询用户组的成员列表，按用户的创建顺序返回。',
  },
  mode: 'read',
  params: { GroupName: groupName, ...markerParams },
  returns: { ...requestIdField, ...markerFields, Users: wrapped('User', memberFields, 'The members.', '成员列表。') },
  errors: { ...textRows('GroupName'), ...noGroup, ...markerRows },
  ram: ramRow('ram:ListUsersForGroup', 'list', [required('Group', 'acs:ram:*:{account}:group/{GroupName}')]),
  example: {
    request: { GroupName: 'Dev-Team' },
    reply: {
      RequestId: '4B450CA1-36E8-4AA2-8461-86B42BF4CC4E',
      IsTruncated: false,
      Users: { User: [{ UserName: 'alice', DisplayName: 'Alice', JoinDate: '2026-11-24T08:30:15Z' }] },
    },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'GroupName');
    const group = yield* findIdentity(ctx, 'group', p.GroupName, 'look');
    const members = yield* refs(group.key, Number.MAX_SAFE_INTEGER);
    const { rows, paging } = cutPage(ctx, members, ({ id }) => id, p);
    const User: unknown[] = [];
    for (const { id } of rows) {
      const key = identityKey(ctx.account, 'user', id);
      const user = yield* root(key);
      const [row] = yield* some(key, [holdingIdOf({ group: group.key.id })]);
      if (user && row && 'joined' in row)
        User.push({ UserName: user.head.name, DisplayName: user.head.displayName, JoinDate: wireTime(row.joined) });
    }
    return { reply: { ...paging, Users: { User } }, effects: [] };
  },
});

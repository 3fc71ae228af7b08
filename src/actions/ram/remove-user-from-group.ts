import { action } from '#actions/action.ts';
import { documented } from '#actions/error-rows.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { groupName, userName } from '#actions/ram/texts/ram-params.ts';
import { noGroup, noUser } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { some } from '#domain/finding.ts';
import { holdingIdOf } from '#domain/kinds.ts';

export default action({
  product: 'Ram',
  name: 'RemoveUserFromGroup',
  summary: { en: 'Takes a RAM user out of a user group.', zh: '将 RAM 用户移出用户组。' },
  mode: 'change',
  params: { UserName: userName, GroupName: groupName },
  returns: requestIdField,
  errors: {
    ...textRows('UserName', 'GroupName'),
    ...noUser,
    ...noGroup,
    'EntityNotExist.User.Group': documented(
      404,
      'The user has not joined the group.',
      'The user is not in the group.',
      '该用户不在此用户组中。',
      {
        en: 'A user that is in no group.',
        zh: '传入未加入任何用户组的用户。',
      },
    ),
  },
  ram: ramRow('ram:RemoveUserFromGroup', 'delete', [
    required('User', 'acs:ram:*:{account}:user/{UserName}'),
    required('Group', 'acs:ram:*:{account}:group/{GroupName}'),
  ]),
  example: { request: { UserName: 'alice', GroupName: 'Dev-Team' }, reply: { RequestId: '4B450CA1-36E8-4AA2-8461-86B42BF4CC4E' } },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'UserName', 'GroupName');
    const user = yield* findIdentity(ctx, 'user', p.UserName, 'change');
    const group = yield* findIdentity(ctx, 'group', p.GroupName, 'look');
    const id = holdingIdOf({ group: group.key.id });
    const [held] = yield* some(user.key, [id]);
    if (!held) return ctx.fail('EntityNotExist.User.Group');
    return { reply: {}, effects: [{ part: user.key, id, row: null }] };
  },
});

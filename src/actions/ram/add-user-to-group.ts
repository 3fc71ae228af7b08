import { action } from '#actions/action.ts';
import { documented } from '#actions/error-rows.ts';
import { limitFor } from '#actions/ram/count.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { groupName, userName } from '#actions/ram/texts/ram-params.ts';
import { noGroup, noUser, tooManyOf } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { all } from '#domain/finding.ts';
import { holdingIdOf } from '#domain/kinds.ts';

export default action({
  product: 'Ram',
  name: 'AddUserToGroup',
  summary: { en: 'Puts a RAM user into a user group.', zh: '将 RAM 用户加入用户组。' },
  mode: 'change',
  params: { UserName: userName, GroupName: groupName },
  returns: requestIdField,
  errors: {
    ...textRows('UserName', 'GroupName'),
    ...noUser,
    ...noGroup,
    'EntityAlreadyExists.User.Group': documented(
      409,
      'The user has already joined the group.',
      'The user is in the group already.',
      '该用户已在此用户组中。',
      { en: 'The same request twice.', zh: '重复发送同一请求。' },
    ),
    'LimitExceeded.User.Group': tooManyOf(
      'count of groups the target user joined',
      'The user is in as many groups as the quota allows',
      '该用户加入的用户组数量已达配额',
    ),
  },
  ram: ramRow('ram:AddUserToGroup', 'create', [
    required('User', 'acs:ram:*:{account}:user/{UserName}'),
    required('Group', 'acs:ram:*:{account}:group/{GroupName}'),
  ]),
  example: { request: { UserName: 'alice', GroupName: 'Dev-Team' }, reply: { RequestId: '4B450CA1-36E8-4AA2-8461-86B42BF4CC4E' } },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'UserName', 'GroupName');
    const user = yield* findIdentity(ctx, 'user', p.UserName, 'change');
    const { key: group } = yield* findIdentity(ctx, 'group', p.GroupName, 'keep');
    const held = yield* all(user.key);
    const id = holdingIdOf({ group: group.id });
    if (held.get(id)) return ctx.fail('EntityAlreadyExists.User.Group');
    const joined = [...held.entries()].filter(([, row]) => 'group' in row).length;
    if (joined >= (yield* limitFor(ctx.account, 'ramGroupsPerUser'))) return ctx.fail('LimitExceeded.User.Group');
    return { reply: {}, effects: [{ part: user.key, id, row: { group: group.id, joined: ctx.now } }] };
  },
});

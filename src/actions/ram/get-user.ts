import { action } from '#actions/action.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { userName } from '#actions/ram/texts/ram-params.ts';
import { noUser } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { userOf, userSample, userWithLoginField } from '#actions/ram/users/user-view.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'GetUser',
  summary: { en: 'Shows a RAM user.', zh: '查询 RAM 用户的信息。' },
  mode: 'read',
  params: { UserName: userName },
  returns: { ...requestIdField, User: userWithLoginField },
  errors: { ...textRows('UserName'), ...noUser },
  ram: ramRow('ram:GetUser', 'get', [required('User', 'acs:ram:*:{account}:user/{UserName}')]),
  example: {
    request: { UserName: 'alice' },
    reply: { RequestId: '2D69A58F-345C-4FDE-88E4-BF5189484043', User: { ...userSample, LastLoginDate: '' } },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'UserName');
    const user = yield* findIdentity(ctx, 'user', p.UserName, 'look');
    return { reply: { User: { ...userOf(user), LastLoginDate: '' } }, effects: [] };
  },
});

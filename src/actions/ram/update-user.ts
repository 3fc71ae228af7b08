import { action } from '#actions/action.ts';
import { stringParam } from '#actions/params.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { userName } from '#actions/ram/texts/ram-params.ts';
import { noUser, userTaken } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { newUserTexts } from '#actions/ram/users/user-params.ts';
import { userField, userOf, userSample } from '#actions/ram/users/user-view.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import type { RamUserHead } from '#domain/ram-heads.ts';
import { isTaken, nameEffects } from '#domain/ram-keys.ts';

/**
 * Inferred from Terraform's provider: an empty text empties. NewDisplayName.InvalidChars cannot happen: of today's reference, a display name may have any
 * characters
 */
export default action({
  product: 'Ram',
  name: 'UpdateUser',
  summary: {
    en: 'Changes a RAM user; what is not sent stays. Keys, groups and policies stay with a user that is renamed.',
    zh: '修改 RAM 用户的信息，未传入的参数保持不变。重命名后，访问密钥、用户组和权限策略保持不变。',
  },
  mode: 'change',
  params: {
    UserName: userName,
    NewUserName: stringParam('The new name.', '新的 RAM 用户名称。', { example: 'alice2' }),
    ...newUserTexts,
  },
  returns: { ...requestIdField, User: userField },
  errors: {
    ...textRows('UserName', 'NewUserName', 'NewDisplayName', 'NewMobilePhone', 'NewEmail', 'NewComments'),
    ...noUser,
    ...userTaken,
  },
  ram: ramRow('ram:UpdateUser', 'update', [required('User', 'acs:ram:*:{account}:user/{UserName}')]),
  example: {
    request: { UserName: 'alice', NewDisplayName: 'Alice' },
    reply: { RequestId: '2D69A58F-345C-4FDE-88E4-BF5189484043', User: userSample },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'UserName', 'NewUserName', 'NewDisplayName', 'NewMobilePhone', 'NewEmail', 'NewComments');
    const user = yield* findIdentity(ctx, 'user', p.UserName, 'change');
    const before = user.head.name;
    const name = p.NewUserName ?? before;
    const isRenamed = name.toLowerCase() !== before.toLowerCase();
    if (isRenamed && (yield* isTaken(ctx.account, 'user', name))) return ctx.fail('EntityAlreadyExists.User');

    const head: RamUserHead = {
      ...user.head,
      name,
      displayName: p.NewDisplayName ?? user.head.displayName,
      mobilePhone: p.NewMobilePhone ?? user.head.mobilePhone,
      email: p.NewEmail ?? user.head.email,
      comments: p.NewComments ?? user.head.comments,
      updated: ctx.now,
    };
    const effects = [{ put: user.key, head }, ...nameEffects(ctx.account, 'user', user.key.id, before, name)];
    return { reply: { User: userOf({ ...user, head }) }, effects };
  },
});

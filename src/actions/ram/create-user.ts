import { action } from '#actions/action.ts';
import { judgeCount } from '#actions/ram/count.ts';
import { userName } from '#actions/ram/texts/ram-params.ts';
import { tooManyOf, userTaken } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { userTexts } from '#actions/ram/users/user-params.ts';
import { newUserField, newUserOf, newUserSample } from '#actions/ram/users/user-view.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import type { RamUserHead } from '#domain/ram-heads.ts';
import { identityKey, isTaken, nameEffects } from '#domain/ram-keys.ts';

/** DisplayName.InvalidChars cannot happen: of today's reference, a display name may have any characters. */
export default action({
  product: 'Ram',
  name: 'CreateUser',
  summary: { en: 'Creates a RAM user. It may do nothing until it gets policies.', zh: '创建 RAM 用户。新建的用户没有任何权限。' },
  mode: 'change',
  params: { UserName: userName, ...userTexts },
  returns: { ...requestIdField, User: newUserField },
  errors: {
    ...textRows('UserName', 'DisplayName', 'MobilePhone', 'Email', 'Comments'),
    ...userTaken,
    'LimitExceeded.User': tooManyOf(
      'count of users',
      'The account has as many RAM users as its quota allows',
      '账号的 RAM 用户数量已达配额',
    ),
  },
  ram: ramRow('ram:CreateUser', 'create', [required('User', 'acs:ram:*:{account}:user/*')]),
  example: {
    request: { UserName: 'alice', DisplayName: 'Alice', Email: 'alice@example.com' },
    reply: { RequestId: '04F0F334-1335-436C-A1D7-6C044FE73368', User: newUserSample },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'UserName', 'DisplayName', 'MobilePhone', 'Email', 'Comments');
    if (yield* isTaken(ctx.account, 'user', p.UserName)) return ctx.fail('EntityAlreadyExists.User');
    yield* judgeCount(ctx, 'ramUser', 'ramUsersPerAccount', 'LimitExceeded.User');

    const key = identityKey(ctx.account, 'user', ctx.newRamId());
    const head: RamUserHead = {
      name: p.UserName,
      displayName: p.DisplayName ?? '',
      mobilePhone: p.MobilePhone ?? '',
      email: p.Email ?? '',
      comments: p.Comments ?? '',
      tags: {},
      created: ctx.now,
      updated: ctx.now,
    };
    const effects = [{ put: key, head }, ...nameEffects(ctx.account, 'user', key.id, '', head.name)];
    return { reply: { User: newUserOf({ key, version: 0, head }) }, effects };
  },
});

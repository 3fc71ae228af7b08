import { action } from '#actions/action.ts';
import { documented } from '#actions/error-rows.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { userName } from '#actions/ram/texts/ram-params.ts';
import { noUser } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

/** There is no console login here, so nobody has a profile. Terraform asks before it deletes a user with `force`, and waits for this code. Inferred: its RAM row's level. */
export default action({
  product: 'Ram',
  name: 'DeleteLoginProfile',
  summary: {
    en: 'Takes the console login from a RAM user. No user has one here, so it always answers EntityNotExist.User.LoginProfile.',
    zh: '关闭 RAM 用户的控制台登录。此处的用户均无控制台登录，因此始终返回 EntityNotExist.User.LoginProfile。',
  },
  mode: 'change',
  params: { UserName: userName },
  returns: requestIdField,
  errors: {
    ...textRows('UserName'),
    ...noUser,
    'EntityNotExist.User.LoginProfile': documented(
      404,
      'The user login profile does not exist.',
      'The user has no console login, as nobody has here.',
      '该用户没有控制台登录配置；此处的用户均没有。',
      { en: 'Any user.', zh: '任意 RAM 用户。' },
    ),
  },
  ram: ramRow('ram:DeleteLoginProfile', 'delete', [required('User', 'acs:ram:*:{account}:user/{UserName}')]),
  example: { request: { UserName: 'alice' }, reply: { RequestId: '4B450CA1-36E8-4AA2-8461-86B42BF4CC4E' } },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'UserName');
    yield* findIdentity(ctx, 'user', p.UserName, 'look');
    return ctx.fail('EntityNotExist.User.LoginProfile');
  },
});

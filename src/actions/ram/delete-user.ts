import { action } from '#actions/action.ts';
import { documented } from '#actions/error-rows.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { userName } from '#actions/ram/texts/ram-params.ts';
import { noUser } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { accessKeysOf } from '#actions/ram/users/access-keys.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { all } from '#domain/finding.ts';
import { nameEffects } from '#domain/ram-keys.ts';

/** DeleteConflict.User.LoginProfile and .MFADevice cannot happen: there is no console login here. */
export default action({
  product: 'Ram',
  name: 'DeleteUser',
  summary: {
    en: 'Deletes a RAM user that is in no group and has neither access keys nor policies.',
    zh: '删除 RAM 用户。删除前，该用户须已移出所有用户组，且没有访问密钥和权限策略。',
  },
  mode: 'change',
  params: { UserName: userName },
  returns: requestIdField,
  errors: {
    ...textRows('UserName'),
    ...noUser,
    'DeleteConflict.User.Group': documented(
      409,
      'The user CAN NOT be in any group while deleting the user.',
      'The user is in a group.',
      '该用户仍在用户组中。',
      { en: 'A user that AddUserToGroup put into a group.', zh: '该用户已通过 AddUserToGroup 加入用户组。' },
    ),
    'DeleteConflict.User.AccessKey': documented(
      409,
      'The user CAN NOT has any access key while deleting the user.',
      'The user has an access key.',
      '该用户仍有访问密钥。',
      { en: 'A user for whom CreateAccessKey made a key.', zh: '已通过 CreateAccessKey 为该用户创建访问密钥。' },
    ),
    'DeleteConflict.User.Policy': documented(
      409,
      'The user CAN NOT has any attached policy while deleting the user.',
      'The user has a policy.',
      '该用户仍绑定了权限策略。',
      { en: 'A user to whom AttachPolicyToUser gave a policy.', zh: '已通过 AttachPolicyToUser 为该用户绑定权限策略。' },
    ),
  },
  ram: ramRow('ram:DeleteUser', 'delete', [required('User', 'acs:ram:*:{account}:user/{UserName}')]),
  example: { request: { UserName: 'alice' }, reply: { RequestId: '4B450CA1-36E8-4AA2-8461-86B42BF4CC4E' } },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'UserName');
    const { key, head } = yield* findIdentity(ctx, 'user', p.UserName, 'change');
    const held = [...(yield* all(key)).entries()].map(([, row]) => row);
    if (held.some((row) => 'group' in row)) return ctx.fail('DeleteConflict.User.Group');
    if ((yield* accessKeysOf(ctx.account, key.id)).length > 0) return ctx.fail('DeleteConflict.User.AccessKey');
    if (held.length > 0) return ctx.fail('DeleteConflict.User.Policy');
    return { reply: {}, effects: [{ drop: key }, ...nameEffects(ctx.account, 'user', key.id, head.name, '')] };
  },
});

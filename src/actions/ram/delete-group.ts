import { action } from '#actions/action.ts';
import { documented } from '#actions/error-rows.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { groupName } from '#actions/ram/texts/ram-params.ts';
import { noGroup } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { all, refs } from '#domain/finding.ts';
import { nameEffects } from '#domain/ram-keys.ts';

export default action({
  product: 'Ram',
  name: 'DeleteGroup',
  summary: { en: 'Deletes a user group that has neither members nor policies.', zh: '删除用户组。删除前，用户组须没有成员和权限策略。' },
  mode: 'change',
  params: { GroupName: groupName },
  returns: requestIdField,
  errors: {
    ...textRows('GroupName'),
    ...noGroup,
    'DeleteConflict.Group.User': documented(
      409,
      'The group CAN NOT has any user member while deleting the group.',
      'The group has a member.',
      '用户组仍有成员。',
      { en: 'A group into which AddUserToGroup put a user.', zh: '已通过 AddUserToGroup 将用户加入该用户组。' },
    ),
    'DeleteConflict.Group.Policy': documented(
      409,
      'The entity CAN NOT has any attached policy while deleting the group.',
      'The group has a policy.',
      '用户组仍绑定了权限策略。',
      { en: 'A group to which AttachPolicyToGroup gave a policy.', zh: '已通过 AttachPolicyToGroup 为该用户组绑定权限策略。' },
    ),
  },
  ram: ramRow('ram:DeleteGroup', 'delete', [required('Group', 'acs:ram:*:{account}:group/{GroupName}')]),
  example: { request: { GroupName: 'Dev-Team' }, reply: { RequestId: '4B450CA1-36E8-4AA2-8461-86B42BF4CC4E' } },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'GroupName');
    const { key, head } = yield* findIdentity(ctx, 'group', p.GroupName, 'change');
    if ((yield* refs(key, 1)).length > 0) return ctx.fail('DeleteConflict.Group.User');
    if ((yield* all(key)).size > 0) return ctx.fail('DeleteConflict.Group.Policy');
    return { reply: {}, effects: [{ drop: key }, ...nameEffects(ctx.account, 'group', key.id, head.name, '')] };
  },
});

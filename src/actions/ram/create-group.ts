import { action } from '#actions/action.ts';
import { stringParam } from '#actions/params.ts';
import { judgeCount } from '#actions/ram/count.ts';
import { newGroupField, newGroupOf, newGroupSample } from '#actions/ram/groups/group-view.ts';
import { groupName } from '#actions/ram/texts/ram-params.ts';
import { groupTaken, tooManyOf } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import type { RamGroupHead } from '#domain/ram-heads.ts';
import { identityKey, isTaken, nameEffects } from '#domain/ram-keys.ts';

export default action({
  product: 'Ram',
  name: 'CreateGroup',
  summary: { en: 'Creates a user group. Its policies count for all of its members.', zh: '创建用户组。用户组的权限策略对所有成员生效。' },
  mode: 'change',
  params: {
    GroupName: groupName,
    Comments: stringParam('The description: at most 128 characters.', '备注，最多 128 个字符。', { example: 'Developers' }),
  },
  returns: { ...requestIdField, Group: newGroupField },
  errors: {
    ...textRows('GroupName', 'Comments'),
    ...groupTaken,
    'LimitExceeded.Group': tooManyOf(
      'count of groups',
      'The account has as many user groups as its quota allows',
      '账号的用户组数量已达配额',
    ),
  },
  ram: ramRow('ram:CreateGroup', 'create', [required('Group', 'acs:ram:*:{account}:group/*')]),
  example: {
    request: { GroupName: 'Dev-Team', Comments: 'Developers' },
    reply: { RequestId: 'D3F0679E-9757-95DB-AF2D-04D5188C69C5', Group: newGroupSample },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'GroupName', 'Comments');
    if (yield* isTaken(ctx.account, 'group', p.GroupName)) return ctx.fail('EntityAlreadyExists.Group');
    yield* judgeCount(ctx, 'ramGroup', 'ramGroupsPerAccount', 'LimitExceeded.Group');

    const key = identityKey(ctx.account, 'group', ctx.newRamId());
    const head: RamGroupHead = { name: p.GroupName, comments: p.Comments ?? '', created: ctx.now, updated: ctx.now };
    const effects = [{ put: key, head }, ...nameEffects(ctx.account, 'group', key.id, '', head.name)];
    return { reply: { Group: newGroupOf({ key, version: 0, head }) }, effects };
  },
});

import { action } from '#actions/action.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { attach, attachRows } from '#actions/ram/policies/attach.ts';
import { groupName, policyName, policyType, resourceGroupScope } from '#actions/ram/texts/ram-params.ts';
import { noGroup } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'AttachPolicyToGroup',
  summary: { en: 'Attaches a policy to a user group. It counts within a second.', zh: '为用户组绑定权限策略，一秒内生效。' },
  mode: 'change',
  params: { PolicyType: policyType, PolicyName: policyName, GroupName: groupName, ResourceGroupId: resourceGroupScope },
  returns: requestIdField,
  errors: { ...attachRows('Group'), ...textRows('GroupName'), ...noGroup },
  ram: ramRow('ram:AttachPolicyToGroup', 'create', [
    required('Group', 'acs:ram:*:{account}:group/{GroupName}'),
    required('Policy', 'acs:ram:*:{account}:policy/{PolicyName}'),
  ]),
  example: {
    request: { PolicyType: 'Custom', PolicyName: 'OSS-Administrator', GroupName: 'Dev-Team' },
    reply: { RequestId: '697852FB-50D7-44D9-9774-530C31EAC572' },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'PolicyName', 'GroupName');
    const group = yield* findIdentity(ctx, 'group', p.GroupName, 'change');
    return yield* attach(ctx, 'Group', group, p);
  },
});

import { action } from '#actions/action.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { detach, detachRows } from '#actions/ram/policies/attach.ts';
import { groupName, policyName, policyType, resourceGroupScope } from '#actions/ram/texts/ram-params.ts';
import { noGroup } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'DetachPolicyFromGroup',
  summary: { en: 'Takes a policy off a user group. It stops counting within a second.', zh: '为用户组解绑权限策略，一秒内生效。' },
  mode: 'change',
  params: { PolicyType: policyType, PolicyName: policyName, GroupName: groupName, ResourceGroupId: resourceGroupScope },
  returns: requestIdField,
  errors: { ...detachRows('Group'), ...textRows('GroupName'), ...noGroup },
  ram: ramRow('ram:DetachPolicyFromGroup', 'delete', [
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
    return yield* detach(ctx, 'Group', group, p);
  },
});

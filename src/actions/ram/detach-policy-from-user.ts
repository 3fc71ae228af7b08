import { action } from '#actions/action.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { detach, detachRows } from '#actions/ram/policies/attach.ts';
import { policyName, policyType, resourceGroupScope, userName } from '#actions/ram/texts/ram-params.ts';
import { noUser } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'DetachPolicyFromUser',
  summary: { en: 'Takes a policy off a RAM user. It stops counting within a second.', zh: '为 RAM 用户解绑权限策略，一秒内生效。' },
  mode: 'change',
  params: { PolicyType: policyType, PolicyName: policyName, UserName: userName, ResourceGroupId: resourceGroupScope },
  returns: requestIdField,
  errors: { ...detachRows('User'), ...textRows('UserName'), ...noUser },
  ram: ramRow('ram:DetachPolicyFromUser', 'delete', [
    required('User', 'acs:ram:*:{account}:user/{UserName}'),
    required('Policy', 'acs:ram:*:{account}:policy/{PolicyName}'),
  ]),
  example: {
    request: { PolicyType: 'Custom', PolicyName: 'OSS-Administrator', UserName: 'alice' },
    reply: { RequestId: '697852FB-50D7-44D9-9774-530C31EAC572' },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'PolicyName', 'UserName');
    const user = yield* findIdentity(ctx, 'user', p.UserName, 'change');
    return yield* detach(ctx, 'User', user, p);
  },
});

import { action } from '#actions/action.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { detach, detachRows } from '#actions/ram/policies/attach.ts';
import { policyName, policyType, resourceGroupScope, roleName } from '#actions/ram/texts/ram-params.ts';
import { noRole } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

/** Inferred: the message of EntityNotExist.Role.Policy, a code that Terraform's provider knows. */
export default action({
  product: 'Ram',
  name: 'DetachPolicyFromRole',
  summary: { en: 'Takes a policy off a RAM role. It stops counting within a second.', zh: '为 RAM 角色解绑权限策略，一秒内生效。' },
  mode: 'change',
  params: { PolicyType: policyType, PolicyName: policyName, RoleName: roleName, ResourceGroupId: resourceGroupScope },
  returns: requestIdField,
  errors: { ...detachRows('Role'), ...textRows('RoleName'), ...noRole },
  ram: ramRow('ram:DetachPolicyFromRole', 'delete', [
    required('Role', 'acs:ram:*:{account}:role/{RoleName}'),
    required('Policy', 'acs:ram:*:{account}:policy/{PolicyName}'),
  ]),
  example: {
    request: { PolicyType: 'Custom', PolicyName: 'OSS-Administrator', RoleName: 'ECSAdmin' },
    reply: { RequestId: '697852FB-50D7-44D9-9774-530C31EAC572' },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'PolicyName', 'RoleName');
    const role = yield* findIdentity(ctx, 'role', p.RoleName, 'change');
    return yield* detach(ctx, 'Role', role, p);
  },
});

import { action } from '#actions/action.ts';
import { wrapped } from '#actions/fields.ts';
import { entitiesOf, entityFields, entitySamples } from '#actions/ram/policies/entities.ts';
import { findPolicy } from '#actions/ram/policies/find-policy.ts';
import { policyName, policyType } from '#actions/ram/texts/ram-params.ts';
import { noPolicy, wrongPolicyType } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'ListEntitiesForPolicy',
  summary: {
    en: 'Lists the users, groups and roles that have a policy attached.',
    zh: '查询绑定了指定权限策略的 RAM 用户、用户组和 RAM 角色。',
  },
  mode: 'read',
  params: { PolicyName: policyName, PolicyType: policyType },
  returns: {
    ...requestIdField,
    Users: wrapped('User', entityFields.user, 'The users.', 'RAM 用户列表。'),
    Groups: wrapped('Group', entityFields.group, 'The groups.', '用户组列表。'),
    Roles: wrapped('Role', entityFields.role, 'The roles.', 'RAM 角色列表。'),
  },
  errors: { ...wrongPolicyType, ...textRows('PolicyName'), ...noPolicy },
  ram: ramRow('ram:ListEntitiesForPolicy', 'list', [required('Policy', 'acs:ram:*:{account}:policy/{PolicyName}')]),
  example: {
    request: { PolicyName: 'OSS-Administrator', PolicyType: 'Custom' },
    reply: {
      RequestId: '697852FB-50D7-44D9-9774-530C31EAC572',
      Users: { User: [entitySamples.user] },
      Groups: { Group: [entitySamples.group] },
      Roles: { Role: [entitySamples.role] },
    },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'PolicyName');
    const { user, group, role } = yield* entitiesOf(ctx.account, yield* findPolicy(ctx, p, 'look'));
    return { reply: { Users: { User: user }, Groups: { Group: group }, Roles: { Role: role } }, effects: [] };
  },
});

import { action } from '#actions/action.ts';
import { revokeEgressErrors, revokeEgressFaults, revokeEgressStages } from '#actions/ecs/rules/revoke-egress-errors.ts';
import { revokeRules } from '#actions/ecs/rules/revoke-rules.ts';
import { revokeEgressParams } from '#actions/ecs/rules/rule-params.ts';
import { requestIdField } from '#actions/vocabulary.ts';

const table = { direction: 'egress', faults: revokeEgressFaults, stages: revokeEgressStages } as const;

export default action({
  product: 'Ecs',
  name: 'RevokeSecurityGroupEgress',
  summary: {
    en: 'Deletes outbound rules from a security group, all of them or none: by rule ID, or by what the rules say.',
    zh: '删除安全组出方向规则，可按规则 ID 或规则内容指定；要么全部删除，要么全部不删除。',
  },
  mode: 'change',
  params: revokeEgressParams,
  returns: requestIdField,
  errors: revokeEgressErrors,
  ram: {
    action: 'ecs:RevokeSecurityGroupEgress',
    level: 'delete',
    resources: [{ type: 'SecurityGroup', required: true, arn: 'acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}' }],
    conditions: ['ecs:tag'],
    dependent: [],
  },
  example: {
    request: { RegionId: 'cn-hangzhou', SecurityGroupId: 'sg-bp67acfmxazb4p000000', 'SecurityGroupRuleId.1': 'sgr-bpdfmk00000000000000' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  handle: (p, ctx) => revokeRules(p, ctx, table),
});

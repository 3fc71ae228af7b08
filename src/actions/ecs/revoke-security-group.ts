import { action } from '#actions/action.ts';
import { revokeIngressErrors, revokeIngressFaults, revokeIngressStages } from '#actions/ecs/rules/revoke-ingress-errors.ts';
import { revokeRules } from '#actions/ecs/rules/revoke-rules.ts';
import { revokeIngressParams } from '#actions/ecs/rules/rule-params.ts';
import { requestIdField } from '#actions/vocabulary.ts';

const table = { direction: 'ingress', faults: revokeIngressFaults, stages: revokeIngressStages } as const;

export default action({
  product: 'Ecs',
  name: 'RevokeSecurityGroup',
  summary: {
    en: 'Deletes inbound rules from a security group, all of them or none: by rule ID, or by what the rules say.',
    zh: '删除安全组入方向规则，可按规则 ID 或规则内容指定；要么全部删除，要么全部不删除。',
  },
  mode: 'change',
  params: revokeIngressParams,
  returns: requestIdField,
  errors: revokeIngressErrors,
  ram: {
    action: 'ecs:RevokeSecurityGroup',
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

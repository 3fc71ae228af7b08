import { action } from '#actions/action.ts';
import { modifyEgressErrors, modifyEgressFaults, modifyEgressStages } from '#actions/ecs/rules/modify-egress-errors.ts';
import { modifyRule } from '#actions/ecs/rules/modify-rules.ts';
import { ruleKeyNames, ruleKeys } from '#actions/ecs/rules/rule-keys.ts';
import { modifyEgressParams } from '#actions/ecs/rules/rule-params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

const table = { direction: 'egress', faults: modifyEgressFaults, stages: modifyEgressStages } as const;

export default action({
  product: 'Ecs',
  name: 'ModifySecurityGroupEgressRule',
  summary: {
    en: 'Changes an outbound rule: named by ID, any of its fields; named by what it says, its description. The rule keeps its ID.',
    zh: '修改一条出方向安全组规则：按规则 ID 指定时可修改其字段，按规则内容指定时仅修改描述。规则 ID 保持不变。',
  },
  mode: 'change',
  params: modifyEgressParams,
  returns: requestIdField,
  errors: modifyEgressErrors,
  ram: ramRow('ecs:ModifySecurityGroupEgressRule', 'update', [required('All Resources', '*')], ['ecs:tag', ...ruleKeyNames]),
  example: {
    request: {
      RegionId: 'cn-hangzhou',
      SecurityGroupId: 'sg-bp67acfmxazb4p000000',
      SecurityGroupRuleId: 'sgr-bp67acfmxa123b000000',
      DestCidrIp: '10.0.0.0/8',
      Description: 'This is a new security group rule.',
    },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  brings: ruleKeys('egress'),
  handle: (p, ctx) => modifyRule(p, ctx, table),
});

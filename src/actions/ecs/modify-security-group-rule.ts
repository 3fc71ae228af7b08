import { action } from '#actions/action.ts';
import { modifyIngressErrors, modifyIngressFaults, modifyIngressStages } from '#actions/ecs/rules/modify-ingress-errors.ts';
import { modifyRule } from '#actions/ecs/rules/modify-rules.ts';
import { ruleKeyNames, ruleKeys } from '#actions/ecs/rules/rule-keys.ts';
import { modifyIngressParams } from '#actions/ecs/rules/rule-params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

const table = { direction: 'ingress', faults: modifyIngressFaults, stages: modifyIngressStages } as const;

export default action({
  product: 'Ecs',
  name: 'ModifySecurityGroupRule',
  summary: {
    en: 'Changes an inbound rule: named by ID, any of its fields; named by what it says, its description. The rule keeps its ID.',
    zh: '修改一条入方向安全组规则：按规则 ID 指定时可修改其字段，按规则内容指定时仅修改描述。规则 ID 保持不变。',
  },
  mode: 'change',
  params: modifyIngressParams,
  returns: requestIdField,
  errors: modifyIngressErrors,
  ram: ramRow('ecs:ModifySecurityGroupRule', 'update', [required('All Resources', '*')], ruleKeyNames),
  example: {
    request: {
      RegionId: 'cn-hangzhou',
      SecurityGroupId: 'sg-bp67acfmxazb4p000000',
      SecurityGroupRuleId: 'sgr-bp67acfmxa123b000000',
      SourceCidrIp: '10.0.0.0/8',
      Description: 'This is a new security group rule.',
    },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  brings: ruleKeys('ingress'),
  handle: (p, ctx) => modifyRule(p, ctx, table),
});

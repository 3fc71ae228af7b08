import { action } from '#actions/action.ts';
import { authorizeIngressErrors, authorizeIngressFaults, authorizeIngressStages } from '#actions/ecs/rules/authorize-ingress-errors.ts';
import { authorizeRules } from '#actions/ecs/rules/authorize-rules.ts';
import { ruleKeyNames, ruleKeys } from '#actions/ecs/rules/rule-keys.ts';
import { authorizeIngressParams } from '#actions/ecs/rules/rule-params.ts';
import { requestIdField } from '#actions/vocabulary.ts';

const table = { direction: 'ingress', faults: authorizeIngressFaults, stages: authorizeIngressStages } as const;

export default action({
  product: 'Ecs',
  name: 'AuthorizeSecurityGroup',
  summary: {
    en: 'Adds inbound rules to a security group, all of them or none. A rule that exists already is left as it is.',
    zh: '为安全组添加入方向规则，要么全部添加，要么全部不添加；已存在的规则保持不变。',
  },
  mode: 'change',
  params: authorizeIngressParams,
  returns: requestIdField,
  errors: authorizeIngressErrors,
  ram: {
    action: 'ecs:AuthorizeSecurityGroup',
    level: 'create',
    resources: [{ type: 'SecurityGroup', required: true, arn: 'acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}' }],
    conditions: ['ecs:tag', ...ruleKeyNames],
    dependent: [],
  },
  example: {
    request: {
      RegionId: 'cn-hangzhou',
      SecurityGroupId: 'sg-bp67acfmxazb4p000000',
      'Permissions.1.IpProtocol': 'TCP',
      'Permissions.1.PortRange': '443/443',
      'Permissions.1.SourceCidrIp': '10.0.0.0/8',
      'Permissions.1.Policy': 'accept',
    },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  brings: ruleKeys('ingress'),
  handle: (p, ctx) => authorizeRules(p, ctx, table),
});

import { action, here } from '#actions/action.ts';
import { findGroup, malformedGroupId, missingRegion, noSuchGroup } from '#actions/ecs-group.ts';
import { namesFor, permissionFields, permissionOf } from '#actions/ecs-permission.ts';
import { text, wrapped } from '#actions/fields.ts';
import { required } from '#actions/ram-resources.ts';
import { asSent } from '#actions/texts.ts';
import { invalidRegion, ownerParams, regionId, requestIdField, securityGroupId } from '#actions/vocabulary.ts';
import { all } from '#domain/finding.ts';
import { pickRules } from '#domain/group.ts';
import { idOfToken, tokenOf } from '#domain/paging.ts';
import type { Rule } from '#domain/rule.ts';

/**
 * Which rules of a classic group are asked for. '<nil>' is what Terraform's provider sends for a rule without nic_type, and it then looks for
 * rules of both types. In a VPC there is one network, so NicType is not looked at.
 */
const nicOf: ReadonlyMap<string, Rule['nic'] | 'any'> = new Map([
  ['internet', 'internet'],
  ['intranet', 'intranet'],
  ['<nil>', 'any'],
]);

export default action({
  product: 'Ecs',
  name: 'DescribeSecurityGroupAttribute',
  summary: { en: 'Shows a security group with its rules in order of creation.', zh: '查询一个安全组及其规则，规则按创建顺序返回。' },
  mode: 'read',
  params: {
    RegionId: { ...regionId, missing: 'MissingParameter.RegionId' },
    SecurityGroupId: securityGroupId,
    Direction: {
      kind: 'enum',
      values: ['ingress', 'egress', 'all'],
      anyCase: true,
      wrong: 'InvalidParamter',
      doc: {
        en: 'Rules of one direction, or `all`, the default.',
        zh: '规则方向：`ingress`（入方向）、`egress`（出方向）或 `all`（默认）。',
      },
      example: 'all',
    },
    NicType: {
      kind: 'string',
      values: ['internet', 'intranet'],
      doc: {
        en: 'On the classic network the rules of one NIC type, `internet` by default. In a VPC accepted and ignored.',
        zh: '经典网络中规则的网卡类型，默认为 `internet`。专有网络 VPC 中接受但忽略。',
      },
      example: 'intranet',
    },
    MaxResults: {
      kind: 'integer',
      min: 10,
      max: 1000,
      wrong: 'InvalidParamter',
      doc: { en: 'Rules on a page, 500 by default.', zh: '每页的最大规则数，默认为 500。' },
      example: '500',
    },
    NextToken: { kind: 'string', doc: { en: 'The NextToken of the page before.', zh: '上一页返回的 NextToken。' } },
    Attribute: {
      kind: 'enum',
      values: ['snapshotPolicyIds'],
      wrong: 'InvalidParameter.AttributeNotSupported',
      doc: {
        en: 'Only `snapshotPolicyIds`. Has no effect: security groups have no snapshot policies here.',
        zh: '仅支持 `snapshotPolicyIds`。不产生效果：此处安全组没有快照策略。',
      },
    },
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    RegionId: text('The region.', '地域 ID。'),
    SecurityGroupId: text('The ID of the security group.', '安全组 ID。'),
    SecurityGroupName: text('Its name.', '安全组名称。'),
    Description: text('Its description.', '安全组描述。'),
    VpcId: text('Its VPC; empty on the classic network.', '安全组所属的专有网络 VPC；经典网络为空。'),
    InnerAccessPolicy: text(
      '`Accept`: members of the group reach each other; `Drop`: they do not.',
      '组内连通策略：`Accept`（内网互通）或 `Drop`（内网隔离）。',
    ),
    Permissions: wrapped('Permission', permissionFields, 'The rules.', '安全组规则列表。'),
    SnapshotPolicyIds: wrapped('SnapshotPolicyId', 'string', 'Always empty.', '始终为空。'),
    NextToken: text('Asks for the next page; empty on the last one.', '下一页的凭证；最后一页为空。'),
  },
  errors: {
    'MissingParameter.RegionId': missingRegion('The parameter RegionId is missing.'),
    'InvalidRegionId.NotFound': invalidRegion,
    'InvalidSecurityGroupId.Malformed': malformedGroupId,
    InvalidParamter: {
      http: 400,
      message: 'Invalid Parameter.',
      meaning: {
        en: 'Direction is none of its values, MaxResults is not 10 to 1000, or NextToken is not one that this action gave.',
        zh: 'Direction 取值无效，MaxResults 不在 10～1000 之间，或 NextToken 不是本接口返回的凭证。',
      },
      trigger: asSent('MaxResults=5'),
      source: 'documented',
    },
    'InvalidParameter.AttributeNotSupported': {
      http: 400,
      message: 'The specified value for parameter Attribute is not supported. Valid values: snapshotPolicyIds.',
      meaning: { en: 'Attribute is not snapshotPolicyIds.', zh: 'Attribute 不是 snapshotPolicyIds。' },
      trigger: asSent('Attribute=rules'),
      source: 'documented',
    },
    'InvalidSecurityGroupId.NotFound': noSuchGroup,
    'InvalidNicType.ValueNotSupported': {
      http: 400,
      message: 'The specified NicType does not exist.',
      meaning: {
        en: 'NicType of a classic group is neither internet nor intranet.',
        zh: '经典网络安全组的 NicType 既不是 internet 也不是 intranet。',
      },
      trigger: { en: 'NicType=wifi with a classic group.', zh: '对经典网络安全组传入 NicType=wifi。' },
      source: 'documented',
    },
  },
  ram: {
    action: 'ecs:DescribeSecurityGroupAttribute',
    level: 'get',
    resources: [required('SecurityGroup', 'acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}')],
    conditions: ['ecs:tag'],
    dependent: [],
  },
  example: {
    request: { RegionId: 'cn-hangzhou', SecurityGroupId: 'sg-bp67acfmxazb4p0000', Direction: 'egress' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      RegionId: 'cn-hangzhou',
      SecurityGroupId: 'sg-bp67acfmxazb4p0000',
      SecurityGroupName: 'web',
      Description: 'front ends',
      VpcId: 'vpc-bp1opxu1zkhn00gzv0000',
      InnerAccessPolicy: 'Accept',
      Permissions: {
        Permission: [
          {
            SecurityGroupRuleId: 'sgr-bp12kewq32dfwr000000',
            Direction: 'egress',
            IpProtocol: 'TCP',
            Policy: 'Accept',
            Priority: '1',
            NicType: 'intranet',
            PortRange: '443/443',
            PortRangeListId: '',
            PortRangeListName: '',
            SourcePortRange: '',
            SourceCidrIp: '',
            Ipv6SourceCidrIp: '',
            SourceGroupId: '',
            SourceGroupName: '',
            SourceGroupOwnerAccount: '',
            SourcePrefixListId: '',
            SourcePrefixListName: '',
            DestCidrIp: '10.0.0.0/8',
            Ipv6DestCidrIp: '',
            DestGroupId: '',
            DestGroupName: '',
            DestGroupOwnerAccount: '',
            DestPrefixListId: '',
            DestPrefixListName: '',
            Description: '',
            CreateTime: '2026-11-24T08:30:15Z',
          },
        ],
      },
      SnapshotPolicyIds: { SnapshotPolicyId: [] },
      NextToken: '',
    },
  },
  *handle(p, ctx) {
    const after = p.NextToken === undefined ? undefined : (idOfToken(p.NextToken) ?? ctx.fail('InvalidParamter'));
    const { head } = yield* findGroup(ctx, p.SecurityGroupId, 'look', { absent: 'InvalidSecurityGroupId.NotFound' });
    const nic =
      head.vpc === '' ? (nicOf.get((p.NicType ?? 'internet').toLowerCase()) ?? ctx.fail('InvalidNicType.ValueNotSupported')) : 'any';
    const rules = yield* all(here(ctx, 'group', p.SecurityGroupId));
    const direction = p.Direction === 'all' ? undefined : p.Direction;
    const picked = pickRules(rules, { direction, nic: nic === 'any' ? undefined : nic, after }, p.MaxResults ?? 500);
    const names = yield* namesFor(ctx, picked.rules);
    return {
      reply: {
        RegionId: ctx.region,
        SecurityGroupId: p.SecurityGroupId,
        SecurityGroupName: head.name,
        Description: head.description,
        VpcId: head.vpc,
        InnerAccessPolicy: head.innerAccess,
        Permissions: { Permission: picked.rules.map(([id, rule]) => permissionOf(id, rule, names)) },
        SnapshotPolicyIds: { SnapshotPolicyId: [] },
        NextToken: picked.more ? tokenOf(picked.rules.at(-1)?.[0] ?? '') : '',
      },
      effects: [],
    };
  },
});

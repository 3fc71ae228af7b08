import { action, here } from '#actions/action.ts';
import { dryRun, dryRunOperation } from '#actions/dry-run.ts';
import { missingRegion } from '#actions/ecs-group.ts';
import { groupFields, groupOf } from '#actions/ecs-group-view.ts';
import { integer, text, wrapped } from '#actions/fields.ts';
import { whereTagged } from '#actions/filters.ts';
import { required } from '#actions/ram-resources.ts';
import { asSent } from '#actions/texts.ts';
import { invalidRegion, ownerParams, regionId, requestIdField, securityGroupId, tagRows } from '#actions/vocabulary.ts';
import { accountKey, all, root } from '#domain/finding.ts';
import { capacityOf, tallyOf } from '#domain/group.ts';
import { isGroupName } from '#domain/naming.ts';
import { idOfToken, list, tokenOf } from '#domain/paging.ts';
import type { Where } from '#kit/deciding.ts';
import type { Param } from '#kit/shape.ts';

const pageNumber = {
  kind: 'integer',
  min: 1,
  max: 2147483647,
  deprecated: true,
  doc: { en: 'Page number, 1 by default. MaxResults wins.', zh: '页码，默认为 1。传入 MaxResults 时忽略。' },
  example: '1',
} as const satisfies Param;

const pageSize = {
  kind: 'integer',
  min: 1,
  max: 100,
  deprecated: true,
  doc: { en: 'Groups on a page, 10 by default. MaxResults wins.', zh: '每页条数，默认为 10。传入 MaxResults 时忽略。' },
  example: '10',
} as const satisfies Param;

/**
 * Inferred: InvalidRegionId.NotFound, DryRunOperation (the parameter is documented, the table lacks the code). No request here gets
 * NotSupported.PageNumberAndPageSize: every account may page either way.
 */
export default action({
  product: 'Ecs',
  name: 'DescribeSecurityGroups',
  summary: {
    en: 'Lists security groups in order of creation. All filters must hold; what is not found is left out without an error.',
    zh: '查询安全组列表，按创建顺序返回。需同时满足所有过滤条件；不存在的安全组不会报错。',
  },
  mode: 'read',
  params: {
    RegionId: { ...regionId, missing: 'MissingParameter.RegionId' },
    SecurityGroupId: { ...securityGroupId, required: false, doc: { en: 'One security group.', zh: '单个安全组 ID。' } },
    SecurityGroupIds: {
      kind: 'jsonStrings',
      max: 100,
      wrong: 'InvalidSecurityGroupId.Malformed',
      doc: { en: 'A JSON array of up to 100 IDs.', zh: '安全组 ID 的 JSON 数组，最多 100 个。' },
      example: '["sg-bp67acfmxazb4p0000"]',
    },
    SecurityGroupName: { kind: 'string', doc: { en: 'The exact name.', zh: '安全组名称，精确匹配。' }, example: 'web' },
    SecurityGroupType: {
      kind: 'enum',
      values: ['normal', 'enterprise'],
      wrong: 'InvalidParameter.SecurityGroupType',
      doc: { en: '`normal` (basic) or `enterprise`.', zh: '安全组类型：`normal`（普通安全组）或 `enterprise`（企业级安全组）。' },
    },
    NetworkType: { kind: 'enum', values: ['vpc', 'classic'], doc: { en: '`vpc` or `classic`.', zh: '网络类型：`vpc` 或 `classic`。' } },
    VpcId: { kind: 'string', doc: { en: 'Groups of this VPC.', zh: '安全组所属的专有网络 VPC。' }, example: 'vpc-bp1opxu1zkhn00gzv0000' },
    ResourceGroupId: {
      kind: 'string',
      doc: { en: 'Groups of this resource group.', zh: '安全组所属的资源组。' },
      example: 'rg-bp67acfmxazb4p000',
    },
    Tag: {
      ...tagRows,
      doc: { en: 'Tags that a group must have: a key, or a key with a value.', zh: '安全组须具有的标签：仅标签键，或标签键和值。' },
    },
    ServiceManaged: {
      kind: 'boolean',
      doc: { en: 'Only managed groups, or only others.', zh: '仅返回托管安全组，或仅返回非托管安全组。' },
    },
    IsQueryEcsCount: {
      kind: 'boolean',
      deprecated: true,
      doc: { en: 'Fills EcsCount and AvailableInstanceAmount.', zh: '是否查询安全组的容量信息。' },
    },
    MaxResults: {
      kind: 'integer',
      min: 1,
      max: 100,
      doc: { en: 'Pages by token: groups on a page, 10 by default.', zh: '使用凭证分页时每页的最大条数，默认为 10。' },
      example: '10',
    },
    NextToken: { kind: 'string', doc: { en: 'The NextToken of the page before.', zh: '上一页返回的 NextToken。' } },
    PageNumber: pageNumber,
    PageSize: pageSize,
    DryRun: dryRun,
    FuzzyQuery: { kind: 'boolean', deprecated: true, doc: { en: 'Accepted and ignored.', zh: '接受但忽略。' } },
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    RegionId: text('The region.', '地域 ID。'),
    SecurityGroups: wrapped('SecurityGroup', groupFields, 'The security groups.', '安全组列表。'),
    NextToken: text(
      'Asks for the next page; empty on the last one and when paging by number.',
      '下一页的凭证；最后一页或按页码分页时为空。',
    ),
    PageNumber: integer('The page number; only when paging by number.', '页码，仅按页码分页时返回。'),
    PageSize: integer('Groups on a page; only when paging by number.', '每页条数，仅按页码分页时返回。'),
    TotalCount: integer('How many groups there are; only when paging by number.', '安全组总数，仅按页码分页时返回。'),
  },
  errors: {
    'MissingParameter.RegionId': missingRegion(
      'The input parameter RegionId that is mandatory for processing this request is not supplied.',
    ),
    'InvalidRegionId.NotFound': { ...invalidRegion, source: 'inferred' },
    'InvalidSecurityGroupId.Malformed': {
      http: 400,
      message: 'The specified parameter SecurityGroupId is not valid.',
      meaning: {
        en: 'SecurityGroupId does not have the form of an ID, or SecurityGroupIds is no JSON array of at most 100 texts.',
        zh: 'SecurityGroupId 的格式不正确，或 SecurityGroupIds 不是最多包含 100 个字符串的 JSON 数组。',
      },
      trigger: asSent('SecurityGroupIds=sg-1,sg-2'),
      source: 'documented',
    },
    'InvalidSecurityGroupName.Malformed': {
      http: 400,
      message: 'The specified parameter SecurityGroupName is not valid.',
      meaning: { en: 'No group can have this name.', zh: '安全组名称的格式不正确。' },
      trigger: asSent('SecurityGroupName=*'),
      source: 'documented',
    },
    'InvalidParameter.SecurityGroupType': {
      http: 400,
      message: 'The specified SecurityGroupType is not valid.',
      meaning: { en: 'SecurityGroupType is neither normal nor enterprise.', zh: 'SecurityGroupType 既不是 normal 也不是 enterprise。' },
      trigger: asSent('SecurityGroupType=basic'),
      source: 'documented',
    },
    'InValidParameter.NextToken': {
      http: 400,
      message: 'The parameter NextToken is invalid.',
      meaning: { en: 'NextToken is not one that this action gave.', zh: 'NextToken 不是本接口返回的凭证。' },
      trigger: asSent('MaxResults=10&NextToken=x'),
      source: 'documented',
    },
    DryRunOperation: { ...dryRunOperation, source: 'inferred' },
  },
  ram: {
    action: 'ecs:DescribeSecurityGroups',
    level: 'list',
    resources: [required('SecurityGroup', 'acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId|*}')],
    conditions: ['ecs:tag'],
    dependent: [],
  },
  example: {
    request: { RegionId: 'cn-hangzhou', SecurityGroupId: 'sg-bp67acfmxazb4p0000' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      RegionId: 'cn-hangzhou',
      SecurityGroups: {
        SecurityGroup: [
          {
            SecurityGroupId: 'sg-bp67acfmxazb4p0000',
            SecurityGroupName: 'web',
            Description: 'front ends',
            SecurityGroupType: 'normal',
            VpcId: 'vpc-bp1opxu1zkhn00gzv0000',
            ResourceGroupId: '',
            CreationTime: '2026-11-24T08:30:15Z',
            RuleCount: 2,
            GroupToGroupRuleCount: 0,
            EcsCount: 0,
            AvailableInstanceAmount: 0,
            ServiceManaged: false,
            ServiceID: 0,
            Tags: { Tag: [{ TagKey: 'env', TagValue: 'test' }] },
          },
        ],
      },
      NextToken: '',
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    if (p.SecurityGroupName !== undefined && !isGroupName(p.SecurityGroupName)) return ctx.fail('InvalidSecurityGroupName.Malformed');
    const byToken = p.MaxResults !== undefined || p.NextToken !== undefined;
    const after = p.NextToken === undefined ? undefined : (idOfToken(p.NextToken) ?? ctx.fail('InValidParameter.NextToken'));
    if (p.DryRun) return ctx.fail('DryRunOperation');

    const { PageNumber = 1, PageSize = 10, MaxResults = 10, ServiceManaged, SecurityGroupId, SecurityGroupIds } = p;
    const exact = {
      name: p.SecurityGroupName,
      vpc: p.VpcId,
      resourceGroup: p.ResourceGroupId,
      type: p.SecurityGroupType,
      network: p.NetworkType,
    };
    const where: Where = [
      ...Object.entries(exact).flatMap(([facet, value]) => (value === undefined ? [] : [[facet, value] as const])),
      ...whereTagged(p.Tag),
    ];
    const found = yield* list(
      { account: ctx.account, region: ctx.region },
      'group',
      {
        where,
        ids:
          SecurityGroupId === undefined ? SecurityGroupIds : (SecurityGroupIds ?? [SecurityGroupId]).filter((id) => id === SecurityGroupId),
        keep: ServiceManaged === undefined ? undefined : (head) => (head.service !== '') === ServiceManaged,
      },
      byToken ? { after, limit: MaxResults, total: false } : { skip: (PageNumber - 1) * PageSize, limit: PageSize, total: true },
    );

    const quotas = p.IsQueryEcsCount ? ((yield* root(accountKey(ctx.account)))?.head.quotas ?? {}) : undefined;
    const SecurityGroup: unknown[] = [];
    for (const group of found.rows) {
      const tally = tallyOf(yield* all(here(ctx, 'group', group.key.id)));
      SecurityGroup.push(groupOf(group, tally, quotas ? capacityOf(group.head, quotas) : 0));
    }
    const last = found.rows.at(-1);
    const reply = { RegionId: ctx.region, SecurityGroups: { SecurityGroup } };
    const NextToken = byToken && found.more && last ? tokenOf(last.key.id) : '';
    return {
      reply: byToken ? { ...reply, NextToken } : { ...reply, NextToken, PageNumber, PageSize, TotalCount: found.total },
      effects: [],
    };
  },
});

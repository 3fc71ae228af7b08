import { action } from '#actions/action.ts';
import { dryRun, dryRunOperation } from '#actions/dry-run.ts';
import { integer, wrapped } from '#actions/fields.ts';
import { required } from '#actions/ram-resources.ts';
import { whereTagged } from '#actions/tag-rows.ts';
import { asSent } from '#actions/texts.ts';
import { ownerParams, regionId, requestIdField, tagRows } from '#actions/vocabulary.ts';
import { unsupportedRegion } from '#actions/vpc-params.ts';
import { vpcFields, vpcOf } from '#actions/vpc-view.ts';
import { page } from '#domain/finding.ts';
import type { VpcHead } from '#domain/kinds.ts';
import { list } from '#domain/paging.ts';
import type { Where } from '#kit/deciding.ts';

const maxIds = 20;
const maxVSwitches = 1000;

/** Inferred: all rows. The public page of the action names no codes of its own, except the code DryRunOperation in a parameter's text. */
export default action({
  product: 'Vpc',
  name: 'DescribeVpcs',
  summary: {
    en: 'Lists VPCs in order of creation. All filters must hold; what is not found is left out without an error.',
    zh: '查询专有网络 VPC 列表，按创建顺序返回。需同时满足所有过滤条件；不存在的 VPC 不会报错。',
  },
  mode: 'read',
  seeds: true,
  params: {
    RegionId: regionId,
    VpcId: {
      kind: 'string',
      doc: { en: 'Up to 20 IDs, joined by commas.', zh: 'VPC ID，最多 20 个，以半角逗号分隔。' },
      example: 'vpc-bp1opxu1zkhn00gzv0000',
    },
    VpcName: { kind: 'string', doc: { en: 'The exact name.', zh: 'VPC 名称，精确匹配。' }, example: 'abc' },
    IsDefault: {
      kind: 'boolean',
      doc: { en: 'Only the default VPC, or only others.', zh: '仅返回默认 VPC，或仅返回非默认 VPC。' },
      example: 'false',
    },
    ResourceGroupId: {
      kind: 'string',
      doc: { en: 'VPCs of this resource group.', zh: 'VPC 所属的资源组。' },
      example: 'rg-bp67acfmxazb4p000',
    },
    EnableIpv6: {
      kind: 'boolean',
      doc: { en: 'Only VPCs with an IPv6 block, or only others.', zh: '仅返回已开启 IPv6 的 VPC，或仅返回未开启的 VPC。' },
    },
    Tag: {
      ...tagRows,
      doc: { en: 'Tags that a VPC must have: a key, or a key with a value.', zh: 'VPC 须具有的标签：仅标签键，或标签键和值。' },
    },
    VpcOwnerId: {
      kind: 'integer',
      doc: { en: 'The owner; VPCs of other accounts are never shown.', zh: 'VPC 所属账号 ID；不会返回其他账号的 VPC。' },
    },
    DhcpOptionsSetId: {
      kind: 'string',
      doc: { en: 'VPCs of this DHCP options set; there are none here.', zh: 'VPC 关联的 DHCP 选项集；此处没有 DHCP 选项集。' },
    },
    PageNumber: {
      kind: 'integer',
      min: 1,
      max: 2147483647,
      doc: { en: 'Page number, 1 by default.', zh: '页码，默认为 1。' },
      example: '1',
    },
    PageSize: {
      kind: 'integer',
      min: 1,
      max: 50,
      doc: { en: 'VPCs on a page, 10 by default.', zh: '每页条数，默认为 10。' },
      example: '10',
    },
    DryRun: dryRun,
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    Vpcs: wrapped('Vpc', vpcFields, 'The VPCs.', 'VPC 列表。'),
    PageNumber: integer('The page number.', '页码。'),
    PageSize: integer('VPCs on a page.', '每页条数。'),
    TotalCount: integer('How many VPCs there are.', 'VPC 总数。'),
  },
  errors: {
    'InvalidRegionId.NotFound': { ...unsupportedRegion, source: 'inferred' },
    InvalidVpcId: {
      http: 400,
      message: 'Specified parameter VpcId is not valid.',
      meaning: { en: 'VpcId has more than 20 IDs.', zh: 'VpcId 中的 ID 超过 20 个。' },
      trigger: asSent(`VpcId=${Array.from({ length: maxIds + 1 }, (_, n) => `vpc-${n}`).join()}`),
      source: 'inferred',
    },
    DryRunOperation: { ...dryRunOperation, source: 'inferred' },
  },
  ram: {
    action: 'vpc:DescribeVpcs',
    level: 'list',
    resources: [required('VPC', 'acs:vpc:{region}:{account}:vpc/*')],
    conditions: [],
    dependent: [],
  },
  example: {
    request: { RegionId: 'cn-hangzhou', VpcId: 'vpc-bp1opxu1zkhn00gzv0000' },
    reply: {
      RequestId: 'C6532AA8-D0F7-497F-A8EE-094126D441F5',
      Vpcs: {
        Vpc: [
          {
            VpcId: 'vpc-bp1opxu1zkhn00gzv0000',
            VpcName: 'abc',
            Description: '',
            Status: 'Available',
            RegionId: 'cn-hangzhou',
            OwnerId: 1234567890123456,
            CreationTime: '2026-11-24T08:30:15Z',
            IsDefault: false,
            CidrBlock: '172.16.0.0/12',
            SecondaryCidrBlocks: { SecondaryCidrBlock: [] },
            UserCidrs: { UserCidr: [] },
            EnabledIpv6: false,
            Ipv6CidrBlock: '',
            Ipv6CidrBlocks: { Ipv6CidrBlock: [] },
            VRouterId: 'vrt-bp1lhl0taikrteen80000',
            RouterTableIds: { RouterTableIds: ['vtb-bp145q7glnuzdv0000000'] },
            VSwitchIds: { VSwitchId: ['vsw-bp1nhbnpv2blyz8dl0000'] },
            NatGatewayIds: { NatGatewayIds: [] },
            ResourceGroupId: 'rg-bp67acfmxazb4p000',
            DnsHostnameStatus: 'DISABLED',
            DhcpOptionsSetId: '',
            DhcpOptionsSetStatus: '',
            CenStatus: 'Detached',
            Tags: { Tag: [{ Key: 'env', Value: 'test' }] },
          },
        ],
      },
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    const ids = p.VpcId?.split(',').map((id) => id.trim());
    if (ids && ids.length > maxIds) return ctx.fail('InvalidVpcId');
    if (p.DryRun) return ctx.fail('DryRunOperation');

    const { PageNumber = 1, PageSize = 10, EnableIpv6 } = p;
    const exact = { name: p.VpcName, resourceGroup: p.ResourceGroupId, isDefault: p.IsDefault };
    const where: Where = [
      ...Object.entries(exact).flatMap(([facet, value]) => (value === undefined ? [] : [[facet, String(value)] as const])),
      ...whereTagged(p.Tag),
    ];
    const nothing = p.DhcpOptionsSetId !== undefined || (p.VpcOwnerId !== undefined && p.VpcOwnerId !== Number(ctx.account));
    const hasIpv6 = (head: VpcHead): boolean => (head.ipv6Cidr !== '') === EnableIpv6;
    const scope = { account: ctx.account, region: ctx.region };
    const found = yield* list(
      scope,
      'vpc',
      { where, ids: nothing ? [] : ids, keep: EnableIpv6 === undefined ? undefined : hasIpv6 },
      { skip: (PageNumber - 1) * PageSize, limit: PageSize, total: true },
    );

    const Vpc: unknown[] = [];
    for (const vpc of found.rows) {
      const vswitches = yield* page(scope, 'vswitch', { where: [['vpc', vpc.key.id]], limit: maxVSwitches });
      Vpc.push(
        vpcOf(
          vpc,
          vswitches.rows.map(({ key }) => key.id),
        ),
      );
    }
    return { reply: { Vpcs: { Vpc }, PageNumber, PageSize, TotalCount: found.total }, effects: [] };
  },
});

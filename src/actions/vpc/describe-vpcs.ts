import { action } from '#actions/action.ts';
import { dryRun, dryRunOperation } from '#actions/dry-run.ts';
import { asInferred, inferred } from '#actions/error-rows.ts';
import { wrapped } from '#actions/fields.ts';
import { whereOf } from '#actions/filters.ts';
import { listPage, pageFields, pageParams } from '#actions/pages.ts';
import { booleanParam, integerParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, regionId, requestIdField, tagRows } from '#actions/vocabulary.ts';
import { unsupportedRegion } from '#actions/vpc-params.ts';
import { vpcFields, vpcOf, vpcSample } from '#actions/vpc-view.ts';
import { vswitchIdsOf } from '#domain/vswitch.ts';

const maxIds = 20;
const tooMany = `VpcId=${Array.from({ length: maxIds + 1 }, (_, n) => `vpc-${n}`).join()}`;

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
    VpcId: stringParam('Up to 20 IDs, joined by commas.', 'VPC ID，最多 20 个，以半角逗号分隔。', { example: 'vpc-bp1opxu1zkhn00gzv0000' }),
    VpcName: stringParam('The exact name.', 'VPC 名称，精确匹配。', { example: 'abc' }),
    IsDefault: booleanParam('Only the default VPC, or only others.', '仅返回默认 VPC，或仅返回非默认 VPC。', { example: 'false' }),
    ResourceGroupId: stringParam('VPCs of this resource group.', 'VPC 所属的资源组。', { example: 'rg-bp67acfmxazb4p000' }),
    EnableIpv6: booleanParam('Only VPCs with an IPv6 block, or only others.', '仅返回已开启 IPv6 的 VPC，或仅返回未开启的 VPC。'),
    Tag: {
      ...tagRows,
      doc: { en: 'Tags that a VPC must have: a key, or a key with a value.', zh: 'VPC 须具有的标签：仅标签键，或标签键和值。' },
    },
    VpcOwnerId: integerParam('The owner; VPCs of other accounts are never shown.', 'VPC 所属账号 ID；不会返回其他账号的 VPC。'),
    DhcpOptionsSetId: stringParam('VPCs of this DHCP options set; there are none here.', 'VPC 关联的 DHCP 选项集；此处没有 DHCP 选项集。'),
    ...pageParams(50, 10),
    DryRun: dryRun,
    ...ownerParams,
  },
  returns: { ...requestIdField, Vpcs: wrapped('Vpc', vpcFields, 'The VPCs.', 'VPC 列表。'), ...pageFields },
  errors: {
    'InvalidRegionId.NotFound': asInferred(unsupportedRegion),
    InvalidVpcId: inferred(
      400,
      'Specified parameter VpcId is not valid.',
      'VpcId has more than 20 IDs.',
      'VpcId 中的 ID 超过 20 个。',
      tooMany,
    ),
    DryRunOperation: asInferred(dryRunOperation),
  },
  ram: ramRow('vpc:DescribeVpcs', 'list', [required('VPC', 'acs:vpc:{region}:{account}:vpc/*')]),
  example: {
    request: { RegionId: 'cn-hangzhou', VpcId: 'vpc-bp1opxu1zkhn00gzv0000' },
    reply: {
      RequestId: 'C6532AA8-D0F7-497F-A8EE-094126D441F5',
      Vpcs: { Vpc: [vpcSample] },
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    const ids = p.VpcId?.split(',').map((id) => id.trim());
    if (ids && ids.length > maxIds) return ctx.fail('InvalidVpcId');
    if (p.DryRun) return ctx.fail('DryRunOperation');

    const where = whereOf({ name: p.VpcName, resourceGroup: p.ResourceGroupId, isDefault: p.IsDefault, hasIpv6: p.EnableIpv6 }, p.Tag);
    const nothing = p.DhcpOptionsSetId !== undefined || (p.VpcOwnerId !== undefined && p.VpcOwnerId !== Number(ctx.account));
    const { rows, paging } = yield* listPage(ctx, 'vpc', { where, ids: nothing ? [] : ids }, p, { by: 'number', size: 10 });
    const Vpc: unknown[] = [];
    for (const vpc of rows) {
      const vswitches = yield* vswitchIdsOf(ctx, vpc.key.id);
      Vpc.push(vpcOf(vpc, vswitches));
    }
    return { reply: { Vpcs: { Vpc }, ...paging }, effects: [] };
  },
});

import { action } from '#actions/action.ts';
import { dryRun, dryRunOperation } from '#actions/dry-run.ts';
import { asInferred } from '#actions/error-rows.ts';
import { wrapped } from '#actions/fields.ts';
import { whereOf } from '#actions/filters.ts';
import { listPage, pageFields, pageParams } from '#actions/pages.ts';
import { booleanParam, integerParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, requestIdField, tagRows } from '#actions/vocabulary.ts';
import { unsupportedRegion, vpcRegion } from '#actions/vpc-params.ts';
import { showVSwitch, vswitchFields, vswitchSample } from '#actions/vswitch-view.ts';
import { vpcOfRouteTable } from '#domain/vpc.ts';

/** Inferred: all rows. The public page of the action names no codes of its own, except the code DryRunOperation in a parameter's text. */
export default action({
  product: 'Vpc',
  name: 'DescribeVSwitches',
  summary: {
    en: 'Lists VSwitches in order of creation. All filters must hold; what is not found is left out without an error.',
    zh: '查询交换机列表，按创建顺序返回。需同时满足所有过滤条件；不存在的交换机不会报错。',
  },
  mode: 'read',
  seeds: true,
  params: {
    RegionId: vpcRegion,
    VpcId: stringParam('VSwitches of this VPC.', '交换机所属的 VPC。', { example: 'vpc-bp1opxu1zkhn00gzv0000' }),
    VSwitchId: stringParam('This VSwitch only.', '仅返回该交换机。', { example: 'vsw-bp1nhbnpv2blyz8dl0000' }),
    ZoneId: stringParam('VSwitches of this zone.', '交换机所属的可用区。', { example: 'cn-hangzhou-b' }),
    VSwitchName: stringParam('The exact name.', '交换机名称，精确匹配。', { example: 'web' }),
    IsDefault: booleanParam('Only default VSwitches, or only others.', '仅返回默认交换机，或仅返回非默认交换机。', { example: 'false' }),
    EnableIpv6: booleanParam('Only VSwitches with IPv6, or only others.', '仅返回已开启 IPv6 的交换机，或仅返回未开启的交换机。'),
    ResourceGroupId: stringParam('VSwitches of this resource group.', '交换机所属的资源组。', { example: 'rg-bp67acfmxazb4p000' }),
    RouteTableId: stringParam('VSwitches that use this route table.', '使用该路由表的交换机。', { example: 'vtb-bp145q7glnuzdv0000000' }),
    VSwitchOwnerId: integerParam(
      'The owner; VSwitches of other accounts are never shown.',
      '交换机所属账号 ID；不会返回其他账号的交换机。',
    ),
    Tag: {
      ...tagRows,
      doc: { en: 'Tags that a VSwitch must have: a key, or a key with a value.', zh: '交换机须具有的标签：仅标签键，或标签键和值。' },
    },
    ...pageParams(50, 10),
    DryRun: dryRun,
    ...ownerParams,
  },
  returns: { ...requestIdField, VSwitches: wrapped('VSwitch', vswitchFields, 'The VSwitches.', '交换机列表。'), ...pageFields },
  errors: { 'InvalidRegionId.NotFound': asInferred(unsupportedRegion), DryRunOperation: asInferred(dryRunOperation) },
  ram: ramRow('vpc:DescribeVSwitches', 'list', [required('VSwitch', 'acs:vpc:{region}:{account}:vswitch/*')]),
  example: {
    request: { RegionId: 'cn-hangzhou', VpcId: 'vpc-bp1opxu1zkhn00gzv0000' },
    reply: {
      RequestId: '9A572171-4E27-40D1-BD36-D26C9E71E29E',
      VSwitches: { VSwitch: [vswitchSample] },
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    if (p.DryRun) return ctx.fail('DryRunOperation');
    const routed = p.RouteTableId === undefined ? undefined : ((yield* vpcOfRouteTable(ctx, p.RouteTableId))?.key.id ?? '');
    const where = whereOf(
      {
        name: p.VSwitchName,
        vpc: p.VpcId ?? routed,
        zone: p.ZoneId,
        resourceGroup: p.ResourceGroupId,
        isDefault: p.IsDefault,
        hasIpv6: p.EnableIpv6,
      },
      p.Tag,
    );
    const foreign = p.VSwitchOwnerId !== undefined && p.VSwitchOwnerId !== Number(ctx.account);
    const nothing = foreign || (p.VpcId !== undefined && routed !== undefined && routed !== p.VpcId);
    const ids = nothing ? [] : p.VSwitchId === undefined ? undefined : [p.VSwitchId];
    const { rows, paging } = yield* listPage(ctx, 'vswitch', { where, ids }, p, { by: 'number', size: 10 });
    const VSwitch: unknown[] = [];
    for (const vswitch of rows) VSwitch.push(yield* showVSwitch(ctx, vswitch));
    return { reply: { VSwitches: { VSwitch }, ...paging }, effects: [] };
  },
});

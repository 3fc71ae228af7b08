import { action } from '#actions/action.ts';
import { dryRun, dryRunOperation } from '#actions/dry-run.ts';
import { asInferred } from '#actions/error-rows.ts';
import { flag, integer, text, wrapped } from '#actions/fields.ts';
import { find } from '#actions/find.ts';
import { booleanParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { noSuchVpc, unsupportedRegion, vpcId } from '#actions/vpc-params.ts';
import { vpcFields, vpcOf, vpcSample } from '#actions/vpc-view.ts';
import { page } from '#domain/finding.ts';
import { vswitchIdsOf } from '#domain/vswitch.ts';

/** What DescribeVpcs shows of a VPC and this action does not. */
const without = <T>({ RouterTableIds, NatGatewayIds, CenStatus, ...rest }: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  rest;

const cens = {
  CenId: text('The CEN instance.', '云企业网实例 ID。'),
  CenOwnerId: integer('Its owner.', '云企业网实例所属账号 ID。'),
  CenStatus: text('Its status.', '云企业网实例状态。'),
};
const sources = {
  SourceInstanceId: text('The source.', '路由传播源实例 ID。'),
  SourceOwnerId: integer('Its owner.', '路由传播源所属账号 ID。'),
  SourceType: text('Its type.', '路由传播源类型。'),
  Status: text('Its status.', '路由传播状态。'),
  RoutePropagated: flag('Whether routes are propagated.', '是否已传播路由。'),
};
const resources = {
  ResourceType: text('`VSwitch`, `VRouter` or `RouteTable`.', '资源类型：`VSwitch`、`VRouter` 或 `RouteTable`。'),
  ResourceCount: integer('How many there are.', '资源数量。'),
};
const nothingElse = {
  AssociatedCens: { AssociatedCen: [] },
  AssociatedPropagationSources: { AssociatedPropagationSources: [] },
  Ipv4GatewayId: '',
  SupportIpv4Gateway: false,
};
const countsOf = (vswitches: number) => ({
  CloudResources: {
    CloudResourceSetType: [
      { ResourceType: 'VSwitch', ResourceCount: vswitches },
      { ResourceType: 'VRouter', ResourceCount: 1 },
      { ResourceType: 'RouteTable', ResourceCount: 1 },
    ],
  },
});

/** Inferred: InvalidRegionId.NotFound, and the code DryRunOperation as such. No request here gets IncorrectVpcStatus: a VPC is always available. */
export default action({
  product: 'Vpc',
  name: 'DescribeVpcAttribute',
  summary: { en: 'Shows one VPC.', zh: '查询指定专有网络 VPC 的配置信息。' },
  mode: 'read',
  params: {
    RegionId: regionId,
    VpcId: vpcId,
    IsDefault: booleanParam('Accepted and ignored: VpcId names the VPC.', '接受但忽略：以 VpcId 为准。', { example: 'false' }),
    DryRun: dryRun,
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    ...without(vpcFields),
    ClassicLinkEnabled: flag('Whether ClassicLink is on.', '是否已开启 ClassicLink。'),
    CloudResources: wrapped('CloudResourceSetType', resources, 'What is in the VPC.', 'VPC 中的资源。'),
    AssociatedCens: wrapped('AssociatedCen', cens, 'Always empty.', '绑定的云企业网，始终为空。'),
    AssociatedPropagationSources: wrapped('AssociatedPropagationSources', sources, 'Always empty.', '路由传播源，始终为空。'),
    Ipv4GatewayId: text('Always empty.', 'IPv4 网关 ID，始终为空。'),
    SupportIpv4Gateway: flag('Always false.', '是否支持 IPv4 网关，始终为 false。'),
  },
  errors: {
    'InvalidRegionId.NotFound': asInferred(unsupportedRegion),
    'InvalidVpcId.NotFound': noSuchVpc,
    DryRunOperation: asInferred(dryRunOperation),
  },
  ram: ramRow('vpc:DescribeVpcAttribute', 'get', [required('VPC', 'acs:vpc:{region}:{account}:vpc/{VpcId}')]),
  example: {
    request: { RegionId: 'cn-hangzhou', VpcId: 'vpc-bp1opxu1zkhn00gzv0000' },
    reply: {
      RequestId: '7486AE4A-129D-43DB-A714-2432C074BA04',
      ...without<unknown>(vpcSample),
      ClassicLinkEnabled: false,
      ...countsOf(1),
      ...nothingElse,
    },
  },
  *handle(p, ctx) {
    const vpc = yield* find(ctx, 'vpc', p.VpcId, 'look', 'InvalidVpcId.NotFound');
    if (p.DryRun) return ctx.fail('DryRunOperation');
    const vswitches = yield* vswitchIdsOf(ctx, p.VpcId);
    const { total = 0 } = yield* page(ctx, 'vswitch', { where: [['vpc', p.VpcId]], limit: 1, total: true });
    const shown = without(vpcOf(vpc, vswitches));
    return { reply: { ...shown, ClassicLinkEnabled: vpc.head.classicLink, ...countsOf(total), ...nothingElse }, effects: [] };
  },
});

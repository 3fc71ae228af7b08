import { action } from '#actions/action.ts';
import { asInferred } from '#actions/error-rows.ts';
import { flag, integer, text, wrapped } from '#actions/fields.ts';
import { whereOf } from '#actions/filters.ts';
import { listPage, pageFields, pageParams } from '#actions/pages.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, regionId, requestIdField, tagRows } from '#actions/vocabulary.ts';
import { unsupportedRegion } from '#actions/vpc-params.ts';
import { wireTime } from '#actions/wire-time.ts';
import type { VpcHead } from '#domain/network-heads.ts';
import { vswitchIdsOf } from '#domain/vswitch.ts';
import type { Loaded } from '#kit/deciding.ts';

const tableFields = {
  RouteTableId: text('The ID of the route table.', '路由表 ID。'),
  RouteTableName: text('Its name.', '路由表名称。'),
  Description: text('Its description.', '路由表描述。'),
  RouteTableType: text('Always `System`.', '路由表类型，固定为 `System`。'),
  AssociateType: text('Always `VSwitch`.', '关联类型，固定为 `VSwitch`。'),
  Status: text('Always `Available`.', '路由表状态，固定为 `Available`。'),
  VpcId: text('The VPC that it belongs to.', '路由表所属的 VPC ID。'),
  RouterId: text('The router of the VPC.', 'VPC 的路由器 ID。'),
  RouterType: text('Always `VRouter`.', '路由器类型，固定为 `VRouter`。'),
  RoutePropagationEnable: flag('Whether it takes routes that are propagated to it.', '是否接收路由传播。'),
  ResourceGroupId: text('The resource group of the VPC.', '路由表所属的资源组 ID。'),
  OwnerId: integer('The account that owns it.', '路由表所属的阿里云账号 ID。'),
  CreationTime: text('When it was made, UTC.', '创建时间，UTC。'),
  VSwitchIds: wrapped('VSwitchId', 'string', 'The VSwitches of the VPC.', 'VPC 中的交换机列表。'),
  GatewayIds: wrapped('GatewayIds', 'string', 'Always empty.', '绑定的网关，始终为空。'),
  Tags: wrapped('Tag', { Key: text('Tag key.', '标签键。'), Value: text('Tag value.', '标签值。') }, 'Always empty.', '标签，始终为空。'),
};

const tableOf = ({ key, head }: Loaded<VpcHead>, vswitches: readonly string[]) => ({
  RouteTableId: head.routeTable,
  RouteTableName: head.routeTableName,
  Description: head.routeTableDescription,
  RouteTableType: 'System',
  AssociateType: 'VSwitch',
  Status: 'Available',
  VpcId: key.id,
  RouterId: head.router,
  RouterType: 'VRouter',
  RoutePropagationEnable: head.routePropagation,
  ResourceGroupId: head.resourceGroup,
  OwnerId: Number(key.account),
  CreationTime: wireTime(head.created),
  VSwitchIds: { VSwitchId: vswitches },
  GatewayIds: { GatewayIds: [] },
  Tags: { Tag: [] },
});

/** Inferred: InvalidRegionId.NotFound. The public table has only a row about permissions. */
export default action({
  product: 'Vpc',
  name: 'DescribeRouteTableList',
  summary: {
    en: 'Lists route tables: each VPC has one, the system route table.',
    zh: '查询路由表列表。每个 VPC 有一个系统路由表。',
  },
  mode: 'read',
  seeds: true,
  params: {
    RegionId: regionId,
    VpcId: stringParam('The route table of this VPC.', '路由表所属的 VPC。', { example: 'vpc-bp1opxu1zkhn00gzv0000' }),
    RouteTableId: stringParam('This route table only.', '仅返回该路由表。', { example: 'vtb-bp145q7glnuzdv0000000' }),
    RouteTableName: stringParam('The exact name.', '路由表名称，精确匹配。', { example: 'main' }),
    RouteTableType: stringParam('`System`; there are no `Custom` ones here.', '`System`；此处没有 `Custom` 路由表。', {
      values: ['System', 'Custom'],
      example: 'System',
    }),
    RouterId: stringParam('The route table of this router.', '路由表所属的路由器。', { example: 'vrt-bp1lhl0taikrteen80000' }),
    RouterType: stringParam('`VRouter`; there are no `VBR` ones here.', '`VRouter`；此处没有 `VBR`。', {
      values: ['VRouter', 'VBR'],
      example: 'VRouter',
    }),
    ResourceGroupId: stringParam('Route tables of this resource group.', '路由表所属的资源组。', { example: 'rg-bp67acfmxazb4p000' }),
    Tag: {
      ...tagRows,
      doc: { en: 'Route tables have no tags here: any tag finds none.', zh: '此处路由表没有标签，传入标签时不返回路由表。' },
    },
    ...pageParams(50, 10),
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    RouterTableList: wrapped('RouterTableListType', tableFields, 'The route tables.', '路由表列表。'),
    ...pageFields,
  },
  errors: { 'InvalidRegionId.NotFound': asInferred(unsupportedRegion) },
  ram: ramRow('vpc:DescribeRouteTableList', 'list', [required('RouteTable', 'acs:vpc:{region}:{account}:routetable/*')]),
  example: {
    request: { RegionId: 'cn-hangzhou', VpcId: 'vpc-bp1opxu1zkhn00gzv0000' },
    reply: {
      RequestId: 'DC668356-BCB4-42FD-9BC3-FA2B2E04B634',
      RouterTableList: {
        RouterTableListType: [
          {
            RouteTableId: 'vtb-bp145q7glnuzdv0000000',
            RouteTableName: '',
            RouteTableType: 'System',
            VpcId: 'vpc-bp1opxu1zkhn00gzv0000',
            RouterId: 'vrt-bp1lhl0taikrteen80000',
            RouterType: 'VRouter',
            VSwitchIds: { VSwitchId: ['vsw-bp1nhbnpv2blyz8dl0000'] },
          },
        ],
      },
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    const nothing = (p.RouteTableType ?? 'System') !== 'System' || (p.RouterType ?? 'VRouter') !== 'VRouter' || p.Tag !== undefined;
    const filter = {
      where: whereOf({ routeTable: p.RouteTableId, resourceGroup: p.ResourceGroupId }),
      ids: nothing ? [] : p.VpcId === undefined ? undefined : [p.VpcId],
      keep:
        p.RouterId === undefined && p.RouteTableName === undefined
          ? undefined
          : (vpc: VpcHead) => vpc.router === (p.RouterId ?? vpc.router) && vpc.routeTableName === (p.RouteTableName ?? vpc.routeTableName),
    };
    const { rows, paging } = yield* listPage(ctx, 'vpc', filter, p, { by: 'number', size: 10 });
    const RouterTableListType: unknown[] = [];
    for (const vpc of rows) {
      const vswitches = yield* vswitchIdsOf(ctx, vpc.key.id);
      RouterTableListType.push(tableOf(vpc, vswitches));
    }
    return { reply: { RouterTableList: { RouterTableListType }, ...paging }, effects: [] };
  },
});

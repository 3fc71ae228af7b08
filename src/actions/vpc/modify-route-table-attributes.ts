import { action } from '#actions/action.ts';
import { asInferred, inferred } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { booleanParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { unsupportedRegion } from '#actions/vpc-params.ts';
import { badDescription, badName, descriptionParam, judgeTexts, nameParam } from '#actions/vpc-texts.ts';
import { vpcOfRouteTable } from '#domain/vpc.ts';

/** Inferred: all rows. The public table has only a row about permissions. */
export default action({
  product: 'Vpc',
  name: 'ModifyRouteTableAttributes',
  summary: {
    en: 'Changes name, description and route propagation of a route table. What is not sent stays.',
    zh: '修改路由表的名称、描述和路由传播设置。未传入的属性保持不变。',
  },
  mode: 'change',
  params: {
    RegionId: regionId,
    RouteTableId: stringParam('The ID of the route table.', '路由表 ID。', { required: true, example: 'vtb-bp145q7glnuzdv0000000' }),
    RouteTableName: nameParam('main'),
    Description: descriptionParam('main routes'),
    RoutePropagationEnable: booleanParam('Whether it takes routes that are propagated to it.', '是否接收路由传播。', { example: 'true' }),
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    'InvalidRegionId.NotFound': asInferred(unsupportedRegion),
    'InvalidRouteTableName.Malformed': {
      http: 400,
      message: 'Specified route table name is not valid.',
      ...badName('RouteTableName'),
      source: 'inferred',
    },
    'InvalidDescription.Malformed': { http: 400, message: 'Specified description is not valid.', ...badDescription, source: 'inferred' },
    'InvalidRouteTableId.NotFound': inferred(
      404,
      'Specified route table does not exist.',
      'The account has no such route table in this region.',
      '该账号在此地域中没有该路由表。',
      'RouteTableId=vtb-none',
    ),
  },
  ram: ramRow('vpc:ModifyRouteTableAttributes', 'update', [required('RouteTable', 'acs:vpc:{region}:{account}:routetable/{RouteTableId}')]),
  example: {
    request: { RegionId: 'cn-hangzhou', RouteTableId: 'vtb-bp145q7glnuzdv0000000', RouteTableName: 'main' },
    reply: { RequestId: '62172DD5-6BAC-45DF-8D44-56SDF467BAC1' },
  },
  *handle(p, ctx) {
    judgeTexts(
      ctx,
      { name: p.RouteTableName, description: p.Description },
      { name: 'InvalidRouteTableName.Malformed', description: 'InvalidDescription.Malformed' },
    );
    const found = (yield* vpcOfRouteTable(ctx, p.RouteTableId)) ?? ctx.fail('InvalidRouteTableId.NotFound');
    const { key, head } = yield* find(ctx, 'vpc', found.key.id, 'change', 'InvalidRouteTableId.NotFound');
    const changed = {
      ...head,
      routeTableName: p.RouteTableName ?? head.routeTableName,
      routeTableDescription: p.Description ?? head.routeTableDescription,
      routePropagation: p.RoutePropagationEnable ?? head.routePropagation,
    };
    return { reply: {}, effects: [{ put: key, head: changed }] };
  },
});

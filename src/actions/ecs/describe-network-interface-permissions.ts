import { action } from '#actions/action.ts';
import { interfaceRegion } from '#actions/ecs/interfaces/interface-params.ts';
import { invalidParameter, missingParameter } from '#actions/ecs/interfaces/interface-rows.ts';
import { permissionFields, permissionOf, permissionSample } from '#actions/ecs/interfaces/permission-view.ts';
import { asInferred } from '#actions/error-rows.ts';
import { wrapped } from '#actions/fields.ts';
import { whereOf } from '#actions/filters.ts';
import { listPage, pageFields } from '#actions/pages.ts';
import { integerParam, stringParam, stringsParam } from '#actions/params.ts';
import { optional, ramRow } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, requestIdField } from '#actions/vocabulary.ts';

/** Inferred: all rows, from the actions on interfaces. No public page lists codes of this one, which is open on request only. */
export default action({
  product: 'Ecs',
  name: 'DescribeNetworkInterfacePermissions',
  summary: {
    en: 'Lists permissions on elastic network interfaces that were given to other accounts.',
    zh: '查询授予其他账号的弹性网卡权限列表。',
  },
  mode: 'read',
  params: {
    RegionId: interfaceRegion,
    NetworkInterfaceId: stringParam('Permissions on this interface.', '弹性网卡 ID。', { example: 'eni-bp14v2sdd3v8htln0000' }),
    NetworkInterfacePermissionId: stringsParam(100, 'Any of these permissions.', '弹性网卡权限 ID，匹配其中任意一个。'),
    PageNumber: integerParam('Page number, 1 by default.', '页码，默认为 1。', {
      min: 1,
      max: 2147483647,
      wrong: 'InvalidParameter',
      example: '1',
    }),
    PageSize: integerParam('Rows on a page, up to 100; 10 by default.', '每页条数，最大 100，默认为 10。', {
      min: 1,
      max: 100,
      wrong: 'InvalidParameter',
      example: '10',
    }),
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    NetworkInterfacePermissions: wrapped('NetworkInterfacePermission', permissionFields, 'The permissions.', '弹性网卡权限列表。'),
    ...pageFields,
  },
  errors: {
    MissingParameter: asInferred(missingParameter),
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    InvalidParameter: asInferred(invalidParameter('PageSize=101')),
  },
  ram: ramRow('ecs:DescribeNetworkInterfacePermissions', 'get', [
    optional('NetworkInterface', 'acs:ecs:{region}:{account}:eni/{NetworkInterfaceId|*}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000' },
    reply: {
      RequestId: '0FCD3DEF-63D3-4605-A818-805C8BD7DB87',
      NetworkInterfacePermissions: { NetworkInterfacePermission: [permissionSample] },
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    if (p.NetworkInterfaceId === undefined && !p.NetworkInterfacePermissionId)
      return ctx.fail('MissingParameter', 'NetworkInterfaceId,NetworkInterfacePermissionId');
    const filter = { where: whereOf({ interface: p.NetworkInterfaceId }), ids: p.NetworkInterfacePermissionId };
    const { rows, paging } = yield* listPage(ctx, 'interfacePermission', filter, p, { by: 'number', size: 10 });
    return { reply: { NetworkInterfacePermissions: { NetworkInterfacePermission: rows.map(permissionOf) }, ...paging }, effects: [] };
  },
});

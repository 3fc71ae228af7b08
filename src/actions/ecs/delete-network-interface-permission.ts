import { action } from '#actions/action.ts';
import { interfaceRegion } from '#actions/ecs/interfaces/interface-params.ts';
import { missingParameter } from '#actions/ecs/interfaces/interface-rows.ts';
import { asInferred, inferred } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { booleanParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, requestIdField } from '#actions/vocabulary.ts';

/** Inferred: all rows. No public page lists codes of this action, which is open on request only. */
export default action({
  product: 'Ecs',
  name: 'DeleteNetworkInterfacePermission',
  summary: { en: 'Takes a permission on an elastic network interface back.', zh: '撤销一个弹性网卡权限。' },
  mode: 'change',
  params: {
    RegionId: interfaceRegion,
    NetworkInterfacePermissionId: stringParam('The permission.', '弹性网卡权限 ID。', {
      required: true,
      missing: 'MissingParameter',
      example: 'eni-perm-bp1cs4lwn56lfb0000',
    }),
    Force: booleanParam('Accepted and ignored: nothing is ever attached by another account.', '接受但忽略：不会有其他账号绑定弹性网卡。'),
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    MissingParameter: asInferred(missingParameter),
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    'InvalidNetworkInterfacePermissionId.NotFound': inferred(
      404,
      'The specified NetworkInterfacePermissionId "%s" is not found.',
      'The account has given no such permission in this region.',
      '该账号在此地域中没有该弹性网卡权限。',
      'NetworkInterfacePermissionId=eni-perm-none',
    ),
  },
  ram: ramRow('ecs:DeleteNetworkInterfacePermission', 'delete', [required('NetworkInterface', 'acs:ecs:{region}:{account}:eni/*')]),
  example: {
    request: { RegionId: 'cn-hangzhou', NetworkInterfacePermissionId: 'eni-perm-bp1cs4lwn56lfb0000' },
    reply: { RequestId: '0FCD3DEF-63D3-4605-A818-805C8BD7DB87' },
  },
  *handle(p, ctx) {
    const { NetworkInterfacePermissionId: id } = p;
    const { key } = yield* find(ctx, 'interfacePermission', id, 'change', 'InvalidNetworkInterfacePermissionId.NotFound', id);
    return { reply: {}, effects: [{ drop: key }] };
  },
});

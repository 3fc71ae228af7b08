import { action } from '#actions/action.ts';
import { interfaceId, interfaceRegion } from '#actions/ecs/interfaces/interface-params.ts';
import { malformedInterfaceId, missingParameter, noSuchInterface, wrongInterfaceState } from '#actions/ecs/interfaces/interface-rows.ts';
import { dropInterface } from '#actions/ecs/interfaces/make-interface.ts';
import { asInferred } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, requestIdField } from '#actions/vocabulary.ts';

/**
 * Inferred: InvalidRegionId.NotFound. Rows of the public table that no request here gets: those about accounts, RAM users and regions, those of
 * other actions on interfaces, whose table this one shares, and InvalidOperation.EniServiceManaged (products manage groups here, no interfaces).
 */
export default action({
  product: 'Ecs',
  name: 'DeleteNetworkInterface',
  summary: {
    en: 'Deletes an elastic network interface that is not attached. It leaves its security groups and gives its addresses back.',
    zh: '删除一张未绑定实例的弹性网卡。弹性网卡会退出所属的安全组，其 IP 地址会被释放。',
  },
  mode: 'change',
  params: { RegionId: interfaceRegion, NetworkInterfaceId: interfaceId, ...ownerParams },
  returns: requestIdField,
  errors: {
    MissingParameter: missingParameter,
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    'InvalidParams.EniId': malformedInterfaceId,
    'InvalidEniId.NotFound': noSuchInterface,
    'InvalidOperation.InvalidEniState': wrongInterfaceState(
      'Available',
      'InUse',
      'The interface is attached to an instance.',
      '弹性网卡已绑定实例。',
      { en: 'NetworkInterfaceId of an interface that is attached.', zh: 'NetworkInterfaceId 为已绑定实例的弹性网卡。' },
    ),
  },
  ram: ramRow('ecs:DeleteNetworkInterface', 'delete', [
    required('NetworkInterface', 'acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000' },
    reply: { RequestId: 'F3CD6886-D8D0-4FEE-B93E-1B73239673DE' },
  },
  *handle(p, ctx) {
    const found = yield* find(ctx, 'interface', p.NetworkInterfaceId, 'change', 'InvalidEniId.NotFound', p.NetworkInterfaceId);
    if (found.head.status !== 'Available') return ctx.fail('InvalidOperation.InvalidEniState');
    return { reply: {}, effects: yield* dropInterface(found) };
  },
});

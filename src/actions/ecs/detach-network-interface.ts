import { action } from '#actions/action.ts';
import { attachedInstance, interfaceId, interfaceRegion } from '#actions/ecs/interfaces/interface-params.ts';
import {
  malformedInstanceId,
  malformedInterfaceId,
  missingParameter,
  noSuchInstance,
  noSuchInterface,
  unsupportedParameter,
} from '#actions/ecs/interfaces/interface-rows.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, requestIdField } from '#actions/vocabulary.ts';

/**
 * Inferred: InvalidRegionId.NotFound. Rows of the public table that no request here gets: those about accounts, RAM users and regions, those of
 * other actions on interfaces, InvalidOperation.InvalidEcsState (an instance is running or stopped), InvalidInstanceId.NotFound
 * (InvalidEcsId.NotFound says it), InvalidOperation.EniServiceManaged and .EniLinked.
 */
export default action({
  product: 'Ecs',
  name: 'DetachNetworkInterface',
  summary: {
    en: 'Detaches a secondary elastic network interface from its instance. It keeps its addresses and security groups.',
    zh: '将一张辅助弹性网卡与实例解绑。弹性网卡的 IP 地址和所属安全组不变。',
  },
  mode: 'change',
  params: {
    RegionId: interfaceRegion,
    NetworkInterfaceId: interfaceId,
    InstanceId: attachedInstance,
    TrunkNetworkInstanceId: stringParam('Trunk interfaces are not supported.', '不支持 Trunk 网卡。'),
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    MissingParameter: missingParameter,
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    UnsupportedParameter: unsupportedParameter('TrunkNetworkInstanceId=eni-1'),
    'InvalidParams.EniId': malformedInterfaceId,
    'InvalidInstanceID.Malformed': malformedInstanceId,
    'InvalidEniId.NotFound': noSuchInterface,
    'InvalidEcsId.NotFound': noSuchInstance,
    'InvalidOperation.DetachPrimaryEniNotAllowed': documented(
      400,
      'The primary network interface cannot be detached.',
      'A primary interface stays with its instance.',
      '主网卡不能与实例解绑。',
      { en: 'NetworkInterfaceId of the primary interface of an instance.', zh: 'NetworkInterfaceId 为实例的主网卡。' },
    ),
    'InvalidOperation.InvalidEniState': documented(
      400,
      'The network interface is not attached to the instance "%s".',
      'The interface is not attached to that instance.',
      '弹性网卡未绑定到该实例。',
      { en: 'NetworkInterfaceId of an interface that is not attached.', zh: 'NetworkInterfaceId 为未绑定的弹性网卡。' },
    ),
  },
  ram: ramRow('ecs:DetachNetworkInterface', 'update', [
    required('NetworkInterface', 'acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}'),
    required('Instance', 'acs:ecs:{region}:{account}:instance/{InstanceId}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000', InstanceId: 'i-bp67acfmxazb4p000000' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    if (p.TrunkNetworkInstanceId !== undefined) return ctx.fail('UnsupportedParameter', 'TrunkNetworkInstanceId');
    const { key, head } = yield* find(ctx, 'interface', p.NetworkInterfaceId, 'change', 'InvalidEniId.NotFound', p.NetworkInterfaceId);
    yield* find(ctx, 'instance', p.InstanceId, 'look', 'InvalidEcsId.NotFound', p.InstanceId);
    if (head.type === 'Primary') return ctx.fail('InvalidOperation.DetachPrimaryEniNotAllowed');
    if (head.instance !== p.InstanceId) return ctx.fail('InvalidOperation.InvalidEniState', p.InstanceId);
    return { reply: {}, effects: [{ put: key, head: { ...head, status: 'Available', instance: '', attached: 0, networkCard: -1 } }] };
  },
});

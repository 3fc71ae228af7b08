import { action } from '#actions/action.ts';
import { attachedInstance, interfaceId, interfaceRegion } from '#actions/ecs/interfaces/interface-params.ts';
import {
  invalidParameter,
  malformedInstanceId,
  malformedInterfaceId,
  missingParameter,
  noSuchInstance,
  noSuchInterface,
  unsupportedParameter,
  wrongInterfaceState,
  wrongInterfaceType,
} from '#actions/ecs/interfaces/interface-rows.ts';
import { asInferred, documented, inferred } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { integerParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { page } from '#domain/finding.ts';
import { instanceTypeOf } from '#domain/instance-types.ts';
import { addressLimitsOf, v4CountOf, v6CountOf } from '#domain/interface-limits.ts';

/**
 * Inferred: InvalidRegionId.NotFound and InvalidOperation.Ipv6CountExceeded. Rows of the public table that no request here gets: those about
 * accounts, RAM users and regions, those of other actions on interfaces, InvalidOperation.InvalidEcsState (an instance is running or stopped),
 * InvalidInstanceId.NotFound (InvalidEcsId.NotFound says it), InvalidOperation.InvalidGeneration, .EniServiceManaged and .Ipv6NotSupport.
 */
export default action({
  product: 'Ecs',
  name: 'AttachNetworkInterface',
  summary: {
    en: 'Attaches a secondary elastic network interface to an instance of the same VPC and zone.',
    zh: '将一张辅助弹性网卡绑定到同一专有网络 VPC、同一可用区的实例。',
  },
  mode: 'change',
  params: {
    RegionId: interfaceRegion,
    NetworkInterfaceId: interfaceId,
    InstanceId: attachedInstance,
    NetworkCardIndex: integerParam('The network card of the instance; kept and shown.', '实例的网卡索引，仅保存和返回。', {
      wrong: 'InvalidParameter',
      min: 0,
      max: 255,
      example: '0',
    }),
    TrunkNetworkInstanceId: stringParam('Trunk interfaces are not supported.', '不支持 Trunk 网卡。'),
    WaitForNetworkConfigurationReady: { kind: 'boolean', deprecated: true, doc: { en: 'Accepted and ignored.', zh: '接受但忽略。' } },
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    MissingParameter: missingParameter,
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    InvalidParameter: invalidParameter('NetworkCardIndex=-1'),
    UnsupportedParameter: unsupportedParameter('TrunkNetworkInstanceId=eni-1'),
    'InvalidParams.EniId': malformedInterfaceId,
    'InvalidInstanceID.Malformed': malformedInstanceId,
    'InvalidEniId.NotFound': noSuchInterface,
    'InvalidEcsId.NotFound': noSuchInstance,
    'InvalidOperation.InvalidEniType': wrongInterfaceType('A primary interface stays with its instance.', '主网卡不能绑定到其他实例。'),
    'InvalidOperation.InvalidEniState': wrongInterfaceState(
      'Available',
      'InUse',
      'The interface is attached already.',
      '弹性网卡已绑定实例。',
      { en: 'NetworkInterfaceId of an interface that is attached.', zh: 'NetworkInterfaceId 为已绑定实例的弹性网卡。' },
    ),
    'InvalidOperation.VpcMismatch': documented(
      403,
      'The instance and the network interface are not in the same VPC.',
      'Instance and interface are of different VPCs.',
      '实例与弹性网卡不属于同一个专有网络 VPC。',
      { en: 'InstanceId of an instance of another VPC.', zh: 'InstanceId 为其他专有网络 VPC 的实例。' },
    ),
    'InvalidOperation.AvailabilityZoneMismatch': documented(
      403,
      'The instance and the network interface are not in the same zone.',
      'Instance and interface are in different zones.',
      '实例与弹性网卡不在同一个可用区。',
      { en: 'InstanceId of an instance in another zone.', zh: 'InstanceId 为其他可用区的实例。' },
    ),
    EniPerInstanceLimitExceeded: documented(
      403,
      'The number of network interfaces of the instance exceeds the limit of its instance type.',
      'The instance has as many interfaces as its type allows.',
      '实例绑定的弹性网卡数量已达实例规格的上限。',
      { en: 'An instance of ecs.t6-c1m1.large that has a secondary interface.', zh: '已绑定一张辅助弹性网卡的 ecs.t6-c1m1.large 实例。' },
    ),
    'InvalidOperation.Ipv4CountExceeded': documented(
      403,
      'The number of private IP addresses of the network interface exceeds the limit of the instance type.',
      'The interface has more private IPv4 addresses than the type of the instance allows.',
      '弹性网卡的私网 IP 地址数量超过实例规格的上限。',
      { en: 'An interface of 10 addresses and an instance of ecs.g6.large.', zh: '将具有 10 个地址的弹性网卡绑定到 ecs.g6.large 实例。' },
    ),
    'InvalidOperation.Ipv6CountExceeded': inferred(
      403,
      'The number of IPv6 addresses of the network interface exceeds the limit of the instance type.',
      'The interface has more IPv6 addresses than the type of the instance allows.',
      '弹性网卡的 IPv6 地址数量超过实例规格的上限。',
      {
        en: 'An interface of 2 IPv6 addresses and an instance of ecs.g6.large.',
        zh: '将具有 2 个 IPv6 地址的弹性网卡绑定到 ecs.g6.large 实例。',
      },
    ),
  },
  ram: ramRow('ecs:AttachNetworkInterface', 'update', [
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
    const instance = yield* find(ctx, 'instance', p.InstanceId, 'keep', 'InvalidEcsId.NotFound', p.InstanceId);
    if (head.type === 'Primary') return ctx.fail('InvalidOperation.InvalidEniType');
    if (head.status !== 'Available') return ctx.fail('InvalidOperation.InvalidEniState');
    if (instance.head.vpc !== head.vpc) return ctx.fail('InvalidOperation.VpcMismatch');
    if (instance.head.zone !== head.zone) return ctx.fail('InvalidOperation.AvailabilityZoneMismatch');
    const type = instanceTypeOf(instance.head.type);
    const scope = { account: ctx.account, region: ctx.region };
    const { total = 0 } = yield* page(scope, 'interface', { where: [['instance', p.InstanceId]], limit: 1, total: true });
    if (type && total >= type.enis) return ctx.fail('EniPerInstanceLimitExceeded');
    const limits = addressLimitsOf(instance.head.type);
    if (v4CountOf(head) > limits.privateIps) return ctx.fail('InvalidOperation.Ipv4CountExceeded');
    if (v6CountOf(head) > limits.ipv6s) return ctx.fail('InvalidOperation.Ipv6CountExceeded');
    const attached = { ...head, status: 'InUse', instance: p.InstanceId, attached: ctx.now, networkCard: p.NetworkCardIndex ?? -1 };
    return { reply: {}, effects: [{ put: key, head: attached }] };
  },
});

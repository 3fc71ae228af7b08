import { action } from '#actions/action.ts';
import { baseFields } from '#actions/ecs/instances/instance-fields.ts';
import { instanceId, noSuchInstance } from '#actions/ecs/instances/instance-params.ts';
import { sampleShown } from '#actions/ecs/instances/instance-sample.ts';
import { baseOf, interfacesOf } from '#actions/ecs/instances/instance-view.ts';
import { flag, integer, object, text, wrapped } from '#actions/fields.ts';
import { find } from '#actions/find.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, requestIdField } from '#actions/vocabulary.ts';
import type { InstanceHead } from '#domain/instance-head.ts';

const empty = text('Always empty.', '始终为空。');
const jumbo = flag('Whether jumbo frames are on.', '是否开启巨型帧。');
const encryption = flag('Whether traffic is encrypted.', '是否开启网络加密。');

const moreOf = ({ settings }: InstanceHead) => ({
  IoOptimized: 'optimized',
  EnableJumboFrame: settings.jumboFrames,
  EnableNetworkEncryption: settings.networkEncryption,
  NetworkOptions: {
    BandwidthWeighting: settings.bandwidthWeighting,
    EnableJumboFrame: settings.jumboFrames,
    EnableNetworkEncryption: settings.networkEncryption,
  },
  EipAddress: { AllocationId: '', IpAddress: '', InternetChargeType: '', Bandwidth: 0 },
  DedicatedHostAttribute: { DedicatedHostId: '', DedicatedHostName: '' },
  OperationLocks: { LockReason: [] },
});

/** The region is not in the SDK: it is the one of the request, or the server's own. */
export default action({
  product: 'Ecs',
  name: 'DescribeInstanceAttribute',
  summary: { en: 'Shows one instance.', zh: '查询一台实例的属性。' },
  mode: 'read',
  params: { InstanceId: instanceId, ...ownerParams },
  returns: {
    ...requestIdField,
    ...baseFields,
    IoOptimized: text('Always `optimized`.', '固定为 `optimized`。'),
    EnableJumboFrame: jumbo,
    EnableNetworkEncryption: encryption,
    NetworkOptions: object(
      { BandwidthWeighting: text('As it was made.', '创建时的设置。'), EnableJumboFrame: jumbo, EnableNetworkEncryption: encryption },
      'Network settings.',
      '网络选项。',
    ),
    EipAddress: object(
      { AllocationId: empty, IpAddress: empty, InternetChargeType: empty, Bandwidth: integer('Always 0.', '始终为 0。') },
      'There are no EIPs here.',
      '弹性公网 IP；此处没有。',
    ),
    DedicatedHostAttribute: object({ DedicatedHostId: empty, DedicatedHostName: empty }, 'None here.', '专有宿主机，此处没有。'),
    OperationLocks: wrapped('LockReason', { LockReason: empty }, 'Always empty.', '锁定原因，始终为空。'),
  },
  errors: {
    'InvalidInstanceId.NotFound': noSuchInstance,
  },
  ram: ramRow(
    'ecs:DescribeInstanceAttribute',
    'get',
    [required('Instance', 'acs:ecs:{region}:{account}:instance/{InstanceId}')],
    ['ecs:tag'],
  ),
  example: {
    request: { InstanceId: 'i-bp67acfmxazb4p0000' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E', ...baseOf(sampleShown), ...moreOf(sampleShown.instance.head) },
  },
  *handle(p, ctx) {
    const instance = yield* find(ctx, 'instance', p.InstanceId, 'look', 'InvalidInstanceId.NotFound');
    const interfaces = yield* interfacesOf(ctx, instance);
    return { reply: { ...baseOf({ instance, interfaces }), ...moreOf(instance.head) }, effects: [] };
  },
});

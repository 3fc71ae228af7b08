import { action } from '#actions/action.ts';
import { failAddress, failGroups, launch } from '#actions/ecs/instances/launch.ts';
import { launchErrors } from '#actions/ecs/instances/launch-errors.ts';
import { judgeForm } from '#actions/ecs/instances/launch-form.ts';
import { launchParams } from '#actions/ecs/instances/launch-params.ts';
import { launchRam } from '#actions/ecs/instances/launch-ram.ts';
import { decimal, text } from '#actions/fields.ts';
import { stringParam } from '#actions/params.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { plainSettings } from '#domain/instance.ts';

const ignored = stringParam('Accepted and ignored.', '接受但忽略。');

/** Which rows of the public table are here, and why the others are not: `instances/launch-errors.ts`. */
export default action({
  product: 'Ecs',
  name: 'CreateInstance',
  summary: {
    en: 'Makes one instance, which is Stopped. Nothing runs behind it; RunInstances makes several, and starts them.',
    zh: '创建一台实例，状态为 Stopped。实例背后没有真实的机器；批量创建并启动请使用 RunInstances。',
  },
  mode: 'change',
  seeds: true,
  params: {
    ...launchParams,
    InstanceType: { ...launchParams.InstanceType, required: true, missing: 'MissingParameter#type' },
    ClusterId: ignored,
    InnerIpAddress: ignored,
    NodeControllerId: ignored,
    VlanId: ignored,
    UseAdditionalService: { kind: 'boolean', doc: ignored.doc },
  },
  returns: {
    ...requestIdField,
    InstanceId: text('The ID of the instance.', '实例 ID。'),
    OrderId: text('Always empty.', '订单 ID，始终为空。'),
    TradePrice: decimal('Always 0.', '订单成交价，始终为 0。'),
  },
  errors: launchErrors,
  ram: launchRam('ecs:CreateInstance'),
  example: {
    request: {
      RegionId: 'cn-hangzhou',
      InstanceType: 'ecs.g7.large',
      ImageId: 'aliyun_3_x64_20G_alibase_20250117.vhd',
      VSwitchId: 'vsw-bp1nhbnpv2blyz8dl0000',
      SecurityGroupId: 'sg-bp67acfmxazb4p0000',
    },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E', InstanceId: 'i-bp67acfmxazb4p0000', OrderId: '', TradePrice: 0 },
  },
  *handle(p, ctx) {
    const form = judgeForm(p, ctx);
    // Only RunInstances has patterns of names.
    if (p.InstanceName?.includes('[')) return ctx.fail('InvalidInstanceName.Malformed');
    if (p.HostName?.includes('[')) return ctx.fail('InvalidHostName.Malformed');
    const settings = {
      ...plainSettings,
      metadataEndpoint: p.HttpEndpoint ?? 'enabled',
      metadataTokens: p.HttpTokens ?? 'optional',
      metadataHops: p.HttpPutResponseHopLimit ?? 0,
      hibernation: p['HibernationOptions.Configured'] ?? false,
    };
    const groups = p.SecurityGroupId === undefined ? [] : [p.SecurityGroupId];
    const order = {
      nics: [{ at: '', vswitch: p.VSwitchId ?? '', groups, address: p.PrivateIpAddress, head: { queueNumber: form.type.queues } }],
      attach: [],
      instances: [{ name: p.InstanceName ?? '', hostName: p.HostName ?? '' }],
      head: { status: 'Stopped', stoppedMode: 'KeepCharging', started: 0, settings, autoRelease: 0 },
    } as const;
    const { ids, effects } = yield* launch(ctx, p, form, order, {
      groups: (fault) => failGroups(ctx, fault),
      address: (fault) => failAddress(ctx, fault),
      attach: () => ctx.fail('InvalidParameter.Mismatch#zone'),
    });
    return { reply: { InstanceId: ids[0], OrderId: '', TradePrice: 0 }, effects };
  },
});

import { action } from '#actions/action.ts';
import { launch } from '#actions/ecs/instances/launch.ts';
import { judgeForm } from '#actions/ecs/instances/launch-form.ts';
import { launchRam } from '#actions/ecs/instances/launch-ram.ts';
import { runErrors } from '#actions/ecs/instances/run-errors.ts';
import { orderOf, runRefusals } from '#actions/ecs/instances/run-order.ts';
import { runParams } from '#actions/ecs/instances/run-params.ts';
import { decimal, text, wrapped } from '#actions/fields.ts';
import { requestIdField } from '#actions/vocabulary.ts';

/** Which rows of the public table are here, and why the others are not: `instances/launch-errors.ts` and `instances/run-errors.ts`. */
export default action({
  product: 'Ecs',
  name: 'RunInstances',
  summary: {
    en: 'Makes 1 to 100 instances, all of them or none. Nothing runs behind them: each is Running at once, as a member of its security groups.',
    zh: '创建 1～100 台实例，全部成功或全部不创建。实例背后没有真实的机器：创建后立即为 Running，作为安全组的成员存在。',
  },
  mode: 'change',
  seeds: true,
  params: runParams,
  returns: {
    ...requestIdField,
    InstanceIdSets: wrapped('InstanceIdSet', 'string', 'IDs of the instances.', '实例 ID 列表。'),
    OrderId: text('Always empty.', '订单 ID，始终为空。'),
    TradePrice: decimal('Always 0.', '订单成交价，始终为 0。'),
  },
  errors: runErrors,
  ram: launchRam('ecs:RunInstances'),
  example: {
    request: {
      RegionId: 'cn-hangzhou',
      InstanceType: 'ecs.g7.large',
      ImageId: 'aliyun_3_x64_20G_alibase_20250117.vhd',
      VSwitchId: 'vsw-bp1nhbnpv2blyz8dl0000',
      SecurityGroupId: 'sg-bp67acfmxazb4p0000',
      InstanceName: 'web-1',
      Amount: '1',
    },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      InstanceIdSets: { InstanceIdSet: ['i-bp67acfmxazb4p0000'] },
      OrderId: '',
      TradePrice: 0,
    },
  },
  *handle(p, ctx) {
    const form = judgeForm(p, ctx);
    const order = yield* orderOf(p, form, ctx);
    const { ids, effects } = yield* launch(ctx, p, form, order, runRefusals(ctx));
    return { reply: { InstanceIdSets: { InstanceIdSet: ids }, OrderId: '', TradePrice: 0 }, effects };
  },
});

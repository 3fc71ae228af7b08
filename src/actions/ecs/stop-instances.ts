import { action } from '#actions/action.ts';
import { instanceIdList } from '#actions/ecs/instances/instance-params.ts';
import { severalRam, stopSeveralErrors } from '#actions/ecs/instances/state-rows.ts';
import { batchFields, batchOptimization, batchSample, forceStop, stoppedMode, turnSeveral } from '#actions/ecs/instances/turn.ts';
import { booleanParam } from '#actions/params.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';

/** Inferred: the region. Messages that the page of StopInstances fills in are those of the action for one instance. */
export default action({
  product: 'Ecs',
  name: 'StopInstances',
  summary: { en: 'Stops up to 100 Running instances.', zh: '批量停止实例，最多 100 台。' },
  mode: 'change',
  params: {
    RegionId: regionId,
    InstanceId: { ...instanceIdList(100), required: true, wrong: 'InvalidParameter.TooManyInstanceIds' },
    BatchOptimization: batchOptimization,
    StoppedMode: stoppedMode,
    ForceStop: forceStop,
    DryRun: booleanParam('Judges only; a request that passes gets DRYRUN.SUCCESS.', '只预检，通过时返回错误码 DRYRUN.SUCCESS。'),
    ...ownerParams,
  },
  returns: { ...requestIdField, ...batchFields },
  errors: stopSeveralErrors,
  ram: severalRam('ecs:StopInstances', 'update'),
  example: {
    request: { RegionId: 'cn-hangzhou', 'InstanceId.1': 'i-bp67acfmxazb4p0000' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E', ...batchSample('Running', 'Stopped') },
  },
  *handle(p, ctx) {
    return yield* turnSeveral(ctx, p, 'stop');
  },
});

import { action } from '#actions/action.ts';
import { instanceIdList } from '#actions/ecs/instances/instance-params.ts';
import { severalRam, startSeveralErrors } from '#actions/ecs/instances/state-rows.ts';
import { batchFields, batchOptimization, batchSample, turnSeveral } from '#actions/ecs/instances/turn.ts';
import { booleanParam } from '#actions/params.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';

/** Inferred: the region. Messages that the page of StopInstances fills in are those of the action for one instance. */
export default action({
  product: 'Ecs',
  name: 'StartInstances',
  summary: { en: 'Starts up to 100 Stopped instances.', zh: '批量启动实例，最多 100 台。' },
  mode: 'change',
  params: {
    RegionId: regionId,
    InstanceId: { ...instanceIdList(100), required: true, wrong: 'InvalidParameter.TooManyInstanceIds' },
    BatchOptimization: batchOptimization,
    DryRun: booleanParam('Judges only; a request that passes gets DRYRUN.SUCCESS.', '只预检，通过时返回错误码 DRYRUN.SUCCESS。'),
    ...ownerParams,
  },
  returns: { ...requestIdField, ...batchFields },
  errors: startSeveralErrors,
  ram: severalRam('ecs:StartInstances', 'update'),
  example: {
    request: { RegionId: 'cn-hangzhou', 'InstanceId.1': 'i-bp67acfmxazb4p0000' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E', ...batchSample('Stopped', 'Running') },
  },
  *handle(p, ctx) {
    // Starting gets none of the rows that only stopping has.
    return yield* turnSeveral(ctx as Parameters<typeof turnSeveral>[0], p, 'start');
  },
});

import { action } from '#actions/action.ts';
import { instanceIdList, tooManyIds } from '#actions/ecs/instances/instance-params.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { text, wrapped } from '#actions/fields.ts';
import { whereOf } from '#actions/filters.ts';
import { listPage, pageFields, pageParams } from '#actions/pages.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { zonesOf } from '#domain/regions.ts';

/** Inferred: the region. What is not found is left out, as DescribeInstances does. */
export default action({
  product: 'Ecs',
  name: 'DescribeInstanceStatus',
  summary: { en: 'Lists instances with their state only.', zh: '查询实例的状态列表。' },
  mode: 'read',
  params: {
    RegionId: regionId,
    InstanceId: { ...instanceIdList(100), wrong: 'InvalidParameter.TooManyInstanceIds' },
    ZoneId: stringParam('The zone.', '可用区 ID。', { example: 'cn-hangzhou-b' }),
    ClusterId: stringParam('Accepted and ignored.', '接受但忽略。'),
    ...pageParams(50, 10),
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    InstanceStatuses: wrapped(
      'InstanceStatus',
      { InstanceId: text('The ID of the instance.', '实例 ID。'), Status: text('Its state.', '实例状态。') },
      'The instances.',
      '实例状态列表。',
    ),
    ...pageFields,
  },
  errors: {
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    'InvalidParameter.TooManyInstanceIds': tooManyIds,
    'InvalidZoneId.NotFound': documented(
      404,
      'The ZoneId provided does not exist in our records.',
      'The region has no such zone.',
      '该地域没有此可用区。',
      'ZoneId=cn-hangzhou-z',
    ),
  },
  ram: ramRow('ecs:DescribeInstanceStatus', 'get', [required('Instance', 'acs:ecs:{region}:{account}:instance/*')]),
  example: {
    request: { RegionId: 'cn-hangzhou', 'InstanceId.1': 'i-bp67acfmxazb4p0000' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      InstanceStatuses: { InstanceStatus: [{ InstanceId: 'i-bp67acfmxazb4p0000', Status: 'Running' }] },
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    if (p.ZoneId !== undefined && !zonesOf(ctx.region).includes(p.ZoneId)) return ctx.fail('InvalidZoneId.NotFound');
    const where = whereOf({ zone: p.ZoneId });
    const { rows, paging } = yield* listPage(ctx, 'instance', { where, ids: p.InstanceId }, p, { by: 'number', size: 10 });
    const InstanceStatus = rows.map(({ key, head }) => ({ InstanceId: key.id, Status: head.status }));
    return { reply: { InstanceStatuses: { InstanceStatus }, ...paging }, effects: [] };
  },
});

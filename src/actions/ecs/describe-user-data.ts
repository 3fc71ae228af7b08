import { action } from '#actions/action.ts';
import { instanceId, noSuchInstance } from '#actions/ecs/instances/instance-params.ts';
import { asInferred } from '#actions/error-rows.ts';
import { text } from '#actions/fields.ts';
import { find } from '#actions/find.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';

/** Inferred: the region. */
export default action({
  product: 'Ecs',
  name: 'DescribeUserData',
  summary: { en: 'Shows the user data of an instance.', zh: '查询实例的自定义数据。' },
  mode: 'read',
  params: { RegionId: regionId, InstanceId: instanceId, ...ownerParams },
  returns: {
    ...requestIdField,
    RegionId: text('The region.', '地域 ID。'),
    InstanceId: text('The instance.', '实例 ID。'),
    UserData: text('In base64; empty where there is none.', 'Base64 编码的自定义数据；没有时为空。'),
  },
  errors: { 'InvalidRegionId.NotFound': asInferred(invalidRegion), 'InvalidInstanceId.NotFound': noSuchInstance },
  ram: ramRow('ecs:DescribeUserData', 'get', [required('Instance', 'acs:ecs:{region}:{account}:instance/{InstanceId}')], ['ecs:tag']),
  example: {
    request: { RegionId: 'cn-hangzhou', InstanceId: 'i-bp67acfmxazb4p0000' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      RegionId: 'cn-hangzhou',
      InstanceId: 'i-bp67acfmxazb4p0000',
      UserData: 'ZWNobyBoZWxsbyBlY3Mh',
    },
  },
  *handle(p, ctx) {
    const { key, head } = yield* find(ctx, 'instance', p.InstanceId, 'look', 'InvalidInstanceId.NotFound');
    return { reply: { RegionId: ctx.region, InstanceId: key.id, UserData: head.userData }, effects: [] };
  },
});

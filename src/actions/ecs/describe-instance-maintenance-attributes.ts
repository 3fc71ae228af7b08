import { action } from '#actions/action.ts';
import { instanceIdList } from '#actions/ecs/instances/instance-params.ts';
import { asInferred } from '#actions/error-rows.ts';
import { flag, listOf, object, text, wrapped } from '#actions/fields.ts';
import { listPage, pageFields, pageParams } from '#actions/pages.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';

const usual = 'AutoRecover';
const attributesOf = (InstanceId: string, Value: string) => ({
  InstanceId,
  ActionOnMaintenance: { Value: Value || usual, DefaultValue: usual, SupportedValues: { SupportedValue: ['Stop', usual, 'AutoRedeploy'] } },
  MaintenanceWindows: { MaintenanceWindow: [] },
  NotifyOnMaintenance: false,
});

/** Inferred: the region. Nothing is maintained here: there are no windows and no notices. */
export default action({
  product: 'Ecs',
  name: 'DescribeInstanceMaintenanceAttributes',
  summary: { en: 'Lists instances with what is to happen on maintenance.', zh: '查询实例的运维属性列表。' },
  mode: 'read',
  params: { RegionId: regionId, InstanceId: instanceIdList(100), ...pageParams(100, 10), ...ownerParams },
  returns: {
    ...requestIdField,
    MaintenanceAttributes: wrapped(
      'MaintenanceAttribute',
      {
        InstanceId: text('The instance.', '实例 ID。'),
        ActionOnMaintenance: object(
          {
            Value: text('What would happen.', '当前运维动作。'),
            DefaultValue: text('`AutoRecover`.', '默认运维动作，固定为 `AutoRecover`。'),
            SupportedValues: object({ SupportedValue: listOf('string', 'Values.', '取值列表。') }, 'What could.', '支持的运维动作。'),
          },
          'The action.',
          '运维动作。',
        ),
        MaintenanceWindows: wrapped(
          'MaintenanceWindow',
          { StartTime: text('Start.', '开始时间。'), EndTime: text('End.', '结束时间。') },
          'Always empty.',
          '运维窗口，始终为空。',
        ),
        NotifyOnMaintenance: flag('Always false.', '始终为 false。'),
      },
      'The instances.',
      '运维属性列表。',
    ),
    ...pageFields,
  },
  errors: { 'InvalidRegionId.NotFound': asInferred(invalidRegion) },
  ram: ramRow(
    'ecs:DescribeInstanceMaintenanceAttributes',
    'get',
    [required('Instance', 'acs:ecs:{region}:{account}:instance/*')],
    ['ecs:tag'],
  ),
  example: {
    request: { RegionId: 'cn-hangzhou', 'InstanceId.1': 'i-bp67acfmxazb4p0000' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      MaintenanceAttributes: { MaintenanceAttribute: [attributesOf('i-bp67acfmxazb4p0000', '')] },
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    const { rows, paging } = yield* listPage(ctx, 'instance', { where: [], ids: p.InstanceId }, p, { by: 'number', size: 10 });
    const MaintenanceAttribute = rows.map(({ key, head }) => attributesOf(key.id, head.maintenanceActions));
    return { reply: { MaintenanceAttributes: { MaintenanceAttribute }, ...paging }, effects: [] };
  },
});

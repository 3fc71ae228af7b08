import { action } from '#actions/action.ts';
import { instanceIdsJson, malformedIds } from '#actions/ecs/instances/instance-params.ts';
import { asInferred } from '#actions/error-rows.ts';
import { text, wrapped } from '#actions/fields.ts';
import { listPage, pageFields, pageParams } from '#actions/pages.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';

const attachmentOf = (InstanceId: string) => ({ InstanceId, PrivatePoolOptionsId: '', PrivatePoolOptionsMatchCriteria: 'None' });

/** Inferred: all rows. There are no private pools here. Terraform reads this for every instance. */
export default action({
  product: 'Ecs',
  name: 'DescribeInstanceAttachmentAttributes',
  summary: {
    en: 'Lists instances with the private pool that they take from, which is none.',
    zh: '查询实例匹配的私有池信息；此处没有私有池。',
  },
  mode: 'read',
  params: { RegionId: regionId, InstanceIds: { ...instanceIdsJson, required: true }, ...pageParams(100, 10), ...ownerParams },
  returns: {
    ...requestIdField,
    Instances: wrapped(
      'Instance',
      {
        InstanceId: text('The instance.', '实例 ID。'),
        PrivatePoolOptionsId: text('Always empty.', '私有池 ID，始终为空。'),
        PrivatePoolOptionsMatchCriteria: text('Always `None`.', '私有池匹配模式，固定为 `None`。'),
      },
      'The instances.',
      '实例列表。',
    ),
    ...pageFields,
  },
  errors: { 'InvalidRegionId.NotFound': asInferred(invalidRegion), 'InvalidInstanceIds.Malformed': malformedIds },
  ram: ramRow(
    'ecs:DescribeInstanceAttachmentAttributes',
    'get',
    [required('Instance', 'acs:ecs:{region}:{account}:instance/*')],
    ['ecs:tag'],
  ),
  example: {
    request: { RegionId: 'cn-hangzhou', InstanceIds: '["i-bp67acfmxazb4p0000"]' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      Instances: { Instance: [attachmentOf('i-bp67acfmxazb4p0000')] },
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    const { rows, paging } = yield* listPage(ctx, 'instance', { where: [], ids: p.InstanceIds }, p, { by: 'number', size: 10 });
    return { reply: { Instances: { Instance: rows.map(({ key }) => attachmentOf(key.id)) }, ...paging }, effects: [] };
  },
});

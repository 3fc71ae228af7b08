import { action, here } from '#actions/action.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { enumParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { unsupportedRegion } from '#actions/vpc-params.ts';
import { root } from '#domain/finding.ts';
import { every } from '#domain/paging.ts';
import { resourceGroupKey } from '#domain/resource-group.ts';
import type { Effect } from '#kit/deciding.ts';

/** No request here gets what the public table has of statuses: a VPC is always available. A VSwitch is no type there either; it is where its VPC is. */
export default action({
  product: 'Vpc',
  name: 'MoveResourceGroup',
  summary: {
    en: 'Moves a VPC, with its VSwitches, to another resource group.',
    zh: '将一个专有网络 VPC 及其交换机转移到另一个资源组。',
  },
  mode: 'change',
  params: {
    RegionId: regionId,
    ResourceType: enumParam(['Vpc'], 'The type of the resource, in any case.', '资源类型，不区分大小写。', {
      required: true,
      anyCase: true,
      wrong: 'IllegalParam.ResourceType',
      example: 'VPC',
    }),
    ResourceId: stringParam('The ID of the VPC.', '专有网络 VPC 的 ID。', { required: true, example: 'vpc-bp1opxu1zkhn00gzv0000' }),
    NewResourceGroupId: stringParam('The resource group that it goes to.', '要转入的资源组 ID。', {
      required: true,
      example: 'rg-bp67acfmxazb4p0000',
    }),
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    'InvalidRegionId.NotFound': asInferred(unsupportedRegion),
    'IllegalParam.ResourceType': documented(
      400,
      'Invalid Resource Type value.',
      'ResourceType is no type that can be moved here.',
      'ResourceType 不是此处支持转移的资源类型。',
      'ResourceType=VSwitch',
    ),
    'InvalidResourceId.NotFound': documented(
      400,
      'The specified ResourceId does not exist.',
      'The account has no such VPC in this region.',
      '该账号在此地域中没有该专有网络 VPC。',
      'ResourceType=Vpc&ResourceId=vpc-none',
    ),
    InvalidResourceGroupId: documented(
      400,
      'The specified ResourceGroupId does not exist.',
      'The account has no such resource group.',
      '该账号没有此资源组。',
      'NewResourceGroupId=rg-none',
    ),
  },
  ram: ramRow('vpc:MoveResourceGroup', 'update', [required('VPC', 'acs:vpc:{region}:{account}:vpc/{ResourceId}')]),
  example: {
    request: {
      RegionId: 'cn-hangzhou',
      ResourceType: 'VPC',
      ResourceId: 'vpc-bp1opxu1zkhn00gzv0000',
      NewResourceGroupId: 'rg-bp67acfmxazb4p0000',
    },
    reply: { RequestId: '611CB80C-B6A9-43DB-9E38-0B0AC3D9B58F' },
  },
  *handle(p, ctx) {
    const vpc = yield* find(ctx, 'vpc', p.ResourceId, 'change', 'InvalidResourceId.NotFound');
    const resourceGroup = p.NewResourceGroupId;
    if (!(yield* root(resourceGroupKey(ctx.account, resourceGroup), 'keep'))) return ctx.fail('InvalidResourceGroupId');
    if (vpc.head.resourceGroup === resourceGroup) return { reply: {}, effects: [] };
    const effects: Effect[] = [{ put: vpc.key, head: { ...vpc.head, resourceGroup } }];
    for (const { key } of yield* every({ account: ctx.account, region: ctx.region }, 'vswitch', [['vpc', vpc.key.id]])) {
      const vswitch = yield* root(here(ctx, 'vswitch', key.id), 'change');
      if (vswitch) effects.push({ put: key, head: { ...vswitch.head, resourceGroup } });
    }
    return { reply: {}, effects };
  },
});

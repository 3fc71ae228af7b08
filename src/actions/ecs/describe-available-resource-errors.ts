import { documented } from '#actions/error-rows.ts';
import type { ErrorTable } from '#kit/error-row.ts';

const notOne = (http: number, name: string, message: string, trigger: string) =>
  documented(http, message, `${name} is none of its values.`, `${name} 的取值无效。`, trigger);

/**
 * Of the public table no request here gets Unavailable.Regions and InvalidResourceId.NotFound (nothing runs out), Invalid.NetworkType, which
 * says the same as Invalid.NetworkCategory, and InvalidRegionId.MalFormed, which says the same as Invalid.RegionId.
 */
export const describeAvailableResourceErrors = {
  'Invalid.RegionId': documented(
    404,
    'The specified RegionId does not exist.',
    'RegionId is not the name of a region.',
    'RegionId 不是有效的地域名称。',
    'RegionId=Nowhere!',
  ),
  'Invalid.Param': documented(
    400,
    'The input parameter DestinationResource that is mandatory for processing this request is not supplied.',
    'DestinationResource is absent.',
    '缺少参数 DestinationResource。',
    { en: 'No DestinationResource.', zh: '不传 DestinationResource。' },
  ),
  'Invalid.DestinationResource': notOne(
    404,
    'DestinationResource',
    'The specified DestinationResource is not valid.',
    'DestinationResource=Disk',
  ),
  'Invalid.ResourceType': notOne(404, 'ResourceType', 'The ResourceType provided does not exist in our records.', 'ResourceType=cluster'),
  'Invalid.InstanceChargeType': notOne(
    400,
    'InstanceChargeType',
    'The specified InstanceChargeType is not valid.',
    'InstanceChargeType=Free',
  ),
  'Invalid.SpotStrategy': notOne(404, 'SpotStrategy', 'The specified SpotStrategy is not valid.', 'SpotStrategy=Spot'),
  'Invalid.IoOptimized': notOne(404, 'IoOptimized', 'The specified IoOptimized is not valid.', 'IoOptimized=true'),
  'Invalid.NetworkCategory': notOne(404, 'NetworkCategory', 'The specified NetworkCategory is not valid.', 'NetworkCategory=vlan'),
  'InvalidParam.Cores': documented(
    403,
    "The specified parameter 'Cores' should be empty",
    'Cores is sent where DestinationResource is not InstanceType.',
    'DestinationResource 不是 InstanceType 时传入了 Cores。',
    'DestinationResource=Zone&Cores=2',
  ),
  'InvalidParam.Memory': documented(
    403,
    "The specified parameter 'Memory' should be empty",
    'Memory is sent where DestinationResource is not InstanceType.',
    'DestinationResource 不是 InstanceType 时传入了 Memory。',
    'DestinationResource=Zone&Memory=8',
  ),
  'InvalidParam.TypeAndCpuMem.Conflict': documented(
    403,
    "The specified 'InstanceType' and 'Cores','Memory' are not blank at the same time.",
    'InstanceType is sent together with Cores or Memory.',
    '同时传入了 InstanceType 和 Cores 或 Memory。',
    'DestinationResource=InstanceType&InstanceType=ecs.g7.large&Cores=2',
  ),
  'InvalidDedicatedHostId.NotFound': documented(
    403,
    'The specified DedicatedHostId does not exist.',
    'There are no dedicated hosts here.',
    '此处没有专有宿主机。',
    'DedicatedHostId=dh-none',
  ),
} as const satisfies ErrorTable;

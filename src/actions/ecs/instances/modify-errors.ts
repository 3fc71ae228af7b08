import { noSuchInstance } from '#actions/ecs/instances/instance-params.ts';
import { launchErrors } from '#actions/ecs/instances/launch-errors.ts';
import { managedGroup } from '#actions/ecs-group.ts';
import { asInferred, documented, inferred } from '#actions/error-rows.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/**
 * Inferred: what the replaced groups do wrong, but for those that are absent or full: JoinSecurityGroup documents it. No request here gets rows
 * on locks, permissions, regions, images that are gone or without cloud-init, on the classic network, or InstanceNotInSecurityGroup.
 */
export const modifyErrors = {
  'InvalidInstanceId.NotFound': noSuchInstance,
  'InvalidInstanceName.Malformed': launchErrors['InvalidInstanceName.Malformed'],
  'InvalidDescription.Malformed': launchErrors['InvalidDescription.Malformed'],
  'InvalidHostName.Malformed': launchErrors['InvalidHostName.Malformed'],
  'InvalidPassword.Malformed': launchErrors['InvalidPassword.Malformed'],
  'InvalidUserData.SizeExceeded': launchErrors['InvalidUserData.SizeExceeded'],
  'InvalidParameter.CreditSpecification': launchErrors['InvalidParameter.CreditSpecification'],
  'InvalidInstanceStatus.CreditSpecRestricted': documented(
    400,
    'The current status of the resource does not support this operation.',
    'The type is not burstable.',
    '实例规格不是突发性能规格。',
    'CreditSpecification=Unlimited',
  ),
  'InvalidParameter.RecycleBin': documented(
    400,
    'You do not have permission to set recyclable properties.',
    'Only a spot instance has this property.',
    '仅抢占式实例支持该属性。',
    'Recyclable=true',
  ),
  IncorrectInstanceStatus: documented(
    403,
    'The current status of the resource does not support this operation.',
    'CPU options and queues change only on a Stopped instance.',
    'CPU 选项和队列数仅可在 Stopped 状态下修改。',
    'CpuOptions.Core=1',
  ),
  InvalidParameter: documented(
    400,
    'The specified parameter is not valid.',
    'A group is given twice.',
    '安全组重复。',
    'SecurityGroupIds.1=sg-bp67acfmxazb4p0000&SecurityGroupIds.2=sg-bp67acfmxazb4p0000',
  ),
  'InvalidParameter#limit': inferred(
    400,
    'The number of security groups exceeds the limit.',
    'An interface cannot be in so many groups: 10 by default.',
    '单个网卡加入的安全组数量超过上限，默认为 10 个。',
    { en: 'SecurityGroupIds.1 to SecurityGroupIds.11.', zh: '同时传入 SecurityGroupIds.1 至 SecurityGroupIds.11。' },
  ),
  'InvalidSecurityGroupId.NotFound': documented(
    404,
    'The specified SecurityGroupId does not exist.',
    'The account has no such security group in this region.',
    '该账号在此地域中没有该安全组。',
    'SecurityGroupIds.1=sg-none',
  ),
  'InvalidOperation.ResourceManagedByCloudProduct': asInferred(managedGroup),
  'InvalidInstanceId.Mismatch': inferred(
    400,
    'Specified instance and security group are not in the same VPC.',
    'A group belongs to another VPC.',
    '安全组与实例不属于同一专有网络 VPC。',
    { en: 'SecurityGroupIds.1 of another VPC.', zh: 'SecurityGroupIds.1 为其他专有网络 VPC 的安全组。' },
  ),
  'InvalidOperation.MultiGroupType': inferred(
    400,
    "The specified instance can't join different types of security group.",
    'Basic and enterprise groups are mixed.',
    '不能同时加入普通安全组和企业级安全组。',
    { en: 'SecurityGroupIds of a basic and an enterprise group.', zh: 'SecurityGroupIds 同时包含普通安全组和企业级安全组。' },
  ),
  SecurityGroupInstanceLimitExceed: documented(403, '%s', 'A group has no room for the instance.', '安全组可容纳的成员数量不足。', {
    en: 'SecurityGroupIds.1 of a group that is full.',
    zh: 'SecurityGroupIds.1 为成员已满的安全组。',
  }),
  AclLimitExceed: inferred(
    403,
    '%s',
    'The groups have more rules together than an interface may carry.',
    '安全组的规则总数超过单个网卡的上限。',
    {
      en: 'Groups whose rules weigh more than 1000.',
      zh: '安全组规则总数超过 1000 条。',
    },
  ),
} as const satisfies ErrorTable;

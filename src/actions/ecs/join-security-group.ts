import { action } from '#actions/action.ts';
import { groupRows } from '#actions/ecs/interfaces/interface-rows.ts';
import { judgeGroups, refuseMembership } from '#actions/ecs/interfaces/judge-groups.ts';
import { findMember, memberParams, memberRam, memberRows } from '#actions/ecs/interfaces/member.ts';
import { documented } from '#actions/error-rows.ts';
import { requestIdField } from '#actions/vocabulary.ts';

const sharedCodes = {
  none: 'InvalidSecurityGroupId.NotFound',
  repeated: 'InvalidInstanceId.AlreadyExists',
  absent: 'InvalidSecurityGroupId.NotFound',
  managed: 'InvalidOperation.ResourceManagedByCloudProduct',
  mixed: 'InvalidOperation.MultiGroupType',
  full: 'SecurityGroupInstanceLimitExceeded',
  fullEnterprise: 'InvalidOperation.NetworkInterfaceCountExceeded',
  rules: 'AclLimitExceed',
} as const;
const codes = {
  instance: { ...sharedCodes, limit: 'InstanceSecurityGroupLimitExceeded', vpc: 'InvalidInstanceId.Mismatch' },
  interface: { ...sharedCodes, limit: 'InstanceSecurityGroupLimitExceeded#interface', vpc: 'InvalidOperation.VpcMismatch' },
} as const;

/**
 * Inferred: InvalidRegionId.NotFound. Rows of the public table that no request here gets: IncorrectInstanceStatus, InvalidOperation.InvalidEniState
 * and those about what is being created (every state allows it, and none takes time), InstanceLockedForSecurity, InvalidOperation.Conflict,
 * .EniServiceManaged and .NotSupportEnterpriseGroup, and those about a group or an interface of another account, which is absent.
 */
export default action({
  product: 'Ecs',
  name: 'JoinSecurityGroup',
  summary: {
    en: 'Makes an instance or a secondary elastic network interface a member of one more security group.',
    zh: '将一台实例或一张辅助弹性网卡加入一个安全组。',
  },
  mode: 'change',
  params: memberParams,
  returns: requestIdField,
  errors: {
    ...memberRows,
    'InvalidInstanceId.AlreadyExists': documented(
      403,
      'The specified instance already exists in the specified security group.',
      'The instance or interface is a member of the group already.',
      '实例或弹性网卡已在该安全组中。',
      { en: 'The same request twice.', zh: '重复发送同一请求。' },
    ),
    'InvalidInstanceId.Mismatch': documented(
      400,
      'Specified instance and security group are not in the same VPC.',
      'The security group is of another VPC than the instance, or of the classic network.',
      '安全组与实例不属于同一个专有网络 VPC，或安全组属于经典网络。',
      { en: 'InstanceId, and a security group of another VPC.', zh: '传入 InstanceId 和其他专有网络 VPC 的安全组。' },
    ),
    'InvalidOperation.VpcMismatch': groupRows['InvalidOperation.VpcMismatch'],
    'InvalidOperation.MultiGroupType': documented(
      400,
      "The specified instance can't join different types of security group.",
      'The group is not of the type of the groups that the instance or interface is in.',
      '安全组与实例或弹性网卡已加入的安全组类型不同。',
      { en: 'An advanced security group for a member of a basic one.', zh: '将普通安全组的成员加入企业级安全组。' },
    ),
    InstanceSecurityGroupLimitExceeded: documented(
      400,
      'Exceeding the allowed amount of security groups that an instance can be in.',
      'The instance is in 10 security groups, or in as many as the account is allowed.',
      '实例加入的安全组数量已达上限，默认为 10 个。',
      { en: 'InstanceId of an instance that is in 10 groups.', zh: 'InstanceId 为已加入 10 个安全组的实例。' },
    ),
    'InstanceSecurityGroupLimitExceeded#interface': documented(
      403,
      'The number of security groups of a network interface exceeds the limit.',
      'The interface is in 10 security groups, or in as many as the account is allowed.',
      '弹性网卡加入的安全组数量已达上限，默认为 10 个。',
      { en: 'NetworkInterfaceId of an interface that is in 10 groups.', zh: 'NetworkInterfaceId 为已加入 10 个安全组的弹性网卡。' },
    ),
    SecurityGroupInstanceLimitExceeded: documented(
      403,
      'The maximum number of instances in a security group is exceeded.',
      'A basic group holds 6000 private IP addresses, or as many as the account is allowed.',
      '普通安全组中的私网 IP 地址数量超过上限，默认为 6000 个。',
      { en: 'A basic security group that is full.', zh: '指定已满的普通安全组。' },
    ),
    'InvalidOperation.NetworkInterfaceCountExceeded': documented(
      403,
      'The maximum number of NetworkInterface in a enterprise level security group is exceeded.',
      'An advanced group holds 65,536 interfaces, or as many as the account is allowed.',
      '企业级安全组中的弹性网卡数量超过上限，默认为 65536 张。',
      { en: 'An advanced security group that is full.', zh: '指定已满的企业级安全组。' },
    ),
    AclLimitExceed: groupRows.AclLimitExceed,
  },
  ram: memberRam('ecs:JoinSecurityGroup'),
  example: {
    request: { RegionId: 'cn-hangzhou', SecurityGroupId: 'sg-bp67acfmxazb4p0000', NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    const member = yield* findMember(ctx, p);
    const { key, head } = member.interface;
    const groups = [...head.groups, p.SecurityGroupId];
    const wanted = { groups, before: head.groups, vpc: head.vpc, addresses: head.addresses.length };
    const judged = yield* judgeGroups(ctx, wanted);
    if ('fault' in judged) return refuseMembership(ctx, judged, codes[member.by]);
    return { reply: {}, effects: [{ put: key, head: { ...head, groups } }] };
  },
});

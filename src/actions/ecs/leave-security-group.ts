import { action } from '#actions/action.ts';
import { findMember, memberParams, memberRam, memberRows } from '#actions/ecs/interfaces/member.ts';
import { findGroup, refuseManaged } from '#actions/ecs-group.ts';
import { documented } from '#actions/error-rows.ts';
import { requestIdField } from '#actions/vocabulary.ts';

/**
 * Inferred: InvalidRegionId.NotFound. Rows of the public table that no request here gets: InstanceNotInSecurityGroup (since 8 July 2024 it is
 * InvalidSecurityGroupAssociation.NotFound), IncorrectInstanceStatus and InvalidOperation.InvalidEniState (every state allows it),
 * InstanceLockedForSecurity, InvalidOperation.Conflict and .EniServiceManaged, InvalidVSwitchId.NotFound, RequestTimeout.
 */
export default action({
  product: 'Ecs',
  name: 'LeaveSecurityGroup',
  summary: {
    en: 'Takes an instance or a secondary elastic network interface out of a security group, unless it is its only one.',
    zh: '将一台实例或一张辅助弹性网卡移出一个安全组。不能移出其唯一的安全组。',
  },
  mode: 'change',
  params: memberParams,
  returns: requestIdField,
  errors: {
    ...memberRows,
    'InvalidSecurityGroupAssociation.NotFound': documented(
      400,
      'The specified resource "%s" is not in the specified security group.',
      'The instance or interface is not a member of the group.',
      '实例或弹性网卡不在该安全组中。',
      { en: 'A security group that the instance or interface is not in.', zh: '指定实例或弹性网卡未加入的安全组。' },
    ),
    InstanceLastSecurityGroup: documented(
      403,
      'The specified security group is the last security group for the instance.',
      'The instance is in no other security group.',
      '该安全组是实例的最后一个安全组。',
      { en: 'InstanceId of an instance that is in no other group.', zh: 'InstanceId 为仅加入该安全组的实例。' },
    ),
    'InvalidOperation.AtLeastInOneGroup': documented(
      403,
      'The network interface must be in at least one security group.',
      'The interface is in no other security group.',
      '弹性网卡至少须属于一个安全组。',
      { en: 'NetworkInterfaceId of an interface that is in no other group.', zh: 'NetworkInterfaceId 为仅加入该安全组的弹性网卡。' },
    ),
  },
  ram: memberRam('ecs:LeaveSecurityGroup'),
  example: {
    request: { RegionId: 'cn-hangzhou', SecurityGroupId: 'sg-bp67acfmxazb4p0000', NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    const member = yield* findMember(ctx, p);
    const { key, head } = member.interface;
    const group = yield* findGroup(ctx, p.SecurityGroupId, 'look', { absent: 'InvalidSecurityGroupId.NotFound' });
    refuseManaged(ctx, group, 'InvalidOperation.ResourceManagedByCloudProduct');
    const groups = head.groups.filter((id) => id !== p.SecurityGroupId);
    if (groups.length === head.groups.length)
      return ctx.fail('InvalidSecurityGroupAssociation.NotFound', p.InstanceId ?? p.NetworkInterfaceId ?? '');
    if (groups.length === 0) return ctx.fail(member.by === 'instance' ? 'InstanceLastSecurityGroup' : 'InvalidOperation.AtLeastInOneGroup');
    return { reply: {}, effects: [{ put: key, head: { ...head, groups } }] };
  },
});

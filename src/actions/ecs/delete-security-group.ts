import { action, here } from '#actions/action.ts';
import { findGroup, foreignGroup, malformedGroupId, managedGroup, missingRegion, noSuchGroup, refuseManaged } from '#actions/ecs-group.ts';
import { required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField, securityGroupId } from '#actions/vocabulary.ts';
import { refs } from '#domain/finding.ts';
import { keyText } from '#kit/deciding.ts';

/** Inferred: InvalidSecurityGroupId.Malformed and InvalidRegionId.NotFound, which other actions document and this one's table lacks. */
export default action({
  product: 'Ecs',
  name: 'DeleteSecurityGroup',
  summary: {
    en: 'Deletes a security group and its rules. Nothing may be a member of it, and no rule of another group may name it.',
    zh: '删除一个安全组及其规则。安全组中不能有成员，且不能被其他安全组的规则引用。',
  },
  mode: 'change',
  params: { RegionId: { ...regionId, missing: 'MissingParameter.RegionId' }, SecurityGroupId: securityGroupId, ...ownerParams },
  returns: requestIdField,
  errors: {
    'MissingParameter.RegionId': missingRegion('The parameter "RegionId" should not be null.'),
    'InvalidRegionId.NotFound': { ...invalidRegion, source: 'inferred' },
    'InvalidSecurityGroupId.Malformed': { ...malformedGroupId, source: 'inferred' },
    'InvalidSecurityGroup.NotFound': { ...noSuchGroup, message: 'The specified security group is not found.' },
    'InvalidOperation.SecurityGroupNotAuthorized': foreignGroup,
    'InvalidOperation.ResourceManagedByCloudProduct': managedGroup,
    DependencyViolation: {
      http: 403,
      message: 'There is still instance(s) in the specified security group.',
      meaning: { en: 'The group still has members.', zh: '安全组中仍有成员。' },
      trigger: { en: 'SecurityGroupId of a group that an interface is a member of.', zh: 'SecurityGroupId 为仍有弹性网卡加入的安全组。' },
      source: 'documented',
    },
    'DependencyViolation#named': {
      http: 403,
      message: 'The specified security group has been authorized in another one.',
      meaning: {
        en: 'A rule of another group, of any account, names the group.',
        zh: '该安全组被其他安全组（包括其他账号的安全组）的规则引用。',
      },
      trigger: {
        en: 'SecurityGroupId of a group that is the peer of a rule of another group.',
        zh: 'SecurityGroupId 为其他安全组规则的授权对象。',
      },
      source: 'documented',
    },
  },
  ram: {
    action: 'ecs:DeleteSecurityGroup',
    level: 'delete',
    resources: [required('SecurityGroup', 'acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}')],
    conditions: ['ecs:tag'],
    dependent: [],
  },
  example: {
    request: { RegionId: 'cn-hangzhou', SecurityGroupId: 'sg-bp67acfmxazb4p0000' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    const group = yield* findGroup(ctx, p.SecurityGroupId, 'change', {
      absent: 'InvalidSecurityGroup.NotFound',
      foreign: 'InvalidOperation.SecurityGroupNotAuthorized',
    });
    refuseManaged(ctx, group, 'InvalidOperation.ResourceManagedByCloudProduct');
    const key = here(ctx, 'group', p.SecurityGroupId);
    const others = (yield* refs(key)).filter((from) => keyText(from) !== keyText(key));
    if (others.some(({ kind }) => kind !== 'group')) return ctx.fail('DependencyViolation');
    if (others.length > 0) return ctx.fail('DependencyViolation#named');
    return { reply: {}, effects: [{ drop: key }] };
  },
});

import { action, type Ctx, here } from '#actions/action.ts';
import { instanceId } from '#actions/ecs/instances/instance-params.ts';
import { modifyErrors } from '#actions/ecs/instances/modify-errors.ts';
import { modifyParams } from '#actions/ecs/instances/modify-params.ts';
import { oneRam } from '#actions/ecs/instances/state-rows.ts';
import { judgeGroups } from '#actions/ecs/interfaces/judge-groups.ts';
import { refuseManaged } from '#actions/ecs-group.ts';
import { find } from '#actions/find.ts';
import { ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { root } from '#domain/finding.ts';
import { imageOf } from '#domain/images.ts';
import { base64Size, isHostName, maxUserData } from '#domain/instance.ts';
import type { InstanceHead, InstanceSettings } from '#domain/instance-head.ts';
import { instanceTypeOf } from '#domain/instance-types.ts';
import { isGroupName, isPlainText } from '#domain/naming.ts';
import { isPassword } from '#domain/password.ts';
import type { Deciding, Effect, Loaded } from '#kit/deciding.ts';
import type { Values } from '#kit/shape.ts';

type Request = Values<typeof modifyParams>;
type Code = keyof typeof modifyErrors;

/** Which rows of the public table are here, and why the others are not: `instances/modify-errors.ts`. */
export default action({
  product: 'Ecs',
  name: 'ModifyInstanceAttribute',
  summary: {
    en: 'Changes an instance. SecurityGroupIds replaces the groups of its primary interface.',
    zh: '修改一台实例的属性。SecurityGroupIds 替换其主网卡所属的全部安全组。',
  },
  mode: 'change',
  params: { InstanceId: instanceId, ...modifyParams, ...ownerParams },
  returns: requestIdField,
  errors: modifyErrors,
  ram: oneRam('ecs:ModifyInstanceAttribute', 'update'),
  example: {
    request: { InstanceId: 'i-bp67acfmxazb4p0000', InstanceName: 'web-2', 'SecurityGroupIds.1': 'sg-bp67acfmxazb4p0000' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    const instance = yield* find(ctx, 'instance', p.InstanceId, 'change', 'InvalidInstanceId.NotFound');
    judgeTexts(p, instance.head, ctx);
    const effects: Effect[] = [{ put: instance.key, head: changed(p, instance.head) }];
    if (p.SecurityGroupIds !== undefined || p.NetworkInterfaceQueueNumber !== undefined)
      effects.push(yield* changedInterface(p, instance, ctx));
    return { reply: {}, effects };
  },
});

function judgeTexts(p: Request, head: InstanceHead, ctx: Ctx<Code>): void {
  if (p.InstanceName !== undefined && !isGroupName(p.InstanceName)) ctx.fail('InvalidInstanceName.Malformed');
  if (p.Description !== undefined && !isPlainText(p.Description, 2, 256)) ctx.fail('InvalidDescription.Malformed');
  if (p.HostName !== undefined && !isHostName(p.HostName, head.image)) ctx.fail('InvalidHostName.Malformed');
  if (p.Password !== undefined && !isPassword(p.Password, imageOf(head.image)?.osType ?? 'linux')) ctx.fail('InvalidPassword.Malformed');
  if (p.UserData !== undefined && (base64Size(p.UserData) ?? p.UserData.length) > maxUserData) ctx.fail('InvalidUserData.SizeExceeded');
  if (p.CreditSpecification !== undefined && !instanceTypeOf(head.type)?.baselineCredit)
    ctx.fail('InvalidInstanceStatus.CreditSpecRestricted');
  if (p.Recyclable !== undefined && head.spotStrategy === 'NoSpot') ctx.fail('InvalidParameter.RecycleBin');
  const needsStopped = [p['CpuOptions.Core'], p['CpuOptions.ThreadsPerCore'], p['CpuOptions.TopologyType'], p.NetworkInterfaceQueueNumber];
  if (head.status !== 'Stopped' && needsStopped.some((one) => one !== undefined)) ctx.fail('IncorrectInstanceStatus');
}

const changed = (p: Request, head: InstanceHead): InstanceHead => ({
  ...head,
  name: p.InstanceName ?? head.name,
  description: p.Description ?? head.description,
  hostName: p.HostName ?? head.hostName,
  userData: p.UserData ?? head.userData,
  deletionProtection: p.DeletionProtection ?? head.deletionProtection,
  creditSpecification: p.CreditSpecification ?? head.creditSpecification,
  settings: changedSettings(p, head.settings),
});

function changedSettings(p: Request, settings: InstanceSettings): InstanceSettings {
  const { dnsRecords } = settings;
  return {
    ...settings,
    cpuCores: p['CpuOptions.Core'] ?? settings.cpuCores,
    threadsPerCore: p['CpuOptions.ThreadsPerCore'] ?? settings.threadsPerCore,
    topology: p['CpuOptions.TopologyType'] ?? settings.topology,
    jumboFrames: p.EnableJumboFrame ?? settings.jumboFrames,
    networkEncryption: p.EnableNetworkEncryption ?? settings.networkEncryption,
    recyclable: p.Recyclable ?? settings.recyclable,
    dnsHostnameType: p['PrivateDnsNameOptions.HostnameType'] ?? settings.dnsHostnameType,
    dnsRecords: {
      idAAAA: p['PrivateDnsNameOptions.EnableInstanceIdDnsAAAARecord'] ?? dnsRecords.idAAAA,
      idA: p['PrivateDnsNameOptions.EnableInstanceIdDnsARecord'] ?? dnsRecords.idA,
      ipA: p['PrivateDnsNameOptions.EnableIpDnsARecord'] ?? dnsRecords.ipA,
      ipPtr: p['PrivateDnsNameOptions.EnableIpDnsPtrRecord'] ?? dnsRecords.ipPtr,
    },
  };
}

/** Groups belong to the primary interface: an instance has no copy of them. */
function* changedInterface(p: Request, { head }: Loaded<InstanceHead>, ctx: Ctx<Code>): Deciding<Effect> {
  const own = (yield* root(here(ctx, 'interface', head.primaryInterface), 'change')) ?? ctx.fail('IncorrectInstanceStatus');
  const queueNumber = p.NetworkInterfaceQueueNumber ?? own.head.queueNumber;
  const groups = p.SecurityGroupIds ?? own.head.groups;
  if (p.SecurityGroupIds !== undefined) {
    const wanted = { groups, before: own.head.groups, vpc: own.head.vpc, addresses: own.head.addresses.length };
    const judged = yield* judgeGroups(ctx, wanted);
    if ('fault' in judged) {
      if (judged.fault === 'managed') refuseManaged(ctx, judged.group, 'InvalidOperation.ResourceManagedByCloudProduct');
      if (judged.fault === 'full')
        return ctx.fail('SecurityGroupInstanceLimitExceed', `The security group ${judged.group.key.id} is full.`);
      if (judged.fault === 'rules') return ctx.fail('AclLimitExceed', `The rules exceed the limit at ${judged.group.key.id}.`);
      return ctx.fail(groupCode[judged.fault]);
    }
  }
  return { put: own.key, head: { ...own.head, groups, queueNumber } };
}
const groupCode = {
  none: 'InvalidParameter',
  repeated: 'InvalidParameter',
  limit: 'InvalidParameter#limit',
  absent: 'InvalidSecurityGroupId.NotFound',
  managed: 'InvalidOperation.ResourceManagedByCloudProduct',
  vpc: 'InvalidInstanceId.Mismatch',
  mixed: 'InvalidOperation.MultiGroupType',
} as const;

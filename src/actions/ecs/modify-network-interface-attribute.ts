import { action } from '#actions/action.ts';
import { interfaceId, interfaceRegion, settingParams } from '#actions/ecs/interfaces/interface-params.ts';
import {
  groupRows,
  invalidParameter,
  malformedInterfaceId,
  missingParameter,
  noSuchInterface,
  settingRows,
} from '#actions/ecs/interfaces/interface-rows.ts';
import { groupCodes, judgeGroups, refuseMembership } from '#actions/ecs/interfaces/judge-groups.ts';
import { settingCodes, settingFault, settingsOf } from '#actions/ecs/interfaces/settings.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { stringsParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { root } from '#domain/finding.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';

const primary = { en: 'NetworkInterfaceId of the primary interface of an instance.', zh: 'NetworkInterfaceId 为实例的主网卡。' };
/** What may be changed of the primary interface; the rest belongs to its instance. */
const ofPrimary: ReadonlySet<string> = new Set(['name', 'description']);

/**
 * Inferred: InvalidRegionId.NotFound. Rows of the public table that no request here gets: those about accounts, RAM users and regions, those of
 * other actions on interfaces, InvalidOperation.EniServiceManaged, and those about the type of the instance, or what it must have for RDMA,
 * queues or enhanced networks, none of which is here.
 */
export default action({
  product: 'Ecs',
  name: 'ModifyNetworkInterfaceAttribute',
  summary: {
    en: 'Changes an elastic network interface. SecurityGroupId.N replaces the whole set of its groups; what is not sent stays.',
    zh: '修改弹性网卡的属性。SecurityGroupId.N 会替换弹性网卡所属的全部安全组；未传入的属性保持不变。',
  },
  mode: 'change',
  params: {
    RegionId: interfaceRegion,
    NetworkInterfaceId: interfaceId,
    SecurityGroupId: stringsParam(100, 'All groups that it is to be in, up to 10.', '弹性网卡将加入的全部安全组，最多 10 个。'),
    ...settingParams,
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    MissingParameter: missingParameter,
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    InvalidParameter: invalidParameter('Description=x'),
    'InvalidParams.EniId': malformedInterfaceId,
    'InvalidEniId.NotFound': noSuchInterface,
    ...settingRows,
    'InvalidOperation.ModifyPrimaryEniQueueNumber': documented(
      403,
      'Primary NetworkInterface is not allowed to modify queue number.',
      'QueueNumber cannot be changed on a primary interface.',
      '不支持修改主网卡的队列数。',
      primary,
    ),
    'InvalidOperation.PrimaryEniOnlySupportModifyNameAndDesc': documented(
      404,
      'Primary NetworkInterface is only allowed to modify name and description.',
      'Of a primary interface only name and description can be changed; ModifyInstanceAttribute changes its groups.',
      '主网卡仅支持修改名称和描述；修改其安全组请使用 ModifyInstanceAttribute。',
      primary,
    ),
    'InvalidOperation.InvalidEniState': documented(
      403,
      'Available status or ECS instance attached is Stopped is allowed to modify network interface queue number.',
      'QueueNumber is changed while the interface is attached to an instance that is not stopped.',
      '弹性网卡所绑定的实例未停止时，不支持修改队列数。',
      { en: 'QueueNumber=8 on an interface of a running instance', zh: '修改运行中实例的弹性网卡的 QueueNumber' },
    ),
    ...groupRows,
  },
  ram: ramRow('ecs:ModifyNetworkInterfaceAttribute', 'update', [
    required('NetworkInterface', 'acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}'),
    required('SecurityGroup', 'acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId|*}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000', 'SecurityGroupId.1': 'sg-bp67acfmxazb4p0000' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    const wrong = settingFault(p);
    if (wrong) return ctx.fail(settingCodes[wrong.fault], wrong.at);
    const { key, head } = yield* find(ctx, 'interface', p.NetworkInterfaceId, 'change', 'InvalidEniId.NotFound', p.NetworkInterfaceId);
    const settings = settingsOf(p, head) ?? ctx.fail('InvalidParameter.QueuePairNumberMustEmpty');
    const changes: Partial<InterfaceHead> = p.SecurityGroupId ? { ...settings, groups: p.SecurityGroupId } : settings;
    if (head.type === 'Primary') {
      if (settings.queueNumber !== undefined) return ctx.fail('InvalidOperation.ModifyPrimaryEniQueueNumber');
      if (Object.keys(changes).some((field) => !ofPrimary.has(field)))
        return ctx.fail('InvalidOperation.PrimaryEniOnlySupportModifyNameAndDesc');
    }
    if (settings.queueNumber !== undefined && head.instance !== '') {
      const instance = yield* root({ account: ctx.account, region: ctx.region, kind: 'instance', id: head.instance });
      if (instance?.head.status !== 'Stopped') return ctx.fail('InvalidOperation.InvalidEniState');
    }
    if (changes.groups) {
      const wanted = { groups: changes.groups, before: head.groups, vpc: head.vpc, addresses: head.addresses.length };
      const member = yield* judgeGroups(ctx, wanted);
      if ('fault' in member) return refuseMembership(ctx, member, groupCodes);
    }
    return { reply: {}, effects: [{ put: key, head: { ...head, ...changes } }] };
  },
});

import { action, here } from '#actions/action.ts';
import { createNetworkInterfaceErrors } from '#actions/ecs/create-network-interface-errors.ts';
import { interfaceRegion, ipv6Params, secondaryParams, settingParams, trafficParams } from '#actions/ecs/interfaces/interface-params.ts';
import { madeFields, madeOf, madeSample } from '#actions/ecs/interfaces/interface-view.ts';
import { groupCodes, judgeGroups, refuseMembership } from '#actions/ecs/interfaces/judge-groups.ts';
import { makeInterface, openVSwitch, plainInterface } from '#actions/ecs/interfaces/make-interface.ts';
import { settingCodes, settingFault, settingsOf } from '#actions/ecs/interfaces/settings.ts';
import { countOf, refuseAddress, wantedAddresses } from '#actions/ecs/interfaces/wanted-addresses.ts';
import { enumParam, stringParam, stringsParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { pairsOf } from '#actions/tag-rows.ts';
import { clientToken, ownerParams, requestIdField, tagRows } from '#actions/vocabulary.ts';
import { root } from '#domain/finding.ts';
import { addressLimitsOf } from '#domain/interface-limits.ts';
import { resourceGroupKey } from '#domain/resource-group.ts';
import { maxTags, readTags } from '#domain/tags.ts';

const tagCode = { key: 'InvalidTagKey.Malformed', value: 'InvalidTagValue.Malformed', duplicate: 'Duplicate.TagKey' } as const;
const addressCodes = {
  malformed: 'InvalidIp.Address',
  outside: 'InvalidVSwitchId.IpInvalid',
  reserved: 'InvalidVSwitchId.IpInvalid',
  used: 'InvalidPrivateIpAddress.Duplicated',
  repeated: 'InvalidIp.IpRepeated',
  full: 'InvalidVSwitchId.IpNotEnough',
  noBlock: 'InvalidVSwitch.Ipv6NotTurnOn',
} as const;

export default action({
  product: 'Ecs',
  name: 'CreateNetworkInterface',
  summary: {
    en: 'Creates an elastic network interface in a VSwitch, as a member of up to 10 security groups of its VPC.',
    zh: '在交换机中创建一张弹性网卡，并将其加入所属专有网络 VPC 的安全组（最多 10 个）。',
  },
  mode: 'change',
  seeds: true,
  params: {
    RegionId: interfaceRegion,
    VSwitchId: stringParam('The VSwitch.', '弹性网卡所属的交换机。', {
      required: true,
      missing: 'MissingParameter',
      example: 'vsw-bp1nhbnpv2blyz8dl0000',
    }),
    SecurityGroupId: stringParam(
      'One security group; not together with SecurityGroupIds.',
      '一个安全组，不能与 SecurityGroupIds 同时指定。',
      {
        example: 'sg-bp67acfmxazb4p0000',
      },
    ),
    SecurityGroupIds: stringsParam(100, 'Security groups, all of one type.', '多个安全组，须为同一类型。'),
    PrimaryIpAddress: stringParam(
      'The primary private IPv4 address; chosen by the system if absent.',
      '主私网 IP 地址，未指定时由系统分配。',
      {
        example: '172.16.0.9',
      },
    ),
    ...secondaryParams,
    ...ipv6Params,
    ...settingParams,
    ...trafficParams,
    InstanceType: enumParam(
      ['Secondary', 'Trunk'],
      'What it is for: `Secondary`. `Trunk` is not supported.',
      '弹性网卡的类型：`Secondary`。不支持 `Trunk`。',
      { wrong: 'InvalidParameter', example: 'Secondary' },
    ),
    ResourceGroupId: stringParam('The resource group.', '弹性网卡所属的资源组 ID。', { example: 'rg-bp67acfmxazb4p000' }),
    // Decoding lets more through than may be, because too many have a code of their own here.
    Tag: { ...tagRows, max: 100, doc: { en: 'Up to 20 tags.', zh: '标签，最多 20 个。' } },
    ClientToken: clientToken,
    BusinessType: stringParam('Accepted and ignored.', '接受但忽略。', { deprecated: true }),
    Visible: { kind: 'boolean', deprecated: true, doc: { en: 'Accepted and ignored.', zh: '接受但忽略。' } },
    ...ownerParams,
  },
  returns: { ...requestIdField, ...madeFields },
  errors: createNetworkInterfaceErrors,
  ram: ramRow(
    'ecs:CreateNetworkInterface',
    'create',
    [
      required('NetworkInterface', 'acs:ecs:{region}:{account}:eni/*'),
      required('SecurityGroup', 'acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId|*}'),
      required('VSwitch', 'acs:vpc:{region}:{account}:vswitch/{VSwitchId}'),
    ],
    ['vpc:IsDefaultVSwitch', 'vpc:IsDefaultVpc', 'vpc:VPC', 'vpc:tag'],
  ),
  example: {
    request: { RegionId: 'cn-hangzhou', VSwitchId: 'vsw-bp1nhbnpv2blyz8dl0000', SecurityGroupId: 'sg-bp67acfmxazb4p0000' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E', ...madeSample },
  },
  *handle(p, ctx) {
    if (p.InstanceType === 'Trunk') return ctx.fail('UnsupportedParameter', 'InstanceType');
    if (p.SecurityGroupId !== undefined && p.SecurityGroupIds)
      return ctx.fail('InvalidParameter.Conflict', 'SecurityGroupId, SecurityGroupIds');
    const groups = p.SecurityGroupIds ?? (p.SecurityGroupId === undefined ? [] : [p.SecurityGroupId]);
    const wanted = wantedAddresses(p);
    if ('conflict' in wanted) return ctx.fail('InvalidParameter.Conflict', wanted.conflict);
    if (countOf(wanted.secondary) >= addressLimitsOf().privateIps) return ctx.fail('MaxEniPrivateIpsCountExceeded');
    const wrong = settingFault(p);
    if (wrong) return ctx.fail(settingCodes[wrong.fault], wrong.at);
    const settings = settingsOf(p, plainInterface) ?? ctx.fail('InvalidParameter.QueuePairNumberMustEmpty');
    const pairs = pairsOf(p.Tag);
    if (pairs.length > maxTags) return ctx.fail('QuotaExceed.Tags', `The number of tags exceeds the limit of ${maxTags}.`);
    const tagged = readTags(pairs);
    if ('fault' in tagged) return ctx.fail(tagCode[tagged.fault]);

    const open = (yield* openVSwitch(ctx, p.VSwitchId)) ?? ctx.fail('InvalidVSwitchId.NotFound', p.VSwitchId);
    const { ResourceGroupId: resourceGroup = '' } = p;
    if (resourceGroup !== '' && !(yield* root(resourceGroupKey(ctx.account, resourceGroup), 'keep')))
      return ctx.fail('InvalidResourceGroup.NotFound');
    const addresses = 1 + countOf(wanted.secondary);
    const member = yield* judgeGroups(ctx, { groups, vpc: open.vswitch.head.vpc, addresses });
    if ('fault' in member) return refuseMembership(ctx, member, groupCodes);

    const head = { ...settings, resourceGroup, tags: tagged.tags };
    const made = yield* makeInterface(ctx, { ...open, ...wanted, groups, primary: p.PrimaryIpAddress, head });
    if ('fault' in made) return refuseAddress(ctx, made, p.VSwitchId, addressCodes);
    return { reply: madeOf({ key: here(ctx, 'interface', made.id), head: made.head }), effects: made.effects };
  },
});

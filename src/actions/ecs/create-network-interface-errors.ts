import {
  addressRows,
  conflictingParameters,
  groupRows,
  invalidParameter,
  missingParameter,
  settingRows,
  unsupportedParameter,
} from '#actions/ecs/interfaces/interface-rows.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { tagTexts } from '#actions/tag-texts.ts';
import { asSent } from '#actions/texts.ts';
import { invalidRegion } from '#actions/vocabulary.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/**
 * Inferred: what only the page of ModifyNetworkInterfaceAttribute or of AssignIpv6Addresses documents. Rows of the public table that no request here gets: those about accounts and RAM users (InvalidUserType.NotSupported,
 * Abs.InvalidAccount.NotFound, Forbidden.NotSupportRAM, Forbidden.SubUser, Forbidden.RegionId), those of other actions on interfaces
 * (InvalidInstanceID.Malformed, InvalidOperation.InvalidEcsState, .InvalidEniState, .DetachPrimaryEniNotAllowed, .InvalidEniType,
 * .AvailabilityZoneMismatch, InvalidEcsId.NotFound, InvalidEniId.NotFound, EniPerInstanceLimitExceeded), those of the type of an instance
 * (InvalidOperation.MaxEniQueueNumberExceeded, .ExceedInstanceTypeQueueNumber), and MaxEniCountExceeded, whose limit is not published.
 */
export const createNetworkInterfaceErrors = {
  MissingParameter: missingParameter,
  InvalidParameter: invalidParameter('Description=x'),
  'InvalidParameter.Conflict': conflictingParameters('SecurityGroupId=sg-1&SecurityGroupIds.1=sg-2'),
  UnsupportedParameter: unsupportedParameter('InstanceType=Trunk'),
  'InvalidRegionId.NotFound': asInferred(invalidRegion),
  ...settingRows,
  'InvalidParams.NetworkInterfaceName': asInferred(settingRows['InvalidParams.NetworkInterfaceName']),
  'InvalidParameter.EniTrafficMode': asInferred(settingRows['InvalidParameter.EniTrafficMode']),
  'InvalidParameter.QueuePairNumberMustEmpty': asInferred(settingRows['InvalidParameter.QueuePairNumberMustEmpty']),
  'InvalidParameter.EniQueueSize': asInferred(settingRows['InvalidParameter.EniQueueSize']),
  'InvalidParameter.EniConnectionTrackingConfiguration': asInferred(settingRows['InvalidParameter.EniConnectionTrackingConfiguration']),
  MaxEniPrivateIpsCountExceeded: documented(
    403,
    'The number of private IP addresses of a network interface exceeds the limit.',
    'More than 49 secondary private IP addresses are asked for.',
    '请求的辅助私网 IP 地址超过 49 个。',
    'SecondaryPrivateIpAddressCount=50',
  ),
  'InvalidTagKey.Malformed': { http: 400, message: 'The specified Tag.n.Key is not valid.', ...tagTexts.key, source: 'documented' },
  'InvalidTagValue.Malformed': { http: 400, message: 'The specified Tag.n.Value is not valid.', ...tagTexts.value, source: 'documented' },
  'Duplicate.TagKey': { http: 400, message: 'The Tag.N.Key contain duplicate key.', ...tagTexts.duplicate, source: 'documented' },
  'QuotaExceed.Tags': documented(403, '%s', 'There are more than 20 tags.', '标签数量超过 20 个。', {
    en: 'Tag.1.Key to Tag.21.Key',
    zh: '同时传入 Tag.1.Key 至 Tag.21.Key',
  }),
  'InvalidVSwitchId.NotFound': documented(
    404,
    'The specified VSwitchId "%s" is not found.',
    'The account has no such VSwitch in this region.',
    '该账号在此地域中没有该交换机。',
    'VSwitchId=vsw-none',
  ),
  'InvalidResourceGroup.NotFound': documented(
    404,
    'The ResourceGroup provided does not exist in our records.',
    'The account has no such resource group.',
    '该账号没有此资源组。',
    'ResourceGroupId=rg-none',
  ),
  ...groupRows,
  'InvalidSecurityGroupId.NotFound': { ...groupRows['InvalidSecurityGroupId.NotFound'], trigger: asSent('SecurityGroupId=sg-none') },
  'InvalidParameter.SecurityGroupIdRepeated': {
    ...asInferred(groupRows['InvalidParameter.SecurityGroupIdRepeated']),
    trigger: asSent('SecurityGroupIds.1=sg-1&SecurityGroupIds.2=sg-1'),
  },
  'InvalidOperation.MultiGroupType': asInferred(groupRows['InvalidOperation.MultiGroupType']),
  'InvalidOperation.EniCountExceeded': asInferred(groupRows['InvalidOperation.EniCountExceeded']),
  AclLimitExceed: asInferred(groupRows.AclLimitExceed),
  'InvalidIp.Address': addressRows.malformed('PrimaryIpAddress=172.16.0'),
  'InvalidIp.IpRepeated': addressRows.repeated('PrivateIpAddress.1=172.16.0.9&PrivateIpAddress.2=172.16.0.9'),
  'InvalidVSwitchId.IpInvalid': addressRows.outside('PrimaryIpAddress=10.0.0.1'),
  'InvalidVSwitchId.IpNotEnough': addressRows.full,
  'InvalidPrivateIpAddress.Duplicated': documented(
    400,
    'Specified private IP address is duplicated.',
    'Another interface has that private IPv4 address.',
    '该私网 IP 地址已被其他弹性网卡使用。',
    { en: 'PrimaryIpAddress of another interface.', zh: 'PrimaryIpAddress 为其他弹性网卡的地址。' },
  ),
  'InvalidVSwitch.Ipv6NotTurnOn': asInferred(addressRows.noIpv6),
} as const satisfies ErrorTable;

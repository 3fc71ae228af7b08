import { launchErrors } from '#actions/ecs/instances/launch-errors.ts';
import { documented, inferred } from '#actions/error-rows.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/** Rows of what only RunInstances takes. Inferred: a group that is given twice, and those on an interface that exists, which sister actions document. */
export const runErrors = {
  ...launchErrors,
  'InvalidParam.Amount': documented(
    403,
    '%s',
    'Amount is not 1 to 100, MinAmount is more than Amount, or something is given that only one instance can have.',
    'Amount 不在 1～100 之间，MinAmount 大于 Amount，或指定了仅适用于单台实例的参数。',
    'Amount=101',
  ),
  'InvalidParam.NetworkInterface': documented(
    400,
    '%s',
    'Interfaces, VSwitch and groups are given in two ways, or more interfaces than the type has.',
    '网卡、交换机和安全组的指定方式冲突，或网卡数量超过实例规格的上限。',
    'NetworkInterface.1.InstanceType=Primary&VSwitchId=vsw-bp1nhbnpv2blyz8dl0000',
  ),
  'InvalidParameter.Conflict': documented(
    400,
    '%s',
    'SecurityGroupId is given besides SecurityGroupIds, or addresses besides their count.',
    '同时指定了 SecurityGroupId 与 SecurityGroupIds，或地址与数量。',
    'SecurityGroupId=sg-bp67acfmxazb4p0000&SecurityGroupIds.1=sg-bp67acfmxazb4p0000',
  ),
  'InvalidParameter#groups': inferred(
    400,
    'The specified parameter "SecurityGroupIds.N" is not valid.',
    'A group is given twice.',
    '安全组重复。',
    'SecurityGroupIds.1=sg-bp67acfmxazb4p0000&SecurityGroupIds.2=sg-bp67acfmxazb4p0000',
  ),
  'InvalidOperation.MultiGroupType': documented(
    400,
    "The specified instance can't join different types of security group.",
    'Basic and enterprise groups are mixed.',
    '不能同时加入普通安全组和企业级安全组。',
    { en: 'SecurityGroupIds of a basic and an enterprise group.', zh: 'SecurityGroupIds 同时包含普通安全组和企业级安全组。' },
  ),
  'InvalidParams.InstanceNameExceed': documented(
    403,
    'The uniqueSuffix takes three naming places, please shorten your InstanceName.',
    'With its suffix the name has more than 128 characters, or the numbers run out.',
    '添加后缀后名称超过 128 个字符，或序号用尽。',
    { en: 'UniqueSuffix=true&Amount=2 with a name of 126 characters.', zh: 'UniqueSuffix=true&Amount=2，名称为 126 个字符。' },
  ),
  'InvalidParams.HostnameExceed': documented(
    403,
    'The uniqueSuffix takes three naming places, please shorten your Hostname.',
    'With its suffix the host name is too long, or the numbers run out.',
    '添加后缀后主机名过长，或序号用尽。',
    { en: 'UniqueSuffix=true&Amount=2 with a host name of 62 characters.', zh: 'UniqueSuffix=true&Amount=2，主机名为 62 个字符。' },
  ),
  'InvalidAutoReleaseTime.Malformed': documented(
    400,
    'The specified parameter AutoReleaseTime is not valid.',
    'AutoReleaseTime is no time, or not between half an hour and three years from now.',
    'AutoReleaseTime 格式错误，或不在半小时至三年之间。',
    'AutoReleaseTime=tomorrow',
  ),
  'InvalidLaunchTemplate.NotFound': documented(
    404,
    '%s',
    'There are no launch templates here.',
    '此处没有启动模板。',
    'LaunchTemplateId=lt-1',
  ),
  'InvalidOperation.Ipv4CountExceeded': documented(
    403,
    '%s',
    'The type has fewer private addresses an interface.',
    '私网 IP 数量超过实例规格的上限。',
    'NetworkInterface.1.SecondaryPrivateIpAddressCount=49',
  ),
  'InvalidOperation.Ipv6CountExceeded': documented(
    403,
    '%s',
    'The type has fewer IPv6 addresses an interface.',
    'IPv6 地址数量超过实例规格的上限。',
    'Ipv6AddressCount=10',
  ),
  'InvalidVSwitch.Ipv6NotTurnOn': documented(403, '%s', 'The VSwitch has no IPv6 block.', '交换机未开启 IPv6。', 'Ipv6AddressCount=1'),
  'InvalidIp.Address': documented(
    403,
    '%s',
    'An IPv6 address is malformed, outside the VSwitch, or kept by the system.',
    'IPv6 地址格式错误、不在交换机网段内，或为系统保留地址。',
    'Ipv6Address.1=1::1',
  ),
  'InvalidIp.IpAssigned': documented(403, '%s', 'Another interface has the IPv6 address.', 'IPv6 地址已被其他网卡使用。', {
    en: 'Ipv6Address.1 of another interface.',
    zh: 'Ipv6Address.1 为其他网卡的地址。',
  }),
  'InvalidIp.IpRepeated': documented(403, '%s', 'An IPv6 address is given twice.', 'IPv6 地址重复。', {
    en: 'The same Ipv6Address.1 and .2.',
    zh: '相同的 Ipv6Address.1 与 Ipv6Address.2。',
  }),
  'InvalidEniId.NotFound': inferred(
    404,
    '%s',
    'The account has no such interface in this region.',
    '该账号在此地域中没有此弹性网卡。',
    'NetworkInterface.1.NetworkInterfaceId=eni-none',
  ),
  'InvalidOperation.InvalidEniState': inferred(
    400,
    '%s',
    'The interface is attached, is not in the same zone, or a product manages it.',
    '弹性网卡已绑定、不在同一可用区或由云产品托管。',
    {
      en: 'NetworkInterface.1.NetworkInterfaceId of an interface that is attached.',
      zh: 'NetworkInterface.1.NetworkInterfaceId 为已绑定的弹性网卡。',
    },
  ),
} as const satisfies ErrorTable;
export type RunCode = keyof typeof runErrors;

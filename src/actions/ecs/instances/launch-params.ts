import { absentParams } from '#actions/ecs/instances/absent-params.ts';
import { dataDiskParam, systemDiskParams } from '#actions/ecs/instances/disk-params.ts';
import { booleanParam, enumParam, integerParam, numberParam, stringParam } from '#actions/params.ts';
import { clientToken, ownerParams, regionId, tagRows } from '#actions/vocabulary.ts';
import type { Values } from '#kit/shape.ts';

/** Parameters of whoever makes instances, by families: what, where, name, network, logon, payment, settings. */
const what = {
  InstanceType: stringParam('The instance type; see DescribeInstanceTypes.', '实例规格，参见 DescribeInstanceTypes。', {
    example: 'ecs.g7.large',
  }),
  ImageId: stringParam('The image; see DescribeImages.', '镜像 ID，参见 DescribeImages。', {
    example: 'aliyun_3_x64_20G_alibase_20250117.vhd',
  }),
  ImageFamily: stringParam(
    'Instead of ImageId: the latest image of a family.',
    '镜像族系名称，使用该族系的最新镜像，不能与 ImageId 同时设置。',
    {
      example: 'acs:ubuntu_22_04_x64',
    },
  ),
  IoOptimized: enumParam(
    ['none', 'optimized'],
    'Always `optimized`; accepted and ignored.',
    '是否为 I/O 优化实例，固定为 `optimized`；接受但忽略。',
    {
      wrong: 'InvalidIoOptimize.ValueNotSupported',
    },
  ),
} as const;

const named = {
  InstanceName: stringParam(
    'Name: 2 to 128 letters, digits, `:`, `_`, `.` or `-`, a letter first. Its ID where absent.',
    '实例名称：2～128 个字符，以字母或中文开头，可包含数字、半角冒号、下划线、点号和短划线。默认为实例 ID。',
    { example: 'web-1' },
  ),
  Description: stringParam(
    'Description: 2 to 256 characters, no web address first.',
    '描述：2～256 个字符，不能以 http:// 或 https:// 开头。',
  ),
  HostName: stringParam('Host name: 2 to 64 characters, on Windows 2 to 15.', '主机名：2～64 个字符；Windows 为 2～15 个字符。', {
    example: 'web-1',
  }),
  ResourceGroupId: stringParam('The resource group.', '资源组 ID。', { example: 'rg-bp67acfmxazb4p000' }),
  Tag: { ...tagRows, doc: { en: 'Up to 20 tags, for the instance and its primary interface.', zh: '实例及其主网卡的标签，最多 20 个。' } },
} as const;

const network = {
  ZoneId: stringParam('The zone; that of the VSwitch where absent.', '可用区 ID，默认为交换机所在的可用区。', { example: 'cn-hangzhou-b' }),
  VSwitchId: stringParam('The VSwitch; without it the default one.', '交换机 ID，未指定时为默认交换机。', {
    example: 'vsw-bp1nhbnpv2blyz8dl0000',
  }),
  SecurityGroupId: stringParam('The security group.', '安全组 ID。', { example: 'sg-bp67acfmxazb4p0000' }),
  PrivateIpAddress: stringParam('The primary private address.', '主私网 IP 地址。', { example: '172.16.0.10' }),
  InternetChargeType: enumParam(
    ['PayByBandwidth', 'PayByTraffic'],
    '`PayByBandwidth` or `PayByTraffic` (the default).',
    '网络计费类型：`PayByBandwidth` 或 `PayByTraffic`（默认）。',
    { wrong: 'InvalidInternetChargeType.ValueNotSupported' },
  ),
  InternetMaxBandwidthIn: integerParam('Mbit/s in, 1 to 100; kept and shown.', '公网入带宽最大值，1～100 Mbit/s；仅保存并返回。', {
    min: 1,
    max: 100,
    wrong: 'InvalidInternetMaxBandwidthIn.Malformed',
  }),
  InternetMaxBandwidthOut: integerParam(
    'Mbit/s out, 0 to 100; kept and shown. No public address is given here.',
    '公网出带宽最大值，0～100 Mbit/s；仅保存并返回，此处不分配公网 IP。',
    { min: 0, max: 100, wrong: 'InvalidInternetMaxBandwidthOut.Malformed' },
  ),
} as const;

const logon = {
  Password: stringParam('8 to 30 characters of three kinds. Judged and thrown away.', '密码：8～30 个字符，包含三类字符。仅校验，不保存。'),
  PasswordInherit: booleanParam(
    'Takes the password of the image; then Password must be absent.',
    '使用镜像预设的密码，此时不能设置 Password。',
  ),
  KeyPairName: stringParam('The key pair; ignored on Windows.', '密钥对名称；Windows 实例忽略。', { example: 'ops' }),
  RamRoleName: stringParam('The RAM role; any name is kept and shown.', '实例 RAM 角色名称；任意名称均保存并返回。', {
    example: 'web-role',
  }),
  SecurityEnhancementStrategy: enumParam(
    ['Active', 'Deactive'],
    '`Active` or `Deactive`; kept.',
    '是否开启安全加固：`Active` 或 `Deactive`；仅保存。',
  ),
  UserData: stringParam('In base64, 32 KB at most before it.', '实例自定义数据，Base64 编码，编码前最大 32 KB。', {
    example: 'ZWNobyBoZWxsbyBlY3Mh',
  }),
} as const;

/** Nobody pays here; what is asked for is judged, kept and shown. */
const payment = {
  InstanceChargeType: enumParam(
    ['PrePaid', 'PostPaid'],
    '`PostPaid` (the default) or `PrePaid`.',
    '付费方式：`PostPaid`（默认）或 `PrePaid`。',
    {
      wrong: 'InvalidInstanceChargeType.NotFound',
    },
  ),
  Period: integerParam('Length of a subscription, in PeriodUnit.', '包年包月时长，单位由 PeriodUnit 指定。', {
    wrong: 'InvalidPeriod',
    example: '1',
  }),
  PeriodUnit: enumParam(['Week', 'Month'], '`Month` (the default) or `Week`.', '时长单位：`Month`（默认）或 `Week`。', {
    wrong: 'InvalidPeriodType.ValueNotSupported',
  }),
  AutoRenew: booleanParam('Whether a subscription renews itself.', '包年包月是否自动续费。'),
  AutoRenewPeriod: integerParam('By how much.', '自动续费时长。', { wrong: 'InvalidAutoRenewPeriod.ValueNotSupported', example: '1' }),
  SpotStrategy: enumParam(
    ['NoSpot', 'SpotWithPriceLimit', 'SpotAsPriceGo'],
    '`NoSpot` (the default), `SpotWithPriceLimit` or `SpotAsPriceGo`.',
    '抢占策略：`NoSpot`（默认）、`SpotWithPriceLimit` 或 `SpotAsPriceGo`。',
    { wrong: 'InvalidSpotStrategy' },
  ),
  SpotPriceLimit: numberParam('The highest price an hour.', '每小时最高价格。', {
    min: 0,
    wrong: 'InvalidSpotPriceLimit',
    example: '0.97',
  }),
  SpotDuration: integerParam('Hours that it is kept for: 0 or 1.', '抢占式实例保留时长：0 或 1 小时。', {
    min: 0,
    max: 6,
    wrong: 'InvalidSpotDuration',
  }),
  SpotInterruptionBehavior: enumParam(
    ['Terminate', 'Stop'],
    '`Terminate` (the default) or `Stop`.',
    '中断模式：`Terminate`（默认）或 `Stop`。',
    {
      wrong: 'InvalidSpotInterruptionBehavior',
    },
  ),
  CreditSpecification: enumParam(['Standard', 'Unlimited'], 'Of burstable types.', '突发性能实例的运行模式：`Standard` 或 `Unlimited`。', {
    wrong: 'InvalidParameter.CreditSpecification',
  }),
} as const;

const settings = {
  DeletionProtection: booleanParam('Refuses to delete the instance.', '是否开启实例释放保护。', { example: 'false' }),
  HttpEndpoint: enumParam(['enabled', 'disabled'], 'Access to metadata; kept and shown.', '是否启用实例元数据访问通道；仅保存并返回。', {
    wrong: 'InvalidHttpEndpoint.NotSupported',
  }),
  HttpTokens: enumParam(
    ['optional', 'required'],
    'Whether metadata needs a token; kept and shown.',
    '访问实例元数据是否强制使用加固模式；仅保存并返回。',
    {
      wrong: 'InvalidHttpTokens.NotSupported',
    },
  ),
  HttpPutResponseHopLimit: integerParam('Hops of a metadata token; kept and shown.', '元数据令牌的跳数限制；仅保存并返回。', {
    min: 0,
    max: 64,
    wrong: 'InvalidHttpPutResponseHopLimit.NotSupported',
  }),
  'HibernationOptions.Configured': booleanParam('Kept and shown.', '是否启用休眠功能；仅保存并返回。'),
} as const;

export const launchParams = {
  RegionId: regionId,
  ...what,
  ...named,
  ...network,
  ...systemDiskParams,
  DataDisk: dataDiskParam,
  ...logon,
  ...payment,
  ...settings,
  ...absentParams,
  DryRun: booleanParam(
    'Judges the request and does nothing else; one that passes gets DryRunOperation.',
    '只预检此次请求，通过时返回错误码 DryRunOperation。',
  ),
  ClientToken: clientToken,
  ...ownerParams,
} as const;
export type LaunchRequest = Values<typeof launchParams>;

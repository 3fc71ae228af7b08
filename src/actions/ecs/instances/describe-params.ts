import { dryRun, dryRunOperation } from '#actions/dry-run.ts';
import { badToken, instanceIdsJson, malformedIds } from '#actions/ecs/instances/instance-params.ts';
import { asInferred, documented, inferred } from '#actions/error-rows.ts';
import { booleanParam, enumParam, integerParam, jsonStringsParam, rowsParam, stringParam, stringsParam } from '#actions/params.ts';
import { invalidRegion, ownerParams, regionId, tagRows } from '#actions/vocabulary.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/** Filters and rows of DescribeInstances. What no instance here can have finds nothing. */
const exact = (en: string, zh: string, example?: string) => stringParam(en, zh, example === undefined ? {} : { example });
const addresses = (en: string, zh: string) => jsonStringsParam(100, en, zh, { example: '["172.16.0.10"]' });
const ignored = booleanParam('Accepted and ignored.', '接受但忽略。');

export const describeParams = {
  RegionId: regionId,
  InstanceIds: instanceIdsJson,
  InstanceName: exact('The name; `*` stands for any text.', '实例名称，支持通配符 `*`。', 'web-*'),
  Status: enumParam(['Pending', 'Running', 'Starting', 'Stopping', 'Stopped'], 'The state.', '实例状态。', {
    wrong: 'InvalidStatus.NotFound',
  }),
  InstanceType: exact('The type.', '实例规格。', 'ecs.g7.large'),
  InstanceTypeFamily: exact('The family of the type.', '实例规格族。', 'ecs.g7'),
  InstanceNetworkType: enumParam(['vpc', 'classic'], 'The network; all are `vpc`.', '网络类型；均为 `vpc`。', {
    wrong: 'InvalidNetworkType.NotFound',
  }),
  InstanceChargeType: enumParam(['PostPaid', 'PrePaid'], 'How it is paid.', '付费方式。', { wrong: 'InvalidInstanceChargeType.NotFound' }),
  InternetChargeType: enumParam(['PayByBandwidth', 'PayByTraffic'], 'How traffic is paid.', '网络计费类型。', {
    wrong: 'InvalidInternetChargeType.ValueNotSupported',
  }),
  ImageId: exact('The image.', '镜像 ID。'),
  KeyPairName: exact('The key pair.', '密钥对名称。'),
  ResourceGroupId: exact('The resource group.', '资源组 ID。'),
  VpcId: exact('The VPC.', '专有网络 VPC ID。'),
  VSwitchId: exact('The VSwitch.', '交换机 ID。'),
  ZoneId: exact('The zone.', '可用区 ID。'),
  SecurityGroupId: exact('A group of the primary interface.', '主网卡所属的安全组。', 'sg-bp67acfmxazb4p0000'),
  PrivateIpAddresses: addresses('A JSON array of private addresses of any interface.', '私网 IP 地址的 JSON 数组。'),
  Ipv6Address: stringsParam(100, 'IPv6 addresses of any interface.', 'IPv6 地址列表。'),
  PublicIpAddresses: addresses('There are no public addresses here.', '公网 IP 地址的 JSON 数组；此处没有公网 IP。'),
  EipAddresses: addresses('There are no EIPs here.', '弹性公网 IP 的 JSON 数组；此处没有弹性公网 IP。'),
  InnerIpAddresses: addresses('There is no classic network here.', '经典网络内网 IP 的 JSON 数组；此处没有经典网络实例。'),
  RdmaIpAddresses: exact('There are no RDMA addresses here.', 'RDMA 地址；此处没有。'),
  HpcClusterId: exact('There are no HPC clusters here.', 'HPC 集群 ID；此处没有。'),
  LockReason: enumParam(
    ['financial', 'security', 'Recycling', 'recycling', 'dedicatedhostfinancial', 'refunded'],
    'No instance is locked here.',
    '锁定原因；此处没有被锁定的实例。',
    { wrong: 'InvalidLockReason.NotFound' },
  ),
  HttpEndpoint: enumParam(['enabled', 'disabled'], 'Access to metadata.', '实例元数据访问通道。'),
  HttpTokens: enumParam(['optional', 'required'], 'Whether metadata needs a token.', '访问元数据是否强制使用加固模式。'),
  HttpPutResponseHopLimit: integerParam('Accepted and ignored.', '接受但忽略。'),
  IoOptimized: booleanParam('All are.', '是否为 I/O 优化实例；均为 true。'),
  DeviceAvailable: ignored,
  NeedSaleCycle: ignored,
  Filter: rowsParam(
    20,
    {
      Key: stringParam('`CreationStartTime` or `CreationEndTime`.', '`CreationStartTime` 或 `CreationEndTime`。'),
      Value: stringParam('A time, UTC: yyyy-MM-ddTHH:mmZ.', '时间，UTC：yyyy-MM-ddTHH:mmZ。'),
    },
    'Made after, or before, a time.',
    '按创建时间过滤。',
  ),
  Tag: { ...tagRows, doc: { en: 'Tags that an instance must have.', zh: '实例须具有的标签。' } },
  AdditionalAttributes: stringsParam(20, 'Everything is always shown.', '附加属性；始终返回全部属性。', { example: 'META_OPTIONS' }),
  MaxResults: integerParam('Rows on a page when paging by token: 10 to 100.', '使用凭证分页时每页条数：10～100。', { example: '10' }),
  NextToken: stringParam('The NextToken of the page before.', '上一页返回的 NextToken。'),
  PageNumber: integerParam('Page number, 1 by default.', '页码，默认为 1。', { min: 1, max: 2147483647, deprecated: true }),
  PageSize: integerParam('Rows on a page, 10 by default.', '每页条数，默认为 10。', { min: 1, max: 100, deprecated: true }),
  DryRun: dryRun,
  ...ownerParams,
} as const;

const noValue = (code: string, name: string, value: string) =>
  documented(404, code, `${name} is none of its values.`, `${name} 的取值无效。`, `${name}=${value}`);

export const describeErrors = {
  'InvalidRegionId.NotFound': asInferred(invalidRegion),
  'InvalidInstanceIds.Malformed': malformedIds,
  'InvalidStatus.NotFound': noValue('The specified Status is not found', 'Status', 'Sleeping'),
  'InvalidNetworkType.NotFound': noValue('The specified InstanceNetworkType is not found', 'InstanceNetworkType', 'none'),
  'InvalidInstanceChargeType.NotFound': noValue('The InstanceChargeType does not exist in our records', 'InstanceChargeType', 'Free'),
  'InvalidInternetChargeType.ValueNotSupported': noValue('The specified InternetChargeType is not valid', 'InternetChargeType', 'Free'),
  'InvalidLockReason.NotFound': noValue('The specified LockReason is not found', 'LockReason', 'none'),
  'InvalidHpcClusterId.NotFound': documented(
    400,
    'The specified HpcClusterId is not found.',
    'There are no HPC clusters here.',
    '此处没有 HPC 集群。',
    'HpcClusterId=hpc-1',
  ),
  'InvalidFilterKey.NotFound': inferred(
    404,
    'The specified filter key does not exist.',
    'Filter.N.Key is neither CreationStartTime nor CreationEndTime.',
    'Filter.N.Key 的取值无效。',
    'Filter.1.Key=Color&Filter.1.Value=red',
  ),
  InvalidFilterValue: inferred(
    400,
    'The specified filter value is not valid.',
    'Filter.N.Value is no time.',
    'Filter.N.Value 不是时间。',
    'Filter.1.Key=CreationStartTime&Filter.1.Value=now',
  ),
  'InvalidTag.Mismatch': documented(
    400,
    'The specified Tag.n.Key and Tag.n.Value are not match.',
    'A tag has a value and no key.',
    '标签只有值没有键。',
    'Tag.1.Value=test',
  ),
  'InvalidParameter.NextToken': badToken,
  DryRunOperation: asInferred(dryRunOperation),
} as const satisfies ErrorTable;

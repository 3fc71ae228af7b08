import { booleanParam, enumParam, integerParam, stringParam, stringsParam } from '#actions/params.ts';

/** What ModifyInstanceAttribute changes. A parameter that is absent changes nothing. */
const shown = (en: string, zh: string) => booleanParam(`${en}; kept and shown.`, `${zh}；仅保存并返回。`);
const ignored = stringParam('Accepted and ignored.', '接受但忽略。');

export const modifyParams = {
  InstanceName: stringParam('A new name.', '新的实例名称。', { example: 'web-2' }),
  Description: stringParam('A new description.', '新的描述。'),
  HostName: stringParam('A new host name.', '新的主机名。'),
  Password: stringParam('Judged and thrown away.', '密码；仅校验，不保存。'),
  UserData: stringParam('New user data in base64, 32 KB at most.', '新的自定义数据，Base64 编码，最大 32 KB。'),
  SecurityGroupIds: stringsParam(
    100,
    'The groups that its primary interface is to be in, instead of those it is in.',
    '主网卡将要加入的全部安全组，替换原有安全组。',
    { example: 'sg-bp67acfmxazb4p0000' },
  ),
  DeletionProtection: booleanParam('Refuses to delete the instance.', '是否开启实例释放保护。'),
  CreditSpecification: enumParam(['Standard', 'Unlimited'], 'Of burstable types.', '突发性能实例的运行模式。', {
    wrong: 'InvalidParameter.CreditSpecification',
  }),
  Recyclable: shown('Of spot instances', '是否可回收'),
  EnableJumboFrame: shown('Jumbo frames', '是否开启巨型帧'),
  EnableNetworkEncryption: shown('Encryption of traffic', '是否开启网络加密'),
  NetworkInterfaceQueueNumber: integerParam(
    'Queues of the primary interface; needs a Stopped instance.',
    '主网卡队列数；实例须为 Stopped 状态。',
    {
      min: 1,
      max: 64,
    },
  ),
  'CpuOptions.Core': integerParam('Kept and shown; needs a Stopped instance.', 'CPU 核心数；仅保存并返回，实例须为 Stopped 状态。', {
    min: 1,
  }),
  'CpuOptions.ThreadsPerCore': integerParam(
    'Kept and shown; needs a Stopped instance.',
    '每核线程数；仅保存并返回，实例须为 Stopped 状态。',
    {
      min: 1,
      max: 2,
    },
  ),
  'CpuOptions.TopologyType': stringParam(
    'Kept and shown; needs a Stopped instance.',
    'CPU 拓扑类型；仅保存并返回，实例须为 Stopped 状态。',
  ),
  'CpuOptions.NestedVirtualization': ignored,
  'PrivateDnsNameOptions.HostnameType': enumParam(
    ['Custom', 'IpBased', 'InstanceIdBased'],
    'Kept and shown.',
    '主机名类型；仅保存并返回。',
  ),
  'PrivateDnsNameOptions.EnableInstanceIdDnsAAAARecord': shown('A DNS record', '实例 ID 域名到 IPv6 地址的解析'),
  'PrivateDnsNameOptions.EnableInstanceIdDnsARecord': shown('A DNS record', '实例 ID 域名到 IPv4 地址的解析'),
  'PrivateDnsNameOptions.EnableIpDnsARecord': shown('A DNS record', 'IP 域名到 IPv4 地址的解析'),
  'PrivateDnsNameOptions.EnableIpDnsPtrRecord': shown('A DNS record', 'IPv4 地址到 IP 域名的反向解析'),
  'RemoteConnectionOptions.Password': ignored,
  'RemoteConnectionOptions.Type': ignored,
} as const;

import { booleanParam, enumParam, integerParam, stringParam, stringsParam } from '#actions/params.ts';
import { regionId } from '#actions/vocabulary.ts';
import { maxPrefixes } from '#domain/interface-limits.ts';
import type { Shape } from '#kit/shape.ts';

/** Parameters that actions on interfaces share. Their own code for an absent one is MissingParameter. */
export const interfaceRegion = { ...regionId, missing: 'MissingParameter' } as const;

export const interfaceId = stringParam('The network interface.', '弹性网卡 ID。', {
  required: true,
  missing: 'MissingParameter',
  pattern: '^eni-[A-Za-z0-9_]{1,97}$',
  wrong: 'InvalidParams.EniId',
  example: 'eni-bp14v2sdd3v8htln0000',
});

export const attachedInstance = stringParam('The instance.', '实例 ID。', {
  required: true,
  missing: 'MissingParameter',
  pattern: '^i-[A-Za-z0-9_]{1,98}$',
  wrong: 'InvalidInstanceID.Malformed',
  example: 'i-bp67acfmxazb4p000000',
});

const either = { en: 'Not together with the other one.', zh: '不能与指定地址的参数同时使用。' };
const counted = (most: number) => ({ min: 1, max: most, wrong: 'InvalidParameter', example: '1' }) as const;
/** Decoding lets more private addresses through than may be, because too many have a code of their own. */
const lenient = 100;

export const secondaryParams = {
  PrivateIpAddress: stringsParam(
    lenient,
    'Secondary private IPv4 addresses of the VSwitch.',
    '辅助私网 IP 地址，须为交换机网段内的空闲地址。',
  ),
  SecondaryPrivateIpAddressCount: integerParam(
    `How many the system chooses. ${either.en}`,
    `由系统自动分配的辅助私网 IP 地址数量，${either.zh}`,
    counted(lenient),
  ),
  Ipv4Prefix: stringsParam(maxPrefixes, 'IPv4 prefixes, each a /28 of the VSwitch.', 'IPv4 前缀，须为交换机网段内的 /28 地址段。'),
  Ipv4PrefixCount: integerParam(
    `How many IPv4 prefixes the system chooses. ${either.en}`,
    `由系统自动分配的 IPv4 前缀数量，${either.zh}`,
    counted(maxPrefixes),
  ),
} as const satisfies Shape;

export const ipv6Params = {
  Ipv6Address: stringsParam(maxPrefixes, 'IPv6 addresses of the VSwitch.', 'IPv6 地址，须为交换机 IPv6 网段内的空闲地址。'),
  Ipv6AddressCount: integerParam(
    `How many IPv6 addresses the system chooses. ${either.en}`,
    `由系统自动分配的 IPv6 地址数量，${either.zh}`,
    counted(maxPrefixes),
  ),
  Ipv6Prefix: stringsParam(maxPrefixes, 'IPv6 prefixes, each a /80 of the VSwitch.', 'IPv6 前缀，须为交换机 IPv6 网段内的 /80 地址段。'),
  Ipv6PrefixCount: integerParam(
    `How many IPv6 prefixes the system chooses. ${either.en}`,
    `由系统自动分配的 IPv6 前缀数量，${either.zh}`,
    counted(maxPrefixes),
  ),
} as const satisfies Shape;

const modes = ['Standard', 'HighPerformance'] as const;
const shown = { en: 'Kept and shown; nothing runs that could use it.', zh: '仅保存和返回，不产生实际效果。' };
const queue = (en: string, zh: string) => integerParam(`${en} ${shown.en}`, `${zh}${shown.zh}`, { min: 0, wrong: 'InvalidParameter' });
const trafficMode = enumParam(
  modes,
  `\`Standard\` (TCP, the default) or \`HighPerformance\` (RDMA). ${shown.en}`,
  `网卡通信模式：\`Standard\`（TCP，默认）或 \`HighPerformance\`（RDMA）。${shown.zh}`,
  { wrong: 'InvalidParameter.EniTrafficMode', example: 'Standard' },
);
const tracking = 'InvalidParameter.EniConnectionTrackingConfiguration';
const ignored = { en: 'Not open to users: accepted and ignored.', zh: '暂未对用户开放：接受但忽略。' };

/** What an interface is set to, on creation and later. Within NetworkInterfaceTrafficConfig everything wins over what stands outside it. */
export const settingParams = {
  NetworkInterfaceName: stringParam(
    'Name: 2 to 128 letters of any script, digits, `:`, `_`, `.` or `-`, a letter first.',
    '弹性网卡名称：2～128 个字符，以字母或中文开头，可包含字母、中文、数字、半角冒号、下划线、点号和短划线。',
    { example: 'my-eni-name' },
  ),
  Description: stringParam(
    'Description: 2 to 256 characters, no web address first.',
    '描述：2～256 个字符，不能以 http:// 或 https:// 开头。',
    {
      example: 'front end',
    },
  ),
  DeleteOnRelease: booleanParam(
    'Whether it is deleted with the instance that it is attached to; true by default.',
    '释放实例时是否一并删除该弹性网卡，默认为 true。',
    { example: 'true' },
  ),
  SourceDestCheck: booleanParam(
    `Whether source and destination are checked; false by default. ${shown.en}`,
    `是否开启源/目的检查，默认为 false。${shown.zh}`,
    { example: 'false' },
  ),
  EnablePrimaryIPv6: booleanParam('Whether the first IPv6 address is a primary one.', '是否将第一个 IPv6 地址作为主 IPv6 地址。'),
  QueueNumber: integerParam(`Queues, 1 to 2048. ${shown.en}`, `队列数，取值范围：1～2048。${shown.zh}`, {
    wrong: 'InvalidParameter.InvalidEniQueueNumber',
    min: 1,
    max: 2048,
    example: '8',
  }),
  RxQueueSize: queue('Depth of the inbound queues.', '入方向队列深度。'),
  TxQueueSize: queue('Depth of the outbound queues.', '出方向队列深度。'),
  'NetworkInterfaceTrafficConfig.NetworkInterfaceTrafficMode': trafficMode,
  'NetworkInterfaceTrafficConfig.QueueNumber': integerParam(`Queues, 1 to 2048. ${shown.en}`, `队列数，取值范围：1～2048。${shown.zh}`, {
    wrong: 'InvalidParameter.InvalidEniQueueNumber',
    min: 1,
    max: 2048,
  }),
  'NetworkInterfaceTrafficConfig.QueuePairNumber': queue('Queues of RDMA.', 'RDMA 队列数。'),
  'NetworkInterfaceTrafficConfig.RxQueueSize': queue('Depth of the inbound queues.', '入方向队列深度。'),
  'NetworkInterfaceTrafficConfig.TxQueueSize': queue('Depth of the outbound queues.', '出方向队列深度。'),
  'ConnectionTrackingConfiguration.TcpEstablishedTimeout': integerParam(
    'Seconds until an established TCP connection is forgotten: 30, 60, 80, 100, 200, 300, 500, 700 or 910 (the default).',
    'TCP 连接建立后的超时时间，单位为秒，取值：30、60、80、100、200、300、500、700、910（默认）。',
    { wrong: tracking },
  ),
  'ConnectionTrackingConfiguration.TcpClosedAndTimeWaitTimeout': integerParam(
    'Seconds until a closed TCP connection is forgotten: 3 (the default) to 15.',
    'TCP 连接关闭后的超时时间，单位为秒，取值范围：3（默认）～15。',
    { wrong: tracking, min: 3, max: 15 },
  ),
  'ConnectionTrackingConfiguration.UdpTimeout': integerParam(
    'Seconds until a UDP flow is forgotten: 10, 20, 30 (the default), 60, 80 or 100.',
    'UDP 流的超时时间，单位为秒，取值：10、20、30（默认）、60、80、100。',
    { wrong: tracking },
  ),
  'EnhancedNetwork.EnableExpress': booleanParam(ignored.en, ignored.zh),
  'EnhancedNetwork.EnableRss': booleanParam(ignored.en, ignored.zh),
  'EnhancedNetwork.EnableSriov': booleanParam(ignored.en, ignored.zh),
  'EnhancedNetwork.VirtualFunctionQuantity': integerParam(ignored.en, ignored.zh),
  'EnhancedNetwork.VirtualFunctionTotalQueueNumber': integerParam(ignored.en, ignored.zh),
} as const satisfies Shape;

/** What only creation says about traffic. */
export const trafficParams = {
  NetworkInterfaceTrafficMode: trafficMode,
  QueuePairNumber: queue('Queues of RDMA.', 'RDMA 队列数。'),
} as const satisfies Shape;

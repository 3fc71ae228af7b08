import { managedGroup } from '#actions/ecs-group.ts';
import { documented } from '#actions/error-rows.ts';
import type { ErrorRow, ErrorTable } from '#kit/error-row.ts';

/**
 * Error rows of the actions on interfaces. Their public tables have `%s` for almost every message; the sentences are those of the older
 * pages of the API reference where these had one, else Sallyport's.
 */
export const missingParameter: ErrorRow = documented(
  400,
  'The input parameter "%s" that is mandatory for processing this request is not supplied.',
  'A parameter that must be there is absent; the message names it.',
  '缺少必需的参数，报错信息中包含参数名。',
  { en: 'No RegionId', zh: '未指定 RegionId' },
);
export const invalidParameter = (trigger: string): ErrorRow =>
  documented(
    400,
    'The specified parameter "%s" is not valid.',
    'A parameter has a value that it cannot have; the message names it.',
    '参数取值无效，报错信息中包含参数名。',
    trigger,
  );
export const conflictingParameters = (trigger: string): ErrorRow =>
  documented(
    400,
    'The parameters "%s" must not be specified at the same time.',
    'Two parameters are given of which only one may be.',
    '同时指定了互斥的参数。',
    trigger,
  );
export const unsupportedParameter = (trigger: string): ErrorRow =>
  documented(
    400,
    'The parameter "%s" is not supported.',
    'The parameter asks for what interfaces cannot do here.',
    '不支持该参数或参数取值。',
    trigger,
  );
export const malformedInterfaceId: ErrorRow = documented(
  400,
  'The specified parameter "%s" is not valid.',
  'NetworkInterfaceId does not have the form of an ID.',
  'NetworkInterfaceId 的格式不正确。',
  'NetworkInterfaceId=***',
);
export const noSuchInterface: ErrorRow = documented(
  404,
  'The specified EniId "%s" is not found.',
  'The account has no such network interface in this region.',
  '该账号在此地域中没有该弹性网卡。',
  'NetworkInterfaceId=eni-none',
);
export const noSuchInstance: ErrorRow = documented(
  404,
  'The specified EcsId "%s" is not found.',
  'The account has no such instance in this region.',
  '该账号在此地域中没有该实例。',
  'InstanceId=i-none',
);
export const malformedInstanceId: ErrorRow = documented(
  400,
  'The specified parameter "%s" is not valid.',
  'InstanceId does not have the form of an ID.',
  'InstanceId 的格式不正确。',
  'InstanceId=***',
);
export const wrongInterfaceType = (en: string, zh: string): ErrorRow =>
  documented(
    403,
    'The operation is not allowed in the current ENI type. Expecting type is "Secondary" while current type is "Primary".',
    en,
    zh,
    { en: 'NetworkInterfaceId of the primary interface of an instance.', zh: 'NetworkInterfaceId 为实例的主网卡。' },
  );
export const wrongInterfaceState = (expected: string, current: string, en: string, zh: string, trigger: ErrorRow['trigger']): ErrorRow =>
  documented(
    400,
    `The operation is not allowed in the current ENI state. Expecting status is "${expected}" while current status is "${current}".`,
    en,
    zh,
    trigger,
  );

/** Of the security groups that are asked for. */
export const groupRows = {
  'InvalidSecurityGroupId.NotFound': documented(
    404,
    'Specified security group not exist.',
    'The account has no such security group in this region.',
    '该账号在此地域中没有该安全组。',
    'SecurityGroupId.1=sg-none',
  ),
  'InvalidParameter.SecurityGroupIdRepeated': documented(
    404,
    'The specified security group ids has repeated.',
    'A security group is given twice.',
    '安全组 ID 重复。',
    'SecurityGroupId.1=sg-1&SecurityGroupId.2=sg-1',
  ),
  'InvalidOperation.ResourceManagedByCloudProduct': managedGroup,
  'InvalidOperation.VpcMismatch': documented(
    403,
    'The VPC of the security group "%s" is not the VPC of the network interface.',
    'A security group is of another VPC than the interface.',
    '安全组与弹性网卡不属于同一个专有网络 VPC。',
    { en: 'A security group of another VPC.', zh: '指定其他专有网络 VPC 的安全组。' },
  ),
  'InvalidSecurityGroupId.NotVpc': documented(
    403,
    'The security group "%s" does not belong to a VPC.',
    'A security group is of the classic network.',
    '安全组属于经典网络。',
    { en: 'A security group of the classic network.', zh: '指定经典网络的安全组。' },
  ),
  'InvalidOperation.MultiGroupType': documented(
    403,
    "The specified instance can't join different types of security group.",
    'Basic and advanced security groups are named together.',
    '同时指定了普通安全组和企业级安全组。',
    { en: 'A basic and an advanced security group.', zh: '同时指定一个普通安全组和一个企业级安全组。' },
  ),
  JoinedGroupLimitExceed: documented(
    400,
    'The number of security groups of a network interface exceeds the limit.',
    'An interface may be in 10 security groups, or in as many as the account is allowed.',
    '弹性网卡加入的安全组数量超过上限，默认为 10 个。',
    { en: '11 security groups', zh: '指定 11 个安全组' },
  ),
  SecurityGroupInstanceLimitExceed: documented(
    403,
    'The maximum number of private IP addresses in the security group "%s" is exceeded.',
    'A basic group holds 6000 private IP addresses, or as many as the account is allowed.',
    '普通安全组中的私网 IP 地址数量超过上限，默认为 6000 个。',
    { en: 'A basic security group that is full.', zh: '指定已满的普通安全组。' },
  ),
  'InvalidOperation.EniCountExceeded': documented(
    403,
    'The maximum number of eni in a enterprise level security group is exceeded.',
    'An advanced group holds 65,536 interfaces, or as many as the account is allowed.',
    '企业级安全组中的弹性网卡数量超过上限，默认为 65536 张。',
    { en: 'An advanced security group that is full.', zh: '指定已满的企业级安全组。' },
  ),
  AclLimitExceed: documented(
    403,
    'The number of rules of all security groups of the network interface exceeds the limit.',
    'The groups of an interface may have 1000 rules together; a rule that names a list counts as many times as the list has room.',
    '弹性网卡所加入的全部安全组的规则总数超过上限，默认为 1000 条；引用列表的规则按列表的最大条目数计算。',
    { en: 'Security groups that have 1001 rules together.', zh: '指定规则合计 1001 条的多个安全组。' },
  ),
} as const satisfies ErrorTable;

/** Of the settings of an interface. */
export const settingRows = {
  'InvalidParams.NetworkInterfaceName': documented(
    403,
    'The specified parameter "%s" is not valid.',
    'The name is not 2 to 128 letters, digits, `:`, `_`, `.` or `-`, a letter first.',
    '名称须为 2～128 个字符，以字母或中文开头，可包含字母、中文、数字、半角冒号、下划线、点号和短划线。',
    'NetworkInterfaceName=1st',
  ),
  'InvalidParameter.InvalidEniQueueNumber': documented(
    403,
    'The specified parameter "%s" is not valid.',
    'QueueNumber is no number from 1 to 2048.',
    'QueueNumber 不是 1～2048 之间的整数。',
    'QueueNumber=2049',
  ),
  'InvalidParameter.EniTrafficMode': documented(
    400,
    'The ENI traffic mode is set incorrectly, it must be either Standard or HighPerformance.',
    'NetworkInterfaceTrafficMode is neither Standard nor HighPerformance.',
    'NetworkInterfaceTrafficMode 既不是 Standard 也不是 HighPerformance。',
    'NetworkInterfaceTrafficConfig.NetworkInterfaceTrafficMode=Fast',
  ),
  'InvalidParameter.QueuePairNumberMustEmpty': documented(
    400,
    'When the traffic mode is set to Standard, the QueuePairNumber must be empty.',
    'QueuePairNumber is given for an interface that does not use RDMA.',
    '为未启用 RDMA 的弹性网卡指定了 QueuePairNumber。',
    'NetworkInterfaceTrafficConfig.QueuePairNumber=8',
  ),
  'InvalidParameter.EniQueueSize': documented(
    400,
    'The specified parameter TxQueueSize and RxQueueSize are not equal or exceed limit.',
    'The queues of both directions are not equally deep.',
    '入方向与出方向的队列深度不相等。',
    'RxQueueSize=8192&TxQueueSize=16384',
  ),
  'InvalidParameter.EniConnectionTrackingConfiguration': documented(
    400,
    'The specify network interface connection tracking configuration exceeds limit.',
    'A timeout is not one of those that are offered.',
    '连接跟踪的超时时间不在可选范围内。',
    'ConnectionTrackingConfiguration.UdpTimeout=11',
  ),
} as const satisfies ErrorTable;

/** Of the addresses that are asked for. */
export const addressRows = {
  malformed: (trigger: string): ErrorRow =>
    documented(
      403,
      'The specified ipAddress "%s" is invalid.',
      'A text is no IP address, or no prefix.',
      'IP 地址或前缀的格式不正确。',
      trigger,
    ),
  repeated: (trigger: string): ErrorRow =>
    documented(403, 'The specified ipAddress "%s" is(are) repeated.', 'An address is given twice.', 'IP 地址重复。', trigger),
  outside: (trigger: string): ErrorRow =>
    documented(
      403,
      'The specified IpAddress "%s" is not valid in VSwitch CIDR block.',
      'An address is not in the block of the VSwitch, or is one that the system keeps.',
      'IP 地址不在交换机的网段内，或为系统保留地址。',
      trigger,
    ),
  full: documented(
    403,
    'The specified VSwitch has not enough free IP addresses.',
    'The VSwitch has not as many free addresses, or prefixes, as are asked for.',
    '交换机的可用 IP 地址或前缀数量不足。',
    { en: 'More addresses than the VSwitch has left.', zh: '请求的地址数量超过交换机的可用数量。' },
  ),
  noIpv6: documented(
    403,
    'The specified VSwitch "%s" ipv6 function not turn on.',
    'IPv6 is asked for, and the VSwitch has no IPv6 block.',
    '请求了 IPv6 地址，但交换机未开启 IPv6。',
    'Ipv6AddressCount=1',
  ),
  inUse: documented(
    403,
    'The specified IP "%s" is already assigned.',
    'An interface has that address, or it lies in a prefix of one.',
    'IP 地址已被其他弹性网卡使用，或位于已分配的前缀内。',
    { en: 'PrivateIpAddress.1 of another interface.', zh: 'PrivateIpAddress.1 为其他弹性网卡的地址。' },
  ),
  notHere: (trigger: string): ErrorRow =>
    documented(
      403,
      'The specified IP "%s" is not assigned on this ENI.',
      'The interface does not have that address, or it is its primary one.',
      '弹性网卡没有该地址，或该地址为主私网 IP 地址。',
      trigger,
    ),
} as const;

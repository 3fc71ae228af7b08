import { dryRunOperation } from '#actions/dry-run.ts';
import { diskErrors } from '#actions/ecs/instances/disk-errors.ts';
import { paymentErrors } from '#actions/ecs/instances/payment-errors.ts';
import { managedGroup } from '#actions/ecs-group.ts';
import { asInferred, documented, inferred } from '#actions/error-rows.ts';
import { tagTexts } from '#actions/tag-texts.ts';
import { invalidRegion } from '#actions/vocabulary.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/**
 * Rows of whoever makes instances, as the pages of RunInstances (2021, 258 rows) and CreateInstance (2025) have them. Those are here that a
 * request can reach where nothing is sold and nothing runs: what a parameter may be, and resources that must exist, fit and have room. Left out
 * are rows on stock, quotas of types, zones on sale, money and real-name checks, on hosts, clusters, deployment and storage sets beyond their
 * absence, on snapshots, KMS and images of one's own, on the classic network, and all second spellings of a code with one meaning.
 * Inferred: those of rule weight and of DryRun, which sister actions document.
 */
const form = {
  'MissingParameter#type': documented(
    400,
    'The input parameter InstanceType that is mandatory for processing this request is not supplied.',
    'InstanceType is absent.',
    '未传入 InstanceType。',
    { en: 'No InstanceType.', zh: '不传 InstanceType。' },
  ),
  'MissingParameter#image': documented(
    400,
    'The input parameter ImageId that is mandatory for processing this request is not supplied.',
    'ImageId and ImageFamily are absent.',
    '未传入 ImageId 和 ImageFamily。',
    { en: 'No ImageId.', zh: '不传 ImageId。' },
  ),
  'InvalidInstanceName.Malformed': documented(
    400,
    'The specified parameter "InstanceName" is not valid.',
    'The name is not 2 to 128 letters, digits, `:`, `_`, `.` or `-`, a letter first.',
    '名称须为 2～128 个字符，以字母或中文开头，可包含数字、半角冒号、下划线、点号和短划线。',
    'InstanceName=1st',
  ),
  'InvalidDescription.Malformed': documented(
    400,
    'The specified parameter "Description" is not valid.',
    'The description is not 2 to 256 characters, or starts with a web address.',
    '描述须为 2～256 个字符，不能以 http:// 或 https:// 开头。',
    'Description=x',
  ),
  'InvalidHostName.Malformed': documented(
    400,
    'The specified parameter "HostName" is not valid.',
    'The host name is too short or too long, or has a character that it may not have.',
    '主机名长度或字符不符合要求。',
    'HostName=-a',
  ),
  'InvalidPassword.Malformed': documented(
    400,
    'The specified parameter "Password" is not valid.',
    'The password is not 8 to 30 characters of at least three kinds.',
    '密码须为 8～30 个字符，且至少包含三类字符。',
    'Password=short',
  ),
  'InvalidPasswordParam.Mismatch': documented(
    400,
    'The input password should be null when passwdInherit is true.',
    'Password is set besides PasswordInherit=true.',
    'PasswordInherit 为 true 时不能设置 Password。',
    'PasswordInherit=true&Password=Passw0rd!',
  ),
  'InvalidUserData.SizeExceeded': documented(
    400,
    'The specified parameter "UserData" exceeds the size.',
    'The user data has more than 32 KB.',
    '自定义数据超过 32 KB。',
    { en: 'UserData of 32 KB and one byte.', zh: 'UserData 解码后超过 32 KB。' },
  ),
  'InvalidUserData.Base64FormatInvalid': documented(
    403,
    'The specified UserData is not valid.',
    'UserData is not base64.',
    'UserData 不是 Base64 编码。',
    'UserData=***',
  ),
  'UnexpectedImageFamily.ImageIdSupplied': documented(
    400,
    'The input parameter ImageFamily must be null when image id is set.',
    'ImageFamily is given besides ImageId.',
    '同时传入了 ImageId 和 ImageFamily。',
    'ImageId=ubuntu_22_04_x64_20G_alibase_20250113.vhd&ImageFamily=acs:ubuntu_22_04_x64',
  ),
  'InvalidIoOptimize.ValueNotSupported': documented(
    400,
    'The specified IoOptimize is not valid.',
    'IoOptimized is neither none nor optimized.',
    'IoOptimized 的取值无效。',
    'IoOptimized=maybe',
  ),
  'InvalidTagKey.Malformed': { ...documented(400, 'The specified Tag.n.Key is not valid.', '', '', ''), ...tagTexts.key },
  'InvalidTagValue.Malformed': { ...documented(400, 'The specified Tag.n.Value is not valid.', '', '', ''), ...tagTexts.value },
  'Duplicate.TagKey': { ...documented(400, 'The Tag.N.Key contain duplicate key.', '', '', ''), ...tagTexts.duplicate },
} as const satisfies ErrorTable;

const resources = {
  'InvalidRegionId.NotFound': { ...invalidRegion, message: 'The RegionId provided does not exist in our records.' },
  'InvalidInstanceType.ValueNotSupported': documented(
    400,
    'The specified InstanceType does not exist or beyond the permitted range.',
    'There is no such instance type.',
    '实例规格不存在。',
    'InstanceType=ecs.none.large',
  ),
  'InvalidImageId.NotFound': documented(
    404,
    'The specified ImageId does not exist.',
    'There is no such image.',
    '镜像不存在。',
    'ImageId=m-none',
  ),
  ImageNotSupportInstanceType: documented(
    403,
    "The specified image don't support the InstanceType instance.",
    'The image is for processors of another architecture.',
    '镜像的 CPU 架构与实例规格不符。',
    'InstanceType=ecs.g7.large&ImageId=aliyun_3_arm64_20G_alibase_20250117.vhd',
  ),
  'InvalidZoneId.NotFound': documented(
    404,
    'The specified zoneId does not exist.',
    'The region has no such zone.',
    '该地域没有此可用区。',
    'ZoneId=cn-hangzhou-z',
  ),
  'MissingParameter#vswitch': documented(
    400,
    'The input parameter "VSwitchId" that is mandatory for processing this request is not supplied.',
    'VSwitchId is absent, and there is no default VSwitch to take instead.',
    '未传入 VSwitchId，且没有默认交换机可用。',
    { en: 'No VSwitchId, after the default VSwitch was deleted.', zh: '删除默认交换机后，不传 VSwitchId。' },
  ),
  'InvalidVSwitchId.NotFound': documented(
    404,
    'Specified virtual switch does not exist.',
    'The account has no such VSwitch in this region.',
    '该账号在此地域中没有此交换机。',
    'VSwitchId=vsw-none',
  ),
  'InvalidParameter.Mismatch#zone': documented(
    400,
    'Specified virtual switch is not in the specified zone.',
    'The VSwitch is in another zone.',
    '交换机不在指定的可用区。',
    { en: 'ZoneId of a zone that the VSwitch is not in.', zh: 'ZoneId 与交换机所在的可用区不同。' },
  ),
  InvalidSecurityGroupId: documented(
    404,
    'The specified SecurityGroupId is invalid or does not exist.',
    'No security group is given.',
    '未指定安全组。',
    { en: 'No SecurityGroupId.', zh: '不传 SecurityGroupId。' },
  ),
  'InvalidSecurityGroupId.NotFound': documented(
    404,
    'The specified SecurityGroupId does not exist.',
    'The account has no such security group in this region.',
    '该账号在此地域中没有该安全组。',
    'SecurityGroupId=sg-none',
  ),
  'InvalidOperation.ResourceManagedByCloudProduct': managedGroup,
  'InvalidParameter.Mismatch#vpc': documented(
    400,
    'Specified security group and virtual switch are not in the same VPC.',
    'The group belongs to another VPC than the VSwitch.',
    '安全组与交换机不属于同一专有网络 VPC。',
    { en: 'SecurityGroupId of a group of another VPC.', zh: 'SecurityGroupId 为其他专有网络 VPC 的安全组。' },
  ),
  JoinedGroupLimitExceed: documented(
    400,
    '%s',
    'An interface cannot be in so many groups: 10 by default.',
    '单个网卡加入的安全组数量超过上限，默认为 10 个。',
    { en: 'More groups than the quota groupsPerInterface of the account.', zh: '安全组数量超过账号的配额 groupsPerInterface。' },
  ),
  SecurityGroupInstanceLimitExceed: documented(
    403,
    'The maximum number of instances in a security group is exceeded.',
    'The group has no room for so many.',
    '安全组可容纳的成员数量不足。',
    { en: 'SecurityGroupId of a group that is full.', zh: 'SecurityGroupId 为成员已满的安全组。' },
  ),
  AclLimitExceed: inferred(
    403,
    '%s',
    'The groups of an interface have more than 1000 rules together.',
    '网卡所加入的安全组的规则总数超过 1000 条。',
    {
      en: 'A group whose rules weigh more than an interface may carry.',
      zh: '安全组规则总数超过单个网卡的上限。',
    },
  ),
  'InvalidPrivateIpAddress.Malformed': documented(
    400,
    'Specified private IP address is malformed.',
    'PrivateIpAddress is no IPv4 address.',
    'PrivateIpAddress 不是 IPv4 地址。',
    'PrivateIpAddress=10.0.0',
  ),
  InvalidPrivateIpAddress: documented(
    400,
    'Specified private IP address is not in the CIDR block of virtual switch.',
    'The address is outside the VSwitch, or kept by the system.',
    '地址不在交换机网段内，或为系统保留地址。',
    'PrivateIpAddress=8.8.8.8',
  ),
  'InvalidPrivateIpAddress.Duplicated': documented(
    400,
    'Specified private IP address is duplicated.',
    'Another interface has the address.',
    '地址已被其他网卡使用。',
    { en: 'PrivateIpAddress of another interface.', zh: 'PrivateIpAddress 为其他网卡的地址。' },
  ),
  'QuotaExceeded.PrivateIpAddress': documented(
    400,
    "Don't have enough private IPs in this switch",
    'The VSwitch has no address left.',
    '交换机没有足够的可用地址。',
    { en: 'VSwitchId of a VSwitch that is full.', zh: 'VSwitchId 为地址已用尽的交换机。' },
  ),
  'InvalidKeyPairName.NotFound': documented(
    404,
    'The specified parameter KeyPairName does not exist in our records.',
    'The account has no such key pair in this region.',
    '该账号在此地域中没有此密钥对。',
    'KeyPairName=none',
  ),
  'InvalidResourceGroup.NotFound': documented(
    404,
    'The ResourceGroup provided does not exist in our records.',
    'The account has no such resource group.',
    '该账号没有此资源组。',
    'ResourceGroupId=rg-none',
  ),
  'InvalidDedicatedHostId.NotFound': documented(
    400,
    'The specified DedicatedHostId does not exist.',
    'There are no dedicated hosts here.',
    '此处没有专有宿主机。',
    'DedicatedHostId=dh-1',
  ),
  'DeploymentSet.NotFound': documented(
    404,
    'The specified deployment set does not exist.',
    'There are no deployment sets here.',
    '此处没有部署集。',
    'DeploymentSetId=ds-1',
  ),
  'InvalidHpcClusterId.NotFound': documented(
    400,
    'The specified HpcClusterId is not found',
    'There are no HPC clusters here.',
    '此处没有 HPC 集群。',
    'HpcClusterId=hpc-1',
  ),
  DryRunOperation: asInferred(dryRunOperation),
} as const satisfies ErrorTable;

export const launchErrors = { ...form, ...diskErrors, ...paymentErrors, ...resources } as const;
export type LaunchCode = keyof typeof launchErrors;

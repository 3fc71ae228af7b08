import type { Params } from '../server.ts';

/** What the requests of `instance-rows.test.ts` speak of, made before them. */
export type Stock = {
  readonly vswitch: string;
  /** In the same VPC: with IPv6, and with room for one interface only. */
  readonly v6: string;
  readonly tiny: string;
  /** Basic and enterprise groups of the VPC, one that a product manages, one of another VPC. */
  readonly group: string;
  readonly enterprise: string;
  readonly managed: string;
  readonly elsewhere: string;
  /** An instance that runs, its interface, and others of their kind. */
  readonly running: string;
  readonly stopped: string;
  readonly guarded: string;
  readonly prepaid: string;
  readonly local: string;
  readonly primary: string;
  readonly address: string;
  /** An interface of another VPC that nothing has. */
  readonly far: string;
  readonly v6Address: string;
};
/** [row, parameters]; the first of a table is what all of it have. */
export type Row = readonly [row: string, params: Params | ((s: Stock) => Params)];

const long = (n: number) => `a${'b'.repeat(n - 1)}`;
const many = (name: string, n: number, of: (i: number) => string): Params =>
  Object.fromEntries(Array.from({ length: n }, (_, i) => [`${name}.${i + 1}`, of(i + 1)]));

/** What RunInstances and CreateInstance share. */
export const launchRows: readonly Row[] = [
  ['MissingParameter#type', { InstanceType: '' }],
  ['MissingParameter#image', { ImageId: '' }],
  ['InvalidInstanceType.ValueNotSupported', { InstanceType: 'ecs.none.large' }],
  ['InvalidImageId.NotFound', { ImageId: 'm-none' }],
  ['ImageNotSupportInstanceType', { ImageId: 'aliyun_3_arm64_20G_alibase_20250117.vhd' }],
  ['InvalidInstanceName.Malformed', { InstanceName: '1st' }],
  ['InvalidDescription.Malformed', { Description: 'x' }],
  ['InvalidHostName.Malformed', { HostName: '-a' }],
  ['InvalidPassword.Malformed', { Password: 'short' }],
  ['InvalidPasswordParam.Mismatch', { PasswordInherit: 'true', Password: 'Passw0rd!' }],
  ['InvalidUserData.SizeExceeded', { UserData: 'A'.repeat(43_696) }],
  ['InvalidUserData.Base64FormatInvalid', { UserData: '***' }],
  ['InvalidIoOptimize.ValueNotSupported', { IoOptimized: 'maybe' }],
  ['InvalidTagKey.Malformed', { 'Tag.1.Key': 'acs:team' }],
  ['InvalidTagValue.Malformed', { 'Tag.1.Key': 'page', 'Tag.1.Value': 'http://example.com' }],
  ['Duplicate.TagKey', { 'Tag.1.Key': 'env', 'Tag.2.Key': 'env' }],
  ['InvalidSystemDiskCategory.ValueNotSupported', { 'SystemDisk.Category': 'floppy' }],
  ['InvalidSystemDiskSize.ValueNotSupported', { 'SystemDisk.Category': 'cloud_ssd', 'SystemDisk.Size': '4096' }],
  ['InvalidSystemDiskSize.LessThanImageSize', { 'SystemDisk.Category': 'cloud_auto', 'SystemDisk.Size': '10' }],
  ['InvalidDataDiskCategory.ValueNotSupported', { 'DataDisk.1.Category': 'floppy' }],
  ['InvalidDataDiskSize.ValueNotSupported', { 'DataDisk.1.Category': 'cloud_ssd', 'DataDisk.1.Size': '10' }],
  ['InvalidDiskName.Malformed', { 'SystemDisk.DiskName': '1' }],
  ['InvalidDiskDescription.Malformed', { 'DataDisk.1.Size': '40', 'DataDisk.1.Description': 'x' }],
  ['InvalidDataDevice.Malformed', { 'DataDisk.1.Size': '40', 'DataDisk.1.Device': '/dev/sda' }],
  [
    'InvalidDevice.InUse',
    { 'DataDisk.1.Size': '40', 'DataDisk.1.Device': '/dev/xvdb', 'DataDisk.2.Size': '40', 'DataDisk.2.Device': '/dev/xvdb' },
  ],
  ['UnexpectedImageFamily.ImageIdSupplied', { ImageFamily: 'acs:ubuntu_22_04_x64' }],
  ['InvalidChargeType.ValueNotSupported', { DeletionProtection: 'true', SpotStrategy: 'SpotAsPriceGo' }],
  [
    'InvalidSpotInterruptionBehavior.LocalDiskNotSupport',
    { InstanceType: 'ecs.i2.xlarge', SpotStrategy: 'SpotAsPriceGo', SpotInterruptionBehavior: 'Stop' },
  ],
  ['InvalidSnapshotId.NotFound', { 'DataDisk.1.SnapshotId': 's-1' }],
  ['InvalidInternetChargeType.ValueNotSupported', { InternetChargeType: 'Free' }],
  ['InvalidInternetMaxBandwidthIn.Malformed', { InternetMaxBandwidthIn: '0' }],
  ['InvalidInternetMaxBandwidthOut.Malformed', { InternetMaxBandwidthOut: '101' }],
  ['InvalidInstanceChargeType.NotFound', { InstanceChargeType: 'Free' }],
  ['MissingParamter', { InstanceChargeType: 'PrePaid' }],
  ['InvalidPeriod', { InstanceChargeType: 'PrePaid', Period: '10' }],
  ['InvalidPeriodType.ValueNotSupported', { PeriodUnit: 'Year' }],
  ['InvalidAutoRenewPeriod.ValueNotSupported', { InstanceChargeType: 'PrePaid', Period: '1', AutoRenew: 'true', AutoRenewPeriod: '5' }],
  ['InvalidSpotStrategy', { SpotStrategy: 'Cheap' }],
  ['InvalidSpotPriceLimit', { SpotStrategy: 'SpotWithPriceLimit' }],
  ['InvalidSpotDuration', { SpotDuration: '7' }],
  ['InvalidSpotPrepaid', { InstanceChargeType: 'PrePaid', Period: '1', SpotStrategy: 'SpotAsPriceGo' }],
  ['InvalidSpotInterruptionBehavior', { SpotInterruptionBehavior: 'Nothing' }],
  ['InvalidParameter.CreditSpecification', { CreditSpecification: 'Some' }],
  ['InvalidHttpEndpoint.NotSupported', { HttpEndpoint: 'on' }],
  ['InvalidHttpTokens.NotSupported', { HttpTokens: 'on' }],
  ['InvalidHttpPutResponseHopLimit.NotSupported', { HttpPutResponseHopLimit: '65' }],
  ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!' }],
  ['InvalidZoneId.NotFound', { ZoneId: 'cn-hangzhou-z' }],
  ['InvalidVSwitchId.NotFound', { VSwitchId: 'vsw-none' }],
  ['MissingParameter#vswitch', { VSwitchId: '', ZoneId: 'cn-hangzhou-h' }],
  ['InvalidParameter.Mismatch#zone', { ZoneId: 'cn-hangzhou-h' }],
  ['InvalidSecurityGroupId', { SecurityGroupId: '' }],
  ['InvalidSecurityGroupId.NotFound', { SecurityGroupId: 'sg-none' }],
  ['InvalidOperation.ResourceManagedByCloudProduct', (s) => ({ SecurityGroupId: s.managed })],
  ['InvalidParameter.Mismatch#vpc', (s) => ({ SecurityGroupId: s.elsewhere })],
  ['InvalidPrivateIpAddress.Malformed', { PrivateIpAddress: '10.0.0' }],
  ['InvalidPrivateIpAddress', { PrivateIpAddress: '8.8.8.8' }],
  ['InvalidPrivateIpAddress.Duplicated', (s) => ({ PrivateIpAddress: s.address })],
  ['QuotaExceeded.PrivateIpAddress', (s) => ({ VSwitchId: s.tiny })],
  ['InvalidKeyPairName.NotFound', { KeyPairName: 'none' }],
  ['InvalidResourceGroup.NotFound', { ResourceGroupId: 'rg-none' }],
  ['InvalidDedicatedHostId.NotFound', { DedicatedHostId: 'dh-1' }],
  ['DeploymentSet.NotFound', { DeploymentSetId: 'ds-1' }],
  ['InvalidHpcClusterId.NotFound', { HpcClusterId: 'hpc-1' }],
  ['DryRunOperation', { DryRun: 'true' }],
];
/** After an operator has made the account smaller, in this order. */
export const quotaRows: readonly (readonly [row: string, quota: string, limit: string])[] = [
  ['JoinedGroupLimitExceed', 'groupsPerInterface', '0'],
  ['SecurityGroupInstanceLimitExceed', 'addressesPerBasicGroup', '1'],
  ['AclLimitExceed', 'rulesPerInterface', '0'],
];

export const runRows: readonly Row[] = [
  ['InvalidParam.Amount', { Amount: '101' }],
  ['InvalidParam.Amount', { Amount: '2', MinAmount: '3' }],
  ['InvalidParam.NetworkInterface', { 'NetworkInterface.1.InstanceType': 'Primary' }],
  [
    'InvalidParam.NetworkInterface',
    (s) => Object.assign({}, ...[1, 2, 3].map((n) => ({ [`NetworkInterface.${n}.VSwitchId`]: s.vswitch }))),
  ],
  ['InvalidParameter.Conflict', (s) => ({ 'SecurityGroupIds.1': s.group })],
  ['InvalidParameter#groups', (s) => ({ SecurityGroupId: '', 'SecurityGroupIds.1': s.group, 'SecurityGroupIds.2': s.group })],
  ['JoinedGroupLimitExceed', { SecurityGroupId: '', ...many('SecurityGroupIds', 11, (n) => `sg-${n}`) }],
  ['InvalidOperation.MultiGroupType', (s) => ({ SecurityGroupId: '', 'SecurityGroupIds.1': s.group, 'SecurityGroupIds.2': s.enterprise })],
  ['InvalidParams.InstanceNameExceed', { UniqueSuffix: 'true', Amount: '2', InstanceName: long(126) }],
  ['InvalidParams.HostnameExceed', { UniqueSuffix: 'true', Amount: '2', HostName: long(62) }],
  ['InvalidAutoReleaseTime.Malformed', { AutoReleaseTime: 'tomorrow' }],
  ['InvalidLaunchTemplate.NotFound', { LaunchTemplateId: 'lt-1' }],
  [
    'InvalidOperation.Ipv4CountExceeded',
    (s) => ({ 'NetworkInterface.1.VSwitchId': s.vswitch, 'NetworkInterface.1.SecondaryPrivateIpAddressCount': '49' }),
  ],
  ['InvalidOperation.Ipv6CountExceeded', { Ipv6AddressCount: '10' }],
  ['InvalidVSwitch.Ipv6NotTurnOn', { Ipv6AddressCount: '1' }],
  ['InvalidIp.Address', (s) => ({ VSwitchId: s.v6, 'Ipv6Address.1': '1::1' })],
  ['InvalidIp.IpAssigned', (s) => ({ VSwitchId: s.v6, 'Ipv6Address.1': s.v6Address })],
  ['InvalidIp.IpRepeated', (s) => ({ VSwitchId: s.v6, ...many('Ipv6Address', 2, () => s.v6Address.replace(/[^:]+$/, '77')) })],
  ['InvalidEniId.NotFound', { 'NetworkInterface.1.NetworkInterfaceId': 'eni-none' }],
  ['InvalidOperation.InvalidEniState', (s) => ({ 'NetworkInterface.1.NetworkInterfaceId': s.primary })],
  ['InvalidOperation.InvalidEniState', (s) => ({ 'NetworkInterface.1.NetworkInterfaceId': s.far })],
  ['InvalidParam.Amount', (s) => ({ Amount: '2', 'Ipv6Address.1': s.v6Address })],
];

export const modifyRows: readonly Row[] = [
  ['InvalidInstanceId.NotFound', { InstanceId: 'i-none' }],
  ['InvalidInstanceName.Malformed', { InstanceName: '1st' }],
  ['InvalidDescription.Malformed', { Description: 'x' }],
  ['InvalidHostName.Malformed', { HostName: '-a' }],
  ['InvalidPassword.Malformed', { Password: 'short' }],
  ['InvalidUserData.SizeExceeded', { UserData: 'A'.repeat(43_696) }],
  ['InvalidParameter.CreditSpecification', { CreditSpecification: 'Some' }],
  ['InvalidInstanceStatus.CreditSpecRestricted', { CreditSpecification: 'Unlimited' }],
  ['InvalidParameter.RecycleBin', { Recyclable: 'true' }],
  ['IncorrectInstanceStatus', { 'CpuOptions.Core': '1' }],
  ['InvalidParameter', (s) => ({ 'SecurityGroupIds.1': s.group, 'SecurityGroupIds.2': s.group })],
  ['InvalidParameter#limit', many('SecurityGroupIds', 11, (n) => `sg-${n}`)],
  ['InvalidSecurityGroupId.NotFound', { 'SecurityGroupIds.1': 'sg-none' }],
  ['InvalidOperation.ResourceManagedByCloudProduct', (s) => ({ 'SecurityGroupIds.1': s.managed })],
  ['InvalidInstanceId.Mismatch', (s) => ({ 'SecurityGroupIds.1': s.elsewhere })],
  ['InvalidOperation.MultiGroupType', (s) => ({ 'SecurityGroupIds.1': s.group, 'SecurityGroupIds.2': s.enterprise })],
];

/** Of the others, by action. */
export const otherRows: Readonly<Record<string, readonly Row[]>> = {
  StartInstance: [
    ['InvalidInstanceId.NotFound', { InstanceId: 'i-none' }],
    ['IncorrectInstanceStatus', (s) => ({ InstanceId: s.running })],
    ['DryRunOperation', (s) => ({ InstanceId: s.stopped, DryRun: 'true' })],
  ],
  StopInstance: [
    ['InvalidInstanceId.NotFound', { InstanceId: 'i-none' }],
    ['IncorrectInstanceStatus', (s) => ({ InstanceId: s.stopped })],
    ['InvalidInstanceId.NotSupport#prepaid', (s) => ({ InstanceId: s.prepaid, StoppedMode: 'StopCharging' })],
    ['InvalidInstanceId.NotSupport#localDisk', (s) => ({ InstanceId: s.local, StoppedMode: 'StopCharging' })],
    ['DryRunOperation', (s) => ({ InstanceId: s.running, DryRun: 'true' })],
  ],
  StartInstances: [
    ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!', 'InstanceId.1': 'i-none' }],
    ['InvalidInstanceId.NotFound', { 'InstanceId.1': 'i-none' }],
    ['IncorrectInstanceStatus', (s) => ({ 'InstanceId.1': s.stopped, 'InstanceId.2': s.running })],
    ['InvalidParameter.TooManyInstanceIds', many('InstanceId', 101, (n) => `i-${n}`)],
    ['DRYRUN.SUCCESS', (s) => ({ 'InstanceId.1': s.stopped, DryRun: 'true' })],
  ],
  StopInstances: [
    ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!', 'InstanceId.1': 'i-none' }],
    ['InvalidInstanceId.NotFound', { 'InstanceId.1': 'i-none' }],
    ['IncorrectInstanceStatus', (s) => ({ 'InstanceId.1': s.running, 'InstanceId.2': s.stopped })],
    ['InvalidInstanceId.NotSupport#prepaid', (s) => ({ 'InstanceId.1': s.prepaid, StoppedMode: 'StopCharging' })],
    ['InvalidInstanceId.NotSupport#localDisk', (s) => ({ 'InstanceId.1': s.local, StoppedMode: 'StopCharging' })],
    ['InvalidParameter.TooManyInstanceIds', many('InstanceId', 101, (n) => `i-${n}`)],
    ['DRYRUN.SUCCESS', (s) => ({ 'InstanceId.1': s.running, DryRun: 'true' })],
  ],
  DeleteInstance: [
    ['InvalidInstanceId.NotFound', { InstanceId: 'i-none' }],
    ['InvalidOperation.DeletionProtection', (s) => ({ InstanceId: s.guarded, Force: 'true' })],
    ['ChargeTypeViolation', (s) => ({ InstanceId: s.prepaid, Force: 'true', TerminateSubscription: 'true' })],
    ['IncorrectInstanceStatus', (s) => ({ InstanceId: s.running })],
    ['DryRunOperation', (s) => ({ InstanceId: s.stopped, DryRun: 'true' })],
  ],
  DeleteInstances: [
    ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!', 'InstanceId.1': 'i-none' }],
    ['InvalidInstanceId.NotFound', (s) => ({ 'InstanceId.1': s.stopped, 'InstanceId.2': 'i-none' })],
    ['InvalidOperation.DeletionProtection', (s) => ({ 'InstanceId.1': s.guarded, Force: 'true' })],
    ['ChargeTypeViolation', (s) => ({ 'InstanceId.1': s.prepaid, Force: 'true' })],
    ['IncorrectInstanceStatus', (s) => ({ 'InstanceId.1': s.stopped, 'InstanceId.2': s.running })],
    ['DryRunOperation', (s) => ({ 'InstanceId.1': s.stopped, DryRun: 'true' })],
  ],
  DescribeInstances: [
    ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!' }],
    ['InvalidInstanceIds.Malformed', { InstanceIds: 'i-1,i-2' }],
    ['InvalidStatus.NotFound', { Status: 'Sleeping' }],
    ['InvalidNetworkType.NotFound', { InstanceNetworkType: 'none' }],
    ['InvalidInstanceChargeType.NotFound', { InstanceChargeType: 'Free' }],
    ['InvalidInternetChargeType.ValueNotSupported', { InternetChargeType: 'Free' }],
    ['InvalidLockReason.NotFound', { LockReason: 'none' }],
    ['InvalidHpcClusterId.NotFound', { HpcClusterId: 'hpc-1' }],
    ['InvalidFilterKey.NotFound', { 'Filter.1.Key': 'Color', 'Filter.1.Value': 'red' }],
    ['InvalidFilterValue', { 'Filter.1.Key': 'CreationStartTime', 'Filter.1.Value': 'now' }],
    ['InvalidTag.Mismatch', { 'Tag.1.Value': 'test' }],
    ['InvalidParameter.NextToken', { MaxResults: '10', NextToken: 'x' }],
    ['DryRunOperation', { DryRun: 'true' }],
  ],
  DescribeDisks: [
    ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!' }],
    ['InvalidDiskIds.ValueNotSupported', { DiskIds: 'd-1,d-2' }],
    ['InvalidParameter.MultiAttach', { MultiAttach: 'Some' }],
    ['InvalidDiskChargeType.NotFound', { DiskChargeType: 'Free' }],
    ['InvalidLockReason.NotFound', { LockReason: 'none' }],
    ['InvalidFilterKey.NotFound', { 'Filter.1.Key': 'Color', 'Filter.1.Value': 'red' }],
    ['InvalidFilterValue', { 'Filter.1.Key': 'CreationStartTime', 'Filter.1.Value': 'now' }],
    ['InvalidParameter.NextToken', { NextToken: 'x' }],
    ['DryRunOperation', { DryRun: 'true' }],
  ],
  DescribeInstanceAttribute: [['InvalidInstanceId.NotFound', { InstanceId: 'i-none' }]],
  DescribeInstanceStatus: [
    ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!' }],
    ['InvalidParameter.TooManyInstanceIds', many('InstanceId', 101, (n) => `i-${n}`)],
    ['InvalidZoneId.NotFound', { ZoneId: 'cn-hangzhou-z' }],
  ],
  DescribeUserData: [
    ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!', InstanceId: 'i-none' }],
    ['InvalidInstanceId.NotFound', { InstanceId: 'i-none' }],
  ],
  DescribeInstanceRamRole: [
    ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!' }],
    ['InvalidInstanceIds.Malformed', { InstanceIds: 'x' }],
    ['InvalidParameter.AllEmpty', {}],
    ['InvalidInstanceId.NotFound', { InstanceIds: '["i-none"]' }],
  ],
  DescribeInstanceMaintenanceAttributes: [['InvalidRegionId.NotFound', { RegionId: 'Nowhere!' }]],
  DescribeInstanceAutoRenewAttribute: [
    ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!' }],
    ['InvalidParameter#page', { PageNumber: '0' }],
    ['InvalidParameter.InvalidInstanceId', { InstanceId: Array(101).fill('i-1').join() }],
  ],
  DescribeInstanceAttachmentAttributes: [
    ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!', InstanceIds: '["i-1"]' }],
    ['InvalidInstanceIds.Malformed', { InstanceIds: 'x' }],
  ],
  DescribeImages: [
    ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!' }],
    ['InvalidImageOwnerAlias.ValueNotSupported', { ImageOwnerAlias: 'mine' }],
    ['InvalidArchitecture', { Architecture: 'mips' }],
    ['InvalidOSType', { OSType: 'plan9' }],
    ['InvalidInstanceType.ValueNotSupported', { InstanceType: 'ecs.none.large' }],
    ['InvalidTag.Mismatch', { 'Tag.1.Value': 'test' }],
    ['InvalidFilterKey.NotFound', { 'Filter.1.Key': 'Color', 'Filter.1.Value': 'red' }],
    ['InvalidFilterValue', { 'Filter.1.Key': 'CreationStartTime', 'Filter.1.Value': 'now' }],
    ['InvalidFilterValue.NetworkType', { 'Filter.1.Key': 'NetworkType', 'Filter.1.Value': 'none' }],
    ['InvalidUsage', { Usage: 'much' }],
    ['DryRunOperation', { DryRun: 'true' }],
  ],
  DescribeInstanceTypes: [['InvalidParameter.NextToken', { NextToken: 'x' }]],
  ImportKeyPair: [
    ['MissingParameter', { KeyPairName: 'new' }],
    ['InvalidPublicKeyBody.Malformed', { KeyPairName: 'new', PublicKeyBody: 'ABC1234567' }],
  ],
  DescribeKeyPairs: [['InvalidRegionId.NotFound', { RegionId: 'Nowhere!' }]],
  DeleteKeyPairs: [
    ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!', KeyPairNames: '["old"]' }],
    ['InvalidKeyPairNames.ValueNotSupported', { KeyPairNames: 'old' }],
    ['MissingParameter', {}],
    ['InvalidParameter.KeypairAlreadyAttachedInstance', { KeyPairNames: '["old"]' }],
  ],
};
export const keyPairRows: readonly Row[] = [
  ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!' }],
  ['InvalidKeyPairName.Malformed', { KeyPairName: '1' }],
  ['InvalidTagKey.Malformed', { 'Tag.1.Key': 'acs:team' }],
  ['InvalidTagValue.Malformed', { 'Tag.1.Key': 'page', 'Tag.1.Value': 'http://example.com' }],
  ['Duplicate.TagKey', { 'Tag.1.Key': 'env', 'Tag.2.Key': 'env' }],
  ['KeyPair.AlreadyExist', { KeyPairName: 'old' }],
  ['InvalidResourceGroup.NotFound', { ResourceGroupId: 'rg-none' }],
  ['QuotaExceed.KeyPair', { KeyPairName: 'new' }],
];

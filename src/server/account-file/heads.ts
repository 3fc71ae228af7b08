import { isKeyPairName, readPublicKey } from '#domain/key-pair.ts';
import { isListName } from '#domain/list-entries.ts';
import { isGroupName, isPlainText } from '#domain/naming.ts';
import { isResourceGroupDisplayName, resourceGroupNameFault } from '#domain/resource-group.ts';
import { readVpcIpv6, vpcBlockFault } from '#domain/vpc.ts';
import { vswitchFormFault } from '#domain/vswitch.ts';
import { parseV4, parseV6 } from '#kit/cidr.ts';
import { type Field, type Fields, flag, listOf, matching, number, oneOf, record, tags, text, time } from '#server/account-file/fields.ts';

/** The fields of every kind of resource in an account file: the one place where names in the file and names in the heads meet. */
const id = (prefix: string): Field<string> => matching(new RegExp(`^${prefix}-[A-Za-z0-9_]{1,128}$`));
const optional = (of: Field<string>): Field<string> => ({
  write: (value) => value,
  read: (json, at) => (json === '' ? '' : of.read(json, at)),
});
const name = optional(text(isGroupName));
const description = optional(text((one) => isPlainText(one, 1, 512)));
const any = text();
const texts = listOf(any);
const vpcBlock = text((one) => vpcBlockFault(one) === undefined);
const v4 = text((one) => parseV4(one)?.text === one && !one.includes('/'));
const v6 = text((one) => typeof parseV6(one) === 'object');

/** `now` stands in for times that are absent. */
export function headFields(now: number) {
  const made = { CreationTime: ['created', time, now] } as const satisfies Fields;
  const described = (wire: string): Fields => ({
    [wire]: ['name', name, ''],
    Description: ['description', description, ''],
  });
  const kept: Fields = { ResourceGroupId: ['resourceGroup', optional(id('rg')), ''], Tags: ['tags', tags, {}], ...made };
  const disk = record({
    DiskId: ['id', any],
    DiskName: ['name', any, ''],
    Description: ['description', any, ''],
    Category: ['category', any],
    Size: ['size', number(1)],
    PerformanceLevel: ['performanceLevel', any, ''],
    Encrypted: ['encrypted', flag, false],
    DeleteWithInstance: ['deleteWithInstance', flag, true],
    Device: ['device', any],
    KMSKeyId: ['kmsKey', any, ''],
    ProvisionedIops: ['provisionedIops', number(), 0],
    BurstingEnabled: ['bursting', flag, false],
  });
  return {
    resourceGroup: {
      Id: ['id', id('rg')],
      Name: ['name', text((one) => resourceGroupNameFault(one) === undefined)],
      DisplayName: ['displayName', text(isResourceGroupDisplayName)],
      // Absent in what seeding makes, and it stays so.
      Tags: ['tags', tags, undefined],
      CreateDate: ['created', time, now],
    },
    vpc: {
      VpcId: ['id', id('vpc')],
      ...described('VpcName'),
      CidrBlock: ['cidr', vpcBlock],
      SecondaryCidrBlocks: ['secondaryCidrs', listOf(vpcBlock), []],
      Ipv6CidrBlock: ['ipv6Cidr', optional(text((one) => readVpcIpv6(one) === one)), ''],
      UserCidrs: ['userCidrs', listOf(text((one) => parseV4(one) !== undefined)), []],
      IsDefault: ['isDefault', flag, false],
      VRouterId: ['router', id('vrt')],
      RouteTableId: ['routeTable', id('vtb')],
      RouteTableName: ['routeTableName', any, ''],
      RouteTableDescription: ['routeTableDescription', any, ''],
      RoutePropagationEnable: ['routePropagation', flag, true],
      EnabledDnsHostname: ['dnsHostnames', flag, false],
      ClassicLinkEnabled: ['classicLink', flag, false],
      ...kept,
    },
    vswitch: {
      VSwitchId: ['id', id('vsw')],
      ...described('VSwitchName'),
      VpcId: ['vpc', id('vpc')],
      ZoneId: ['zone', any],
      CidrBlock: ['cidr', text((one) => vswitchFormFault(one) === undefined)],
      Ipv6CidrBlock: ['ipv6Cidr', optional(v6), ''],
      IsDefault: ['isDefault', flag, false],
      ...kept,
    },
    prefixList: {
      PrefixListId: ['id', id('pl')],
      PrefixListName: ['name', text(isListName)],
      Description: ['description', description, ''],
      AddressFamily: ['family', oneOf('IPv4', 'IPv6')],
      MaxEntries: ['maxEntries', number(1, 200)],
      ...kept,
    },
    portRangeList: {
      PortRangeListId: ['id', id('prl')],
      PortRangeListName: ['name', text(isListName)],
      Description: ['description', description, ''],
      MaxEntries: ['maxEntries', number(1, 2000)],
      ...kept,
    },
    keyPair: {
      KeyPairName: ['id', text(isKeyPairName)],
      KeyPairId: ['keyPairId', any, ''],
      KeyPairFingerPrint: ['fingerprint', matching(/^[0-9a-f]{2}(:[0-9a-f]{2}){15}$/)],
      PublicKey: ['publicKey', text((one) => readPublicKey(one) !== undefined)],
      ...kept,
    },
    group: {
      SecurityGroupId: ['id', id('sg')],
      SecurityGroupName: ['name', name, ''],
      Description: ['description', description, ''],
      SecurityGroupType: ['type', oneOf('normal', 'enterprise'), 'normal'],
      VpcId: ['vpc', optional(id('vpc')), ''],
      InnerAccessPolicy: ['innerAccess', oneOf('Accept', 'Drop'), 'Accept'],
      ServiceId: ['service', any, ''],
      ...kept,
    },
    interface: {
      NetworkInterfaceId: ['id', id('eni')],
      NetworkInterfaceName: ['name', any, ''],
      Description: ['description', description, ''],
      Type: ['type', oneOf('Primary', 'Secondary')],
      Status: ['status', oneOf('Available', 'InUse')],
      VpcId: ['vpc', id('vpc')],
      VSwitchId: ['vswitch', id('vsw')],
      ZoneId: ['zone', any],
      MacAddress: ['mac', matching(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/)],
      SecurityGroupIds: ['groups', listOf(id('sg'))],
      PrivateIpAddresses: ['addresses', listOf(v4)],
      Ipv6Addresses: ['ipv6', listOf(v6), []],
      PrimaryIpv6: ['primaryIpv6', flag, false],
      Ipv4Prefixes: ['ipv4Prefixes', texts, []],
      Ipv6Prefixes: ['ipv6Prefixes', texts, []],
      InstanceId: ['instance', optional(id('i')), ''],
      AttachTime: ['attached', time, 0],
      NetworkCardIndex: ['networkCard', number(), -1],
      TrafficMode: ['trafficMode', oneOf('Standard', 'HighPerformance'), 'Standard'],
      QueueNumber: ['queueNumber', number(), 0],
      QueuePairNumber: ['queuePairNumber', number(), 0],
      TxQueueSize: ['txQueueSize', number(), 0],
      RxQueueSize: ['rxQueueSize', number(), 0],
      DeleteOnRelease: ['deleteOnRelease', flag, true],
      SourceDestCheck: ['sourceDestCheck', flag, false],
      ConnectionTimeouts: [
        'timeouts',
        record({ Established: ['established', number(1)], TimeWait: ['timeWait', number(1)], Udp: ['udp', number(1)] }),
        { established: 910, timeWait: 3, udp: 30 },
      ],
      ServiceId: ['service', any, ''],
      ...kept,
    },
    interfacePermission: {
      NetworkInterfacePermissionId: ['id', any],
      NetworkInterfaceId: ['interface', id('eni')],
      AccountId: ['grantee', matching(/^\d{16}$/)],
      Permission: ['permission', oneOf('InstanceAttach')],
      ...made,
    },
    instance: {
      InstanceId: ['id', id('i')],
      InstanceName: ['name', any, ''],
      Description: ['description', description, ''],
      HostName: ['hostName', any, ''],
      Status: ['status', oneOf('Pending', 'Starting', 'Running', 'Stopping', 'Stopped')],
      StoppedMode: ['stoppedMode', any, ''],
      InstanceType: ['type', any],
      ImageId: ['image', any],
      ZoneId: ['zone', any],
      VpcId: ['vpc', id('vpc')],
      VSwitchId: ['vswitch', id('vsw')],
      PrimaryNetworkInterfaceId: ['primaryInterface', id('eni')],
      KeyPairName: ['keyPair', any, ''],
      InstanceChargeType: ['chargeType', oneOf('PostPaid', 'PrePaid'), 'PostPaid'],
      InternetChargeType: ['internetChargeType', any, ''],
      InternetMaxBandwidthIn: ['bandwidthIn', number(), 0],
      InternetMaxBandwidthOut: ['bandwidthOut', number(), 0],
      PublicIpAddresses: ['publicAddresses', listOf(v4), []],
      SystemDisk: ['systemDisk', disk],
      DataDisks: ['dataDisks', listOf(disk), []],
      RamRoleName: ['ramRole', any, ''],
      DeletionProtection: ['deletionProtection', flag, false],
      SpotStrategy: ['spotStrategy', any, 'NoSpot'],
      SpotPriceLimit: ['spotPriceLimit', number(0), 0],
      SpotDuration: ['spotDuration', number(0), 0],
      SpotInterruptionBehavior: ['spotInterruption', any, ''],
      CreditSpecification: ['creditSpecification', any, ''],
      SecurityEnhancementStrategy: ['securityEnhancement', any, ''],
      MaintenanceActions: ['maintenanceActions', any, ''],
      Settings: ['settings', settings],
      ExpiredTime: ['expires', time, 0],
      Renewal: [
        'renewal',
        record({ Automatic: ['automatic', flag], Period: ['period', number(0)], Unit: ['unit', any] }),
        { automatic: false, period: 0, unit: '' },
      ],
      AutoReleaseTime: ['autoRelease', time, 0],
      ...kept,
      StartTime: ['started', time, 0],
    },
  } as const satisfies Readonly<Record<string, Fields>>;
}

const settings = record({
  CpuCores: ['cpuCores', number()],
  ThreadsPerCore: ['threadsPerCore', number()],
  Topology: ['topology', any],
  MetadataEndpoint: ['metadataEndpoint', oneOf('enabled', 'disabled')],
  MetadataTokens: ['metadataTokens', oneOf('optional', 'required')],
  MetadataHops: ['metadataHops', number()],
  DnsHostnameType: ['dnsHostnameType', any],
  DnsRecords: ['dnsRecords', record({ IdAAAA: ['idAAAA', flag], IdA: ['idA', flag], IpA: ['ipA', flag], IpPtr: ['ipPtr', flag] })],
  JumboFrames: ['jumboFrames', flag],
  NetworkEncryption: ['networkEncryption', flag],
  BandwidthWeighting: ['bandwidthWeighting', any],
  LoginAsNonRoot: ['loginAsNonRoot', flag],
  SecureBoot: ['secureBoot', flag],
  Hibernation: ['hibernation', flag],
  Clock: ['clock', any],
  Recyclable: ['recyclable', flag],
  HighDensity: ['highDensity', flag],
});

const attached = (now: number) =>
  listOf(record({ PolicyType: ['type', oneOf('System', 'Custom')], PolicyName: ['policy', any], AttachDate: ['attached', time, now] }));
const ramId = matching(/^\d{5,20}$/);
const ramName = matching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

/** Those of RAM; what they hold (policies, groups, versions) is in the same object of the file. */
export function ramFields(now: number) {
  const times: Fields = { CreateDate: ['created', time, now], UpdateDate: ['updated', time, now] };
  return {
    ramPolicy: {
      PolicyName: ['id', matching(/^[A-Za-z0-9-]{1,128}$/)],
      Description: ['description', any, ''],
      DefaultVersion: ['defaultVersion', matching(/^v\d+$/)],
      VersionCount: ['versions', number(1)],
      Tags: ['tags', tags, {}],
      ...times,
      Versions: [
        'rows',
        listOf(
          record({ VersionId: ['version', matching(/^v\d{1,4}$/)], PolicyDocument: ['document', any], CreateDate: ['created', time, now] }),
        ),
      ],
    },
    ramGroup: {
      GroupId: ['id', ramId],
      GroupName: ['name', ramName],
      Comments: ['comments', any, ''],
      ...times,
      Policies: ['policies', attached(now), []],
    },
    ramUser: {
      UserId: ['id', ramId],
      UserName: ['name', ramName],
      DisplayName: ['displayName', any, ''],
      MobilePhone: ['mobilePhone', any, ''],
      Email: ['email', any, ''],
      Comments: ['comments', any, ''],
      Tags: ['tags', tags, {}],
      ...times,
      Policies: ['policies', attached(now), []],
      Groups: ['groups', listOf(record({ GroupId: ['group', ramId], JoinDate: ['joined', time, now] })), []],
    },
    ramRole: {
      RoleId: ['id', ramId],
      RoleName: ['name', ramName],
      Description: ['description', any, ''],
      AssumeRolePolicyDocument: ['trust', any],
      MaxSessionDuration: ['maxSession', number(3600, 43200), 3600],
      Tags: ['tags', tags, {}],
      ...times,
      Policies: ['policies', attached(now), []],
    },
  } as const satisfies Readonly<Record<string, Fields>>;
}

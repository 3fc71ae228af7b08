import { type Ctx, here } from '#actions/action.ts';
import { page, root } from '#domain/finding.ts';
import { imageOf } from '#domain/images.ts';
import { serialOf } from '#domain/instance.ts';
import type { InstanceHead } from '#domain/instance-head.ts';
import { type InstanceType, instanceTypeOf } from '#domain/instance-types.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';
import type { Deciding, Loaded } from '#kit/deciding.ts';

/** Instances as clients see them. Every object is there even when it is empty, because Terraform panics where one is missing. */
type Reply = Readonly<Record<string, unknown>>;
export type Shown = { readonly instance: Loaded<InstanceHead>; readonly interfaces: readonly Loaded<InterfaceHead>[] };

/** No type has more. */
const mostInterfaces = 100;

/** The interfaces of an instance, the primary one first. */
export function* interfacesOf(ctx: Ctx, { key, head }: Loaded<InstanceHead>): Deciding<readonly Loaded<InterfaceHead>[]> {
  const { rows } = yield* page({ account: key.account, region: key.region }, 'interface', {
    where: [['instance', key.id]],
    limit: mostInterfaces,
  });
  if (rows.length > 0)
    return [...rows].sort((a, b) => Number(b.key.id === head.primaryInterface) - Number(a.key.id === head.primaryInterface));
  const primary = yield* root(here(ctx, 'interface', head.primaryInterface));
  return primary ? [primary] : [];
}

/** `yyyy-MM-ddTHH:mmZ`: how instances write times, seconds cut off; '' for never. */
export const minuteTime = (at: number): string => (at === 0 ? '' : `${new Date(at).toISOString().slice(0, 16)}Z`);
/** What the public service says of what never ends. */
const never = '2099-12-31T15:59Z';

const sizeOf = (type: InstanceType | undefined) => ({ Cpu: type?.cores ?? 0, Memory: Math.round((type?.memory ?? 0) * 1024) });

/** What DescribeInstances and DescribeInstanceAttribute have in common. */
export function baseOf({ instance: { key, head }, interfaces }: Shown): Reply {
  const primary = interfaces[0]?.head;
  return {
    InstanceId: key.id,
    InstanceName: head.name,
    Description: head.description,
    HostName: head.hostName,
    RegionId: key.region,
    ZoneId: head.zone,
    ClusterId: '',
    VlanId: '',
    Status: head.status,
    StoppedMode: head.stoppedMode || 'Not-applicable',
    ImageId: head.image,
    InstanceType: head.type,
    ...sizeOf(instanceTypeOf(head.type)),
    SerialNumber: serialOf(key.id),
    InstanceChargeType: head.chargeType,
    InstanceNetworkType: 'vpc',
    InternetChargeType: head.internetChargeType,
    InternetMaxBandwidthIn: head.bandwidthIn,
    InternetMaxBandwidthOut: head.bandwidthOut,
    CreditSpecification: head.creditSpecification,
    CreationTime: minuteTime(head.created),
    ExpiredTime: minuteTime(head.expires) || never,
    SecurityGroupIds: { SecurityGroupId: primary?.groups ?? [] },
    InnerIpAddress: { IpAddress: [] },
    PublicIpAddress: { IpAddress: head.publicAddresses },
    VpcAttributes: {
      VpcId: head.vpc,
      VSwitchId: head.vswitch,
      NatIpAddress: '',
      PrivateIpAddress: { IpAddress: primary ? primary.addresses.slice(0, 1) : [] },
    },
    SecurityOptions: { EnableSecureBoot: head.settings.secureBoot },
  };
}

/** An instance as DescribeInstances lists it. */
export function instanceOf(shown: Shown): Reply {
  const { head } = shown.instance;
  return { ...baseOf(shown), ...networkOf(shown), ...machineOf(head), ...keptOf(head), ...absentOf(head) };
}

const networkOf = ({ interfaces }: Shown): Reply => ({
  NetworkInterfaces: { NetworkInterface: interfaces.map(interfaceOf) },
  EipAddress: { AllocationId: '', IpAddress: '', InternetChargeType: '', Bandwidth: 0, IsSupportUnassociate: false },
  RdmaIpAddress: { IpAddress: [] },
  EnableNVS: false,
  ISP: '',
});

const interfaceOf = ({ key, head }: Loaded<InterfaceHead>): Reply => ({
  NetworkInterfaceId: key.id,
  Type: head.type,
  MacAddress: head.mac,
  PrimaryIpAddress: head.addresses[0],
  PrivateIpSets: {
    PrivateIpSet: head.addresses.map((PrivateIpAddress, n) => ({ PrivateIpAddress, Primary: n === 0, PrivateDnsName: '' })),
  },
  Ipv6Sets: { Ipv6Set: head.ipv6.map((Ipv6Address, n) => ({ Ipv6Address, Primary: n === 0 && head.primaryIpv6 })) },
  Ipv4PrefixSets: { Ipv4PrefixSet: head.ipv4Prefixes.map((Ipv4Prefix) => ({ Ipv4Prefix })) },
  Ipv6PrefixSets: { Ipv6PrefixSet: head.ipv6Prefixes.map((Ipv6Prefix) => ({ Ipv6Prefix })) },
});

function machineOf(head: InstanceHead): Reply {
  const type = instanceTypeOf(head.type);
  const image = imageOf(head.image);
  const { settings } = head;
  const threads = settings.threadsPerCore || (type && type.cores > 1 ? 2 : 1);
  return {
    InstanceTypeFamily: type?.family.id ?? '',
    OSName: image?.osName ?? '',
    OSNameEn: image?.osNameEn ?? '',
    OSType: image?.osType ?? 'linux',
    IoOptimized: true,
    GPUAmount: 0,
    GPUSpec: '',
    LocalStorageAmount: type?.localStorage.amount ?? 0,
    LocalStorageCapacity: type?.localStorage.capacity ?? 0,
    CpuOptions: {
      CoreCount: settings.cpuCores || Math.max(1, Math.floor((type?.cores ?? 1) / threads)),
      ThreadsPerCore: threads,
      TopologyType: settings.topology,
      Numa: '',
      NestedVirtualization: '',
      TurboMode: '',
      EnableVISST: false,
      EnableVRDT: false,
    },
    ClockOptions: { PtpStatus: settings.clock },
    ImageOptions: { LoginAsNonRoot: settings.loginAsNonRoot, CurrentOSNVMeSupported: false },
    HibernationOptions: { Configured: settings.hibernation },
    MetadataOptions: {
      HttpEndpoint: settings.metadataEndpoint,
      HttpTokens: settings.metadataTokens,
      HttpPutResponseHopLimit: settings.metadataHops,
      InstanceMetadataTags: '',
    },
    PrivateDnsNameOptions: {
      HostnameType: settings.dnsHostnameType,
      EnableInstanceIdDnsARecord: settings.dnsRecords.idA,
      EnableInstanceIdDnsAAAARecord: settings.dnsRecords.idAAAA,
      EnableIpDnsARecord: settings.dnsRecords.ipA,
      EnableIpDnsPtrRecord: settings.dnsRecords.ipPtr,
    },
  };
}

const keptOf = (head: InstanceHead): Reply => ({
  KeyPairName: head.keyPair,
  ResourceGroupId: head.resourceGroup,
  DeletionProtection: head.deletionProtection,
  Recyclable: head.settings.recyclable,
  DeviceAvailable: true,
  SaleCycle: '',
  SpotStrategy: head.spotStrategy,
  SpotPriceLimit: head.spotPriceLimit,
  SpotDuration: head.spotDuration,
  SpotInterruptionBehavior: head.spotInterruption,
  AutoReleaseTime: minuteTime(head.autoRelease),
  StartTime: minuteTime(head.started),
  OperationLocks: { LockReason: [] },
  Tags: { Tag: Object.entries(head.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) },
});

const absentOf = (head: InstanceHead): Reply => ({
  HpcClusterId: '',
  DeploymentSetId: '',
  DeploymentSetGroupNo: 0,
  DedicatedHostAttribute: { DedicatedHostId: '', DedicatedHostName: '', DedicatedHostClusterId: '' },
  DedicatedInstanceAttribute: { Affinity: '', Tenancy: '' },
  EcsCapacityReservationAttr: { CapacityReservationId: '', CapacityReservationPreference: '' },
  AdditionalInfo: { EnableHighDensityMode: head.settings.highDensity, ManagedHostId: '', NodeSerialNumber: '' },
});

import type { Ctx } from '#actions/action.ts';
import { failAddress, failGroups, type Order, type Refusals, type WantedNic } from '#actions/ecs/instances/launch.ts';
import type { LaunchForm } from '#actions/ecs/instances/launch-form.ts';
import type { RunCode } from '#actions/ecs/instances/run-errors.ts';
import type { InterfaceRow, RunRequest } from '#actions/ecs/instances/run-params.ts';
import { find } from '#actions/find.ts';
import { batchNames, isHostName, plainSettings } from '#domain/instance.ts';
import type { InstanceSettings } from '#domain/instance-head.ts';
import { readReleaseTime } from '#domain/instance-term.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';
import { isGroupName } from '#domain/naming.ts';
import type { Deciding, Loaded } from '#kit/deciding.ts';

/** What RunInstances asks for, in the form that `launch` takes: how many, their names, and their interfaces. */
const most = 100;

export function* orderOf(p: RunRequest, form: LaunchForm, ctx: Ctx<RunCode>): Deciding<Order> {
  if (p.LaunchTemplateId !== undefined || p.LaunchTemplateName !== undefined)
    return ctx.fail(
      'InvalidLaunchTemplate.NotFound',
      `The specified launch template ${p.LaunchTemplateId ?? p.LaunchTemplateName} does not exist.`,
    );
  const { Amount = 1, MinAmount = 1 } = p;
  if (Amount < 1 || Amount > most) return ctx.fail('InvalidParam.Amount', `The Amount should be between 1 and ${most}.`);
  if (MinAmount < 1 || MinAmount > Amount) return ctx.fail('InvalidParam.Amount', 'The MinAmount should be between 1 and Amount.');
  const autoRelease =
    p.AutoReleaseTime === undefined ? 0 : (readReleaseTime(p.AutoReleaseTime, ctx.now) ?? ctx.fail('InvalidAutoReleaseTime.Malformed'));

  if (Amount > 1 && p.Ipv6Address !== undefined)
    return ctx.fail('InvalidParam.Amount', 'The Amount should be 1 when Ipv6Address is specified.');
  const instances = namesOf(p, form, Amount, ctx);
  const nics = nicsOf(p, form, ctx);
  const attach: Loaded<InterfaceHead>[] = [];
  for (const { NetworkInterfaceId: id } of p.NetworkInterface ?? []) {
    if (id === undefined) continue;
    if (Amount > 1) return ctx.fail('InvalidParam.Amount', 'The Amount should be 1 when NetworkInterfaceId is specified.');
    const found = yield* find(ctx, 'interface', id, 'change', 'InvalidEniId.NotFound', `The specified EniId "${id}" does not exist.`);
    if (
      found.head.instance !== '' ||
      found.head.service !== '' ||
      found.head.type !== 'Secondary' ||
      attach.some(({ key }) => key.id === id)
    )
      return failAttach(ctx, id);
    attach.push(found);
  }
  if (nics.length + attach.length > form.type.enis)
    return ctx.fail('InvalidParam.NetworkInterface', `${form.type.id} supports at most ${form.type.enis} network interfaces.`);
  const head = { status: 'Running', stoppedMode: '', started: ctx.now, settings: settingsOf(p), autoRelease } as const;
  return { nics, attach, instances, head };
}

function namesOf(p: RunRequest, form: LaunchForm, count: number, ctx: Ctx<RunCode>): Order['instances'] {
  const suffix = p.UniqueSuffix ?? false;
  const names = batchNames(p.InstanceName ?? '', count, suffix) ?? ctx.fail('InvalidParams.InstanceNameExceed');
  if (names.some((name) => name.length > 128)) return ctx.fail('InvalidParams.InstanceNameExceed');
  if (names.some((name) => name !== '' && !isGroupName(name))) return ctx.fail('InvalidInstanceName.Malformed');
  const hosts = batchNames(p.HostName ?? '', count, suffix) ?? ctx.fail('InvalidParams.HostnameExceed');
  if (hosts.some((host) => host.length > 64)) return ctx.fail('InvalidParams.HostnameExceed');
  const all = hosts.map((host, n) => p.HostNames?.[n] ?? host);
  if (all.some((host) => host !== '' && !isHostName(host, form.image.id))) return ctx.fail('InvalidHostName.Malformed');
  return names.map((name, n) => ({ name, hostName: all[n] ?? '' }));
}

function nicsOf(p: RunRequest, form: LaunchForm, ctx: Ctx<RunCode>): Order['nics'] {
  const rows = (p.NetworkInterface ?? []).filter(({ NetworkInterfaceId }) => NetworkInterfaceId === undefined);
  if ((p.NetworkInterface ?? []).some((row) => row.NetworkInterfaceId !== undefined && row.InstanceType === 'Primary'))
    return ctx.fail('InvalidParam.NetworkInterface', 'NetworkInterfaceId is only for secondary network interfaces.');
  const primaries = rows.filter(({ InstanceType }) => InstanceType === 'Primary');
  if (primaries.length > 1) return ctx.fail('InvalidParam.NetworkInterface', 'There is more than one primary network interface.');
  const own = [p.VSwitchId, p.SecurityGroupId, p.SecurityGroupIds, p.PrivateIpAddress, p.Ipv6Address, p.Ipv6AddressCount];
  if (primaries.length === 1 && own.some((one) => one !== undefined))
    return ctx.fail(
      'InvalidParam.NetworkInterface',
      'VSwitchId, security groups and addresses cannot be specified besides a primary network interface.',
    );

  const { ZoneId: _, ...plain } = p;
  const primary = nicOf(
    primaries[0] ?? {
      ...plain,
      at: '',
      PrimaryIpAddress: p.PrivateIpAddress,
      QueueNumber: p.NetworkInterfaceQueueNumber,
      InstanceType: undefined,
      Description: undefined,
    },
    form,
    ctx,
  );
  return [primary, ...rows.filter((row) => row !== primaries[0]).map((row) => nicOf(row, form, ctx))];
}

type NicFields = { readonly [K in Exclude<keyof InterfaceRow, 'at'>]?: InterfaceRow[K] | undefined } & { readonly at: string };

function nicOf(row: NicFields, { type }: LaunchForm, ctx: Ctx<RunCode>): WantedNic {
  if (row.SecurityGroupId !== undefined && row.SecurityGroupIds !== undefined)
    return ctx.fail('InvalidParameter.Conflict', 'SecurityGroupId and SecurityGroupIds.N cannot be specified together.');
  if (row.Ipv6Address !== undefined && row.Ipv6AddressCount !== undefined)
    return ctx.fail('InvalidParameter.Conflict', 'Ipv6Address.N and Ipv6AddressCount cannot be specified together.');
  const secondary = row.SecondaryPrivateIpAddressCount ?? 0;
  if (1 + secondary > type.privateIps)
    return ctx.fail(
      'InvalidOperation.Ipv4CountExceeded',
      `${type.id} supports at most ${type.privateIps} private IPv4 addresses of an interface.`,
    );
  const ipv6 = row.Ipv6AddressCount ?? row.Ipv6Address?.length ?? 0;
  if (ipv6 > type.ipv6s)
    return ctx.fail('InvalidOperation.Ipv6CountExceeded', `${type.id} supports at most ${type.ipv6s} IPv6 addresses of an interface.`);
  return {
    at: row.at,
    vswitch: row.VSwitchId ?? '',
    groups: row.SecurityGroupIds ?? (row.SecurityGroupId === undefined ? [] : [row.SecurityGroupId]),
    address: row.PrimaryIpAddress,
    secondary: { count: secondary },
    ipv6: { specified: row.Ipv6Address, count: row.Ipv6AddressCount },
    head: {
      name: row.NetworkInterfaceName ?? '',
      description: row.Description ?? '',
      deleteOnRelease: row.DeleteOnRelease ?? true,
      sourceDestCheck: row.SourceDestCheck ?? false,
      trafficMode: row.NetworkInterfaceTrafficMode ?? 'Standard',
      queueNumber: row.QueueNumber ?? type.queues,
      queuePairNumber: row.QueuePairNumber ?? 0,
      txQueueSize: row.TxQueueSize ?? 0,
      rxQueueSize: row.RxQueueSize ?? 0,
      networkCard: row.NetworkCardIndex ?? -1,
    },
  };
}

function settingsOf(p: RunRequest): InstanceSettings {
  return {
    ...plainSettings,
    cpuCores: p['CpuOptions.Core'] ?? 0,
    threadsPerCore: p['CpuOptions.ThreadsPerCore'] ?? 0,
    topology: p['CpuOptions.TopologyType'] ?? '',
    metadataEndpoint: p.HttpEndpoint ?? 'enabled',
    metadataTokens: p.HttpTokens ?? 'optional',
    metadataHops: p.HttpPutResponseHopLimit ?? 0,
    dnsHostnameType: p['PrivateDnsNameOptions.HostnameType'] ?? 'Custom',
    dnsRecords: {
      idAAAA: p['PrivateDnsNameOptions.EnableInstanceIdDnsAAAARecord'] ?? false,
      idA: p['PrivateDnsNameOptions.EnableInstanceIdDnsARecord'] ?? false,
      ipA: p['PrivateDnsNameOptions.EnableIpDnsARecord'] ?? false,
      ipPtr: p['PrivateDnsNameOptions.EnableIpDnsPtrRecord'] ?? false,
    },
    jumboFrames: p['NetworkOptions.EnableJumboFrame'] ?? false,
    networkEncryption: p['NetworkOptions.EnableNetworkEncryption'] ?? false,
    bandwidthWeighting: p['NetworkOptions.BandwidthWeighting'] ?? 'Default',
    loginAsNonRoot: p['ImageOptions.LoginAsNonRoot'] ?? false,
    secureBoot: p['SecurityOptions.EnableSecureBoot'] ?? false,
    hibernation: p['HibernationOptions.Configured'] ?? false,
    clock: p['ClockOptions.PtpStatus'] ?? 'disabled',
  };
}

const ipv6Code = {
  malformed: 'InvalidIp.Address',
  outside: 'InvalidIp.Address',
  reserved: 'InvalidIp.Address',
  used: 'InvalidIp.IpAssigned',
  repeated: 'InvalidIp.IpRepeated',
  noBlock: 'InvalidVSwitch.Ipv6NotTurnOn',
} as const;

const failAttach = (ctx: Ctx<RunCode>, id: string): never =>
  ctx.fail('InvalidOperation.InvalidEniState', `The status of the network interface ${id} does not support this operation.`);

/** What only RunInstances can do wrong with groups and addresses, then what both can. */
export const runRefusals = (ctx: Ctx<RunCode>): Refusals => ({
  groups(fault) {
    if (fault.fault === 'repeated') return ctx.fail('InvalidParameter#groups');
    return fault.fault === 'mixed' ? ctx.fail('InvalidOperation.MultiGroupType') : failGroups(ctx, fault);
  },
  attach: (id) => failAttach(ctx, id),
  address(fault, nic) {
    const isV6 = fault.fault === 'noBlock' || (fault.address !== '' && nic.ipv6?.specified?.includes(fault.address));
    if (!isV6 || fault.fault === 'full') return failAddress(ctx, fault);
    return ctx.fail(ipv6Code[fault.fault], `The IPv6 address ${fault.address || 'of the VSwitch'} is not usable: ${reason[fault.fault]}.`);
  },
});
const reason = {
  malformed: 'it is malformed',
  outside: 'it is outside the IPv6 block of the VSwitch',
  reserved: 'it is reserved by the system',
  used: 'it is already assigned',
  repeated: 'it is specified more than once',
  noBlock: 'the VSwitch has no IPv6 block',
} as const;

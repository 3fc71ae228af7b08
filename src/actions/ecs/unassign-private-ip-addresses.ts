import { action } from '#actions/action.ts';
import { takeBack, without } from '#actions/ecs/interfaces/change-addresses.ts';
import { interfaceId, interfaceRegion } from '#actions/ecs/interfaces/interface-params.ts';
import { addressRows, malformedInterfaceId, missingParameter, noSuchInterface } from '#actions/ecs/interfaces/interface-rows.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { stringsParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, requestIdField } from '#actions/vocabulary.ts';

const codes = { notHere: 'InvalidIp.IpUnassigned', repeated: 'InvalidIp.IpRepeated' } as const;

/**
 * Inferred: InvalidRegionId.NotFound and InvalidIp.IpRepeated. The public table is that of all actions on interfaces: rows about accounts, RAM
 * users, regions, states and of the other actions cannot happen here. A text that is no address, or lies outside the VSwitch, is none of the
 * interface, so InvalidPrivateIpAddress.Malformed, InvalidIp.IpPrefix… and InvalidVSwitchId.IpInvalid are InvalidIp.IpUnassigned.
 */
export default action({
  product: 'Ecs',
  name: 'UnassignPrivateIpAddresses',
  summary: {
    en: 'Takes secondary private IPv4 addresses, or prefixes, from an elastic network interface.',
    zh: '从弹性网卡回收辅助私网 IP 地址或 IPv4 前缀。',
  },
  mode: 'change',
  params: {
    RegionId: interfaceRegion,
    NetworkInterfaceId: interfaceId,
    PrivateIpAddress: stringsParam(100, 'Secondary private IPv4 addresses of the interface.', '弹性网卡的辅助私网 IP 地址。'),
    Ipv4Prefix: stringsParam(100, 'IPv4 prefixes of the interface.', '弹性网卡的 IPv4 前缀。'),
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    MissingParameter: missingParameter,
    'MissingParameter#both': documented(
      403,
      'These parameters %s cannot be both empty.',
      'Neither PrivateIpAddress nor Ipv4Prefix is given.',
      'PrivateIpAddress 和 Ipv4Prefix 均未指定。',
      { en: 'No PrivateIpAddress.N and no Ipv4Prefix.N', zh: '不传 PrivateIpAddress.N 和 Ipv4Prefix.N' },
    ),
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    'InvalidParams.EniId': asInferred(malformedInterfaceId),
    'InvalidEniId.NotFound': noSuchInterface,
    'InvalidIp.IpRepeated': asInferred(addressRows.repeated('PrivateIpAddress.1=172.16.0.9&PrivateIpAddress.2=172.16.0.9')),
    'InvalidIp.IpUnassigned': addressRows.notHere('PrivateIpAddress.1=10.0.0.1'),
  },
  ram: ramRow('ecs:UnassignPrivateIpAddresses', 'delete', [
    required('NetworkInterface', 'acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000', 'PrivateIpAddress.1': '172.16.0.2' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    const { PrivateIpAddress = [], Ipv4Prefix = [] } = p;
    if (PrivateIpAddress.length + Ipv4Prefix.length === 0) return ctx.fail('MissingParameter#both', 'PrivateIpAddress,Ipv4Prefix');
    const found = yield* find(ctx, 'interface', p.NetworkInterfaceId, 'change', 'InvalidEniId.NotFound', p.NetworkInterfaceId);
    const { key, head } = found;
    const addresses = without(head.addresses.slice(1), PrivateIpAddress);
    if ('fault' in addresses) return ctx.fail(codes[addresses.fault], addresses.address);
    const prefixes = without(head.ipv4Prefixes, Ipv4Prefix);
    if ('fault' in prefixes) return ctx.fail(codes[prefixes.fault], prefixes.address);
    const changed = { ...head, addresses: [...head.addresses.slice(0, 1), ...addresses.left], ipv4Prefixes: prefixes.left };
    return {
      reply: {},
      effects: [{ put: key, head: changed }, ...(yield* takeBack(ctx, found, [...PrivateIpAddress, ...Ipv4Prefix]))],
    };
  },
});

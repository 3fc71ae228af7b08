import { action } from '#actions/action.ts';
import { takeBack, without } from '#actions/ecs/interfaces/change-addresses.ts';
import { interfaceId, interfaceRegion } from '#actions/ecs/interfaces/interface-params.ts';
import { addressRows, malformedInterfaceId, missingParameter, noSuchInterface } from '#actions/ecs/interfaces/interface-rows.ts';
import { spelled } from '#actions/ecs/interfaces/with-address.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { stringsParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, requestIdField } from '#actions/vocabulary.ts';

const codes = { notHere: 'InvalidIp.IpUnassigned', repeated: 'InvalidIp.IpRepeated' } as const;

/**
 * Inferred: InvalidRegionId.NotFound and InvalidParams.EniId. Rows of the public table that no request here gets: those about accounts, RAM
 * users, regions and states (no state forbids it), InvalidOperation.InvalidEniType, .EniServiceManaged, and InvalidIp.Address (a text that is no
 * address is none of the interface).
 */
export default action({
  product: 'Ecs',
  name: 'UnassignIpv6Addresses',
  summary: { en: 'Takes IPv6 addresses, or prefixes, from an elastic network interface.', zh: '从弹性网卡回收 IPv6 地址或 IPv6 前缀。' },
  mode: 'change',
  params: {
    RegionId: interfaceRegion,
    NetworkInterfaceId: interfaceId,
    Ipv6Address: stringsParam(100, 'IPv6 addresses of the interface.', '弹性网卡的 IPv6 地址。'),
    Ipv6Prefix: stringsParam(100, 'IPv6 prefixes of the interface.', '弹性网卡的 IPv6 前缀。'),
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    MissingParameter: missingParameter,
    'MissingParameter#both': documented(
      403,
      'These parameters %s cannot be both empty.',
      'Neither Ipv6Address nor Ipv6Prefix is given.',
      'Ipv6Address 和 Ipv6Prefix 均未指定。',
      { en: 'No Ipv6Address.N and no Ipv6Prefix.N', zh: '不传 Ipv6Address.N 和 Ipv6Prefix.N' },
    ),
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    'InvalidParams.EniId': asInferred(malformedInterfaceId),
    'InvalidEniId.NotFound': noSuchInterface,
    'InvalidIp.IpRepeated': addressRows.repeated('Ipv6Address.1=fd00::9&Ipv6Address.2=fd00::9'),
    'InvalidIp.IpUnassigned': addressRows.notHere('Ipv6Address.1=2001:db8::1'),
  },
  ram: ramRow('ecs:UnassignIpv6Addresses', 'delete', [required('NetworkInterface', 'acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}')]),
  example: {
    request: { RegionId: 'cn-hangzhou', NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000', 'Ipv6Address.1': 'fd00:0:0:1::1' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    const [gone, gonePrefixes] = [p.Ipv6Address ?? [], p.Ipv6Prefix ?? []].map((texts) => texts.map(spelled)) as [string[], string[]];
    if (gone.length + gonePrefixes.length === 0) return ctx.fail('MissingParameter#both', 'Ipv6Address,Ipv6Prefix');
    const found = yield* find(ctx, 'interface', p.NetworkInterfaceId, 'change', 'InvalidEniId.NotFound', p.NetworkInterfaceId);
    const { key, head } = found;
    const addresses = without(head.ipv6, gone);
    if ('fault' in addresses) return ctx.fail(codes[addresses.fault], addresses.address);
    const prefixes = without(head.ipv6Prefixes, gonePrefixes);
    if ('fault' in prefixes) return ctx.fail(codes[prefixes.fault], prefixes.address);
    const changed = { ...head, ipv6: addresses.left, ipv6Prefixes: prefixes.left };
    return { reply: {}, effects: [{ put: key, head: changed }, ...(yield* takeBack(ctx, found, [...gone, ...gonePrefixes]))] };
  },
});

import { action } from '#actions/action.ts';
import { giveAddresses, limitsOf } from '#actions/ecs/interfaces/change-addresses.ts';
import { interfaceId, interfaceRegion, ipv6Params } from '#actions/ecs/interfaces/interface-params.ts';
import {
  addressRows,
  conflictingParameters,
  invalidParameter,
  malformedInterfaceId,
  missingParameter,
  noSuchInterface,
} from '#actions/ecs/interfaces/interface-rows.ts';
import { countOf, refuseAddress, wantedAddresses } from '#actions/ecs/interfaces/wanted-addresses.ts';
import { asInferred, documented, inferred } from '#actions/error-rows.ts';
import { text, wrapped } from '#actions/fields.ts';
import { find } from '#actions/find.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { clientToken, invalidRegion, ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { v6CountOf } from '#domain/interface-limits.ts';

const addressCodes = {
  malformed: 'InvalidIp.Address',
  outside: 'InvalidVSwitchId.IpInvalid',
  reserved: 'InvalidVSwitchId.IpInvalid',
  used: 'InvalidIp.IpAssigned',
  repeated: 'InvalidIp.IpRepeated',
  full: 'InvalidVSwitchId.IpNotEnough',
  noBlock: 'InvalidVSwitch.Ipv6NotTurnOn',
} as const;

/**
 * Inferred: InvalidRegionId.NotFound, InvalidParams.EniId, InvalidParameter.Conflict, InvalidVSwitchId.IpNotEnough. Rows of the public table that
 * no request here gets: those about accounts, RAM users, regions and states (no state forbids it), InvalidOperation.InvalidEniType,
 * InvalidIp.IpUnassigned, MaxEniIpv6IpsCountExceeded (InvalidOperation.Ipv6CountExceeded says it), InvalidOperation.Ipv4CountExceeded and
 * .Ipv6NotSupport.
 */
export default action({
  product: 'Ecs',
  name: 'AssignIpv6Addresses',
  summary: {
    en: 'Gives an elastic network interface IPv6 addresses, or prefixes, of its VSwitch.',
    zh: '为弹性网卡分配所属交换机的 IPv6 地址或 IPv6 前缀。',
  },
  mode: 'change',
  params: { RegionId: interfaceRegion, NetworkInterfaceId: interfaceId, ...ipv6Params, ClientToken: clientToken, ...ownerParams },
  returns: {
    ...requestIdField,
    NetworkInterfaceId: text('The ID of the interface.', '弹性网卡 ID。'),
    Ipv6Sets: wrapped('Ipv6Address', 'string', 'The new addresses.', '新分配的 IPv6 地址。'),
    Ipv6PrefixSets: wrapped('Ipv6Prefix', 'string', 'The new prefixes.', '新分配的 IPv6 前缀。'),
  },
  errors: {
    MissingParameter: missingParameter,
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    InvalidParameter: invalidParameter('Ipv6AddressCount=11'),
    'InvalidParameter.Conflict': asInferred(conflictingParameters('Ipv6Address.1=fd00::9&Ipv6AddressCount=1')),
    'InvalidParams.EniId': asInferred(malformedInterfaceId),
    'InvalidEniId.NotFound': noSuchInterface,
    'InvalidVSwitch.Ipv6NotTurnOn': addressRows.noIpv6,
    'InvalidIp.Address': addressRows.malformed('Ipv6Address.1=172.16.0.9'),
    'InvalidIp.IpRepeated': addressRows.repeated('Ipv6Address.1=fd00::9&Ipv6Address.2=fd00::9'),
    'InvalidVSwitchId.IpInvalid': addressRows.outside('Ipv6Address.1=2001:db8::1'),
    'InvalidIp.IpAssigned': {
      ...addressRows.inUse,
      trigger: { en: 'Ipv6Address.1 of another interface.', zh: 'Ipv6Address.1 为其他弹性网卡的地址。' },
    },
    'InvalidVSwitchId.IpNotEnough': inferred(
      403,
      'The specified VSwitch has not enough free IP addresses.',
      'The VSwitch has not as many free prefixes as are asked for.',
      '交换机的可用 IPv6 前缀数量不足。',
      { en: 'A prefix of a VSwitch that has none left.', zh: '交换机已没有可用的 IPv6 前缀。' },
    ),
    'InvalidOperation.Ipv6CountExceeded': documented(
      403,
      'The number of IPv6 addresses of the network interface exceeds the limit.',
      'An interface may have 10 IPv6 addresses and prefixes, and attached as many as the type of its instance allows.',
      '弹性网卡最多可有 10 个 IPv6 地址和前缀，绑定实例后以实例规格为准。',
      { en: 'Ipv6AddressCount=10 for an interface that has one.', zh: '为已有 IPv6 地址的弹性网卡传入 Ipv6AddressCount=10' },
    ),
  },
  ram: ramRow('ecs:AssignIpv6Addresses', 'create', [required('NetworkInterface', 'acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}')]),
  example: {
    request: { RegionId: 'cn-hangzhou', NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000', Ipv6AddressCount: '1' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000',
      Ipv6Sets: { Ipv6Address: ['fd00:0:0:1::1'] },
      Ipv6PrefixSets: { Ipv6Prefix: [] },
    },
  },
  *handle(p, ctx) {
    const wanted = wantedAddresses(p);
    if ('conflict' in wanted) return ctx.fail('InvalidParameter.Conflict', wanted.conflict);
    const count = countOf(wanted.ipv6) + countOf(wanted.ipv6Prefixes);
    if (count === 0) return ctx.fail('MissingParameter', 'Ipv6Address');
    const found = yield* find(ctx, 'interface', p.NetworkInterfaceId, 'change', 'InvalidEniId.NotFound', p.NetworkInterfaceId);
    const { key, head } = found;
    const given = yield* giveAddresses(ctx, found, [
      ['v6', wanted.ipv6],
      ['v6Prefix', wanted.ipv6Prefixes],
    ]);
    if ('fault' in given) return refuseAddress(ctx, given, head.vswitch, addressCodes);
    if (v6CountOf(head) + count > (yield* limitsOf(ctx, head)).ipv6s) return ctx.fail('InvalidOperation.Ipv6CountExceeded');

    const [Ipv6Address = [], Ipv6Prefix = []] = given.given;
    const changed = { ...head, ipv6: [...head.ipv6, ...Ipv6Address], ipv6Prefixes: [...head.ipv6Prefixes, ...Ipv6Prefix] };
    return {
      reply: { NetworkInterfaceId: key.id, Ipv6Sets: { Ipv6Address }, Ipv6PrefixSets: { Ipv6Prefix } },
      effects: [{ put: key, head: changed }, ...given.effects],
    };
  },
});

import { action } from '#actions/action.ts';
import { giveAddresses, limitsOf } from '#actions/ecs/interfaces/change-addresses.ts';
import { interfaceId, interfaceRegion, secondaryParams } from '#actions/ecs/interfaces/interface-params.ts';
import {
  addressRows,
  conflictingParameters,
  groupRows,
  invalidParameter,
  malformedInterfaceId,
  missingParameter,
  noSuchInterface,
} from '#actions/ecs/interfaces/interface-rows.ts';
import { countOf, refuseAddress, wantedAddresses } from '#actions/ecs/interfaces/wanted-addresses.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { object, text, wrapped } from '#actions/fields.ts';
import { find } from '#actions/find.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { clientToken, invalidRegion, ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { v4CountOf } from '#domain/interface-limits.ts';
import { groupWithoutRoom } from '#domain/membership.ts';

const addressCodes = {
  malformed: 'InvalidIp.Address',
  outside: 'InvalidVSwitchId.IpInvalid',
  reserved: 'InvalidVSwitchId.IpInvalid',
  used: 'InvalidIp.IpAssigned',
  repeated: 'InvalidIp.IpRepeated',
  full: 'InvalidVSwitchId.IpNotEnough',
  noBlock: 'InvalidVSwitchId.IpInvalid',
} as const;

/**
 * Inferred: InvalidRegionId.NotFound. The public table is that of all actions on interfaces: rows about accounts,
 * RAM users, regions and of the other actions cannot happen here, nor InvalidOperation.InvalidEcsState and .InvalidEniState, since no state
 * forbids it.
 */
export default action({
  product: 'Ecs',
  name: 'AssignPrivateIpAddresses',
  summary: {
    en: 'Gives an elastic network interface secondary private IPv4 addresses, or prefixes, of its VSwitch.',
    zh: '为弹性网卡分配所属交换机的辅助私网 IP 地址或 IPv4 前缀。',
  },
  mode: 'change',
  params: { RegionId: interfaceRegion, NetworkInterfaceId: interfaceId, ...secondaryParams, ClientToken: clientToken, ...ownerParams },
  returns: {
    ...requestIdField,
    AssignedPrivateIpAddressesSet: object(
      {
        NetworkInterfaceId: text('The ID of the interface.', '弹性网卡 ID。'),
        PrivateIpSet: wrapped('PrivateIpAddress', 'string', 'The new addresses.', '新分配的私网 IP 地址。'),
        Ipv4PrefixSet: wrapped('Ipv4Prefixes', 'string', 'The new prefixes.', '新分配的 IPv4 前缀。'),
      },
      'What was assigned.',
      '分配结果。',
    ),
  },
  errors: {
    MissingParameter: missingParameter,
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    InvalidParameter: invalidParameter('SecondaryPrivateIpAddressCount=0'),
    'InvalidParameter.Conflict': conflictingParameters('PrivateIpAddress.1=172.16.0.9&SecondaryPrivateIpAddressCount=1'),
    'InvalidParams.EniId': malformedInterfaceId,
    'InvalidEniId.NotFound': noSuchInterface,
    'InvalidIp.Address': addressRows.malformed('PrivateIpAddress.1=172.16.0'),
    'InvalidIp.IpRepeated': addressRows.repeated('PrivateIpAddress.1=172.16.0.9&PrivateIpAddress.2=172.16.0.9'),
    'InvalidVSwitchId.IpInvalid': addressRows.outside('PrivateIpAddress.1=10.0.0.1'),
    'InvalidIp.IpAssigned': addressRows.inUse,
    'InvalidVSwitchId.IpNotEnough': addressRows.full,
    'InvalidOperation.Ipv4CountExceeded': documented(
      403,
      'The number of private IP addresses of the network interface exceeds the limit.',
      'An interface may have 50 private IPv4 addresses and prefixes, and attached as many as the type of its instance allows.',
      '弹性网卡最多可有 50 个私网 IP 地址和前缀，绑定实例后以实例规格为准。',
      'SecondaryPrivateIpAddressCount=50',
    ),
    SecurityGroupInstanceLimitExceed: groupRows.SecurityGroupInstanceLimitExceed,
  },
  ram: ramRow('ecs:AssignPrivateIpAddresses', 'create', [
    required('NetworkInterface', 'acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000', SecondaryPrivateIpAddressCount: '1' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      AssignedPrivateIpAddressesSet: {
        NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000',
        PrivateIpSet: { PrivateIpAddress: ['172.16.0.2'] },
        Ipv4PrefixSet: { Ipv4Prefixes: [] },
      },
    },
  },
  *handle(p, ctx) {
    const wanted = wantedAddresses(p);
    if ('conflict' in wanted) return ctx.fail('InvalidParameter.Conflict', wanted.conflict);
    const [addresses, prefixes] = [countOf(wanted.secondary), countOf(wanted.ipv4Prefixes)];
    if (addresses + prefixes === 0) return ctx.fail('MissingParameter', 'PrivateIpAddress');
    const found = yield* find(ctx, 'interface', p.NetworkInterfaceId, 'change', 'InvalidEniId.NotFound', p.NetworkInterfaceId);
    const { key, head } = found;
    const given = yield* giveAddresses(ctx, found, [
      ['v4', wanted.secondary],
      ['v4Prefix', wanted.ipv4Prefixes],
    ]);
    if ('fault' in given) return refuseAddress(ctx, given, head.vswitch, addressCodes);
    const most = (yield* limitsOf(ctx, head)).privateIps;
    if (v4CountOf(head) + addresses + prefixes > most) return ctx.fail('InvalidOperation.Ipv4CountExceeded');
    const full = yield* groupWithoutRoom(ctx, head.groups, addresses);
    if (full !== undefined) return ctx.fail('SecurityGroupInstanceLimitExceed', full);

    const [PrivateIpAddress = [], Ipv4Prefixes = []] = given.given;
    const changed = {
      ...head,
      addresses: [...head.addresses, ...PrivateIpAddress],
      ipv4Prefixes: [...head.ipv4Prefixes, ...Ipv4Prefixes],
    };
    const assigned = { NetworkInterfaceId: key.id, PrivateIpSet: { PrivateIpAddress }, Ipv4PrefixSet: { Ipv4Prefixes } };
    return { reply: { AssignedPrivateIpAddressesSet: assigned }, effects: [{ put: key, head: changed }, ...given.effects] };
  },
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, replyOf } from '#actions/call.testing.ts';
import assignIpv6Addresses from '#actions/ecs/assign-ipv6-addresses.ts';
import assignPrivateIpAddresses from '#actions/ecs/assign-private-ip-addresses.ts';
import { account, eni, group, headOf, instance, usedIn, vswitch } from '#actions/ecs/interfaces/state.testing.ts';
import unassignIpv6Addresses from '#actions/ecs/unassign-ipv6-addresses.ts';
import unassignPrivateIpAddresses from '#actions/ecs/unassign-private-ip-addresses.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { scope } from '#domain/samples.testing.ts';
import { type Effect, keyText } from '#kit/deciding.ts';

/** eni-1 is not attached; eni-2 is on a g6.large, which has 6 IPv4 addresses and one IPv6 address an interface; vsw-2 has no IPv6. */
const stateWith = (...more: readonly Effect[]) =>
  stateOf(
    vswitch('vsw-1', { ipv6Cidr: 'fd00:1:2:3::/64' }),
    vswitch('vsw-2', { cidr: '172.16.1.0/29' }),
    group('sg-1'),
    group('sg-e', { type: 'enterprise' }),
    ...eni('eni-1', {
      addresses: ['172.16.0.1', '172.16.0.9'],
      ipv6: ['fd00:1:2:3::9', 'fd00:1:2:3::8'],
      ipv4Prefixes: ['172.16.0.32/28'],
      ipv6Prefixes: ['fd00:1:2:3:1::/80'],
    }),
    ...eni('eni-2', { addresses: ['172.16.0.2'], status: 'InUse', instance: 'i-1' }),
    ...eni('eni-3', { addresses: ['172.16.1.1'], vswitch: 'vsw-2', groups: ['sg-e'] }),
    ...instance('i-1', '172.16.0.5'),
    ...more,
  );
const on = (NetworkInterfaceId: string) => ({ RegionId: scope.region, NetworkInterfaceId });
const same = { PrivateIpAddress: ['172.16.0.7', '172.16.0.7'] };

type Refused = readonly (readonly [title: string, id: string, params: object, expected: string, more?: readonly Effect[]])[];
const assigned: Refused = [
  ['nothing', 'eni-1', {}, '!MissingParameter PrivateIpAddress'],
  [
    'by name and by number',
    'eni-1',
    { PrivateIpAddress: ['172.16.0.7'], SecondaryPrivateIpAddressCount: 1 },
    '!InvalidParameter.Conflict PrivateIpAddress, SecondaryPrivateIpAddressCount',
  ],
  ['no such interface', 'eni-none', { SecondaryPrivateIpAddressCount: 1 }, '!InvalidEniId.NotFound eni-none'],
  ['no address', 'eni-1', { PrivateIpAddress: ['172.16.0'] }, '!InvalidIp.Address 172.16.0'],
  ['an address twice', 'eni-1', same, '!InvalidIp.IpRepeated 172.16.0.7'],
  ['an address outside', 'eni-1', { PrivateIpAddress: ['172.16.1.2'] }, '!InvalidVSwitchId.IpInvalid 172.16.1.2'],
  ['the address of the network', 'eni-1', { PrivateIpAddress: ['172.16.0.0'] }, '!InvalidVSwitchId.IpInvalid 172.16.0.0'],
  ['an address of another', 'eni-1', { PrivateIpAddress: ['172.16.0.2'] }, '!InvalidIp.IpAssigned 172.16.0.2'],
  ['an address in a prefix', 'eni-2', { PrivateIpAddress: ['172.16.0.33'] }, '!InvalidIp.IpAssigned 172.16.0.33'],
  ['more than the VSwitch has', 'eni-3', { SecondaryPrivateIpAddressCount: 4 }, '!InvalidVSwitchId.IpNotEnough'],
  ['more than 50 with its prefix', 'eni-1', { SecondaryPrivateIpAddressCount: 48 }, '!InvalidOperation.Ipv4CountExceeded'],
  ['more than the type of the instance allows', 'eni-2', { SecondaryPrivateIpAddressCount: 6 }, '!InvalidOperation.Ipv4CountExceeded'],
  [
    'more than its group has room for',
    'eni-2',
    { SecondaryPrivateIpAddressCount: 2 },
    '!SecurityGroupInstanceLimitExceed sg-1',
    [account({ addressesPerBasicGroup: 5 })],
  ],
];
const assignedIpv6: Refused = [
  ['nothing', 'eni-1', {}, '!MissingParameter Ipv6Address'],
  [
    'by name and by number',
    'eni-1',
    { Ipv6Prefix: ['fd00:1:2:3:2::/80'], Ipv6PrefixCount: 1 },
    '!InvalidParameter.Conflict Ipv6Prefix, Ipv6PrefixCount',
  ],
  ['no such interface', 'eni-none', { Ipv6AddressCount: 1 }, '!InvalidEniId.NotFound eni-none'],
  ['a VSwitch without IPv6', 'eni-3', { Ipv6AddressCount: 1 }, '!InvalidVSwitch.Ipv6NotTurnOn vsw-2'],
  ['no address', 'eni-1', { Ipv6Address: ['172.16.0.7'] }, '!InvalidIp.Address 172.16.0.7'],
  ['an address twice', 'eni-1', { Ipv6Address: ['fd00:1:2:3::7', 'fd00:1:2:3:0::7'] }, '!InvalidIp.IpRepeated fd00:1:2:3:0::7'],
  ['an address outside', 'eni-1', { Ipv6Address: ['fd01::7'] }, '!InvalidVSwitchId.IpInvalid fd01::7'],
  ['the first address', 'eni-1', { Ipv6Address: ['fd00:1:2:3::'] }, '!InvalidVSwitchId.IpInvalid fd00:1:2:3::'],
  ['an address of another', 'eni-2', { Ipv6Address: ['fd00:1:2:3::9'] }, '!InvalidIp.IpAssigned fd00:1:2:3::9'],
  ['more than 10 with its prefix', 'eni-1', { Ipv6AddressCount: 8 }, '!InvalidOperation.Ipv6CountExceeded'],
  ['more than the type of the instance allows', 'eni-2', { Ipv6AddressCount: 2 }, '!InvalidOperation.Ipv6CountExceeded'],
];
const unassigned: Refused = [
  ['nothing', 'eni-1', {}, '!MissingParameter#both PrivateIpAddress,Ipv4Prefix'],
  ['no such interface', 'eni-none', same, '!InvalidEniId.NotFound eni-none'],
  ['an address twice', 'eni-1', { PrivateIpAddress: ['172.16.0.9', '172.16.0.9'] }, '!InvalidIp.IpRepeated 172.16.0.9'],
  ['an address that it does not have', 'eni-1', { PrivateIpAddress: ['172.16.0.9', '172.16.0.2'] }, '!InvalidIp.IpUnassigned 172.16.0.2'],
  ['the primary one', 'eni-1', { PrivateIpAddress: ['172.16.0.1'] }, '!InvalidIp.IpUnassigned 172.16.0.1'],
  ['a prefix that it does not have', 'eni-1', { Ipv4Prefix: ['172.16.0.48/28'] }, '!InvalidIp.IpUnassigned 172.16.0.48/28'],
];
const unassignedIpv6: Refused = [
  ['nothing', 'eni-1', {}, '!MissingParameter#both Ipv6Address,Ipv6Prefix'],
  ['no such interface', 'eni-none', { Ipv6Address: ['fd00:1:2:3::9'] }, '!InvalidEniId.NotFound eni-none'],
  ['an address twice', 'eni-1', { Ipv6Address: ['fd00:1:2:3::9', 'FD00:1:2:3:0::9'] }, '!InvalidIp.IpRepeated fd00:1:2:3::9'],
  ['an address that it does not have', 'eni-2', { Ipv6Address: ['fd00:1:2:3::9'] }, '!InvalidIp.IpUnassigned fd00:1:2:3::9'],
  ['a prefix that it does not have', 'eni-1', { Ipv6Prefix: ['fd00:1:2:3:2::/80'] }, '!InvalidIp.IpUnassigned fd00:1:2:3:2::/80'],
];
const families = [
  [assignPrivateIpAddresses, assigned],
  [assignIpv6Addresses, assignedIpv6],
  [unassignPrivateIpAddresses, unassigned],
  [unassignIpv6Addresses, unassignedIpv6],
] as const;
for (const [action, cases] of families) {
  for (const [title, id, params, expected, more = []] of cases) {
    test(`${action.name} is refused: ${title}`, () => {
      const state = stateWith(...more);
      const before = new Map(state);
      assert.equal(String(replyOf(call(action as typeof assignIpv6Addresses, { ...on(id), ...params }, state))).trim(), expected);
      assert.deepEqual(state, before);
    });
  }
}

test('AssignPrivateIpAddresses: by name, by number, and a prefix, each held in the VSwitch', () => {
  const state = stateWith();
  const reply = replyOf(call(assignPrivateIpAddresses, { ...on('eni-1'), PrivateIpAddress: ['172.16.0.7'], Ipv4PrefixCount: 1 }, state));
  const [, prefix = ''] = headOf(state, 'eni-1').ipv4Prefixes;
  assert.deepEqual(reply, {
    AssignedPrivateIpAddressesSet: {
      NetworkInterfaceId: 'eni-1',
      PrivateIpSet: { PrivateIpAddress: ['172.16.0.7'] },
      Ipv4PrefixSet: { Ipv4Prefixes: [prefix] },
    },
  });
  assert.deepEqual(headOf(state, 'eni-1').addresses, ['172.16.0.1', '172.16.0.9', '172.16.0.7'], 'the primary one stays the first');
  const used = usedIn(state, 'vsw-1');
  assert.deepEqual([used['172.16.0.7'], used[prefix]], ['eni-1', 'eni-1']);
  assert.ok('reply' in call(assignPrivateIpAddresses, { ...on('eni-2'), SecondaryPrivateIpAddressCount: 5 }, state), 'up to six');
  assert.equal(headOf(state, 'eni-2').addresses.length, 6);
});

test('AssignPrivateIpAddresses: an enterprise group has room for any number of addresses', () => {
  const state = stateWith(account({ interfacesPerEnterpriseGroup: 1, addressesPerBasicGroup: 1 }));
  assert.ok('reply' in call(assignPrivateIpAddresses, { ...on('eni-3'), SecondaryPrivateIpAddressCount: 3 }, state));
});

test('AssignIpv6Addresses: by name, by number, and a prefix', () => {
  const state = stateWith();
  const reply = replyOf(
    call(assignIpv6Addresses, { ...on('eni-1'), Ipv6Address: ['FD00:1:2:3::A'], Ipv6Prefix: ['fd00:1:2:3:2::/80'] }, state),
  );
  assert.deepEqual(reply, {
    NetworkInterfaceId: 'eni-1',
    Ipv6Sets: { Ipv6Address: ['fd00:1:2:3::a'] },
    Ipv6PrefixSets: { Ipv6Prefix: ['fd00:1:2:3:2::/80'] },
  });
  assert.deepEqual(headOf(state, 'eni-1').ipv6, ['fd00:1:2:3::9', 'fd00:1:2:3::8', 'fd00:1:2:3::a']);
  assert.equal(usedIn(state, 'vsw-1')['fd00:1:2:3::a'], 'eni-1');
  assert.ok('reply' in call(assignIpv6Addresses, { ...on('eni-2'), Ipv6AddressCount: 1 }, state));
});

test('AssignIpv6Addresses: no prefix of a VSwitch that has none left', () => {
  const state = stateWith();
  const key = here(scope, 'vswitch', 'vsw-1');
  const prefixes = Array.from({ length: 65_534 }, (_, n) => `fd00:1:2:3:${(n + 1).toString(16)}::/80`);
  const parts = new Map(prefixes.map((address) => [address, { address, interface: 'eni-9' }]));
  state.set(keyText(key), { key, version: 1, head: state.get(keyText(key))?.head, parts });
  const wanted = { ...on('eni-2'), Ipv6PrefixCount: 1 };
  assert.equal(String(replyOf(call(assignIpv6Addresses, wanted, state))).trim(), '!InvalidVSwitchId.IpNotEnough');
});

test('Unassigning gives back what was named, and nothing else', () => {
  const state = stateWith();
  assert.deepEqual(
    replyOf(call(unassignPrivateIpAddresses, { ...on('eni-1'), PrivateIpAddress: ['172.16.0.9'], Ipv4Prefix: ['172.16.0.32/28'] }, state)),
    {},
  );
  assert.deepEqual(replyOf(call(unassignIpv6Addresses, { ...on('eni-1'), Ipv6Address: ['FD00:1:2:3:0::9'] }, state)), {});
  const { addresses, ipv4Prefixes, ipv6, ipv6Prefixes } = headOf(state, 'eni-1');
  assert.deepEqual([addresses, ipv4Prefixes, ipv6, ipv6Prefixes], [['172.16.0.1'], [], ['fd00:1:2:3::8'], ['fd00:1:2:3:1::/80']]);
  const mine = Object.entries(usedIn(state, 'vsw-1')).filter(([, of]) => of === 'eni-1');
  assert.deepEqual(mine.map(([address]) => address).sort(), ['172.16.0.1', 'fd00:1:2:3:1::/80', 'fd00:1:2:3::8']);
});

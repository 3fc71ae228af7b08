import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Called, call, makeCtx, replyOf } from '#actions/call.testing.ts';
import createNetworkInterface from '#actions/ecs/create-network-interface.ts';
import { madeSample } from '#actions/ecs/interfaces/interface-view.ts';
import { account, eni, group, headOf, rules, usedIn, vswitch } from '#actions/ecs/interfaces/state.testing.ts';
import { macOf } from '#domain/addresses.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { resourceGroupKey } from '#domain/resource-group.ts';
import { scope } from '#domain/samples.testing.ts';
import type { Effect } from '#kit/deciding.ts';
import type { Values } from '#kit/shape.ts';

type Params = Partial<Omit<Values<typeof createNetworkInterface.params>, 'RegionId'>>;
const world: readonly Effect[] = [
  vswitch('vsw-1', { ipv6Cidr: 'fd00:0:0:1::/64' }),
  vswitch('vsw-4', { cidr: '172.16.1.0/29' }),
  group('sg-1'),
  group('sg-2'),
  ...Array.from({ length: 11 }, (_, n) => group(`sg-m${n}`)),
  group('sg-e', { type: 'enterprise' }),
  group('sg-managed', { service: 'ack' }),
  group('sg-other', { vpc: 'vpc-2' }),
  group('sg-classic', { vpc: '' }),
  group('sg-600'),
  ...rules('sg-600', 600),
  group('sg-401'),
  ...rules('sg-401', 401),
  ...eni('eni-1', { groups: ['sg-2', 'sg-e'], addresses: ['172.16.0.9'] }),
  { put: resourceGroupKey(scope.account, 'rg-1'), head: { name: 'rg', displayName: '', created: 0 } },
];
const stateWith = (...more: readonly Effect[]) => stateOf(...world, ...more);
const create = (params: Params, state = stateWith()): Called =>
  call(createNetworkInterface, { RegionId: scope.region, VSwitchId: 'vsw-1', ...params }, state);
const tags = (...keys: readonly string[]) => keys.map((Key, n) => ({ at: `Tag.${n + 1}`, Key, Value: 'v' }));
const many = Array.from({ length: 11 }, (_, n) => `sg-m${n}`);
const own = { SecurityGroupId: 'sg-1' };

const refused: readonly (readonly [title: string, params: Params, expected: string, more?: readonly Effect[]])[] = [
  ['a trunk', { ...own, InstanceType: 'Trunk' }, '!UnsupportedParameter InstanceType'],
  ['one group and several', { ...own, SecurityGroupIds: ['sg-2'] }, '!InvalidParameter.Conflict SecurityGroupId, SecurityGroupIds'],
  [
    'addresses by name and by number',
    { ...own, PrivateIpAddress: ['172.16.0.5'], SecondaryPrivateIpAddressCount: 1 },
    '!InvalidParameter.Conflict PrivateIpAddress, SecondaryPrivateIpAddressCount',
  ],
  [
    'IPv6 prefixes by name and by number',
    { ...own, Ipv6Prefix: ['fd00:0:0:1:1::/80'], Ipv6PrefixCount: 1 },
    '!InvalidParameter.Conflict Ipv6Prefix, Ipv6PrefixCount',
  ],
  ['50 secondary addresses', { ...own, SecondaryPrivateIpAddressCount: 50 }, '!MaxEniPrivateIpsCountExceeded'],
  ['a name that is none', { ...own, NetworkInterfaceName: '1st' }, '!InvalidParams.NetworkInterfaceName NetworkInterfaceName'],
  ['a description that is none', { ...own, Description: 'x' }, '!InvalidParameter Description'],
  [
    'a timeout that is not offered',
    { ...own, 'ConnectionTrackingConfiguration.TcpEstablishedTimeout': 31 },
    '!InvalidParameter.EniConnectionTrackingConfiguration ConnectionTrackingConfiguration.TcpEstablishedTimeout',
  ],
  ['queues of two depths', { ...own, RxQueueSize: 8192, TxQueueSize: 16384 }, '!InvalidParameter.EniQueueSize RxQueueSize'],
  ['RDMA queues without RDMA', { ...own, QueuePairNumber: 8 }, '!InvalidParameter.QueuePairNumberMustEmpty'],
  ['a tag key that is none', { ...own, Tag: tags('acs:x') }, '!InvalidTagKey.Malformed'],
  ['a tag value that is none', { ...own, Tag: [{ at: 'Tag.1', Key: 'a', Value: 'http://x' }] }, '!InvalidTagValue.Malformed'],
  ['a tag key twice', { ...own, Tag: tags('a', 'a') }, '!Duplicate.TagKey'],
  [
    '21 tags',
    { ...own, Tag: tags(...Array.from({ length: 21 }, (_, n) => `k${n}`)) },
    '!QuotaExceed.Tags The number of tags exceeds the limit of 20.',
  ],
  ['no such VSwitch', { ...own, VSwitchId: 'vsw-none' }, '!InvalidVSwitchId.NotFound vsw-none'],
  ['no such resource group', { ...own, ResourceGroupId: 'rg-none' }, '!InvalidResourceGroup.NotFound'],
  ['no group', {}, '!MissingParameter SecurityGroupId'],
  ['no such group', { SecurityGroupIds: ['sg-1', 'sg-none'] }, '!InvalidSecurityGroupId.NotFound sg-none'],
  ['a group twice', { SecurityGroupIds: ['sg-1', 'sg-1'] }, '!InvalidParameter.SecurityGroupIdRepeated sg-1'],
  ['11 groups', { SecurityGroupIds: many }, '!JoinedGroupLimitExceed'],
  [
    'a managed group',
    { SecurityGroupId: 'sg-managed' },
    '!InvalidOperation.ResourceManagedByCloudProduct The specified SecurityGroup "sg-managed" has been managed by serviceID "0"; product "ack".',
  ],
  ['a group of another VPC', { SecurityGroupId: 'sg-other' }, '!InvalidOperation.VpcMismatch sg-other'],
  ['a group of the classic network', { SecurityGroupId: 'sg-classic' }, '!InvalidSecurityGroupId.NotVpc sg-classic'],
  ['groups of both types', { SecurityGroupIds: ['sg-1', 'sg-e'] }, '!InvalidOperation.MultiGroupType'],
  ['a full basic group', { SecurityGroupId: 'sg-2' }, '!SecurityGroupInstanceLimitExceed sg-2', [account({ addressesPerBasicGroup: 1 })]],
  [
    'more addresses than a basic group has room for',
    { SecurityGroupId: 'sg-1', SecondaryPrivateIpAddressCount: 2 },
    '!SecurityGroupInstanceLimitExceed sg-1',
    [account({ addressesPerBasicGroup: 2 })],
  ],
  [
    'a full enterprise group',
    { SecurityGroupId: 'sg-e' },
    '!InvalidOperation.EniCountExceeded sg-e',
    [account({ interfacesPerEnterpriseGroup: 1 })],
  ],
  ['groups of 1001 rules together', { SecurityGroupIds: ['sg-600', 'sg-401'] }, '!AclLimitExceed sg-401'],
  ['a text that is no address', { ...own, PrimaryIpAddress: '172.16.0' }, '!InvalidIp.Address 172.16.0'],
  ['an address outside the VSwitch', { ...own, PrimaryIpAddress: '172.16.1.1' }, '!InvalidVSwitchId.IpInvalid 172.16.1.1'],
  ['an address that the system keeps', { ...own, PrivateIpAddress: ['172.16.0.254'] }, '!InvalidVSwitchId.IpInvalid 172.16.0.254'],
  ['an address of another', { ...own, PrimaryIpAddress: '172.16.0.9' }, '!InvalidPrivateIpAddress.Duplicated 172.16.0.9'],
  [
    'the primary one among the secondary ones',
    { ...own, PrimaryIpAddress: '172.16.0.5', PrivateIpAddress: ['172.16.0.5'] },
    '!InvalidPrivateIpAddress.Duplicated 172.16.0.5',
  ],
  ['an address twice', { ...own, PrivateIpAddress: ['172.16.0.5', '172.16.0.5'] }, '!InvalidIp.IpRepeated 172.16.0.5'],
  ['more addresses than there are', { ...own, VSwitchId: 'vsw-4', SecondaryPrivateIpAddressCount: 4 }, '!InvalidVSwitchId.IpNotEnough'],
  ['IPv6 where there is none', { ...own, VSwitchId: 'vsw-4', Ipv6AddressCount: 1 }, '!InvalidVSwitch.Ipv6NotTurnOn vsw-4'],
];
for (const [title, params, expected, more = []] of refused) {
  test(`CreateNetworkInterface is refused: ${title}`, () => {
    const state = stateWith(...more);
    const before = new Map(state);
    assert.equal(String(replyOf(create(params, state))).trim(), expected);
    assert.deepEqual(state, before, 'nothing is changed');
  });
}

type Made = { readonly NetworkInterfaceId: string; readonly MacAddress: string };
const made = (params: Params, state = stateWith()): Made => {
  const called = create(params, state);
  assert.ok('reply' in called, JSON.stringify(called));
  return called.reply as Made;
};

test('CreateNetworkInterface: as Terraform makes one, shown whole, and kept as shown', () => {
  const state = stateWith();
  const {
    NetworkInterfaceId: id,
    MacAddress,
    ...reply
  } = made(
    {
      SecurityGroupIds: ['sg-1', 'sg-2'],
      NetworkInterfaceName: 'web',
      Description: 'front end',
      ResourceGroupId: 'rg-1',
      Tag: tags('env'),
    },
    state,
  );
  const { NetworkInterfaceId, MacAddress: mac, ...sample } = madeSample;
  assert.match(id, /^eni-[a-z0-9]{20}$/);
  assert.match(MacAddress, /^00:16:3e(:[0-9a-f]{2}){3}$/);
  assert.deepEqual(reply, {
    ...sample,
    NetworkInterfaceName: 'web',
    Description: 'front end',
    VpcId: 'vpc-1',
    VSwitchId: 'vsw-1',
    PrivateIpAddress: '172.16.0.2',
    PrivateIpSets: { PrivateIpSet: [{ PrivateIpAddress: '172.16.0.2', Primary: true }] },
    SecurityGroupIds: { SecurityGroupId: ['sg-1', 'sg-2'] },
    ResourceGroupId: 'rg-1',
    Tags: { Tag: [{ TagKey: 'env', TagValue: 'v' }] },
  });
  assert.deepEqual(usedIn(state, 'vsw-1'), { '172.16.0.9': 'eni-1', '172.16.0.2': id });
  const { groups, addresses, mac: kept, created, deleteOnRelease, timeouts } = headOf(state, id);
  assert.deepEqual([groups, addresses, kept], [['sg-1', 'sg-2'], ['172.16.0.2'], MacAddress]);
  assert.deepEqual([created, deleteOnRelease], [makeCtx().now, true]);
  assert.deepEqual(timeouts, { established: 910, timeWait: 3, udp: 30 });
});

test('CreateNetworkInterface: addresses and prefixes of both families, by name and by number', () => {
  const state = stateWith();
  const { NetworkInterfaceId: id, ...reply } = made(
    {
      ...own,
      PrimaryIpAddress: '172.16.0.7',
      PrivateIpAddress: ['172.16.0.8'],
      Ipv4PrefixCount: 1,
      Ipv6Address: ['FD00:0:0:1::A'],
      EnablePrimaryIPv6: true,
      Ipv6PrefixCount: 1,
    },
    state,
  );
  const shown = reply as unknown as Readonly<Record<string, unknown>>;
  assert.deepEqual(shown.PrivateIpSets, {
    PrivateIpSet: [
      { PrivateIpAddress: '172.16.0.7', Primary: true },
      { PrivateIpAddress: '172.16.0.8', Primary: false },
    ],
  });
  assert.deepEqual(shown.Ipv6Sets, { Ipv6Set: [{ Ipv6Address: 'fd00:0:0:1::a', Primary: true }] });
  const [v4 = ''] = headOf(state, id).ipv4Prefixes;
  const [v6 = ''] = headOf(state, id).ipv6Prefixes;
  assert.deepEqual(shown.Ipv4PrefixSets, { Ipv4PrefixSet: [{ Ipv4Prefix: v4 }] });
  assert.deepEqual(shown.Ipv6PrefixSets, { Ipv6PrefixSet: [{ Ipv6Prefix: v6 }] });
  const mine = Object.entries(usedIn(state, 'vsw-1')).filter(([, of]) => of === id);
  assert.deepEqual(mine.map(([address]) => address).sort(), ['172.16.0.7', '172.16.0.8', 'fd00:0:0:1::a', v4, v6].sort());
});

test('CreateNetworkInterface: settings of the traffic configuration win over those outside it', () => {
  const state = stateWith();
  const { NetworkInterfaceId: id } = made(
    {
      ...own,
      QueueNumber: 4,
      'NetworkInterfaceTrafficConfig.QueueNumber': 8,
      NetworkInterfaceTrafficMode: 'Standard',
      'NetworkInterfaceTrafficConfig.NetworkInterfaceTrafficMode': 'HighPerformance',
      'NetworkInterfaceTrafficConfig.QueuePairNumber': 2,
      RxQueueSize: 8192,
      TxQueueSize: 8192,
      DeleteOnRelease: false,
      SourceDestCheck: true,
      'ConnectionTrackingConfiguration.UdpTimeout': 60,
    },
    state,
  );
  const head = headOf(state, id);
  assert.deepEqual([head.queueNumber, head.trafficMode, head.queuePairNumber], [8, 'HighPerformance', 2]);
  assert.deepEqual([head.rxQueueSize, head.txQueueSize, head.deleteOnRelease, head.sourceDestCheck], [8192, 8192, false, true]);
  assert.deepEqual(head.timeouts, { established: 910, timeWait: 3, udp: 60 });
});

test('CreateNetworkInterface: 49 secondary addresses are as many as there may be', () => {
  const { NetworkInterfaceId, ...reply } = made({ ...own, SecondaryPrivateIpAddressCount: 49 });
  const { PrivateIpSet } = (reply as unknown as { PrivateIpSets: { PrivateIpSet: readonly unknown[] } }).PrivateIpSets;
  assert.equal(PrivateIpSet.length, 50);
});

test('CreateNetworkInterface: a MAC address that another interface has is not given again', () => {
  const taken = [macOf('eni-x'), macOf('eni-x', 1)];
  const state = stateWith(...taken.flatMap((mac, n) => eni(`eni-mac${n}`, { mac, addresses: [`172.16.0.${n + 20}`] })));
  const params = { RegionId: scope.region, VSwitchId: 'vsw-1', ...own };
  const called = call(createNetworkInterface, params, state, makeCtx({ newId: () => 'eni-x' }));
  assert.ok('reply' in called);
  assert.equal(called.reply.MacAddress, macOf('eni-x', 2));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import describeNetworkInterfaceAttribute from '#actions/ecs/describe-network-interface-attribute.ts';
import describeNetworkInterfaces from '#actions/ecs/describe-network-interfaces.ts';
import { eni, group, instance, vswitch } from '#actions/ecs/interfaces/state.testing.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { tokenOf } from '#domain/paging.ts';
import { scope } from '#domain/samples.testing.ts';
import type { Values } from '#kit/shape.ts';

type Params = Omit<Values<typeof describeNetworkInterfaces.params>, 'RegionId'>;
const state = stateOf(
  vswitch('vsw-1', { ipv6Cidr: 'fd00::/64' }),
  vswitch('vsw-2'),
  group('sg-1'),
  ...eni('eni-1', { name: 'web', mac: '00:16:3e:00:00:11', addresses: ['172.16.0.1', '172.16.0.2'], ipv6: ['fd00::1', 'fd00::2'] }),
  ...eni('eni-2', { addresses: ['172.16.0.3'], groups: ['sg-2', 'sg-1'], resourceGroup: 'rg-1', tags: { env: 'test' } }),
  ...eni('eni-3', { addresses: ['172.16.0.1'], vswitch: 'vsw-2', vpc: 'vpc-2', groups: ['sg-3'], tags: { env: 'prod' }, service: '12345' }),
  ...eni('eni-4', { addresses: ['172.16.0.4'], groups: ['sg-3'], status: 'InUse', instance: 'i-5', networkCard: 0, queueNumber: 8 }),
  ...instance('i-5', '172.16.0.5', {}, { groups: ['sg-3'] }),
);
type Reply = { readonly NetworkInterfaceSets: { readonly NetworkInterfaceSet: readonly { readonly NetworkInterfaceId: string }[] } };
const describe = (params: Params): unknown => replyOf(call(describeNetworkInterfaces, { RegionId: scope.region, ...params }, state));
const shown = (params: Params): string => {
  const reply = describe(params);
  if (typeof reply === 'string') return reply;
  return (reply as Reply).NetworkInterfaceSets.NetworkInterfaceSet.map((one) => one.NetworkInterfaceId.replace('eni-', '')).join(' ');
};

const cases: readonly (readonly [title: string, params: Params, expected: string])[] = [
  ['all', {}, '1 2 3 4 of-i-5'],
  ['by ids', { NetworkInterfaceId: ['eni-3', 'eni-1', 'eni-none'] }, '1 3'],
  ['by name', { NetworkInterfaceName: 'web' }, '1'],
  ['secondary ones', { Type: 'Secondary' }, '1 2 3 4'],
  ['primary ones', { Type: 'Primary' }, 'of-i-5'],
  ['in use', { Status: 'InUse' }, '4 of-i-5'],
  ['in a state between', { Status: 'Attaching' }, ''],
  ['by VPC', { VpcId: 'vpc-2' }, '3'],
  ['by VSwitch', { VSwitchId: 'vsw-1' }, '1 2 4 of-i-5'],
  ['by group, primary interfaces too', { SecurityGroupId: 'sg-3' }, '3 4 of-i-5'],
  ['by one of several groups', { SecurityGroupId: 'sg-1' }, '1 2'],
  ['by instance', { InstanceId: 'i-5' }, '4 of-i-5'],
  ['by primary address', { PrimaryIpAddress: '172.16.0.1' }, '1 3'],
  ['a secondary address is no primary one', { PrimaryIpAddress: '172.16.0.2' }, ''],
  ['by any of several addresses', { PrivateIpAddress: ['172.16.0.2', '172.16.0.3', '172.16.0.9'] }, '1 2'],
  ['by addresses and ids', { PrivateIpAddress: ['172.16.0.2', '172.16.0.3'], NetworkInterfaceId: ['eni-2', 'eni-3'] }, '2'],
  ['by an IPv6 address, however it is spelled', { Ipv6Address: ['FD00:0::2'] }, '1'],
  ['by addresses of both families', { PrivateIpAddress: ['172.16.0.3'], Ipv6Address: ['fd00::2'] }, ''],
  ['by resource group', { ResourceGroupId: 'rg-1' }, '2'],
  ['managed by a product', { ServiceManaged: true }, '3'],
  ['not managed', { ServiceManaged: false }, '1 2 4 of-i-5'],
  ['by tag', { Tag: [{ at: 'Tag.1', Key: 'env' }] }, '2 3'],
  ['by tag and value', { Tag: [{ at: 'Tag.1', Key: 'env', Value: 'prod' }] }, '3'],
  ['by tag and more', { Tag: [{ at: 'Tag.1', Key: 'env' }], VpcId: 'vpc-1' }, '2'],
  ['a page by number', { PageNumber: 2, PageSize: 2 }, '3 4'],
  ['a token that no page gave', { NextToken: '***' }, '!InvalidParameter#token'],
];
for (const [title, params, expected] of cases) test(`DescribeNetworkInterfaces: ${title}`, () => assert.equal(shown(params), expected));

const pagingOf = (params: Params): unknown => {
  const { NetworkInterfaceSets, ...rest } = describe(params) as Reply;
  return { ...rest, rows: NetworkInterfaceSets.NetworkInterfaceSet.length };
};
test('DescribeNetworkInterfaces: both kinds of paging', () => {
  assert.deepEqual(pagingOf({}), { rows: 5, PageNumber: 1, PageSize: 10, TotalCount: 5, NextToken: '' });
  assert.deepEqual(pagingOf({ MaxResults: 1 }), { rows: 5, NextToken: '' }, 'less than 10 is 10');
  assert.deepEqual(pagingOf({ NextToken: tokenOf('eni-2') }), { rows: 3, NextToken: '' });
});

const noPublicIp = { AllocationId: '', PublicIpAddress: '' };
const common = {
  NetworkInterfaceId: 'eni-4',
  NetworkInterfaceName: '',
  Description: '',
  Type: 'Secondary',
  Status: 'InUse',
  VpcId: 'vpc-1',
  VSwitchId: 'vsw-1',
  ZoneId: 'cn-hangzhou-b',
  MacAddress: '00:16:3e:00:00:01',
  PrivateIpAddress: '172.16.0.4',
  Ipv6Sets: { Ipv6Set: [] },
  Ipv4PrefixSets: { Ipv4PrefixSet: [] },
  Ipv6PrefixSets: { Ipv6PrefixSet: [] },
  SecurityGroupIds: { SecurityGroupId: ['sg-3'] },
  SourceDestCheck: false,
  ResourceGroupId: '',
  OwnerId: scope.account,
  ServiceManaged: false,
  ServiceID: 0,
  Tags: { Tag: [] },
  InstanceId: 'i-5',
  DeleteOnRelease: true,
  NetworkInterfaceTrafficMode: 'Standard',
  QueueNumber: 8,
  QueuePairNumber: 0,
  CreationTime: '2026-11-24T08:30:15Z',
  AssociatedPublicIp: noPublicIp,
};
const attachment = { InstanceId: 'i-5', DeviceIndex: 0, NetworkCardIndex: 0, TrunkNetworkInterfaceId: '' };
const address = { PrivateIpAddress: '172.16.0.4', Primary: true, AssociatedPublicIp: noPublicIp };

test('DescribeNetworkInterfaces shows every field, and every object even where it is empty', () => {
  const [one] = (describe({ NetworkInterfaceId: ['eni-4'] }) as Reply).NetworkInterfaceSets.NetworkInterfaceSet;
  assert.deepEqual(one, { ...common, PrivateIpSets: { PrivateIpSet: [{ ...address, PrivateDnsName: '' }] }, Attachment: attachment });
  const [managed] = (describe({ NetworkInterfaceId: ['eni-3'] }) as Reply).NetworkInterfaceSets.NetworkInterfaceSet;
  const { ServiceManaged, ServiceID, Attachment, Tags } = managed as unknown as typeof common & { Attachment: object };
  assert.deepEqual([ServiceManaged, ServiceID, Tags], [true, 12345, { Tag: [{ TagKey: 'env', TagValue: 'prod' }] }]);
  assert.deepEqual(Attachment, { InstanceId: '', DeviceIndex: 0, TrunkNetworkInterfaceId: '' }, 'no network card was named');
});

const attribute = (NetworkInterfaceId: string, Attribute?: 'connectionTrackingConfiguration'): unknown =>
  replyOf(
    call(
      describeNetworkInterfaceAttribute,
      { RegionId: scope.region, NetworkInterfaceId, ...(Attribute !== undefined && { Attribute }) },
      state,
    ),
  );
test('DescribeNetworkInterfaceAttribute shows one interface', () => {
  const expected = {
    ...common,
    PrivateIpSets: { PrivateIpSet: [address] },
    Attachment: { ...attachment, MemberNetworkInterfaceIds: { MemberNetworkInterfaceId: [] } },
    NetworkInterfaceTrafficConfig: { NetworkInterfaceTrafficMode: 'Standard', QueueNumber: 8, QueuePairNumber: 0 },
    TcpOptionAddressEnabled: '',
    SlaveInterfaceSpecification: { BondNetworkInterfaceId: '', SlaveNetworkInterfaceId: '', WorkState: '' },
    BondInterfaceSpecification: { BondMode: '', SlaveInterfaceSpecification: { SlaveInterfaceSpecificationSet: [] } },
    EnhancedNetwork: {
      EnableExpress: false,
      EnableRss: false,
      EnableSriov: false,
      VirtualFunctionQuantity: 0,
      VirtualFunctionTotalQueueNumber: 0,
    },
    QoSConfig: { EnableQoS: false, QoS: { BandwidthRx: 0, BandwidthTx: 0, PpsRx: 0, PpsTx: 0, ConcurrentConnections: 0 } },
  };
  assert.deepEqual(attribute('eni-4'), expected);
  assert.deepEqual(attribute('eni-4', 'connectionTrackingConfiguration'), {
    ...expected,
    ConnectionTrackingConfiguration: { TcpEstablishedTimeout: 910, TcpClosedAndTimeWaitTimeout: 3, UdpTimeout: 30 },
  });
  assert.equal(attribute('eni-none'), '!InvalidEniId.NotFound eni-none');
});

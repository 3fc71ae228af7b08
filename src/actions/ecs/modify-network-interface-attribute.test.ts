import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import { account, eni, group, headOf, instance, rules, vswitch } from '#actions/ecs/interfaces/state.testing.ts';
import modifyNetworkInterfaceAttribute from '#actions/ecs/modify-network-interface-attribute.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { scope } from '#domain/samples.testing.ts';
import type { Effect } from '#kit/deciding.ts';
import type { Values } from '#kit/shape.ts';

type Params = Omit<Values<typeof modifyNetworkInterfaceAttribute.params>, 'RegionId' | 'NetworkInterfaceId'>;
const stateWith = (...more: readonly Effect[]) =>
  stateOf(
    vswitch('vsw-1'),
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
    ...eni('eni-1', { addresses: ['172.16.0.1', '172.16.0.2'] }),
    ...eni('eni-2', { addresses: ['172.16.0.3'], groups: ['sg-2', 'sg-e'] }),
    ...eni('eni-managed', { addresses: ['172.16.0.4'], groups: ['sg-managed', 'sg-1'] }),
    ...eni('eni-run', { addresses: ['172.16.0.5'], status: 'InUse', instance: 'i-run' }),
    ...eni('eni-stop', { addresses: ['172.16.0.6'], status: 'InUse', instance: 'i-stop' }),
    ...instance('i-run', '172.16.0.7'),
    ...instance('i-stop', '172.16.0.8', { status: 'Stopped' }),
    ...more,
  );
const modify = (NetworkInterfaceId: string, params: Params, state = stateWith()): unknown =>
  replyOf(call(modifyNetworkInterfaceAttribute, { RegionId: scope.region, NetworkInterfaceId, ...params }, state));
const to = (...SecurityGroupId: readonly string[]): Params => ({ SecurityGroupId });

const managed =
  '!InvalidOperation.ResourceManagedByCloudProduct The specified SecurityGroup "sg-managed" has been managed by serviceID "0"; product "ack".';
const refused: readonly (readonly [title: string, id: string, params: Params, expected: string, more?: readonly Effect[]])[] = [
  ['no such interface', 'eni-none', {}, '!InvalidEniId.NotFound eni-none'],
  ['a name that is none', 'eni-1', { NetworkInterfaceName: '1st' }, '!InvalidParams.NetworkInterfaceName NetworkInterfaceName'],
  ['form before existence', 'eni-none', { NetworkInterfaceName: '1st' }, '!InvalidParams.NetworkInterfaceName NetworkInterfaceName'],
  ['a description that is none', 'eni-1', { Description: 'http://x' }, '!InvalidParameter Description'],
  [
    'a timeout that is not offered',
    'eni-1',
    { 'ConnectionTrackingConfiguration.UdpTimeout': 11 },
    '!InvalidParameter.EniConnectionTrackingConfiguration ConnectionTrackingConfiguration.UdpTimeout',
  ],
  ['queues of two depths', 'eni-1', { RxQueueSize: 1, TxQueueSize: 2 }, '!InvalidParameter.EniQueueSize RxQueueSize'],
  [
    'RDMA queues without RDMA',
    'eni-1',
    { 'NetworkInterfaceTrafficConfig.QueuePairNumber': 8 },
    '!InvalidParameter.QueuePairNumberMustEmpty',
  ],
  ['queues of a primary interface', 'eni-of-i-stop', { QueueNumber: 8 }, '!InvalidOperation.ModifyPrimaryEniQueueNumber'],
  ['groups of a primary interface', 'eni-of-i-stop', to('sg-2'), '!InvalidOperation.PrimaryEniOnlySupportModifyNameAndDesc'],
  ['settings of a primary one', 'eni-of-i-stop', { SourceDestCheck: true }, '!InvalidOperation.PrimaryEniOnlySupportModifyNameAndDesc'],
  ['queues while the instance runs', 'eni-run', { QueueNumber: 8 }, '!InvalidOperation.InvalidEniState'],
  ['no such group', 'eni-1', to('sg-none'), '!InvalidSecurityGroupId.NotFound sg-none'],
  ['a group twice', 'eni-1', to('sg-1', 'sg-1'), '!InvalidParameter.SecurityGroupIdRepeated sg-1'],
  ['11 groups', 'eni-1', to(...Array.from({ length: 11 }, (_, n) => `sg-m${n}`)), '!JoinedGroupLimitExceed'],
  ['to join a managed group', 'eni-1', to('sg-managed'), managed],
  ['to leave a managed group', 'eni-managed', to('sg-1'), managed],
  ['a group of another VPC', 'eni-1', to('sg-1', 'sg-other'), '!InvalidOperation.VpcMismatch sg-other'],
  ['a group of the classic network', 'eni-1', to('sg-classic'), '!InvalidSecurityGroupId.NotVpc sg-classic'],
  ['groups of both types', 'eni-1', to('sg-1', 'sg-e'), '!InvalidOperation.MultiGroupType'],
  [
    'a group without room for both addresses',
    'eni-1',
    to('sg-2'),
    '!SecurityGroupInstanceLimitExceed sg-2',
    [account({ addressesPerBasicGroup: 2 })],
  ],
  [
    'a full enterprise group',
    'eni-1',
    to('sg-e'),
    '!InvalidOperation.EniCountExceeded sg-e',
    [account({ interfacesPerEnterpriseGroup: 1 })],
  ],
  ['groups of 1001 rules together', 'eni-1', to('sg-600', 'sg-401'), '!AclLimitExceed sg-401'],
];
for (const [title, id, params, expected, more = []] of refused) {
  test(`ModifyNetworkInterfaceAttribute is refused: ${title}`, () => {
    const state = stateWith(...more);
    const before = new Map(state);
    assert.equal(modify(id, params, state), expected);
    assert.deepEqual(state, before);
  });
}

const done: readonly (readonly [title: string, id: string, params: Params, changed: object])[] = [
  ['nothing', 'eni-1', {}, {}],
  ['the whole set of groups', 'eni-1', to('sg-2', 'sg-m1'), { groups: ['sg-2', 'sg-m1'] }],
  ['from a basic group to an enterprise one', 'eni-1', to('sg-e'), { groups: ['sg-e'] }],
  ['a managed group that stays', 'eni-managed', to('sg-2', 'sg-managed'), { groups: ['sg-2', 'sg-managed'] }],
  ['name and description', 'eni-1', { NetworkInterfaceName: 'api', Description: 'back end' }, { name: 'api', description: 'back end' }],
  ['name of a primary interface', 'eni-of-i-run', { NetworkInterfaceName: 'main' }, { name: 'main' }],
  ['queues while the instance is stopped', 'eni-stop', { QueueNumber: 8 }, { queueNumber: 8 }],
  ['queues of one that is not attached', 'eni-1', { 'NetworkInterfaceTrafficConfig.QueueNumber': 8 }, { queueNumber: 8 }],
  [
    'flags, also to false',
    'eni-1',
    { DeleteOnRelease: false, SourceDestCheck: true, EnablePrimaryIPv6: true },
    { deleteOnRelease: false, sourceDestCheck: true, primaryIpv6: true },
  ],
  [
    'one timeout of three',
    'eni-1',
    { 'ConnectionTrackingConfiguration.TcpClosedAndTimeWaitTimeout': 15 },
    { timeouts: { established: 910, timeWait: 15, udp: 30 } },
  ],
];
for (const [title, id, params, changed] of done) {
  test(`ModifyNetworkInterfaceAttribute changes ${title}, and nothing else`, () => {
    const state = stateWith();
    const before = headOf(state, id);
    assert.deepEqual(modify(id, params, state), {});
    assert.deepEqual(headOf(state, id), { ...before, ...changed });
  });
}

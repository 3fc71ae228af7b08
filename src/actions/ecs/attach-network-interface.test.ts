import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import attachNetworkInterface from '#actions/ecs/attach-network-interface.ts';
import deleteNetworkInterface from '#actions/ecs/delete-network-interface.ts';
import detachNetworkInterface from '#actions/ecs/detach-network-interface.ts';
import { eni, group, headOf, instance, usedIn, vswitch } from '#actions/ecs/interfaces/state.testing.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { created, scope } from '#domain/samples.testing.ts';
import { keyText } from '#kit/deciding.ts';

/** i-1 has room for one more interface, i-full for none; g6.large has 6 IPv4 addresses and one IPv6 address an interface. */
const world = () =>
  stateOf(
    vswitch('vsw-1', { ipv6Cidr: 'fd00::/64' }),
    group('sg-1'),
    ...eni('eni-free', { addresses: ['172.16.0.1', '172.16.0.2'], ipv6: ['fd00::1'], ipv4Prefixes: ['172.16.0.32/28'] }),
    ...eni('eni-seven', { addresses: Array.from({ length: 7 }, (_, n) => `172.16.0.${n + 100}`) }),
    ...eni('eni-prefixes', { addresses: ['172.16.0.90'], ipv6: ['fd00::2'], ipv6Prefixes: ['fd00:0:0:0:1::/80'] }),
    ...eni('eni-used', { addresses: ['172.16.0.3'], status: 'InUse', instance: 'i-full', attached: created }),
    ...instance('i-1', '172.16.0.10'),
    ...instance('i-full', '172.16.0.11'),
    ...instance('i-vpc', '172.16.0.12', { vpc: 'vpc-2' }),
    ...instance('i-zone', '172.16.0.13', { zone: 'cn-hangzhou-g' }),
    ...instance('i-unknown', '172.16.0.14', { type: 'ecs.none.large' }),
    {
      put: { ...scope, kind: 'interfacePermission', id: 'eni-perm-1' },
      head: { interface: 'eni-free', grantee: '2', permission: 'InstanceAttach', created },
    },
    {
      put: { ...scope, kind: 'interfacePermission', id: 'eni-perm-2' },
      head: { interface: 'eni-used', grantee: '2', permission: 'InstanceAttach', created },
    },
  );
const asked = (NetworkInterfaceId: string, InstanceId: string, more = {}) => ({
  RegionId: scope.region,
  NetworkInterfaceId,
  InstanceId,
  ...more,
});

const attached: readonly (readonly [title: string, interfaceId: string, instanceId: string, expected: string, more?: object])[] = [
  ['a trunk', 'eni-free', 'i-1', '!UnsupportedParameter TrunkNetworkInstanceId', { TrunkNetworkInstanceId: 'eni-2' }],
  ['no such interface', 'eni-none', 'i-1', '!InvalidEniId.NotFound eni-none'],
  ['no such instance', 'eni-free', 'i-none', '!InvalidEcsId.NotFound i-none'],
  ['a primary interface', 'eni-of-i-1', 'i-1', '!InvalidOperation.InvalidEniType'],
  ['an interface that is attached', 'eni-used', 'i-1', '!InvalidOperation.InvalidEniState'],
  ['an instance of another VPC', 'eni-free', 'i-vpc', '!InvalidOperation.VpcMismatch'],
  ['an instance in another zone', 'eni-free', 'i-zone', '!InvalidOperation.AvailabilityZoneMismatch'],
  ['an instance with as many as its type allows', 'eni-free', 'i-full', '!EniPerInstanceLimitExceeded'],
  ['more addresses than the type allows', 'eni-seven', 'i-1', '!InvalidOperation.Ipv4CountExceeded'],
  ['more IPv6 addresses and prefixes than the type allows', 'eni-prefixes', 'i-1', '!InvalidOperation.Ipv6CountExceeded'],
];
for (const [title, interfaceId, instanceId, expected, more] of attached) {
  test(`AttachNetworkInterface is refused: ${title}`, () => {
    const state = world();
    const before = new Map(state);
    assert.equal(replyOf(call(attachNetworkInterface, asked(interfaceId, instanceId, more), state)), expected);
    assert.deepEqual(state, before);
  });
}

test('AttachNetworkInterface puts an interface in use, and a type that is not known has no limit', () => {
  for (const id of ['i-1', 'i-unknown']) {
    const state = world();
    const before = headOf(state, 'eni-free');
    assert.deepEqual(replyOf(call(attachNetworkInterface, asked('eni-free', id), state)), {});
    const now = { status: 'InUse', instance: id, attached: makeCtx().now, networkCard: -1 };
    assert.deepEqual(headOf(state, 'eni-free'), { ...before, ...now });
  }
});

const detached: readonly (readonly [title: string, interfaceId: string, instanceId: string, expected: string, more?: object])[] = [
  ['a trunk', 'eni-used', 'i-full', '!UnsupportedParameter TrunkNetworkInstanceId', { TrunkNetworkInstanceId: 'eni-2' }],
  ['no such interface', 'eni-none', 'i-1', '!InvalidEniId.NotFound eni-none'],
  ['no such instance', 'eni-used', 'i-none', '!InvalidEcsId.NotFound i-none'],
  ['a primary interface', 'eni-of-i-1', 'i-1', '!InvalidOperation.DetachPrimaryEniNotAllowed'],
  ['an interface that is not attached', 'eni-free', 'i-1', '!InvalidOperation.InvalidEniState i-1'],
  ['an interface of another instance', 'eni-used', 'i-1', '!InvalidOperation.InvalidEniState i-1'],
];
for (const [title, interfaceId, instanceId, expected, more] of detached) {
  test(`DetachNetworkInterface is refused: ${title}`, () => {
    const state = world();
    const before = new Map(state);
    assert.equal(replyOf(call(detachNetworkInterface, asked(interfaceId, instanceId, more), state)), expected);
    assert.deepEqual(state, before);
  });
}

test('DetachNetworkInterface leaves an interface as it was before it was attached', () => {
  const state = world();
  const before = headOf(state, 'eni-free');
  call(attachNetworkInterface, asked('eni-free', 'i-1', { NetworkCardIndex: 1 }), state);
  assert.equal(headOf(state, 'eni-free').networkCard, 1);
  assert.deepEqual(replyOf(call(detachNetworkInterface, asked('eni-free', 'i-1'), state)), {});
  assert.deepEqual(headOf(state, 'eni-free'), before);
});

const remove = (NetworkInterfaceId: string, state = world()): unknown =>
  replyOf(call(deleteNetworkInterface, { RegionId: scope.region, NetworkInterfaceId }, state));

test('DeleteNetworkInterface: one that is not there, and one that is attached', () => {
  assert.equal(remove('eni-none'), '!InvalidEniId.NotFound eni-none');
  assert.equal(remove('eni-used'), '!InvalidOperation.InvalidEniState');
  assert.equal(remove('eni-of-i-1'), '!InvalidOperation.InvalidEniState');
});

test('DeleteNetworkInterface gives all addresses back, and takes the permissions on it along', () => {
  const state = world();
  const taken = Object.entries(usedIn(state, 'vsw-1'));
  assert.deepEqual(remove('eni-free', state), {});
  assert.equal(headOf(state, 'eni-free'), undefined);
  assert.deepEqual(
    Object.entries(usedIn(state, 'vsw-1')),
    taken.filter(([, of]) => of !== 'eni-free'),
  );
  assert.ok(!state.has(keyText({ ...scope, kind: 'interfacePermission', id: 'eni-perm-1' })));
  assert.ok(state.has(keyText({ ...scope, kind: 'interfacePermission', id: 'eni-perm-2' })));
});

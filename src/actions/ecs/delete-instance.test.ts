import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import deleteInstance from '#actions/ecs/delete-instance.ts';
import deleteInstances from '#actions/ecs/delete-instances.ts';
import { instanceIn, keyIn, secondaryOf, stateWith } from '#actions/ecs/instances/state.testing.ts';
import modifyInstanceAttribute from '#actions/ecs/modify-instance-attribute.ts';
import type { State } from '#domain/decide.testing.ts';
import type { InstanceHead } from '#domain/instance-head.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';
import { scope } from '#domain/samples.testing.ts';
import { keyText } from '#kit/deciding.ts';

const has = (state: State, kind: 'instance' | 'interface', id: string): boolean => state.has(keyText(keyIn(kind, id)));
const headOf = <H>(state: State, kind: 'instance' | 'interface', id: string): H => state.get(keyText(keyIn(kind, id)))!.head as H;
const addressesIn = (state: State): readonly string[] => [...(state.get(keyText(keyIn('vswitch', 'vsw-1')))?.parts.keys() ?? [])];

test('DeleteInstance takes the primary interface and its address, and a secondary one that goes with it', () => {
  const state = stateWith(instanceIn('i-1', { status: 'Stopped' }), secondaryOf('eni-9', 'i-1', { deleteOnRelease: true }));
  assert.deepEqual(replyOf(call(deleteInstance, { InstanceId: 'i-1' }, state)), {});
  assert.deepEqual(
    [has(state, 'instance', 'i-1'), has(state, 'interface', 'eni-1'), has(state, 'interface', 'eni-9')],
    [false, false, false],
  );
  assert.deepEqual(addressesIn(state), []);
});

test('DeleteInstance detaches a secondary interface that stays, with its groups and address', () => {
  const state = stateWith(instanceIn('i-1', { status: 'Stopped' }), secondaryOf('eni-9', 'i-1', { deleteOnRelease: false }));
  call(deleteInstance, { InstanceId: 'i-1' }, state);
  const nic = headOf<InterfaceHead>(state, 'interface', 'eni-9');
  assert.deepEqual([nic.status, nic.instance, nic.attached, nic.groups], ['Available', '', 0, ['sg-2']]);
  assert.deepEqual(addressesIn(state), ['172.16.0.200']);
});

test('DeleteInstance: a primary interface goes even where it says that it stays', () => {
  const state = stateWith(instanceIn('i-1', { status: 'Stopped' }, { deleteOnRelease: false }));
  call(deleteInstance, { InstanceId: 'i-1' }, state);
  assert.equal(has(state, 'interface', 'eni-1'), false);
});

test('DeleteInstance: a subscription that has ended goes where that was asked for', () => {
  const head = { status: 'Stopped', chargeType: 'PrePaid', expires: 1 } as const;
  assert.equal(replyOf(call(deleteInstance, { InstanceId: 'i-1' }, stateWith(instanceIn('i-1', head)))), '!ChargeTypeViolation');
  assert.deepEqual(
    replyOf(call(deleteInstance, { InstanceId: 'i-1', TerminateSubscription: true }, stateWith(instanceIn('i-1', head)))),
    {},
  );
});

test('DeleteInstances: all or none, and an id twice counts once', () => {
  const state = stateWith(instanceIn('i-1', { status: 'Stopped' }), instanceIn('i-2'));
  const remove = (InstanceId: readonly string[], Force = false) =>
    replyOf(call(deleteInstances, { RegionId: scope.region, InstanceId, Force }, state));
  assert.match(String(remove(['i-1', 'i-2'])), /^!IncorrectInstanceStatus .*i-2/);
  assert.equal(has(state, 'instance', 'i-1'), true);
  assert.deepEqual(remove(['i-1', 'i-2', 'i-1'], true), {});
  assert.equal(has(state, 'instance', 'i-1') || has(state, 'instance', 'i-2'), false);
});

test('ModifyInstanceAttribute changes what was asked for and keeps the rest', () => {
  const state = stateWith(instanceIn('i-1', { status: 'Stopped', description: 'kept' }));
  const before = headOf<InstanceHead>(state, 'instance', 'i-1');
  const params = {
    InstanceId: 'i-1',
    HostName: 'new-host',
    UserData: 'YQ==',
    EnableJumboFrame: true,
    'CpuOptions.Core': 1,
    Password: 'Passw0rd',
  } as const;
  assert.deepEqual(replyOf(call(modifyInstanceAttribute, params, state)), {});
  const { settings, ...after } = headOf<InstanceHead>(state, 'instance', 'i-1');
  const { settings: old, ...rest } = before;
  assert.deepEqual(after, { ...rest, hostName: 'new-host', userData: 'YQ==' });
  assert.deepEqual(settings, { ...old, jumboFrames: true, cpuCores: 1 });
});

test('ModifyInstanceAttribute replaces the groups of the primary interface and of no other', () => {
  const state = stateWith(instanceIn('i-1'), secondaryOf('eni-9', 'i-1', { groups: ['sg-1'] }));
  call(modifyInstanceAttribute, { InstanceId: 'i-1', SecurityGroupIds: ['sg-2', 'sg-1'] }, state);
  const groupsOf = (id: string) => headOf<InterfaceHead>(state, 'interface', id).groups;
  assert.deepEqual([groupsOf('eni-1'), groupsOf('eni-9')], [['sg-2', 'sg-1'], ['sg-1']]);
});

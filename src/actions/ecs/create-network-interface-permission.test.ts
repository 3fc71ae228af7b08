import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import createNetworkInterfacePermission from '#actions/ecs/create-network-interface-permission.ts';
import deleteNetworkInterfacePermission from '#actions/ecs/delete-network-interface-permission.ts';
import describeNetworkInterfacePermissions from '#actions/ecs/describe-network-interface-permissions.ts';
import { eni, vswitch } from '#actions/ecs/interfaces/state.testing.ts';
import { type State, stateOf } from '#domain/decide.testing.ts';
import { scope } from '#domain/samples.testing.ts';

const { region: RegionId, account } = scope;
const world = () => stateOf(vswitch('vsw-1'), ...eni('eni-1'), ...eni('eni-2', { addresses: ['172.16.0.2'] }));
const create = (state: State, NetworkInterfaceId: string, AccountId: number): unknown =>
  replyOf(call(createNetworkInterfacePermission, { RegionId, NetworkInterfaceId, AccountId, Permission: 'InstanceAttach' }, state));
const describe = (state: State, params: object): unknown =>
  replyOf(call(describeNetworkInterfacePermissions, { RegionId, ...params }, state));
const remove = (state: State, NetworkInterfacePermissionId: string): unknown =>
  replyOf(call(deleteNetworkInterfacePermission, { RegionId, NetworkInterfacePermissionId }, state));
type Made = { readonly NetworkInterfacePermission: { readonly NetworkInterfacePermissionId: string } };

test('permissions on an interface are made once an account, listed, and taken back', () => {
  const state = world();
  const made = create(state, 'eni-1', 2) as Made;
  const id = made.NetworkInterfacePermission.NetworkInterfacePermissionId;
  assert.match(id, /^eni-perm-/);
  assert.deepEqual(made.NetworkInterfacePermission, {
    NetworkInterfacePermissionId: id,
    NetworkInterfaceId: 'eni-1',
    AccountId: 2,
    ServiceName: '',
    Permission: 'InstanceAttach',
    PermissionState: 'Granted',
  });
  assert.deepEqual(create(state, 'eni-1', 2), made, 'asking again shows the same');
  const other = create(state, 'eni-1', 3) as Made;
  create(state, 'eni-2', 2);

  const listed = (...of: readonly Made[]) => ({
    NetworkInterfacePermissions: { NetworkInterfacePermission: of.map((one) => one.NetworkInterfacePermission) },
    PageNumber: 1,
    PageSize: 10,
    TotalCount: of.length,
  });
  assert.deepEqual(describe(state, { NetworkInterfaceId: 'eni-1' }), listed(made, other));
  assert.deepEqual(describe(state, { NetworkInterfacePermissionId: [id, 'eni-perm-none'] }), listed(made));
  assert.deepEqual(describe(state, { NetworkInterfaceId: 'eni-2', NetworkInterfacePermissionId: [id] }), listed());
  assert.deepEqual(remove(state, id), {});
  assert.deepEqual(describe(state, { NetworkInterfaceId: 'eni-1' }), listed(other));
});

test('permissions on an interface are refused', () => {
  const state = world();
  assert.equal(create(state, 'eni-none', 2), '!InvalidEniId.NotFound eni-none');
  assert.equal(create(state, 'eni-1', Number(account)), '!InvalidParameter AccountId');
  assert.equal(describe(state, {}), '!MissingParameter NetworkInterfaceId,NetworkInterfacePermissionId');
  assert.equal(remove(state, 'eni-perm-none'), '!InvalidNetworkInterfacePermissionId.NotFound eni-perm-none');
});

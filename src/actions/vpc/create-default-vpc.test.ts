import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import createDefaultVpc from '#actions/vpc/create-default-vpc.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { regionKey } from '#domain/finding.ts';
import type { VpcHead } from '#domain/network-heads.ts';
import { scope } from '#domain/samples.testing.ts';
import { ipv6BlockOf, plainNetwork } from '#domain/vpc.ts';
import { type Effect, keyText } from '#kit/deciding.ts';
import type { Values } from '#kit/shape.ts';

type Params = Omit<Values<typeof createDefaultVpc.params>, 'RegionId'>;
const group = (id: string, name: string): Effect => ({
  put: { account: scope.account, region: '', kind: 'resourceGroup', id },
  head: { name, displayName: '', created: 1 },
});
const region = (defaultVpc: string): Effect => ({ put: regionKey(scope), head: { defaultVpc, created: 7 } });
const regionIn = (state: ReturnType<typeof stateOf>) => state.get(keyText(regionKey(scope)))?.head;

function create(params: Params, ...start: readonly Effect[]) {
  const state = stateOf(group('rg-1', 'default'), group('rg-2', 'other'), ...start);
  const reply = replyOf(call(createDefaultVpc, { RegionId: scope.region, ...params }, state));
  if (typeof reply === 'string') return { reply };
  const { VpcId, VRouterId, RouteTableId } = reply as Record<string, string>;
  const head = state.get(keyText({ ...scope, kind: 'vpc', id: VpcId ?? '' }))?.head as VpcHead;
  assert.deepEqual(Object.keys(reply as object), ['VpcId', 'VRouterId', 'RouteTableId']);
  assert.deepEqual([head.router, head.routeTable], [VRouterId, RouteTableId]);
  return { id: VpcId ?? '', head, region: regionIn(state) };
}

const plain = {
  ...plainNetwork,
  name: 'default-NODELETING',
  description: '',
  cidr: '172.16.0.0/12',
  isDefault: true,
  resourceGroup: 'rg-1',
  tags: {},
  created: makeCtx().now,
};
const good: readonly (readonly [title: string, params: Params, over: object])[] = [
  ['as a new region has one', {}, {}],
  ['in a resource group', { ResourceGroupId: 'rg-2' }, { resourceGroup: 'rg-2' }],
  ['with an IPv6 block of its own', { EnableIpv6: true, Ipv6CidrBlock: 'FD00::/56' }, { ipv6Cidr: 'fd00::/56' }],
];
for (const [title, params, over] of good) {
  test(`CreateDefaultVpc: ${title}`, () => {
    const made = create(params, region(''));
    assert.ok(made.head, String(made.reply));
    const { router, routeTable, ...head } = made.head;
    assert.deepEqual(head, { ...plain, ...over });
    assert.deepEqual(made.region, { defaultVpc: made.id, created: 7 });
  });
}

test('CreateDefaultVpc: IPv6 without a block gives it one, and a region that was not known is now', () => {
  const made = create({ EnableIpv6: true });
  assert.equal(made.head?.ipv6Cidr, ipv6BlockOf(made.id ?? ''));
  assert.deepEqual(made.region, { defaultVpc: made.id, created: makeCtx().now });
});

const bad: readonly (readonly [title: string, params: Params, expected: string, defaultVpc?: string])[] = [
  ['a second one', {}, '!OperationDenied.DefaultVpcExist', 'vpc-1'],
  ['IPv6 block alone', { Ipv6CidrBlock: 'fd00::/56' }, '!MissingParam.EnableIpv6 The parameter EnableIpv6 is mandatory.'],
  ['IPv6 block', { EnableIpv6: true, Ipv6CidrBlock: 'fd00::/64' }, '!InvalidIpv6CidrBlock.Malformed'],
  ['resource group', { ResourceGroupId: 'rg-9' }, '!InvalidResourceGroupId'],
];
for (const [title, params, expected, defaultVpc = ''] of bad) {
  test(`CreateDefaultVpc refuses: ${title}`, () => assert.deepEqual(create(params, region(defaultVpc)), { reply: expected }));
}

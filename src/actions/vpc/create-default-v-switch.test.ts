import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import createDefaultVSwitch from '#actions/vpc/create-default-v-switch.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { regionKey } from '#domain/finding.ts';
import type { VSwitchHead } from '#domain/network-heads.ts';
import { scope, vpcHead, vswitchHead } from '#domain/samples.testing.ts';
import { type Effect, keyText } from '#kit/deciding.ts';

const vswitch = (id: string, over: Partial<VSwitchHead>): Effect => ({ put: { ...scope, kind: 'vswitch', id }, head: vswitchHead(over) });
const vpc = (ipv6Cidr = '', cidr = '172.16.0.0/12'): Effect => ({
  put: { ...scope, kind: 'vpc', id: 'vpc-1' },
  head: vpcHead({ isDefault: true, ipv6Cidr, cidr }),
});
const start = [
  { put: regionKey(scope), head: { defaultVpc: 'vpc-1', created: 1 } },
  vpc(),
  vswitch('vsw-1', { zone: 'cn-hangzhou-b', cidr: '172.16.0.0/20', isDefault: true, ipv6Cidr: 'fd00:0:0:7::/64' }),
  vswitch('vsw-2', { zone: 'cn-hangzhou-g', cidr: '172.16.17.0/24' }),
] as const;

function create(params: object, ...more: readonly Effect[]): unknown {
  const state = stateOf(...start, ...more);
  const { size } = state;
  const reply = replyOf(call(createDefaultVSwitch, { RegionId: scope.region, ZoneId: 'cn-hangzhou-g', ...params }, state));
  if (typeof reply === 'string') {
    assert.equal(state.size, size);
    return reply;
  }
  return state.get(keyText({ ...scope, kind: 'vswitch', id: (reply as { VSwitchId: string }).VSwitchId }))?.head;
}

const made = {
  name: 'default-NODELETING',
  description: '',
  vpc: 'vpc-1',
  zone: 'cn-hangzhou-g',
  cidr: '172.16.32.0/20',
  ipv6Cidr: '',
  isDefault: true,
  resourceGroup: 'rg-1',
  tags: {},
  created: makeCtx().now,
};
test('CreateDefaultVSwitch: the first free /20 of the default VPC', () => assert.deepEqual(create({}), made));
test('CreateDefaultVSwitch: with a /64', () => {
  assert.deepEqual(create({ Ipv6CidrBlock: 1 }, vpc('fd00::/56')), { ...made, ipv6Cidr: 'fd00:0:0:1::/64' });
});

const bad: readonly (readonly [title: string, params: object, expected: string, ...more: readonly Effect[]])[] = [
  ['zone', { ZoneId: 'cn-hangzhou-none' }, '!InvalidZoneId.NotFound'],
  ['a second one in a zone', { ZoneId: 'cn-hangzhou-b' }, '!OperationDenied.DefaultVSwitchExist'],
  [
    'a region without a default VPC',
    {},
    '!ResourceNotFound.VPC default VPC',
    { put: regionKey(scope), head: { defaultVpc: '', created: 1 } },
  ],
  ['a VPC that is full', {}, '!InvalidCidrBlock.Overlapped', vpc('', '172.16.0.0/19')],
  ['IPv6 in a VPC without', { Ipv6CidrBlock: 1 }, '!OperationDenied.VpcIpv6Disabled'],
  ['the IPv6 block of another VSwitch', { Ipv6CidrBlock: 7 }, '!InvalidIpv6CidrBlock.Overlapped', vpc('fd00::/56')],
];
for (const [title, params, expected, ...more] of bad) {
  test(`CreateDefaultVSwitch refuses: ${title}`, () => assert.equal(create(params, ...more), expected));
}

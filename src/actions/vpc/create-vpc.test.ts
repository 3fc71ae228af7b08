import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import createVpc from '#actions/vpc/create-vpc.ts';
import { type State, stateOf } from '#domain/decide.testing.ts';
import type { VpcHead } from '#domain/network-heads.ts';
import { scope } from '#domain/samples.testing.ts';
import { ipv6BlockOf, plainNetwork } from '#domain/vpc.ts';
import type { Values } from '#kit/shape.ts';

type Params = Omit<Values<typeof createVpc.params>, 'RegionId'>;
type Made = { readonly id: string; readonly head: VpcHead };

const resourceGroup = (id: string, name: string) => ({
  put: { account: scope.account, region: '', kind: 'resourceGroup', id },
  head: { name, displayName: '', created: 1 },
});
const seeded = (): State => stateOf(resourceGroup('rg-1', 'other'), resourceGroup('rg-2', 'default'));

function create(state: State, params: Params): Made | string {
  const called = call(createVpc, { RegionId: scope.region, ...params }, state);
  if ('code' in called) return String(replyOf(called));
  const [effect, ...others] = called.effects;
  assert.ok(effect && 'put' in effect && others.length === 0);
  const head = effect.head as VpcHead;
  assert.deepEqual(called.reply, {
    VpcId: effect.put.id,
    VRouterId: head.router,
    RouteTableId: head.routeTable,
    ResourceGroupId: head.resourceGroup,
  });
  assert.match(`${effect.put.id} ${head.router} ${head.routeTable}`, /^vpc-\w+ vrt-\w+ vtb-\w+$/);
  return { id: effect.put.id, head };
}

const plain = {
  ...plainNetwork,
  name: '',
  description: '',
  cidr: '172.16.0.0/12',
  isDefault: false,
  resourceGroup: 'rg-2',
  tags: {},
  created: makeCtx().now,
};
const good: readonly (readonly [title: string, params: Params, expected: object])[] = [
  ['without anything it has the default block and resource group', {}, plain],
  [
    'everything that is kept',
    { VpcName: 'x', Description: 'y', CidrBlock: '10.0.0.0/8', ResourceGroupId: 'rg-1', EnableDnsHostname: true },
    { ...plain, name: 'x', description: 'y', cidr: '10.0.0.0/8', resourceGroup: 'rg-1', dnsHostnames: true },
  ],
  ['a block that is not private', { CidrBlock: '8.0.0.0/16' }, { ...plain, cidr: '8.0.0.0/16' }],
  ['user CIDR blocks', { UserCidr: '192.168.0.0/12,8.8.8.0/24' }, { ...plain, userCidrs: ['192.168.0.0/12', '8.8.8.0/24'] }],
  [
    'an IPv6 block of its own, compressed',
    { EnableIpv6: true, Ipv6CidrBlock: '2001:0db8:0:6a00::/56', Ipv6Isp: 'BGP' },
    { ...plain, ipv6Cidr: '2001:db8:0:6a00::/56' },
  ],
  ['no IPv6', { EnableIpv6: false }, plain],
  ['tags', { Tag: [{ at: 'Tag.1', Key: 'a', Value: '1' }] }, { ...plain, tags: { a: '1' } }],
  ['masks without a pool are ignored', { Ipv4CidrMask: 12, Ipv6CidrMask: 56 }, plain],
];
for (const [title, params, expected] of good) {
  test(`CreateVpc: ${title}`, () => {
    const made = create(seeded(), params);
    assert.ok(typeof made === 'object', String(made));
    const { router, routeTable, ...rest } = made.head;
    assert.deepEqual(rest, expected);
  });
}

test('CreateVpc: IPv6 without a block of its own gives it one', () => {
  const made = create(seeded(), { EnableIpv6: true }) as Made;
  assert.equal(made.head.ipv6Cidr, ipv6BlockOf(made.id));
});

test('CreateVpc: an account without resource groups gets a VPC without one', () => {
  assert.equal((create(stateOf(), {}) as Made).head.resourceGroup, '');
});

const bad: readonly (readonly [title: string, params: Params, expected: string])[] = [
  ['name', { VpcName: 'https://x' }, '!InvalidVpcName.Malformed'],
  ['name too long', { VpcName: 'x'.repeat(129) }, '!InvalidVpcName.Malformed'],
  ['description', { Description: 'x'.repeat(257) }, '!InvalidVpcDiscription.Malformed'],
  ['block', { CidrBlock: '10.0.0.1/16' }, '!InvalidParameter#cidr 10.0.0.1/16'],
  ['length of the block', { CidrBlock: '10.0.0.0/29' }, '!IllegalParam.CidrBlockMask 10.0.0.0/29'],
  ['block in a kept range', { CidrBlock: '127.0.0.0/8' }, '!OperationDenied.CidrInExcludeCidrs 127.0.0.0/8'],
  ['user CIDR block', { UserCidr: 'x' }, '!InvalidParameter#userCidr'],
  ['length of a user CIDR block', { UserCidr: '10.0.0.0/33' }, '!InvalidParameter#userCidrMask'],
  ['number of user CIDR blocks', { UserCidr: '1.0.0.0/8,2.0.0.0/8,3.0.0.0/8,4.0.0.0/8' }, '!InvalidUserCidr.Quota'],
  ['user CIDR block of carriers', { UserCidr: '100.64.0.0/10' }, '!InvalidUserCidr.Malformed'],
  ['IPv6 block without IPv6', { Ipv6CidrBlock: '2001:db8::/56' }, '!MissingParam.EnableIpv6 The parameter EnableIpv6 is mandatory.'],
  ['IPv6 block', { EnableIpv6: true, Ipv6CidrBlock: '2001:db8::/64' }, '!InvalidIpv6CidrBlock.Malformed'],
  ['IPv6 line', { EnableIpv6: true, Ipv6Isp: 'ChinaMobile' }, '!UnsupportedFeature.Ipv6Isp'],
  ['IPAM pool', { Ipv4IpamPoolId: 'ipam-pool-1' }, '!UnsupportedFeature.IPAM'],
  ['IPv6 IPAM pool', { Ipv6IpamPoolId: 'ipam-pool-1' }, '!UnsupportedFeature.IPAM'],
  ['tag key', { Tag: [{ at: 'Tag.7', Key: 'acs:x' }] }, '!IllegalParam.TagKey Tag.7.Key'],
  ['tag value', { Tag: [{ at: 'Tag.7', Key: 'x', Value: 'http://y' }] }, '!IllegalParam.TagValue Tag.7.Value'],
  [
    'repeated tag',
    {
      Tag: [
        { at: 'Tag.1', Key: 'x' },
        { at: 'Tag.2', Key: 'x' },
      ],
    },
    '!Duplicate.TagKey Tag.2.Key',
  ],
  ['resource group', { ResourceGroupId: 'rg-none' }, '!InvalidResourceGroupId'],
  ['resource group, on a dry run', { ResourceGroupId: 'rg-none', DryRun: true }, '!InvalidResourceGroupId'],
  ['dry run that passes', { DryRun: true }, '!DryRunOperation'],
];
for (const [title, params, expected] of bad) {
  test(`CreateVpc refuses: ${title}`, () => {
    const state = seeded();
    assert.equal(create(state, params), expected);
    assert.equal(state.size, 2);
  });
}

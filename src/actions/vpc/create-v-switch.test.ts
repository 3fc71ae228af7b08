import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import createVSwitch from '#actions/vpc/create-v-switch.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { VSwitchHead } from '#domain/network-heads.ts';
import { scope, vpcHead, vswitchHead } from '#domain/samples.testing.ts';
import type { Effect } from '#kit/deciding.ts';
import type { Values } from '#kit/shape.ts';

type Params = Partial<Values<typeof createVSwitch.params>>;
const vpc = (id: string, over = {}): Effect => ({ put: { ...scope, kind: 'vpc', id }, head: vpcHead({ cidr: '172.16.0.0/16', ...over }) });
const vswitch = (id: string, over: Partial<VSwitchHead>): Effect => ({ put: { ...scope, kind: 'vswitch', id }, head: vswitchHead(over) });
const state = () =>
  stateOf(
    vpc('vpc-1', { secondaryCidrs: ['10.0.0.0/24'], ipv6Cidr: 'fd00:0:0:bc00::/56', resourceGroup: 'rg-7' }),
    vpc('vpc-2'),
    vpc('vpc-3', { cidr: '10.9.0.0/29' }),
    vswitch('vsw-1', { vpc: 'vpc-1', cidr: '172.16.0.0/24', ipv6Cidr: 'fd00:0:0:bc07::/64' }),
    vswitch('vsw-2', { vpc: 'vpc-2', cidr: '172.16.1.0/24' }),
    vswitch('vsw-3', { vpc: 'vpc-3', cidr: '10.9.0.0/29' }),
  );

const plain = { VpcId: 'vpc-1', ZoneId: 'cn-hangzhou-g', CidrBlock: '172.16.1.0/24' };
function create(params: Params): unknown {
  const before = state();
  const { size } = before;
  const called = call(createVSwitch, { ...plain, ...params } as Values<typeof createVSwitch.params>, before);
  if ('code' in called) {
    assert.equal(before.size, size);
    return replyOf(called);
  }
  const [effect, ...others] = called.effects;
  assert.ok(effect && 'put' in effect && others.length === 0);
  assert.deepEqual(called.reply, { VSwitchId: effect.put.id });
  assert.match(effect.put.id, /^vsw-/);
  return effect.head;
}

const made = {
  name: '',
  description: '',
  vpc: 'vpc-1',
  zone: 'cn-hangzhou-g',
  cidr: '172.16.1.0/24',
  ipv6Cidr: '',
  isDefault: false,
  resourceGroup: 'rg-7',
  tags: {},
  created: makeCtx().now,
};
const without = { CidrBlock: undefined } as unknown as Params;
const good: readonly (readonly [title: string, params: Params, expected: object])[] = [
  ['beside the VSwitch of the VPC, whatever another VPC has', {}, made],
  [
    'everything that is kept',
    { VSwitchName: 'x', Description: 'y', Tag: [{ at: 'Tag.1', Key: 'a', Value: '1' }] },
    { ...made, name: 'x', description: 'y', tags: { a: '1' } },
  ],
  ['in a secondary block', { CidrBlock: '10.0.0.0/29' }, { ...made, cidr: '10.0.0.0/29' }],
  ['the first free block of a length', { ...without, CidrMask: 24 }, { ...made, cidr: '172.16.1.0/24' }],
  [
    'the first free block is not one of another VPC',
    { ...without, CidrMask: 25, VpcId: 'vpc-2' },
    { ...made, vpc: 'vpc-2', cidr: '172.16.0.0/25', resourceGroup: 'rg-1' },
  ],
  ['CidrBlock before CidrMask', { CidrMask: 29 }, made],
  ['a /64', { Ipv6CidrBlock: 12, Ipv6CidrMask: 64 }, { ...made, ipv6Cidr: 'fd00:0:0:bc0c::/64' }],
  [
    'a /64 of the block that is named',
    { Ipv6CidrBlock: 0, VpcIpv6CidrBlock: 'fd00:0:0:bc00::/56' },
    { ...made, ipv6Cidr: 'fd00:0:0:bc00::/64' },
  ],
];
for (const [title, params, expected] of good) test(`CreateVSwitch: ${title}`, () => assert.deepEqual(create(params), expected));

const bad: readonly (readonly [title: string, params: Params, expected: string])[] = [
  ['name', { VSwitchName: 'http://x' }, '!InvalidVSwitchName.Malformed'],
  ['description', { Description: 'https://x' }, '!InvalidVSwitchDiscription.Malformed'],
  ['neither block nor length', without, '!MissingParameter'],
  ['block', { CidrBlock: '172.16.1.1/24' }, '!InvalidCidrBlock.Malformed'],
  ['length of the block', { CidrBlock: '172.16.0.0/30' }, '!InvalidCirdrBlock.MaskLength'],
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
  ['VPC', { VpcId: 'vpc-9' }, '!InvalidVpcId.NotFound'],
  ['zone', { ZoneId: 'cn-hangzhou-none' }, '!InvalidZoneId.NotFound'],
  ['block outside the VPC', { CidrBlock: '8.0.0.0/24' }, '!InvalidParameter#cidr'],
  ['block of another VSwitch', { CidrBlock: '172.16.0.128/25' }, '!InvalidCidrBlock.Overlapped'],
  ['no free block of that length', { ...without, CidrMask: 29, VpcId: 'vpc-3' }, '!InvalidCidrBlock.Overlapped'],
  ['IPv6 in a VPC without', { VpcId: 'vpc-2', CidrBlock: '172.16.3.0/24', Ipv6CidrBlock: 1 }, '!OperationDenied.VpcIpv6Disabled'],
  ['IPv6 block of another VSwitch', { Ipv6CidrBlock: 7 }, '!InvalidIpv6CidrBlock.Overlapped'],
  ['IPv6 block of the VPC', { Ipv6CidrBlock: 1, VpcIpv6CidrBlock: 'x' }, '!InvalidVpcIpv6CidrBlock.NotFound'],
];
for (const [title, params, expected] of bad) test(`CreateVSwitch refuses: ${title}`, () => assert.equal(create(params), expected));

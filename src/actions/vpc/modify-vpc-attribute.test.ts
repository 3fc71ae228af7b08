import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import modifyVpcAttribute from '#actions/vpc/modify-vpc-attribute.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { VpcHead } from '#domain/network-heads.ts';
import { scope, vpcHead, vswitchHead } from '#domain/samples.testing.ts';
import { ipv6BlockOf } from '#domain/vpc.ts';
import { keyText } from '#kit/deciding.ts';
import type { Values } from '#kit/shape.ts';

type Params = Omit<Values<typeof modifyVpcAttribute.params>, 'VpcId'>;
const key = { ...scope, kind: 'vpc', id: 'vpc-1' };
/** The VPC as it stands after the request, or what it was refused with; a refusal must have changed nothing. */
function modify(over: Partial<VpcHead>, params: Params, vswitch = {}): unknown {
  const before = vpcHead({ cidr: '172.16.0.0/16', ...over });
  const state = stateOf(
    { put: key, head: before },
    { put: { ...scope, kind: 'vswitch', id: 'vsw-1' }, head: vswitchHead({ cidr: '172.16.9.0/24', ...vswitch }) },
  );
  const reply = replyOf(call(modifyVpcAttribute, { VpcId: 'vpc-1', ...params }, state));
  const after = state.get(keyText(key))?.head as VpcHead;
  if (typeof reply === 'string') assert.deepEqual(after, before);
  else assert.deepEqual(reply, {});
  return typeof reply === 'string' ? reply : Object.fromEntries(Object.entries(after).filter(([k, v]) => v !== before[k as keyof VpcHead]));
}

const ipv6 = 'fd00::/56';
const good: readonly (readonly [title: string, over: Partial<VpcHead>, params: Params, changed: object])[] = [
  ['nothing sent changes nothing', {}, {}, {}],
  ['name and description', {}, { VpcName: 'x', Description: 'y' }, { name: 'x', description: 'y' }],
  ['DNS host names on', {}, { EnableDnsHostname: true }, { dnsHostnames: true }],
  ['DNS host names off', { dnsHostnames: true }, { EnableDnsHostname: false }, { dnsHostnames: false }],
  ['IPv6 on', {}, { EnableIPv6: true }, { ipv6Cidr: ipv6BlockOf('vpc-1') }],
  ['IPv6 on, with a block of its own', {}, { EnableIPv6: true, Ipv6CidrBlock: 'FD00::/56', Ipv6Isp: 'BGP' }, { ipv6Cidr: ipv6 }],
  ['IPv6 that is on keeps its block', { ipv6Cidr: ipv6 }, { EnableIPv6: true, Ipv6CidrBlock: 'fd01::/56' }, {}],
  ['IPv6 off', { ipv6Cidr: ipv6 }, { EnableIPv6: false }, { ipv6Cidr: '' }],
  ['a larger block', {}, { CidrBlock: '172.16.0.0/12' }, { cidr: '172.16.0.0/12' }],
  ['a smaller block that holds the VSwitch', {}, { CidrBlock: '172.16.0.0/17' }, { cidr: '172.16.0.0/17' }],
  ['the block of a default VPC, unchanged', { isDefault: true }, { CidrBlock: '172.16.0.0/16' }, {}],
];
for (const [title, over, params, changed] of good) {
  test(`ModifyVpcAttribute: ${title}`, () => assert.deepEqual(modify(over, params), changed));
}

const bad: readonly (readonly [title: string, params: Params, expected: string, over?: Partial<VpcHead>, vswitch?: object])[] = [
  ['name', { VpcName: 'http://x' }, '!InvalidVpcName.Malformed'],
  ['description', { Description: 'x'.repeat(257) }, '!InvalidVpcDiscription.Malformed'],
  ['IPv6 block alone', { Ipv6CidrBlock: ipv6 }, '!MissingParam.EnableIpv6 The parameter EnableIpv6 is mandatory.'],
  ['IPv6 block', { EnableIPv6: true, Ipv6CidrBlock: 'fd00::/64' }, '!InvalidIpv6CidrBlock.Malformed'],
  ['IPv6 line', { EnableIPv6: true, Ipv6Isp: 'ChinaMobile' }, '!UnsupportedFeature.Ipv6Isp'],
  ['block', { CidrBlock: '172.16.0.1/16' }, '!InvalidCidrBlock.Malformed'],
  ['length of the block', { CidrBlock: '172.0.0.0/7' }, '!InvalidCidrBlock.Malformed'],
  ['a block elsewhere', { CidrBlock: '192.168.0.0/16' }, '!InvalidParameter'],
  ['a block that leaves the VSwitch out', { CidrBlock: '172.16.0.0/24' }, '!InvalidParameter'],
  [
    'a block over a secondary one',
    { CidrBlock: '172.16.0.0/12' },
    '!OperationDenied.CidrConflictWithExistCidr',
    { secondaryCidrs: ['172.17.0.0/16'] },
  ],
  ['the block of a default VPC', { CidrBlock: '172.16.0.0/12' }, '!OperationDenied.DefaultVpc', { isDefault: true }],
  ['IPv6 off while a VSwitch has it', { EnableIPv6: false }, '!DependencyViolation.VSwitch', { ipv6Cidr: ipv6 }, { ipv6Cidr: 'fd00::/64' }],
];
for (const [title, params, expected, over = {}, vswitch = {}] of bad) {
  test(`ModifyVpcAttribute refuses: ${title}`, () => assert.equal(modify(over, params, vswitch), expected));
}

test('ModifyVpcAttribute refuses: a VPC that does not exist', () => {
  assert.equal(replyOf(call(modifyVpcAttribute, { VpcId: 'vpc-1' }, stateOf())), '!InvalidVpcId.NotFound');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import modifyVSwitchAttribute from '#actions/vpc/modify-v-switch-attribute.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { VSwitchHead } from '#domain/network-heads.ts';
import { scope, vpcHead, vswitchHead } from '#domain/samples.testing.ts';
import { keyText } from '#kit/deciding.ts';
import type { Values } from '#kit/shape.ts';

type Params = Omit<Values<typeof modifyVSwitchAttribute.params>, 'VSwitchId'>;
const key = { ...scope, kind: 'vswitch', id: 'vsw-1' } as const;
/** What changed of the VSwitch, or what the request was refused with; a refusal must have changed nothing. */
function modify(ipv6Cidr: string, params: Params, { vpcIpv6 = 'fd00::/56', address = '10.0.0.1', id = 'vsw-1' } = {}): unknown {
  const before = vswitchHead({ ipv6Cidr });
  const state = stateOf(
    { put: { ...scope, kind: 'vpc', id: 'vpc-1' }, head: vpcHead({ ipv6Cidr: vpcIpv6 }) },
    { put: key, head: before },
    { part: key, id: address, row: { address, interface: 'eni-1' } },
    { put: { ...key, id: 'vsw-2' }, head: vswitchHead({ ipv6Cidr: 'fd00:0:0:7::/64' }) },
  );
  const reply = replyOf(call(modifyVSwitchAttribute, { VSwitchId: id, ...params }, state));
  const after = state.get(keyText(key))?.head as VSwitchHead;
  if (typeof reply === 'string') assert.deepEqual(after, before);
  else assert.deepEqual(reply, {});
  return typeof reply === 'string'
    ? reply
    : Object.fromEntries(Object.entries(after).filter(([k, v]) => v !== before[k as keyof VSwitchHead]));
}

const first = 'fd00:0:0:1::/64';
const good: readonly (readonly [title: string, ipv6: string, params: Params, changed: object])[] = [
  ['nothing sent changes nothing', first, {}, {}],
  ['name and description', '', { VSwitchName: 'x', Description: 'y' }, { name: 'x', description: 'y' }],
  ['IPv6 on', '', { EnableIPv6: true, Ipv6CidrBlock: 1 }, { ipv6Cidr: first }],
  ['IPv6 on by its block alone', '', { Ipv6CidrBlock: 1, Ipv6CidrMask: 64, VpcIpv6CidrBlock: 'fd00::/56' }, { ipv6Cidr: first }],
  ['IPv6 that is on, once more', first, { EnableIPv6: true, Ipv6CidrBlock: 1 }, {}],
  ['IPv6 that is on, without a block', first, { EnableIPv6: true }, {}],
  ['IPv6 off, whatever the block', first, { EnableIPv6: false, Ipv6CidrBlock: 7 }, { ipv6Cidr: '' }],
];
for (const [title, ipv6, params, changed] of good) {
  test(`ModifyVSwitchAttribute: ${title}`, () => assert.deepEqual(modify(ipv6, params), changed));
}

const bad: readonly (readonly [title: string, ipv6: string, params: Params, expected: string, more?: object])[] = [
  ['name', '', { VSwitchName: 'http://x' }, '!InvalidVSwitchName.Malformed'],
  ['description', '', { Description: 'https://x' }, '!InvalidVSwitchDiscription.Malformed'],
  ['a VSwitch that does not exist', '', {}, '!InvalidVSwitchId.NotFound', { id: 'vsw-9' }],
  ['IPv6 on without a block', '', { EnableIPv6: true }, '!MissingParameter'],
  ['IPv6 in a VPC without', '', { Ipv6CidrBlock: 1 }, '!OperationDenied.VpcIpv6Disabled', { vpcIpv6: '' }],
  ['the block of another VSwitch', '', { Ipv6CidrBlock: 7 }, '!InvalidIpv6CidrBlock.Overlapped'],
  ['a block of another VPC', '', { Ipv6CidrBlock: 1, VpcIpv6CidrBlock: 'fd01::/56' }, '!InvalidVpcIpv6CidrBlock.NotFound'],
  ['another block than it has', first, { Ipv6CidrBlock: 2 }, '!OperationDenied.Ipv6CidrBlockExist'],
  ['IPv6 off while an address is in use', first, { EnableIPv6: false }, '!DependencyViolation', { address: 'fd00:0:0:1::1' }],
];
for (const [title, ipv6, params, expected, more] of bad) {
  test(`ModifyVSwitchAttribute refuses: ${title}`, () => assert.equal(modify(ipv6, params, more), expected));
}

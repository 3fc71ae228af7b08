import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import associateVpcCidrBlock from '#actions/vpc/associate-vpc-cidr-block.ts';
import unassociateVpcCidrBlock from '#actions/vpc/unassociate-vpc-cidr-block.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { VpcHead } from '#domain/network-heads.ts';
import { scope, vpcHead, vswitchHead } from '#domain/samples.testing.ts';
import { keyText } from '#kit/deciding.ts';

const key = { ...scope, kind: 'vpc', id: 'vpc-1' };
type Which = typeof associateVpcCidrBlock | typeof unassociateVpcCidrBlock;
/** The reply and the secondary blocks after it. */
function send(action: Which, secondaryCidrs: readonly string[], params: object): readonly [reply: unknown, blocks: readonly string[]] {
  const state = stateOf(
    { put: key, head: vpcHead({ cidr: '172.16.0.0/16', secondaryCidrs }) },
    { put: { ...scope, kind: 'vswitch', id: 'vsw-1' }, head: vswitchHead({ cidr: '10.0.9.0/24' }) },
  );
  const reply = replyOf(call(action as typeof associateVpcCidrBlock, { RegionId: scope.region, VpcId: 'vpc-1', ...params }, state));
  const after = state.get(keyText(key))?.head as VpcHead;
  return [reply, after.secondaryCidrs];
}

test('AssociateVpcCidrBlock: the block comes after those that are there', () => {
  const added = send(associateVpcCidrBlock, ['10.0.0.0/16'], { SecondaryCidrBlock: '10.1.0.0/16', IpVersion: 'IPV4' });
  assert.deepEqual(added, [{ CidrBlock: '10.1.0.0/16', IpVersion: 'IPV4' }, ['10.0.0.0/16', '10.1.0.0/16']]);
});

const blocks = (count: number) => Array.from({ length: count }, (_, n) => `10.${n}.0.0/16`);
test('AssociateVpcCidrBlock: a fifth block', () => {
  assert.deepEqual(send(associateVpcCidrBlock, blocks(4), { SecondaryCidrBlock: '10.9.0.0/16' })[1], [...blocks(4), '10.9.0.0/16']);
});

const bad: readonly (readonly [title: string, params: object, expected: string, has?: readonly string[]])[] = [
  ['no block', {}, '!MissingParameter'],
  ['an IPAM pool', { IpamPoolId: 'ipam-pool-1' }, '!UnsupportedFeature.IPAM'],
  ['IPv6', { IpVersion: 'IPV6' }, '!UnsupportedFeature.SecondaryIpv6CidrBlock'],
  ['an IPv6 block', { IPv6CidrBlock: 'fd00::/56' }, '!UnsupportedFeature.SecondaryIpv6CidrBlock'],
  ['malformed', { SecondaryCidrBlock: '10.0.0.1/16' }, '!InvalidCidrBlock.Malformed 10.0.0.1/16'],
  ['length', { SecondaryCidrBlock: '10.0.0.0/8' }, '!IllegalParam.CidrBlockMask 10.0.0.0/8'],
  ['a kept range', { SecondaryCidrBlock: '100.64.0.0/16' }, '!OperationDenied.CidrInExcludeCidrs 100.64.0.0/16'],
  ['a part of the main block', { SecondaryCidrBlock: '172.16.1.0/24' }, '!OperationDenied.CidrConflictWithExistCidr 172.16.1.0/24'],
  ['a block that is there', { SecondaryCidrBlock: '10.0.0.0/16' }, '!OperationDenied.CidrConflictWithExistCidr 10.0.0.0/16', blocks(1)],
  ['a sixth block', { SecondaryCidrBlock: '10.9.0.0/16' }, '!QuotaExceeded.SecondaryCidrBlock', blocks(5)],
  ['a VPC that does not exist', { VpcId: 'vpc-9', SecondaryCidrBlock: '10.0.0.0/16' }, '!InvalidVpcId.NotFound'],
];
for (const [title, params, expected, has = []] of bad) {
  test(`AssociateVpcCidrBlock refuses: ${title}`, () => assert.deepEqual(send(associateVpcCidrBlock, has, params), [expected, has]));
}

const has = ['10.0.0.0/16', '10.1.0.0/16'];
const removals: readonly (readonly [title: string, params: object, expected: unknown, left?: readonly string[]])[] = [
  ['a block without VSwitches', { SecondaryCidrBlock: '10.1.0.0/16' }, {}, ['10.0.0.0/16']],
  ['a block with a VSwitch', { SecondaryCidrBlock: '10.0.0.0/16' }, '!DependencyViolation.VSwitch'],
  ['the main block', { SecondaryCidrBlock: '172.16.0.0/16' }, '!ResourceNotFound.CidrBlock 172.16.0.0/16'],
  ['an IPv6 block', { IPv6CidrBlock: 'fd00::/56' }, '!ResourceNotFound.CidrBlock fd00::/56'],
  ['no block', {}, '!MissingParameter'],
  ['a VPC that does not exist', { VpcId: 'vpc-9', SecondaryCidrBlock: '10.1.0.0/16' }, '!InvalidVpcId.NotFound'],
];
for (const [title, params, expected, left = has] of removals) {
  test(`UnassociateVpcCidrBlock: ${title}`, () => assert.deepEqual(send(unassociateVpcCidrBlock, has, params), [expected, left]));
}

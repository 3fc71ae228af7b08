import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, stateOf } from '#domain/decide.testing.ts';
import { all } from '#domain/finding.ts';
import { scope, vswitchHead } from '#domain/samples.testing.ts';
import {
  capacityOfBlock,
  chooseIpv6,
  freeAddresses,
  ipv6SubnetOf,
  vswitchesOf,
  vswitchFormFault,
  vswitchIdsOf,
  vswitchPlaceFault,
} from '#domain/vswitch.ts';
import type { Effect } from '#kit/deciding.ts';

const capacities: readonly (readonly [cidr: string, expected: number])[] = [
  ['192.168.1.0/24', 252],
  ['172.16.0.0/20', 4092],
  ['10.0.0.0/16', 65532],
  ['10.0.0.0/29', 4],
];
for (const [cidr, expected] of capacities) test(`capacity of ${cidr}`, () => assert.equal(capacityOfBlock(cidr), expected));

const forms: readonly (readonly [text: string, expected: string | undefined])[] = [
  ['10.0.0.0/16', undefined],
  ['10.0.0.0/29', undefined],
  ['10.0.0.0/15', 'length'],
  ['10.0.0.0/30', 'length'],
  ['10.0.0.1/24', 'malformed'],
  ['10.0.0.0', 'malformed'],
  ['fd00::/64', 'malformed'],
];
for (const [text, expected] of forms) test(`form of a VSwitch block: ${text}`, () => assert.equal(vswitchFormFault(text), expected));

const blocks = ['172.16.0.0/12', '10.0.0.0/16'];
const places: readonly (readonly [title: string, text: string, expected: string | undefined])[] = [
  ['in the main block', '172.20.0.0/16', undefined],
  ['in a secondary block', '10.0.3.0/24', undefined],
  ['as large as a block of the VPC', '10.0.0.0/16', 'overlap'],
  ['in none', '192.168.0.0/24', 'outside'],
  ['larger than the block', '10.0.0.0/8', 'outside'],
  ['over another VSwitch', '10.0.0.128/25', 'overlap'],
  ['around another VSwitch', '172.16.0.0/16', 'overlap'],
];
for (const [title, text, expected] of places) {
  test(`place of a VSwitch block: ${title}`, () =>
    assert.equal(vswitchPlaceFault(text, blocks, ['10.0.0.0/24', '172.16.9.0/24']), expected));
}

const subnets: readonly (readonly [vpc: string, number: number, expected: string])[] = [
  ['2001:db8:0:6a00::/56', 12, '2001:db8:0:6a0c::/64'],
  ['2001:db8:0:6a00::/56', 0, '2001:db8:0:6a00::/64'],
  ['fd00::/56', 0, 'fd00::/64'],
  ['fd00::/56', 255, 'fd00:0:0:ff::/64'],
  ['fd12:3456:789a:bc00::/56', 16, 'fd12:3456:789a:bc10::/64'],
];
for (const [vpc, number, expected] of subnets)
  test(`/64 number ${number} of ${vpc}`, () => assert.equal(ipv6SubnetOf(vpc, number), expected));

const choices: readonly (readonly [title: string, vpc: string, number: number, block: string | undefined, expected: object])[] = [
  ['of the VPC', 'fd00::/56', 1, undefined, { cidr: 'fd00:0:0:1::/64' }],
  ['of the block that was named', 'fd00::/56', 1, 'FD00:0::/56', { cidr: 'fd00:0:0:1::/64' }],
  ['of a VPC without IPv6', '', 1, undefined, { fault: 'off' }],
  ['of a block that the VPC does not have', 'fd00::/56', 1, 'fd01::/56', { fault: 'foreign' }],
  ['of no block', 'fd00::/56', 1, 'x', { fault: 'foreign' }],
  ['that another VSwitch has', 'fd00::/56', 7, undefined, { fault: 'taken' }],
];
for (const [title, vpc, number, block, expected] of choices) {
  test(`the IPv6 block ${title}`, () => assert.deepEqual(chooseIpv6(vpc, { number, block }, ['fd00:0:0:7::/64']), expected));
}

const vswitch = (id: string, vpc: string, over = {}): Effect => ({
  put: { ...scope, kind: 'vswitch', id },
  head: vswitchHead({ vpc, ...over }),
});
const used = (id: string, address: string): Effect => ({
  part: { ...scope, kind: 'vswitch', id },
  id: address,
  row: { address, interface: 'eni-1' },
});

test('free addresses: one for each address in use, sixteen for a prefix, none for IPv6', () => {
  const key = { ...scope, kind: 'vswitch', id: 'vsw-1' } as const;
  const state = stateOf(
    vswitch('vsw-1', 'vpc-1', { cidr: '10.0.0.0/24' }),
    ...['10.0.0.1', '10.0.0.2', '10.0.0.32/28', 'fd00::1', 'fd00:0:0:0:1::/80'].map((address) => used('vsw-1', address)),
  );
  assert.equal(freeAddresses('10.0.0.0/24', decide(all(key), state)), 252 - 2 - 16);
  assert.equal(freeAddresses('10.0.0.0/24', decide(all({ ...key, id: 'vsw-9' }), state)), 252);
});

test('the VSwitches of a VPC are its own, in order of creation', () => {
  const state = stateOf(vswitch('vsw-2', 'vpc-1'), vswitch('vsw-1', 'vpc-1'), vswitch('vsw-3', 'vpc-2'));
  assert.deepEqual(decide(vswitchIdsOf(scope, 'vpc-1'), state), ['vsw-1', 'vsw-2']);
  assert.deepEqual(
    decide(vswitchesOf(scope, 'vpc-1'), state).map(({ key }) => key.id),
    ['vsw-1', 'vsw-2'],
  );
});

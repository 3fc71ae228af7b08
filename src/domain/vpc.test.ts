import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  defaultVpcBlock,
  ipv6BlockOf,
  newBlockFault,
  readUserCidrs,
  readVpcIpv6,
  secondaryBlockFault,
  vpcBlockFault,
} from '#domain/vpc.ts';

const blocks: readonly (readonly [title: string, block: string, expected: string | undefined])[] = [
  ['the default is one', defaultVpcBlock, undefined],
  ['a private block', '10.0.0.0/8', undefined],
  ['a block that is not private', '8.0.0.0/8', undefined],
  ['an address is none', '10.0.0.0', 'malformed'],
  ['IPv6 is none', '2001:db8::/56', 'malformed'],
  ['host bits are a fault', '10.0.0.1/16', 'malformed'],
  ['length 28 is the longest', '10.0.0.0/28', undefined],
  ['29 is too long', '10.0.0.0/29', 'length'],
  ['7 is too short', '10.0.0.0/7', 'length'],
  ['carrier addresses are kept', '100.64.0.0/10', 'kept'],
  ['so is a part of them', '100.100.0.0/16', 'kept'],
  ['so is what holds them', '100.0.0.0/8', 'kept'],
  ['what lies beside them is not', '100.128.0.0/10', undefined],
  ['multicast is kept', '239.0.0.0/8', 'kept'],
  ['loopback is kept', '127.1.0.0/16', 'kept'],
  ['link-local is kept', '169.254.0.0/24', 'kept'],
];
for (const [title, block, expected] of blocks) test(`VPC blocks: ${title}`, () => assert.equal(vpcBlockFault(block), expected));

test('VPC blocks: kept exactly where an address of it lies in a kept range', () => {
  const ranges = ['100.64.0.0/10', '224.0.0.0/4', '127.0.0.0/8', '169.254.0.0/16'].map((range) => {
    const [address = '', length = ''] = range.split('/');
    const first = address.split('.').reduce((n, octet) => n * 256 + Number(octet), 0);
    return [first, first + 2 ** (32 - Number(length)) - 1] as const;
  });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 8, max: 28 }), (address, length) => {
      const size = 2 ** (32 - length);
      const first = address - (address % size);
      const text = `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${length}`;
      const kept = ranges.some(([from, to]) => first <= to && from <= first + size - 1);
      assert.equal(vpcBlockFault(text), kept ? 'kept' : undefined, text);
    }),
  );
});

const vpc = { cidr: '172.16.0.0/16', secondaryCidrs: ['10.1.0.0/16'] };
const secondary: readonly (readonly [title: string, text: string, expected: string | undefined])[] = [
  ['beside the others', '10.2.0.0/16', undefined],
  ['of length 28', '10.2.0.0/28', undefined],
  ['too short', '10.0.0.0/15', 'length'],
  ['too long', '10.2.0.0/29', 'length'],
  ['no block', '10.2.0.1/16', 'malformed'],
  ['in a kept range', '100.64.0.0/16', 'kept'],
  ['starting with 0', '0.1.0.0/16', 'kept'],
  ['in the main block', '172.16.9.0/24', 'overlap'],
  ['of another secondary one', '10.1.0.0/16', 'overlap'],
];
for (const [title, text, expected] of secondary) {
  test(`secondary blocks: ${title}`, () => assert.equal(secondaryBlockFault(text, [vpc.cidr, ...vpc.secondaryCidrs]), expected));
}

const mains: readonly (readonly [title: string, text: string, expected: string | undefined])[] = [
  ['larger', '172.16.0.0/12', undefined],
  ['smaller, with all VSwitches in it', '172.16.0.0/17', undefined],
  ['smaller, with a VSwitch left out', '172.16.0.0/24', 'outside'],
  ['elsewhere', '192.168.0.0/16', 'outside'],
  ['no block', '172.16.0.1/16', 'malformed'],
];
for (const [title, text, expected] of mains) {
  test(`a new main block: ${title}`, () => assert.equal(newBlockFault(text, vpc, ['172.16.9.0/24', '10.1.7.0/24']), expected));
}
test('a new main block may not reach a secondary one', () => {
  assert.equal(newBlockFault('10.0.0.0/8', { cidr: '10.0.0.0/16', secondaryCidrs: ['10.1.0.0/16'] }, []), 'overlap');
});

const users: readonly (readonly [title: string, text: string, expected: unknown])[] = [
  ['one block', '10.0.0.0/8', { cidrs: ['10.0.0.0/8'] }],
  ['three, spaces around them', '10.0.0.0/8, 192.168.0.0/12 ,8.8.8.0/24', { cidrs: ['10.0.0.0/8', '192.168.0.0/12', '8.8.8.0/24'] }],
  ['four are too many', '1.0.0.0/8,2.0.0.0/8,3.0.0.0/8,4.0.0.0/8', { fault: 'count' }],
  ['an address is no block', '10.0.0.0', { fault: 'malformed' }],
  ['nothing between commas is no block', '10.0.0.0/8,', { fault: 'malformed' }],
  ['a length above 32', '10.0.0.0/33', { fault: 'length' }],
  ['carrier addresses', '10.0.0.0/8,100.64.0.0/16', { fault: 'shared' }],
];
for (const [title, text, expected] of users) test(`user CIDR blocks: ${title}`, () => assert.deepEqual(readUserCidrs(text), expected));

const v6: readonly (readonly [title: string, text: string, expected: string | undefined])[] = [
  ['is compressed', '2001:0db8:0000:6A00::/56', '2001:db8:0:6a00::/56'],
  ['of another length is none', '2001:db8::/64', undefined],
  ['with host bits is none', '2001:db8::1/56', undefined],
  ['in IPv4 is none', '10.0.0.0/8', undefined],
  ['has an address', 'x', undefined],
];
for (const [title, text, expected] of v6) test(`an IPv6 block of a VPC ${title}`, () => assert.equal(readVpcIpv6(text), expected));

test('a VPC gets the same private /56 every time, and hardly ever that of another', () => {
  const made = new Map(Array.from({ length: 2000 }, (_, n) => [ipv6BlockOf(`vpc-bp1${n}`), n]));
  assert.equal(made.size, 2000);
  assert.equal(ipv6BlockOf('vpc-1'), ipv6BlockOf('vpc-1'));
  for (const block of made.keys()) {
    assert.match(block, /^fd/);
    assert.equal(readVpcIpv6(block), block);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AddressKind, addressPool, macOf, releaseEffects, type Taken, takeEffects } from '#domain/addresses.ts';
import { apply, decide, stateOf } from '#domain/decide.testing.ts';
import { all, type KeyOf } from '#domain/finding.ts';
import type { AddressRow, VSwitchHead } from '#domain/network-heads.ts';
import { scope, vswitchHead } from '#domain/samples.testing.ts';

const vswitch: KeyOf<'vswitch'> = { ...scope, kind: 'vswitch', id: 'vsw-1' };
const net = { cidr: '10.0.0.0/28', ipv6Cidr: 'fd00:0:0:1::/64' };

/** A pool of a VSwitch in which these addresses are in use. */
function poolOf(over: Partial<VSwitchHead>, ...used: readonly string[]) {
  const head = vswitchHead(over);
  const state = stateOf({ put: vswitch, head }, ...takeEffects(vswitch, 'eni-1', used));
  return addressPool(head, decide(all(vswitch), state));
}
const shown = (taken: Taken): string => ('fault' in taken ? `!${taken.fault} ${taken.address}`.trim() : taken.addresses.join(' '));
const upTo = (last: number): readonly string[] => Array.from({ length: last }, (_, n) => `10.0.0.${n + 1}`);

type Case = readonly [
  title: string,
  over: Partial<VSwitchHead>,
  used: readonly string[],
  kind: AddressKind,
  specified: readonly string[],
  count: number,
  expected: string,
];
const cases: readonly Case[] = [
  ['the first address is not the network itself', net, [], 'v4', [], 1, '10.0.0.1'],
  ['several', net, [], 'v4', [], 3, '10.0.0.1 10.0.0.2 10.0.0.3'],
  ['none', net, [], 'v4', [], 0, ''],
  ['those in use are left out', net, ['10.0.0.2'], 'v4', [], 2, '10.0.0.3 10.0.0.4'],
  ['what was given back is found at the end', net, upTo(12).slice(1), 'v4', [], 1, '10.0.0.1'],
  ['a /28 has 12', net, [], 'v4', [], 12, upTo(12).join(' ')],
  ['and no more', net, [], 'v4', [], 13, '!full'],
  ['a full one', net, upTo(12), 'v4', [], 1, '!full'],
  ['one that is named, then the next free one', net, [], 'v4', ['10.0.0.2'], 1, '10.0.0.2 10.0.0.3'],
  ['the last one that can be', net, [], 'v4', ['10.0.0.12'], 0, '10.0.0.12'],
  ['the first of the last three', net, [], 'v4', ['10.0.0.13'], 0, '!reserved 10.0.0.13'],
  ['the broadcast address', net, [], 'v4', ['10.0.0.15'], 0, '!reserved 10.0.0.15'],
  ['the address of the network', net, [], 'v4', ['10.0.0.0'], 0, '!reserved 10.0.0.0'],
  ['an address behind the block', net, [], 'v4', ['10.0.0.16'], 0, '!outside 10.0.0.16'],
  ['an address before the block', net, [], 'v4', ['9.255.255.255'], 0, '!outside 9.255.255.255'],
  ['no address', net, [], 'v4', ['10.0.0'], 0, '!malformed 10.0.0'],
  ['a block is no address', net, [], 'v4', ['10.0.0.4/32'], 0, '!malformed 10.0.0.4/32'],
  ['one that is in use', net, ['10.0.0.4'], 'v4', ['10.0.0.3', '10.0.0.4'], 0, '!used 10.0.0.4'],
  ['one twice', net, [], 'v4', ['10.0.0.4', '10.0.0.4'], 0, '!repeated 10.0.0.4'],
  ['a block with host bits in its first octets', { cidr: '10.0.3.0/24' }, [], 'v4', ['10.0.3.252'], 1, '10.0.3.252 10.0.3.2'],
  ['no IPv6 in the VSwitch', { cidr: '10.0.0.0/28' }, [], 'v6', [], 1, '!noBlock'],
  ['no IPv6 in the VSwitch, an address named', { cidr: '10.0.0.0/28' }, [], 'v6', ['fd00::1'], 0, '!noBlock fd00::1'],
  ['no IPv6 is no fault where none is wanted', { cidr: '10.0.0.0/28' }, [], 'v6', [], 0, ''],
  ['IPv6 from ::1 on', net, [], 'v6', [], 2, 'fd00:0:0:1::1 fd00:0:0:1::2'],
  ['IPv6 under a block that is all zero behind its first group', { ipv6Cidr: 'fd00::/64' }, [], 'v6', [], 1, 'fd00::1'],
  ['IPv6 is given in its shortest spelling', net, [], 'v6', ['FD00:0:0:1:0:0:0:0A'], 0, 'fd00:0:0:1::a'],
  ['two spellings of one', net, [], 'v6', ['fd00:0:0:1::a', 'fd00:0:0:1:0::a'], 0, '!repeated fd00:0:0:1:0::a'],
  ['an IPv6 address in use, spelled otherwise', net, ['fd00:0:0:1::a'], 'v6', ['fd00:0:0:1:0::a'], 0, '!used fd00:0:0:1:0::a'],
  ['an IPv6 address of another block', net, [], 'v6', ['fd00:0:0:2::1'], 0, '!outside fd00:0:0:2::1'],
  ['the first IPv6 address', net, [], 'v6', ['fd00:0:0:1::'], 0, '!reserved fd00:0:0:1::'],
  ['the ninth last', net, [], 'v6', ['fd00:0:0:1:ffff:ffff:ffff:fff7'], 0, '!reserved fd00:0:0:1:ffff:ffff:ffff:fff7'],
  ['the tenth last', net, [], 'v6', ['fd00:0:0:1:ffff:ffff:ffff:fff6'], 0, 'fd00::1:ffff:ffff:ffff:fff6'],
  ['no IPv6 address', net, [], 'v6', ['10.0.0.1'], 0, '!malformed 10.0.0.1'],
  ['an IPv6 block is no address', net, [], 'v6', ['fd00:0:0:1::a/128'], 0, '!malformed fd00:0:0:1::a/128'],
  ['a prefix is the second /28 of the block at the first', { cidr: '10.0.0.0/24' }, [], 'v4Prefix', [], 2, '10.0.0.16/28 10.0.0.32/28'],
  ['a prefix with an address in use', { cidr: '10.0.0.0/24' }, ['10.0.0.18'], 'v4Prefix', ['10.0.0.16/28'], 0, '!used 10.0.0.16/28'],
  ['a /24 has 14 prefixes', { cidr: '10.0.0.0/24' }, [], 'v4Prefix', [], 15, '!full'],
  ['a /29 has none', { cidr: '10.0.0.0/29' }, [], 'v4Prefix', [], 1, '!full'],
  ['a prefix of another length', { cidr: '10.0.0.0/24' }, [], 'v4Prefix', ['10.0.0.16/29'], 0, '!malformed 10.0.0.16/29'],
  ['a prefix with host bits', { cidr: '10.0.0.0/24' }, [], 'v4Prefix', ['10.0.0.17/28'], 0, '!malformed 10.0.0.17/28'],
  ['a prefix outside', { cidr: '10.0.0.0/24' }, [], 'v4Prefix', ['10.0.1.16/28'], 0, '!outside 10.0.1.16/28'],
  ['the last prefix has reserved addresses', { cidr: '10.0.0.0/24' }, [], 'v4Prefix', ['10.0.0.240/28'], 0, '!reserved 10.0.0.240/28'],
  ['an address in a prefix that is in use', { cidr: '10.0.0.0/24' }, ['10.0.0.16/28'], 'v4', ['10.0.0.20'], 0, '!used 10.0.0.20'],
  ['an IPv6 prefix', net, [], 'v6Prefix', [], 2, 'fd00:0:0:1:1::/80 fd00:0:0:1:2::/80'],
  ['an IPv6 prefix with an address in use', net, ['fd00:0:0:1:1::9'], 'v6Prefix', ['fd00:0:0:1:1::/80'], 0, '!used fd00:0:0:1:1::/80'],
  ['the first IPv6 prefix', net, [], 'v6Prefix', ['fd00:0:0:1::/80'], 0, '!reserved fd00:0:0:1::/80'],
  ['the last IPv6 prefix', net, [], 'v6Prefix', ['fd00:0:0:1:ffff::/80'], 0, '!reserved fd00:0:0:1:ffff::/80'],
  ['an IPv6 prefix outside', net, [], 'v6Prefix', ['fd00:0:0:2:1::/80'], 0, '!outside fd00:0:0:2:1::/80'],
  ['an IPv6 prefix of another length', net, [], 'v6Prefix', ['fd00:0:0:1:1::/96'], 0, '!malformed fd00:0:0:1:1::/96'],
  ['an IPv6 address in a prefix that is in use', net, ['fd00:0:0:1:1::/80'], 'v6', ['fd00:0:0:1:1::9'], 0, '!used fd00:0:0:1:1::9'],
];
for (const [title, over, used, kind, specified, count, expected] of cases) {
  test(`addresses of a VSwitch: ${title}`, () => assert.equal(shown(poolOf(over, ...used).take(kind, specified, count)), expected));
}

test('a pool remembers what it gave, and nothing of what it refused', () => {
  const pool = poolOf(net);
  assert.equal(shown(pool.take('v4', ['10.0.0.1', '10.0.0.99'], 0)), '!outside 10.0.0.99');
  assert.equal(shown(pool.take('v4', ['10.0.0.1'], 0)), '10.0.0.1');
  assert.equal(shown(pool.take('v4', ['10.0.0.1'], 0)), '!used 10.0.0.1');
  assert.equal(shown(pool.take('v4', [], 1)), '10.0.0.2');
  assert.equal(shown(pool.take('v6', [], 1)), 'fd00:0:0:1::3', 'one behind as many as there are rows');
});

test('what was given back can be had again', () => {
  const state = stateOf({ put: vswitch, head: vswitchHead(net) }, ...takeEffects(vswitch, 'eni-1', upTo(12)));
  apply(state, releaseEffects(vswitch, ['10.0.0.7']));
  assert.equal(shown(addressPool(vswitchHead(net), decide(all(vswitch), state)).take('v4', [], 1)), '10.0.0.7');
});

test('in a VSwitch that only grew, an address is found at the first try', () => {
  let asked = 0;
  const used = new Map(Array.from({ length: 60_000 }, (_, n) => [`10.0.${(n + 1) >> 8}.${(n + 1) & 255}`, {} as AddressRow]));
  const parts = {
    size: used.size,
    get: (id: string) => {
      asked++;
      return used.get(id);
    },
    idOf: () => undefined,
    entries: () => assert.fail('reads every row'),
  };
  assert.equal(shown(addressPool(vswitchHead({ cidr: '10.0.0.0/16' }), parts).take('v4', [], 1)), '10.0.234.97');
  assert.ok(asked <= 2, `${asked} rows were read`);
});

test('a VSwitch that has no IPv6 prefix left says so without reading its rows again and again', () => {
  const used = new Map(Array.from({ length: 65_534 }, (_, n) => [`fd00:1:2:3:${(n + 1).toString(16)}::/80`, {} as AddressRow]));
  const parts = { size: used.size, get: (id: string) => used.get(id), idOf: () => undefined, entries: () => used };
  const pool = addressPool(vswitchHead({ ipv6Cidr: 'fd00:1:2:3::/64' }), parts);
  assert.equal(shown(pool.take('v6Prefix', [], 1)), '!full');
  used.delete('fd00:1:2:3:abcd::/80');
  assert.equal(shown(addressPool(vswitchHead({ ipv6Cidr: 'fd00:1:2:3::/64' }), parts).take('v6Prefix', [], 1)), 'fd00:1:2:3:abcd::/80');
});

test('MAC addresses are of the maker of virtual cards, follow from the id, and differ by attempt', () => {
  const ids = Array.from({ length: 500 }, (_, n) => `eni-bp1${n}`);
  for (const id of ids) assert.match(macOf(id), /^00:16:3e(:[0-9a-f]{2}){3}$/);
  assert.equal(new Set(ids.map((id) => macOf(id))).size, ids.length);
  assert.equal(macOf('eni-1'), macOf('eni-1'));
  assert.notEqual(macOf('eni-1'), macOf('eni-1', 1));
});

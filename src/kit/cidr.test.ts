import assert from 'node:assert/strict';
import { isIPv4, isIPv6 } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { parseV4, parseV6 } from '#kit/cidr.ts';

const runs = { numRuns: 2000 };

const v4Rows: readonly [title: string, input: string, net: string | undefined][] = [
  ['a plain address is a block of one', '10.0.0.5', '10.0.0.5/32'],
  ['a block with its network address is its own net', '10.0.0.0/8', '10.0.0.0/8'],
  ['host bits are masked in the net only', '10.1.2.3/8', '10.0.0.0/8'],
  ['an upper address is not taken for a negative number', '255.255.255.255/31', '255.255.255.254/31'],
  ['length 0 masks everything', '1.2.3.4/0', '0.0.0.0/0'],
  ['length 32 masks nothing', '1.2.3.4/32', '1.2.3.4/32'],
  ['length 33 is malformed', '10.0.0.0/33', undefined],
  ['three octets are malformed', '10.0.0/8', undefined],
  ['five octets are malformed', '10.0.0.0.0/8', undefined],
  ['an empty octet is malformed', '10..0.0', undefined],
  ['a trailing dot is malformed', '10.0.0.', undefined],
  ['an octet above 255 is malformed', '256.1.1.1', undefined],
  ['a leading zero in an octet is malformed', '10.01.0.0/16', undefined],
  ['a double zero octet is malformed', '10.00.0.0', undefined],
  ['a leading zero in the length is malformed', '10.0.0.0/08', undefined],
  ['an empty length is malformed', '10.0.0.0/', undefined],
  ['a second length is malformed', '10.0.0.0/8/8', undefined],
  ['a netmask is malformed', '10.0.0.0/255.0.0.0', undefined],
  ['a range is malformed', '10.0.0.1-10.0.0.9', undefined],
  ['a list is malformed', '10.0.0.0/8,172.16.0.0/12', undefined],
  ['a space is malformed', ' 10.0.0.0/8', undefined],
  ['a hexadecimal octet is malformed', '0x0a.0.0.0', undefined],
  ['digits of another script are malformed', '１０.0.0.0', undefined],
  ['an IPv6 address is malformed', '2001:db8::', undefined],
  ['an empty text is malformed', '', undefined],
];
for (const [title, input, net] of v4Rows) {
  test(`IPv4: ${title}`, () => assert.deepEqual(parseV4(input), net === undefined ? undefined : { text: input, net }));
}

const v6Rows: readonly [title: string, input: string, expected: readonly [text: string, net: string] | 'notAddress' | 'badBlock'][] = [
  ['zero groups are compressed', '2408:180:0000::1', ['2408:180::1', '2408:180::1/128']],
  ['a block keeps its length', '2001:0DB8:0:0::/64', ['2001:db8::/64', '2001:db8::/64']],
  // terraform-provider-alicloud expects exactly this spelling back.
  ['host bits are kept in the text', '2001:0db8:3c4d:0015:0000:0000:1a2f:1a2b/0', ['2001:db8:3c4d:15::1a2f:1a2b/0', '::/0']],
  ['a length inside a group masks that group', '2001:db8:ffff::1/36', ['2001:db8:ffff::1/36', '2001:db8:f000::/36']],
  ['length 128 masks nothing', '::1/128', ['::1/128', '::1/128']],
  ['the first of two equal runs is compressed', '1:0:0:2:3:0:0:4', ['1::2:3:0:0:4', '1::2:3:0:0:4/128']],
  ['the longest run is compressed', '1:0:0:2:0:0:0:3', ['1:0:0:2::3', '1:0:0:2::3/128']],
  ['a single zero group is not compressed', '1:2:3:4:5:6::8', ['1:2:3:4:5:6:0:8', '1:2:3:4:5:6:0:8/128']],
  ['a run at the end', '1:2:3:4:5:6:0:0', ['1:2:3:4:5:6::', '1:2:3:4:5:6::/128']],
  ['the unspecified address', '::', ['::', '::/128']],
  ['a mapped IPv4 address stays IPv6', '::ffff:1.2.3.4', ['::ffff:102:304', '::ffff:102:304/128']],
  ['a dotted tail in a block', '64:ff9b::192.0.2.33/96', ['64:ff9b::c000:221/96', '64:ff9b::/96']],
  ['an IPv4 address', '10.0.0.1', 'notAddress'],
  ['an IPv4 block', '10.0.0.0/8', 'notAddress'],
  ['a letter outside hex', '2001:g::/32', 'notAddress'],
  ['a lone colon', ':', 'notAddress'],
  ['a lone colon in a block', ':/64', 'notAddress'],
  ['a zone id', 'fe80::1%eth0', 'notAddress'],
  ['two gaps', '1::2::3', 'notAddress'],
  ['three colons', '1:::2', 'notAddress'],
  ['a leading single colon', ':1:2:3:4:5:6:7', 'notAddress'],
  ['a trailing single colon', '1:2:3:4:5:6:7:', 'notAddress'],
  ['seven groups', '1:2:3:4:5:6:7', 'notAddress'],
  ['nine groups', '1:2:3:4:5:6:7:8:9', 'notAddress'],
  ['a gap that stands for nothing', '1:2:3:4::5:6:7:8', 'notAddress'],
  ['five digits in a group', '00001::', 'notAddress'],
  ['a dotted tail with a leading zero', '::01.2.3.4', 'notAddress'],
  ['a dotted tail with too many groups before it', '1:2:3:4:5:6:7:1.2.3.4', 'notAddress'],
  ['a dotted part that is not the tail', '::1.2.3.4:1', 'notAddress'],
  ['a range', '2001:db8::1-2001:db8::9', 'notAddress'],
  ['an empty text', '', 'notAddress'],
  ['a lone length', '/64', 'notAddress'],
  ['a bad literal with a bad length', 'x/129', 'notAddress'],
  ['a length above 128', '2001:db8::/129', 'badBlock'],
  ['an empty length', '2001:db8::/', 'badBlock'],
  ['a length with a leading zero', '2001:db8::/064', 'badBlock'],
  ['a length that is no number', '2001:db8::/x', 'badBlock'],
  ['a negative length', '2001:db8::/-1', 'badBlock'],
];
for (const [title, input, expected] of v6Rows) {
  const wanted = typeof expected === 'string' ? expected : { text: expected[0], net: expected[1] };
  test(`IPv6: ${title}`, () => assert.deepEqual(parseV6(input), wanted));
}

test('IPv4 nets are those of an independent library', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.option(fc.integer({ min: 0, max: 32 }), { nil: undefined }), (address, length) => {
      const text = length === undefined ? address : `${address}/${length}`;
      const net = ipaddr.IPv4.networkAddressFromCIDR(`${address}/${length ?? 32}`).toString();
      assert.deepEqual(parseV4(text), { text, net: `${net}/${length ?? 32}` });
    }),
    runs,
  );
});

/** Eight groups, zeros often: [in any legal spelling (padded, upper case, compressed anywhere, dotted), written out in full]. */
const v6Text = fc
  .tuple(
    fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), { minLength: 8, maxLength: 8 }),
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 8, maxLength: 8 }),
    fc.boolean(),
    fc.boolean(),
    fc.nat(7),
  )
  .map(([groups, widths, upper, dotted, from]) => {
    const words = groups.map((group, n) => group.toString(16).padStart(widths[n]!, '0'));
    const tail = dotted ? [`${groups[6]! >> 8}.${groups[6]! & 255}.${groups[7]! >> 8}.${groups[7]! & 255}`] : words.slice(6);
    const parts = [...words.slice(0, 6), ...tail];
    let to = from;
    while (to < 6 && groups[to] === 0) to++;
    const text = to > from ? `${parts.slice(0, from).join(':')}::${parts.slice(to).join(':')}` : parts.join(':');
    return [upper ? text.toUpperCase() : text, groups.map((group) => group.toString(16)).join(':')] as const;
  });

// The library is asked about the full form, because it reads ::1.2.3.4 as ::ffff:1.2.3.4.
test('IPv6 texts and nets are those of an independent library', () => {
  fc.assert(
    fc.property(v6Text, fc.option(fc.integer({ min: 0, max: 128 }), { nil: undefined }), ([spelling, full], length) => {
      const suffix = length === undefined ? '' : `/${length}`;
      const net = ipaddr.IPv6.networkAddressFromCIDR(`${full}/${length ?? 128}`).toRFC5952String();
      assert.deepEqual(parseV6(`${spelling}${suffix}`), {
        text: `${ipaddr.IPv6.parse(full).toRFC5952String()}${suffix}`,
        net: `${net}/${length ?? 128}`,
      });
    }),
    runs,
  );
});

test('what is an address at all is what the platform says', () => {
  const text = fc.string({ unit: fc.constantFrom(...'0123459afF:.::'), maxLength: 24 });
  const mutated = fc
    .tuple(
      fc.oneof(
        v6Text.map(([spelling]) => spelling),
        fc.ipV6(),
        fc.ipV4(),
      ),
      fc.nat(40),
      fc.constantFrom('', ':', '.', '0', 'f', '::', '%', ' '),
    )
    .map(([address, at, put]) => `${address.slice(0, at)}${put}${address.slice(at + 1)}`);
  fc.assert(
    fc.property(fc.oneof(text, mutated), (address) => {
      assert.equal(parseV4(address) !== undefined, isIPv4(address));
      assert.equal(parseV6(address) !== 'notAddress', isIPv6(address) && !address.includes('%'));
    }),
    { numRuns: 5000 },
  );
});

test('a net is a spelling of itself', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), v6Text, fc.integer({ min: 0, max: 128 }), (v4, n4, [v6], n6) => {
      const net4 = parseV4(`${v4}/${n4}`)!.net;
      const net6 = (parseV6(`${v6}/${n6}`) as { net: string }).net;
      assert.deepEqual(parseV4(net4), { text: net4, net: net4 });
      assert.deepEqual(parseV6(net6), { text: net6, net: net6 });
    }),
    runs,
  );
});

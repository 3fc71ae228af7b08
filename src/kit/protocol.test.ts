import assert from 'node:assert/strict';
import { test } from 'node:test';
import { familyOf, hasPorts, parseProtocol } from '#kit/protocol.ts';

const rows: readonly [title: string, input: string, expected: string | undefined][] = [
  ['a name in lower case', 'tcp', 'TCP'],
  ['a name in mixed case', 'Udp', 'UDP'],
  ['ICMPv6 is kept in upper case', 'ICMPv6', 'ICMPV6'],
  ['GRE', 'gre', 'GRE'],
  ['All', 'All', 'ALL'],
  ['1 is ICMP', '1', 'ICMP'],
  ['6 is TCP', '6', 'TCP'],
  ['17 is UDP', '17', 'UDP'],
  ['47 is GRE', '47', 'GRE'],
  ['58 is ICMPv6', '58', 'ICMPV6'],
  ['0 is a number and not ALL', '0', '0'],
  ['the highest number', '255', '255'],
  ['a number without a name here', '132', '132'],
  ['a number above 255', '256', undefined],
  ['a negative number', '-1', undefined],
  ['a number with a leading zero', '06', undefined],
  ['an unknown name', 'FOO', undefined],
  ['a name with a space', 'TCP ', undefined],
  ['a dotless i is no I', 'ıcmp', undefined],
  ['the name of an object property', 'constructor', undefined],
  ['an empty text', '', undefined],
];
for (const [title, input, expected] of rows) test(title, () => assert.equal(parseProtocol(input), expected));

test('only TCP and UDP have ports', () => {
  const all = Array.from({ length: 256 }, (_, number) => parseProtocol(String(number))!).concat('ALL');
  assert.deepEqual(all.filter(hasPorts), ['TCP', 'UDP']);
});

test('only ICMP and ICMPv6 are bound to a family', () => {
  const all = Array.from({ length: 256 }, (_, number) => parseProtocol(String(number))!).concat('ALL');
  assert.deepEqual(
    all.filter((p) => familyOf(p) !== undefined).map((p) => [p, familyOf(p)]),
    [
      ['ICMP', 'v4'],
      ['ICMPV6', 'v6'],
    ],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { type Entry, type Fault, isGroupPeerOverInternet, type RawRule, readEntry, settleEntry } from '#domain/entry.ts';
import { type Direction, identityOf, type RuleSpec } from '#domain/rule.ts';

const directions: readonly Direction[] = ['egress', 'ingress'];
const good: RawRule = { protocol: 'TCP', ports: '22/22', peerV4: '10.0.0.0/8', policy: 'accept' };
const read = (change: RawRule, direction: Direction = 'egress') => readEntry({ ...good, ...change }, direction);
const entryOf = (raw: RawRule, direction: Direction = 'egress'): Entry => {
  const outcome = readEntry(raw, direction);
  assert.ok('entry' in outcome, JSON.stringify({ raw, outcome }));
  return outcome.entry;
};

const v6: RawRule = { peerV4: '', peerV6: '2001:db8::/32' };
const group: RawRule = { peerV4: '', peerGroup: 'sg-b' };
const noPorts: RawRule = { protocol: 'ICMP', ports: '-1/-1' };

// 'row N' is the error row of RevokeSecurityGroupEgress that a revoke answers the fault with.
const faults = [
  ['row 1: an unknown protocol', { protocol: 'FOO' }, 'protocol', 'protocol'],
  ['row 1: no protocol', { protocol: undefined }, 'protocol', 'protocol'],
  ['row 1: an empty protocol', { protocol: '' }, 'protocol', 'protocol'],
  ['row 1: a protocol number above 255', { protocol: '256' }, 'protocol', 'protocol'],
  ['row 1: nothing at all', { protocol: '', ports: '', peerV4: '', policy: '' }, 'protocol', 'protocol'],
  ['row 2: letters for ports', { ports: 'abc' }, 'ports', 'ports'],
  ['row 3: a list of IPv4 blocks', { peerV4: '10.0.0.0/8,172.16.0.0/12' }, 'peerV4List', 'peerV4'],
  ['row 4 and 9: no peer', { peerV4: '' }, 'peerMissing', 'peerV4'],
  ['row 4 and 9: an owner is no peer', { peerV4: '', peerOwnerId: '123' }, 'peerMissing', 'peerV4'],
  ['row 4 and 9: no peer and no ports', { peerV4: '', ports: '' }, 'peerMissing', 'peerV4'],
  ['row 5: an unknown policy', { policy: 'maybe' }, 'policy', 'policy'],
  ['row 5: allow is no policy', { policy: 'allow' }, 'policy', 'policy'],
  ['row 6: an unknown NIC type', { nic: 'foo' }, 'nic', 'nic'],
  ['row 8: an IPv4 length above 32', { peerV4: '10.0.0.0/99' }, 'peerV4', 'peerV4'],
  ['row 10: a lone port', { ports: '22' }, 'ports', 'ports'],
  ['row 10: a port above 65535', { ports: '22/70000' }, 'ports', 'ports'],
  ['row 10: ports in the wrong order', { ports: '200/1' }, 'ports', 'ports'],
  ['row 10: port 0', { ports: '0/1' }, 'ports', 'ports'],
  ['row 10: -1/-1 with TCP', { ports: '-1/-1' }, 'portsProtocol', 'ports'],
  ['row 10: ports with ICMP', { protocol: 'ICMP' }, 'portsProtocol', 'ports'],
  ['row 10: ports with ICMPv6', { ...v6, protocol: 'icmpv6' }, 'portsProtocol', 'ports'],
  ['row 10: ports with GRE', { protocol: 'GRE' }, 'portsProtocol', 'ports'],
  ['row 10: ports with ALL', { protocol: 'ALL' }, 'portsProtocol', 'ports'],
  ['row 10: ports with a protocol number', { protocol: '132' }, 'portsProtocol', 'ports'],
  ['row 11: a priority in letters', { priority: 'x' }, 'priorityText', 'priority'],
  ['row 11: a fraction as priority', { priority: '1.5' }, 'priorityText', 'priority'],
  ['row 11: a priority with an exponent', { priority: '1e1' }, 'priorityText', 'priority'],
  ['row 12: priority 101', { priority: '101' }, 'priorityRange', 'priority'],
  ['row 12: priority 0', { priority: '0' }, 'priorityRange', 'priority'],
  ['row 12: priority -1', { priority: '-1' }, 'priorityRange', 'priority'],
  ['row 13: both families on the own side', { ...v6, ownV4: '10.0.0.0/8', ownV6: '2001:db8::/32' }, 'ownFamilies', 'ownV6'],
  [
    'row 13: both families on the own side, before its family against the peer',
    { ownV4: '10.0.0.0/8', ownV6: '::/0' },
    'ownFamilies',
    'ownV6',
  ],
  ['row 14: both families on the peer side', { peerV6: '2001:db8::/32' }, 'peerFamilies', 'peerV6'],
  ['row 15: a peer text that is no IPv6 literal', { peerV4: '', peerV6: '2001:zz::/32' }, 'peerV6Text', 'peerV6'],
  ['row 15: an IPv4 text in the IPv6 field', { peerV4: '', peerV6: '10.0.0.0/8' }, 'peerV6Text', 'peerV6'],
  ['row 16: an own text that is no IPv6 literal', { ...v6, ownV6: 'x' }, 'ownV6Text', 'ownV6'],
  ['row 16: an IPv6 own side with an IPv4 peer', { ownV6: '2001:db8::/32' }, 'ownV6PeerV4', 'ownV6'],
  ['row 17: ICMP with an IPv6 peer', { ...noPorts, ...v6 }, 'v4ProtocolWithV6', 'protocol'],
  ['row 17: protocol 1 with an IPv6 own side', { ...noPorts, ...group, protocol: '1', ownV6: '::/0' }, 'v4ProtocolWithV6', 'protocol'],
  ['row 18: ICMPv6 with an IPv4 peer', { protocol: 'ICMPv6', ports: '-1/-1' }, 'v6ProtocolWithV4', 'protocol'],
  [
    'row 18: protocol 58 with an IPv4 own side',
    { ...noPorts, ...group, protocol: '58', ownV4: '10.0.0.1' },
    'v6ProtocolWithV4',
    'protocol',
  ],
  ['row 19: an IPv6 peer block with length 129', { peerV4: '', peerV6: '2001:db8::/129' }, 'peerV6Block', 'peerV6'],
  ['row 19: an IPv6 own block with length 129', { ...v6, ownV6: '2001:db8::/129' }, 'ownV6Block', 'ownV6'],
  ['row 22: no ports', { ports: '' }, 'portsMissing', 'ports'],
  ['row 22: no ports with a protocol that has none', { ...noPorts, ports: '' }, 'portsMissing', 'ports'],
  ['row 23: letters for source ports', { sourcePorts: 'a/b' }, 'sourcePorts', 'sourcePorts'],
  ['row 23: -1/-1 as source ports with TCP', { sourcePorts: '-1/-1' }, 'sourcePorts', 'sourcePorts'],
  ['row 23: source ports with ICMP', { ...noPorts, sourcePorts: '22/22' }, 'sourcePorts', 'sourcePorts'],
  ['row 24: a description of 513 characters', { description: 'x'.repeat(513) }, 'description', 'description'],
  ['row 24: a description of 513 emoji', { description: '🔥'.repeat(513) }, 'description', 'description'],
  [
    'row 24: a description of 600 characters, emoji among them',
    { description: `${'x'.repeat(500)}${'🔥'.repeat(100)}` },
    'description',
    'description',
  ],
  ['row 26: an impossible own IPv4 address', { ownV4: '300.1.1.1' }, 'ownV4', 'ownV4'],
  ['row 26: a list on the own side', { ownV4: '10.0.0.0/8,172.16.0.0/12' }, 'ownV4', 'ownV4'],
  ['row 26: an IPv4 own side with an IPv6 peer', { ...v6, ownV4: '10.0.0.0/8' }, 'ownV4PeerV6', 'ownV4'],
  ['row 27: three octets', { peerV4: '10.0.0/8' }, 'peerV4', 'peerV4'],
  ['row 27: a range of addresses', { peerV4: '10.0.0.1-10.0.0.9' }, 'peerV4', 'peerV4'],
  ['row 27: a leading zero', { peerV4: '10.0.0.01' }, 'peerV4', 'peerV4'],
  ['row 34: a port list with ICMP', { ...noPorts, ports: '', portList: 'prl-anything' }, 'portListProtocol', 'portList'],
  ['row 34: a port list with ALL', { protocol: 'ALL', ports: '', portList: 'prl-anything' }, 'portListProtocol', 'portList'],
] as const satisfies readonly (readonly [title: string, change: RawRule, fault: Fault, field: keyof RawRule])[];
// Fails to compile where a fault has no row.
const unmet: Exclude<Fault, (typeof faults)[number][2]> extends never ? [] : never = [];
assert.deepEqual(unmet, []);
for (const [title, change, fault, field] of faults) {
  test(`fault, ${title}`, () => {
    for (const direction of directions) assert.deepEqual(read(change, direction), { fault, field });
  });
}

// Both faults at once; `repair` takes away the earlier one only, so each row also shows that the later one is there. Where two neighbours
// of the table cannot meet (no peer and two peers; a list of ports is not looked at beside ports), the next one that can is taken.
const order: readonly [earlier: Fault, later: Fault, both: RawRule, repair: RawRule][] = [
  ['protocol', 'peerMissing', { protocol: 'FOO', peerV4: '' }, { protocol: 'TCP' }],
  ['peerMissing', 'ownFamilies', { peerV4: '', ownV4: '10.0.0.1', ownV6: '::1' }, { peerGroup: 'sg-b' }],
  ['peerFamilies', 'peerV4', { peerV4: 'x', peerV6: '::1' }, { peerV6: '' }],
  ['peerFamilies', 'peerV6Text', { peerV6: 'x' }, { peerV4: '' }],
  ['peerV4', 'ownFamilies', { peerV4: 'x', ownV4: '10.0.0.1', ownV6: '::1' }, { peerV4: '10.0.0.0/8' }],
  ['peerV4List', 'ownFamilies', { peerV4: 'x,y', ownV4: '10.0.0.1', ownV6: '::1' }, { peerV4: '10.0.0.0/8' }],
  ['peerV6Text', 'ownFamilies', { peerV4: '', peerV6: 'x', ownV4: '10.0.0.1', ownV6: '::1' }, { peerV6: '::1' }],
  ['peerV6Block', 'ownFamilies', { peerV4: '', peerV6: '::/129', ownV4: '10.0.0.1', ownV6: '::1' }, { peerV6: '::1' }],
  ['ownFamilies', 'ownV4', { ownV4: 'x', ownV6: '::1' }, { ownV6: '' }],
  ['ownFamilies', 'ownV6Text', { ownV4: '10.0.0.1', ownV6: 'x' }, { ownV4: '' }],
  ['ownV4', 'v4ProtocolWithV6', { ...noPorts, ...v6, ownV4: 'x' }, { ownV4: '' }],
  ['ownV6Text', 'v6ProtocolWithV4', { ...noPorts, protocol: 'ICMPv6', ownV6: 'x' }, { ownV6: '' }],
  ['ownV6Block', 'v6ProtocolWithV4', { ...noPorts, protocol: 'ICMPv6', ownV6: '::/129' }, { ownV6: '' }],
  ['v4ProtocolWithV6', 'ownV6PeerV4', { ...noPorts, ownV6: '::1' }, { protocol: 'GRE' }],
  ['v6ProtocolWithV4', 'ownV4PeerV6', { ...noPorts, ...v6, protocol: 'ICMPv6', ownV4: '10.0.0.1' }, { protocol: 'GRE' }],
  ['ownV6PeerV4', 'policy', { ownV6: '::1', policy: 'maybe' }, { ownV6: '' }],
  ['ownV4PeerV6', 'policy', { ...v6, ownV4: '10.0.0.1', policy: 'maybe' }, { ownV4: '' }],
  ['policy', 'priorityText', { policy: 'maybe', priority: 'x' }, { policy: 'drop' }],
  ['policy', 'priorityRange', { policy: 'maybe', priority: '0' }, { policy: 'drop' }],
  ['priorityText', 'nic', { priority: 'x', nic: 'foo' }, { priority: '2' }],
  ['priorityRange', 'nic', { priority: '0', nic: 'foo' }, { priority: '2' }],
  ['nic', 'portsMissing', { nic: 'foo', ports: '' }, { nic: 'intranet' }],
  ['nic', 'ports', { nic: 'foo', ports: 'abc' }, { nic: 'intranet' }],
  ['portsMissing', 'sourcePorts', { ports: '', sourcePorts: 'a/b' }, { ports: '22/22' }],
  ['ports', 'sourcePorts', { ports: 'abc', sourcePorts: 'a/b' }, { ports: '22/22' }],
  ['portsProtocol', 'sourcePorts', { ports: '-1/-1', sourcePorts: 'a/b' }, { ports: '22/22' }],
  ['portListProtocol', 'sourcePorts', { ...noPorts, ports: '', portList: 'prl-a', sourcePorts: '1/2' }, { ports: '-1/-1' }],
  ['sourcePorts', 'description', { sourcePorts: 'a/b', description: 'x'.repeat(513) }, { sourcePorts: '' }],
];
for (const [earlier, later, both, repair] of order) {
  test(`order: ${earlier} before ${later}`, () => {
    for (const direction of directions) {
      const first = read(both, direction);
      const second = read({ ...both, ...repair }, direction);
      assert.deepEqual(['fault' in first && first.fault, 'fault' in second && second.fault], [earlier, later]);
    }
  });
}

const plain = entryOf(good);
const readings: readonly [title: string, change: RawRule, expected: Partial<Entry>][] = [
  ['policy and priority have defaults', { policy: '' }, {}],
  ['a name in another case is the same protocol', { protocol: 'tcp' }, {}],
  ['policy in another case', { policy: 'DROP' }, { policy: 'drop' }],
  ['a priority', { priority: '100' }, { priority: 100 }],
  ['NIC type in another case', { nic: 'InterNet' }, { nic: 'internet' }],
  ['a description of 512 characters', { description: 'x'.repeat(512) }, { description: 'x'.repeat(512) }],
  ['a description of 512 emoji', { description: '🔥'.repeat(512) }, { description: '🔥'.repeat(512) }],
  ['IPv4 host bits are echoed', { peerV4: '10.1.2.3/8' }, { peer: { kind: 'v4', text: '10.1.2.3/8', net: '10.0.0.0/8' } }],
  ['IPv6 is compressed', { peerV4: '', peerV6: '2001:0DB8::0/32' }, { peer: { kind: 'v6', text: '2001:db8::/32', net: '2001:db8::/32' } }],
  ['an own side', { ownV4: '10.0.0.5' }, { own: { kind: 'v4', text: '10.0.0.5', net: '10.0.0.5/32' } }],
  [
    'an IPv6 own side beside a group',
    { ...group, ownV6: '::1' },
    { peer: { kind: 'group', id: 'sg-b', ownerId: '', ownerAccount: '' }, own: { kind: 'v6', text: '::1', net: '::1/128' } },
  ],
  [
    'owners are kept as written',
    { ...group, peerOwnerId: '12', peerOwnerAccount: 'Test@aliyun.com' },
    { peer: { kind: 'group', id: 'sg-b', ownerId: '12', ownerAccount: 'Test@aliyun.com' } },
  ],
  ['a prefix list', { peerV4: '', peerList: 'pl-a' }, { peer: { kind: 'list', id: 'pl-a' } }],
  ['a port list stands in for ports', { ports: '', portList: 'prl-a' }, { ports: '', portList: 'prl-a' }],
  ['port 65535', { ports: '1/65535' }, { ports: '1/65535' }],
  ['source ports', { sourcePorts: '1/2' }, { sourcePorts: '1/2' }],
  ['source ports -1/-1 are none', { ...noPorts, sourcePorts: '-1/-1' }, { protocol: 'ICMP', ports: '-1/-1' }],
  // Precedence: what is ignored is not looked at.
  ['a CIDR beats a group and a prefix list, whatever these are', { peerGroup: '???', peerList: '???' }, {}],
  ['a CIDR makes owners ignored', { peerOwnerId: 'x', peerOwnerAccount: 'y' }, {}],
  [
    'an IPv6 CIDR beats a group too',
    { ...v6, peerGroup: '???', peerList: '???' },
    { peer: { kind: 'v6', text: '2001:db8::/32', net: '2001:db8::/32' } },
  ],
  ['a group beats a prefix list', { ...group, peerList: '???' }, { peer: { kind: 'group', id: 'sg-b', ownerId: '', ownerAccount: '' } }],
  ['ports beat a port list', { portList: '???' }, {}],
  ['ports beat a port list for a protocol that cannot have one', { ...noPorts, portList: 'prl-a' }, { protocol: 'ICMP', ports: '-1/-1' }],
];
for (const [title, change, expected] of readings) {
  test(`reading: ${title}`, () => {
    for (const direction of directions) assert.deepEqual(read(change, direction), { entry: { ...plain, direction, ...expected } });
  });
}

const vpc = { classic: false, owner: '' };
const classic = { classic: true, owner: '' };
const settled: readonly [title: string, change: RawRule, at: { classic: boolean; owner: string }, expected: Partial<RuleSpec>][] = [
  ['in a VPC a rule is intranet', {}, vpc, { nic: 'intranet' }],
  ['in a VPC internet reads as intranet', { nic: 'internet' }, vpc, { nic: 'intranet' }],
  ['on classic the default is internet', {}, classic, { nic: 'internet' }],
  ['on classic intranet is kept', { nic: 'intranet' }, classic, { nic: 'intranet' }],
  [
    'on classic the default with a group peer is intranet',
    group,
    classic,
    { nic: 'intranet', peer: { kind: 'group', id: 'sg-b', owner: '' } },
  ],
  ['on classic internet with a group peer is kept, to be refused', { ...group, nic: 'internet' }, classic, { nic: 'internet' }],
  [
    'the owner replaces what the client wrote',
    { ...group, peerOwnerId: '1' },
    { classic: false, owner: '77' },
    { peer: { kind: 'group', id: 'sg-b', owner: '77' } },
  ],
  [
    'the owner is not looked at beside a CIDR',
    {},
    { classic: false, owner: '77' },
    { peer: { kind: 'v4', text: '10.0.0.0/8', net: '10.0.0.0/8' } },
  ],
];
for (const [title, change, at, expected] of settled) {
  test(`settling: ${title}`, () => {
    const spec = settleEntry(entryOf({ ...good, ...change }), at);
    assert.deepEqual({ ...spec, ...expected }, spec);
    assert.equal(isGroupPeerOverInternet(spec), title.endsWith('refused'));
  });
}

/** A rule as it is meant, from few values so that equal ones and near misses are frequent. */
const block4 = fc.record({
  family: fc.constant('v4' as const),
  address: fc.constantFrom('10.0.0.0', '10.0.0.5', '10.1.2.3'),
  length: fc.constantFrom(0, 8, 31, 32),
});
const block6 = fc.record({
  family: fc.constant('v6' as const),
  address: fc.constantFrom('2001:db8::', '2001:db8::5', '::ffff:a00:5'),
  length: fc.constantFrom(0, 32, 127, 128),
});
const ported = fc.record({
  protocol: fc.constantFrom('TCP', 'UDP'),
  ports: fc.constantFrom('22/22', '1/65535', 'prl-a', 'prl-b'),
  sourcePorts: fc.constantFrom('', '1/2'),
});
const portless = fc.record({ protocol: fc.constantFrom('GRE', 'ALL', '132'), ports: fc.constant('-1/-1'), sourcePorts: fc.constant('') });
const meaning = fc.record({
  what: fc.oneof(ported, portless),
  sides: fc.oneof(
    fc.record({ peer: block4, own: fc.option(block4) }),
    fc.record({ peer: block6, own: fc.option(block6) }),
    fc.record({ peer: fc.constantFrom('sg-a', 'sg-b', 'pl-a', 'pl-b'), own: fc.option(fc.oneof(block4, block6)) }),
  ),
  policy: fc.constantFrom('accept', 'drop'),
  priority: fc.constantFrom(1, 2),
});
type Meaning = typeof meaning extends fc.Arbitrary<infer M> ? M : never;
type Block = { readonly family: 'v4' | 'v6'; readonly address: string; readonly length: number };

const masked = (block: Block): string => {
  const { IPv4, IPv6 } = ipaddr;
  const library = block.family === 'v4' ? IPv4 : IPv6;
  return `${library.networkAddressFromCIDR(`${block.address}/${block.length}`).toNormalizedString()}/${block.length}`;
};
/** The oracle: blocks masked by another library, all else as meant. */
const keyOf = (m: Meaning): string => JSON.stringify(m, (_, value) => (value?.family ? masked(value) : value));

/** Choices of spelling, one number each; taken modulo the number of spellings there are. */
const spellings = fc.array(fc.nat(11), { minLength: 16, maxLength: 16 });

function spell(m: Meaning, choices: readonly number[]): RawRule {
  let at = 0;
  const one = <T>(...ways: readonly T[]): T => ways[choices[at++ % choices.length]! % ways.length]!;
  const anyCase = (text: string) => one(text, text.toLowerCase(), text.toUpperCase());
  const block = (b: Block): string => {
    const ip = ipaddr.parse(b.address);
    const host = ip.toByteArray().map((byte, n) => (8 * n >= b.length ? one(byte, 0, 255) : byte));
    const other = ipaddr.fromByteArray(host);
    const address =
      other instanceof ipaddr.IPv4
        ? other.toString()
        : one(other.toString(), other.toNormalizedString(), other.toNormalizedString().toUpperCase());
    return b.length === (b.family === 'v4' ? 32 : 128) ? one(address, `${address}/${b.length}`) : `${address}/${b.length}`;
  };
  const { peer, own } = m.sides;
  const numbers: Record<string, string> = { TCP: '6', UDP: '17', GRE: '47' };
  const portless = m.what.ports === '-1/-1';
  const isPeerCidr = typeof peer !== 'string';
  const ignoredGroup = one(undefined, 'sg-a', '???');
  const ignoredList = one(undefined, 'pl-a', '???');
  const isGroup = !isPeerCidr && peer.startsWith('sg-');
  return {
    protocol: one(anyCase(m.what.protocol), numbers[m.what.protocol] ?? m.what.protocol),
    ...(m.what.ports.startsWith('prl-') ? { portList: m.what.ports } : { ports: m.what.ports, portList: one(undefined, '', 'prl-a') }),
    sourcePorts: m.what.sourcePorts || (portless ? one(undefined, '', '-1/-1') : undefined),
    ...(isPeerCidr
      ? {
          [peer.family === 'v4' ? 'peerV4' : 'peerV6']: block(peer),
          peerGroup: ignoredGroup,
          peerList: ignoredList,
          peerOwnerId: one('', '7'),
        }
      : isGroup
        ? { peerGroup: peer, peerList: ignoredList }
        : { peerList: peer, peerOwnerId: one('', '7') }),
    ...(own ? { [own.family === 'v4' ? 'ownV4' : 'ownV6']: block(own) } : {}),
    policy: m.policy === 'accept' ? one(undefined, '', anyCase('accept')) : anyCase('drop'),
    priority: m.priority === 1 ? one(undefined, '', '1') : '2',
    nic: one(undefined, '', 'intranet', 'INTERNET'),
    description: one(undefined, '', 'This is description.'),
  };
}

test('two rules are the same exactly when they mean the same, whatever their spelling', () => {
  let same = 0;
  fc.assert(
    fc.property(meaning, fc.option(meaning), spellings, spellings, fc.constantFrom(...directions), (m, other, a, b, direction) => {
      const n = other ?? m;
      const left = identityOf(settleEntry(entryOf(spell(m, a), direction), vpc));
      const right = identityOf(settleEntry(entryOf(spell(n, b), direction), vpc));
      assert.equal(left === right, keyOf(m) === keyOf(n), `${left}  ${right}`);
      if (left === right) same++;
    }),
    { numRuns: 3000 },
  );
  assert.ok(same > 100, 'the property was asked of equal rules too');
});

test('the direction is part of a rule', () => {
  const [egress, ingress] = directions.map((direction) => identityOf(settleEntry(entryOf(good, direction), vpc)));
  assert.notEqual(egress, ingress);
});

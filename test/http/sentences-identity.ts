import type { Params } from '../server.ts';
import { type Made, noRule, otherWay, type Sentence, type Site } from './sentences.ts';
import { P, Ps, T, toGroup, toList, type World } from './world.ts';

const v6 = (Ipv6DestCidrIp: string, changes: Params = {}): Params => ({ DestCidrIp: '', Ipv6DestCidrIp, ...changes });
const icmp = { IpProtocol: 'ICMP', PortRange: '-1/-1' };
const source = { SourceCidrIp: '192.168.0.0/16' };
const stranger = (w: World): Params => toGroup(w.F, { DestGroupOwnerId: w.accounts.foreign });

/** Rules that differ in one thing: all of them can be in one group, and each is revoked without the others. */
const distinct: readonly (readonly [title: string, rule: Params | ((w: World, site: Site) => Params)])[] = [
  ['all defaults', {}],
  ['another protocol', { IpProtocol: 'UDP' }],
  ['a protocol by number', { IpProtocol: '50', PortRange: '-1/-1' }],
  ['the number next to it', { IpProtocol: '51', PortRange: '-1/-1' }],
  ['a protocol that is called 0', { IpProtocol: '0', PortRange: '-1/-1' }],
  ['ALL, which is not every protocol by number', { IpProtocol: 'ALL', PortRange: '-1/-1' }],
  ['GRE', { IpProtocol: 'GRE', PortRange: '-1/-1' }],
  ['more ports', { PortRange: '22/23' }],
  ['another block', { DestCidrIp: '10.0.0.0/9' }],
  ['an address', { DestCidrIp: '10.0.0.0' }],
  ['another policy', { Policy: 'drop' }],
  ['another priority', { Priority: '2' }],
  ['a source', source],
  ['any source, written out', { SourceCidrIp: '0.0.0.0/0' }],
  ['source ports', { SourcePortRange: '22/22' }],
  ['all source ports, written out', { SourcePortRange: '1/65535' }],
  ['an IPv6 block', v6('::ffff:10.0.0.0/104')],
  ['an IPv6 block with a source', v6('2001:db8::/32', { Ipv6SourceCidrIp: '2001:db8::/33' })],
  ['a group', (_, site) => toGroup(site.peer)],
  ['a group with a source', (_, site) => toGroup(site.peer, source)],
  ['a group of another account', stranger],
  ['a prefix list', (_, site) => toList(site.prefixList)],
  ['a port list', (_, site) => ({ PortRange: '', PortRangeListId: site.portList })],
  ['a prefix list and a port list', (_, site) => toList(site.prefixList, { PortRange: '', PortRangeListId: site.portList })],
];
const ruleAt = (i: number, w: World, site: Site): Params => {
  const rule = distinct[i]![1];
  return typeof rule === 'function' ? rule(w, site) : rule;
};
const every = (w: World, site: Site) => distinct.map((_, i) => ruleAt(i, w, site));

/** Two spellings of one rule: [title, as it is kept, as it is revoked]. */
const same: readonly (readonly [title: string, kept: Params, sent: Params])[] = [
  ['Policy accept is the default', {}, { Policy: '' }],
  ['Policy accept may have been the default', { Policy: '' }, {}],
  ['Policy in any case', { Policy: 'DROP' }, { Policy: 'Drop' }],
  ['Priority 1 is the default', {}, { Priority: '1' }],
  ['Priority 1 may be left to the default', { Priority: '1' }, {}],
  ['Priority with leading zeros is that number', { Priority: '7' }, { Priority: '007' }],
  ['NicType internet is intranet in a VPC', {}, { NicType: 'internet' }],
  ['NicType may have been internet in a VPC', { NicType: 'internet' }, { NicType: 'INTRANET' }],
  ['IpProtocol in any case', { IpProtocol: 'tcp' }, { IpProtocol: 'Tcp' }],
  ['6 is TCP', {}, { IpProtocol: '6' }],
  ['17 is UDP', { IpProtocol: '17' }, { IpProtocol: 'udp' }],
  ['1 is ICMP', icmp, { ...icmp, IpProtocol: '1' }],
  ['47 is GRE', { ...icmp, IpProtocol: 'gre' }, { ...icmp, IpProtocol: '47' }],
  ['58 is ICMPv6', v6('::/0', { ...icmp, IpProtocol: 'ICMPv6' }), v6('::/0', { ...icmp, IpProtocol: '58' })],
  ['255 is a protocol', { ...icmp, IpProtocol: '255' }, { ...icmp, IpProtocol: '255' }],
  ['source ports -1/-1 are none where the protocol has no ports', icmp, { ...icmp, SourcePortRange: '-1/-1' }],
  ['and may have been written', { ...icmp, SourcePortRange: '-1/-1' }, icmp],
  ['another description', { Description: 'one' }, { Description: 'two' }],
  ['no description', { Description: 'one' }, { Description: '' }],
  ['a description of 512 characters, of any plane', {}, { Description: '\u{1f600}'.repeat(512) }],
  ['an address is a block of one', { DestCidrIp: '10.0.0.5' }, { DestCidrIp: '10.0.0.5/32' }],
  ['a block of one is an address', { DestCidrIp: '10.0.0.5/32' }, { DestCidrIp: '10.0.0.5' }],
  ['host bits are masked', { DestCidrIp: '10.1.2.3/8' }, { DestCidrIp: '10.0.0.0/8' }],
  ['host bits are masked on both sides', { DestCidrIp: '10.1.2.3/8' }, { DestCidrIp: '10.3.2.1/8' }],
  ['host bits of all addresses', { DestCidrIp: '0.0.0.0/0' }, { DestCidrIp: '255.255.255.255/0' }],
  ['host bits of the source', { SourceCidrIp: '192.168.1.1/16' }, source],
  ['zeros in an IPv6 address', v6('2001:0db8:0000::0001'), v6('2001:db8::1/128')],
  ['letters in an IPv6 address', v6('2001:DB8::/32'), v6('2001:db8:ffff::1/32')],
  ['an IPv4 address inside an IPv6 one', v6('::ffff:1.2.3.4'), v6('::ffff:102:304')],
];

/** Rules that are not the same: [title, as it is kept, as it is revoked without success]. */
const different: readonly (readonly [title: string, kept: Params, sent: Params])[] = [
  ['priority 2 is not the default', { Priority: '2' }, {}],
  ['drop is not the default', { Policy: 'drop' }, { Policy: '' }],
  ['a block of another length', {}, { DestCidrIp: '10.0.0.0/16' }],
  ['an address inside the block', {}, { DestCidrIp: '10.0.0.1' }],
  ['a port inside the range', { PortRange: '1/100' }, {}],
  ['an absent source is not every source', {}, { SourceCidrIp: '0.0.0.0/0' }],
  ['every source is not an absent one', { SourceCidrIp: '0.0.0.0/0' }, {}],
  ['absent source ports are not all of them', {}, { SourcePortRange: '1/65535' }],
  ['an IPv4 address inside an IPv6 one is not the IPv4 address', v6('::ffff:10.0.0.1'), { DestCidrIp: '10.0.0.1' }],
  ['ALL is not TCP', {}, { IpProtocol: 'ALL', PortRange: '-1/-1' }],
];

/** What makes two rules the same one (docs/decisions/0001 4, 6 and 13). */
export const identitySentences: readonly Sentence[] = [
  ...distinct.map(
    ([title], i): Sentence => [`of many rules only the one that is told is taken: ${title}`, every, (w, at) => P(ruleAt(i, w, at)), [i]],
  ),
  ['all of them can be told at once', every, (w, at: Made) => Ps(...every(w, at)), distinct.map((_, i) => i)],
  ...same.flatMap(([title, kept, sent]): Sentence[] => [
    [`same, in Permissions: ${title}`, [{ PortRange: '9/9' }, kept], P(sent), [1]],
    [`same, outside: ${title}`, [kept, { PortRange: '9/9' }], T(sent), [0]],
  ]),
  ...different.map(([title, kept, sent]): Sentence => [`not the same: ${title}`, [kept], P(sent), noRule]),
  ['the rule of the other direction is not taken', [otherWay()], P(), noRule],
  ['nor is it touched', [{}, otherWay()], P(), [0]],
];

import type { Params } from '../server.ts';
import { type Made, noRule, type Sentence } from './sentences.ts';
import { P, Ps, T, toGroup, toList, type World } from './world.ts';

const v6 = '2001:db8::/32';
const toV6 = { DestCidrIp: '', Ipv6DestCidrIp: v6 };
const noSuchGroup = 'InvalidDestGroupId.NotFound';
const duplicate = 'InvalidParam.DuplicatePermissions';
const mismatch = 'InvalidNicType.Mismatch';
const nonsense = { DestGroupId: '***', DestGroupOwnerId: 'x', DestGroupOwnerAccount: '?', DestPrefixListId: '***' };
const noPorts = { PortRange: '', PortRangeListId: 'prl-none' };
const intranet = { NicType: 'intranet' };

/** What is given beside something that wins over it is not looked at (docs/decisions/0001 5). */
const precedence: readonly Sentence[] = [
  ['beside an IPv4 block nothing of a group or list is looked at', [{}], P(nonsense), [0]],
  ['beside an IPv4 block nothing of a group or list is looked at, outside Permissions', [{}], T(nonsense), [0]],
  ['beside an IPv6 block nothing of a group or list is looked at', [toV6], P({ ...toV6, ...nonsense }), [0]],
  ['beside a block the group itself is no peer', [{}], (_, at) => P({ DestGroupId: at.group }), [0]],
  ['beside a block an enterprise group is no peer', [{}], (w) => P({ DestGroupId: w.E }), [0]],
  [
    'beside a block NicType internet is no conflict with a group',
    [{}],
    (_, at) => P({ DestGroupId: at.peer, NicType: 'internet' }),
    [0],
    'classic',
  ],
  [
    'beside a group a prefix list is not looked at',
    (_, at) => [toGroup(at.peer)],
    (_, at) => P(toGroup(at.peer, { DestPrefixListId: '***' })),
    [0],
  ],
  [
    'a group beats a prefix list',
    (_, at) => [toGroup(at.peer), toList(at.prefixList)],
    (_, at) => P(toGroup(at.peer, { DestPrefixListId: at.prefixList })),
    [0],
  ],
  ['a block beats a group', (_, at) => [toGroup(at.peer), {}], (_, at) => P({ DestGroupId: at.peer }), [1]],
  [
    'owners without a group are not looked at',
    (_, at) => [toList(at.prefixList)],
    (_, at) => P(toList(at.prefixList, { DestGroupOwnerId: 'x' })),
    [0],
  ],
  ['beside ports a port list is not looked at', [{}], P({ PortRangeListId: '***' }), [0]],
  [
    'beside ports a port list is no conflict with the protocol',
    [{ IpProtocol: 'GRE', PortRange: '-1/-1' }],
    P({ IpProtocol: 'GRE', PortRange: '-1/-1', PortRangeListId: 'prl-1' }),
    [0],
  ],
  [
    'beside ports a port list is no conflict with the classic network',
    [{}],
    (_, at) => P({ PortRangeListId: at.portList }),
    [0],
    'classic',
  ],
  [
    'beside a block a prefix list is no conflict with the classic network',
    [{}],
    (_, at) => P({ DestPrefixListId: at.prefixList }),
    [0],
    'classic',
  ],
  [
    'beside a group a prefix list is no conflict with the classic network',
    (_, at) => [toGroup(at.peer)],
    (_, at) => P(toGroup(at.peer, { DestPrefixListId: at.prefixList })),
    [0],
    'classic',
  ],
  ['what is ignored makes no difference between duplicates', [{}], Ps({ DestGroupId: 'a' }, { DestGroupId: 'b' }), duplicate],
  [
    'what decides does',
    [{}, { DestCidrIp: '10.0.0.0/9' }],
    Ps({ DestGroupId: 'a' }, { DestCidrIp: '10.0.0.0/9', DestGroupId: 'a' }),
    [0, 1],
  ],
];

const theirs = (w: World, changes: Params = {}) => toGroup(w.F, { DestGroupOwnerId: w.accounts.foreign, ...changes });
const byName =
  (name: string, changes: Params = {}) =>
  (w: World) =>
    P(toGroup(w.F, { DestGroupOwnerAccount: name, ...changes }));
const given = (w: World) => [theirs(w)];

/** Groups of other accounts (docs/decisions/0001 10). */
const accounts: readonly Sentence[] = [
  ['a group of another account by its owner', given, (w) => P(theirs(w)), [0]],
  ['a group of another account by its owner, outside Permissions', given, (w) => T(theirs(w)), [0]],
  ['the owner by name', given, byName('Test@aliyun.com'), [0]],
  ['the owner by name in any case', given, byName('tEST@ALIYUN.com'), [0]],
  ['the owner as digits where a name may stand', given, (w) => P(toGroup(w.F, { DestGroupOwnerAccount: w.accounts.foreign })), [0]],
  ['the ID of the owner wins over a name', given, (w) => P(theirs(w, { DestGroupOwnerAccount: 'Classic@aliyun.com' })), [0]],
  ['the ID of the owner wins over the right name', given, byName('Test@aliyun.com', { DestGroupOwnerId: '12345678910' }), noSuchGroup],
  ['no owner', given, (w) => P(toGroup(w.F)), noSuchGroup],
  ['another owner', given, (w) => P(theirs(w, { DestGroupOwnerId: w.accounts.classic })), noSuchGroup],
  ['an owner that is unknown', given, (w) => P(theirs(w, { DestGroupOwnerId: '9999999999999999' })), noSuchGroup],
  ['a name that is unknown', given, byName('nobody@aliyun.com'), noSuchGroup],
  ['a name is no pattern', given, byName('%@aliyun.com'), noSuchGroup],
  ['our own ID as owner is no owner', (_, at) => [toGroup(at.peer)], (_, at) => P(toGroup(at.peer, { DestGroupOwnerId: at.account })), [0]],
  ['and may have been one', (_, at) => [toGroup(at.peer, { DestGroupOwnerId: at.account })], (_, at) => P(toGroup(at.peer)), [0]],
  [
    'our own ID where a name may stand',
    (_, at) => [toGroup(at.peer)],
    (_, at) => P(toGroup(at.peer, { DestGroupOwnerAccount: at.account })),
    [0],
  ],
  [
    'our own name is no owner',
    (_, at) => [toGroup(at.peer)],
    (_, at) => P(toGroup(at.peer, { DestGroupOwnerAccount: 'CLASSIC@aliyun.com' })),
    [0],
    'classic',
  ],
  [
    'our own group with another owner',
    (_, at) => [toGroup(at.peer)],
    (w, at) => P(toGroup(at.peer, { DestGroupOwnerId: w.accounts.foreign })),
    noSuchGroup,
  ],
  ['a classic group names a group of another account in a VPC', given, (w) => P(theirs(w)), [0], 'classic'],
];

const item = (_: World, at: { readonly peer: string }) => [toGroup(at.peer)];
/** The classic network (docs/decisions/0001 4 and 11). */
const classic: readonly Sentence[] = [
  ['classic: the default NicType is internet', [{}], P({ NicType: 'internet' }), [0], 'classic'],
  ['classic: internet may be left to the default', [{ NicType: 'internet' }], P(), [0], 'classic'],
  ['classic: NicType in any case', [intranet], P({ NicType: 'Intranet' }), [0], 'classic'],
  ['classic: rules of both NIC types are two', [{}, intranet], P(intranet), [1], 'classic'],
  ['classic: of both the default takes that of internet', [{}, intranet], P(), [0], 'classic'],
  ['classic: both at once are no duplicates', [{}, intranet], Ps({}, intranet), [0, 1], 'classic'],
  ['classic: a rule of intranet is not of internet', [intranet], P(), mismatch, 'classic'],
  ['classic: a rule of internet is not of intranet', [{}], T(intranet), mismatch, 'classic'],
  [
    'classic: one of the other NIC type among good ones, and nothing is deleted',
    [{}, { PortRange: '80/80', ...intranet }],
    Ps({}, { PortRange: '80/80' }),
    mismatch,
    'classic',
  ],
  ['classic: the NIC type is told before a rule that is missing', [intranet], Ps({ PortRange: '9/9' }, {}), mismatch, 'classic'],
  ['classic: a rule that differs in more is missing', [intranet], P({ Priority: '2' }), noRule, 'classic'],
  ['classic: beside a group the default is intranet', item, (_, at) => P(toGroup(at.peer, intranet)), [0], 'classic'],
  ['classic: intranet may be left to the default beside a group', item, (_, at) => P(toGroup(at.peer)), [0], 'classic'],
  ['classic: a group over internet', item, (_, at) => P(toGroup(at.peer, { NicType: 'internet' })), mismatch, 'classic'],
  [
    'classic: a group over internet, outside Permissions',
    item,
    (_, at) => T(toGroup(at.peer, { NicType: 'internet' })),
    mismatch,
    'classic',
  ],
  ['vpc: a group with NicType internet, which is read as intranet', item, (_, at) => P(toGroup(at.peer, { NicType: 'internet' })), [0]],
  ['classic: a port list', [{}], (_, at) => P({ PortRange: '', PortRangeListId: at.portList }), 'UnsupportedParameter', 'classic'],
  ['classic: a port list that does not exist', [{}], P(noPorts), 'InvalidPortRangeListId.NotFound', 'classic'],
  ['classic: an IPv6 block', [{}], P(toV6), 'InvalidParameter.Ipv6CidrIp', 'classic'],
  ['classic: a prefix list', [{}], (_, at) => P(toList(at.prefixList)), 'NotSupported.ClassicNetworkPrefixList', 'classic'],
  [
    'classic: an IPv6 block is told before a port list',
    [{}],
    (_, at: Made) => P({ ...toV6, PortRange: '', PortRangeListId: at.portList }),
    'InvalidParameter.Ipv6CidrIp',
    'classic',
  ],
];

const list = (_: World, at: { readonly prefixList: string }) => [toList(at.prefixList)];
/** Lists and the other side of a rule (docs/decisions/0001 12). */
const lists: readonly Sentence[] = [
  ['a prefix list outside Permissions', list, (_, at) => T(toList(at.prefixList)), [0]],
  [
    'a prefix list of the other family is no error: nothing matches',
    list,
    (_, at) => P(toList(at.prefixList, { Ipv6SourceCidrIp: v6 })),
    noRule,
  ],
  [
    'ICMPv6 and a prefix list of IPv4: nothing matches',
    list,
    (_, at) => P(toList(at.prefixList, { IpProtocol: 'ICMPv6', PortRange: '-1/-1' })),
    noRule,
  ],
  [
    'a prefix list with a source',
    (_, at) => [toList(at.prefixList, { SourceCidrIp: '10.0.0.0/8' })],
    (_, at) => P(toList(at.prefixList, { SourceCidrIp: '10.1.0.0/8' })),
    [0],
  ],
  ['a port list outside Permissions is no parameter', [{}], (_, at) => T({ PortRangeListId: at.portList }), [0]],
  ['source and destination may be told alike by a revoke: nothing matches', [{}], P({ SourceCidrIp: '10.0.0.0/8' }), noRule],
];

export const peerSentences: readonly Sentence[] = [...precedence, ...accounts, ...classic, ...lists];

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { type Called, call } from '#actions/call.testing.ts';
import { listAt } from '#actions/ecs/lists/state.testing.ts';
import modifyEgress from '#actions/ecs/modify-security-group-egress-rule.ts';
import modifyIngress from '#actions/ecs/modify-security-group-rule.ts';
import { type State, stateOf } from '#domain/decide.testing.ts';
import { accountKey } from '#domain/finding.ts';
import type { Direction, Rule } from '#domain/rule.ts';
import { groupHead, interfaceHead, ruleOf, scope } from '#domain/samples.testing.ts';
import { type Effect, keyText } from '#kit/deciding.ts';
import type { Param } from '#kit/shape.ts';

const group = (id: string, over = {}, account = scope.account): Effect => ({
  put: here({ ...scope, account }, 'group', id),
  head: groupHead(over),
});
const world: readonly Effect[] = [
  ...[group('sg-own'), group('sg-peer'), group('sg-peer2'), group('sg-ent', { type: 'enterprise' })],
  ...[group('sg-far', { vpc: 'vpc-2' }), group('sg-managed', { service: 'ack' }), group('sg-heavy'), group('sg-theirs', {}, '7')],
  ...[group('sg-classic', { vpc: '' }), group('sg-classic2', { vpc: '' })],
  ...[listAt(scope, 'prefixList', 'pl-1', { maxEntries: 5 }), listAt(scope, 'prefixList', 'pl-2', { maxEntries: 5 })],
  ...[listAt(scope, 'prefixList', 'pl-large', { maxEntries: 200 }), listAt(scope, 'prefixList', 'pl-v6', { family: 'IPv6' })],
  ...[listAt(scope, 'portRangeList', 'prl-1', { maxEntries: 5 }), listAt(scope, 'portRangeList', 'prl-2', { maxEntries: 5 })],
  {
    put: accountKey(scope.account),
    head: {
      ...{ name: '', networkType: 'vpc', missingRule: '', first: true, created: 1 },
      quotas: { rulesPerGroup: 100, rulesPerInterface: 210, referencesPerPrefixList: 1 },
    },
  },
];

const peers = {
  group: { kind: 'group', id: 'sg-peer', owner: '' },
  theirs: { kind: 'group', id: 'sg-theirs', owner: '7' },
  list: { kind: 'list', id: 'pl-1' },
  v6: { kind: 'v6', text: '2001:db8::/32', net: '2001:db8::/32' },
} as const;
const toGroup = { peer: peers.group };
const toList = { peer: peers.list };
const toV6 = { peer: peers.v6 };
const ports = { ports: '', portList: 'prl-1' };
const classic: Given = { at: 'sg-classic' };

/** `at` is the group that is asked about; the rules are `sgr-1` as changed, and others in it. */
type Given = {
  readonly at?: string;
  readonly rule?: Partial<Rule>;
  readonly others?: Readonly<Record<string, Partial<Rule>>>;
  readonly more?: readonly Effect[];
};
type Sent = Readonly<Record<string, string>>;
/** What of sgr-1 changes, or '!Code' where it is refused. */
type Expected = Partial<Rule> | `!${string}`;
type Row = readonly [title: string, given: Given, sent: Sent, expected: Expected];

const byId = (sent: Sent, id = 'sgr-1'): Sent => ({ SecurityGroupRuleId: id, ...sent });
const good = { IpProtocol: 'TCP', PortRange: '443/443', DestCidrIp: '10.0.0.0/8' };
/** A rule by what it says; '' leaves a field out. */
const says = (sent: Sent = {}): Sent => ({ ...good, ...sent });
const saysPeer = (name: string, value: string, more: Sent = {}): Sent => says({ DestCidrIp: '', [name]: value, ...more });
const saysV6 = (more: Sent = {}): Sent => saysPeer('Ipv6DestCidrIp', '2001:db8::/32', more);
const x513 = 'x'.repeat(513);
const member = (...groups: readonly string[]): Effect => ({ put: here(scope, 'interface', 'eni-1'), head: interfaceHead({ groups }) });
const user = (list: string): Effect => ({
  part: here(scope, 'group', 'sg-heavy'),
  id: 'sgr-u',
  row: ruleOf({ peer: { kind: 'list', id: list } }),
});
const many = (count: number): Readonly<Record<string, Partial<Rule>>> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`sgr-m${i}`, { ports: `1/${i + 1}` }]));
const heavy = (count: number): readonly Effect[] =>
  Object.entries(many(count)).map(([id, over]) => ({ part: here(scope, 'group', 'sg-heavy'), id, row: ruleOf(over) }));

const rows: readonly Row[] = [
  // By ID: any field, the others stay.
  ['the description', {}, byId({ Description: 'new' }), { description: 'new' }],
  ['as it is already', {}, byId({ Description: 'old', Priority: '1', DestCidrIp: '10.0.0.0/8' }), {}],
  [
    'all at once',
    {},
    byId({ IpProtocol: 'icmp', PortRange: '-1/-1', Policy: 'DROP', Priority: '9' }),
    { protocol: 'ICMP', ports: '-1/-1', policy: 'drop', priority: 9 },
  ],
  ['ports and source ports', {}, byId({ PortRange: '80/80', SourcePortRange: '1/9' }), { ports: '80/80', sourcePorts: '1/9' }],
  ['another block', {}, byId({ DestCidrIp: '10.1.2.3' }), { peer: { kind: 'v4', text: '10.1.2.3', net: '10.1.2.3/32' } }],
  [
    'the same block in other words',
    {},
    byId({ DestCidrIp: '10.1.2.3/8' }),
    { peer: { kind: 'v4', text: '10.1.2.3/8', net: '10.0.0.0/8' } },
  ],
  ['an own side', {}, byId({ SourceCidrIp: '10.9.0.0/16' }), { own: { kind: 'v4', text: '10.9.0.0/16', net: '10.9.0.0/16' } }],
  ['another group', { rule: toGroup }, byId({ DestGroupId: 'sg-peer2' }), { peer: { kind: 'group', id: 'sg-peer2', owner: '' } }],
  ['a group of another account', { rule: toGroup }, byId({ DestGroupId: 'sg-theirs', DestGroupOwnerId: '7' }), { peer: peers.theirs }],
  [
    'a group of another account stays theirs',
    { rule: { peer: peers.theirs } },
    byId({ DestGroupId: 'sg-theirs', Priority: '2' }),
    { priority: 2 },
  ],
  ['another prefix list', { rule: toList }, byId({ DestPrefixListId: 'pl-2' }), { peer: { kind: 'list', id: 'pl-2' } }],
  ['another port list', { rule: ports }, byId({ PortRangeListId: 'prl-2' }), { portList: 'prl-2' }],
  ['in a VPC the NIC types are one', {}, byId({ NicType: 'internet', Priority: '2' }), { priority: 2 }],
  ['the NIC type as it is', { ...classic, rule: { nic: 'internet' } }, byId({ NicType: 'internet', Priority: '2' }), { priority: 2 }],
  [
    'a peer that is managed by now',
    { rule: { peer: { kind: 'group', id: 'sg-managed', owner: '' } } },
    byId({ Description: 'new' }),
    { description: 'new' },
  ],
  ['a full group grows no more, and may change', { others: many(120) }, byId({ Priority: '2' }), { priority: 2 }],
  [
    'a list as large as before',
    { rule: toList, others: many(120) },
    byId({ DestPrefixListId: 'pl-2' }),
    { peer: { kind: 'list', id: 'pl-2' } },
  ],
  ['a list that many use, used already', { rule: toList, more: [user('pl-1')] }, byId({ Priority: '2' }), { priority: 2 }],
  [
    'an interface that stays within its limit',
    { rule: toList, more: [member('sg-own', 'sg-heavy'), user('pl-2')] },
    byId({ PortRange: '1/2' }),
    { ports: '1/2' },
  ],

  // By what it says: the description alone.
  ['the description of what it says', {}, says({ Description: 'new' }), { description: 'new' }],
  [
    'in other words',
    {},
    says({ IpProtocol: '6', DestCidrIp: '10.1.2.3/8', Policy: 'Accept', Priority: '1', NicType: 'internet', Description: 'new' }),
    { description: 'new' },
  ],
  ['without a description', {}, says(), {}],
  ['with the same description', {}, says({ Description: 'old' }), {}],
  ['a group by what it says', { rule: toGroup }, saysPeer('DestGroupId', 'sg-peer', { Description: 'new' }), { description: 'new' }],
  [
    'a group that is managed by now',
    { rule: { peer: { kind: 'group', id: 'sg-managed', owner: '' } } },
    saysPeer('DestGroupId', 'sg-managed', { Description: 'new' }),
    { description: 'new' },
  ],
  [
    'lists by what it says',
    { rule: { ...toList, ...ports } },
    saysPeer('DestPrefixListId', 'pl-1', { PortRange: '', PortRangeListId: 'prl-1', Description: 'new' }),
    { description: 'new' },
  ],
  ['a classic rule by what it says', { ...classic, rule: { nic: 'internet' } }, says({ Description: 'new' }), { description: 'new' }],
  ['the other rule is not meant', { others: { 'sgr-2': { priority: 2 } } }, says({ Description: 'new' }), { description: 'new' }],

  // One row of the table each.
  ['a malformed rule ID', {}, byId({ Priority: '2' }, '!!'), '!InvalidParam.SecurityGroupRuleId'],
  ['nothing to change', {}, byId({}), '!InvalidParam.InvalidModifyRuleRequest'],
  ['nothing to change but to empty', {}, byId({ Description: '', SourceCidrIp: '' }), '!InvalidParam.InvalidModifyRuleRequest'],
  ['an unknown group', {}, byId({ SecurityGroupId: 'sg-none', Priority: '2' }), '!InvalidSecurityGroupId.NotFound'],
  ['a group of another account, by ID', {}, byId({ SecurityGroupId: 'sg-theirs', Priority: '2' }), '!InvalidSecurityGroupId.NotFound'],
  ['an unknown group, by what it says', {}, says({ SecurityGroupId: 'sg-none' }), '!InvalidSecurityGroupId.NotFound'],
  ['a managed group', { at: 'sg-managed' }, byId({ Priority: '2' }), '!InvalidOperation.ResourceManagedByCloudProduct'],
  ['a managed group, by what it says', { at: 'sg-managed' }, says(), '!InvalidOperation.ResourceManagedByCloudProduct'],
  ['an unknown rule ID', {}, byId({ Priority: '2' }, 'sgr-none'), '!InvalidSecurityGroupRuleId.NotFound'],
  ['an unknown rule', {}, says({ Priority: '2', Description: 'new' }), '!SecurityGroupRule.NotFound'],
  ['a rule of another NIC type', { ...classic, rule: { nic: 'internet' } }, says({ NicType: 'intranet' }), '!InvalidNicType.Mismatch'],
  ['another NIC type', { ...classic, rule: { nic: 'internet' } }, byId({ NicType: 'intranet' }), '!InvalidOperation.ModifyNicType'],
  ['another kind of peer', {}, byId({ DestGroupId: 'sg-peer' }), '!InvalidOperation.ModifySgRuleEntityType'],
  ['another family', {}, byId({ Ipv6DestCidrIp: '::/0' }), '!InvalidOperation.ModifySgRuleEntityType'],
  ['a port list instead of ports', {}, byId({ PortRangeListId: 'prl-1' }), '!InvalidOperation.ModifyPortRangeType'],
  ['ports instead of a port list', { rule: ports }, byId({ PortRange: '80/80' }), '!InvalidOperation.ModifyPortRangeType'],
  ['a twin', { others: { 'sgr-2': { priority: 2 } } }, byId({ Priority: '2' }), '!InvalidOperation.RuleDuplicate'],

  ['no protocol', {}, says({ IpProtocol: '' }), '!InvalidIpProtocol.ValueNotSupported'],
  ['nothing at all', {}, {}, '!InvalidIpProtocol.ValueNotSupported'],
  ['a protocol that is none', {}, byId({ IpProtocol: 'FOO' }), '!InvalidIpProtocol.ValueNotSupported'],
  ['no peer', {}, says({ DestCidrIp: '' }), '!MissingParameter'],
  ['both families', {}, says({ Ipv6DestCidrIp: '::/0' }), '!InvalidParam.DestIp'],
  ['both families, by ID', {}, byId({ DestCidrIp: '10.0.0.0/8', Ipv6DestCidrIp: '::/0' }), '!InvalidParam.DestIp'],
  ['both own families', {}, byId({ SourceCidrIp: '10.0.0.0/8', Ipv6SourceCidrIp: '::/0' }), '!InvalidParam.SourceIp'],
  ['a malformed peer', {}, says({ DestCidrIp: '10.0.0/8' }), '!InvalidDestCidrIp.Malformed'],
  ['a malformed peer, by ID', {}, byId({ DestCidrIp: '10.0.0/8' }), '!InvalidParam.DestCidrIp'],
  ['several blocks', {}, says({ DestCidrIp: '10.0.0.0/8,11.0.0.0/8' }), '!InvalidDestCidrIp.Malformed'],
  ['a malformed own side', {}, says({ SourceCidrIp: '10.0.0/8' }), '!InvalidParam.SourceCidrIp'],
  ['a malformed own side, by ID', {}, byId({ SourceCidrIp: '10.0.0/8' }), '!InvalidParam.SourceCidrIp'],
  ['a malformed IPv6 peer', {}, saysV6({ Ipv6DestCidrIp: 'x' }), '!InvalidParam.Ipv6DestCidrIp'],
  ['a malformed IPv6 own side', { rule: toV6 }, byId({ Ipv6SourceCidrIp: 'x' }), '!InvalidParam.Ipv6SourceCidrIp'],
  ['an impossible IPv6 block', {}, saysV6({ Ipv6DestCidrIp: '::/129' }), '!InvalidParameter.Ipv6CidrIp'],
  ['IPv6 on the classic network', classic, saysV6(), '!InvalidParameter.Ipv6CidrIp'],
  ['IPv6 with ICMP', {}, saysV6({ IpProtocol: 'ICMP', PortRange: '-1/-1' }), '!InvalidParam.Ipv4ProtocolConflictWithIpv6Address'],
  ['IPv4 with ICMPv6', {}, says({ IpProtocol: 'ICMPv6', PortRange: '-1/-1' }), '!InvalidParam.Ipv6ProtocolConflictWithIpv4Address'],
  ['ICMPv6 for a rule of IPv4', {}, byId({ IpProtocol: 'ICMPv6', PortRange: '-1/-1' }), '!InvalidParam.ProtocolAndAddressFamilyMismatch'],
  [
    'ICMP for a rule of IPv6',
    { rule: toV6 },
    byId({ IpProtocol: 'ICMP', PortRange: '-1/-1' }),
    '!InvalidParam.ProtocolAndAddressFamilyMismatch',
  ],
  ['two families', {}, byId({ Ipv6SourceCidrIp: '::/0' }), '!InvalidParameter.Conflict'],
  ['two families the other way round', { rule: toV6 }, byId({ SourceCidrIp: '10.0.0.0/8' }), '!InvalidParameter.Conflict'],
  ['a policy that is none', {}, byId({ Policy: 'x' }), '!InvalidPolicy.Malformed'],
  ['a priority that is no number', {}, byId({ Priority: 'x' }), '!InvalidPriority.Malformed'],
  ['a priority out of range', {}, says({ Priority: '101' }), '!InvalidPriority.ValueNotSupported'],
  ['a NIC type that is none', {}, byId({ NicType: 'x' }), '!InvalidNicType.ValueNotSupported'],
  ['no ports', {}, says({ PortRange: '' }), '!InvalidIpProtocol.Malformed'],
  ['malformed ports', {}, says({ PortRange: '22' }), '!InvalidIpProtocol.Malformed'],
  ['malformed ports, by ID', {}, byId({ PortRange: '22' }), '!InvalidParam.PortRange'],
  ['ports that the protocol does not have', {}, says({ IpProtocol: 'ICMP' }), '!OperationDenied'],
  ['a protocol that does not have the ports', {}, byId({ IpProtocol: 'ICMP' }), '!InvalidParam.ProtocolAndPortRangeMismatch'],
  ['a protocol without port lists', { rule: ports }, byId({ IpProtocol: 'ICMP' }), '!InvalidParam.ProtocolNotSupportPortRangeList'],
  ['malformed source ports', {}, byId({ SourcePortRange: 'a/b' }), '!InvalidSourcePortRange.Malformed'],
  ['a description of 513 characters', {}, byId({ Description: x513 }), '!InvalidSecurityGroupDiscription.Malformed'],

  ['an unknown peer', { rule: toGroup }, byId({ DestGroupId: 'sg-none' }), '!InvalidDestGroupId.NotFound'],
  ['another owner', { rule: toGroup }, byId({ DestGroupOwnerId: '7' }), '!InvalidDestGroupId.NotFound'],
  ['an unknown peer, by what it says', {}, saysPeer('DestGroupId', 'sg-none'), '!InvalidDestGroupId.NotFound'],
  ['an unknown prefix list', { rule: toList }, byId({ DestPrefixListId: 'pl-none' }), '!InvalidPrefixListId.NotFound'],
  ['an unknown port list', { rule: ports }, byId({ PortRangeListId: 'prl-none' }), '!InvalidPortRangeListId.NotFound'],
  ['the group itself, by what it says', {}, saysPeer('DestGroupId', 'sg-own'), '!InvalidParamter.Conflict#self'],
  ['a peer in another VPC', { rule: toGroup }, byId({ DestGroupId: 'sg-far' }), '!InvalidDestGroupId.Mismatch#vpc'],
  ['an enterprise peer', { rule: toGroup }, byId({ DestGroupId: 'sg-ent' }), '!InvalidGroupAuthParameter.OperationDenied'],
  [
    'a group as peer of an enterprise group',
    { at: 'sg-ent' },
    saysPeer('DestGroupId', 'sg-peer'),
    '!InvalidGroupParameter.OperationDenied',
  ],
  ['a managed peer', { rule: toGroup }, byId({ DestGroupId: 'sg-managed' }), '!InvalidOperation.ResourceManagedByCloudProduct'],
  ['a group over internet', classic, saysPeer('DestGroupId', 'sg-classic2', { NicType: 'internet' }), '!InvalidDestGroupId.Mismatch#nic'],
  ['a prefix list on the classic network', classic, saysPeer('DestPrefixListId', 'pl-1'), '!NotSupported.ClassicNetworkPrefixList'],
  ['a port list on the classic network', classic, says({ PortRange: '', PortRangeListId: 'prl-1' }), '!UnsupportedParameter'],
  ['source and destination alike', {}, byId({ SourceCidrIp: '10.2.3.4/8' }), '!InvalidParamter.Conflict#cidr'],
  [
    'a prefix list of the other family',
    { rule: toList },
    byId({ DestPrefixListId: 'pl-v6' }),
    '!InvalidParam.PrefixListAddressFamilyMismatch',
  ],
  [
    'a prefix list of the other family than the protocol',
    { rule: toList },
    byId({ IpProtocol: '58', PortRange: '-1/-1' }),
    '!InvalidParam.PrefixListAddressFamilyMismatch',
  ],
  ['a group that is full', { rule: toList }, byId({ DestPrefixListId: 'pl-large' }), '!AuthorizationLimitExceed'],
  [
    'an interface that is full',
    {
      rule: toList,
      others: many(20),
      more: [listAt(scope, 'prefixList', 'pl-50', { maxEntries: 50 }), member('sg-own', 'sg-heavy'), ...heavy(150)],
    },
    byId({ DestPrefixListId: 'pl-50' }),
    '!AuthorizationLimitExceed#interface',
  ],
  [
    'a prefix list that many use',
    { rule: toList, more: [user('pl-2')] },
    byId({ DestPrefixListId: 'pl-2' }),
    '!LimitExceed.PrefixListAssociationResource',
  ],
];
const ofEgress: readonly Row[] = [
  ['the group itself, by ID', { rule: toGroup }, byId({ DestGroupId: 'sg-own' }), '!InvalidSecurityGroup.IsSame'],
  ['a peer of the other network type', classic, saysPeer('DestGroupId', 'sg-peer'), '!InvalidNetworkType.Conflict'],
];
const ofIngress: readonly Row[] = [
  ['the group itself, by ID', { rule: toGroup }, byId({ DestGroupId: 'sg-own' }), '!InvalidParamter.Conflict#self'],
  ['a peer of the other network type', classic, saysPeer('DestGroupId', 'sg-peer'), '!InvalidNetworkType.Mismatch'],
];

/** Rows speak of egress; only SourcePortRange means the same in both directions. */
const turned = (name: string, direction: Direction): string =>
  direction === 'egress'
    ? name
    : name.replace(/(?<!SourceOr)Dest|Source(?!PortRange|OrDest)/, (side) => (side === 'Dest' ? 'Source' : 'Dest'));

function stateFor({ at = 'sg-own', rule = {}, others = {}, more = [] }: Given, direction: Direction): State {
  const put = (id: string, over: Partial<Rule>): Effect => ({ part: here(scope, 'group', at), id, row: ruleOf({ direction, ...over }) });
  return stateOf(
    ...world,
    put('sgr-1', { description: 'old', ...rule }),
    ...Object.entries(others).map(([id, over]) => put(id, over)),
    ...more,
  );
}

/** Handles a request for that direction; an empty text is absent, as decoding has it. */
function send(direction: Direction, sent: Sent, state: State): Called {
  const texts = Object.entries(sent).flatMap(([name, value]) => (value === '' ? [] : [[turned(name, direction), value]]));
  const params = { RegionId: scope.region, ...(Object.fromEntries(texts) as { readonly SecurityGroupId: string }) };
  return direction === 'egress' ? call(modifyEgress, params, state) : call(modifyIngress, params, state);
}
const outcomeOf = (called: Called) => ('code' in called ? `!${called.code}` : called.effects);
/** As it is kept: without what is undefined. */
const plain = (row: unknown): unknown => JSON.parse(JSON.stringify(row));
const ruleIn = (state: State, at: string, id: string): unknown => state.get(keyText(here(scope, 'group', at)))?.parts.get(id);

for (const [direction, own] of [
  ['egress', ofEgress],
  ['ingress', ofIngress],
] as const) {
  const reached = new Set<string>();
  for (const [title, given, sent, expected] of [...rows, ...own]) {
    test(`${direction}: ${title}`, () => {
      const state = stateFor(given, direction);
      const at = given.at ?? 'sg-own';
      const before = ruleIn(state, at, 'sgr-1') as Rule;
      const request = { SecurityGroupId: at, ...sent };
      const outcome = outcomeOf(send(direction, request, state));
      if (typeof expected === 'string') {
        reached.add(expected);
        assert.equal(outcome, turned(expected, direction) as string);
        return assert.equal(ruleIn(state, at, 'sgr-1'), before, 'a refused request changes nothing');
      }
      const changes = Object.keys(expected).length > 0;
      assert.equal(outcome.length, changes ? 1 : 0, String(outcome));
      assert.deepEqual(plain(ruleIn(state, at, 'sgr-1')), plain({ ...before, ...expected }));
      assert.deepEqual(outcomeOf(send(direction, request, state)), [], 'the same again succeeds and does nothing');
    });
  }

  test(`${direction}: the ID of a rule of the other direction`, () => {
    const state = stateFor({}, direction === 'egress' ? 'ingress' : 'egress');
    assert.equal(
      outcomeOf(send(direction, byId({ SecurityGroupId: 'sg-own', Priority: '2' }), state)),
      '!InvalidSecurityGroupRuleId.NotFound',
    );
    assert.equal(
      outcomeOf(send(direction, byId({ SecurityGroupId: 'sg-own', DestGroupId: 'sg-peer' }), state)),
      '!InvalidSourceOrDestGroupId.DirectionMissmatch',
    );
    reached.add('!InvalidSourceOrDestGroupId.DirectionMissmatch');
  });

  test(`${direction}: every row of the table is reached`, () => {
    const { errors, params } = direction === 'egress' ? modifyEgress : modifyIngress;
    // What decoding tells is judged before the handler.
    for (const { wrong } of Object.values<Param>(params)) if (wrong) reached.add(turned(`!${wrong}`, direction));
    assert.deepEqual(new Set([...reached].map((code) => turned(code.slice(1), direction))), new Set(Object.keys(errors)));
  });
}

test('what the holes of the messages hold', () => {
  const holes = (sent: Sent, given: Given = {}) => {
    const called = send('ingress', { SecurityGroupId: 'sg-own', ...sent }, stateFor(given, 'ingress'));
    return 'code' in called ? called.holes : [];
  };
  assert.deepEqual(holes(byId({ PortRange: '22' })), ['PortRange']);
  assert.deepEqual(holes(byId({ DestCidrIp: '10.0.0.0/8', Ipv6DestCidrIp: '::/0' })), ['the request']);
  assert.deepEqual(holes(byId({ Ipv6DestCidrIp: 'x' })), ['Ipv6SourceCidrIp']);
  assert.deepEqual(holes(byId({ Priority: '2' }), { others: { 'sgr-2': { priority: 2 } } }), [
    'The modified rule is the same as the rule sgr-2',
  ]);
});

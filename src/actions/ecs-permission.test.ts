import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesFor, permissionFields, permissionOf } from '#actions/ecs-permission.ts';
import { decide, stateOf } from '#domain/decide.testing.ts';
import type { Direction, Rule } from '#domain/rule.ts';
import { created, groupHead, ruleOf, scope } from '#domain/samples.testing.ts';

const state = stateOf(
  { put: { ...scope, kind: 'group', id: 'sg-2' }, head: groupHead({ name: 'db' }) },
  { put: { ...scope, kind: 'prefixList', id: 'pl-1' }, head: { name: 'offices' } },
  { put: { ...scope, kind: 'portRangeList', id: 'prl-1' }, head: { name: 'web ports' } },
  { put: { account: '2', region: scope.region, kind: 'group', id: 'sg-9' }, head: groupHead({ name: 'secret' }) },
  { put: { ...scope, kind: 'group', id: 'sg-9' }, head: groupHead({ name: 'namesake' }) },
);
const shown = (rule: Rule): Readonly<Record<string, string>> =>
  permissionOf('sgr-1', rule, decide(namesFor(scope, [['sgr-1', rule]]), state));
/** What is not ''. */
const filled = (rule: Rule): unknown => Object.fromEntries(Object.entries(shown(rule)).filter(([, value]) => value !== ''));

const plain = { SecurityGroupRuleId: 'sgr-1', NicType: 'intranet', CreateTime: '2026-11-24T08:30:15Z' };
const tcp = { ...plain, IpProtocol: 'TCP', Policy: 'Accept', Priority: '1', PortRange: '443/443' };
const v4 = (text: string, net = text) => ({ kind: 'v4', text, net }) as const;
const v6 = (text: string, net = text) => ({ kind: 'v6', text, net }) as const;

const cases: readonly (readonly [title: string, over: Partial<Rule>, direction: Direction, expected: object])[] = [
  ['a block is echoed as it was written', { peer: v4('10.1.2.3/8', '10.0.0.0/8') }, 'egress', { DestCidrIp: '10.1.2.3/8' }],
  ['an ingress rule has its peer at the source', { peer: v4('10.0.0.5') }, 'ingress', { SourceCidrIp: '10.0.0.5' }],
  [
    'IPv6 keeps its host bits, and leaves the IPv4 field empty',
    { peer: v6('2001:db8:3c4d:15::1a2f:1a2b/0', '::/0') },
    'ingress',
    { Ipv6SourceCidrIp: '2001:db8:3c4d:15::1a2f:1a2b/0' },
  ],
  [
    'the other end of a quintuple rule',
    { own: v4('10.0.0.1'), sourcePorts: '1/9' },
    'egress',
    { DestCidrIp: '10.0.0.0/8', SourceCidrIp: '10.0.0.1', SourcePortRange: '1/9' },
  ],
  [
    'the other end of an ingress rule is the destination',
    { own: v6('2001:db8::1'), peer: v6('2001:db8::2') },
    'ingress',
    { Ipv6SourceCidrIp: '2001:db8::2', Ipv6DestCidrIp: '2001:db8::1' },
  ],
  [
    'a group of the same account has a name and no owner',
    { peer: { kind: 'group', id: 'sg-2', owner: '' } },
    'egress',
    { DestGroupId: 'sg-2', DestGroupName: 'db' },
  ],
  [
    'a group of another account has an owner and no name',
    { peer: { kind: 'group', id: 'sg-9', owner: '2' } },
    'ingress',
    { SourceGroupId: 'sg-9', SourceGroupOwnerAccount: '2' },
  ],
  ['a prefix list', { peer: { kind: 'list', id: 'pl-1' } }, 'egress', { DestPrefixListId: 'pl-1', DestPrefixListName: 'offices' }],
  [
    'a port list stands in for ports',
    { ports: '', portList: 'prl-1' },
    'egress',
    { DestCidrIp: '10.0.0.0/8', PortRange: undefined, PortRangeListId: 'prl-1', PortRangeListName: 'web ports' },
  ],
  [
    'a protocol is written in upper case, a policy with a capital, a priority as text',
    { protocol: 'ICMPv6', ports: '-1/-1', policy: 'drop', priority: 100, nic: 'internet', description: 'no ping', peer: v6('::/0') },
    'egress',
    {
      Ipv6DestCidrIp: '::/0',
      IpProtocol: 'ICMPV6',
      Policy: 'Drop',
      Priority: '100',
      NicType: 'internet',
      PortRange: '-1/-1',
      Description: 'no ping',
    },
  ],
];
for (const [title, over, direction, expected] of cases) {
  test(`a rule as clients read it: ${title}`, () => {
    const wanted = Object.entries({ ...tcp, Direction: direction, ...expected }).filter(([, value]) => value !== undefined);
    assert.deepEqual(filled(ruleOf({ direction, ...over })), Object.fromEntries(wanted));
  });
}

test('a rule as clients read it: every declared field is there as text, and no other', () => {
  const permission = shown(ruleOf({ created }));
  assert.deepEqual(Object.keys(permission).sort(), Object.keys(permissionFields).sort());
  for (const value of Object.values(permission)) assert.equal(typeof value, 'string');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call } from '#actions/call.testing.ts';
import authorize from '#actions/ecs/authorize-security-group-egress.ts';
import { listAt } from '#actions/ecs/lists/state.testing.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { accountKey } from '#domain/finding.ts';
import type { Rule } from '#domain/rule.ts';
import { groupHead, interfaceHead, ruleOf, scope } from '#domain/samples.testing.ts';
import type { Effect } from '#kit/deciding.ts';

type Quotas = Readonly<Record<string, number>>;
const key = (id: string) => here(scope, 'group', id);
const rulesIn = (id: string, count: number, over: Partial<Rule> = {}): readonly Effect[] =>
  Array.from({ length: count }, (_, i) => ({ part: key(id), id: `sgr-${id}-${i}`, row: ruleOf({ priority: i + 1, ...over }) }));
const member = (...groups: readonly string[]): Effect => ({ put: here(scope, 'interface', 'eni-1'), head: interfaceHead({ groups }) });
const groups = ['sg-1', 'sg-2', 'sg-3', ...Array.from({ length: 3 }, (_, i) => `sg-p${i}`)];
const world = (quotas: Quotas, more: readonly Effect[]) =>
  stateOf(
    { put: accountKey(scope.account), head: { name: '', networkType: 'vpc', missingRule: '', quotas, first: true, created: 1 } },
    ...groups.map((id) => ({ put: key(id), head: groupHead() })),
    listAt(scope, 'prefixList', 'pl-1', { maxEntries: 5 }),
    ...more,
  );
const toGroup = (i: number): Partial<Rule> => ({ peer: { kind: 'group', id: `sg-p${i}`, owner: '' } });

const cidr = { DestCidrIp: '10.0.0.0/8', IpProtocol: 'TCP', PortRange: '22/22' };
const peer = { DestGroupId: 'sg-p0', IpProtocol: 'TCP', PortRange: '22/22' };
const list = { DestPrefixListId: 'pl-1', IpProtocol: 'TCP', PortRange: '22/22' };
const full = '!AuthorizationLimitExceed';
const kept = ruleOf({ ports: '22/22' });

/** How many rules sg-1 gets, or the refusal. */
type Row = readonly [
  title: string,
  quotas: Quotas,
  more: readonly Effect[],
  sent: typeof cidr | typeof peer | typeof list,
  expected: number | string,
];
const rows: readonly Row[] = [
  ['the last rule that fits', { rulesPerGroup: 10 }, rulesIn('sg-1', 9), cidr, 1],
  ['a group that is full', { rulesPerGroup: 10 }, rulesIn('sg-1', 10), cidr, full],
  [
    'a full group, and a rule that is there',
    { rulesPerGroup: 1 },
    [...rulesIn('sg-1', 2), { part: key('sg-1'), id: 'sgr-k', row: kept }],
    cidr,
    0,
  ],
  ['a list that just fits', { rulesPerGroup: 10 }, rulesIn('sg-1', 5), list, 1],
  ['a list that is too large', { rulesPerGroup: 10 }, rulesIn('sg-1', 6), list, full],
  [
    'an interface that just carries it',
    { rulesPerInterface: 10 },
    [member('sg-1', 'sg-2'), ...rulesIn('sg-1', 4), ...rulesIn('sg-2', 5)],
    cidr,
    1,
  ],
  [
    'an interface that is full',
    { rulesPerInterface: 10 },
    [member('sg-2', 'sg-1'), ...rulesIn('sg-1', 4), ...rulesIn('sg-2', 6)],
    cidr,
    full,
  ],
  [
    'an interface that is full, and a rule that is there',
    { rulesPerInterface: 1 },
    [member('sg-2', 'sg-1'), { part: key('sg-1'), id: 'sgr-k', row: kept }, ...rulesIn('sg-2', 6)],
    cidr,
    0,
  ],
  [
    'lists in the other group',
    { rulesPerInterface: 10 },
    [member('sg-2', 'sg-1'), ...rulesIn('sg-2', 2, { peer: { kind: 'list', id: 'pl-1' } })],
    cidr,
    full,
  ],
  ['an interface of other groups', { rulesPerInterface: 10 }, [member('sg-2', 'sg-3'), ...rulesIn('sg-2', 10)], cidr, 1],
  ['the last peer that fits', { groupPeersPerGroup: 2 }, rulesIn('sg-1', 1, toGroup(1)), peer, 1],
  ['too many peers', { groupPeersPerGroup: 2 }, rulesIn('sg-1', 2, toGroup(1)), peer, '!AuthorizedGroupRule.LimitExceed'],
  ['too many peers, and a block', { groupPeersPerGroup: 1 }, rulesIn('sg-1', 2, toGroup(1)), cidr, 1],
  [
    'a list that this group uses already',
    { referencesPerPrefixList: 1 },
    rulesIn('sg-1', 1, { peer: { kind: 'list', id: 'pl-1' } }),
    list,
    1,
  ],
  [
    'a list that too many use',
    { referencesPerPrefixList: 1 },
    rulesIn('sg-2', 1, { peer: { kind: 'list', id: 'pl-1' } }),
    list,
    '!LimitExceed.PrefixListAssociationResource',
  ],
];
for (const [title, quotas, more, sent, expected] of rows) {
  test(`quotas of an authorize: ${title}`, () => {
    const called = call(authorize, { RegionId: scope.region, SecurityGroupId: 'sg-1', ...sent }, world(quotas, more));
    assert.deepEqual('code' in called ? `!${called.code}` : called.effects.length, expected);
  });
}

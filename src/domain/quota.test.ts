import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitOf, type QuotaName, quotas, weightOf } from '#domain/quota.ts';
import type { Peer } from '#domain/rule.ts';

const limits: readonly [title: string, name: QuotaName, own: Record<string, number>, expected: number][] = [
  ['the documented default', 'groupsPerRegion', {}, 100],
  ["an account's own limit", 'groupsPerRegion', { groupsPerRegion: 500 }, 500],
  ['an own limit below the default', 'rulesPerGroup', { rulesPerGroup: 2 }, 2],
  ['an own limit of none at all', 'groupPeersPerGroup', { groupPeersPerGroup: 0 }, 0],
  ['another quota of the account changes nothing', 'groupPeersPerGroup', { groupsPerRegion: 500 }, 20],
];
for (const [title, name, own, expected] of limits) test(`limit: ${title}`, () => assert.equal(limitOf(name, own), expected));

test('every quota is described in both languages', () => {
  for (const [name, { doc }] of Object.entries(quotas)) {
    assert.match(doc.en, /\.$/, name);
    assert.match(doc.zh, /[\u4e00-\u9fff].*。$/, name);
  }
});

const block: Peer = { kind: 'v4', text: '10.0.0.0/8', net: '10.0.0.0/8' };
const list: Peer = { kind: 'list', id: 'pl-a' };
const weights: readonly [title: string, peer: Peer, portList: string, expected: number][] = [
  ['a rule of its own weighs one', block, '', 1],
  ['a group peer weighs one', { kind: 'group', id: 'sg-b', owner: '' }, '', 1],
  ['a prefix list weighs its maximum entries', list, '', 30],
  ['a port list weighs its maximum entries', block, 'prl-a', 7],
  ['both lists weigh their product', list, 'prl-a', 210],
];
for (const [title, peer, portList, expected] of weights) {
  const maxEntriesOf = (kind: string, id: string) =>
    `${kind} ${id}` === 'prefixList pl-a' ? 30 : `${kind} ${id}` === 'portRangeList prl-a' ? 7 : Number.NaN;
  test(`weight: ${title}`, () => assert.equal(weightOf({ peer, portList }, maxEntriesOf), expected));
}

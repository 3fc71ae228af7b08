import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, decide, type State, stateOf } from '#domain/decide.testing.ts';
import { regionKey } from '#domain/finding.ts';
import type { RegionHead } from '#domain/kinds.ts';
import type { VpcHead } from '#domain/network-heads.ts';
import { scope } from '#domain/samples.testing.ts';
import { seed } from '#domain/seed.ts';
import { plainNetwork } from '#domain/vpc.ts';
import { keyText } from '#kit/deciding.ts';

let made = 0;
const make = { now: 5, newId: (prefix: string) => `${prefix}-${String(++made).padStart(4, '0')}` };
/** Seeds the state and gives the kinds of what is there now. */
function kindsAfter(state: State, region: string): string {
  apply(state, decide(seed({ ...scope, region }, make), state));
  return [...state.values()]
    .map(({ key }) => `${key.kind}@${key.region}`)
    .sort()
    .join(' ');
}

test('a first region gets a default VPC with a VSwitch, and the account two resource groups', () => {
  const state = stateOf();
  assert.equal(kindsAfter(state, 'cn-hangzhou'), 'region@cn-hangzhou resourceGroup@ resourceGroup@ vpc@cn-hangzhou vswitch@cn-hangzhou');
  const { defaultVpc } = state.get(keyText(regionKey(scope)))!.head as RegionHead;
  const heads = [...state.values()];
  const vpc = heads.find(({ key }) => key.id === defaultVpc)?.head as VpcHead;
  const { router, routeTable, resourceGroup, ...rest } = vpc;
  assert.deepEqual(rest, {
    name: 'default-NODELETING',
    description: '',
    ...plainNetwork,
    cidr: '172.16.0.0/12',
    isDefault: true,
    tags: {},
    created: 5,
  });
  assert.match(router, /^vrt-/);
  assert.match(routeTable, /^vtb-/);
  assert.deepEqual(heads.find(({ key }) => key.id === resourceGroup)?.head, {
    name: 'default',
    displayName: 'default resource group',
    created: 5,
  });
  const vswitch = heads.find(({ key }) => key.kind === 'vswitch')?.head as { vpc: string; zone: string; cidr: string };
  assert.deepEqual([vswitch.vpc, vswitch.zone, vswitch.cidr], [defaultVpc, 'cn-hangzhou-b', '172.16.0.0/20']);
});

test('a second region shares the resource groups, and its VPC is in the default one', () => {
  const state = stateOf();
  kindsAfter(state, 'cn-hangzhou');
  assert.equal(
    kindsAfter(state, 'us-east-1'),
    'region@cn-hangzhou region@us-east-1 resourceGroup@ resourceGroup@ vpc@cn-hangzhou vpc@us-east-1 vswitch@cn-hangzhou vswitch@us-east-1',
  );
  const [first, second] = [...state.values()].filter(({ key }) => key.kind === 'vpc').map(({ head }) => (head as VpcHead).resourceGroup);
  assert.equal(first, second);
});

test('what was deleted in a known region does not come back', () => {
  const state = stateOf({ put: regionKey(scope), head: { defaultVpc: '', created: 1 } });
  assert.equal(kindsAfter(state, 'cn-hangzhou'), 'region@cn-hangzhou');
});

test('a region of one account says nothing about another account', () => {
  const state = stateOf({ put: regionKey({ ...scope, account: '2' }), head: { defaultVpc: '', created: 1 } });
  assert.match(kindsAfter(state, 'cn-hangzhou'), /vpc@cn-hangzhou/);
});

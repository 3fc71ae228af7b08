import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import setSecurityGroupManaged from '#actions/sallyport/set-security-group-managed.ts';
import { decide, stateOf } from '#domain/decide.testing.ts';
import { root } from '#domain/finding.ts';
import type { GroupHead } from '#domain/kinds.ts';
import type { Values } from '#kit/shape.ts';

const ctx = makeCtx();
type Params = Values<typeof setSecurityGroupManaged.params>;
const other = '2000000000000001';
const head = (service: string): GroupHead => ({
  name: 'web',
  description: '',
  type: 'normal',
  vpc: 'vpc-1',
  resourceGroup: '',
  innerAccess: 'Accept',
  tags: { env: 'test' },
  service,
  created: 1,
});
const keyOf = (account: string, id: string) => ({ account, region: ctx.region, kind: 'group' as const, id });
const own = keyOf(ctx.account, 'sg-own');
const managed = keyOf(ctx.account, 'sg-managed');
const foreign = keyOf(other, 'sg-foreign');
const groups = () => stateOf({ put: own, head: head('') }, { put: managed, head: head('26842') }, { put: foreign, head: head('') });

const done: readonly (readonly [title: string, params: Omit<Params, 'RegionId'>, key: typeof own, service: string])[] = [
  ['a group is managed by a product, by number', { SecurityGroupId: 'sg-own', ServiceId: '26842' }, own, '26842'],
  ['by name', { SecurityGroupId: 'sg-own', ServiceId: 'ack-managed_1' }, own, 'ack-managed_1'],
  ['a group of another account', { AccountId: other, SecurityGroupId: 'sg-foreign', ServiceId: '1' }, foreign, '1'],
  ['no ServiceId: no longer managed', { SecurityGroupId: 'sg-managed' }, managed, ''],
];
for (const [title, params, key, service] of done) {
  test(`SetSecurityGroupManaged: ${title}`, () => {
    const state = groups();
    assert.deepEqual(replyOf(call(setSecurityGroupManaged, { RegionId: ctx.region, ...params }, state, ctx)), {});
    assert.deepEqual(decide(root(key), state)?.head, head(service));
  });
}

const absent: readonly (readonly [title: string, params: Omit<Params, 'RegionId'>])[] = [
  ['a group that is not there', { SecurityGroupId: 'sg-none' }],
  ['a group of another account without its AccountId', { SecurityGroupId: 'sg-foreign' }],
  ['an account that is not there', { AccountId: '9999999999999999', SecurityGroupId: 'sg-own' }],
];
for (const [title, params] of absent) {
  test(`SetSecurityGroupManaged: ${title}`, () =>
    assert.equal(
      replyOf(call(setSecurityGroupManaged, { RegionId: ctx.region, ...params }, groups(), ctx)),
      '!InvalidSecurityGroupId.NotFound',
    ));
}

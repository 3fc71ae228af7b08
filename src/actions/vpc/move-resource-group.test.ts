import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import moveResourceGroup from '#actions/vpc/move-resource-group.ts';
import { type State, stateOf } from '#domain/decide.testing.ts';
import { resourceGroupKey } from '#domain/resource-group.ts';
import { vpcHead, vswitchHead } from '#domain/samples.testing.ts';

const ctx = makeCtx();
const made = (): State =>
  stateOf(
    { put: resourceGroupKey(ctx.account, 'rg-2'), head: { name: 'secondary', displayName: 'secondary', created: 1 } },
    { put: here(ctx, 'vpc', 'vpc-1'), head: vpcHead() },
    { put: here(ctx, 'vpc', 'vpc-2'), head: vpcHead({ resourceGroup: 'rg-2' }) },
    { put: here(ctx, 'vswitch', 'vsw-1'), head: vswitchHead({ vpc: 'vpc-1' }) },
    { put: here(ctx, 'vswitch', 'vsw-2'), head: vswitchHead({ vpc: 'vpc-2' }) },
  );
const move = (ResourceId: string, NewResourceGroupId: string) =>
  call(moveResourceGroup, { RegionId: 'cn-hangzhou', ResourceType: 'Vpc', ResourceId, NewResourceGroupId }, made(), ctx);

test('a VPC moves with its VSwitches, and with nothing else', () =>
  assert.deepEqual(move('vpc-1', 'rg-2'), {
    reply: {},
    effects: [
      { put: here(ctx, 'vpc', 'vpc-1'), head: vpcHead({ resourceGroup: 'rg-2' }) },
      { put: here(ctx, 'vswitch', 'vsw-1'), head: vswitchHead({ vpc: 'vpc-1', resourceGroup: 'rg-2' }) },
    ],
  }));

test('a VPC that is there already stays', () => assert.deepEqual(move('vpc-2', 'rg-2'), { reply: {}, effects: [] }));

test('refused: no such VPC, no such resource group', () => {
  assert.equal(replyOf(move('vpc-none', 'rg-2')), '!InvalidResourceId.NotFound');
  assert.equal(replyOf(move('vpc-1', 'rg-none')), '!InvalidResourceGroupId');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import deletePortRangeList from '#actions/ecs/delete-port-range-list.ts';
import { groupNaming, listAt } from '#actions/ecs/lists/state.testing.ts';
import { stateOf } from '#domain/decide.testing.ts';

const ctx = makeCtx();
const state = () =>
  stateOf(
    listAt(ctx, 'portRangeList', 'prl-free'),
    listAt(ctx, 'portRangeList', 'prl-used'),
    listAt({ ...ctx, region: 'cn-beijing' }, 'portRangeList', 'prl-away'),
    ...groupNaming(ctx, 'sg-1', [['portRangeList', 'prl-used']]),
  );
const ask = (id: string) => call(deletePortRangeList, { RegionId: 'cn-hangzhou', PortRangeListId: id }, state(), ctx);

test('a port list that nothing names is dropped with its entries', () =>
  assert.deepEqual(ask('prl-free'), { reply: {}, effects: [{ drop: here(ctx, 'portRangeList', 'prl-free') }] }));

const refused: readonly (readonly [title: string, id: string, expected: string])[] = [
  ['a list that a rule names', 'prl-used', '!InvalidPortRangeListId.AssociationExist'],
  ['a list that is not there', 'prl-none', '!InvalidPortRangeListId.NotFound'],
  ['a list of another region', 'prl-away', '!InvalidPortRangeListId.NotFound'],
  ['a text that is no id at all', '***', '!InvalidPortRangeListId.NotFound'],
];
for (const [title, id, expected] of refused) test(`DeletePortRangeList: ${title}`, () => assert.equal(replyOf(ask(id)), expected));

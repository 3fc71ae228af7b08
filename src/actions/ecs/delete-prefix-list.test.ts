import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import deletePrefixList from '#actions/ecs/delete-prefix-list.ts';
import { groupNaming, listAt } from '#actions/ecs/lists/state.testing.ts';
import { stateOf } from '#domain/decide.testing.ts';

const ctx = makeCtx();
const state = () =>
  stateOf(
    listAt(ctx, 'prefixList', 'pl-free'),
    listAt(ctx, 'prefixList', 'pl-used'),
    listAt({ ...ctx, region: 'cn-beijing' }, 'prefixList', 'pl-away'),
    ...groupNaming(ctx, 'sg-1', [['prefixList', 'pl-used']]),
  );
const ask = (id: string) => call(deletePrefixList, { RegionId: 'cn-hangzhou', PrefixListId: id }, state(), ctx);

test('a prefix list that nothing names is dropped with its entries', () =>
  assert.deepEqual(ask('pl-free'), { reply: {}, effects: [{ drop: here(ctx, 'prefixList', 'pl-free') }] }));

const refused: readonly (readonly [title: string, id: string, expected: string])[] = [
  ['a list that a rule names', 'pl-used', '!NotAllowed.AssociationExist'],
  ['a list that is not there', 'pl-none', '!InvalidPrefixListId.NotFound'],
  ['a list of another region', 'pl-away', '!InvalidPrefixListId.NotFound'],
  ['a text that is no id at all', '***', '!InvalidPrefixListId.NotFound'],
];
for (const [title, id, expected] of refused) test(`DeletePrefixList: ${title}`, () => assert.equal(replyOf(ask(id)), expected));

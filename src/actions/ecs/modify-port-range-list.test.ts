import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import describePortRangeListEntries from '#actions/ecs/describe-port-range-list-entries.ts';
import { groupNaming, listAt } from '#actions/ecs/lists/state.testing.ts';
import modifyPortRangeList from '#actions/ecs/modify-port-range-list.ts';
import { decide, type State, stateOf } from '#domain/decide.testing.ts';
import { refs } from '#domain/finding.ts';
import type { Values } from '#kit/shape.ts';

const ctx = makeCtx();
type Params = Values<typeof modifyPortRangeList.params>;
const list = here(ctx, 'portRangeList', 'prl-1');
const made = (): State =>
  stateOf(
    listAt(ctx, 'portRangeList', 'prl-1', { name: 'web', maxEntries: 2 }),
    { part: list, id: '80/80', row: { value: '80/80', description: '' } },
    ...groupNaming(ctx, 'sg-1', [['portRangeList', 'prl-1']]),
  );
const ask = (change: Partial<Params>, state = made()) =>
  call(modifyPortRangeList, { RegionId: 'cn-hangzhou', PortRangeListId: 'prl-1', ...change }, state, ctx);
const add = (...ranges: readonly string[]) => ranges.map((PortRange, n) => ({ at: `AddEntry.${n + 1}`, PortRange }));
const remove = (...ranges: readonly string[]) => ranges.map((PortRange, n) => ({ at: `RemoveEntry.${n + 1}`, PortRange }));

test('entries come and go in one step, and the rule that names the list still names it', () => {
  const state = made();
  const AddEntry = [{ at: 'AddEntry.1', PortRange: '443/443', Description: 'https' }];
  assert.deepEqual(ask({ AddEntry, RemoveEntry: remove('80/80') }, state), {
    reply: {},
    effects: [
      { part: list, id: '443/443', row: { value: '443/443', description: 'https' } },
      { part: list, id: '80/80', row: null },
    ],
  });
  assert.deepEqual(decide(refs(list), state), [here(ctx, 'group', 'sg-1')]);
  assert.deepEqual(replyOf(call(describePortRangeListEntries, { RegionId: 'cn-hangzhou', PortRangeListId: 'prl-1' }, state, ctx)), {
    Entries: [{ PortRange: '443/443', Description: 'https' }],
  });
});

const many = Array.from({ length: 201 }, (_, n) => `${n + 1}/${n + 1}`);
const cases: readonly (readonly [title: string, change: Partial<Params>, expected: unknown])[] = [
  ['a new name', { PortRangeListName: 'mail' }, {}],
  ['201 entries to add', { AddEntry: add(...many) }, '!LimitExceed.Entry'],
  ['a name that starts with a digit', { PortRangeListName: '1st' }, '!InvalidParameter.PortRangeListName PortRangeListName'],
  ['a description that is a web address', { Description: 'https://a' }, '!InvalidDescription.Malformed Description'],
  ['a list that is not there', { PortRangeListId: 'prl-none' }, '!InvalidPortRangeListId.NotFound'],
  ['an entry without a range', { AddEntry: [{ at: 'AddEntry.2', Description: 'http' }] }, '!MissingParameter AddEntry.2.PortRange'],
  ['a range that runs backwards', { AddEntry: add('443/80') }, '!InvalidParameter.PortRange AddEntry.1.PortRange'],
  ['a range twice', { RemoveEntry: remove('80/80', '80/80') }, '!InvalidParameter.PortRangeDuplicated RemoveEntry.2.PortRange'],
  [
    'a range on both sides',
    { AddEntry: add('80/80'), RemoveEntry: remove('80/80') },
    '!InvalidParameter.PortRangeDuplicated RemoveEntry.1.PortRange',
  ],
  ['as many entries as MaxEntries', { AddEntry: add('443/443') }, {}],
  ['more than that', { AddEntry: add('443/443', '8080/8080') }, '!InvalidOperation.EntryCountExceedMaxEntries'],
];
for (const [title, change, expected] of cases)
  test(`ModifyPortRangeList: ${title}`, () => assert.deepEqual(replyOf(ask(change)), expected));

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import describePrefixListAttributes from '#actions/ecs/describe-prefix-list-attributes.ts';
import { groupNaming, listAt } from '#actions/ecs/lists/state.testing.ts';
import modifyPrefixList from '#actions/ecs/modify-prefix-list.ts';
import { decide, type State, stateOf } from '#domain/decide.testing.ts';
import { refs, root } from '#domain/finding.ts';
import type { Values } from '#kit/shape.ts';

const ctx = makeCtx();
type Params = Values<typeof modifyPrefixList.params>;
const list = here(ctx, 'prefixList', 'pl-1');
const made = (): State =>
  stateOf(
    listAt(ctx, 'prefixList', 'pl-1', { name: 'offices', maxEntries: 2 }),
    { part: list, id: '10.0.0.0/8', row: { value: '10.0.0.0/8', description: 'old' } },
    listAt({ ...ctx, region: 'cn-beijing' }, 'prefixList', 'pl-away'),
    ...groupNaming(ctx, 'sg-1', [['prefixList', 'pl-1']]),
  );
const ask = (change: Partial<Params>, state = made()) =>
  call(modifyPrefixList, { RegionId: 'cn-hangzhou', PrefixListId: 'pl-1', ...change }, state, ctx);
const add = (...cidrs: readonly string[]) => cidrs.map((Cidr, n) => ({ at: `AddEntry.${n + 1}`, Cidr }));
const remove = (...cidrs: readonly string[]) => cidrs.map((Cidr, n) => ({ at: `RemoveEntry.${n + 1}`, Cidr }));

test('entries come, change and go in one step, and the head stays', () => {
  const AddEntry = [
    { at: 'AddEntry.1', Cidr: '11.0.0.1', Description: 'new' },
    { at: 'AddEntry.2', Cidr: '12.0.0.0/8' },
  ];
  assert.deepEqual(ask({ AddEntry, RemoveEntry: remove('10.0.0.0/8') }), {
    reply: {},
    effects: [
      { part: list, id: '11.0.0.1/32', row: { value: '11.0.0.1/32', description: 'new' } },
      { part: list, id: '12.0.0.0/8', row: { value: '12.0.0.0/8', description: '' } },
      { part: list, id: '10.0.0.0/8', row: null },
    ],
  });
});

test('a name and a description are changed without the entries; what stays the same is not written', () => {
  const state = made();
  const called = ask({ PrefixListName: 'homes', Description: '家庭网络' }, state);
  assert.ok('effects' in called && called.effects.length === 1);
  const changed = decide(root(list), state)?.head;
  assert.deepEqual([changed?.name, changed?.description, changed?.maxEntries, changed?.family], ['homes', '家庭网络', 2, 'IPv4']);
  assert.deepEqual(ask({ PrefixListName: 'homes', AddEntry: [{ at: 'AddEntry.1', Cidr: '10.0.0.0/8', Description: 'old' }] }, state), {
    reply: {},
    effects: [],
  });
});

test('a rule that names the list still does, and the list says the new entries', () => {
  const state = made();
  ask({ AddEntry: add('11.0.0.0/8'), RemoveEntry: remove('10.0.0.0/8') }, state);
  assert.deepEqual(decide(refs(list), state), [here(ctx, 'group', 'sg-1')]);
  const shown = replyOf(call(describePrefixListAttributes, { RegionId: 'cn-hangzhou', PrefixListId: 'pl-1' }, state, ctx));
  assert.deepEqual((shown as { Entries: unknown }).Entries, { Entry: [{ Cidr: '11.0.0.0/8', Description: '' }] });
});

const many = (from: number) => Array.from({ length: 201 }, (_, n) => `10.${from}.${n}.0/24`);
const refused: readonly (readonly [title: string, change: Partial<Params>, expected: string])[] = [
  ['201 entries to add', { AddEntry: add(...many(1)) }, '!LimitExceed.Entry'],
  ['201 entries to remove', { RemoveEntry: remove(...many(1)) }, '!LimitExceed.Entry'],
  ['a name of the cloud', { PrefixListName: 'com.aliyun.a' }, '!InvalidParameter.PrefixListName PrefixListName'],
  ['a description of one character', { Description: 'x' }, '!InvalidDescription.Malformed Description'],
  [
    'an entry with a bad description',
    { AddEntry: [{ at: 'AddEntry.3', Cidr: '11.0.0.0/8', Description: 'x' }] },
    '!InvalidDescription.Malformed AddEntry.3.Description',
  ],
  ['a list that is not there', { PrefixListId: 'pl-none' }, '!InvalidPrefixListId.NotFound'],
  ['a list of another region', { PrefixListId: 'pl-away' }, '!InvalidPrefixListId.NotFound'],
  ['host bits', { AddEntry: add('10.0.0.1/8') }, '!InvalidParameter.CidrMalformed AddEntry.1.Cidr'],
  ['a block of the other family', { RemoveEntry: remove('2001:db8::/32') }, '!InvalidParameter.CidrMalformed RemoveEntry.1.Cidr'],
  ['a block twice', { AddEntry: add('10.0.0.5', '10.0.0.5/32') }, '!InvalidParameter.CidrDuplicated AddEntry.2.Cidr'],
  [
    'a block on both sides',
    { AddEntry: add('11.0.0.0/8', '10.0.0.0/8'), RemoveEntry: remove('10.0.0.0/8') },
    '!InvalidParameter.CidrDuplicated RemoveEntry.1.Cidr',
  ],
  ['an entry more than MaxEntries', { AddEntry: add('11.0.0.0/8', '12.0.0.0/8') }, '!LimitExceed.MaxEntries'],
];
for (const [title, change, expected] of refused)
  test(`ModifyPrefixList: ${title}`, () => {
    const state = made();
    const before = new Map(state);
    assert.equal(replyOf(ask({ PrefixListName: 'homes', ...change }, state)), expected);
    assert.deepEqual(state, before);
  });

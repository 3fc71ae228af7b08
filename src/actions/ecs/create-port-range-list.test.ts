import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import createPortRangeList from '#actions/ecs/create-port-range-list.ts';
import { type State, stateOf } from '#domain/decide.testing.ts';
import type { Values } from '#kit/shape.ts';

const ctx = makeCtx({ newId: (prefix) => `${prefix}-new` });
type Params = Values<typeof createPortRangeList.params>;
const good: Params = { RegionId: 'cn-hangzhou', PortRangeListName: 'web', MaxEntries: 2 };
const entries = (...ranges: readonly string[]) => ranges.map((PortRange, i) => ({ at: `Entry.${i + 1}`, PortRange }));
const list = here(ctx, 'portRangeList', 'prl-new');
const head = { name: 'web', description: '', maxEntries: 2, resourceGroup: '', tags: {}, created: ctx.now };

test('a list is made with its entries as parts, each under its own range', () => {
  assert.deepEqual(
    call(createPortRangeList, { ...good, Entry: [{ at: 'Entry.1', PortRange: '80/80', Description: 'http' }] }, stateOf(), ctx),
    {
      reply: { PortRangeListId: 'prl-new' },
      effects: [
        { put: list, head },
        { part: list, id: '80/80', row: { value: '80/80', description: 'http' } },
      ],
    },
  );
});

const full = stateOf(...Array.from({ length: 100 }, (_, i) => ({ put: here(ctx, 'portRangeList', `prl-${i}`), head })));
const otherKind = stateOf(...Array.from({ length: 100 }, (_, i) => ({ put: here(ctx, 'prefixList', `pl-${i}`), head })));
const made = { PortRangeListId: 'prl-new' };
const cases: readonly (readonly [title: string, change: Partial<Params>, expected: unknown, state?: State])[] = [
  ['a name that starts with a digit', { PortRangeListName: '1st' }, '!InvalidParameter.PortRangeListName PortRangeListName'],
  ['a description that is a web address', { Description: 'https://a' }, '!InvalidDescription.Malformed Description'],
  ['2000 entries may be planned for', { MaxEntries: 2000 }, made],
  ['2001 may not', { MaxEntries: 2001 }, '!InvalidOperation.MaxEntriesCountExceed'],
  ['an entry without a range', { Entry: [{ at: 'Entry.2', Description: 'http' }] }, '!InvalidParam.Entry Entry.2.PortRange'],
  ['a range that runs backwards', { Entry: entries('443/80') }, '!InvalidParameter.PortRange Entry.1.PortRange'],
  ['a port beyond 65535', { Entry: entries('1/65536') }, '!InvalidParameter.PortRange Entry.1.PortRange'],
  ['any port', { Entry: entries('-1/-1') }, '!InvalidParameter.PortRange Entry.1.PortRange'],
  ['a range twice', { Entry: entries('80/80', '80/80') }, '!InvalidParameter.PortRangeDuplicated Entry.2.PortRange'],
  ['ranges that overlap', { Entry: entries('80/90', '85/95') }, made],
  ['more entries than MaxEntries', { Entry: entries('1/1', '2/2', '3/3') }, '!InvalidOperation.EntryCountExceedMaxEntries'],
  ['an empty tag key', { Tag: [{ at: 'Tag.1', Value: 'a' }] }, '!InvalidTagKey.Malformed Tag.1'],
  ['a resource group that is not there', { ResourceGroupId: 'rg-none' }, '!InvalidResourceGroup.NotFound'],
  ['the 101st list of a region', {}, '!InvalidOperation.MaxCountExceed', full],
  ['prefix lists do not count', {}, made, otherKind],
];
for (const [title, change, expected, state = stateOf()] of cases)
  test(`CreatePortRangeList: ${title}`, () =>
    assert.deepEqual(replyOf(call(createPortRangeList, { ...good, ...change }, state, ctx)), expected));

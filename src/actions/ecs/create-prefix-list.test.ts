import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '#actions/action.ts';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import createPrefixList from '#actions/ecs/create-prefix-list.ts';
import { type State, stateOf } from '#domain/decide.testing.ts';
import { accountKey } from '#domain/finding.ts';
import { resourceGroupKey } from '#domain/resource-group.ts';
import type { Values } from '#kit/shape.ts';

const ctx = makeCtx({ newId: (prefix) => `${prefix}-new` });
type Params = Values<typeof createPrefixList.params>;
const good: Params = { RegionId: 'cn-hangzhou', PrefixListName: 'offices', AddressFamily: 'IPv4', MaxEntries: 2 };
const entries = (...cidrs: readonly string[]) => cidrs.map((Cidr, i) => ({ at: `Entry.${i + 1}`, Cidr }));
const list = here(ctx, 'prefixList', 'pl-new');
const head = { name: 'offices', description: '', family: 'IPv4', maxEntries: 2, resourceGroup: '', tags: {}, created: ctx.now };

test('a list is made with its entries as parts, each under its own block', () => {
  const Entry = [
    { at: 'Entry.1', Cidr: '192.168.1.0/24', Description: 'first floor' },
    { at: 'Entry.2', Cidr: '10.0.0.5' },
  ];
  assert.deepEqual(call(createPrefixList, { ...good, Entry }, stateOf(), ctx), {
    reply: { PrefixListId: 'pl-new' },
    effects: [
      { put: list, head },
      { part: list, id: '192.168.1.0/24', row: { value: '192.168.1.0/24', description: 'first floor' } },
      { part: list, id: '10.0.0.5/32', row: { value: '10.0.0.5/32', description: '' } },
    ],
  });
});

test('a list may be empty, and keeps what else was said of it', () => {
  const state = stateOf({ put: resourceGroupKey(ctx.account, 'rg-1'), head: { name: 'team', displayName: 'team', created: 1 } });
  const said = {
    Description: '办公网',
    ResourceGroupId: 'rg-1',
    Tag: [{ at: 'Tag.1', Key: 'env', Value: 'test' }],
    AddressFamily: 'IPv6',
  } as const;
  assert.deepEqual(call(createPrefixList, { ...good, ...said }, state, ctx), {
    reply: { PrefixListId: 'pl-new' },
    effects: [{ put: list, head: { ...head, family: 'IPv6', description: '办公网', resourceGroup: 'rg-1', tags: { env: 'test' } } }],
  });
});

const lists = (count: number, region = 'cn-hangzhou'): State =>
  stateOf(...Array.from({ length: count }, (_, i) => ({ put: here({ account: ctx.account, region }, 'prefixList', `pl-${i}`), head })));
const withQuota = (limit: number): State =>
  stateOf({
    put: accountKey(ctx.account),
    head: { name: '', networkType: 'vpc', missingRule: '', quotas: { prefixListsPerRegion: limit }, first: true, created: 1 },
  });

const made = { PrefixListId: 'pl-new' };
const cases: readonly (readonly [title: string, change: Partial<Params>, expected: unknown, state?: State])[] = [
  ['a name that starts with a digit', { PrefixListName: '1st' }, '!InvalidParameter.PrefixListName PrefixListName'],
  ['a name of the cloud', { PrefixListName: 'com.aliyun.a' }, '!InvalidParameter.PrefixListName PrefixListName'],
  ['a description of one character', { Description: 'x' }, '!InvalidDescription.Malformed Description'],
  ['a description of 256 characters', { Description: 'x'.repeat(256) }, made],
  ['a description of 257 characters', { Description: 'x'.repeat(257) }, '!InvalidDescription.Malformed Description'],
  [
    'an entry with a bad description',
    { Entry: [{ at: 'Entry.7', Cidr: '10.0.0.0/8', Description: 'x' }] },
    '!InvalidDescription.Malformed Entry.7.Description',
  ],
  ['host bits', { Entry: entries('10.0.0.1/8') }, '!InvalidParameter.CidrMalformed Entry.1.Cidr'],
  ['a block of the other family', { Entry: entries('2001:db8::/32') }, '!InvalidParameter.CidrMalformed Entry.1.Cidr'],
  [
    'an IPv4 block in an IPv6 list',
    { AddressFamily: 'IPv6', Entry: entries('10.0.0.0/8') },
    '!InvalidParameter.CidrMalformed Entry.1.Cidr',
  ],
  ['one block in two spellings', { Entry: entries('10.0.0.5', '10.0.0.5/32') }, '!InvalidParameter.CidrDuplicated Entry.2.Cidr'],
  ['as many entries as MaxEntries', { Entry: entries('10.0.0.0/8', '11.0.0.0/8') }, made],
  ['more entries than MaxEntries', { Entry: entries('10.0.0.0/8', '11.0.0.0/8', '12.0.0.0/8') }, '!LimitExceed.MaxEntries'],
  [
    'a repetition is said before the count',
    { Entry: entries('10.0.0.5', '10.0.0.5', '10.0.0.6') },
    '!InvalidParameter.CidrDuplicated Entry.2.Cidr',
  ],
  [
    '201 entries are too many for a request, whatever they are',
    { MaxEntries: 200, Entry: entries(...Array.from({ length: 201 }, () => 'x')) },
    '!LimitExceed.Entry',
  ],
  ['200 entries', { MaxEntries: 200, Entry: entries(...Array.from({ length: 200 }, (_, i) => `10.0.0.${i}`)) }, made],
  ['a tag key of the cloud', { Tag: [{ at: 'Tag.1', Key: 'acs:a' }] }, '!InvalidTagKey.Malformed Tag.1'],
  ['a tag value with a web address', { Tag: [{ at: 'Tag.1', Key: 'a', Value: 'http://a' }] }, '!InvalidTagValue.Malformed Tag.1'],
  [
    'a tag key twice',
    {
      Tag: [
        { at: 'Tag.1', Key: 'a' },
        { at: 'Tag.2', key: 'a' },
      ],
    },
    '!Duplicate.TagKey Tag.2',
  ],
  ['a resource group that is not there', { ResourceGroupId: 'rg-none' }, '!InvalidResourceGroup.NotFound'],
  ['the hundredth list of a region', {}, made, lists(99)],
  ['the list after that', {}, '!LimitExceed.PrefixListPerRegion', lists(100)],
  ['lists of another region do not count', {}, made, lists(100, 'cn-beijing')],
  ["the account's own quota", {}, '!LimitExceed.PrefixListPerRegion', withQuota(0)],
];
for (const [title, change, expected, state = stateOf()] of cases)
  test(`CreatePrefixList: ${title}`, () => assert.deepEqual(replyOf(call(createPrefixList, { ...good, ...change }, state, ctx)), expected));

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import createPortRangeList from '#actions/ecs/create-port-range-list.ts';
import { type Params, startServer, type TestServer } from '../server.ts';
import { assertAllReached, assertRow } from './refusals.ts';
import { done } from './world.ts';

/** Every row of CreatePortRangeList, by a request that gets it, after which there are the lists that were there. */
let server: TestServer;
const create = (params: Params = {}) => server.root('CreatePortRangeList', { PortRangeListName: 'web', MaxEntries: '2', ...params });
const listed = async () => (await done(server.root('DescribePortRangeLists'))).TotalCount;
before(async () => {
  server = await startServer();
  await done(create());
});
after(() => server.stop());

const entries = (...ranges: readonly string[]): Params => Object.fromEntries(ranges.map((range, i) => [`Entry.${i + 1}.PortRange`, range]));
type Row = readonly [key: string, sent: Params, hole?: string];
const rows: readonly Row[] = [
  ['InvalidParameter.PortRangeListName', { PortRangeListName: '1st' }],
  ['InvalidDescription.Malformed', { Description: 'https://a' }],
  ['InvalidDescription.Malformed', { ...entries('80/80'), 'Entry.1.Description': 'x' }],
  ['InvalidOperation.MaxEntriesCountExceed', { MaxEntries: '2001' }],
  ['LimitExceed.Entry', { MaxEntries: '2000', ...entries(...Array.from({ length: 201 }, (_, i) => `1/${i + 1}`)) }],
  ['InvalidParam.Entry', { 'Entry.1.Description': 'http' }],
  ['InvalidParameter.PortRange', entries('443/80')],
  ['InvalidParameter.PortRangeDuplicated', entries('80/80', '80/80')],
  ['InvalidOperation.EntryCountExceedMaxEntries', entries('1/1', '2/2', '3/3')],
  ['InvalidParameter', { 'Tag.0.Key': 'env' }],
  ['InvalidParameter', { 'Tag.0.Key': 'env' }],
  ['InvalidTagKey.Malformed', { 'Tag.1.Key': 'acs:env' }],
  ['InvalidTagValue.Malformed', { 'Tag.1.Key': 'env', 'Tag.1.Value': 'http://test' }],
  ['InvalidTagValue.Malformed', { 'Tag.1.Key': 'env', 'Tag.1.Value': 'x'.repeat(129) }],
  ['Duplicate.TagKey', { 'Tag.1.Key': 'env', 'Tag.2.Key': 'env' }],
  ['InvalidRegionId.NotFound', { RegionId: 'Nowhere!' }],
  ['InvalidResourceGroup.NotFound', { ResourceGroupId: 'rg-none' }],
];
const reached = new Set<string>();
async function getsRow([key, sent, hole]: Row): Promise<void> {
  const before = await listed();
  assertRow(createPortRangeList.errors, key, await create(sent), hole);
  assert.equal(await listed(), before, 'no list was made');
  reached.add(key);
}
for (const row of rows) test(`${row[0]}: ${JSON.stringify(row[1]).slice(0, 60)}`, () => getsRow(row));

test('InvalidOperation.MaxCountExceed: the quota of the account', async () => {
  const AccountId = server.running.credentials.accountId;
  await done(server.root('ModifyAccount', { AccountId, 'Quota.1.Name': 'portRangeListsPerRegion', 'Quota.1.Value': '1' }));
  await getsRow(['InvalidOperation.MaxCountExceed', {}]);
});

test('every row of the table was reached by a request', () => assertAllReached(createPortRangeList.errors, reached));

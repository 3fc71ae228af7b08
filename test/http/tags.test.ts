import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { versionOf } from '#actions/action.ts';
import { type Client, type Params, startServer, type TestServer } from '../server.ts';
import { done } from './world.ts';

/** Tags, lists and resource groups over HTTP: what decoding answers, and that both products know each other's tags. */
let server: TestServer;
let client: Client;
let group: string;
before(async () => {
  server = await startServer();
  client = server.root;
  group = (await done(client('CreateSecurityGroup', { SecurityGroupName: 'web' }))).SecurityGroupId;
});
after(() => server.stop());

const inVpc = { version: versionOf.Vpc } as const;
const numbered = (name: string, count: number, value: (n: number) => string): Params =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${name}.${n + 1}`, value(n)]));
const tagged: Params = { ResourceType: 'securitygroup', 'ResourceId.1': 'sg-1', 'Tag.1.Key': 'env' };
const untagged: Params = { ResourceType: 'securitygroup', 'ResourceId.1': 'sg-1', 'TagKey.1': 'env' };
const listed: Params = { ResourceType: 'securitygroup', 'ResourceId.1': 'sg-1' };
const tooMany = numbered('ResourceId', 51, (n) => `sg-${n}`);
const without = (params: Params, name: string): Params => Object.fromEntries(Object.entries(params).filter(([key]) => key !== name));

type Case = readonly [action: string, params: Params, expected: string, version?: string];
const ofEcsTags = (action: string, good: Params): Case[] => [
  [action, { ...good, RegionId: '' }, '404 MissingParameter.RegionId'],
  [action, without(good, 'ResourceType'), '404 MissingParameter.ResourceType'],
  [action, { ...good, ResourceType: 'vpc' }, '404 InvalidResourceType.NotFound'],
  [action, { ...good, RegionId: 'Nowhere!' }, '404 InvalidRegionId.NotFound'],
  [action, { ...good, ...tooMany }, '400 NumberExceed.ResourceIds'],
  [action, { ...without(good, 'ResourceId.1'), ResourceId: 'sg-1' }, '400 NumberExceed.ResourceIds'],
];
const ofVpcTags = (action: string): Case[] => [
  [action, { ...tagged, ResourceType: 'instance' }, '400 IllegalParam.ResourceType', versionOf.Vpc],
  [action, { ...tagged, ResourceType: 'VPC', RegionId: 'Nowhere!' }, '404 InvalidRegionId.NotFound', versionOf.Vpc],
  [action, { ...tagged, ResourceType: 'VPC', ...tooMany }, '400 NumberExceed.ResourceIds', versionOf.Vpc],
];
const noRegion = { RegionId: 'Nowhere!' };
const cases: readonly Case[] = [
  ...ofEcsTags('TagResources', tagged),
  ...ofEcsTags('UntagResources', untagged),
  ...ofEcsTags('ListTagResources', listed),
  ['TagResources', without(tagged, 'ResourceId.1'), '404 MissingParameter.ResourceIds'],
  ['UntagResources', without(untagged, 'ResourceId.1'), '404 MissingParameter.ResourceIds'],
  ['TagResources', without(tagged, 'Tag.1.Key'), '404 MissingParameter.Tags'],
  [
    'ListTagResources',
    { ResourceType: 'eni', 'TagFilter.1.TagKey': 'env', ...numbered('TagFilter.1.TagValues', 6, (n) => `v${n}`) },
    '403 NumberExceed.TagValues',
  ],
  ...['TagResources', 'UnTagResources', 'ListTagResources'].flatMap(ofVpcTags),
  ['MoveResourceGroup', { ResourceType: 'VSwitch', ResourceId: 'vsw-1', NewResourceGroupId: 'rg-1' }, '400 IllegalParam.ResourceType'],
  [
    'MoveResourceGroup',
    { ResourceType: 'Vpc', ResourceId: 'vpc-1', NewResourceGroupId: 'rg-1', ...noRegion },
    '404 InvalidRegionId.NotFound',
  ],
  ['ListResourceGroups', { ResourceGroupId: 'default' }, '400 InvalidParameter.ResourceGroupId'],
  ['ListResourceGroups', { 'ResourceGroupIds.1': 'default' }, '400 InvalidParameter.ResourceGroupId'],
  ['ListResourceGroups', noRegion, '404 InvalidRegionId.NotFound'],
  ['GetResourceGroup', { ResourceGroupId: 'default' }, '400 InvalidParameter.ResourceGroupId'],
  ['DeleteResourceGroup', { ResourceGroupId: 'default' }, '400 InvalidParameter.ResourceGroupId'],
  ['CreateResourceGroup', { Name: 'project' }, '400 MissingParameter.DisplayName'],
  ['CreateResourceGroup', { Name: 'project', DisplayName: 'project', ...noRegion }, '404 InvalidRegionId.NotFound'],
  ['ModifyPrefixList', { PrefixListId: 'pl-1', 'AddEntry.1.Description': 'web' }, '400 MissingParameter'],
  ['ModifyPrefixList', { PrefixListId: 'pl-1', ...noRegion }, '404 InvalidRegionId.NotFound'],
  ['ModifyPortRangeList', { PortRangeListId: 'prl-1', ...noRegion }, '404 InvalidRegionId.NotFound'],
  ['DescribePrefixListAttributes', { PrefixListId: 'pl-1', ...noRegion }, '404 InvalidRegionId.NotFound'],
  ['DescribePrefixListAssociations', { PrefixListId: 'pl-1', ...noRegion }, '404 InvalidRegionId.NotFound'],
  ['DescribePrefixListAssociations', { PrefixListId: 'pl-1', MaxResults: '101' }, '400 InvalidParameter'],
  ['DescribePortRangeListEntries', { PortRangeListId: 'prl-1', ...noRegion }, '404 InvalidRegionId.NotFound'],
  ['DescribePortRangeListAssociations', { PortRangeListId: 'prl-1', ...noRegion }, '404 InvalidRegionId.NotFound'],
  ['DescribePortRangeListAssociations', { PortRangeListId: 'prl-1', MaxResults: '0' }, '400 InvalidParameter'],
];
for (const [action, params, expected, version] of cases) {
  const said = Object.entries(params)
    .slice(-2)
    .map(([name, value]) => `${name}=${value}`);
  test(`${action} with ${said.join('&')}: ${expected}`, async () => {
    const answer = await client(action, params, version ? { version } : {});
    assert.equal(`${answer.status} ${answer.body.Code}`, expected, answer.text);
  });
}

test('of the other types of the public pages there is nothing to find, and nothing to tag', async () => {
  for (const [type, more] of [
    ['disk', {}],
    ['ROUTETABLE', inVpc],
  ] as const) {
    const named = { ResourceType: type, 'ResourceId.1': 'd-1' };
    assert.deepEqual((await done(client('ListTagResources', named, more))).TagResources.TagResource, []);
    assert.equal((await client('TagResources', { ...named, 'Tag.1.Key': 'env' }, more)).body.Code, 'InvalidResourceId.NotFound');
  }
});

test('a list of tags that cannot be read is told alike by every action that creates', async () => {
  const message = 'The specified parameter Tag.0.Key is not valid.';
  for (const [action, params] of [
    ['CreateVpc', {}],
    ['CreateVSwitch', { VpcId: 'vpc-1', ZoneId: 'cn-hangzhou-b', CidrBlock: '172.16.0.0/24' }],
    ['CreateSecurityGroup', {}],
    ['CreatePrefixList', { PrefixListName: 'web', AddressFamily: 'IPv4', MaxEntries: '1' }],
  ] as const) {
    const { status, body } = await client(action, { ...params, 'Tag.0.Key': 'env' });
    assert.deepEqual([action, status, body.Code, body.Message], [action, 400, 'InvalidParameter', message]);
  }
});

test('a type is read in any case, and a tag of one product is none of the other', async () => {
  await done(client('TagResources', { ...tagged, ResourceType: 'SecurityGroup', 'ResourceId.1': group, 'Tag.1.Value': 'test' }));
  const [vpc] = (await done(client('DescribeVpcs'))).Vpcs.Vpc;
  await done(client('TagResources', { ResourceType: 'vpc', 'ResourceId.1': vpc.VpcId, 'Tag.1.Key': 'env' }, inVpc));
  const of = async (type: string, more?: typeof inVpc) =>
    (await done(client('ListTagResources', { ResourceType: type, 'Tag.1.Key': 'env' }, more))).TagResources.TagResource;
  assert.deepEqual(await of('SECURITYGROUP'), [{ ResourceId: group, ResourceType: 'securitygroup', TagKey: 'env', TagValue: 'test' }]);
  assert.deepEqual(await of('Vpc', inVpc), [{ ResourceId: vpc.VpcId, ResourceType: 'VPC', TagKey: 'env', TagValue: '' }]);
  const [shown] = (await done(client('DescribeSecurityGroups', { 'Tag.1.Key': 'env' }))).SecurityGroups.SecurityGroup;
  assert.deepEqual(shown.Tags.Tag, [{ TagKey: 'env', TagValue: 'test' }]);
  await done(client('UnTagResources', { ResourceType: 'VPC', 'ResourceId.1': vpc.VpcId, All: 'true' }, inVpc));
  assert.deepEqual(await of('VPC', inVpc), []);
});

test('a resource group with a VPC of another region is not deleted until the VPC has moved', async () => {
  const project = { Name: 'project', DisplayName: 'project' };
  const { Id } = (await done(client('CreateResourceGroup', project))).ResourceGroup;
  const away = { RegionId: 'cn-beijing' };
  const { VpcId } = await done(client('CreateVpc', { ...away, ResourceGroupId: Id }));
  const refused = await client('DeleteResourceGroup', { ResourceGroupId: Id });
  assert.equal(`${refused.status} ${refused.body.Code}`, '409 DeleteConflict.ResourceGroup.Resource');
  const groups = (await done(client('ListResourceGroups'))).ResourceGroups.ResourceGroup as { Id: string; Name: string }[];
  const NewResourceGroupId = groups.find(({ Name }) => Name === 'default')?.Id ?? '';
  await done(client('MoveResourceGroup', { ...away, ResourceType: 'VPC', ResourceId: VpcId, NewResourceGroupId }));
  assert.equal((await done(client('DeleteResourceGroup', { ResourceGroupId: Id }))).ResourceGroup.Status, 'PendingDelete');
  const [vpc] = (await done(client('DescribeVpcs', { ...away, VpcId }))).Vpcs.Vpc;
  assert.equal(vpc.ResourceGroupId, NewResourceGroupId);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as ecsModels from '@alicloud/ecs20140526';
import * as managerModels from '@alicloud/resourcemanager20200331';
import * as vpcModels from '@alicloud/vpc20160428';
import { startServer, type TestServer } from '../server.ts';
import { makeEcs, makeResourceManager, makeVpc } from './clients.ts';

/** Tags, lists and resource groups as the official SDKs send and read them. */
let server: TestServer;
before(async () => {
  server = await startServer();
});
after(() => server.stop());
const place = () => ({ endpoint: server.endpoint, credentials: server.running.credentials, ca: '' });
const here = { regionId: 'cn-hangzhou' };

test('@alicloud/ecs20140526 tags a group, finds it and takes its tags off', async () => {
  const ecs = makeEcs(place(), 'http');
  const made = await ecs.createSecurityGroup(new ecsModels.CreateSecurityGroupRequest({ ...here, securityGroupName: 'web' }));
  const of = { ...here, resourceType: 'securitygroup', resourceId: [made.body?.securityGroupId ?? ''] };
  const tag = [
    new ecsModels.TagResourcesRequestTag({ key: 'env', value: '' }),
    new ecsModels.TagResourcesRequestTag({ key: '团队', value: '网 *~' }),
  ];
  await ecs.tagResources(new ecsModels.TagResourcesRequest({ ...of, tag }));
  const shown = async (more: object) =>
    (await ecs.listTagResources(new ecsModels.ListTagResourcesRequest({ ...here, resourceType: 'securitygroup', ...more }))).body
      ?.tagResources?.tagResource;
  assert.deepEqual(
    (await shown({ resourceId: of.resourceId }))?.map(({ tagKey, tagValue }) => [tagKey, tagValue]),
    [
      ['env', ''],
      ['团队', '网 *~'],
    ],
  );
  const tagFilter = [new ecsModels.ListTagResourcesRequestTagFilter({ tagKey: '团队', tagValues: ['网*'] })];
  assert.deepEqual(
    (await shown({ tagFilter }))?.map(({ resourceId }) => resourceId),
    of.resourceId,
  );
  await ecs.untagResources(new ecsModels.UntagResourcesRequest({ ...of, all: true }));
  assert.deepEqual(await shown({ resourceId: of.resourceId }), []);
});

test('@alicloud/vpc20160428 tags a VPC, and moves it to another resource group', async () => {
  const vpcs = makeVpc(place(), 'http');
  const vpcId = (await vpcs.createVpc(new vpcModels.CreateVpcRequest(here))).body?.vpcId ?? '';
  const of = { ...here, resourceType: 'VPC', resourceId: [vpcId] };
  await vpcs.tagResources(
    new vpcModels.TagResourcesRequest({ ...of, tag: [new vpcModels.TagResourcesRequestTag({ key: 'a', value: 'b' })] }),
  );
  const listed = await vpcs.listTagResources(new vpcModels.ListTagResourcesRequest({ ...of, maxResults: 1 }));
  const [shown] = listed.body?.tagResources?.tagResource ?? [];
  assert.deepEqual([shown?.resourceType, shown?.tagKey, shown?.tagValue, listed.body?.nextToken], ['VPC', 'a', 'b', '']);
  await vpcs.unTagResources(new vpcModels.UnTagResourcesRequest({ ...of, tagKey: ['a'] }));

  const manager = makeResourceManager(place(), 'http');
  const made = await manager.createResourceGroup(new managerModels.CreateResourceGroupRequest({ name: 'project', displayName: '项目' }));
  const resourceGroupId = made.body?.resourceGroup?.id ?? '';
  await vpcs.moveResourceGroup(
    new vpcModels.MoveResourceGroupRequest({ ...here, resourceId: vpcId, resourceType: 'vpc', newResourceGroupId: resourceGroupId }),
  );
  const named = await manager.getResourceGroup(new managerModels.GetResourceGroupRequest({ resourceGroupId }));
  assert.deepEqual([named.body?.resourceGroup?.displayName, named.body?.resourceGroup?.status], ['项目', 'OK']);
  await assert.rejects(manager.deleteResourceGroup(new managerModels.DeleteResourceGroupRequest({ resourceGroupId })), {
    statusCode: 409,
    code: 'DeleteConflict.ResourceGroup.Resource',
  });
  await vpcs.deleteVpc(new vpcModels.DeleteVpcRequest({ ...here, vpcId }));
  await manager.deleteResourceGroup(new managerModels.DeleteResourceGroupRequest({ resourceGroupId }));
  const left = await manager.listResourceGroups(
    new managerModels.ListResourceGroupsRequest({ resourceGroupIds: [resourceGroupId], pageSize: 50 }),
  );
  assert.deepEqual([left.body?.totalCount, left.body?.resourceGroups?.resourceGroup], [0, []]);
});

test('@alicloud/ecs20140526 changes a prefix list that a rule names', async () => {
  const ecs = makeEcs(place(), 'http');
  const list = { ...here, prefixListName: 'offices', addressFamily: 'IPv4', maxEntries: 2 };
  const prefixListId = (await ecs.createPrefixList(new ecsModels.CreatePrefixListRequest(list))).body?.prefixListId ?? '';
  const group = await ecs.createSecurityGroup(new ecsModels.CreateSecurityGroupRequest({ ...here, securityGroupName: 'named' }));
  const securityGroupId = group.body?.securityGroupId ?? '';
  const rule = { ipProtocol: 'TCP', portRange: '22/22', policy: 'accept', destPrefixListId: prefixListId };
  const permissions = [new ecsModels.AuthorizeSecurityGroupEgressRequestPermissions(rule)];
  await ecs.authorizeSecurityGroupEgress(new ecsModels.AuthorizeSecurityGroupEgressRequest({ ...here, securityGroupId, permissions }));
  const addEntry = [new ecsModels.ModifyPrefixListRequestAddEntry({ cidr: '10.0.0.1', description: 'one' })];
  await ecs.modifyPrefixList(new ecsModels.ModifyPrefixListRequest({ ...here, prefixListId, addEntry }));
  const one = new ecsModels.DescribePrefixListAttributesRequest({ ...here, prefixListId });
  const entries = (await ecs.describePrefixListAttributes(one)).body?.entries?.entry;
  assert.deepEqual(
    entries?.map(({ cidr, description }) => [cidr, description]),
    [['10.0.0.1/32', 'one']],
  );
  const whose = await ecs.describePrefixListAssociations(new ecsModels.DescribePrefixListAssociationsRequest({ ...here, prefixListId }));
  assert.deepEqual(
    whose.body?.prefixListAssociations?.prefixListAssociation?.map(({ resourceId }) => resourceId),
    [securityGroupId],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import Ecs, { DescribeSecurityGroupsRequest } from '@alicloud/ecs20140526';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import * as Ram from '@alicloud/ram20150501';
import { AssumeRoleRequest } from '@alicloud/sts20150401';
import { bounded, startServe } from '../cli/sallyport.ts';
import { makeRam, makeSts } from './clients.ts';

/** A user with a key of its own assumes a role and describes security groups by its token, all by the official SDKs. */
const server = await startServe();
const { endpoint, credentials } = server;
const { accountId } = credentials;
const ram = makeRam(server, 'http');
const userName = 'alice';
const roleName = 'reader';
const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [`acs:ram::${accountId}:user/${userName}`] } }];

test('@alicloud/ram20150501 makes a user, a role and what they may do', bounded, async () => {
  const { body: user } = await ram.createUser(new Ram.CreateUserRequest({ userName, displayName: 'Alice' }));
  assert.equal(user?.user?.displayName, 'Alice');
  const assumeRolePolicyDocument = JSON.stringify({ Version: '1', Statement });
  const tag = [new Ram.CreateRoleRequestTag({ key: 'env', value: 'test' })];
  const { body: role } = await ram.createRole(new Ram.CreateRoleRequest({ roleName, assumeRolePolicyDocument, tag }));
  assert.equal(role?.role?.arn, `acs:ram::${accountId}:role/${roleName}`);
  const system = { policyType: 'System' };
  await ram.attachPolicyToUser(new Ram.AttachPolicyToUserRequest({ ...system, policyName: 'AliyunSTSAssumeRoleAccess', userName }));
  await ram.attachPolicyToRole(new Ram.AttachPolicyToRoleRequest({ ...system, policyName: 'AliyunECSReadOnlyAccess', roleName }));
});

test('its lists of names and tags come as JSON, and are found', bounded, async () => {
  const resource = { resourceType: 'role', resourceNames: [roleName] };
  const tag = [new Ram.TagResourcesRequestTag({ key: 'team', value: 'net' })];
  await ram.tagResources(new Ram.TagResourcesRequest({ ...resource, tag }));
  const shown = async () => {
    const { body } = await ram.listTagResources(new Ram.ListTagResourcesRequest(resource));
    return body?.tagResources?.map(({ resourceName, tagKey, tagValue }) => [resourceName, tagKey, tagValue]);
  };
  assert.deepEqual(await shown(), [
    [roleName, 'env', 'test'],
    [roleName, 'team', 'net'],
  ]);
  const listed = await ram.listRoles(new Ram.ListRolesRequest({ tag: [new Ram.ListRolesRequestTag({ key: 'team', value: 'net' })] }));
  assert.deepEqual(
    listed.body?.roles?.role?.map((role) => role.roleName),
    [roleName],
  );
  await ram.untagResources(new Ram.UntagResourcesRequest({ ...resource, tagKeys: ['team'] }));
  assert.deepEqual(await shown(), [[roleName, 'env', 'test']]);
});

test('@alicloud/sts20150401 assumes the role, and its token may describe and nothing else', bounded, async () => {
  const { body } = await ram.createAccessKey(new Ram.CreateAccessKeyRequest({ userName }));
  const { accessKeyId = '', accessKeySecret = '' } = body?.accessKey ?? {};
  const sts = makeSts({ ...server, credentials: { ...credentials, accessKeyId, accessKeySecret } }, 'http');
  const roleArn = `acs:ram::${accountId}:role/${roleName}`;
  const assumed = (await sts.assumeRole(new AssumeRoleRequest({ roleArn, roleSessionName: 'walk' }))).body;
  assert.equal(assumed?.assumedRoleUser?.arn, `${roleArn}/walk`);
  const { accessKeyId: id, accessKeySecret: secret, securityToken } = assumed?.credentials ?? {};
  const config = { endpoint, protocol: 'http', regionId: 'cn-hangzhou', accessKeyId: id, accessKeySecret: secret, securityToken };
  const ecs = new Ecs.default(new $OpenApiUtil.Config(config));
  const described = await ecs.describeSecurityGroups(new DescribeSecurityGroupsRequest({ regionId: 'cn-hangzhou' }));
  assert.equal(described.statusCode, 200);
  const told = await ram.getRole(new Ram.GetRoleRequest({ roleName }));
  const denied = makeRam({ ...server, credentials: { ...credentials, accessKeyId, accessKeySecret } }, 'http');
  await assert.rejects(denied.getRole(new Ram.GetRoleRequest({ roleName })), { code: 'NoPermission' });
  assert.equal(told.body?.role?.maxSessionDuration, 3600);
});

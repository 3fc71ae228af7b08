import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { after, before, test } from 'node:test';
import * as models from '@alicloud/ecs20140526';
import { openSshOf } from '#server/key-pairs.ts';
import { makeEcs } from '../sdk/clients.ts';
import { misfits, modelNamed } from '../sdk/models.ts';
import { type Params, startServer, type TestServer } from '../server.ts';
import { done } from './world.ts';

/** Instances as members of groups: what a client that makes, reads, changes and deletes them goes through. */
let server: TestServer;
let vswitch: string;
let vpc: string;
const ask = (action: string, params: Params = {}) => server.root(action, params);
const newGroup = async (params: Params = {}): Promise<string> =>
  (await done(ask('CreateSecurityGroup', { VpcId: vpc, ...params }))).SecurityGroupId;
const plain: Params = { InstanceType: 'ecs.g7.large', ImageId: 'aliyun_3_x64_20G_alibase_20250117.vhd' };
const run = async (params: Params): Promise<string[]> =>
  (await done(ask('RunInstances', { ...plain, VSwitchId: vswitch, ...params }))).InstanceIdSets.InstanceIdSet;
const described = async (id: string) => (await done(ask('DescribeInstances', { InstanceIds: JSON.stringify([id]) }))).Instances.Instance[0];
const codeOf = async (action: string, params: Params): Promise<string> => {
  const { status, body } = await ask(action, params);
  return `${status} ${body.Code ?? ''}`.trim();
};

before(async () => {
  server = await startServer();
  const found = await done(ask('DescribeVpcs', { IsDefault: 'true' }));
  vpc = found.Vpcs.Vpc[0].VpcId;
  vswitch = found.Vpcs.Vpc[0].VSwitchIds.VSwitchId[0];
});
after(() => server.stop());

test('an instance is Running at once, a member of its group by its interface, and holds the group until it is gone', async () => {
  const [web, db] = [await newGroup(), await newGroup()];
  const [id = ''] = await run({
    SecurityGroupId: web,
    InstanceName: 'web-1',
    PrivateIpAddress: '172.16.0.77',
    'Tag.1.Key': 'env',
    'Tag.1.Value': 'test',
  });
  assert.match(id, /^i-[a-z0-9]{20}$/);

  const shown = await described(id);
  assert.equal(shown.Status, 'Running');
  assert.equal(shown.StoppedMode, 'Not-applicable');
  assert.equal(shown.InstanceName, 'web-1');
  assert.deepEqual([shown.Cpu, shown.Memory, shown.OSType], [2, 8192, 'linux']);
  assert.deepEqual(shown.SecurityGroupIds, { SecurityGroupId: [web] });
  assert.deepEqual(shown.VpcAttributes, {
    VpcId: vpc,
    VSwitchId: vswitch,
    NatIpAddress: '',
    PrivateIpAddress: { IpAddress: ['172.16.0.77'] },
  });
  assert.deepEqual(shown.Tags, { Tag: [{ TagKey: 'env', TagValue: 'test' }] });
  const [nic] = shown.NetworkInterfaces.NetworkInterface;
  assert.equal(nic.Type, 'Primary');
  const { NetworkInterfaceSets } = await done(ask('DescribeNetworkInterfaces', { InstanceId: id }));
  assert.equal(NetworkInterfaceSets.NetworkInterfaceSet[0].NetworkInterfaceId, nic.NetworkInterfaceId);
  assert.equal(NetworkInterfaceSets.NetworkInterfaceSet[0].Status, 'InUse');

  assert.equal(await codeOf('DeleteSecurityGroup', { SecurityGroupId: web }), '403 DependencyViolation');
  await done(ask('ModifyInstanceAttribute', { InstanceId: id, 'SecurityGroupIds.1': db, InstanceName: 'db-1' }));
  assert.deepEqual((await described(id)).SecurityGroupIds.SecurityGroupId, [db], 'the groups are replaced');
  await done(ask('DeleteSecurityGroup', { SecurityGroupId: web }));

  assert.equal(await codeOf('DeleteInstance', { InstanceId: id }), '403 IncorrectInstanceStatus');
  await done(ask('StopInstance', { InstanceId: id, StoppedMode: 'StopCharging' }));
  const stopped = await described(id);
  assert.deepEqual([stopped.Status, stopped.StoppedMode, stopped.SecurityGroupIds.SecurityGroupId], ['Stopped', 'StopCharging', [db]]);
  assert.equal(await codeOf('DeleteSecurityGroup', { SecurityGroupId: db }), '403 DependencyViolation');
  assert.equal(await codeOf('DeleteVSwitch', { VSwitchId: vswitch }), '400 DependencyViolation');
  await done(ask('DeleteInstance', { InstanceId: id }));
  assert.equal(await described(id), undefined);
  assert.equal(
    (await done(ask('DescribeNetworkInterfaces', {}))).NetworkInterfaceSets.NetworkInterfaceSet.length,
    0,
    'its interface is gone',
  );
  await done(ask('DeleteSecurityGroup', { SecurityGroupId: db }));
  const [again = ''] = await run({ SecurityGroupId: await newGroup(), PrivateIpAddress: '172.16.0.77' });
  await done(ask('DeleteInstance', { InstanceId: again, Force: 'true' }));
});

test('instances made together have names and addresses in a row, and go together', async () => {
  const group = await newGroup();
  const ids = await run({ SecurityGroupId: group, Amount: '3', InstanceName: 'n[9,2]x', PrivateIpAddress: '172.16.0.100' });
  const shown = await Promise.all(ids.map(described));
  assert.deepEqual(
    shown.map((one) => one.InstanceName),
    ['n09x', 'n10x', 'n11x'],
  );
  assert.deepEqual(
    shown.map((one) => one.VpcAttributes.PrivateIpAddress.IpAddress[0]),
    ['172.16.0.100', '172.16.0.101', '172.16.0.102'],
  );
  const named = Object.fromEntries(ids.map((id, n) => [`InstanceId.${n + 1}`, id]));
  const { InstanceResponses } = await done(ask('StopInstances', named));
  assert.deepEqual(InstanceResponses.InstanceResponse[2], {
    InstanceId: ids[2],
    Code: '200',
    Message: 'success',
    PreviousStatus: 'Running',
    CurrentStatus: 'Stopped',
  });
  await done(ask('StartInstance', { InstanceId: ids[0] ?? '' }));
  assert.equal(await codeOf('StopInstances', named), '403 IncorrectInstanceStatus', 'all or none');
  const each = await done(ask('StopInstances', { ...named, BatchOptimization: 'SuccessFirst' }));
  assert.deepEqual(
    each.InstanceResponses.InstanceResponse.map((one: Params) => one.Code),
    ['200', 'IncorrectInstanceStatus', 'IncorrectInstanceStatus'],
  );
  const { InstanceStatuses } = await done(ask('DescribeInstanceStatus', named));
  assert.deepEqual(
    InstanceStatuses.InstanceStatus.map((one: Params) => one.Status),
    ['Stopped', 'Stopped', 'Stopped'],
  );
  await done(ask('DeleteInstances', named));
  assert.equal((await done(ask('DescribeInstances', { SecurityGroupId: group }))).TotalCount, 0);
  await done(ask('DeleteSecurityGroup', { SecurityGroupId: group }));
});

test('secondary interfaces go with their instance, or are detached as they were asked to', async () => {
  const [group, other] = [await newGroup(), await newGroup()];
  const own = (await done(ask('CreateNetworkInterface', { VSwitchId: vswitch, SecurityGroupId: other }))).NetworkInterfaceId;
  const [id = ''] = await run({
    InstanceType: 'ecs.g7.xlarge',
    VSwitchId: '',
    'NetworkInterface.1.InstanceType': 'Primary',
    'NetworkInterface.1.VSwitchId': vswitch,
    'NetworkInterface.1.SecurityGroupIds.1': group,
    'NetworkInterface.2.InstanceType': 'Secondary',
    'NetworkInterface.2.DeleteOnRelease': 'false',
    'NetworkInterface.2.NetworkInterfaceName': 'kept',
    'NetworkInterface.3.SecurityGroupId': other,
    'NetworkInterface.4.NetworkInterfaceId': own,
  });
  const { NetworkInterface } = (await described(id)).NetworkInterfaces;
  assert.deepEqual(
    NetworkInterface.map((one: Params) => one.Type),
    ['Primary', 'Secondary', 'Secondary', 'Secondary'],
  );
  assert.equal((await done(ask('DescribeInstances', { SecurityGroupId: other }))).TotalCount, 0, 'only the primary interface counts');
  await done(ask('DeleteInstance', { InstanceId: id, Force: 'true' }));
  const left = (await done(ask('DescribeNetworkInterfaces', {}))).NetworkInterfaceSets.NetworkInterfaceSet;
  assert.deepEqual(
    left.map((one: Params) => [one.NetworkInterfaceName, one.Status]),
    [['kept', 'Available']],
  );
  await done(ask('DeleteNetworkInterface', { NetworkInterfaceId: left[0].NetworkInterfaceId }));
});

test('groups are joined and left by the instance, on its primary interface', async () => {
  const [group, other] = [await newGroup(), await newGroup()];
  const [id = ''] = await run({ SecurityGroupId: group });
  await done(ask('JoinSecurityGroup', { InstanceId: id, SecurityGroupId: other }));
  assert.deepEqual((await described(id)).SecurityGroupIds.SecurityGroupId, [group, other]);
  await done(ask('LeaveSecurityGroup', { InstanceId: id, SecurityGroupId: group }));
  assert.deepEqual((await described(id)).SecurityGroupIds.SecurityGroupId, [other]);
  await done(ask('DeleteSecurityGroup', { SecurityGroupId: group }));
  await done(ask('DeleteInstance', { InstanceId: id, Force: 'true' }));
});

test('a protected instance stays', async () => {
  const [id = ''] = await run({ SecurityGroupId: await newGroup(), DeletionProtection: 'true' });
  assert.equal(await codeOf('DeleteInstance', { InstanceId: id, Force: 'true' }), '403 InvalidOperation.DeletionProtection');
  await done(ask('ModifyInstanceAttribute', { InstanceId: id, DeletionProtection: 'false' }));
  await done(ask('DeleteInstance', { InstanceId: id, Force: 'true' }));
});

test('what Terraform reads of a pay-as-you-go instance settles', async () => {
  const [id = ''] = await run({
    SecurityGroupId: await newGroup(),
    UserData: 'ZWNobyBoZWxsbyBlY3Mh',
    RamRoleName: 'web-role',
    'SystemDisk.Category': 'cloud_essd',
    'DataDisk.1.Size': '50',
  });
  const ids = JSON.stringify([id]);
  const disks = await done(ask('DescribeDisks', { InstanceId: id, DiskType: 'system' }));
  assert.equal(disks.Disks.Disk.length, 1);
  const { Category, Size, PerformanceLevel, InstanceId, Encrypted, DiskId } = disks.Disks.Disk[0];
  assert.deepEqual([Category, Size, PerformanceLevel, InstanceId, Encrypted], ['cloud_essd', 40, 'PL1', id, false]);
  assert.match(DiskId, /^d-[a-z0-9]{20}$/);
  assert.equal((await done(ask('DescribeDisks', { DiskIds: JSON.stringify([DiskId]) }))).TotalCount, 1);
  assert.equal((await done(ask('DescribeUserData', { InstanceId: id }))).UserData, 'ZWNobyBoZWxsbyBlY3Mh');
  assert.equal(
    (await done(ask('DescribeInstanceRamRole', { InstanceIds: ids }))).InstanceRamRoleSets.InstanceRamRoleSet[0].RamRoleName,
    'web-role',
  );
  const maintenance = await done(ask('DescribeInstanceMaintenanceAttributes', { 'InstanceId.1': id }));
  assert.equal(maintenance.MaintenanceAttributes.MaintenanceAttribute[0].ActionOnMaintenance.Value, 'AutoRecover');
  assert.equal((await done(ask('DescribeInstanceAttribute', { InstanceId: id }))).EnableJumboFrame, false);
  assert.equal((await done(ask('DescribeInstanceAttachmentAttributes', { InstanceIds: ids }))).Instances.Instance[0].InstanceId, id);
  assert.equal((await done(ask('DescribeInstanceAutoRenewAttribute', { InstanceId: id }))).TotalCount, 0);
  const listed = await done(ask('DescribeInstances', { InstanceIds: ids, 'AdditionalAttributes.1': 'META_OPTIONS' }));
  const [one] = listed.Instances.Instance;
  assert.deepEqual([one.EipAddress.AllocationId, one.HpcClusterId, one.ExpiredTime], ['', '', '2099-12-31T15:59Z']);
  await done(ask('DeleteInstance', { InstanceId: id, Force: 'true' }));
});

test('a key pair is shown once, belongs together, and stays while an instance has it', async () => {
  const made = await done(ask('CreateKeyPair', { KeyPairName: 'ops' }));
  const key = createPrivateKey(made.PrivateKeyBody);
  const publicKey = openSshOf(createPublicKey(key).export({ type: 'spki', format: 'der' }));
  assert.ok(verify('sha256', Buffer.from('x'), createPublicKey(key), sign('sha256', Buffer.from('x'), key)));
  const { KeyPairs } = await done(ask('DescribeKeyPairs', { KeyPairName: 'o*', IncludePublicKey: 'true' }));
  assert.deepEqual([KeyPairs.KeyPair[0].PublicKey, KeyPairs.KeyPair[0].KeyPairFingerPrint], [publicKey, made.KeyPairFingerPrint]);
  const imported = await done(ask('ImportKeyPair', { KeyPairName: 'copy', PublicKeyBody: `${publicKey} me@host` }));
  assert.equal(imported.KeyPairFingerPrint, made.KeyPairFingerPrint);

  const [id = ''] = await run({ SecurityGroupId: await newGroup(), KeyPairName: 'ops' });
  assert.equal((await described(id)).KeyPairName, 'ops');
  assert.equal(await codeOf('DeleteKeyPairs', { KeyPairNames: '["ops","copy"]' }), '400 InvalidParameter.KeypairAlreadyAttachedInstance');
  await done(ask('DeleteInstance', { InstanceId: id, Force: 'true' }));
  await done(ask('DeleteKeyPairs', { KeyPairNames: '["ops","copy"]' }));
  assert.equal((await done(ask('DescribeKeyPairs'))).TotalCount, 0);
  assert.ok(!server.log.some(({ fields }) => JSON.stringify(fields).includes('PRIVATE KEY')), 'no private key is logged');
});

const replies: readonly (readonly [action: string, params: () => Params])[] = [
  ['DescribeInstances', () => ({})],
  ['DescribeInstanceStatus', () => ({})],
  ['DescribeDisks', () => ({})],
  ['DescribeImages', () => ({})],
  ['DescribeInstanceTypes', () => ({ RegionId: '' })],
  ['DescribeInstanceMaintenanceAttributes', () => ({})],
  ['DescribeInstanceRamRole', () => ({ RamRoleName: 'none' })],
  ['DescribeInstanceAutoRenewAttribute', () => ({})],
  ['DescribeKeyPairs', () => ({ IncludePublicKey: 'true' })],
];
test('replies have nothing that the SDK does not know, and nothing of another type', async () => {
  const group = await newGroup();
  await done(ask('CreateKeyPair', { KeyPairName: 'sdk' }));
  const [id = ''] = await run({
    SecurityGroupId: group,
    KeyPairName: 'sdk',
    'DataDisk.1.Size': '50',
    'Tag.1.Key': 'a',
    Ipv6AddressCount: '',
  });
  await run({ SecurityGroupId: group, InstanceChargeType: 'PrePaid', Period: '1', AutoRenew: 'true' });
  const all = [
    ...replies.map(([action, params]) => [action, params()] as const),
    ['DescribeInstanceAttribute', { InstanceId: id }] as const,
    ['DescribeUserData', { InstanceId: id }] as const,
    ['DescribeInstanceAttachmentAttributes', { InstanceIds: JSON.stringify([id]) }] as const,
  ];
  for (const [action, params] of all) {
    const body = await done(ask(action, params));
    assert.deepEqual(misfits(modelNamed(`${action}ResponseBody`), body), [], action);
  }
  await done(ask('DeleteInstance', { InstanceId: id, Force: 'true' }));
});

test('the official SDK makes, reads and deletes an instance', async () => {
  const ecs = makeEcs({ endpoint: server.endpoint, credentials: server.running.credentials } as never, 'http');
  const group = await newGroup();
  const ran = await ecs.runInstances(
    new models.RunInstancesRequest({
      regionId: 'cn-hangzhou',
      instanceType: 'ecs.g7.large',
      imageId: plain.ImageId,
      vSwitchId: vswitch,
      securityGroupIds: [group],
      systemDisk: { category: 'cloud_essd', size: '60', performanceLevel: 'PL0' },
      dataDisk: [{ size: 100, category: 'cloud_auto', burstingEnabled: true }],
      tag: [{ key: 'by', value: 'sdk' }],
      networkOptions: { enableJumboFrame: true },
      amount: 1,
    } as never),
  );
  const [id = ''] = ran.body?.instanceIdSets?.instanceIdSet ?? [];
  const shown = await ecs.describeInstances(
    new models.DescribeInstancesRequest({ regionId: 'cn-hangzhou', instanceIds: JSON.stringify([id]) }),
  );
  const instance = shown.body?.instances?.instance?.[0];
  assert.deepEqual(instance?.securityGroupIds?.securityGroupId, [group]);
  const disks = await ecs.describeDisks(new models.DescribeDisksRequest({ regionId: 'cn-hangzhou', instanceId: id }));
  assert.deepEqual(
    disks.body?.disks?.disk?.map(({ size, category }) => [size, category]),
    [
      [60, 'cloud_essd'],
      [100, 'cloud_auto'],
    ],
  );
  const attribute = await ecs.describeInstanceAttribute(new models.DescribeInstanceAttributeRequest({ instanceId: id }));
  assert.equal(attribute.body?.enableJumboFrame, true);
  await ecs.stopInstance(new models.StopInstanceRequest({ instanceId: id }));
  await ecs.deleteInstance(new models.DeleteInstanceRequest({ instanceId: id }));
  await ecs.deleteSecurityGroup(new models.DeleteSecurityGroupRequest({ regionId: 'cn-hangzhou', securityGroupId: group }));
});

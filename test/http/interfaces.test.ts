import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { misfits, modelNamed } from '../sdk/models.ts';
import { type Answer, type Client, type Params, startServer, type TestServer } from '../server.ts';
import { done, newAccount, newGroup } from './world.ts';

/** Interfaces as members of groups, over HTTP: their life as Terraform leads it, joining and leaving, and what the quotas let through. */
let server: TestServer;
before(async () => {
  server = await startServer();
});
after(() => server.stop());

type Body = Answer['body'];
/** A client of a new account that demands success, and judges each body by the SDK's model of it; and the account's default VSwitch. */
type Place = { readonly client: Client; readonly send: (action: string, params?: Params) => Promise<Body>; readonly vswitch: string };
async function newPlace(quotas: Readonly<Record<string, number>> = {}): Promise<Place> {
  const own = Object.entries(quotas).flatMap(([name, value], n) => [
    [`Quota.${n + 2}.Name`, name],
    [`Quota.${n + 2}.Value`, String(value)],
  ]);
  const { client } = await newAccount(server, Object.fromEntries(own));
  const { Vpcs } = await done(client('DescribeVpcs'));
  const send = async (action: string, params: Params = {}): Promise<Body> => {
    const body = await done(client(action, params));
    assert.deepEqual(misfits(modelNamed(`${action}ResponseBody`), body), [], action);
    return body;
  };
  return { client, send, vswitch: Vpcs.Vpc[0].VSwitchIds.VSwitchId[0] };
}
const refused = async (answer: Promise<Answer>): Promise<string> => {
  const { status, body } = await answer;
  return `${status} ${body.Code}`;
};
const listed = async ({ send }: Place, params: Params): Promise<readonly Body[]> =>
  (await send('DescribeNetworkInterfaces', params)).NetworkInterfaceSets.NetworkInterfaceSet;
const newInterface = async ({ send, vswitch }: Place, group: string, params: Params = {}): Promise<string> =>
  (await send('CreateNetworkInterface', { VSwitchId: vswitch, 'SecurityGroupIds.1': group, ...params })).NetworkInterfaceId;
const drop = ({ client }: Place, group: string): Promise<string> => refused(client('DeleteSecurityGroup', { SecurityGroupId: group }));

test('the life of an interface as Terraform leads it', async () => {
  const place = await newPlace();
  const { client, send } = place;
  const [one, two] = [await newGroup(client), await newGroup(client)];
  const id = await newInterface(place, one, {
    NetworkInterfaceName: 'tf-eni',
    Description: 'made by hand',
    PrimaryIpAddress: '172.16.0.50',
    'PrivateIpAddress.1': '172.16.0.51',
    QueueNumber: '1',
    NetworkInterfaceTrafficMode: 'Standard',
    'Tag.1.Key': 'created',
    'Tag.1.Value': 'tf',
    ClientToken: 'eni-token',
  });
  const again = { VSwitchId: place.vswitch, 'SecurityGroupIds.1': two, ClientToken: 'eni-token' };
  assert.equal(await refused(client('CreateNetworkInterface', again)), '400 IdempotentParameterMismatch');

  const read = async (): Promise<Body> => {
    const [shown, ...others] = await listed(place, { 'NetworkInterfaceId.1': id });
    assert.ok(shown && others.length === 0);
    return shown;
  };
  const made = await read();
  assert.deepEqual([made.Status, made.Type, made.QueueNumber, made.DeleteOnRelease], ['Available', 'Secondary', 1, true]);
  assert.deepEqual(made.SecurityGroupIds.SecurityGroupId, [one]);
  assert.deepEqual(
    made.PrivateIpSets.PrivateIpSet.map((ip: Body) => [ip.PrivateIpAddress, ip.Primary]),
    [
      ['172.16.0.50', true],
      ['172.16.0.51', false],
    ],
  );
  for (const [outer, inner] of [
    ['Ipv6Sets', 'Ipv6Set'],
    ['Ipv4PrefixSets', 'Ipv4PrefixSet'],
    ['Ipv6PrefixSets', 'Ipv6PrefixSet'],
  ] as const)
    assert.deepEqual(made[outer], { [inner]: [] }, 'Terraform panics without it');
  const tags = await done(client('ListTagResources', { ResourceType: 'eni', 'ResourceId.1': id }, { version: '2014-05-26' }));
  assert.deepEqual([tags.TagResources.TagResource[0].TagKey, tags.TagResources.TagResource[0].TagValue], ['created', 'tf']);

  const named = { NetworkInterfaceId: id };
  await send('ModifyNetworkInterfaceAttribute', { ...named, 'SecurityGroupId.1': two, NetworkInterfaceName: 'tf-eni-2', QueueNumber: '2' });
  await send('UnassignPrivateIpAddresses', { ...named, 'PrivateIpAddress.1': '172.16.0.51' });
  const assigned = await send('AssignPrivateIpAddresses', { ...named, SecondaryPrivateIpAddressCount: '2' });
  assert.equal(assigned.AssignedPrivateIpAddressesSet.PrivateIpSet.PrivateIpAddress.length, 2);
  const changed = await read();
  assert.deepEqual([changed.NetworkInterfaceName, changed.Description, changed.QueueNumber], ['tf-eni-2', 'made by hand', 2]);
  assert.deepEqual(changed.SecurityGroupIds.SecurityGroupId, [two]);
  assert.equal(changed.PrivateIpSets.PrivateIpSet.length, 3);
  assert.equal((await send('DescribeNetworkInterfaceAttribute', named)).MacAddress, made.MacAddress);

  assert.equal(await drop(place, two), '403 DependencyViolation', 'it has a member');
  assert.equal(await drop(place, one), '200 undefined', 'the member left');
  await send('DeleteNetworkInterface', named);
  assert.deepEqual(await listed(place, { 'NetworkInterfaceId.1': id }), []);
  assert.equal(await refused(client('DeleteNetworkInterface', named)), '404 InvalidEniId.NotFound');
  assert.equal(await drop(place, two), '200 undefined', 'the member was deleted');
  const reuse = await newInterface(place, await newGroup(client), { PrimaryIpAddress: '172.16.0.50' });
  assert.ok(reuse !== id, 'its address is free again');
});

test('an interface joins and leaves, and a group can be deleted once its last member left', async () => {
  const place = await newPlace();
  const { client, send } = place;
  const [one, two] = [await newGroup(client), await newGroup(client)];
  const id = await newInterface(place, one);
  const member = { NetworkInterfaceId: id };
  assert.equal(await refused(client('LeaveSecurityGroup', { ...member, SecurityGroupId: one })), '403 InvalidOperation.AtLeastInOneGroup');
  await send('JoinSecurityGroup', { ...member, SecurityGroupId: two });
  assert.equal(await refused(client('JoinSecurityGroup', { ...member, SecurityGroupId: two })), '403 InvalidInstanceId.AlreadyExists');
  assert.deepEqual((await listed(place, { SecurityGroupId: two }))[0]?.SecurityGroupIds.SecurityGroupId, [one, two]);
  assert.equal(await drop(place, one), '403 DependencyViolation');
  await send('LeaveSecurityGroup', { ...member, SecurityGroupId: one });
  assert.equal(
    await refused(client('LeaveSecurityGroup', { ...member, SecurityGroupId: one })),
    '400 InvalidSecurityGroupAssociation.NotFound',
  );
  assert.equal(await drop(place, one), '200 undefined');
  assert.deepEqual(await listed(place, { SecurityGroupId: one }), []);
});

test('an instance is a member by its primary interface, and its secondary one comes and goes', async () => {
  const place = await newPlace();
  const { client, send } = place;
  const [one, two] = [await newGroup(client), await newGroup(client)];
  const ImageId = (await done(client('DescribeImages', { PageSize: '1' }))).Images.Image[0].ImageId;
  const run = { ImageId, InstanceType: 'ecs.g7.large', SecurityGroupId: one, VSwitchId: place.vswitch };
  const instance = (await done(client('RunInstances', run))).InstanceIdSets.InstanceIdSet[0];
  await send('JoinSecurityGroup', { InstanceId: instance, SecurityGroupId: two, RegionId: '' });
  const [primary] = await listed(place, { InstanceId: instance, Type: 'Primary' });
  assert.deepEqual(primary?.SecurityGroupIds.SecurityGroupId, [one, two]);
  assert.equal(await drop(place, two), '403 DependencyViolation');
  await send('LeaveSecurityGroup', { InstanceId: instance, SecurityGroupId: one });
  assert.equal(await drop(place, one), '200 undefined');

  const secondary = await newInterface(place, two);
  const both = { NetworkInterfaceId: secondary, InstanceId: instance };
  await send('AttachNetworkInterface', both);
  assert.equal((await listed(place, { 'NetworkInterfaceId.1': secondary }))[0]?.Status, 'InUse');
  assert.equal(await refused(client('AttachNetworkInterface', both)), '400 InvalidOperation.InvalidEniState');
  assert.equal(await refused(client('DeleteNetworkInterface', both)), '400 InvalidOperation.InvalidEniState');
  assert.equal(
    await refused(client('DetachNetworkInterface', { ...both, NetworkInterfaceId: primary?.NetworkInterfaceId })),
    '400 InvalidOperation.DetachPrimaryEniNotAllowed',
  );
  await send('DetachNetworkInterface', both);
  assert.equal((await listed(place, { 'NetworkInterfaceId.1': secondary }))[0]?.Status, 'Available');
  await done(client('DeleteInstance', { InstanceId: instance, Force: 'true' }));
  assert.deepEqual(
    (await listed(place, { SecurityGroupId: two })).map(({ NetworkInterfaceId }) => NetworkInterfaceId),
    [secondary],
  );
});

test('IPv6 addresses of a VSwitch that has IPv6', async () => {
  const place = await newPlace();
  const { client, send } = place;
  const vpc = (await done(client('CreateVpc', { EnableIpv6: 'true' }))).VpcId;
  const ZoneId = (await done(client('DescribeZones'))).Zones.Zone[0].ZoneId;
  const wanted = { VpcId: vpc, ZoneId, CidrBlock: '172.16.0.0/24', Ipv6CidrBlock: '7' };
  const vswitch = (await done(client('CreateVSwitch', wanted, { version: '2016-04-28' }))).VSwitchId;
  const group = await newGroup(client, { VpcId: vpc });
  const id = await newInterface({ ...place, vswitch }, group, { Ipv6AddressCount: '1' });
  const [made] = await listed(place, { 'NetworkInterfaceId.1': id });
  const first: string = made?.Ipv6Sets.Ipv6Set[0].Ipv6Address;
  const more = await send('AssignIpv6Addresses', { NetworkInterfaceId: id, Ipv6AddressCount: '2' });
  assert.equal(new Set([first, ...more.Ipv6Sets.Ipv6Address]).size, 3);
  await send('UnassignIpv6Addresses', { NetworkInterfaceId: id, 'Ipv6Address.1': first });
  assert.deepEqual(await listed(place, { 'Ipv6Address.1': first }), []);
  const [found] = await listed(place, { 'Ipv6Address.1': more.Ipv6Sets.Ipv6Address[0] });
  assert.equal(found?.Ipv6Sets.Ipv6Set.length, 2);
});

test('however many are made at once, a group takes no more than its quota, and no address is given twice', async () => {
  const place = await newPlace({ addressesPerBasicGroup: 5, interfacesPerEnterpriseGroup: 2 });
  const { client, vswitch } = place;
  const [basic, enterprise] = [await newGroup(client), await newGroup(client, { SecurityGroupType: 'enterprise' })];
  const rush = async (group: string, params: Params = {}): Promise<readonly string[]> => {
    const all = Array.from({ length: 8 }, () =>
      client('CreateNetworkInterface', { VSwitchId: vswitch, SecurityGroupId: group, ...params }),
    );
    return (await Promise.all(all.map(refused))).sort();
  };
  const codes = (n: number, code: string) => [...Array(n).fill('200 undefined'), ...Array(8 - n).fill(code)];
  assert.deepEqual(await rush(basic, { SecondaryPrivateIpAddressCount: '1' }), codes(2, '403 SecurityGroupInstanceLimitExceed'));
  assert.deepEqual(await rush(enterprise), codes(2, '403 InvalidOperation.EniCountExceeded'));
  const addresses = (await listed(place, {})).flatMap((one) => one.PrivateIpSets.PrivateIpSet.map((ip: Body) => ip.PrivateIpAddress));
  assert.deepEqual([addresses.length, new Set(addresses).size], [6, 6]);
  const [member] = await listed(place, { SecurityGroupId: basic });
  const assign = { NetworkInterfaceId: member?.NetworkInterfaceId };
  await place.send('AssignPrivateIpAddresses', { ...assign, SecondaryPrivateIpAddressCount: '1' });
  assert.equal(
    await refused(client('AssignPrivateIpAddresses', { ...assign, SecondaryPrivateIpAddressCount: '1' })),
    '403 SecurityGroupInstanceLimitExceed',
  );
});

test('the rules of all groups of an interface are counted together, on creation, on joining and on replacing', async () => {
  const place = await newPlace({ rulesPerInterface: 3, groupsPerInterface: 2 });
  const { client, send, vswitch } = place;
  const groups = [await newGroup(client), await newGroup(client), await newGroup(client)] as const;
  const [two, alsoTwo, none] = groups;
  for (const group of [two, alsoTwo])
    for (const port of [1, 2]) {
      const rule = { IpProtocol: 'TCP', PortRange: `${port}/${port}`, SourceCidrIp: '10.0.0.0/8' };
      await done(client('AuthorizeSecurityGroup', { SecurityGroupId: group, ...rule }));
    }
  const both = { 'SecurityGroupIds.1': two, 'SecurityGroupIds.2': alsoTwo };
  assert.equal(await refused(client('CreateNetworkInterface', { VSwitchId: vswitch, ...both })), '403 AclLimitExceed');
  const id = await newInterface(place, two);
  const member = { NetworkInterfaceId: id };
  assert.equal(await refused(client('JoinSecurityGroup', { ...member, SecurityGroupId: alsoTwo })), '403 AclLimitExceed');
  const replace = { ...member, 'SecurityGroupId.1': two, 'SecurityGroupId.2': alsoTwo };
  assert.equal(await refused(client('ModifyNetworkInterfaceAttribute', replace)), '403 AclLimitExceed');
  await send('ModifyNetworkInterfaceAttribute', { ...member, 'SecurityGroupId.1': alsoTwo });
  await send('JoinSecurityGroup', { ...member, SecurityGroupId: none });
  assert.equal(await refused(client('JoinSecurityGroup', { ...member, SecurityGroupId: two })), '403 InstanceSecurityGroupLimitExceeded');
});

/** Faults of form, which no handler sees. */
const malformed: readonly (readonly [action: string, params: Params, expected: string, message: string])[] = [
  ['CreateNetworkInterface', {}, '400 MissingParameter', 'VSwitchId'],
  ['CreateNetworkInterface', { VSwitchId: 'v', RegionId: 'Nowhere!' }, '404 InvalidRegionId.NotFound', 'RegionId'],
  ['CreateNetworkInterface', { VSwitchId: 'v', InstanceType: 'Third' }, '400 InvalidParameter', 'InstanceType'],
  ['CreateNetworkInterface', { VSwitchId: 'v', QueueNumber: '2049' }, '403 InvalidParameter.InvalidEniQueueNumber', 'QueueNumber'],
  [
    'CreateNetworkInterface',
    { VSwitchId: 'v', 'ConnectionTrackingConfiguration.TcpClosedAndTimeWaitTimeout': '16' },
    '400 InvalidParameter.EniConnectionTrackingConfiguration',
    'tracking',
  ],
  ['CreateNetworkInterface', { VSwitchId: 'v', NetworkInterfaceTrafficMode: 'Fast' }, '400 InvalidParameter.EniTrafficMode', 'Standard'],
  ['DeleteNetworkInterface', {}, '400 MissingParameter', 'NetworkInterfaceId'],
  ['DeleteNetworkInterface', { NetworkInterfaceId: '***' }, '400 InvalidParams.EniId', 'NetworkInterfaceId'],
  ['DescribeNetworkInterfaces', { RegionId: '' }, '400 MissingParameter', 'RegionId'],
  ['DescribeNetworkInterfaces', { Type: 'Third' }, '400 InvalidParameter', 'Type'],
  ['DescribeNetworkInterfaceAttribute', {}, '400 MissingParameter', 'NetworkInterfaceId'],
  ['DescribeNetworkInterfaceAttribute', { NetworkInterfaceId: '***' }, '400 InvalidParams.EniId', 'NetworkInterfaceId'],
  ['DescribeNetworkInterfaceAttribute', { NetworkInterfaceId: 'eni-1', Attribute: 'colour' }, '400 InvalidParameter', 'Attribute'],
  ['ModifyNetworkInterfaceAttribute', {}, '400 MissingParameter', 'NetworkInterfaceId'],
  ['ModifyNetworkInterfaceAttribute', { NetworkInterfaceId: '***' }, '400 InvalidParams.EniId', 'NetworkInterfaceId'],
  [
    'ModifyNetworkInterfaceAttribute',
    { NetworkInterfaceId: 'eni-1', QueueNumber: '0' },
    '403 InvalidParameter.InvalidEniQueueNumber',
    'QueueNumber',
  ],
  [
    'ModifyNetworkInterfaceAttribute',
    { NetworkInterfaceId: 'eni-1', 'NetworkInterfaceTrafficConfig.NetworkInterfaceTrafficMode': 'Fast' },
    '400 InvalidParameter.EniTrafficMode',
    'HighPerformance',
  ],
  ['AttachNetworkInterface', { NetworkInterfaceId: 'eni-1' }, '400 MissingParameter', 'InstanceId'],
  ['AttachNetworkInterface', { NetworkInterfaceId: '***', InstanceId: 'i-1' }, '400 InvalidParams.EniId', 'NetworkInterfaceId'],
  ['AttachNetworkInterface', { NetworkInterfaceId: 'eni-1', InstanceId: '***' }, '400 InvalidInstanceID.Malformed', 'InstanceId'],
  [
    'AttachNetworkInterface',
    { NetworkInterfaceId: 'eni-1', InstanceId: 'i-1', NetworkCardIndex: '-1' },
    '400 InvalidParameter',
    'NetworkCardIndex',
  ],
  ['DetachNetworkInterface', { InstanceId: 'i-1' }, '400 MissingParameter', 'NetworkInterfaceId'],
  ['DetachNetworkInterface', { NetworkInterfaceId: '***', InstanceId: 'i-1' }, '400 InvalidParams.EniId', 'NetworkInterfaceId'],
  ['DetachNetworkInterface', { NetworkInterfaceId: 'eni-1', InstanceId: '***' }, '400 InvalidInstanceID.Malformed', 'InstanceId'],
  ['AssignPrivateIpAddresses', { NetworkInterfaceId: '***' }, '400 InvalidParams.EniId', 'NetworkInterfaceId'],
  ['AssignPrivateIpAddresses', { NetworkInterfaceId: 'eni-1', Ipv4PrefixCount: '11' }, '400 InvalidParameter', 'Ipv4PrefixCount'],
  ['UnassignPrivateIpAddresses', {}, '400 MissingParameter', 'NetworkInterfaceId'],
  ['UnassignPrivateIpAddresses', { NetworkInterfaceId: '***' }, '400 InvalidParams.EniId', 'NetworkInterfaceId'],
  ['AssignIpv6Addresses', { NetworkInterfaceId: '***' }, '400 InvalidParams.EniId', 'NetworkInterfaceId'],
  ['AssignIpv6Addresses', { NetworkInterfaceId: 'eni-1', Ipv6AddressCount: '11' }, '400 InvalidParameter', 'Ipv6AddressCount'],
  ['UnassignIpv6Addresses', {}, '400 MissingParameter', 'NetworkInterfaceId'],
  ['UnassignIpv6Addresses', { NetworkInterfaceId: '***' }, '400 InvalidParams.EniId', 'NetworkInterfaceId'],
  ['CreateNetworkInterfacePermission', { NetworkInterfaceId: 'eni-1', AccountId: '2' }, '400 MissingParameter', 'Permission'],
  [
    'CreateNetworkInterfacePermission',
    { NetworkInterfaceId: '***', AccountId: '2', Permission: 'InstanceAttach' },
    '400 InvalidParams.EniId',
    'NetworkInterfaceId',
  ],
  [
    'CreateNetworkInterfacePermission',
    { NetworkInterfaceId: 'eni-1', AccountId: '2', Permission: 'All' },
    '400 InvalidParameter',
    'Permission',
  ],
  ['DescribeNetworkInterfacePermissions', { NetworkInterfaceId: 'eni-1', PageSize: '101' }, '400 InvalidParameter', 'PageSize'],
  ['DeleteNetworkInterfacePermission', {}, '400 MissingParameter', 'NetworkInterfacePermissionId'],
  ['JoinSecurityGroup', { SecurityGroupId: '***', InstanceId: 'i-1' }, '403 InvalidParam.Malformed', 'SecurityGroupId'],
  ['JoinSecurityGroup', { SecurityGroupId: 'sg-1', InstanceId: '***' }, '400 InvalidInstanceId.Malformed', 'InstanceId'],
  ['JoinSecurityGroup', { SecurityGroupId: 'sg-1', NetworkInterfaceId: '***' }, '403 InvalidParam.Malformed', 'NetworkInterfaceId'],
  [
    'JoinSecurityGroup',
    { SecurityGroupId: 'sg-1', NetworkInterfaceId: 'eni-1', RegionId: '' },
    '400 MissingParameter.RegionId',
    'RegionId',
  ],
  ['LeaveSecurityGroup', { SecurityGroupId: '***', InstanceId: 'i-1' }, '403 InvalidParam.Malformed', 'SecurityGroupId'],
  ['LeaveSecurityGroup', { SecurityGroupId: 'sg-1', InstanceId: '***' }, '400 InvalidInstanceId.Malformed', 'InstanceId'],
];
const others = [
  'DeleteNetworkInterface',
  'DescribeNetworkInterfaces',
  'DescribeNetworkInterfaceAttribute',
  'ModifyNetworkInterfaceAttribute',
  'AttachNetworkInterface',
  'DetachNetworkInterface',
  'AssignPrivateIpAddresses',
  'UnassignPrivateIpAddresses',
  'AssignIpv6Addresses',
  'UnassignIpv6Addresses',
  'CreateNetworkInterfacePermission',
  'DescribeNetworkInterfacePermissions',
  'DeleteNetworkInterfacePermission',
  'JoinSecurityGroup',
  'LeaveSecurityGroup',
];
const ids: Params = {
  ...{ NetworkInterfaceId: 'eni-1', InstanceId: 'i-1', SecurityGroupId: 'sg-1', NetworkInterfacePermissionId: 'eni-perm-1' },
  ...{ AccountId: '2', Permission: 'InstanceAttach', RegionId: 'Nowhere!' },
};
for (const [action, params, expected, message] of malformed) {
  test(`${action} ${JSON.stringify(params)}: ${expected}`, async () => {
    const { status, body } = await server.root(action, params);
    assert.equal(`${status} ${body.Code}`, expected);
    assert.ok(body.Message.includes(message), body.Message);
    assert.ok(!body.Message.includes('%s'), body.Message);
  });
}
for (const action of others) {
  test(`${action} in a region that could not be: 404 InvalidRegionId.NotFound`, async () => {
    assert.equal(await refused(server.root(action, ids)), '404 InvalidRegionId.NotFound');
  });
}

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as models from '@alicloud/vpc20160428';
import { bodiesOf, makeVpc } from '../sdk/clients.ts';
import { type Model, misfits } from '../sdk/models.ts';
import { type Answer, type Params, startServer, type TestServer } from '../server.ts';

let server: TestServer;
before(async () => {
  server = await startServer();
});
after(() => server.stop());

/** Sends an action and gives its body, judged by the SDK's model of it. */
type Send = (action: string, params: Params) => Promise<Answer['body']>;
type Refused = (action: string, params: Params) => Promise<readonly [status: number, code: string]>;

const lower = (name: string) => name[0]!.toLowerCase() + name.slice(1);
const modelOf = (name: string): Model & (new (map: object) => object) => {
  const found = Object.entries(models).find(([key]) => key === name)?.[1];
  assert.ok(found, `the SDK has no ${name}`);
  return found as unknown as Model & (new (map: object) => object);
};
function judged(action: string, body: Readonly<Record<string, unknown>>) {
  assert.deepEqual(misfits(modelOf(`${action}ResponseBody`), body), []);
  return body;
}

/** Our own client: parameters in the query or in the form, signature V1 or V3. */
const plain = (how: object): { send: Send; refused: Refused } => ({
  async send(action, params) {
    const { status, body, text } = await server.root(action, params, { version: '2016-04-28', ...how });
    assert.equal(status, 200, text);
    return judged(action, body);
  },
  async refused(action, params) {
    const { status, body } = await server.root(action, params, { version: '2016-04-28', ...how });
    return [status, body.Code];
  },
});

/** The official SDK: typed requests, ACS3. */
function typed(): { send: Send; refused: Refused } {
  const vpcs = makeVpc({ endpoint: server.endpoint, credentials: server.running.credentials, ca: '' } as never, 'http');
  const bodies = bodiesOf(vpcs);
  const call = (action: string, params: Params) => {
    const request = modelOf(`${action}Request`);
    const properties = new Map(Object.entries(request.names()).map(([property, name]) => [name, property]));
    const map = Object.fromEntries(
      Object.entries({ RegionId: 'cn-hangzhou', ...params }).map(([name, value]) => [properties.get(name) ?? name, value]),
    );
    const method = (vpcs as unknown as Record<string, (request: object) => Promise<unknown>>)[lower(action)];
    assert.ok(method, `the SDK has no ${action}`);
    return method.call(vpcs, new request(map));
  };
  return {
    async send(action, params) {
      await call(action, params);
      return judged(action, bodies.at(-1)!);
    },
    async refused(action, params) {
      try {
        await call(action, params);
      } catch (thrown) {
        const { statusCode, code } = thrown as { readonly statusCode: number; readonly code: string };
        return [statusCode, code];
      }
      return [200, ''];
    },
  };
}

const clients: readonly (readonly [title: string, make: () => { send: Send; refused: Refused }])[] = [
  ['in the form, signed by V1', () => plain({ scheme: 'v1', inForm: true })],
  ['in the query, signed by V3', () => plain({ scheme: 'v3' })],
  ['by @alicloud/vpc20160428', typed],
];

for (const [n, [title, make]] of clients.entries()) {
  test(`the life of a VPC and a VSwitch as Terraform makes them, ${title}`, async () => {
    const { send, refused } = make();
    const ClientToken = `vpc-${n}`;
    const made = { CidrBlock: '172.16.0.0/16', VpcName: 'tf', Description: 'by plan', ClientToken };
    const { VpcId, RouteTableId, VRouterId } = await send('CreateVpc', made);
    assert.equal((await send('CreateVpc', made)).VpcId, VpcId, 'the same token, the same VPC');

    const vpc = await send('DescribeVpcAttribute', { VpcId });
    assert.deepEqual(
      [vpc.Status, vpc.CidrBlock, vpc.VpcName, vpc.Description, vpc.IsDefault, vpc.EnabledIpv6, vpc.VRouterId, vpc.ClassicLinkEnabled],
      ['Available', '172.16.0.0/16', 'tf', 'by plan', false, false, VRouterId, false],
    );
    const tables = async () => (await send('DescribeRouteTableList', { VpcId })).RouterTableList.RouterTableListType;
    const [table, ...others] = await tables();
    assert.deepEqual(others, []);
    assert.deepEqual(
      [table.RouteTableType, table.VpcId, table.RouteTableId, table.RouterId, table.RouteTableName, table.RoutePropagationEnable],
      ['System', VpcId, RouteTableId, VRouterId, '', true],
    );
    await send('ModifyRouteTableAttributes', { RouteTableId, RouteTableName: 'main', RoutePropagationEnable: 'false' });
    const [named] = await tables();
    assert.deepEqual([named.RouteTableName, named.RoutePropagationEnable], ['main', false]);

    await send('ModifyVpcAttribute', { VpcId, VpcName: 'tf-2', EnableIPv6: 'true', EnableDnsHostname: 'true' });
    const changed = await send('DescribeVpcAttribute', { VpcId });
    assert.deepEqual(
      [changed.VpcName, changed.Description, changed.EnabledIpv6, changed.DnsHostnameStatus],
      ['tf-2', 'by plan', true, 'ENABLED'],
    );
    await send('AssociateVpcCidrBlock', { VpcId, SecondaryCidrBlock: '10.0.0.0/16', IpVersion: 'IPV4' });

    const vswitch = { VpcId, ZoneId: 'cn-hangzhou-b', CidrBlock: '10.0.0.0/24', VSwitchName: 'web', Ipv6CidrBlock: '12', ClientToken };
    const { VSwitchId } = await send('CreateVSwitch', vswitch);
    assert.equal((await send('CreateVSwitch', vswitch)).VSwitchId, VSwitchId);
    const shown = await send('DescribeVSwitchAttributes', { VSwitchId });
    assert.deepEqual(
      [
        shown.Status,
        shown.CidrBlock,
        shown.ZoneId,
        shown.VpcId,
        shown.IsDefault,
        shown.AvailableIpAddressCount,
        shown.RouteTable.RouteTableId,
      ],
      ['Available', '10.0.0.0/24', 'cn-hangzhou-b', VpcId, false, 252, RouteTableId],
    );
    // Where the fourth group is 0, the VPC's block is written without it.
    const subnet = changed.Ipv6CidrBlock.endsWith('00::/56') ? ['00::/56', '0c::/64'] : ['::/56', ':c::/64'];
    assert.equal(shown.Ipv6CidrBlock, changed.Ipv6CidrBlock.replace(...subnet));
    await send('ModifyVSwitchAttribute', { VSwitchId, Description: 'front ends', EnableIPv6: 'false' });
    const { VSwitches, TotalCount } = await send('DescribeVSwitches', { VpcId, PageSize: '50', PageNumber: '1' });
    assert.equal(TotalCount, 1);
    const [listed] = VSwitches.VSwitch;
    assert.deepEqual(
      [listed.VSwitchId, listed.Description, listed.EnabledIpv6, listed.Tags],
      [VSwitchId, 'front ends', false, { Tag: [] }],
    );
    const [seen] = (await send('DescribeVpcs', { VpcId })).Vpcs.Vpc;
    assert.deepEqual([seen.VSwitchIds.VSwitchId, seen.SecondaryCidrBlocks.SecondaryCidrBlock], [[VSwitchId], ['10.0.0.0/16']]);

    const secondary = { VpcId, SecondaryCidrBlock: '10.0.0.0/16' };
    assert.deepEqual(await refused('UnassociateVpcCidrBlock', secondary), [400, 'DependencyViolation.VSwitch']);
    assert.deepEqual(await refused('DeleteVpc', { VpcId }), [400, 'DependencyViolation.VSwitch']);
    await send('DeleteVSwitch', { VSwitchId });
    assert.deepEqual(await refused('DescribeVSwitchAttributes', { VSwitchId }), [404, 'InvalidVSwitchId.NotFound']);
    assert.deepEqual(await refused('DeleteVSwitch', { VSwitchId }), [404, 'InvalidVSwitchId.NotFound']);
    await send('UnassociateVpcCidrBlock', secondary);
    await send('DeleteVpc', { VpcId });
    assert.deepEqual(await refused('DescribeVpcAttribute', { VpcId }), [404, 'InvalidVpcId.NotFound']);
    assert.equal((await send('DescribeVpcs', { VpcId })).TotalCount, 0);
    assert.equal((await send('DescribeRouteTableList', { VpcId })).TotalCount, 0);
  });
}

test('a default VPC that was deleted is made again, with default VSwitches, and groups without a VPC go there', async () => {
  const RegionId = 'ap-southeast-1';
  const send = async (action: string, params: Params = {}) => {
    const { status, body, text } = await server.root(action, { RegionId, ...params });
    assert.equal(status, 200, text);
    return body;
  };
  const refused = async (action: string, params: Params = {}) => (await server.root(action, { RegionId, ...params })).body.Code;
  const ZoneId = 'ap-southeast-1g';

  assert.equal(await refused('CreateDefaultVpc'), 'OperationDenied.DefaultVpcExist');
  const [first] = (await send('DescribeVpcs', { IsDefault: 'true' })).Vpcs.Vpc;
  for (const VSwitchId of first.VSwitchIds.VSwitchId) await send('DeleteVSwitch', { VSwitchId });
  await send('DeleteVpc', { VpcId: first.VpcId });
  assert.equal(await refused('CreateDefaultVSwitch', { ZoneId }), 'ResourceNotFound.VPC');

  const { VpcId } = await send('CreateDefaultVpc', { ClientToken: 'again' });
  assert.notEqual(VpcId, first.VpcId);
  const { VSwitchId } = await send('CreateDefaultVSwitch', { ZoneId });
  assert.equal(await refused('CreateDefaultVSwitch', { ZoneId }), 'OperationDenied.DefaultVSwitchExist');
  const shown = await send('DescribeVSwitchAttributes', { VSwitchId });
  assert.deepEqual([shown.IsDefault, shown.CidrBlock, shown.VpcId, shown.ZoneId], [true, '172.16.0.0/20', VpcId, ZoneId]);

  const { SecurityGroupId } = await send('CreateSecurityGroup');
  assert.equal((await send('DescribeSecurityGroups', { SecurityGroupId })).SecurityGroups.SecurityGroup[0].VpcId, VpcId);
  await send('DeleteVSwitch', { VSwitchId });
  assert.equal(await refused('DeleteVpc', { VpcId }), 'DependencyViolation.SecurityGroup');
});

test('a VSwitch counts the addresses that interfaces take, and cannot be deleted before they are gone', async () => {
  const send = async (action: string, params: Params) => {
    const { status, body, text } = await server.root(action, params);
    assert.equal(status, 200, text);
    return body;
  };
  const { VpcId } = await send('CreateVpc', { CidrBlock: '10.0.0.0/16' });
  const { VSwitchId } = await send('CreateVSwitch', { VpcId, ZoneId: 'cn-hangzhou-b', CidrMask: '24' });
  const { SecurityGroupId } = await send('CreateSecurityGroup', { VpcId });
  const free = async () => (await send('DescribeVSwitchAttributes', { VSwitchId })).AvailableIpAddressCount;
  assert.equal(await free(), 252);

  const { NetworkInterfaceId } = await send('CreateNetworkInterface', { VSwitchId, SecurityGroupId });
  assert.equal(await free(), 251);
  const { status, body } = await server.root('DeleteVSwitch', { VSwitchId });
  assert.deepEqual(
    [status, body.Code, body.Message],
    [400, 'DependencyViolation.NetworkInterface', `The specified resource of [${VSwitchId}] depends on network interfaces.`],
  );
  await send('DeleteNetworkInterface', { NetworkInterfaceId });
  assert.equal(await free(), 252);
  await send('DeleteVSwitch', { VSwitchId });
  await send('DeleteSecurityGroup', { SecurityGroupId });
  await send('DeleteVpc', { VpcId });
});

/** Codes that are answered before an action is decided. */
const early: readonly (readonly [action: string, params: Params, status: number, code: string])[] = [
  ...[
    'AssociateVpcCidrBlock',
    'CreateDefaultVSwitch',
    'CreateDefaultVpc',
    'CreateVSwitch',
    'DeleteVSwitch',
    'DeleteVpc',
    'DescribeRouteTableList',
    'DescribeVSwitchAttributes',
    'DescribeVSwitches',
    'DescribeVpcAttribute',
    'DescribeVpcs',
    'ModifyRouteTableAttributes',
    'ModifyVSwitchAttribute',
    'ModifyVpcAttribute',
    'UnassociateVpcCidrBlock',
  ].map((action) => [action, { RegionId: 'Nowhere!' }, 404, 'InvalidRegionId.NotFound'] as const),
  ['ModifyVpcAttribute', { Ipv6Isp: 'Local' }, 400, 'IllegalParam.Ipv6Isp'],
  ['CreateVSwitch', { Ipv6CidrBlock: '256' }, 400, 'InvalidIpv6CidrBlock'],
  ['CreateVSwitch', { Ipv6CidrMask: '63' }, 400, 'InvalidIpv6CidrMask'],
  ['CreateVSwitch', { CidrMask: '30' }, 400, 'InvalidCidrMask'],
  ['DescribeVSwitches', { PageSize: '51' }, 400, 'InvalidPageSize'],
];
const needed: Params = { VpcId: 'vpc-1', VSwitchId: 'vsw-1', ZoneId: 'cn-hangzhou-b', RouteTableId: 'vtb-1' };
for (const [action, params, status, code] of early) {
  test(`${action} with ${JSON.stringify(params)}: ${code}`, async () => {
    const { status: got, body } = await server.root(action, { ...needed, ...params }, { version: '2016-04-28' });
    assert.deepEqual([got, body.Code], [status, code]);
  });
}

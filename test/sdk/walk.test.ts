import assert from 'node:assert/strict';
import { Agent as HttpAgent, get as httpGet } from 'node:http';
import { Agent as HttpsAgent, get as httpsGet } from 'node:https';
import { connect } from 'node:net';
import { test } from 'node:test';
import {
  CreateVpcRequest,
  CreateVpcResponseBody,
  DeleteVpcRequest,
  DescribeVpcsRequest,
  DescribeVpcsResponseBody,
} from '@alicloud/vpc20160428';
import { bounded, startServe } from '../cli/sallyport.ts';
import { bodiesOf, makeCore, makeEcs, makeVpc } from './clients.ts';
import { type Model, misfits, modelNamed } from './models.ts';
import { walk } from './walk.ts';
import { plainWalker, typedWalker } from './walkers.ts';

const server = await startServe();

for (const protocol of ['http', 'https'] as const) {
  test(`@alicloud/ecs20140526 (ACS3) over ${protocol} walks through the life of a group`, bounded, () =>
    walk(typedWalker(makeEcs(server, protocol)), `eu-typed-${protocol}`),
  );
  for (const method of ['GET', 'POST'] as const) {
    test(`@alicloud/pop-core (V1, ${method}) over ${protocol} walks through the life of a group`, bounded, () =>
      walk(plainWalker(makeCore(server, protocol), method), `eu-${method.toLowerCase()}-${protocol}`),
    );
  }
}

test('@alicloud/vpc20160428 creates, describes and deletes a VPC', bounded, async () => {
  const vpcs = makeVpc(server, 'http');
  const bodies = bodiesOf(vpcs);
  const here = { regionId: 'cn-hangzhou' };
  const { statusCode, body: made } = await vpcs.createVpc(new CreateVpcRequest({ ...here, vpcName: 'walk', cidrBlock: '172.16.0.0/12' }));
  assert.equal(statusCode, 200);
  assert.match(made?.vpcId ?? '', /^vpc-/);
  const describe = async () => (await vpcs.describeVpcs(new DescribeVpcsRequest({ ...here, vpcId: made?.vpcId, pageSize: 50 }))).body;
  const found = await describe();
  assert.deepEqual([found?.totalCount, found?.pageNumber, found?.pageSize], [1, 1, 50]);
  const [vpc] = found?.vpcs?.vpc ?? [];
  assert.deepEqual(
    [vpc?.vpcName, vpc?.cidrBlock, vpc?.status, vpc?.isDefault, vpc?.vSwitchIds?.vSwitchId],
    ['walk', '172.16.0.0/12', 'Available', false, []],
  );
  assert.deepEqual(
    [CreateVpcResponseBody, DescribeVpcsResponseBody].flatMap((model, i) => misfits(model as unknown as Model, bodies[i])),
    [],
  );
  await vpcs.deleteVpc(new DeleteVpcRequest({ ...here, vpcId: made?.vpcId }));
  assert.equal((await describe())?.totalCount, 0);
  await assert.rejects(vpcs.deleteVpc(new DeleteVpcRequest({ ...here, vpcId: made?.vpcId })), {
    name: 'ClientError',
    statusCode: 404,
    code: 'InvalidVpcId.NotFound',
  });
});

test('misfits finds another type and an unknown name at any depth', () => {
  const body = { RequestId: 1, SecurityGroups: { SecurityGroup: [{ Tags: { Tag: {} }, Colour: 'red' }] } };
  assert.deepEqual(misfits(modelNamed('DescribeSecurityGroupsResponseBody'), body), [
    '.RequestId is a number, not a string',
    '.SecurityGroups.SecurityGroup[0].Tags.Tag is no array',
    '.SecurityGroups.SecurityGroup[0].Colour is unknown',
  ]);
});

/** One request over the agent, whose socket then stays open and idle. */
const leaveIdle = (url: string, get: typeof httpGet | typeof httpsGet, agent: HttpAgent | HttpsAgent) =>
  new Promise<void>((resolve, reject) => {
    agent.once('free', () => resolve());
    get(`${url}/healthz`, { agent }, (res) => res.resume()).on('error', reject);
  });
const idleSockets = (agent: HttpAgent | HttpsAgent) => Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []);

test('SIGTERM ends the server with exit code 0, though idle sockets of both kinds and a silent one are open', bounded, async () => {
  const [plain, secure] = [new HttpAgent({ keepAlive: true }), new HttpsAgent({ keepAlive: true, ca: server.ca })];
  await leaveIdle(`http://${server.endpoint}`, httpGet, plain);
  await leaveIdle(`https://${server.endpoint}`, httpsGet, secure);
  const [host, port] = server.endpoint.split(':') as [string, string];
  const silent = connect({ host, port: Number(port) });
  await new Promise((resolve) => silent.once('connect', resolve));
  const open = [...idleSockets(plain), ...idleSockets(secure), silent];
  assert.equal(open.length, 3);
  const closed = Promise.all(open.map((socket) => new Promise((resolve) => socket.once('close', resolve).resume())));
  const { code, stderr } = await server.stop();
  assert.deepEqual([code, stderr], [0, '']);
  await closed;
});

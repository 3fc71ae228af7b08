import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { actions } from '#actions/index.ts';
import { type Params, startServer, type TestServer } from '../server.ts';
import { keyPairRows, launchRows, modifyRows, otherRows, quotaRows, type Row, runRows, type Stock } from './instance-rows.ts';
import { done } from './world.ts';

/** Every row of the tables of instances and key pairs, by a request that gets it: status, code and message as the table has them. */
let server: TestServer;
let stock: Stock;
const ask = (action: string, params: Params) => server.root(action, params);
const publicKey = `ssh-rsa ${Buffer.concat([field('ssh-rsa'), field('\u0001'), field('\u0005')]).toString('base64')}`;
function field(text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, Buffer.from(text)]);
}

before(async () => {
  server = await startServer();
  const VpcId = (await done(ask('CreateVpc', { CidrBlock: '10.0.0.0/16', EnableIpv6: 'true', Ipv6CidrBlock: '2001:db8:0:6a00::/56' })))
    .VpcId;
  const newVSwitch = async (params: Params) => (await done(ask('CreateVSwitch', { VpcId, ZoneId: 'cn-hangzhou-b', ...params }))).VSwitchId;
  const newGroup = async (params: Params) => (await done(ask('CreateSecurityGroup', { VpcId, ...params }))).SecurityGroupId;
  const vswitch = await newVSwitch({ CidrBlock: '10.0.0.0/24' });
  const [v6, tiny] = [await newVSwitch({ CidrBlock: '10.0.1.0/24', Ipv6CidrBlock: '5' }), await newVSwitch({ CidrBlock: '10.0.2.0/29' })];
  const [group, managed] = [await newGroup({}), await newGroup({})];
  await done(ask('SetSecurityGroupManaged', { SecurityGroupId: managed, ServiceId: '7' }));
  const other = (await done(ask('DescribeVpcs', { IsDefault: 'true' }))).Vpcs.Vpc[0].VpcId;
  await done(ask('ImportKeyPair', { KeyPairName: 'old', PublicKeyBody: publicKey }));

  const run = async (params: Params = {}): Promise<string> =>
    (await done(ask('RunInstances', { ...plain, VSwitchId: vswitch, SecurityGroupId: group, ...params }))).InstanceIdSets.InstanceIdSet[0];
  for (let n = 0; n < 4; n++) await run({ VSwitchId: tiny });
  const running = await run({ KeyPairName: 'old' });
  const shown = (await done(ask('DescribeInstances', { InstanceIds: JSON.stringify([running]) }))).Instances.Instance[0];
  const inV6 = await run({ VSwitchId: v6, Ipv6AddressCount: '1' });
  const v6Shown = (await done(ask('DescribeInstances', { InstanceIds: JSON.stringify([inV6]) }))).Instances.Instance[0];
  const elsewhere = await newGroup({ VpcId: other });
  const [theirs] = (await done(ask('DescribeVpcs', { VpcId: other }))).Vpcs.Vpc[0].VSwitchIds.VSwitchId;
  const far = (await done(ask('CreateNetworkInterface', { VSwitchId: theirs, SecurityGroupId: elsewhere }))).NetworkInterfaceId;
  stock = {
    ...{ vswitch, v6, tiny, group, managed, running, elsewhere, far },
    enterprise: await newGroup({ SecurityGroupType: 'enterprise' }),
    stopped: (await done(ask('CreateInstance', { ...plain, VSwitchId: vswitch, SecurityGroupId: group }))).InstanceId,
    guarded: await run({ DeletionProtection: 'true' }),
    prepaid: await run({ InstanceChargeType: 'PrePaid', Period: '1' }),
    local: await run({ InstanceType: 'ecs.i2.xlarge' }),
    primary: shown.NetworkInterfaces.NetworkInterface[0].NetworkInterfaceId,
    address: shown.VpcAttributes.PrivateIpAddress.IpAddress[0],
    v6Address: v6Shown.NetworkInterfaces.NetworkInterface[0].Ipv6Sets.Ipv6Set[0].Ipv6Address,
  };
});
after(() => server.stop());

const plain: Params = { InstanceType: 'ecs.g7.large', ImageId: 'aliyun_3_x64_20G_alibase_20250117.vhd' };
const reached = new Map<string, Set<string>>();

async function getsRow(name: string, row: string, params: Params): Promise<void> {
  const action = actions.find((one) => one.product === 'Ecs' && one.name === name);
  const { http, message = '' } = action?.errors[row] ?? {};
  const { status, body, text } = await ask(name, params);
  const pattern = message.split('%s').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  assert.equal(`${status} ${body.Code}`, `${http} ${row.replace(/#.*/, '')}`, text);
  assert.match(body.Message, new RegExp(`^${pattern.join('.+')}$`));
  reached.set(name, (reached.get(name) ?? new Set()).add(row));
}
const paramsOf = (given: Row[1]): Params => (typeof given === 'function' ? given(stock) : given);
const launch = (given: Row[1]): Params => ({ ...plain, VSwitchId: stock.vswitch, SecurityGroupId: stock.group, ...paramsOf(given) });

function rowTests(name: string, rows: readonly Row[], whole: (given: Row[1]) => Params): void {
  for (const [row, given] of rows) test(`${name}: ${row}`, () => getsRow(name, row, whole(given)));
}
describe('rows', () => {
  rowTests('RunInstances', [...launchRows, ...runRows], launch);
  rowTests('CreateInstance', launchRows, launch);
  rowTests('ModifyInstanceAttribute', modifyRows, (given) => ({ InstanceId: stock.running, ...paramsOf(given) }));
  for (const [name, rows] of Object.entries(otherRows)) rowTests(name, rows, paramsOf);
  const full = keyPairRows.length - 1;
  for (const [name, key] of [
    ['CreateKeyPair', {}],
    ['ImportKeyPair', { PublicKeyBody: publicKey }],
  ] as const)
    rowTests(name, keyPairRows.slice(0, full), (given) => ({ KeyPairName: 'new', ...key, ...paramsOf(given) }));
});

test('the 501st key pair of a region', async () => {
  for (let n = 1; n < 500; n += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, 500 - n) }, (_, i) =>
        done(ask('ImportKeyPair', { KeyPairName: `key-${n + i}`, PublicKeyBody: publicKey })),
      ),
    );
  await getsRow('ImportKeyPair', 'QuotaExceed.KeyPair', { KeyPairName: 'new', PublicKeyBody: publicKey });
  await getsRow('CreateKeyPair', 'QuotaExceed.KeyPair', { KeyPairName: 'new' });
});

test('rows of quotas, as an operator sets them', async () => {
  const AccountId = server.running.credentials.accountId;
  const setQuota = (name: string, limit: string) => done(ask('ModifyAccount', { AccountId, 'Quota.1.Name': name, 'Quota.1.Value': limit }));
  const rule = { IpProtocol: 'TCP', PortRange: '22/22', SourceCidrIp: '10.0.0.0/8' };
  await done(ask('AuthorizeSecurityGroup', { SecurityGroupId: stock.group, ...rule }));
  const { VpcId } = (await done(ask('DescribeVSwitches', { VSwitchId: stock.vswitch }))).VSwitches.VSwitch[0];
  for (const [row, quota, limit] of quotaRows) {
    await setQuota(quota, limit);
    await getsRow('RunInstances', row, launch({}));
    await getsRow('CreateInstance', row, launch({}));
    if (row === 'JoinedGroupLimitExceed') {
      await setQuota(quota, '5000');
      continue;
    }
    const { SecurityGroupId } = await done(ask('CreateSecurityGroup', { VpcId }));
    await setQuota(quota, '5000');
    await done(ask('AuthorizeSecurityGroup', { SecurityGroupId, ...rule }));
    await done(ask('ModifyInstanceAttribute', { InstanceId: stock.running, 'SecurityGroupIds.1': SecurityGroupId }));
    await setQuota(quota, limit);
    await getsRow('ModifyInstanceAttribute', row, { InstanceId: stock.stopped, 'SecurityGroupIds.1': SecurityGroupId });
    await setQuota(quota, '5000');
  }
});

test('no row was left out', () => {
  const names = ['RunInstances', 'CreateInstance', 'ModifyInstanceAttribute', 'CreateKeyPair', ...Object.keys(otherRows)];
  const left = names.flatMap((name) => {
    const { errors = {} } = actions.find((one) => one.product === 'Ecs' && one.name === name) ?? {};
    return Object.keys(errors)
      .filter((row) => !reached.get(name)?.has(row))
      .map((row) => `${name}: ${row}`);
  });
  assert.deepEqual(left, []);
});

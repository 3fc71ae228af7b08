import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fill } from './filled.ts';
import { bounded, makeFolder, type Started, sallyport, startServe } from './sallyport.ts';

const folder = makeFolder();
const files = { first: join(folder, 'first.json'), changed: join(folder, 'changed.json') };
type Body = Readonly<Record<string, string>>;
let text = '';
let secrets: readonly string[] = [];

before(async () => {
  const server = await startServe();
  secrets = await fill(server);
  const exported = await server.run('export');
  text = exported.stdout;
  assert.match(exported.stderr, /^\d+ resources of the account \d{16}, checksum [0-9a-f]{64}\n$/);
  writeFileSync(files.first, text);
  await server.stop();
});

/** A folder of a server that was started once, for that account. */
async function emptyServer(): Promise<Started> {
  const { AccountId } = JSON.parse(text).Account;
  const server = await startServe(['--account-id', AccountId]);
  await server.stop();
  return server;
}

test('what is exported, imported and exported again is the same file, and holds no secret', bounded, async () => {
  for (const secret of secrets) assert.ok(!text.includes(secret), secret);
  assert.doesNotMatch(text, /sealed|AccessKey|PRIVATE KEY/);
  const target = await emptyServer();
  const { code, stdout, stderr } = await sallyport(['import', files.first, '--data', target.data]);
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /^\d+ resources are in the account \d{16}, checksum [0-9a-f]{64}\n/);
  const again = await sallyport(['export', '--data', target.data]);
  assert.equal(again.stdout, text);
  assert.ok(again.stderr.includes(/checksum ([0-9a-f]{64})/.exec(stdout)![1]!));

  const served = await startServe([], { data: target.data });
  const file = JSON.parse(text);
  const region = file.Regions.find((one: { RegionId: string }) => one.RegionId === 'cn-hangzhou');
  const web = region.SecurityGroups.find((group: { SecurityGroupName: string }) => group.SecurityGroupName === 'web');
  const shown = JSON.parse(
    (await served.run('call', 'DescribeSecurityGroupAttribute', '--SecurityGroupId', web.SecurityGroupId, '--output', 'json')).stdout,
  );
  assert.deepEqual(
    shown.Permissions.Permission.map((rule: Body) => rule.SecurityGroupRuleId),
    web.Permissions.Permission.map((rule: Body) => rule.SecurityGroupRuleId),
  );
  // The addresses are taken: another interface does not get one of them.
  const eni = JSON.parse((await served.run('call', 'DescribeNetworkInterfaces', '--output', 'json')).stdout).NetworkInterfaceSets
    .NetworkInterfaceSet[0];
  const taken = await served.run(
    'call',
    'CreateNetworkInterface',
    '--VSwitchId',
    eni.VSwitchId,
    '--SecurityGroupId',
    web.SecurityGroupId,
    '--PrimaryIpAddress',
    eni.PrivateIpAddress,
  );
  assert.match(taken.stderr, /^InvalidPrivateIpAddress\.Duplicated: /);
  await served.stop();
  const twice = await sallyport(['import', files.first, '--data', target.data]);
  assert.match(twice.stderr, /^Nothing was imported: the account \d{16} has resources already/);
});

// biome-ignore lint/suspicious/noExplicitAny: a file is changed in many places
type File = any;
const hangzhou = (file: File) => file.Regions.find((one: File) => one.RegionId === 'cn-hangzhou');
const groupOf = (file: File) => hangzhou(file).SecurityGroups.find((group: File) => group.Permissions.Permission.length > 1);
const faults: readonly (readonly [title: string, change: (file: File) => void, stderr: RegExp])[] = [
  [
    'another format',
    (file) => {
      file.Format = 'x';
    },
    /Format is not sallyport-account/,
  ],
  [
    'a later version',
    (file) => {
      file.Version = 2;
    },
    /Version is not 1/,
  ],
  [
    'a field that nobody knows',
    (file) => {
      groupOf(file).Vpc = 'x';
    },
    /SecurityGroups\[\d+\]\.Vpc is not known here/,
  ],
  [
    'a field that is missing',
    (file) => {
      delete hangzhou(file).Vpcs[0].CidrBlock;
    },
    /Vpcs\[0\]\.CidrBlock is missing/,
  ],
  [
    'a time that is none',
    (file) => {
      groupOf(file).CreationTime = 'then';
    },
    /CreationTime is not a time/,
  ],
  [
    'a tag that may not be',
    (file) => {
      groupOf(file).Tags = { Tag: [{ TagKey: 'acs:x', TagValue: '' }] };
    },
    /Tags\.Tag\[0\] has a bad key/,
  ],
  [
    'half a character, which JSON can escape',
    (file) => {
      groupOf(file).Tags = { Tag: [{ TagKey: 'a\ud800', TagValue: '' }] };
    },
    /Tags\.Tag\[0\]\.TagKey has half a character/,
  ],
  [
    'an id that no store keeps',
    (file) => {
      groupOf(file).SecurityGroupId = `sg-${'x'.repeat(400)}`;
    },
    /SecurityGroupId is not a value that is possible here/,
  ],
  [
    'a rule with a port that is none',
    (file) => {
      groupOf(file).Permissions.Permission[0].PortRange = '22';
    },
    /Permission\[0\]\.PortRange is no such value of a rule/,
  ],
  [
    'one rule twice',
    (file) => {
      const all = groupOf(file).Permissions.Permission;
      all.push({ ...all[0], SecurityGroupRuleId: 'sgr-other' });
    },
    /Permission\[4\] is the same rule as one before it/,
  ],
  [
    'a group in no VPC of the file',
    (file) => {
      groupOf(file).VpcId = 'vpc-none';
    },
    /VpcId names vpc-none, which is not in the file/,
  ],
  [
    'a peer that is not there',
    (file) => {
      groupOf(file).Permissions.Permission[1].SourceGroupId = 'sg-none';
    },
    /SourceGroupId names sg-none/,
  ],
  [
    'a peer of another account that is not there',
    (file) => {
      groupOf(file).Permissions.Permission[1].SourceGroupOwnerAccount = '1234567890123456';
    },
    /of the account 1234567890123456, which is not here/,
  ],
  [
    'an id twice',
    (file) => {
      hangzhou(file).Vpcs.push(hangzhou(file).Vpcs[0]);
    },
    /has the id vpc-\w+, which came before/,
  ],
  [
    'a VSwitch outside its VPC',
    (file) => {
      hangzhou(file).VSwitches.find((one: File) => one.CidrBlock === '10.1.0.0/16').CidrBlock = '192.168.0.0/24';
    },
    /CidrBlock is in no block of the VPC/,
  ],
  [
    'an address outside the VSwitch',
    (file) => {
      hangzhou(file).NetworkInterfaces[0].PrivateIpAddresses[0] = '10.9.0.9';
    },
    /has 10\.9\.0\.9, which the VSwitch cannot give \(outside\)/,
  ],
  [
    'a list with an entry of the other family',
    (file) => {
      hangzhou(file).PrefixLists[0].Entries.Entry[0].Cidr = '::/0';
    },
    /Entry\[0\]\.Cidr is no possible entry/,
  ],
  [
    'more groups than the quota',
    (file) => {
      file.Account.Quotas = [{ Name: 'groupsPerRegion', Value: 1 }];
    },
    /is one more than the quota groupsPerRegion allows/,
  ],
  [
    'a policy that is none',
    (file) => {
      file.RamPolicies[0].Versions[0].PolicyDocument = '{}';
    },
    /RamPolicies\[0\]\.Versions\[0\]\.PolicyDocument \$/,
  ],
  [
    'a user in no group of the file',
    (file) => {
      file.RamUsers[0].Groups[0].GroupId = '200000000000000000';
    },
    /RamUsers\[0\]\.Groups names 200000000000000000/,
  ],
];
test('a file that cannot be is refused with the place in it, and nothing is done', { timeout: 90_000 }, async () => {
  const target = await emptyServer();
  for (const [title, change, stderr] of faults) {
    const file = JSON.parse(text);
    change(file);
    writeFileSync(files.changed, JSON.stringify(file));
    const ended = await sallyport(['import', files.changed, '--data', target.data]);
    assert.deepEqual([ended.code, ended.stdout], [1, ''], title);
    assert.match(ended.stderr, stderr, title);
    assert.match(ended.stderr, /^Nothing was imported: /, title);
  }
  writeFileSync(files.changed, 'no');
  assert.match((await sallyport(['import', files.changed, '--data', target.data])).stderr, /^Nothing was imported: the file is not JSON/);
  const { stdout } = await sallyport(['export', '--data', target.data]);
  assert.deepEqual(JSON.parse(stdout).Regions, []);
});

test('groups as the Describe actions give them are taken', bounded, async () => {
  const target = await emptyServer();
  const file = JSON.parse(text);
  const described = {
    RegionId: 'cn-hangzhou',
    RuleCount: 1,
    EcsCount: 0,
    ServiceManaged: false,
    Tags: { Tag: [{ TagKey: 'a', TagValue: 'b' }] },
  };
  const rule = {
    SecurityGroupRuleId: 'sgr-real',
    Direction: 'egress',
    IpProtocol: 'TCP',
    PortRange: '80/80',
    DestCidrIp: '0.0.0.0/0',
    SourceCidrIp: '',
    DestGroupId: '',
    Policy: 'Accept',
    Priority: 1,
    NicType: 'intranet',
    CreateTime: '2021-08-31T03:12:29Z',
  };
  const group = {
    ...described,
    SecurityGroupId: 'sg-real',
    SecurityGroupName: 'real',
    VpcId: 'vpc-real',
    Permissions: { Permission: [rule] },
  };
  const vpc = { VpcId: 'vpc-real', CidrBlock: '10.0.0.0/8', VRouterId: 'vrt-real', RouteTableId: 'vtb-real' };
  writeFileSync(
    files.changed,
    JSON.stringify({
      Format: file.Format,
      Version: 1,
      Account: file.Account,
      Regions: [{ RegionId: 'cn-hangzhou', Vpcs: [vpc], SecurityGroups: [group] }],
    }),
  );
  const { code, stderr } = await sallyport(['import', files.changed, '--data', target.data]);
  assert.deepEqual([code, stderr], [0, '']);
});

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { bounded, makeFolder, type Started, sallyport, startServe } from './sallyport.ts';

const folder = makeFolder();
const files = { first: join(folder, 'first.json'), changed: join(folder, 'changed.json') };
type Body = Readonly<Record<string, string>>;
let text = '';
let secrets: readonly string[] = [];

/** An account with one of everything that is exported. */
async function fill(server: Started): Promise<readonly string[]> {
  const call = async (action: string, params: Body = {}) => {
    const words = Object.entries(params).flatMap(([name, value]) => [`--${name}`, value]);
    const { code, stdout, stderr } = await server.run('call', action, ...words, '--output', 'json');
    assert.equal(code, 0, `${action}: ${stderr}`);
    return JSON.parse(stdout);
  };
  const { VpcId } = await call('CreateVpc', { CidrBlock: '10.0.0.0/8', VpcName: 'net', EnableIpv6: 'true' });
  const { VSwitchId } = await call('CreateVSwitch', { VpcId, CidrBlock: '10.1.0.0/16', ZoneId: 'cn-hangzhou-b', Ipv6CidrBlock: '7' });
  const web = (await call('CreateSecurityGroup', { VpcId, SecurityGroupName: 'web', 'Tag.1.Key': 'env', 'Tag.1.Value': 'prod' }))
    .SecurityGroupId;
  const db = (await call('CreateSecurityGroup', { VpcId, SecurityGroupName: 'db', Description: 'the database' })).SecurityGroupId;
  const list = (
    await call('CreatePrefixList', {
      PrefixListName: 'office',
      MaxEntries: '5',
      AddressFamily: 'IPv4',
      'Entry.1.Cidr': '192.0.2.0/24',
      'Entry.1.Description': 'here',
    })
  ).PrefixListId;
  const ports = (await call('CreatePortRangeList', { PortRangeListName: 'ports', MaxEntries: '3', 'Entry.1.PortRange': '80/80' }))
    .PortRangeListId;
  const rules = [
    { IpProtocol: 'TCP', PortRange: '22/22', SourceCidrIp: '198.51.100.7', Description: 'ssh', Priority: '3' },
    { IpProtocol: 'ALL', PortRange: '-1/-1', SourceGroupId: db },
    { IpProtocol: 'TCP', PortRange: '443/443', SourcePrefixListId: list, Policy: 'drop' },
    { IpProtocol: 'TCP', PortRangeListId: ports, Ipv6SourceCidrIp: '2001:db8::/32' },
  ];
  await call('AuthorizeSecurityGroup', {
    SecurityGroupId: web,
    ...Object.fromEntries(rules.flatMap((rule, i) => Object.entries(rule).map(([name, value]) => [`Permissions.${i + 1}.${name}`, value]))),
  });
  await call('AuthorizeSecurityGroupEgress', { SecurityGroupId: db, IpProtocol: 'icmp', PortRange: '-1/-1', DestCidrIp: '0.0.0.0/0' });
  await call('CreateNetworkInterface', {
    VSwitchId,
    SecurityGroupId: web,
    NetworkInterfaceName: 'eth1',
    SecondaryPrivateIpAddressCount: '2',
    Ipv6AddressCount: '1',
  });
  const pair = await call('CreateKeyPair', { KeyPairName: 'pair' });
  const run = {
    InstanceType: 'ecs.g6.large',
    ImageId: 'aliyun_3_x64_20G_alibase_20240528.vhd',
    VSwitchId,
    SecurityGroupId: web,
    KeyPairName: 'pair',
  };
  const image = (await call('DescribeImages')).Images.Image[0].ImageId;
  const type = (await call('DescribeInstanceTypes')).InstanceTypes.InstanceType[0].InstanceTypeId;
  await call('RunInstances', { ...run, ImageId: image, InstanceType: type, UserData: Buffer.from('password=hidden').toString('base64') });
  await call('CreatePolicy', {
    PolicyName: 'look',
    PolicyDocument: '{"Version":"1","Statement":[{"Effect":"Allow","Action":"ecs:Describe*","Resource":"*"}]}',
  });
  await call('CreateUser', { UserName: 'reader', DisplayName: 'A reader' });
  await call('CreateGroup', { GroupName: 'readers' });
  await call('AddUserToGroup', { UserName: 'reader', GroupName: 'readers' });
  await call('AttachPolicyToGroup', { GroupName: 'readers', PolicyType: 'Custom', PolicyName: 'look' });
  await call('AttachPolicyToUser', { UserName: 'reader', PolicyType: 'System', PolicyName: 'AliyunECSReadOnlyAccess' });
  const trust = {
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [`acs:ram::${server.credentials.accountId}:root`] } }],
  };
  await call('CreateRole', { RoleName: 'deploy', AssumeRolePolicyDocument: JSON.stringify(trust) });
  const key = (await call('CreateAccessKey', { UserName: 'reader' })).AccessKey;
  return [
    pair.PrivateKeyBody.split('\n')[20],
    key.AccessKeySecret,
    key.AccessKeyId,
    server.credentials.accessKeySecret,
    Buffer.from('password=hidden').toString('base64'),
  ];
}

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

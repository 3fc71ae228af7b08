import assert from 'node:assert/strict';
import type { Started } from './sallyport.ts';

type Body = Readonly<Record<string, string>>;

/** An account with one of everything that is exported; gives its secrets. */
export async function fill(server: Started): Promise<readonly string[]> {
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

import { done, newAccount, newGroup, P, rulesOf } from '../http/world.ts';
import type { TestServer } from '../server.ts';

/** What another account has: its id or name, an id of the same form that never was, and the parameters that take one. */
export type Foreign = { readonly kind: string; readonly id: string; readonly never: string; readonly names: RegExp };

/** Letters turned by a few places: the same prefix, length and characters, and nobody's. */
const neverOf = (id: string): string =>
  id.replace(/[a-z0-9]{8}$/i, (end) =>
    [...end]
      .map((c) => (/\d/.test(c) ? String((Number(c) + 3) % 10) : String.fromCharCode(((c.toLowerCase().charCodeAt(0) - 97 + 5) % 26) + 97)))
      .join(''),
  );

/** An account with one thing of each kind, and all that is there by id or name. */
export async function makeForeign(server: TestServer): Promise<readonly Foreign[]> {
  const { id: account, client, keys } = await newAccount(server);
  const ask = (action: string, params = {}) => done(client(action, params));
  const group = await newGroup(client);
  const vpc = (await ask('CreateVpc')).VpcId;
  const [network] = (await ask('DescribeVpcs', { IsDefault: 'true' })).Vpcs.Vpc;
  const vswitch = (await ask('CreateVSwitch', { VpcId: network.VpcId, ZoneId: 'cn-hangzhou-b', CidrBlock: '172.16.16.0/24' })).VSwitchId;
  const eni = (await ask('CreateNetworkInterface', { VSwitchId: vswitch, SecurityGroupId: group })).NetworkInterfaceId;
  const permission = await ask('CreateNetworkInterfacePermission', {
    NetworkInterfaceId: eni,
    AccountId: server.running.credentials.accountId,
    Permission: 'InstanceAttach',
  });
  const instances = await ask('RunInstances', {
    InstanceType: 'ecs.g7.large',
    ImageId: 'aliyun_3_x64_20G_alibase_20250117.vhd',
    VSwitchId: vswitch,
    SecurityGroupId: group,
  });
  const list = { MaxEntries: '1' };
  const prefixes = await ask('CreatePrefixList', { ...list, PrefixListName: 'theirs', AddressFamily: 'IPv4' });
  const ports = await ask('CreatePortRangeList', { ...list, PortRangeListName: 'theirs' });
  const resources = await ask('CreateResourceGroup', { Name: 'theirs', DisplayName: 'theirs' });
  await ask('AuthorizeSecurityGroupEgress', { SecurityGroupId: group, ...P() });
  await ask('CreateKeyPair', { KeyPairName: 'theirs-pair-abcdefgh' });
  const PolicyDocument = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
  const trust = {
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [`acs:ram::${account}:root`] } }],
  };
  await ask('CreateUser', { UserName: 'theirs-user-abcdefgh' });
  await ask('CreateGroup', { GroupName: 'theirs-team-abcdefgh' });
  await ask('CreatePolicy', { PolicyName: 'theirs-policy-abcdefgh', PolicyDocument });
  await ask('CreateRole', { RoleName: 'theirs-role-abcdefgh', AssumeRolePolicyDocument: JSON.stringify(trust) });
  const { AccessKey } = await ask('CreateAccessKey', { UserName: 'theirs-user-abcdefgh' });
  const rule = (await rulesOf(client, group))[0]!.SecurityGroupRuleId!;
  const all: readonly (readonly [kind: string, id: string, names: RegExp])[] = [
    ['group', group, /(Group|ResourceI)d?s?$|GroupIds?$/],
    ['rule', rule, /RuleIds?$/],
    ['network', vpc, /VpcIds?$|ResourceId$/],
    ['VSwitch', vswitch, /VSwitchIds?$|ResourceId$/],
    ['route table', network.RouterTableIds.RouterTableIds[0], /RouteTableIds?$/],
    ['interface', eni, /InterfaceIds?$|ResourceId$/],
    ['permission', permission.NetworkInterfacePermission.NetworkInterfacePermissionId, /PermissionIds?$/],
    ['instance', instances.InstanceIdSets.InstanceIdSet[0], /InstanceIds?$|ResourceId$/],
    ['resource group', resources.ResourceGroup.Id, /ResourceGroupId$/],
    ['prefix list', prefixes.PrefixListId, /PrefixListIds?$|ResourceId$/],
    ['port list', ports.PortRangeListId, /PortRangeListIds?$|ResourceId$/],
    ['key pair', 'theirs-pair-abcdefgh', /KeyPairNames?$|ResourceId$/],
    ['user', 'theirs-user-abcdefgh', /UserName$|ResourceNames$/],
    ['team', 'theirs-team-abcdefgh', /GroupName$|ResourceNames$/],
    ['policy', 'theirs-policy-abcdefgh', /PolicyNames?$|ResourceNames$/],
    ['role', 'theirs-role-abcdefgh', /RoleNames?$|ResourceNames$/],
    ['role by ARN', `acs:ram::${account}:role/theirs-role-abcdefgh`, /Arn$/],
    ['key', AccessKey.AccessKeyId, /AccessKeyId$/],
    ['key of a root', keys.accessKeyId, /AccessKeyId$/],
    ['account', account, /AccountIds?$|OwnerIds?$|OwnerAccount$/],
  ];
  return all.map(([kind, id, names]) => ({ kind, id, never: neverOf(id), names }));
}

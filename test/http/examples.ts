import type { Action } from '#actions/action.ts';
import { actions } from '#actions/index.ts';
import type { Answer, Client, Params, TestServer } from '../server.ts';
import { done, newAccount, newGroup, P, rulesOf } from './world.ts';

/**
 * Examples name what is not there. A place is an account of its own in which it is there, as far as makers go:
 *   example of an action -> new account -> one resource of each kind that it names -> its requests, with the ids of these
 */
export type Place = { readonly client: Client; readonly requests: readonly Params[] };

/** Makes a resource where `request` gives an example with the ids of what is there. */
type Make = (client: Client, request: (action: string) => Promise<Params>) => Promise<string>;
const byExample =
  (action: string, idIn: (body: Answer['body']) => string): Make =>
  async (client, request) =>
    idIn(await done(client(action, await request(action))));

/** By the prefix of an id. VSwitches and groups are in the default VPC, so that they go together. */
const makers: Readonly<Record<string, Make>> = {
  sg: (client) => newGroup(client, { 'Tag.1.Key': 'env', 'Tag.1.Value': 'test' }),
  vpc: async (client) => (await done(client('CreateVpc'))).VpcId,
  vsw: async (client) => {
    const [vpc] = (await done(client('DescribeVpcs', { IsDefault: 'true' }))).Vpcs.Vpc;
    return (await done(client('CreateVSwitch', { VpcId: vpc.VpcId, ZoneId: 'cn-hangzhou-b', CidrBlock: '172.16.16.0/24' }))).VSwitchId;
  },
  vtb: async (client) => (await done(client('DescribeVpcs'))).Vpcs.Vpc[0].RouterTableIds.RouterTableIds[0],
  eni: byExample('CreateNetworkInterface', (body) => body.NetworkInterfaceId),
  'eni-perm': byExample('CreateNetworkInterfacePermission', (body) => body.NetworkInterfacePermission.NetworkInterfacePermissionId),
  i: byExample('RunInstances', (body) => body.InstanceIdSets.InstanceIdSet[0]),
  rg: byExample('CreateResourceGroup', (body) => body.ResourceGroup.Id),
  pl: async (client) =>
    (await done(client('CreatePrefixList', { PrefixListName: 'x1', AddressFamily: 'IPv4', MaxEntries: '1' }))).PrefixListId,
  prl: async (client) => (await done(client('CreatePortRangeList', { PortRangeListName: 'x1', MaxEntries: '1' }))).PortRangeListId,
};

/** What RAM knows by name: the parameters that name it, and the action that makes it, with its own parameter for the name. */
const named: readonly (readonly [names: RegExp, action: string, param: string])[] = [
  [/^UserName$/, 'CreateUser', 'UserName'],
  [/^GroupName$/, 'CreateGroup', 'GroupName'],
  [/^(RoleName|ResourceNames\.1)$/, 'CreateRole', 'RoleName'],
  [/^PolicyName$/, 'CreatePolicy', 'PolicyName'],
];

/** What an action undoes: its example is good once that of the other was done. */
const earlier: Readonly<Record<string, string>> = {
  DeleteKeyPairs: 'CreateKeyPair',
  DetachNetworkInterface: 'AttachNetworkInterface',
  StartInstance: 'StopInstance',
  StartInstances: 'StopInstances',
  UnassociateVpcCidrBlock: 'AssociateVpcCidrBlock',
  RemoveUserFromGroup: 'AddUserToGroup',
  DetachPolicyFromUser: 'AttachPolicyToUser',
  DetachPolicyFromGroup: 'AttachPolicyToGroup',
  DetachPolicyFromRole: 'AttachPolicyToRole',
};

/** Requests of an example: one, or where it names a security group rule one for each rule, since one of them is of the right direction. */
export async function placeOf(server: TestServer, action: Action): Promise<Place> {
  const [account, other] = [await newAccount(server), await newAccount(server)];
  const client = action.operator ? server.root : account.client;
  const made = new Map<string, string>();

  async function requestOf({ product, name: of, example, params }: Action): Promise<Params> {
    const request: Record<string, string> = freshNames({ ...example.request });
    for (const [name, value] of Object.entries(request)) {
      const prefix = /^(eni-perm|[a-z]+)-/.exec(value)?.[1] ?? '';
      if (makers[prefix] && params[name]?.kind !== 'enum') request[name] = await madeOf(prefix, makers[prefix]);
      if (name === 'AccountId') request[name] = other.id;
      const maker = product === 'Ram' ? named.find(([names]) => names.test(name)) : undefined;
      if (maker && maker[1] !== of) await madeOf(`${maker[1]} ${value}`, () => makeNamed(maker[1], { [maker[2]]: value }));
    }
    return request;
  }
  async function madeOf(prefix: string, make: Make): Promise<string> {
    const id = made.get(prefix) ?? (await make(client, (name) => requestOf(actionNamed(name))));
    made.set(prefix, id);
    return id;
  }

  async function makeNamed(name: string, by: Params): Promise<string> {
    await done(client(name, { ...actionNamed(name).example.request, ...by }));
    return name;
  }

  const before = earlier[action.name];
  if (before !== undefined) await done(client(before, await requestOf(actionNamed(before))));
  const request = await requestOf(action);
  const rule = Object.keys(request).find((name) => request[name]!.startsWith('sgr-'));
  const group = made.get('sg') ?? '';
  if (!rule) return { client, requests: [request] };
  await done(client('AuthorizeSecurityGroupEgress', { SecurityGroupId: group, ...P() }));
  const ingress = { SecurityGroupId: group, IpProtocol: 'TCP', PortRange: '1/1', SourceCidrIp: '10.0.0.0/8' };
  await done(client('AuthorizeSecurityGroup', ingress));
  const rules = await rulesOf(client, group);
  return { client, requests: rules.map((one) => ({ ...request, [rule]: one.SecurityGroupRuleId! })) };
}

const actionNamed = (name: string): Action => actions.find((one) => one.name === name)!;

/** Names of accounts are unique in a server. */
export const freshNames = (request: Params): Params =>
  'AccountName' in request ? { ...request, AccountName: `Test${++names}@aliyun.com` } : request;
let names = 0;

/** Actions whose example needs more than makers make: the code that refuses it, by `Product Name`. */
export const refused: Readonly<Record<string, string>> = {
  'Ecs AssignIpv6Addresses': 'InvalidVSwitch.Ipv6NotTurnOn',
  'Ecs JoinSecurityGroup': 'InvalidInstanceId.AlreadyExists',
  'Ecs LeaveSecurityGroup': 'InvalidOperation.AtLeastInOneGroup',
  'Ecs UnassignIpv6Addresses': 'InvalidIp.IpUnassigned',
  'Ecs UnassignPrivateIpAddresses': 'InvalidIp.IpUnassigned',
  'Ram DeleteLoginProfile': 'EntityNotExist.User.LoginProfile',
  'Ram UnbindMFADevice': 'EntityNotExist.User.MFADevice',
  'Ram DecodeDiagnosticMessage': 'InvalidParameter.EncodedDiagnosticMessage',
  'Ram DeleteAccessKey': 'EntityNotExist.User.AccessKey',
  'Ram DeletePolicyVersion': 'EntityNotExist.Policy.Version',
  'Ram UpdateAccessKey': 'EntityNotExist.User.AccessKey',
  'Sallyport AnswerRequest': 'InvalidQuestionId.NotFound',
  'Sts AssumeRole': 'NoPermission',
  'Vpc CreateDefaultVpc': 'OperationDenied.DefaultVpcExist',
};

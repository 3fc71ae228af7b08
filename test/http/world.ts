import assert from 'node:assert/strict';
import type { Direction } from '#domain/rule.ts';
import type { Options } from '#server/serve.ts';
import type { Credentials } from '#wire/sign-request.ts';
import { type Answer, type Client, type Params, startServer, type TestServer } from '../server.ts';

/**
 * The accounts and groups that the tests over HTTP speak of, made through the API as a user would make them:
 *   startServer -> CreateAccount … -> CreateSecurityGroup … -> Authorize… -> World
 */
export type World = {
  readonly server: TestServer;
  /** Of the rules that its groups hold. */
  readonly direction: Direction;
  /** By account: the first one ('own'), one on the classic network, and a stranger. */
  readonly clients: { readonly [W in Who]: Client };
  readonly accounts: { readonly [W in Who]: string };
  /** The default VPC of 'own', in which its groups are where nothing else is said. */
  readonly vpc: string;
  /** Groups: A, B, B2 basic in one VPC, X basic in another, E and E2 enterprise, EX enterprise in the other VPC, M managed. */
  readonly A: string;
  readonly B: string;
  readonly B2: string;
  readonly X: string;
  readonly E: string;
  readonly E2: string;
  readonly EX: string;
  readonly M: string;
  /** Of 'classic': C and C2 on the classic network, V in a VPC. */
  readonly C: string;
  readonly C2: string;
  readonly V: string;
  /** Of 'foreign': F is named by a rule of A, F2 names A in a rule of its own, F3 has to do with nobody. */
  readonly F: string;
  readonly F2: string;
  readonly F3: string;
  /** A prefix list and a port list of 'own' and of 'classic'. */
  readonly lists: { readonly [W in 'own' | 'classic']: { readonly prefix: string; readonly ports: string } };
};
export type Who = 'own' | 'classic' | 'foreign';

/** The name of an egress action, parameter or error code as that of the other direction; only SourcePortRange means the same in both. */
export const swap = (name: string): string => name.replace(/Dest|Source(?!PortRange)/, (side) => (side === 'Dest' ? 'Source' : 'Dest'));
/** Parameters of an egress action as those of `direction`. */
export const turned = (params: Params, direction: Direction): Params =>
  direction === 'egress'
    ? params
    : Object.fromEntries(
        Object.entries(params).map(([name, value]) =>
          name === 'Permissions' ? [name, value.replace(/"\w+"(?=:)/g, swap)] : [swap(name), value],
        ),
      );

/** The reply of a request that must succeed. */
export async function done(answer: Promise<Answer>): Promise<Answer['body']> {
  const { status, body, text } = await answer;
  assert.equal(status, 200, text);
  return body;
}

const goodEntry = { IpProtocol: 'TCP', PortRange: '22/22', DestCidrIp: '10.0.0.0/8', Policy: 'accept' };
/** The parameters of one rule of Permissions: a good one, changed as written; '' leaves a field out. */
export const P = (changes: Params = {}, n = 1): Params =>
  Object.fromEntries(Object.entries(T(changes)).map(([name, value]) => [`Permissions.${n}.${name}`, value]));
/** The same as deprecated parameters outside Permissions. */
export const T = (changes: Params = {}): Params =>
  Object.fromEntries(Object.entries({ ...goodEntry, ...changes }).filter(([, value]) => value !== ''));
/** Entries of Permissions from 1 on. */
export const Ps = (...entries: readonly Params[]): Params => Object.assign({}, ...entries.map((entry, i) => P(entry, i + 1)));
/** A rule whose peer is a group. */
export const toGroup = (id: string, changes: Params = {}): Params => ({ DestCidrIp: '', DestGroupId: id, ...changes });
export const toList = (id: string, changes: Params = {}): Params => ({ DestCidrIp: '', DestPrefixListId: id, ...changes });
export const ids = (...all: readonly string[]): Params => Object.fromEntries(all.map((id, i) => [`SecurityGroupRuleId.${i + 1}`, id]));

/** Parameters that may need what the world holds. */
export type Sent = Params | ((w: World) => Params | Promise<Params>);
export const sentTo = async (w: World, sent: Sent): Promise<Params> => (typeof sent === 'function' ? sent(w) : sent);

export const newGroup = async (client: Client, params: Params = {}): Promise<string> =>
  (await done(client('CreateSecurityGroup', params))).SecurityGroupId;

/** A client of a new account. */
export async function newAccount(
  server: TestServer,
  params: Params = {},
): Promise<{ readonly id: string; readonly client: Client; readonly keys: Credentials }> {
  const made = await done(server.root('CreateAccount', { 'Quota.1.Name': 'groupsPerRegion', 'Quota.1.Value': '10000', ...params }));
  const keys = { accessKeyId: made.AccessKeyId, accessKeySecret: made.AccessKeySecret };
  return { id: made.AccountId, client: server.clientOf(keys), keys };
}

/** The rules of a group, of every NIC type, in order of creation. */
export async function rulesOf(client: Client, group: string, more: Params = {}): Promise<readonly Readonly<Record<string, string>>[]> {
  const shown = await done(client('DescribeSecurityGroupAttribute', { SecurityGroupId: group, NicType: '<nil>', ...more }));
  return shown.Permissions.Permission;
}

const authorizes = { egress: 'AuthorizeSecurityGroupEgress', ingress: 'AuthorizeSecurityGroup' } as const;

async function makeLists(client: Client): Promise<{ prefix: string; ports: string }> {
  const [prefix, ports] = await Promise.all([
    done(client('CreatePrefixList', { PrefixListName: 'blocks', AddressFamily: 'IPv4', MaxEntries: '5', 'Entry.1.Cidr': '10.9.0.0/16' })),
    done(client('CreatePortRangeList', { PortRangeListName: 'ports', MaxEntries: '5', 'Entry.1.PortRange': '80/80' })),
  ]);
  return { prefix: prefix.PrefixListId, ports: ports.PortRangeListId };
}

/** Every group holds rules of the direction that a fault which goes unnoticed would delete. */
export async function makeWorld(options: Partial<Options> = {}, direction: Direction = 'egress'): Promise<World> {
  const server = await startServer(options);
  try {
    return await furnish(server, direction);
  } catch (cause) {
    // A server that stays would keep the process of the test alive.
    await server.stop();
    throw cause;
  }
}

async function furnish(server: TestServer, direction: Direction): Promise<World> {
  const own = server.root;
  const [classic, foreign] = await Promise.all([
    newAccount(server, { AccountName: 'Classic@aliyun.com', NetworkType: 'classic' }),
    newAccount(server, { AccountName: 'Test@aliyun.com' }),
  ]);
  const { accountId } = server.running.credentials;
  await done(own('ModifyAccount', { AccountId: accountId, 'Quota.1.Name': 'groupsPerRegion', 'Quota.1.Value': '10000' }));

  const otherVpc = (await done(own('CreateVpc', { CidrBlock: '192.168.0.0/16' }))).VpcId;
  const classicVpc = (await done(classic.client('CreateVpc'))).VpcId;
  const enterprise = { SecurityGroupType: 'enterprise' };
  const [A, B, B2, X, E, E2, EX, M, C, C2, V, F, F2, F3] = (await Promise.all([
    newGroup(own, { SecurityGroupName: 'web' }),
    newGroup(own, { SecurityGroupName: 'db' }),
    newGroup(own),
    newGroup(own, { VpcId: otherVpc }),
    newGroup(own, enterprise),
    newGroup(own, enterprise),
    newGroup(own, { VpcId: otherVpc, ...enterprise }),
    newGroup(own),
    newGroup(classic.client),
    newGroup(classic.client),
    newGroup(classic.client, { VpcId: classicVpc }),
    newGroup(foreign.client, { SecurityGroupName: 'theirs' }),
    newGroup(foreign.client),
    newGroup(foreign.client),
  ])) as [string, string, string, string, string, string, string, string, string, string, string, string, string, string];

  const rules = (client: Client, group: string, ...entries: readonly Params[]) =>
    done(client(authorizes[direction], { SecurityGroupId: group, ...turned(Ps(...entries), direction) }));
  const back = direction === 'egress' ? 'ingress' : 'egress';
  await Promise.all([
    ...[B, X, E2, M].map((group) => rules(own, group, {})),
    rules(own, A, {}, { IpProtocol: 'ICMP', PortRange: '-1/-1' }, toGroup(B2), toGroup(F, { DestGroupOwnerId: foreign.id })),
    done(own(authorizes[back], { SecurityGroupId: A, ...turned(T(toGroup(B)), back) })),
    rules(own, E, {}, { Policy: 'drop' }),
    rules(classic.client, C, { NicType: 'intranet' }, { PortRange: '80/80' }, toGroup(C2)),
    rules(classic.client, V, {}),
    rules(foreign.client, F, {}),
    rules(foreign.client, F2, {}, toGroup(A, { DestGroupOwnerId: accountId })),
    rules(foreign.client, F3, {}),
  ]);
  await done(own('SetSecurityGroupManaged', { SecurityGroupId: M, ServiceId: '26842' }));
  const [ownLists, classicLists] = await Promise.all([makeLists(own), makeLists(classic.client)]);
  const shown = await done(own('DescribeSecurityGroupAttribute', { SecurityGroupId: A }));

  return {
    server,
    direction,
    clients: { own, classic: classic.client, foreign: foreign.client },
    accounts: { own: accountId, classic: classic.id, foreign: foreign.id },
    vpc: shown.VpcId,
    ...{ A, B, B2, X, E, E2, EX, M, C, C2, V, F, F2, F3 },
    lists: { own: ownLists, classic: classicLists },
  };
}

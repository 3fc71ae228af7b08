import { addressPool } from '#domain/addresses.ts';
import type { ListEntry } from '#domain/kinds.ts';
import { prefixReader, readEntries, readPortRange } from '#domain/list-entries.ts';
import type { AddressRow } from '#domain/network-heads.ts';
import { limitOf, type QuotaName, weightOf } from '#domain/quota.ts';
import type { AttachedPolicyRow, MembershipRow, PolicyVersionRow } from '#domain/ram-heads.ts';
import { mostVersions } from '#domain/ram-policies.ts';
import { identityOf, type Rule } from '#domain/rule.ts';
import { ipv6SubnetOf, vswitchPlaceFault } from '#domain/vswitch.ts';
import type { Parts } from '#kit/deciding.ts';
import { mostCharacters } from '#ram/policy.ts';
import { type PolicyFault, policyFaults } from '#ram/policy-fault.ts';
import { readPolicy, readTrust } from '#ram/read-policy.ts';
import { systemPolicies } from '#ram/system-policies.ts';
import { FileFault } from '#server/account-file/fields.ts';
import type { FileRoot, ReadFile } from '#server/account-file/read.ts';
import { VersionedParts } from '#store/versioned-parts.ts';

/**
 * Judges the resources of a file against each other, by the rules that the actions judge by. Throws FileFault at the first that does not fit. What
 * the file does not hold (groups of other accounts) is left to whoever has the store.
 */
export function judgeFile({ account, roots, regions }: ReadFile): void {
  const world = new World(roots);
  for (const root of roots) judges[root.kind as keyof typeof judges]?.(root, world, account.quotas);
  for (const { id, seed } of regions)
    if (seed?.defaultVpc) world.must('vpc', { at: `region ${id}`, region: id } as FileRoot, 'DefaultVpcId', seed.defaultVpc);
  for (const root of roots) {
    const { resourceGroup } = root.head;
    if (resourceGroup) world.must('resourceGroup', { ...root, region: '' }, 'ResourceGroupId', resourceGroup);
    if (root.kind === 'group' && root.head.vpc === '' && account.networkType !== 'classic')
      throw new FileFault(`${root.at}.VpcId`, 'is empty, and the network type of the account is vpc');
  }
  const counted = { group: 'groupsPerRegion', prefixList: 'prefixListsPerRegion', portRangeList: 'portRangeListsPerRegion' } as const;
  const counts = new Map<string, number>();
  for (const { at, region, kind } of roots) {
    const quota: QuotaName | undefined = counted[kind as keyof typeof counted];
    const count = (counts.get(`${region}/${kind}`) ?? 0) + 1;
    counts.set(`${region}/${kind}`, count);
    if (quota && count > limitOf(quota, account.quotas)) throw new FileFault(at, `is one more than the quota ${quota} allows`);
  }
}

class World {
  readonly #roots = new Map<string, FileRoot>();
  readonly #names = new Set<string>();
  readonly all: readonly FileRoot[];
  /** Addresses that interfaces have taken so far, by VSwitch. */
  readonly taken = new Map<string, string[]>();

  constructor(roots: readonly FileRoot[]) {
    this.all = roots;
    for (const root of roots) {
      const key = `${root.region}/${root.kind}/${root.id}`;
      if (this.#roots.has(key)) throw new FileFault(root.at, `has the id ${root.id}, which came before`);
      this.#roots.set(key, root);
    }
  }

  get(kind: string, region: string, id: string): FileRoot | undefined {
    return this.#roots.get(`${region}/${kind}/${id}`);
  }
  /** What `from` names in that field. */
  must(kind: string, from: FileRoot, field: string, id: string): FileRoot {
    const found = this.get(kind, from.region, id);
    if (!found) throw new FileFault(`${from.at}.${field}`, `names ${id}, which is not in the file`);
    return found;
  }
  /** Each text once. */
  once(at: string, text: string): void {
    if (this.#names.has(text)) throw new FileFault(at, 'came before');
    this.#names.add(text);
  }
}

type Judge = (root: FileRoot, world: World, quotas: ReadFile['account']['quotas']) => void;
const fail = (root: FileRoot, field: string, what: string): never => {
  throw new FileFault(field === '' ? root.at : `${root.at}.${field}`, what);
};

const judgeList =
  (field: string): Judge =>
  (root) => {
    const read = root.kind === 'prefixList' ? prefixReader(root.head.family) : readPortRange;
    const rows = root.parts.map(([, row]) => row as ListEntry);
    const texts = rows.map(({ value, description }, i) => ({ at: `${root.at}.Entries.Entry[${i}].${field}`, value, description }));
    const found = readEntries(texts, read);
    if ('fault' in found) throw new FileFault(found.at, `is no possible entry (${found.fault})`);
    const other = found.entries.findIndex(({ value }, i) => value !== rows[i]?.value);
    if (other >= 0) throw new FileFault(texts[other]!.at, `is written ${found.entries[other]!.value}`);
  };

const judges = {
  resourceGroup: (root, world) => world.once(`${root.at}.Name`, `resourceGroup ${root.head.name}`),
  vswitch: (root, world) => {
    const vpc = world.must('vpc', root, 'VpcId', root.head.vpc).head;
    const siblings = world.all.filter(
      (one) => one !== root && one.kind === 'vswitch' && one.region === root.region && one.head.vpc === root.head.vpc,
    );
    const fault = vswitchPlaceFault(
      root.head.cidr,
      [vpc.cidr, ...vpc.secondaryCidrs],
      siblings.map(({ head }) => head.cidr),
    );
    if (fault) fail(root, 'CidrBlock', fault === 'outside' ? 'is in no block of the VPC' : 'overlaps another VSwitch');
    if (!root.head.zone.startsWith(root.region)) fail(root, 'ZoneId', 'is no zone of the region');
    const v6 = root.head.ipv6Cidr;
    const isOfVpc = v6 === '' || (vpc.ipv6Cidr !== '' && Array.from({ length: 256 }, (_, n) => ipv6SubnetOf(vpc.ipv6Cidr, n)).includes(v6));
    if (!isOfVpc) fail(root, 'Ipv6CidrBlock', 'is no /64 of the block of the VPC');
    if (v6 !== '' && siblings.some(({ head }) => head.ipv6Cidr === v6)) fail(root, 'Ipv6CidrBlock', 'is that of another VSwitch');
  },
  prefixList: judgeList('Cidr'),
  portRangeList: judgeList('PortRange'),
  group: (root, world, quotas) => {
    if (root.head.vpc) world.must('vpc', root, 'VpcId', root.head.vpc);
    const seen = new Set<string>();
    let peers = 0;
    for (const [i, [id, part]] of root.parts.entries()) {
      const rule = part as Rule;
      const at = { ...root, at: `${root.at}.Permissions.Permission[${i}]` };
      world.once(`${at.at}.SecurityGroupRuleId`, `${root.region} rule ${id}`);
      if (seen.has(identityOf(rule))) fail(at, '', 'is the same rule as one before it');
      seen.add(identityOf(rule));
      const side = rule.direction === 'ingress' ? 'Source' : 'Dest';
      if (rule.peer.kind === 'list') world.must('prefixList', at, `${side}PrefixListId`, rule.peer.id);
      if (rule.peer.kind === 'group') peers += 1;
      if (rule.peer.kind === 'group' && rule.peer.owner === '') {
        const peer = world.must('group', at, `${side}GroupId`, rule.peer.id);
        if ((peer.head.vpc === '') !== (root.head.vpc === '')) fail(at, `${side}GroupId`, 'is a group on another kind of network');
      }
      if (rule.portList) world.must('portRangeList', at, 'PortRangeListId', rule.portList);
    }
    if (root.head.type === 'enterprise' && peers > 0)
      fail(root, 'Permissions', 'has a rule that names a group, and the group is an enterprise one');
    if (peers > limitOf('groupPeersPerGroup', quotas))
      fail(root, 'Permissions', 'has more rules that name a group than groupPeersPerGroup allows');
    if (weightIn(world, root) > limitOf('rulesPerGroup', quotas)) fail(root, 'Permissions', 'has more rules than rulesPerGroup allows');
  },
  interface: (root, world, quotas) => {
    const { head, region } = root;
    const vswitch = world.must('vswitch', root, 'VSwitchId', head.vswitch);
    if (vswitch.head.vpc !== head.vpc) fail(root, 'VpcId', 'is not the VPC of its VSwitch');
    if (vswitch.head.zone !== head.zone) fail(root, 'ZoneId', 'is not the zone of its VSwitch');
    world.once(`${root.at}.MacAddress`, `${region} mac ${head.mac}`);
    const groups = (head.groups as readonly string[]).map((id, i) => world.must('group', root, `SecurityGroupIds[${i}]`, id));
    if (groups.length === 0 || groups.length > limitOf('groupsPerInterface', quotas))
      fail(root, 'SecurityGroupIds', 'has none, or more than groupsPerInterface allows');
    if (new Set(head.groups).size < groups.length) fail(root, 'SecurityGroupIds', 'names a group twice');
    if (groups.some((group) => group.head.vpc !== head.vpc || group.head.type !== groups[0]!.head.type))
      fail(root, 'SecurityGroupIds', 'names groups of another VPC, or of both types');
    if (groups.reduce((sum, group) => sum + weightIn(world, group), 0) > limitOf('rulesPerInterface', quotas))
      fail(root, 'SecurityGroupIds', 'brings more rules together than rulesPerInterface allows');
    if ((head.status === 'InUse') !== (head.instance !== '')) fail(root, 'Status', 'does not go with InstanceId');
    if (head.instance) world.must('instance', root, 'InstanceId', head.instance);
    judgeAddresses(root, vswitch, world);
  },
  interfacePermission: (root, world) => void world.must('interface', root, 'NetworkInterfaceId', root.head.interface),
  instance: (root, world) => {
    const own = world.must('interface', root, 'PrimaryNetworkInterfaceId', root.head.primaryInterface).head;
    if (own.instance !== root.id || own.type !== 'Primary')
      fail(root, 'PrimaryNetworkInterfaceId', 'is not attached to it as its primary one');
    if (own.vswitch !== root.head.vswitch || own.vpc !== root.head.vpc || own.zone !== root.head.zone)
      fail(root, 'VSwitchId', 'is not where its primary interface is');
    if (root.head.keyPair) world.must('keyPair', root, 'KeyPairName', root.head.keyPair);
  },
  ramPolicy: (root) => {
    const rows = root.parts.map(([, row]) => row as PolicyVersionRow);
    if (rows.length === 0 || rows.length > mostVersions) fail(root, 'Versions', `has none, or more than ${mostVersions}`);
    if (!rows.some(({ version }) => version === root.head.defaultVersion)) fail(root, 'DefaultVersion', 'is none of its versions');
    for (const [i, { version, document }] of rows.entries()) {
      if (Number(version.slice(1)) > root.head.versions) fail(root, 'VersionCount', `is less than ${version}`);
      const read = readPolicy(document, mostCharacters.custom);
      if ('faults' in read) failPolicy(root, `Versions[${i}].PolicyDocument`, read.faults);
    }
  },
  ramGroup: (root, world) => judgeHolder(root, world, `GroupName`),
  ramUser: (root, world) => judgeHolder(root, world, 'UserName'),
  ramRole: (root, world) => {
    judgeHolder(root, world, 'RoleName');
    const read = readTrust(root.head.trust);
    if ('faults' in read) failPolicy(root, 'AssumeRolePolicyDocument', read.faults);
  },
} satisfies Readonly<Record<string, Judge>>;

/** As the quota counts them: a rule counts as many times as the lists that it names have maximum entries. */
const weightIn = (world: World, { region, parts }: FileRoot): number =>
  parts.reduce((sum, [, rule]) => sum + weightOf(rule as Rule, (kind, id) => world.get(kind, region, id)?.head.maxEntries ?? 1), 0);

function judgeAddresses(root: FileRoot, vswitch: FileRoot, world: World): void {
  const { head } = root;
  const taken = world.taken.get(`${root.region}/${vswitch.id}`) ?? [];
  world.taken.set(`${root.region}/${vswitch.id}`, taken);
  const pool = addressPool(vswitch.head, VersionedParts.of('vswitch', []) as Parts<AddressRow>);
  const wanted = [
    ['v4', head.addresses, 'PrivateIpAddresses'],
    ['v6', head.ipv6, 'Ipv6Addresses'],
    ['v4Prefix', head.ipv4Prefixes, 'Ipv4Prefixes'],
    ['v6Prefix', head.ipv6Prefixes, 'Ipv6Prefixes'],
  ] as const;
  if (head.addresses.length === 0) fail(root, 'PrivateIpAddresses', 'is empty');
  for (const [kind, addresses, field] of wanted) {
    const found = pool.take(kind, addresses, 0);
    if ('fault' in found) fail(root, field, `has ${found.address}, which the VSwitch cannot give (${found.fault})`);
    const twice = (addresses as readonly string[]).find((address) => taken.includes(address));
    if (twice !== undefined) fail(root, field, `has ${twice}, which another interface has`);
  }
  taken.push(...head.addresses, ...head.ipv6, ...head.ipv4Prefixes, ...head.ipv6Prefixes);
}

function judgeHolder(root: FileRoot, world: World, field: string): void {
  world.once(`${root.at}.${field}`, `${root.kind} ${root.head.name.toLowerCase()}`);
  for (const [, part] of root.parts) {
    const row = part as AttachedPolicyRow | MembershipRow;
    if ('group' in row) world.must('ramGroup', root, 'Groups', row.group);
    else if (row.type === 'Custom') world.must('ramPolicy', root, 'Policies', row.policy);
    else if (!Object.hasOwn(systemPolicies, row.policy)) fail(root, 'Policies', `names ${row.policy}, which is no system policy here`);
  }
  const twice = root.parts.find(([id], i) => root.parts.findIndex(([other]) => other === id) !== i);
  if (twice) fail(root, 'Policies', `has ${twice[0]} twice`);
}

function failPolicy(root: FileRoot, field: string, faults: readonly PolicyFault[]): never {
  return fail(root, field, faults.map(({ at, code }) => `${at}: ${policyFaults[code].en}`).join(' '));
}

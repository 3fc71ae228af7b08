import assert from 'node:assert/strict';
import type { Client, Params } from '../server.ts';
import type { Direction, Told } from './model.ts';

/** The service as the model sees it: groups and interfaces of one region, by their place. */
export type Place = {
  readonly groups: readonly string[];
  readonly interfaces: readonly string[];
  /** Sends a request; 'ok' or the code. */
  ask(action: string, params: Params): Promise<string>;
  rulesOf(group: number): Promise<readonly Shown[]>;
  stateOf(): Promise<unknown>;
};
export type Shown = { readonly id: string; readonly direction: Direction; readonly told: Told };
type Permission = Readonly<Record<string, string>>;

const side = { ingress: 'Source', egress: 'Dest' } as const;

/** Makes groups with one member each way in a region of its own. */
export async function makePlace(client: Client, region: string, groupCount: number, interfaceCount: number): Promise<Place> {
  const send = async (action: string, params: Params = {}) => {
    const answer = await client(action, { RegionId: region, ...params });
    assert.equal(answer.status, 200, `${action}: ${answer.text}`);
    return answer.body;
  };
  const vpc = (await send('DescribeVpcs')).Vpcs.Vpc[0];
  const groups: string[] = [];
  for (let n = 0; n < groupCount; n++) groups.push((await send('CreateSecurityGroup', { VpcId: vpc.VpcId })).SecurityGroupId);
  const interfaces: string[] = [];
  for (let n = 0; n < interfaceCount; n++) {
    const made = await send('CreateNetworkInterface', { VSwitchId: vpc.VSwitchIds.VSwitchId[0], SecurityGroupId: groups[0]! });
    interfaces.push(made.NetworkInterfaceId);
  }

  const peerOf = (p: Permission, of: 'Source' | 'Dest'): string => {
    const id = p[`${of}GroupId`];
    return id ? `group ${groups.indexOf(id)}` : p[`${of}CidrIp`]!;
  };
  const toldOf = (p: Permission): Shown => ({
    id: p.SecurityGroupRuleId!,
    direction: p.Direction as Direction,
    told: {
      protocol: p.IpProtocol!,
      ports: p.PortRange!,
      peer: peerOf(p, side[p.Direction as Direction]),
      policy: p.Policy!,
      priority: Number(p.Priority),
      description: p.Description!,
    },
  });
  const place: Place = {
    groups,
    interfaces,
    async ask(action, params) {
      const { status, body } = await client(action, { RegionId: region, ...params });
      return status === 200 ? 'ok' : body.Code;
    },
    async rulesOf(group) {
      const shown: Shown[] = [];
      for (let NextToken = ''; ; ) {
        const page = await send('DescribeSecurityGroupAttribute', { SecurityGroupId: groups[group]!, MaxResults: '10', NextToken });
        shown.push(...page.Permissions.Permission.map(toldOf));
        NextToken = page.NextToken;
        if (NextToken === '') return shown;
      }
    },
    async stateOf() {
      const shown = [];
      for (const [n, SecurityGroupId] of groups.entries()) {
        const [group] = (await send('DescribeSecurityGroups', { SecurityGroupId })).SecurityGroups.SecurityGroup;
        const tags = group.Tags.Tag.map((tag: { TagKey: string; TagValue: string }) => [tag.TagKey, tag.TagValue]);
        shown.push({ rules: await place.rulesOf(n), tags, count: group.RuleCount });
      }
      const members = [];
      for (const id of interfaces) {
        const found = await send('DescribeNetworkInterfaces', { 'NetworkInterfaceId.1': id });
        const joined: string[] = found.NetworkInterfaceSets.NetworkInterfaceSet[0].SecurityGroupIds.SecurityGroupId;
        members.push(joined.map((group) => groups.indexOf(group)));
      }
      return { groups: shown, members };
    },
  };
  return place;
}

/** The parameters of a rule, under a prefix (`Permissions.1.`) or at the top. */
export function paramsOf({ groups }: Place, direction: Direction, told: Told, at = ''): Params {
  const of = side[direction];
  const group = /^group (\d+)$/.exec(told.peer)?.[1];
  return {
    [`${at}IpProtocol`]: told.protocol,
    [`${at}PortRange`]: told.ports,
    [`${at}${group === undefined ? `${of}CidrIp` : `${of}GroupId`}`]: group === undefined ? told.peer : groups[Number(group)]!,
    [`${at}Policy`]: told.policy,
    [`${at}Priority`]: String(told.priority),
    [`${at}Description`]: told.description,
  };
}

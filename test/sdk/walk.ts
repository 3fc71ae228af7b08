import assert from 'node:assert/strict';
import type { Body, Params, Walker } from './walkers.ts';

/**
 * The life of a group as an SDK sees it, in a region of its own so that walks do not meet:
 *   create -> authorise every kind of rule -> describe -> revoke in each of the three forms, describing after each -> delete
 */
const none = {
  PortRange: '',
  PortRangeListId: '',
  PortRangeListName: '',
  SourcePortRange: '',
  SourceCidrIp: '',
  Ipv6SourceCidrIp: '',
  SourceGroupId: '',
  SourceGroupName: '',
  SourceGroupOwnerAccount: '',
  SourcePrefixListId: '',
  SourcePrefixListName: '',
  DestCidrIp: '',
  Ipv6DestCidrIp: '',
  DestGroupId: '',
  DestGroupName: '',
  DestGroupOwnerAccount: '',
  DestPrefixListId: '',
  DestPrefixListName: '',
  Description: '',
};
const defaults = { ...none, Direction: 'egress', Policy: 'Accept', Priority: '1', NicType: 'intranet' };

type Rule = { readonly sent: Record<string, string>; readonly shown: Record<string, string> };

/** One rule of each kind of peer, and of each kind of port: what is sent, and what is then shown beside `defaults`. */
function rulesOf(peer: string, list: string, ports: string): readonly Rule[] {
  const tcp = { IpProtocol: 'TCP', Policy: 'accept' };
  const same = (sent: Record<string, string>): Rule => ({
    sent: { ...tcp, PortRange: '22/22', ...sent },
    shown: { IpProtocol: 'TCP', PortRange: '22/22', ...sent },
  });
  const group = same({ DestGroupId: peer });
  const prefixes = same({ DestPrefixListId: list });
  return [
    same({ DestCidrIp: '10.0.0.0/8' }),
    {
      sent: { IpProtocol: 'icmpv6', PortRange: '-1/-1', Ipv6DestCidrIp: '2001:0db8:0000::/32', Policy: 'Drop', Priority: '100' },
      shown: { IpProtocol: 'ICMPV6', PortRange: '-1/-1', Ipv6DestCidrIp: '2001:db8::/32', Policy: 'Drop', Priority: '100' },
    },
    { ...group, shown: { ...group.shown, DestGroupName: 'peer' } },
    { ...prefixes, shown: { ...prefixes.shown, DestPrefixListName: 'offices' } },
    {
      sent: { ...tcp, DestCidrIp: '192.168.7.9', PortRangeListId: ports },
      shown: { IpProtocol: 'TCP', DestCidrIp: '192.168.7.9', PortRangeListId: ports, PortRangeListName: 'web' },
    },
    same({ DestCidrIp: '10.1.2.3/16', SourceCidrIp: '10.2.0.0/16', SourcePortRange: '1024/65535', Description: 'five parts' }),
    same({ IpProtocol: 'ALL', PortRange: '-1/-1', DestCidrIp: '0.0.0.0/0' }),
  ];
}

export async function walk({ send, refused }: Walker, region: string): Promise<void> {
  const here = (params: Params = {}): Params => ({ RegionId: region, ...params });

  // Create: the same token gives the same group again, and refuses another.
  const wanted = {
    SecurityGroupName: 'walk',
    Description: 'walked through',
    ClientToken: 'create-walk',
    Tag: [{ Key: 'team', Value: 'net' }],
  };
  const group = (await send('CreateSecurityGroup', here(wanted))).SecurityGroupId as string;
  assert.equal((await send('CreateSecurityGroup', here(wanted))).SecurityGroupId, group);
  await refused(
    'CreateSecurityGroup',
    here({ ...wanted, SecurityGroupName: 'other' }),
    400,
    'IdempotentParameterMismatch',
    'The request is retried with updated parameters.',
  );
  const peer = (await send('CreateSecurityGroup', here({ SecurityGroupName: 'peer' }))).SecurityGroupId as string;
  const list = await send(
    'CreatePrefixList',
    here({ PrefixListName: 'offices', AddressFamily: 'IPv4', MaxEntries: '5', Entry: [{ Cidr: '10.9.0.0/16' }] }),
  );
  const ports = await send(
    'CreatePortRangeList',
    here({ PortRangeListName: 'web', MaxEntries: '5', Entry: [{ PortRange: '80/80' }, { PortRange: '443/443' }] }),
  );
  const found = await send('DescribeSecurityGroups', here());
  assert.equal(found.TotalCount, 2);
  assert.deepEqual(
    found.SecurityGroups.SecurityGroup.map((g: Body) => [g.SecurityGroupId, g.SecurityGroupName, g.SecurityGroupType, g.Tags.Tag]),
    [
      [group, 'walk', 'normal', [{ TagKey: 'team', TagValue: 'net' }]],
      [peer, 'peer', 'normal', []],
    ],
  );

  // Authorise, and read back.
  const mine = (params: Params = {}) => here({ SecurityGroupId: group, ...params });
  const shownRules = async () =>
    (await send('DescribeSecurityGroupAttribute', mine({ Direction: 'egress' }))).Permissions.Permission as Body[];
  const rules = rulesOf(peer, list.PrefixListId, ports.PortRangeListId);
  await send('AuthorizeSecurityGroupEgress', mine({ Permissions: rules.map((rule) => rule.sent) }));
  const all = await shownRules();
  assert.deepEqual(
    all.map(({ SecurityGroupRuleId, CreateTime, ...shown }) => shown),
    rules.map(({ shown }) => ({ ...defaults, ...shown })),
  );
  const ids = all.map((rule) => rule.SecurityGroupRuleId as string);
  assert.equal(new Set(ids).size, rules.length);
  for (const { SecurityGroupRuleId, CreateTime } of all) {
    assert.match(SecurityGroupRuleId, /^sgr-[a-z0-9]+$/);
    assert.match(CreateTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  }

  /** Exactly these of the rules are left, each with its id. */
  const left = async (...kept: number[]) =>
    assert.deepEqual(
      (await shownRules()).map((rule) => rule.SecurityGroupRuleId),
      kept.map((i) => ids[i]),
    );
  const notThere = [400, 'InvalidSecurityGroupRule.RuleNotExist', 'The specified rule does not exist.'] as const;

  // By id: a token gives the first answer again, though the rules are gone.
  const byId = mine({ SecurityGroupRuleId: [ids[0]!, ids[4]!], ClientToken: 'revoke-walk' });
  await send('RevokeSecurityGroupEgress', byId);
  await left(1, 2, 3, 5, 6);
  await send('RevokeSecurityGroupEgress', byId);
  const gone = [404, 'InvalidSecurityGroupRuleId.NotFound', 'The specified SecurityGroupRuleId is not exists.'] as const;
  await refused('RevokeSecurityGroupEgress', mine({ SecurityGroupRuleId: [ids[1]!, ids[0]!] }), ...gone);
  await left(1, 2, 3, 5, 6);

  // By what the rules say: one that does not exist, and nothing is deleted.
  const byRule = [rules[1]!.sent, rules[3]!.sent];
  await refused('RevokeSecurityGroupEgress', mine({ Permissions: [...byRule, rules[0]!.sent] }), ...notThere);
  await left(1, 2, 3, 5, 6);
  await send('RevokeSecurityGroupEgress', mine({ Permissions: byRule }));
  await left(2, 5, 6);

  // By the deprecated parameters. A description is no part of what a rule is.
  await send('RevokeSecurityGroupEgress', mine(rules[2]!.sent));
  await left(5, 6);
  await send('RevokeSecurityGroupEgress', mine({ ...rules[5]!.sent, Description: 'another' }));
  await left(6);
  await refused('RevokeSecurityGroupEgress', mine(rules[5]!.sent), ...notThere);
  const both = mine({ ...rules[6]!.sent, SecurityGroupRuleId: [ids[6]!] });
  await refused(
    'RevokeSecurityGroupEgress',
    both,
    400,
    'InvalidParam.Permissions',
    'The specified parameter Permissions cannot coexist with other parameters.',
  );
  await left(6);

  // Delete, and nothing is left.
  await send('DeleteSecurityGroup', mine());
  await send('DeleteSecurityGroup', here({ SecurityGroupId: peer }));
  await send('DeletePrefixList', here({ PrefixListId: list.PrefixListId }));
  await send('DeletePortRangeList', here({ PortRangeListId: ports.PortRangeListId }));
  await refused(
    'DescribeSecurityGroupAttribute',
    mine(),
    404,
    'InvalidSecurityGroupId.NotFound',
    'The specified SecurityGroupId does not exist.',
  );
  const { TotalCount, SecurityGroups } = await send('DescribeSecurityGroups', here());
  assert.deepEqual([TotalCount, SecurityGroups], [0, { SecurityGroup: [] }]);
}

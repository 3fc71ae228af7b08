import type { Direction } from '#domain/rule.ts';
import type { Params } from '../server.ts';
import { type Case, errorRows, type More } from './error-rows.ts';
import { done, P, Ps, swap, T, toGroup, toList, type World } from './world.ts';

/**
 * The requests of RevokeSecurityGroupEgress, read for the other rule actions, and what these have besides:
 *   errorRows -(what the deed has no row for, or another)-> authorizeRows added -(sides change places)-> the cases of an action
 */
export type RuleAction = { readonly deed: 'revoke' | 'authorize'; readonly direction: Direction };
export const ruleActions = {
  AuthorizeSecurityGroupEgress: { deed: 'authorize', direction: 'egress' },
  AuthorizeSecurityGroup: { deed: 'authorize', direction: 'ingress' },
  RevokeSecurityGroup: { deed: 'revoke', direction: 'ingress' },
} as const satisfies { readonly [name: string]: RuleAction };

/** A quota of the first account, which holds while the request is made. */
export type RuleCase = readonly [code: string, title: string, sent: Case[1], more?: More & { readonly quota?: string }];

const v6 = '2001:db8::/32';
/** Rows outside the published tables, which all of these actions have. */
const rowsOutside: readonly RuleCase[] = [
  ['InvalidParameter', 'an index that is none', { ...P(), 'Permissions.0.Policy': 'accept' }, { hole: 'Permissions.0.Policy' }],
  ['InvalidParameter', 'a text that is no JSON', { Permissions: '[' }, { hole: 'Permissions' }],
  ['InvalidParameter', '101 entries', Ps(...Array.from({ length: 101 }, (_, i) => ({ PortRange: `1/${i + 1}` }))), { hole: 'Permissions' }],
  ['InvalidRegionId.NotFound', 'a region that is none', { RegionId: 'Nowhere!', ...P() }],
  [
    'UnsupportedParameter',
    'a port list that exists, on the classic network',
    (w) => P({ PortRange: '', PortRangeListId: w.lists.classic.ports }),
    { as: 'classic' },
  ],
];

/** A rule for A, which an interface is in by now. */
async function joined(w: World): Promise<Params> {
  const VSwitchId = (await done(w.clients.own('DescribeVSwitches', { VpcId: w.vpc }))).VSwitches.VSwitch[0].VSwitchId;
  await done(w.clients.own('CreateNetworkInterface', { VSwitchId, SecurityGroupId: w.A }));
  return P({ PortRange: '99/99' });
}

/** Rows of AuthorizeSecurityGroupEgress that a revoke does not have. */
const authorizeRows: readonly RuleCase[] = [
  ['InvalidParamter.Conflict#cidr', 'in Permissions', P({ SourceCidrIp: '10.2.3.4/8' })],
  ['InvalidParamter.Conflict#cidr', 'outside', T({ SourceCidrIp: '10.0.0.0/8' })],
  ['InvalidParamter.Conflict#cidr', 'IPv6', P({ DestCidrIp: '', Ipv6DestCidrIp: v6, Ipv6SourceCidrIp: '2001:DB8::1/32' })],
  ['InvalidParam.PrefixListAddressFamilyMismatch', 'the other side', (w) => P(toList(w.lists.own.prefix, { Ipv6SourceCidrIp: v6 }))],
  [
    'InvalidParam.PrefixListAddressFamilyMismatch',
    'the protocol, outside',
    (w) => T(toList(w.lists.own.prefix, { IpProtocol: 'ICMPv6', PortRange: '-1/-1' })),
  ],
  [
    'InvalidOperation.ResourceManagedByCloudProduct',
    'a peer',
    (w) => P(toGroup(w.M)),
    { hole: (w) => `The specified SecurityGroup "${w.M}" has been managed by serviceID "26842"; product "".` },
  ],
  ['AuthorizationLimitExceed', 'a group that is full', P({ PortRange: '99/99' }), { quota: 'rulesPerGroup' }],
  ['AuthorizationLimitExceed', 'outside', T({ PortRange: '99/99' }), { quota: 'rulesPerGroup' }],
  ['AuthorizationLimitExceed', 'an interface that is full', joined, { quota: 'rulesPerInterface' }],
  ['AuthorizedGroupRule.LimitExceed', 'a group that is full of groups', (w) => P(toGroup(w.B)), { quota: 'groupPeersPerGroup' }],
  ['LimitExceed.PrefixListAssociationResource', 'a list that others name', namedList, { quota: 'referencesPerPrefixList' }],
];

/** The prefix list, which another group names. */
async function namedList(w: World): Promise<Params> {
  const { own } = w.clients;
  const { SecurityGroupId } = await done(own('CreateSecurityGroup', { VpcId: w.vpc }));
  const { PrefixListId } = await done(
    own('CreatePrefixList', { PrefixListName: 'named', AddressFamily: 'IPv4', MaxEntries: '1', 'Entry.1.Cidr': '10.8.0.0/16' }),
  );
  await done(
    own('AuthorizeSecurityGroupEgress', {
      SecurityGroupId,
      ...P(toList(PrefixListId)),
    }),
  );
  return P(toList(PrefixListId));
}

/** Where all cases of a code get another row of an authorise, or ('') none. */
const authorizes: { readonly [code: string]: string } = {
  'InvalidIpPortRange.Malformed': 'InvalidIpProtocol.Malformed',
  'InvalidDestCidrIp.sMalformed': 'InvalidDestCidrIp.Malformed',
  'InvalidDestGroupId.Mismatch': 'InvalidDestGroupId.Mismatch#vpc',
  'InvalidParamter.Conflict': 'InvalidParamter.Conflict#self',
  ...Object.fromEntries(
    [
      'InvalidParam.SecurityGroupRuleId',
      'InvalidParam.SecurityGroupRuleIdRepeated',
      'InvalidSecurityGroupRuleId.NotFound',
      'InvalidSecurityGroupRule.RuleNotExist',
      'InvalidGroupAuthItem.NotFound',
    ].map((code) => [code, '']),
  ),
};

/** Ingress has one code where egress has two, or two where egress has one (docs/decisions/0001 8). */
const ingressCodes: { readonly [code: string]: string | { readonly permission: string; readonly top: string } } = {
  'InvalidDestCidrIp.sMalformed': 'InvalidSourceCidrIp.Malformed',
  'InvalidParam.SourceCidrIp': { permission: 'InvalidParam.DestCidrIp', top: 'InvalidDestCidrIp.Malformed' },
};
/** The group itself has the older code in ingress, whatever the form. */
const ingressSelf = { revoke: 'InvalidParamter.Conflict', authorize: 'InvalidParamter.Conflict#self' } as const;

/** What a case gets in an action; undefined where it is no fault there. */
function keyOf(code: string, authorize: string | undefined, { deed, direction }: RuleAction): (typeof ingressCodes)[string] | undefined {
  const key = deed === 'authorize' ? (authorize ?? authorizes[code] ?? code) : code;
  if (key === '' || direction === 'egress') return key || undefined;
  return key === 'InvalidSecurityGroup.IsSame' ? ingressSelf[deed] : (ingressCodes[key] ?? swap(key));
}

/** The cases of an action, in words of egress; their keys are those of its own table, by form where the forms differ. */
export function casesOf(action: RuleAction): readonly (readonly [key: (typeof ingressCodes)[string], ...rest: TailOf<RuleCase>])[] {
  const common = Object.entries(errorRows).flatMap(([code, cases]) => cases.map((one): RuleCase => [code, ...one]));
  return [...common, ...rowsOutside, ...(action.deed === 'authorize' ? authorizeRows : [])].flatMap(([code, ...rest]) => {
    const key = keyOf(code, rest[2]?.authorize, action);
    return key === undefined ? [] : [[key, ...rest] as const];
  });
}
type TailOf<C> = C extends readonly [unknown, ...infer R] ? R : never;

/** Fields that only some of the actions name in their messages. */
export const namedFields: { readonly [key: string]: string } = {
  'InvalidIpProtocol.ValueNotSupported': 'IpProtocol',
  'InvalidSecurityGroupDiscription.Malformed': 'Description',
};

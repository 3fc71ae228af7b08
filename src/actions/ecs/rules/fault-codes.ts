import { type Form, type OwnSide, type PeerSide, sides } from '#actions/ecs/rules/sides.ts';
import type { Fault } from '#domain/entry.ts';
import type { Direction } from '#domain/rule.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/** One code, or one for each form. */
export type ByForm<E extends string> = E | { readonly [F in Form]: E };
/** The code of every fault, as an action states it. */
export type FaultCodes<E extends string> = { readonly [F in Fault]: ByForm<E> };

/** How a fault is told: the row of the error table, and what its message's `%s` stands for. */
export type FaultRow<E extends string = string> = { readonly code: E; readonly hole: 'none' | 'entry' | 'field' };
export type FaultTable<E extends string = string> = { readonly [F in Fault]: { readonly [W in Form]: FaultRow<E> } };

/** The codes that all actions of a direction share. Which forms share a code: docs/decisions/0001 8; ingress mirrors egress. */
export function commonFaults<D extends Direction>(direction: D) {
  const peer: PeerSide<D> = sides[direction].peer;
  const own: OwnSide<D> = sides[direction].own;
  return {
    protocol: 'InvalidIpProtocol.ValueNotSupported',
    peerMissing: { permission: `MissingParameter.${peer}`, top: 'MissingParameter' },
    peerFamilies: `InvalidParam.${peer}Ip`,
    peerV4: { permission: `InvalidParam.${peer}CidrIp`, top: `Invalid${peer}CidrIp.Malformed` },
    peerV4List: { permission: `InvalidParam.${peer}CidrIp`, top: `Invalid${peer}CidrIp.Malformed` },
    peerV6Text: `InvalidParam.Ipv6${peer}CidrIp`,
    peerV6Block: 'InvalidParameter.Ipv6CidrIp',
    ownFamilies: `InvalidParam.${own}Ip`,
    ownV6Text: `InvalidParam.Ipv6${own}CidrIp`,
    ownV6Block: 'InvalidParameter.Ipv6CidrIp',
    v4ProtocolWithV6: 'InvalidParam.Ipv4ProtocolConflictWithIpv6Address',
    v6ProtocolWithV4: 'InvalidParam.Ipv6ProtocolConflictWithIpv4Address',
    policy: 'InvalidPolicy.Malformed',
    priorityText: 'InvalidPriority.Malformed',
    priorityRange: 'InvalidPriority.ValueNotSupported',
    nic: 'InvalidNicType.ValueNotSupported',
    portsMissing: 'InvalidPortRange.Malformed',
    portListProtocol: 'InvalidParam.ProtocolNotSupportPortRangeList',
    sourcePorts: 'InvalidSourcePortRange.Malformed',
    description: 'InvalidSecurityGroupDiscription.Malformed',
  } as const;
}

const portRange = { permission: 'InvalidParam.PortRange', top: 'InvalidIpPortRange.Malformed' } as const;

/** The codes that both revokes share, besides. */
export const revokeFaults = { ports: portRange, portsProtocol: portRange } as const;

/** The codes that both authorises share, besides: they tell a range of the wrong protocol, and families that differ, apart. */
export const authorizeFaults = {
  ownV6PeerV4: 'InvalidParameter.Conflict',
  ownV4PeerV6: 'InvalidParameter.Conflict',
  ports: { permission: 'InvalidParam.PortRange', top: 'InvalidIpProtocol.Malformed' },
  portsProtocol: 'OperationDenied',
} as const;

/** The codes that both modifies share, besides: by ID a rule keeps its peer and its ports, so that nothing can be missing. */
export const modifyFaults = {
  peerMissing: 'MissingParameter',
  v4ProtocolWithV6: {
    permission: 'InvalidParam.ProtocolAndAddressFamilyMismatch',
    top: 'InvalidParam.Ipv4ProtocolConflictWithIpv6Address',
  },
  v6ProtocolWithV4: {
    permission: 'InvalidParam.ProtocolAndAddressFamilyMismatch',
    top: 'InvalidParam.Ipv6ProtocolConflictWithIpv4Address',
  },
  ownV6PeerV4: 'InvalidParameter.Conflict',
  ownV4PeerV6: 'InvalidParameter.Conflict',
  portsMissing: 'InvalidIpProtocol.Malformed',
  ports: { permission: 'InvalidParam.PortRange', top: 'InvalidIpProtocol.Malformed' },
  portsProtocol: { permission: 'InvalidParam.ProtocolAndPortRangeMismatch', top: 'OperationDenied' },
} as const;

/** The message itself says what its `%s` stands for, so that no second table has to agree with it. */
const holeIn = (message: string): FaultRow['hole'] => (message.includes('in %s') ? 'entry' : message.includes('%s') ? 'field' : 'none');

/** Every fault with its row for either form, made once at start. */
export function faultTable<E extends string>(errors: ErrorTable<E>, codes: FaultCodes<NoInfer<E>>): FaultTable<E> {
  const row = (code: E): FaultRow<E> => ({ code, hole: holeIn(errors[code].message) });
  const table: { [F in Fault]?: { readonly [W in Form]: FaultRow<E> } } = {};
  for (const [fault, code] of Object.entries(codes) as [Fault, ByForm<E>][]) {
    const { permission, top } = typeof code === 'string' ? { permission: code, top: code } : code;
    table[fault] = { permission: row(permission), top: row(top) };
  }
  return table as FaultTable<E>;
}

/**
 * What fills the row's message (docs/decisions/0001 14). `at` is the entry's wire name as sent (`Permissions.3`), or '' for the top-level form;
 * `field` is the wire name of the field at fault (`wireNames`).
 */
export function holesOf(row: FaultRow, at: string, field: string): readonly string[] {
  if (row.hole === 'none') return [];
  if (row.hole === 'entry') return [at || 'the request'];
  return [at ? `${at}.${field}` : field];
}

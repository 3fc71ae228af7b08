import type { RawRule } from '#domain/entry.ts';
import type { Direction } from '#domain/rule.ts';
import type { Text } from '#kit/text.ts';

/**
 * What the six rule actions share as data. Direction and deed are parameters:
 *   sides (Dest or Source) -> rule-params: the parameters of an action
 *                          -> entry-texts, state-texts, modify-texts -> the six error tables -> ctx.fail
 *                          -> fault-codes, stage-codes: what is wrong -> which row of the table says so
 */
export type Deed = 'revoke' | 'authorize' | 'modify';

/**
 * 'permission' = an entry of `Permissions.N`; 'top' = the deprecated parameters outside it. A modify has no Permissions: there the newer way,
 * and so 'permission', is a rule named by ID, and 'top' a rule named by what it says.
 */
export type Form = 'permission' | 'top';

/** Which side of a rule its peer stands on: an egress rule names its destination, an ingress rule its source; `own` is the opposite side. */
export const sides = {
  egress: { peer: 'Dest', own: 'Source' },
  ingress: { peer: 'Source', own: 'Dest' },
} as const satisfies { readonly [D in Direction]: { readonly peer: Side; readonly own: Side } };
type Side = 'Dest' | 'Source';
export type PeerSide<D extends Direction> = (typeof sides)[D]['peer'];
export type OwnSide<D extends Direction> = (typeof sides)[D]['own'];

/** What a side is called in a sentence. */
export const sideWords: { readonly [S in Side]: Text } = {
  Dest: { en: 'destination', zh: '目的端' },
  Source: { en: 'source', zh: '源端' },
};

const namesBySide = <P extends Side, O extends Side>(peer: P, own: O) =>
  ({
    protocol: 'IpProtocol',
    ports: 'PortRange',
    portList: 'PortRangeListId',
    sourcePorts: 'SourcePortRange',
    peerV4: `${peer}CidrIp`,
    peerV6: `Ipv6${peer}CidrIp`,
    peerGroup: `${peer}GroupId`,
    peerOwnerId: `${peer}GroupOwnerId`,
    peerOwnerAccount: `${peer}GroupOwnerAccount`,
    peerList: `${peer}PrefixListId`,
    ownV4: `${own}CidrIp`,
    ownV6: `Ipv6${own}CidrIp`,
    policy: 'Policy',
    priority: 'Priority',
    nic: 'NicType',
    description: 'Description',
  }) as const satisfies { readonly [F in keyof RawRule]-?: string };

/** The wire name of every field of a rule, the same in `Permissions.N` and outside it. Outside it there is no `portList`. */
export const wireNames = {
  egress: namesBySide(sides.egress.peer, sides.egress.own),
  ingress: namesBySide(sides.ingress.peer, sides.ingress.own),
};

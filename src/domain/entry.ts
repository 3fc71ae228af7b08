import type { Direction, Peer, Protocol, Rule, RuleSpec } from '#domain/rule.ts';
import { type Cidr, parseV4, parseV6 } from '#kit/cidr.ts';
import { noPorts, parsePorts } from '#kit/ports.ts';
import { familyOf, hasPorts, parseProtocol } from '#kit/protocol.ts';

/**
 * One rule as a client describes it, read into the values that it is kept and compared by.
 *   raw --readEntry--> entry --(owner's account, network type)--> settleEntry --> spec --> authorize, revokeByContent
 *         \-> the first fault in the order of `checks`
 */

/**
 * A rule's texts in names that hold for both directions: `peer` is the side that the rule is about (an egress rule's destination, an
 * ingress rule's source), `own` the opposite one. An empty text is an absent one.
 */
export type RawRule = {
  readonly protocol?: string | undefined;
  readonly peerV4?: string | undefined;
  readonly peerV6?: string | undefined;
  readonly peerGroup?: string | undefined;
  readonly peerList?: string | undefined;
  readonly peerOwnerId?: string | undefined;
  readonly peerOwnerAccount?: string | undefined;
  readonly ownV4?: string | undefined;
  readonly ownV6?: string | undefined;
  readonly ports?: string | undefined;
  readonly portList?: string | undefined;
  readonly sourcePorts?: string | undefined;
  readonly policy?: string | undefined;
  readonly priority?: string | undefined;
  readonly nic?: string | undefined;
  readonly description?: string | undefined;
};

/** All that can be wrong with one entry by itself, and the field that a message about it names. */
const fieldOf = {
  protocol: 'protocol',
  peerMissing: 'peerV4',
  peerFamilies: 'peerV6',
  peerV4: 'peerV4',
  /** Several IPv4 blocks in one text. */
  peerV4List: 'peerV4',
  /** No IPv6 literal at all, while `…Block` is a literal with an impossible length. */
  peerV6Text: 'peerV6',
  peerV6Block: 'peerV6',
  ownFamilies: 'ownV6',
  ownV4: 'ownV4',
  ownV6Text: 'ownV6',
  ownV6Block: 'ownV6',
  v4ProtocolWithV6: 'protocol',
  v6ProtocolWithV4: 'protocol',
  ownV6PeerV4: 'ownV6',
  ownV4PeerV6: 'ownV4',
  policy: 'policy',
  priorityText: 'priority',
  priorityRange: 'priority',
  nic: 'nic',
  portsMissing: 'ports',
  ports: 'ports',
  /** A good port text that does not go with the protocol: -1/-1 with TCP, 22/22 with ICMP. */
  portsProtocol: 'ports',
  portListProtocol: 'portList',
  sourcePorts: 'sourcePorts',
  description: 'description',
} as const satisfies Readonly<Record<string, keyof RawRule>>;
export type Fault = keyof typeof fieldOf;

/** The owner of a peer group as the client named it; '' where it did not. An account name needs the store to become an account id. */
export type GroupPeer = { readonly kind: 'group'; readonly id: string; readonly ownerId: string; readonly ownerAccount: string };

/** A rule as read, before it is known whose the peer group is and which network the own group is in. */
export type Entry = Omit<RuleSpec, 'peer' | 'nic'> & {
  readonly peer: Exclude<Peer, { kind: 'group' }> | GroupPeer;
  /** Undefined where the client left it to the network type. */
  readonly nic: Rule['nic'] | undefined;
};

type Draft = {
  protocol: Protocol;
  peerV4: Cidr | undefined;
  peerV6: Cidr | undefined;
  ownV4: Cidr | undefined;
  ownV6: Cidr | undefined;
  policy: Rule['policy'];
  priority: number;
  nic: Rule['nic'] | undefined;
};
type Check = (raw: RawRule, draft: Draft) => Fault | undefined;

/**
 * The checks in the order of docs/decisions/0001 7. The first fault wins, so do not sort or group them in another way. What precedence
 * makes ignored is not looked at (docs/decisions/0001 5): a group or prefix list beside a CIDR, owners without a group, a port list beside ports.
 */
const checks: readonly Check[] = [
  protocolKnown,
  peerPresent,
  oneFamilyOf('peer'),
  v4Of('peer'),
  v6Of('peer'),
  oneFamilyOf('own'),
  v4Of('own'),
  v6Of('own'),
  protocolFitsFamily,
  sidesFit,
  policyKnown,
  priorityInRange,
  nicKnown,
  portsPresent,
  portsFit,
  portListFits,
  sourcePortsFit,
  descriptionLength,
];

function protocolKnown(raw: RawRule, draft: Draft): Fault | undefined {
  const protocol = parseProtocol(raw.protocol ?? '');
  if (protocol === undefined) return 'protocol';
  draft.protocol = protocol;
  return undefined;
}

function peerPresent(raw: RawRule): Fault | undefined {
  return raw.peerV4 || raw.peerV6 || raw.peerGroup || raw.peerList ? undefined : 'peerMissing';
}

function oneFamilyOf(side: 'peer' | 'own'): Check {
  const v4 = `${side}V4` as const;
  const v6 = `${side}V6` as const;
  const fault = `${side}Families` as const;
  return (raw) => (raw[v4] && raw[v6] ? fault : undefined);
}

function v4Of(side: 'peer' | 'own'): Check {
  const field = `${side}V4` as const;
  return (raw, draft) => {
    const text = raw[field];
    if (!text) return undefined;
    draft[field] = parseV4(text);
    if (draft[field]) return undefined;
    return field === 'peerV4' && text.includes(',') ? 'peerV4List' : field;
  };
}

function v6Of(side: 'peer' | 'own'): Check {
  const field = `${side}V6` as const;
  const notAddress = `${side}V6Text` as const;
  const badBlock = `${side}V6Block` as const;
  return (raw, draft) => {
    const text = raw[field];
    if (!text) return undefined;
    const block = parseV6(text);
    if (block === 'notAddress') return notAddress;
    if (block === 'badBlock') return badBlock;
    draft[field] = block;
    return undefined;
  };
}

function protocolFitsFamily(_raw: RawRule, draft: Draft): Fault | undefined {
  const family = familyOf(draft.protocol);
  if (family === 'v4' && (draft.peerV6 || draft.ownV6)) return 'v4ProtocolWithV6';
  if (family === 'v6' && (draft.peerV4 || draft.ownV4)) return 'v6ProtocolWithV4';
  return undefined;
}

function sidesFit(_raw: RawRule, draft: Draft): Fault | undefined {
  if (draft.ownV6 && draft.peerV4) return 'ownV6PeerV4';
  if (draft.ownV4 && draft.peerV6) return 'ownV4PeerV6';
  return undefined;
}

function policyKnown(raw: RawRule, draft: Draft): Fault | undefined {
  if (!raw.policy) return undefined;
  const policy = raw.policy.toLowerCase();
  if (policy !== 'accept' && policy !== 'drop') return 'policy';
  draft.policy = policy;
  return undefined;
}

const integer = /^-?\d+$/;
function priorityInRange(raw: RawRule, draft: Draft): Fault | undefined {
  if (!raw.priority) return undefined;
  if (!integer.test(raw.priority)) return 'priorityText';
  const priority = Number(raw.priority);
  if (priority < 1 || priority > 100) return 'priorityRange';
  draft.priority = priority;
  return undefined;
}

function nicKnown(raw: RawRule, draft: Draft): Fault | undefined {
  if (!raw.nic) return undefined;
  const nic = raw.nic.toLowerCase();
  if (nic !== 'intranet' && nic !== 'internet') return 'nic';
  draft.nic = nic;
  return undefined;
}

function portsPresent(raw: RawRule): Fault | undefined {
  return raw.ports || raw.portList ? undefined : 'portsMissing';
}

function portsFit(raw: RawRule, draft: Draft): Fault | undefined {
  if (!raw.ports) return undefined;
  const isRange = parsePorts(raw.ports) !== undefined;
  if (!isRange && raw.ports !== noPorts) return 'ports';
  return isRange === hasPorts(draft.protocol) ? undefined : 'portsProtocol';
}

function portListFits(raw: RawRule, draft: Draft): Fault | undefined {
  return raw.ports || hasPorts(draft.protocol) ? undefined : 'portListProtocol';
}

function sourcePortsFit(raw: RawRule, draft: Draft): Fault | undefined {
  if (!raw.sourcePorts) return undefined;
  const fits = hasPorts(draft.protocol) ? parsePorts(raw.sourcePorts) !== undefined : raw.sourcePorts === noPorts;
  return fits ? undefined : 'sourcePorts';
}

/** Code points, so an emoji is one; a text of more than 1024 code units has more than 512 of them and is not walked. */
function descriptionLength(raw: RawRule): Fault | undefined {
  const text = raw.description ?? '';
  if (text.length <= 512) return undefined;
  if (text.length > 1024) return 'description';
  let points = 0;
  for (const _ of text) points++;
  return points > 512 ? 'description' : undefined;
}

function peerOf(raw: RawRule, draft: Draft): Entry['peer'] {
  if (draft.peerV4) return { kind: 'v4', text: draft.peerV4.text, net: draft.peerV4.net };
  if (draft.peerV6) return { kind: 'v6', text: draft.peerV6.text, net: draft.peerV6.net };
  if (raw.peerGroup) return { kind: 'group', id: raw.peerGroup, ownerId: raw.peerOwnerId ?? '', ownerAccount: raw.peerOwnerAccount ?? '' };
  return { kind: 'list', id: raw.peerList ?? '' };
}

function ownOf(draft: Draft): Entry['own'] {
  if (draft.ownV4) return { kind: 'v4', text: draft.ownV4.text, net: draft.ownV4.net };
  if (draft.ownV6) return { kind: 'v6', text: draft.ownV6.text, net: draft.ownV6.net };
  return undefined;
}

/**
 * The entry with defaults applied (policy accept, priority 1), or its first fault and the field that it is about. Judges the entry by itself
 * only: that its peer and lists exist, and that their ids are well formed, is for whoever has the store.
 */
export function readEntry(
  raw: RawRule,
  direction: Direction,
): { readonly entry: Entry } | { readonly fault: Fault; readonly field: keyof RawRule } {
  const draft: Draft = {
    protocol: '',
    peerV4: undefined,
    peerV6: undefined,
    ownV4: undefined,
    ownV6: undefined,
    policy: 'accept',
    priority: 1,
    nic: undefined,
  };
  for (const check of checks) {
    const fault = check(raw, draft);
    if (fault !== undefined) return { fault, field: fieldOf[fault] };
  }
  const entry: Entry = {
    direction,
    protocol: draft.protocol,
    ports: raw.ports ?? '',
    portList: raw.ports ? '' : (raw.portList ?? ''),
    // Absent and -1/-1 are one value where the protocol has no ports (docs/decisions/0001 13).
    sourcePorts: raw.sourcePorts && raw.sourcePorts !== noPorts ? raw.sourcePorts : '',
    peer: peerOf(raw, draft),
    own: ownOf(draft),
    nic: draft.nic,
    policy: draft.policy,
    priority: draft.priority,
    description: raw.description ?? '',
  };
  return { entry };
}

/**
 * The rule that an entry means for a group. `owner` is the peer group's account, '' when that is the group's own (writing the own id would
 * make one rule two); it is not looked at for other peers. In a VPC every rule is intranet, whatever the client says; on the classic network
 * the default is internet, but intranet with a group peer (docs/decisions/0001 4).
 */
export function settleEntry(entry: Entry, at: { readonly classic: boolean; readonly owner: string }): RuleSpec {
  const { peer } = entry;
  const nic = at.classic ? (entry.nic ?? (peer.kind === 'group' ? 'intranet' : 'internet')) : 'intranet';
  return { ...entry, peer: peer.kind === 'group' ? { kind: 'group', id: peer.id, owner: at.owner } : peer, nic };
}

/** Groups reach each other over the internal network only; such a rule can be asked for on the classic network and never be kept. */
export function isGroupPeerOverInternet(rule: RuleSpec): boolean {
  return rule.peer.kind === 'group' && rule.nic === 'internet';
}

/** A security-group rule as it is kept, and what makes two rules the same one. */
export type Direction = 'ingress' | 'egress';

/** Protocols by name; an IANA number without a name stays a number as text. */
export type Protocol = string;

/** `text` is echoed as written (IPv6 compressed); `net` is the masked network with its length, which is compared. */
export type Block = { readonly text: string; readonly net: string };
export type Peer =
  | ({ readonly kind: 'v4' | 'v6' } & Block)
  /** `owner` '' = the group's own account. */
  | { readonly kind: 'group'; readonly id: string; readonly owner: string }
  | { readonly kind: 'list'; readonly id: string };

export type Rule = {
  readonly direction: Direction;
  readonly protocol: Protocol;
  /** 'a/b', '-1/-1' where the protocol has no ports, '' where `portList` stands in. */
  readonly ports: string;
  readonly portList: string;
  /** '' = any, or the protocol has no ports. */
  readonly sourcePorts: string;
  readonly peer: Peer;
  /** The opposite side of a quintuple rule (an egress rule's source). */
  readonly own?: ({ readonly kind: 'v4' | 'v6' } & Block) | undefined;
  readonly nic: 'intranet' | 'internet';
  readonly policy: 'accept' | 'drop';
  /** 1-100, smaller wins. */
  readonly priority: number;
  readonly description: string;
  readonly created: number;
};
/** A rule before it is kept. */
export type RuleSpec = Omit<Rule, 'created'>;

const peerText = (p: Peer): string =>
  p.kind === 'group' ? `g:${p.owner}:${p.id}` : p.kind === 'list' ? `l:${p.id}` : `${p.kind}:${p.net}`;

/**
 * Sameness is this key, everywhere: duplicate check, revoke, modify, diff. Description takes no part (docs/decisions/0001 4).
 * Do not compare rules in another way because a second comparison would drift from this one.
 */
export function identityOf(r: RuleSpec, nic: Rule['nic'] = r.nic): string {
  return `${r.direction}|${r.protocol}|${r.ports || r.portList}|${r.sourcePorts}|${peerText(r.peer)}|${r.own ? `${r.own.kind}:${r.own.net}` : ''}|${nic}|${r.policy}|${r.priority}`;
}

import type { BroughtKeys } from '#actions/action.ts';
import { wireNames } from '#actions/ecs/rules/sides.ts';
import type { Direction } from '#domain/rule.ts';
import { parseV4, parseV6 } from '#kit/cidr.ts';
import { parseProtocol } from '#kit/protocol.ts';

const protocolKey = 'ecs:SecurityGroupIpProtocols';
const cidrKey = 'ecs:SecurityGroupSourceCidrIps';
/** The condition keys that the public RAM table lists for the actions that add or change rules. */
export const ruleKeyNames = [protocolKey, cidrKey] as const;

type Entry = Readonly<Record<string, unknown>>;

/**
 * What each rule of a request says for those keys, rule by rule, so that a policy which allows TCP from one block lets no other rule through beside
 * it (inferred, with all that follows: docs/decisions/0008). The peer counts in both directions. One value is given in each way to write it.
 */
export const ruleKeys =
  (direction: Direction) =>
  (params: Entry): readonly BroughtKeys[] => {
    const { Permissions } = params;
    const entries = Array.isArray(Permissions) ? Permissions.filter((row): row is Entry => typeof row === 'object') : [];
    const outside = keysOf(params, direction);
    const inside = entries.map((entry) => keysOf(entry, direction));
    return inside.length > 0 && Object.keys(outside).length === 0 ? inside : [...inside, outside];
  };

function keysOf(entry: Entry, direction: Direction): BroughtKeys {
  const name = wireNames[direction];
  const textOf = (field: string) => (typeof entry[field] === 'string' ? entry[field] : undefined);
  const protocol = textOf(name.protocol);
  const peers = [textOf(name.peerV4), textOf(name.peerV6)].filter((text) => text !== undefined);
  return {
    ...(protocol !== undefined && { [protocolKey]: protocolWords(protocol) }),
    ...(peers.length > 0 && { [cidrKey]: peers.flatMap(blockTexts) }),
  };
}

function protocolWords(text: string): readonly string[] {
  const protocol = parseProtocol(text);
  if (protocol === undefined) return [text];
  return [...new Set([protocol, protocol.toLowerCase(), ...(protocol === 'ICMPV6' ? ['ICMPv6'] : [])])];
}

/** Never as it was written: `1.2.3.4/0` would slip past who denies `0.0.0.0/0`. */
function blockTexts(text: string): readonly string[] {
  const v6 = text.includes(':') ? parseV6(text) : undefined;
  const net = typeof v6 === 'object' ? v6.net : parseV4(text)?.net;
  if (net === undefined) return [text];
  const host = net.includes(':') ? '/128' : '/32';
  return net.endsWith(host) ? [net, net.slice(0, -host.length)] : [net];
}

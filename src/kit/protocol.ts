/**
 * Protocols as clients write them: a name in any case, or an IANA number. 1, 6, 17, 47 and 58 are the names (docs/decisions/0001 13).
 */
const numbers: Readonly<Record<string, number>> = { ICMP: 1, TCP: 6, UDP: 17, GRE: 47, ICMPV6: 58 };

const byWord = new Map<string, string>();
for (let number = 0; number < 256; number++) byWord.set(String(number), String(number));
for (const [name, number] of Object.entries(numbers)) byWord.set(name.toLowerCase(), name).set(String(number), name);
byWord.set('all', 'ALL');

/**
 * The protocol as it is kept and as DescribeSecurityGroupAttribute returns it (upper case, so ICMPV6), or a number 0-255 as text; undefined
 * for anything else. Lower case, not upper: toUpperCase() would take a dotless i for an I.
 */
export function parseProtocol(text: string): string | undefined {
  return byWord.get(text.toLowerCase());
}

/** Of a protocol as `parseProtocol` gives it: whether rules for it name ports. ALL has none, although it covers TCP and UDP. */
export function hasPorts(protocol: string): boolean {
  return protocol === 'TCP' || protocol === 'UDP';
}

/** The only address family that the protocol goes with; undefined where it goes with both. */
export function familyOf(protocol: string): 'v4' | 'v6' | undefined {
  return protocol === 'ICMP' ? 'v4' : protocol === 'ICMPV6' ? 'v6' : undefined;
}

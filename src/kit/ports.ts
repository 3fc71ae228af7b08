/** Port ranges as rules and port lists write them. */
export type Ports = { readonly first: number; readonly last: number };

/** How a rule says that its protocol has no ports. */
export const noPorts = '-1/-1';

/** A port from 1 to 65535 in [from, end), decimal without leading zeros; 0 for anything else. */
function portIn(text: string, from: number, end: number): number {
  const count = end - from;
  if (count < 1 || count > 5 || text.charCodeAt(from) === 48) return 0;
  let port = 0;
  for (let at = from; at < end; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return 0;
    port = port * 10 + digit;
  }
  return port > 65535 ? 0 : port;
}

/**
 * 'first/last' with 1 <= first <= last <= 65535; undefined for anything else, '-1/-1' and a lone port included. A range has one spelling
 * only, so texts of ranges may be compared as they are. 65535 is a port although the message of InvalidParam.PortRange says "less than".
 */
export function parsePorts(text: string): Ports | undefined {
  const slash = text.indexOf('/');
  const first = portIn(text, 0, slash);
  const last = portIn(text, slash + 1, text.length);
  return first > 0 && first <= last ? { first, last } : undefined;
}

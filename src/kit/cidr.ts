/**
 * Addresses and blocks as users write them, IPv4 and IPv6.
 *   text --parse--> { text: what is echoed, net: what is compared }
 * Read by hand, one character at a time, because every request with a rule passes through here; do not replace it by a regular expression
 * or by a general address library, which cost ten times as much and accept more (ranges, octal octets, zone ids).
 */
export type Cidr = {
  /** Echoed to clients. IPv4 exactly as written; IPv6 as RFC 5952 writes it, host bits kept; '/len' only where it was written. */
  readonly text: string;
  /** The masked network with its length always written: equal for all spellings of one block (10.0.0.5 and 10.0.0.5/32). */
  readonly net: string;
};

const ZERO = 48;
const DOT = 46;
const COLON = 58;

/** A decimal from `from` to the end of the text, 0 to `max`, without leading zeros; -1 for anything else. */
function lengthFrom(text: string, from: number, max: number): number {
  const end = text.length;
  if (from === end || (text.charCodeAt(from) === ZERO && from + 1 < end)) return -1;
  let value = 0;
  for (let at = from; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
    if (value > max) return -1;
  }
  return value;
}

/** The dotted address in [from, end) as a number from 0 to 2^32-1; -1 for anything but four decimals without leading zeros. */
function dottedIn(text: string, from: number, end: number): number {
  let address = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (digits === 0 || ++dots > 3) return -1;
      address = address * 256 + octet;
      octet = 0;
      digits = 0;
      continue;
    }
    const digit = code - ZERO;
    if (digit < 0 || digit > 9 || (digits > 0 && octet === 0)) return -1;
    octet = octet * 10 + digit;
    digits++;
    if (octet > 255) return -1;
  }
  return dots === 3 && digits > 0 ? address * 256 + octet : -1;
}

/** An IPv4 address as a number from 0 to 2^32-1; -1 for anything else, blocks included. */
export const v4Number = (text: string): number => dottedIn(text, 0, text.length);
/** The address that `v4Number` gave the number of. */
export const v4Text = (n: number): string => `${n >>> 24}.${(n >>> 16) & 255}.${(n >>> 8) & 255}.${n & 255}`;

/** Undefined for all but a plain address or address/0-32: no ranges, lists, spaces, leading zeros. Host bits are no fault. */
export function parseV4(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const address = dottedIn(text, 0, slash < 0 ? text.length : slash);
  if (address < 0) return undefined;
  if (slash < 0) return { text, net: `${text}/32` };
  const length = lengthFrom(text, slash + 1, 32);
  if (length < 0) return undefined;
  // A shift by 32 is a shift by 0 in JavaScript, so length 0 needs a branch of its own.
  const net = length === 0 ? 0 : (address & (-1 << (32 - length))) >>> 0;
  if (net === address) return { text, net: text };
  return { text, net: `${v4Text(net)}/${length}` };
}

/** The eight groups of the address being read. One for all calls, which is safe because no call outlives its tick or calls another. */
const groups = new Uint16Array(8);

function hexOf(code: number): number {
  if (code >= ZERO && code < ZERO + 10) return code - ZERO;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** Fills `groups` from the first `end` characters; false where they are no IPv6 literal (RFC 4291 2.2, so '::' stands for at least one group). */
function readGroups(text: string, end: number): boolean {
  let at = 0;
  let count = 0;
  let gap = -1;
  if (text.charCodeAt(0) === COLON) {
    if (text.charCodeAt(1) !== COLON) return false;
    gap = 0;
    at = 2;
  }
  while (at < end) {
    if (count === 8) return false;
    const start = at;
    let value = 0;
    for (; at < end; at++) {
      const digit = hexOf(text.charCodeAt(at));
      if (digit < 0) break;
      value = value * 16 + digit;
    }
    if (at < end && text.charCodeAt(at) === DOT) {
      const tail = count > 6 ? -1 : dottedIn(text, start, end);
      if (tail < 0) return false;
      groups[count++] = tail >>> 16;
      groups[count++] = tail;
      break;
    }
    if (at === start || at - start > 4) return false;
    groups[count++] = value;
    if (at === end) break;
    if (text.charCodeAt(at++) !== COLON || at === end) return false;
    if (text.charCodeAt(at) !== COLON) continue;
    if (gap >= 0) return false;
    gap = count;
    at++;
  }
  if (gap < 0) return count === 8;
  if (count === 8) return false;
  groups.copyWithin(8 - (count - gap), gap, count);
  groups.fill(0, gap, 8 - (count - gap));
  return true;
}

/**
 * `groups` as RFC 5952 4 writes them: lower case, the first of the longest runs of two or more zero groups as '::'. An embedded IPv4
 * address is written in hex like any other (::ffff:102:304), so that the form does not depend on which prefixes are known to embed one.
 */
function printGroups(): string {
  let from = -1;
  let longest = 1;
  for (let at = 0; at < 8; at++) {
    let end = at;
    while (end < 8 && groups[end] === 0) end++;
    if (end - at > longest) {
      from = at;
      longest = end - at;
    }
    if (end > at) at = end;
  }
  let text = '';
  for (let at = 0; at < 8; at++) {
    if (at === from) {
      text += '::';
      at += longest - 1;
    } else {
      text += at === 0 || at === from + longest ? groups[at]!.toString(16) : `:${groups[at]!.toString(16)}`;
    }
  }
  return text;
}

/** Clears the host bits of `groups`; true where there were any. */
function maskGroups(length: number): boolean {
  let changed = false;
  for (let at = length >> 4; at < 8; at++) {
    const keep = at === length >> 4 ? (0xffff0000 >>> (length & 15)) & 0xffff : 0;
    const value = groups[at]!;
    if ((value & keep) !== value) changed = true;
    groups[at] = value & keep;
  }
  return changed;
}

/**
 * 'notAddress' = no IPv6 literal, an IPv4 text included; 'badBlock' = a good literal whose length is not 0-128. Zone ids are no part of a
 * literal here. ::ffff:1.2.3.4 stays IPv6. Host bits are no fault.
 */
export function parseV6(text: string): Cidr | 'notAddress' | 'badBlock' {
  const slash = text.indexOf('/');
  if (!readGroups(text, slash < 0 ? text.length : slash)) return 'notAddress';
  const address = printGroups();
  if (slash < 0) return { text: address, net: `${address}/128` };
  const length = lengthFrom(text, slash + 1, 128);
  if (length < 0) return 'badBlock';
  const written = `${address}/${length}`;
  return { text: written, net: maskGroups(length) ? `${printGroups()}/${length}` : written };
}

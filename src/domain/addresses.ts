import type { AddressRow, VSwitchHead } from '#domain/network-heads.ts';
import { capacityOfBlock } from '#domain/vswitch.ts';
import { parseV4, parseV6, v4Number, v4Text } from '#kit/cidr.ts';
import type { Effect, Key, Parts } from '#kit/deciding.ts';

/**
 * The private addresses of a VSwitch: which one an interface gets.
 *   head + parts -> addressPool -> take(kind, specified, count) -> addresses -> takeEffects -> parts
 * The first and the last three IPv4 addresses, and the first and the last nine IPv6 addresses, are the system's (Alibaba Cloud VPC API
 * reference, CreateVSwitchCidrReservation).
 */
export type AddressKind = 'v4' | 'v6' | 'v4Prefix' | 'v6Prefix';
export type AddressFault = {
  /**
   * 'noBlock': the VSwitch has no IPv6; 'malformed': no address, or for a prefix no /28 or /80 without host bits; 'outside': not in the block;
   * 'reserved': kept by the system; 'used': of another interface; 'repeated': twice in one request; 'full': none is left.
   */
  readonly fault: 'noBlock' | 'malformed' | 'outside' | 'reserved' | 'used' | 'repeated' | 'full';
  /** As it was sent; '' where none was. */
  readonly address: string;
};
/** In their shortest spelling, those that were specified first. */
export type Taken = { readonly addresses: readonly string[] } | AddressFault;

/** The free addresses of one VSwitch for one decision: it remembers what it gave, so that several interfaces may take from it in turn. */
export type AddressPool = {
  /** The specified ones and `count` more, or nothing at all. */
  take(kind: AddressKind, specified: readonly string[], count: number): Taken;
};

/** The usable addresses of one kind: how many, the n-th, and how one is read. */
type Space = {
  readonly size: number;
  at(n: number): string;
  read(text: string): string | AddressFault['fault'];
  /** Other rows that would take the same addresses. */
  overlapping(address: string): readonly string[];
};
const faults: ReadonlySet<string> = new Set(['noBlock', 'malformed', 'outside', 'reserved']);

const prefixLength = 28;
const inPrefix = 2 ** (32 - prefixLength);
const prefixOf = (n: number): string => `${v4Text(n - (n % inPrefix))}/${prefixLength}`;

function v4Space(cidr: string): Space {
  const [address = '', length] = cidr.split('/');
  const base = v4Number(address);
  const all = 2 ** (32 - Number(length));
  return {
    size: capacityOfBlock(cidr),
    at: (n) => v4Text(base + 1 + n),
    read(text) {
      const at = v4Number(text) - base;
      if (v4Number(text) < 0) return 'malformed';
      if (at < 0 || at >= all) return 'outside';
      return at === 0 || at >= all - 3 ? 'reserved' : text;
    },
    overlapping: (text) => [prefixOf(v4Number(text))],
  };
}

/** The first and the last /28 have reserved addresses in them. */
function v4PrefixSpace(cidr: string): Space {
  const [address = '', length] = cidr.split('/');
  const base = v4Number(address);
  const all = Math.floor(2 ** (prefixLength - Number(length)));
  return {
    size: Math.max(0, all - 2),
    at: (n) => prefixOf(base + (n + 1) * inPrefix),
    read(text) {
      const block = parseV4(text);
      if (!block || block.net !== text || !text.endsWith(`/${prefixLength}`)) return 'malformed';
      const at = (v4Number(text.slice(0, text.indexOf('/'))) - base) / inPrefix;
      if (at < 0 || at >= all) return 'outside';
      return at === 0 || at === all - 1 ? 'reserved' : text;
    },
    overlapping(text) {
      const first = v4Number(text.slice(0, text.indexOf('/')));
      return Array.from({ length: inPrefix }, (_, n) => v4Text(first + n));
    },
  };
}

const v6Text = (text: string): string | undefined => {
  const read = parseV6(text);
  return typeof read === 'object' ? read.text : undefined;
};
const v6Net = (address: string, length: number): string => {
  const read = parseV6(`${address}/${length}`);
  return typeof read === 'object' ? read.net : '';
};
/** The /64 written out as four groups and a colon. The block's four last groups are 0, so its '::' stands behind what is left of them. */
function head64(cidr: string): string {
  const groups = cidr.slice(0, cidr.indexOf('::')).split(':').filter(Boolean);
  return `${[...groups, '0', '0', '0', '0'].slice(0, 4).join(':')}:`;
}
const lastNine = /:ffff:ffff:ffff:fff[7-9a-f]$/;

/** Counted up from ::1 within the first /80, which is never given as a prefix; so what the system chooses never lies in a prefix. */
function v6Space(cidr: string): Space {
  const head = head64(cidr);
  return {
    size: 2 ** 32 - 1,
    at: (n) => v6Text(`${head}0:0:${((n + 1) >>> 16).toString(16)}:${((n + 1) & 0xffff).toString(16)}`) ?? '',
    read(text) {
      const address = text.includes('/') ? undefined : v6Text(text);
      if (address === undefined) return 'malformed';
      if (v6Net(address, 64) !== cidr) return 'outside';
      return lastNine.test(address) || `${address}/64` === cidr ? 'reserved' : address;
    },
    overlapping: (text) => [v6Net(text, 80)],
  };
}

function v6PrefixSpace(cidr: string): Space {
  const head = head64(cidr);
  return {
    size: 2 ** 16 - 2,
    at: (n) => v6Net(`${head}${(n + 1).toString(16)}::`, 80),
    read(text) {
      const block = parseV6(text);
      if (typeof block !== 'object' || block.text !== block.net || !block.net.endsWith('/80')) return 'malformed';
      const address = block.net.slice(0, block.net.indexOf('/'));
      if (v6Net(address, 64) !== cidr) return 'outside';
      return address === cidr.slice(0, -3) || address === v6Text(`${head}ffff::`) ? 'reserved' : block.net;
    },
    // Single addresses in a /80 are too many to list; `prefixesInUse` of the pool knows those that are in use.
    overlapping: () => [],
  };
}

const none: ReadonlySet<string> = new Set();
const spaceOf = { v4: v4Space, v6: v6Space, v4Prefix: v4PrefixSpace, v6Prefix: v6PrefixSpace } as const;

/** `parts` are the rows of the VSwitch. Takes nothing from the store: whoever takes also writes `takeEffects`. */
export function addressPool({ cidr, ipv6Cidr }: VSwitchHead, parts: Parts<AddressRow>): AddressPool {
  const given = new Set<string>();
  const isRow = (id: string): boolean => given.has(id) || parts.get(id) !== undefined;
  /** The /80 of every IPv6 address that is in use, read once a request for prefixes. */
  const prefixesInUse = (): ReadonlySet<string> => {
    const rows = [...[...parts.entries()].map(([id]) => id), ...given].filter((id) => id.includes(':'));
    return new Set(rows.map((id) => v6Net(id.replace(/\/80$/, ''), 80)));
  };
  const free = (space: Space, nets: ReadonlySet<string>, address: string): boolean =>
    !isRow(address) && !nets.has(address) && !space.overlapping(address).some(isRow);

  return {
    take(kind, specified, count) {
      const block = kind === 'v4' || kind === 'v4Prefix' ? cidr : ipv6Cidr;
      const sought = specified.length + count > 0;
      if (block === '') return sought ? { fault: 'noBlock', address: specified[0] ?? '' } : { addresses: [] };
      const space = spaceOf[kind](block);
      const nets = kind === 'v6Prefix' && sought ? prefixesInUse() : none;
      const taken = new Set<string>();
      const undo = (fault: AddressFault['fault'], address: string): AddressFault => {
        for (const one of taken) given.delete(one);
        return { fault, address };
      };
      const keep = (address: string): void => {
        taken.add(address);
        given.add(address);
      };
      for (const text of specified) {
        const address = space.read(text);
        if (faults.has(address)) return undo(address as AddressFault['fault'], text);
        if (taken.has(address)) return undo('repeated', text);
        if (!free(space, nets, address)) return undo('used', text);
        keep(address);
      }
      // As many rows as there are is where the first free one is, unless some were given back: nothing to search in a VSwitch that only grew.
      let at = parts.size + given.size;
      for (let tried = 0; taken.size < specified.length + count; tried++, at++) {
        if (tried >= space.size) return undo('full', '');
        const address = space.at(at % space.size);
        if (free(space, nets, address)) keep(address);
      }
      return { addresses: [...taken] };
    },
  };
}

/** The rows by which an interface holds its addresses; the VSwitch is to be held for 'change'. */
export const takeEffects = (vswitch: Key, owner: string, addresses: readonly string[]): readonly Effect[] =>
  addresses.map((address) => ({ part: vswitch, id: address, row: { address, interface: owner } satisfies AddressRow }));

/** Gives addresses back. */
export const releaseEffects = (vswitch: Key, addresses: readonly string[]): readonly Effect[] =>
  addresses.map((address) => ({ part: vswitch, id: address, row: null }));

/** `00:16:3e:xx:xx:xx`, the same for the same id; another `attempt` gives another. FNV-1a, of which 24 bits are kept. */
export function macOf(interfaceId: string, attempt = 0): string {
  let h = 0x811c9dc5 ^ attempt;
  for (let at = 0; at < interfaceId.length; at++) h = Math.imul(h ^ interfaceId.charCodeAt(at), 0x01000193);
  const low = ((h >>> 24) ^ h) & 0xffffff;
  return `00:16:3e:${(low >>> 16).toString(16).padStart(2, '0')}:${((low >>> 8) & 255).toString(16).padStart(2, '0')}:${(low & 255).toString(16).padStart(2, '0')}`;
}

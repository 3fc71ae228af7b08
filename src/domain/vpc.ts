import { page } from '#domain/finding.ts';
import type { VpcHead } from '#domain/network-heads.ts';
import { holds, lengthOf, overlaps } from '#kit/blocks.ts';
import { parseV4, parseV6 } from '#kit/cidr.ts';
import type { Deciding, Loaded, Scope } from '#kit/deciding.ts';

/** The blocks of a VPC. Rules and limits: Alibaba Cloud VPC API reference, CreateVpc. */
export const defaultVpcBlock = '172.16.0.0/12';

/** What a VPC has of what nobody asked for when it was made. */
export const plainNetwork = {
  secondaryCidrs: [],
  ipv6Cidr: '',
  userCidrs: [],
  routeTableName: '',
  routeTableDescription: '',
  routePropagation: true,
  dnsHostnames: false,
  classicLink: false,
} as const satisfies Partial<VpcHead>;

const sharedBlock = '100.64.0.0/10';
/** No VPC may lie in these. Outside them any block will do, private or not. */
const keptFromVpcs = [sharedBlock, '224.0.0.0/4', '127.0.0.0/8', '169.254.0.0/16'];

export type VpcBlockFault = 'malformed' | 'length' | 'kept';

/** What is wrong with the main IPv4 block of a VPC: no block or host bits set, a length outside 8-28, or in a range kept from VPCs. */
export function vpcBlockFault(text: string): VpcBlockFault | undefined {
  const block = parseV4(text);
  if (!block || block.net !== text) return 'malformed';
  if (lengthOf(text) < 8 || lengthOf(text) > 28) return 'length';
  return keptFromVpcs.some((kept) => overlaps(text, kept)) ? 'kept' : undefined;
}

/** How many secondary IPv4 blocks a VPC may have. */
export const maxSecondaryCidrs = 5;

/** What is wrong with a secondary IPv4 block of a VPC that has `blocks`, which it may not overlap. Its length is 16-28. */
export function secondaryBlockFault(text: string, blocks: readonly string[]): VpcBlockFault | 'overlap' | undefined {
  const fault = vpcBlockFault(text);
  if (fault) return fault;
  if (lengthOf(text) < 16) return 'length';
  if (text.startsWith('0.')) return 'kept';
  return blocks.some((block) => overlaps(block, text)) ? 'overlap' : undefined;
}

/**
 * What is wrong with a new main block: it must be a part of the old one or hold it, keep off the secondary ones, and hold all VSwitches that
 * no secondary block holds.
 */
export function newBlockFault(
  text: string,
  vpc: Pick<VpcHead, 'cidr' | 'secondaryCidrs'>,
  vswitches: readonly string[],
): VpcBlockFault | 'overlap' | 'outside' | undefined {
  const fault = vpcBlockFault(text);
  if (fault) return fault;
  if (!holds(vpc.cidr, text) && !holds(text, vpc.cidr)) return 'outside';
  if (vpc.secondaryCidrs.some((block) => overlaps(block, text))) return 'overlap';
  return vswitches.some((block) => ![text, ...vpc.secondaryCidrs].some((outer) => holds(outer, block))) ? 'outside' : undefined;
}

export type UserCidrFault = 'malformed' | 'length' | 'shared' | 'count';

/** Up to three blocks joined by commas. Host bits are no fault: the public example of the parameter, 192.168.0.0/12, has some. */
export function readUserCidrs(text: string): { readonly cidrs: readonly string[] } | { readonly fault: UserCidrFault } {
  const cidrs = text.split(',').map((one) => one.trim());
  if (cidrs.length > 3) return { fault: 'count' };
  for (const cidr of cidrs) {
    const slash = cidr.indexOf('/');
    if (slash < 0 || !parseV4(cidr.slice(0, slash))) return { fault: 'malformed' };
    if (!parseV4(cidr)) return { fault: 'length' };
    if (overlaps(cidr, sharedBlock)) return { fault: 'shared' };
  }
  return { cidrs };
}

/** An IPv6 block of a VPC, compressed; undefined for all but a /56 without host bits. */
export function readVpcIpv6(text: string): string | undefined {
  const block = parseV6(text);
  return typeof block === 'object' && block.text === block.net && block.net.endsWith('/56') ? block.text : undefined;
}

/** FNV-1a, 32 bits. */
function hash(text: string, seed: number): number {
  let h = seed;
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
  return h >>> 0;
}

/**
 * The /56 of a VPC that did not bring its own: 48 bits from its id, in the range that RFC 4193 leaves to everybody, so that it claims no
 * address of the public internet. The same id gives the same block.
 */
export function ipv6BlockOf(vpc: string): string {
  const low = hash(vpc, 0x811c9dc5);
  const high = hash(vpc, 0x050c5d1f) & 0xffff;
  const groups = [0xfd00 | (high >>> 8), ((high & 0xff) << 8) | (low >>> 24), (low >>> 8) & 0xffff, (low & 0xff) << 8];
  return readVpcIpv6(`${groups.map((group) => group.toString(16)).join(':')}::/56`) ?? '';
}

/** The VPC whose route table has that id; undefined where there is none. Its head is as of now: hold the VPC by its key to change it. */
export function* vpcOfRouteTable(scope: Scope, routeTable: string): Deciding<Loaded<VpcHead> | undefined> {
  return (yield* page(scope, 'vpc', { where: [['routeTable', routeTable]], limit: 1 })).rows[0];
}

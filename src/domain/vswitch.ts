import { page } from '#domain/finding.ts';
import type { AddressRow, VSwitchHead } from '#domain/network-heads.ts';
import { every } from '#domain/paging.ts';
import { freeBlock, holds, lengthOf, overlaps } from '#kit/blocks.ts';
import { parseV4, parseV6 } from '#kit/cidr.ts';
import type { Deciding, Loaded, Parts, Scope } from '#kit/deciding.ts';

/** The blocks of a VSwitch. Rules and limits: Alibaba Cloud VPC API reference, CreateVSwitch. */
export const shortestMask = 16;
export const longestMask = 29;
/** How long the block of a default VSwitch is: what a new region has, too. */
export const defaultMask = 20;

/** How many IPv4 addresses interfaces can have in a block: all but the first and the last three, which the network keeps. */
export const capacityOfBlock = (cidr: string): number => 2 ** (32 - lengthOf(cidr)) - 4;

/** How many IPv4 addresses of a VSwitch are free; `used` = its parts, of which a prefix takes all of its addresses. */
export function freeAddresses(cidr: string, used: Parts<AddressRow>): number {
  let free = capacityOfBlock(cidr);
  for (const [address] of used.entries()) {
    if (!address.includes(':')) free -= address.includes('/') ? 2 ** (32 - lengthOf(address)) : 1;
  }
  return free;
}

/** What is wrong with the form of a VSwitch's IPv4 block: no block or host bits set, or a length outside 16-29. */
export function vswitchFormFault(text: string): 'malformed' | 'length' | undefined {
  const block = parseV4(text);
  if (!block || block.net !== text) return 'malformed';
  return lengthOf(text) < shortestMask || lengthOf(text) > longestMask ? 'length' : undefined;
}

/** What is wrong with a VSwitch's IPv4 block of good form: in no block of the VPC, or over another VSwitch. */
export function vswitchPlaceFault(text: string, blocks: readonly string[], taken: readonly string[]): 'outside' | 'overlap' | undefined {
  if (!blocks.some((block) => holds(block, text))) return 'outside';
  return taken.some((block) => overlaps(block, text)) ? 'overlap' : undefined;
}

/** The first free block of that length in the blocks of a VPC; undefined where there is none. */
export function freeVSwitchBlock(blocks: readonly string[], length: number, taken: readonly string[]): string | undefined {
  for (const block of blocks) {
    const free = freeBlock(block, length, taken);
    if (free !== undefined) return free;
  }
  return undefined;
}

/** The /64 of that number (0-255) in the /56 of a VPC, compressed. */
export function ipv6SubnetOf(vpcBlock: string, number: number): string {
  const [head = '', tail = ''] = vpcBlock.slice(0, vpcBlock.indexOf('/')).split('::');
  const [front, back] = [head, tail].map((side) => side.split(':').filter((group) => group !== '')) as [string[], string[]];
  const groups = [...front, ...Array<string>(8 - front.length - back.length).fill('0'), ...back];
  groups[3] = (Number.parseInt(groups[3] ?? '0', 16) | number).toString(16);
  const block = parseV6(`${groups.join(':')}/64`);
  return typeof block === 'object' ? block.net : '';
}

export type Ipv6Fault = 'off' | 'foreign' | 'taken';

/** The /64 that a VSwitch gets of its VPC's block; `off` = the VPC has none, `foreign` = another block was named, `taken` = a VSwitch has it. */
export function chooseIpv6(
  vpcBlock: string,
  wanted: { readonly number: number; readonly block?: string | undefined },
  taken: readonly string[],
): { readonly cidr: string } | { readonly fault: Ipv6Fault } {
  if (vpcBlock === '') return { fault: 'off' };
  const named = wanted.block === undefined ? undefined : parseV6(wanted.block);
  if (named !== undefined && (typeof named !== 'object' || named.text !== vpcBlock)) return { fault: 'foreign' };
  const cidr = ipv6SubnetOf(vpcBlock, wanted.number);
  return taken.includes(cidr) ? { fault: 'taken' } : { cidr };
}

/** All VSwitches of a VPC, in order of creation. */
export function* vswitchesOf(scope: Scope, vpc: string): Deciding<readonly Loaded<VSwitchHead>[]> {
  return yield* every(scope, 'vswitch', [['vpc', vpc]]);
}

/** How many ids of VSwitches a reply shows of one VPC. */
const maxShown = 1000;

/** Ids of the VSwitches of a VPC as replies list them, in order of creation, at most 1000. */
export function* vswitchIdsOf(scope: Scope, vpc: string): Deciding<readonly string[]> {
  const { rows } = yield* page(scope, 'vswitch', { where: [['vpc', vpc]], limit: maxShown });
  return rows.map(({ key }) => key.id);
}

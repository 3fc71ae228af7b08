import type { Ctx } from '#actions/action.ts';
import type { ipv6Params, secondaryParams } from '#actions/ecs/interfaces/interface-params.ts';
import type { Some } from '#actions/ecs/interfaces/make-interface.ts';
import type { AddressFault } from '#domain/addresses.ts';
import type { Values } from '#kit/shape.ts';

type Asked = Partial<Values<typeof secondaryParams> & Values<typeof ipv6Params>>;

/** What requests call addresses by name, and how many of them the system is to choose: one or the other. */
const pairs = {
  secondary: ['PrivateIpAddress', 'SecondaryPrivateIpAddressCount'],
  ipv6: ['Ipv6Address', 'Ipv6AddressCount'],
  ipv4Prefixes: ['Ipv4Prefix', 'Ipv4PrefixCount'],
  ipv6Prefixes: ['Ipv6Prefix', 'Ipv6PrefixCount'],
} as const;
export type WantedAddresses = { readonly [K in keyof typeof pairs]: Some };

/** What a request asks for, or the two parameters that exclude each other. */
export function wantedAddresses(p: Asked): WantedAddresses | { readonly conflict: string } {
  for (const [named, counted] of Object.values(pairs))
    if (p[named] && p[counted] !== undefined) return { conflict: `${named}, ${counted}` };
  const some = ([named, counted]: (typeof pairs)[keyof typeof pairs]): Some => ({ specified: p[named], count: p[counted] });
  return {
    secondary: some(pairs.secondary),
    ipv6: some(pairs.ipv6),
    ipv4Prefixes: some(pairs.ipv4Prefixes),
    ipv6Prefixes: some(pairs.ipv6Prefixes),
  };
}

/** How many are asked for. */
export const countOf = ({ specified, count }: Some): number => specified?.length ?? count ?? 0;

/** The code of an action for each fault; the hole is the address, and for `noBlock` the VSwitch. */
export type AddressFaultCodes<E> = { readonly [F in AddressFault['fault']]: E };

/** Ends the decision with the action's code for a fault. */
export const refuseAddress = <E extends string>(
  ctx: Ctx<E>,
  { fault, address }: AddressFault,
  vswitch: string,
  codes: AddressFaultCodes<NoInfer<E>>,
): never => ctx.fail(codes[fault], fault === 'noBlock' ? vswitch : address);

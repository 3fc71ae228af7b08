import { instanceTypeOf } from '#domain/instance-types.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';

/**
 * How many addresses an interface may have: of each family as many as the type of its instance allows, and while it is not attached what
 * the API reference says (AssignPrivateIpAddresses, AssignIpv6Addresses). `privateIps` counts the primary one, too.
 */
export type AddressLimits = { readonly privateIps: number; readonly ipv6s: number };
const unattached: AddressLimits = { privateIps: 50, ipv6s: 10 };

/** Of one attached to an instance of that type; of one that is not attached without a type, and of one on a type that is not known. */
export const addressLimitsOf = (instanceType?: string): AddressLimits => instanceTypeOf(instanceType ?? '') ?? unattached;

/** What counts against `privateIps`, and against `ipv6s`: a prefix takes the place of one address. */
export const v4CountOf = ({ addresses, ipv4Prefixes }: InterfaceHead): number => addresses.length + ipv4Prefixes.length;
export const v6CountOf = ({ ipv6, ipv6Prefixes }: InterfaceHead): number => ipv6.length + ipv6Prefixes.length;

/** Prefixes of one family, and IPv6 addresses, that a request may ask for. */
export const maxPrefixes = 10;

/** Seconds after which a connection may be forgotten (ECS API reference, CreateNetworkInterface). */
export const establishedTimeouts = [30, 60, 80, 100, 200, 300, 500, 700, 910];
export const udpTimeouts = [10, 20, 30, 60, 80, 100];

import { type Ctx, here } from '#actions/action.ts';
import type { Some } from '#actions/ecs/interfaces/make-interface.ts';
import { openVSwitch } from '#actions/ecs/interfaces/make-interface.ts';
import { type AddressFault, type AddressKind, releaseEffects, takeEffects } from '#domain/addresses.ts';
import { root } from '#domain/finding.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';
import { type AddressLimits, addressLimitsOf } from '#domain/interface-limits.ts';
import type { Deciding, Effect, Loaded } from '#kit/deciding.ts';

/** How many addresses an interface may have where it is: as many as the type of its instance allows. */
export function* limitsOf(ctx: Ctx, { instance }: InterfaceHead): Deciding<AddressLimits> {
  return addressLimitsOf(instance === '' ? undefined : (yield* root(here(ctx, 'instance', instance)))?.head.type);
}

/** The addresses of each kind that are given, in the order in which they were asked for, with the effects on the VSwitch. */
export type GivenAddresses = { readonly given: readonly (readonly string[])[]; readonly effects: readonly Effect[] };

/** Takes addresses of a VSwitch for an interface that is there already; all or nothing. */
export function* giveAddresses(
  ctx: Ctx,
  { key, head }: Loaded<InterfaceHead>,
  wanted: readonly (readonly [AddressKind, Some])[],
): Deciding<GivenAddresses | AddressFault> {
  const open = yield* openVSwitch(ctx, head.vswitch);
  if (!open) throw new Error(`the VSwitch ${head.vswitch} of ${key.id} is not there`);
  const given: (readonly string[])[] = [];
  for (const [kind, { specified = [], count = 0 }] of wanted) {
    const taken = open.pool.take(kind, specified, count);
    if ('fault' in taken) return taken;
    given.push(taken.addresses);
  }
  return { given, effects: takeEffects(open.vswitch.key, key.id, given.flat()) };
}

/** What is left of the addresses that an interface has, or the one that is not among them or is named twice. */
export function without(
  have: readonly string[],
  gone: readonly string[],
): { readonly left: readonly string[] } | { readonly fault: 'notHere' | 'repeated'; readonly address: string } {
  const twice = gone.find((address, at) => gone.indexOf(address) !== at);
  if (twice !== undefined) return { fault: 'repeated', address: twice };
  const absent = gone.find((address) => !have.includes(address));
  return absent === undefined ? { left: have.filter((address) => !gone.includes(address)) } : { fault: 'notHere', address: absent };
}

/** Gives addresses of an interface back to its VSwitch, which is held for it. */
export function* takeBack(ctx: Ctx, { head }: Loaded<InterfaceHead>, addresses: readonly string[]): Deciding<readonly Effect[]> {
  const vswitch = here(ctx, 'vswitch', head.vswitch);
  yield* root(vswitch, 'change');
  return releaseEffects(vswitch, addresses);
}

import { type Ctx, here } from '#actions/action.ts';
import {
  type AddressFault,
  type AddressKind,
  type AddressPool,
  addressPool,
  macOf,
  releaseEffects,
  takeEffects,
} from '#domain/addresses.ts';
import { all, type KeyOf, page, root } from '#domain/finding.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';
import type { VSwitchHead } from '#domain/network-heads.ts';
import type { Deciding, Effect, Key, Loaded } from '#kit/deciding.ts';

/** A VSwitch held for 'change', with its free addresses. One for all interfaces that a request makes in it. */
export type OpenVSwitch = { readonly vswitch: Loaded<VSwitchHead>; readonly pool: AddressPool };

/** Undefined where the caller has no such VSwitch. */
export function* openVSwitch(ctx: Ctx, id: string): Deciding<OpenVSwitch | undefined> {
  const key = here(ctx, 'vswitch', id);
  const vswitch = yield* root(key, 'change');
  return vswitch && { vswitch, pool: addressPool(vswitch.head, yield* all(key)) };
}

/** Those that are named, and `count` that the system chooses. */
export type Some = { readonly specified?: readonly string[] | undefined; readonly count?: number | undefined };
export type WantedInterface = OpenVSwitch & {
  /** Judged by `judgeGroups` already. */
  readonly groups: readonly string[];
  readonly primary?: string | undefined;
  readonly secondary?: Some;
  readonly ipv6?: Some;
  readonly ipv4Prefixes?: Some;
  readonly ipv6Prefixes?: Some;
  /** What is not as `plainInterface` has it. */
  readonly head?: Partial<InterfaceHead>;
};
export type MadeInterface = { readonly id: string; readonly head: InterfaceHead; readonly effects: readonly Effect[] };

/** What an interface has of what nobody asked for. */
export const plainInterface = {
  name: '',
  description: '',
  type: 'Secondary',
  status: 'Available',
  instance: '',
  attached: 0,
  networkCard: -1,
  primaryIpv6: false,
  trafficMode: 'Standard',
  queueNumber: 0,
  queuePairNumber: 0,
  txQueueSize: 0,
  rxQueueSize: 0,
  deleteOnRelease: true,
  sourceDestCheck: false,
  timeouts: { established: 910, timeWait: 3, udp: 30 },
  resourceGroup: '',
  tags: {},
  service: '',
} as const satisfies Partial<InterfaceHead>;

/** A new interface, or why it cannot have the addresses that are wanted; the effects put it and its addresses. */
export function* makeInterface(ctx: Ctx, wanted: WantedInterface): Deciding<MadeInterface | AddressFault> {
  const { vswitch, pool } = wanted;
  const primary = wanted.primary === undefined ? { count: 1 } : { specified: [wanted.primary] };
  const taken: string[][] = [];
  const kinds: readonly (readonly [AddressKind, Some | undefined])[] = [
    ['v4', primary],
    ['v4', wanted.secondary],
    ['v6', wanted.ipv6],
    ['v4Prefix', wanted.ipv4Prefixes],
    ['v6Prefix', wanted.ipv6Prefixes],
  ];
  for (const [kind, { specified = [], count = 0 } = {}] of kinds) {
    const some = pool.take(kind, specified, count);
    if ('fault' in some) return some;
    taken.push([...some.addresses]);
  }
  const [first = [], secondary = [], ipv6 = [], ipv4Prefixes = [], ipv6Prefixes = []] = taken;

  const key = here(ctx, 'interface', ctx.newId('eni'));
  const head: InterfaceHead = {
    ...plainInterface,
    vpc: vswitch.head.vpc,
    vswitch: vswitch.key.id,
    zone: vswitch.head.zone,
    mac: yield* freeMac(key),
    groups: wanted.groups,
    addresses: [...first, ...secondary],
    ipv6,
    ipv4Prefixes,
    ipv6Prefixes,
    created: ctx.now,
    ...wanted.head,
  };
  return { id: key.id, head, effects: [{ put: key, head }, ...takeEffects(vswitch.key, key.id, taken.flat())] };
}

/** One that no other interface of the account has in the region: with 24 bits to choose from, a few thousand would meet by chance. */
function* freeMac({ account, region, id }: KeyOf<'interface'>): Deciding<string> {
  for (let attempt = 0; ; attempt++) {
    const mac = macOf(id, attempt);
    const { rows } = yield* page({ account, region }, 'interface', { where: [['mac', mac]], limit: 1 });
    if (rows.length === 0) return mac;
  }
}

/** More than there can be of one interface: each is for another account. */
const allPermissions = 1000;

/** Takes an interface away, with its addresses and the permissions on it. The interface is to be held for 'change'; its VSwitch is held here. */
export function* dropInterface({ key, head }: Loaded<InterfaceHead>): Deciding<readonly Effect[]> {
  const scope = { account: key.account, region: key.region };
  const vswitch: KeyOf<'vswitch'> = { ...scope, kind: 'vswitch', id: head.vswitch };
  yield* root(vswitch, 'change');
  const { rows } = yield* page(scope, 'interfacePermission', { where: [['interface', key.id]], limit: allPermissions });
  return [
    { drop: key as Key },
    ...releaseEffects(vswitch, [...head.addresses, ...head.ipv6, ...head.ipv4Prefixes, ...head.ipv6Prefixes]),
    ...rows.map((permission) => ({ drop: permission.key })),
  ];
}

/**
 * Instance types as data: what the public pages on instance families say of the types that examples and tests use most. Nothing runs
 * behind an instance, so only the numbers of interfaces and addresses bound anything here; the rest is shown.
 */
type Level = 'EntryLevel' | 'CreditEntryLevel' | 'EnterpriseLevel';
/** What all types of a family have in common. */
export type InstanceFamily = {
  /** Such as `ecs.g7`. */
  readonly id: string;
  /** Such as `ecs-7`, as zones list the generations that they have. */
  readonly generation: string;
  /** InstanceCategory: General-purpose, Compute-optimized, Memory-optimized, Shared, Local SSDs. */
  readonly category: string;
  readonly level: Level;
  readonly processor: string;
  /** GHz. */
  readonly clock: number;
  readonly turbo: number;
  readonly bootModes: readonly string[];
  readonly nvme: 'supported' | 'unsupported' | 'required';
  readonly jumboFrames: boolean;
  readonly trunk: boolean;
  /** Disks that can be attached, the system disk among them. */
  readonly disks: number;
};
export type InstanceType = {
  /** Such as `ecs.g7.large`. */
  readonly id: string;
  readonly family: InstanceFamily;
  readonly cores: number;
  /** GiB; may be a fraction. */
  readonly memory: number;
  /** Kbit/s in each direction, without bursts. */
  readonly bandwidth: number;
  /** Packets a second in each direction. */
  readonly packets: number;
  /** Of the primary interface. */
  readonly queues: number;
  /** Elastic network interfaces, the primary one among them. */
  readonly enis: number;
  /** Private IPv4 addresses of an interface, and IPv6 addresses of one. */
  readonly privateIps: number;
  readonly ipv6s: number;
  /** Of burstable types: percent of all vCPUs together, and CPU credits at the start; else 0. */
  readonly baselineCredit: number;
  readonly initialCredit: number;
  /** `category` '' and zeros = none. Capacity of one disk in GiB. */
  readonly localStorage: { readonly category: string; readonly amount: number; readonly capacity: number };
};

type Common = Omit<InstanceFamily, 'id' | 'generation' | 'category'>;
const shared: Common = {
  level: 'EntryLevel',
  processor: 'Intel Xeon Platinum',
  clock: 2.5,
  turbo: 0,
  bootModes: ['BIOS'],
  nvme: 'unsupported',
  jumboFrames: false,
  trunk: false,
  disks: 17,
};
const burstable: Common = { ...shared, level: 'CreditEntryLevel' };
const cascadeLake: Common = {
  ...shared,
  level: 'EnterpriseLevel',
  processor: 'Intel Xeon (Cascade Lake) Platinum 8269CY',
  turbo: 3.2,
  bootModes: ['BIOS', 'UEFI'],
};
const iceLake: Common = {
  ...cascadeLake,
  processor: 'Intel Xeon (Ice Lake) Platinum 8369B',
  clock: 2.7,
  turbo: 3.5,
  jumboFrames: true,
  trunk: true,
};
const sapphireRapids: Common = {
  ...iceLake,
  processor: 'Intel Xeon (Sapphire Rapids) Platinum 8475B',
  clock: 2.7,
  turbo: 3.2,
  bootModes: ['UEFI'],
  nvme: 'required',
};
const skylake: Common = { ...cascadeLake, processor: 'Intel Xeon (Skylake) Platinum 8163', turbo: 2.7, bootModes: ['BIOS'] };

const family = (id: string, generation: number, category: string, common: Common): InstanceFamily => ({
  id: `ecs.${id}`,
  generation: `ecs-${generation}`,
  category,
  ...common,
});
const n4 = family('n4', 2, 'Shared', { ...shared, processor: 'Intel Xeon (Broadwell) E5-2682 v4' });
const e = family('e', 7, 'Shared', shared);
const t5 = family('t5', 5, 'Shared', { ...burstable, processor: 'Intel Xeon (Skylake) Platinum 8163' });
const t6 = family('t6', 6, 'Shared', { ...burstable, processor: 'Intel Xeon (Cascade Lake) Platinum 8269CY', turbo: 3.2 });
const i2 = family('i2', 5, 'Local SSDs', skylake);
const g6 = family('g6', 6, 'General-purpose', cascadeLake);
const c6 = family('c6', 6, 'Compute-optimized', cascadeLake);
const r6 = family('r6', 6, 'Memory-optimized', cascadeLake);
const g7 = family('g7', 7, 'General-purpose', iceLake);
const c7 = family('c7', 7, 'Compute-optimized', iceLake);
const r7 = family('r7', 7, 'Memory-optimized', iceLake);
const g8i = family('g8i', 8, 'General-purpose', sapphireRapids);

type Sizes = readonly [cores: number, memory: number];
/** Gbit/s, thousands of packets a second, queues, interfaces, IPv4 and IPv6 addresses of one. */
type Network = readonly [gbits: number, kpps: number, queues: number, enis: number, privateIps: number, ipv6s: number];
const none = { category: '', amount: 0, capacity: 0 };

function type(
  of: InstanceFamily,
  size: string,
  [cores, memory]: Sizes,
  [gbits, kpps, queues, enis, privateIps, ipv6s]: Network,
  more: { readonly baselineCredit?: number; readonly localStorage?: InstanceType['localStorage'] } = {},
): InstanceType {
  const { baselineCredit = 0, localStorage = none } = more;
  const initialCredit = baselineCredit > 0 ? 30 * cores : 0;
  const network = { bandwidth: Math.round(gbits * 1024) * 1000, packets: kpps * 1000, queues, enis, privateIps, ipv6s };
  return { id: of.id + size, family: of, cores, memory, ...network, baselineCredit, initialCredit, localStorage };
}

/** In the order in which DescribeInstanceTypes lists them. */
export const instanceTypes: readonly InstanceType[] = [
  type(n4, '.small', [1, 2], [0.5, 50, 1, 1, 2, 1]),
  type(n4, '.large', [2, 4], [0.5, 100, 1, 1, 2, 1]),
  type(e, '-c1m1.large', [2, 2], [0.2, 100, 1, 2, 2, 2]),
  type(e, '-c1m2.large', [2, 4], [0.2, 100, 1, 2, 2, 2]),
  type(t5, '-lc1m1.small', [1, 1], [0.2, 60, 1, 1, 2, 1], { baselineCredit: 20 }),
  type(t5, '-lc1m2.small', [1, 2], [0.2, 60, 1, 1, 2, 1], { baselineCredit: 20 }),
  type(t6, '-c2m1.large', [2, 1], [0.08, 60, 1, 2, 2, 1], { baselineCredit: 20 }),
  type(t6, '-c1m1.large', [2, 2], [0.08, 100, 1, 2, 2, 1], { baselineCredit: 40 }),
  type(t6, '-c1m2.large', [2, 4], [0.08, 100, 1, 2, 2, 1], { baselineCredit: 40 }),
  type(i2, '.xlarge', [4, 32], [1, 500, 2, 3, 10, 1], { localStorage: { category: 'local_ssd_pro', amount: 1, capacity: 894 } }),
  type(g6, '.large', [2, 8], [1, 300, 2, 2, 6, 1]),
  type(g6, '.xlarge', [4, 16], [1.5, 500, 4, 3, 10, 1]),
  type(g6, '.2xlarge', [8, 32], [2.5, 800, 8, 4, 10, 1]),
  type(c6, '.large', [2, 4], [1, 300, 2, 2, 6, 1]),
  type(c6, '.xlarge', [4, 8], [1.5, 500, 4, 3, 10, 1]),
  type(r6, '.large', [2, 16], [1, 300, 2, 2, 6, 1]),
  type(g7, '.large', [2, 8], [2, 1100, 2, 3, 6, 6]),
  type(g7, '.xlarge', [4, 16], [3, 1100, 4, 4, 15, 15]),
  type(g7, '.2xlarge', [8, 32], [5, 1600, 8, 4, 15, 15]),
  type(c7, '.large', [2, 4], [2, 1100, 2, 3, 6, 6]),
  type(c7, '.xlarge', [4, 8], [3, 1100, 4, 4, 15, 15]),
  type(r7, '.large', [2, 16], [2, 1100, 2, 3, 6, 6]),
  type(g8i, '.large', [2, 8], [2.5, 1000, 2, 3, 6, 6]),
  type(g8i, '.xlarge', [4, 16], [4, 1200, 4, 4, 15, 15]),
];

const byId = new Map(instanceTypes.map((one) => [one.id, one]));

/** The type of that id, in the spelling of the catalogue. */
export const instanceTypeOf = (id: string): InstanceType | undefined => byId.get(id);

/** Disks as what an instance was made with: sizes and categories are judged as documented, nothing is written on them. */
type Range = readonly [least: number, most: number];
const systemSizes: Readonly<Record<string, Range>> = {
  cloud: [20, 500],
  cloud_efficiency: [20, 2048],
  cloud_ssd: [20, 2048],
  cloud_essd: [20, 2048],
  cloud_auto: [1, 2048],
  cloud_essd_entry: [10, 2048],
};
const dataSizes: Readonly<Record<string, Range>> = {
  cloud: [5, 2000],
  cloud_efficiency: [20, 32768],
  cloud_ssd: [20, 32768],
  cloud_essd: [20, 65536],
  cloud_auto: [1, 65536],
  cloud_essd_entry: [10, 32768],
  cloud_regional_disk_auto: [10, 65536],
};
/** By level, where a cloud_essd says one. */
const leastOfLevel: Readonly<Record<string, number>> = { PL0: 1, PL1: 20, PL2: 461, PL3: 1261 };

export const systemCategories: readonly string[] = Object.keys(systemSizes);
export const dataCategories: readonly string[] = Object.keys(dataSizes);
export const defaultCategory = 'cloud_efficiency';
/** Data disks of one RunInstances. */
export const maxDataDisks = 16;

export type DiskUse = 'system' | 'data';

/** GiB that a disk may have (ECS API reference, RunInstances); undefined for a category that the use does not know. */
export function sizesOf(use: DiskUse, category: string, level: string): Range | undefined {
  const range = (use === 'system' ? systemSizes : dataSizes)[category];
  if (!range || category !== 'cloud_essd') return range;
  const least = leastOfLevel[level] ?? range[0];
  return [least, range[1]];
}

/** `/dev/xvda` for the system disk, then b to z. `n` counts data disks from 0; -1 is the system disk. */
export const deviceOf = (n: number): string => `/dev/xvd${String.fromCharCode(98 + n)}`;

/** What a disk of that category does a second (ECS user guide, block storage performance): IOPS, and MB. */
export function speedOf(category: string, size: number, level: string): { readonly iops: number; readonly throughput: number } {
  const upTo = (most: number, base: number, each: number): number => Math.min(most, base + each * size);
  switch (category) {
    case 'cloud_ssd':
      return { iops: upTo(25000, 1800, 30), throughput: Math.floor(upTo(300, 120, 0.5)) };
    case 'cloud_essd': {
      const most = { PL0: 10000, PL2: 100000, PL3: 1000000 }[level] ?? 50000;
      const mostMb = { PL0: 180, PL2: 750, PL3: 4000 }[level] ?? 350;
      return { iops: upTo(most, 1800, level === 'PL0' ? 12 : 50), throughput: Math.floor(upTo(mostMb, level === 'PL0' ? 100 : 120, 0.5)) };
    }
    case 'cloud_auto':
      return { iops: upTo(50000, 1800, 50), throughput: Math.floor(upTo(350, 120, 0.5)) };
    case 'cloud_essd_entry':
      return { iops: upTo(6000, 1800, 8), throughput: Math.floor(upTo(150, 100, 0.15)) };
    default:
      return { iops: upTo(5000, 1800, 8), throughput: Math.floor(upTo(140, 100, 0.15)) };
  }
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceOf, sizesOf, speedOf } from '#domain/disk.ts';

const sizes: readonly (readonly [use: 'system' | 'data', category: string, level: string, expected: readonly number[] | undefined])[] = [
  ['system', 'cloud_ssd', '', [20, 2048]],
  ['system', 'cloud_essd', 'PL0', [1, 2048]],
  ['system', 'cloud_essd', 'PL3', [1261, 2048]],
  ['system', 'cloud_regional_disk_auto', '', undefined],
  ['data', 'cloud_essd', 'PL1', [20, 65536]],
  ['data', 'cloud_regional_disk_auto', '', [10, 65536]],
  ['data', 'floppy', '', undefined],
];
for (const [use, category, level, expected] of sizes)
  test(`${use} disks of ${category} ${level}`, () => assert.deepEqual(sizesOf(use, category, level), expected));

test('devices follow the alphabet', () => assert.deepEqual([-1, 0, 24].map(deviceOf), ['/dev/xvda', '/dev/xvdb', '/dev/xvdz']));

test('bigger disks are faster, up to what their category can', () => {
  assert.deepEqual(speedOf('cloud_essd', 40, 'PL1'), { iops: 3800, throughput: 140 });
  assert.deepEqual(speedOf('cloud_essd', 2000, 'PL1'), { iops: 50000, throughput: 350 });
  assert.deepEqual(speedOf('cloud_ssd', 100, ''), { iops: 4800, throughput: 170 });
  assert.deepEqual(speedOf('cloud_efficiency', 1000, ''), { iops: 5000, throughput: 140 });
});

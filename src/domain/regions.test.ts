import assert from 'node:assert/strict';
import { test } from 'node:test';
import { regions, zoneNameOf, zonesOf } from '#domain/regions.ts';

test('regions: cn-qingdao comes first, and Beijing has the name that Terraform expects', () => {
  assert.equal(regions[0]?.id, 'cn-qingdao');
  assert.equal(regions.find(({ id }) => id === 'cn-beijing')?.name.zh, '华北2（北京）');
});

test('regions: each is there once, under a name that requests may have', () => {
  assert.equal(new Set(regions.map(({ id }) => id)).size, regions.length);
  for (const { id } of regions) assert.match(id, /^[a-z]{2,3}(-[a-z0-9]+)+$/);
});

const zones: readonly (readonly [title: string, region: string, first: string])[] = [
  ['a letter after a dash', 'cn-hangzhou', 'cn-hangzhou-b'],
  ['no dash after a digit', 'ap-southeast-1', 'ap-southeast-1b'],
  ['in a region that nobody listed', 'my-lab', 'my-lab-b'],
];
for (const [title, region, first] of zones) {
  test(`zones: ${title}`, () => {
    assert.equal(zonesOf(region)[0], first);
    assert.ok(new Set(zonesOf(region)).size >= 2, 'Terraform takes a second zone');
  });
}

const names: readonly (readonly [region: string, zone: string, en: string, zh: string])[] = [
  ['cn-hangzhou', 'cn-hangzhou-b', 'Hangzhou Zone B', '杭州 可用区B'],
  ['ap-southeast-1', 'ap-southeast-1g', 'Singapore Zone G', '新加坡 可用区G'],
  ['me-central-1', 'me-central-1h', 'Riyadh - Partner Region Zone H', '利雅得 可用区H'],
  ['my-lab', 'my-lab-b', 'my-lab Zone B', 'my-lab 可用区B'],
];
for (const [region, zone, en, zh] of names) test(`the name of ${zone}`, () => assert.deepEqual(zoneNameOf(region, zone), { en, zh }));

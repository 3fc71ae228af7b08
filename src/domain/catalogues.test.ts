import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageOf, images } from '#domain/images.ts';
import { instanceTypeOf, instanceTypes } from '#domain/instance-types.ts';
import { isPassword } from '#domain/password.ts';

test('instance types are found by id, each once, and can have the interfaces that they need', () => {
  assert.equal(new Set(instanceTypes.map(({ id }) => id)).size, instanceTypes.length);
  for (const type of instanceTypes) {
    assert.equal(instanceTypeOf(type.id), type);
    assert.ok(/^[.-]$/.test(type.id.slice(type.family.id.length)[0] ?? '') && type.id.startsWith(type.family.id), type.id);
    assert.ok(type.enis >= 1 && type.privateIps >= 1 && type.cores >= 1 && type.memory > 0, type.id);
  }
  // As a public reply of the service has it.
  const { family, ...g7 } = instanceTypeOf('ecs.g7.xlarge')!;
  assert.deepEqual([g7.bandwidth, g7.packets, g7.enis, g7.privateIps, g7.queues], [3072000, 1100000, 4, 15, 4]);
  assert.equal(family.processor, 'Intel Xeon (Ice Lake) Platinum 8369B');
  for (const id of ['ecs.t6-c1m1.large', 'ecs.t5-lc1m1.small', 'ecs.e-c1m1.large', 'ecs.g8i.xlarge']) assert.ok(instanceTypeOf(id), id);
  assert.equal(instanceTypeOf('ecs.none.large'), undefined);
});

test('images are found by id, each of its own family and day', () => {
  assert.equal(new Set(images.map(({ family }) => family)).size, images.length);
  for (const image of images) assert.equal(imageOf(image.id), image);
  assert.equal(new Date(imageOf('ubuntu_22_04_x64_20G_alibase_20250113.vhd')!.created).toISOString(), '2025-01-13T00:00:00.000Z');
  assert.equal(imageOf('m-none'), undefined);
});

const passwords: readonly (readonly [text: string, osType: string, expected: boolean])[] = [
  ['Passw0rd', 'linux', true],
  ['passw0rd!', 'linux', true],
  ['password1', 'linux', false],
  ['Pass0!', 'linux', false],
  ['Passw0rd'.repeat(4), 'linux', false],
  ['Passw0rd ', 'linux', false],
  ['/Passw0rd', 'linux', true],
  ['/Passw0rd', 'windows', false],
];
for (const [text, osType, expected] of passwords)
  test(`the password ${text} on ${osType}`, () => assert.equal(isPassword(text, osType), expected));

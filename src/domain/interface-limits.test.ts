import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressLimitsOf, v4CountOf, v6CountOf } from '#domain/interface-limits.ts';
import { interfaceHead } from '#domain/samples.testing.ts';

const cases: readonly (readonly [title: string, type: string | undefined, privateIps: number, ipv6s: number])[] = [
  ['one that is not attached', undefined, 50, 10],
  ['one on a type of the catalogue', 'ecs.g6.large', 6, 1],
  ['one on a larger type', 'ecs.g7.xlarge', 15, 15],
  ['one on a type that is not known', 'ecs.none.large', 50, 10],
];
for (const [title, type, privateIps, ipv6s] of cases) {
  test(`addresses of an interface: ${title}`, () => {
    const limits = addressLimitsOf(type);
    assert.deepEqual([limits.privateIps, limits.ipv6s], [privateIps, ipv6s]);
  });
}

test('a prefix takes the place of one address of its family', () => {
  const head = interfaceHead({
    addresses: ['172.16.0.1', '172.16.0.2'],
    ipv4Prefixes: ['172.16.0.16/28'],
    ipv6: ['fd00::1'],
    ipv6Prefixes: ['fd00:1:2:3:1::/80'],
  });
  assert.deepEqual([v4CountOf(head), v6CountOf(head)], [3, 2]);
});

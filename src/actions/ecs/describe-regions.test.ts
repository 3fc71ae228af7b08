import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import describeRegions from '#actions/ecs/describe-regions.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { Values } from '#kit/shape.ts';

type Params = Values<typeof describeRegions.params>;
const cases: readonly (readonly [title: string, params: Params, expected: string])[] = [
  ['Chinese names without a language', {}, '华北1（青岛）'],
  ['Chinese names', { AcceptLanguage: 'zh-CN' }, '华北1（青岛）'],
  ['simplified Chinese for traditional', { AcceptLanguage: 'zh-TW' }, '华北1（青岛）'],
  ['English names', { AcceptLanguage: 'en-US' }, 'China (Qingdao)'],
  ['English for Japanese', { AcceptLanguage: 'ja' }, 'China (Qingdao)'],
];
for (const [title, params, expected] of cases) {
  test(`DescribeRegions: ${title}, at the address that the client wrote`, () => {
    const reply = replyOf(call(describeRegions, params, stateOf(), makeCtx({ host: 'ecs.example:8443' }))) as {
      Regions: { Region: unknown[] };
    };
    assert.deepEqual(reply.Regions.Region[0], {
      RegionId: 'cn-qingdao',
      LocalName: expected,
      RegionEndpoint: 'ecs.example:8443',
      Status: 'available',
    });
  });
}

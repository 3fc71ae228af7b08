import assert from 'node:assert/strict';
import { test } from 'node:test';
import queryAvailableInstances from '#actions/bss-open-api/query-available-instances.ts';
import { call, replyOf } from '#actions/call.testing.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { InstanceHead } from '#domain/instance-head.ts';
import { scope } from '#domain/samples.testing.ts';
import type { Values } from '#kit/shape.ts';

/** What this action and the indexes read of an instance. */
const instance = (id: string, region: string, head: Pick<InstanceHead, 'chargeType' | 'created' | 'status'>, account = scope.account) => ({
  put: { account, region, kind: 'instance', id },
  head: { ...head, publicAddresses: [], systemDisk: { id: `d-${id}` }, dataDisks: [] },
});
const day = (n: number) => Date.UTC(2026, 10, n);
const state = stateOf(
  instance('i-1', 'cn-beijing', { chargeType: 'PostPaid', created: day(1), status: 'Running' }),
  instance('i-2', 'cn-hangzhou', { chargeType: 'PostPaid', created: day(2), status: 'Pending' }),
  instance('i-3', 'cn-hangzhou', { chargeType: 'PrePaid', created: day(3), status: 'Stopped' }),
  instance('i-4', 'cn-hangzhou', { chargeType: 'PostPaid', created: day(4), status: 'Running' }, '2000000000000000'),
);
const ids = (reply: unknown) => {
  const { Data } = reply as { Data: { TotalCount: number; InstanceList: readonly { InstanceID: string }[] } };
  return `${Data.InstanceList.map(({ InstanceID }) => InstanceID).join(' ')} of ${Data.TotalCount}`;
};

type Params = Values<typeof queryAvailableInstances.params>;
const cases: readonly (readonly [title: string, params: Params, expected: string])[] = [
  ['all of the account, region by region', {}, 'i-1 i-2 i-3 of 3'],
  ['of one region', { Region: 'cn-hangzhou' }, 'i-2 i-3 of 2'],
  ['of the product ecs', { ProductCode: 'ecs', ProductType: 'ECS' }, 'i-1 i-2 i-3 of 3'],
  ['none of other products', { ProductCode: 'rds' }, ' of 0'],
  ['none of other types', { ProductType: 'rds' }, ' of 0'],
  ['subscriptions', { SubscriptionType: 'Subscription' }, 'i-3 of 1'],
  ['pay as you go', { SubscriptionType: 'PayAsYouGo' }, 'i-1 i-2 of 2'],
  ['by ID', { InstanceIDs: 'i-3, i-1,i-4' }, 'i-1 i-3 of 2'],
  ['made from a time on', { CreateTimeStart: '2026-11-02T00:00:00Z' }, 'i-2 i-3 of 2'],
  ['made up to a time', { CreateTimeEnd: '2026-11-02T00:00:00Z' }, 'i-1 i-2 of 2'],
  ['that end some day', { EndTimeStart: '2026-11-02T00:00:00Z' }, 'i-1 i-2 i-3 of 3'],
  ['none that end soon', { EndTimeEnd: '2036-11-02T00:00:00Z' }, ' of 0'],
  ['renewed by hand', { RenewStatus: 'ManualRenewal' }, 'i-3 of 1'],
  ['none that renew themselves', { RenewStatus: 'AutoRenewal' }, ' of 0'],
  ['the first page, over two regions', { PageSize: 2 }, 'i-1 i-2 of 3'],
  ['the second page', { PageSize: 2, PageNum: 2 }, 'i-3 of 3'],
  ['no third page', { PageSize: 2, PageNum: 3 }, ' of 3'],
];
for (const [title, params, expected] of cases) {
  test(`QueryAvailableInstances: ${title}`, () => assert.equal(ids(replyOf(call(queryAvailableInstances, params, state))), expected));
}

test('QueryAvailableInstances: the whole of an instance, and no Code but Success, which clients would take for an error', () => {
  assert.deepEqual(replyOf(call(queryAvailableInstances, { InstanceIDs: 'i-2' }, state)), {
    Code: 'Success',
    Message: 'Successful!',
    Success: true,
    Data: {
      PageNum: 1,
      PageSize: 20,
      TotalCount: 1,
      InstanceList: [
        {
          InstanceID: 'i-2',
          ProductCode: 'ecs',
          ProductType: 'ecs',
          SubscriptionType: 'PayAsYouGo',
          Region: 'cn-hangzhou',
          OwnerId: 1234567890123456,
          Status: 'Creating',
          SubStatus: 'Normal',
          CreateTime: '2026-11-02T00:00:00Z',
          EndTime: '2099-12-31T15:59:00Z',
          StopTime: '',
          ReleaseTime: '',
          ExpectedReleaseTime: '',
          RenewStatus: '',
          RenewalDuration: 0,
          RenewalDurationUnit: '',
          Seller: '',
          SellerId: 0,
        },
      ],
    },
  });
});

test('QueryAvailableInstances: more than 100 IDs', () => {
  const InstanceIDs = Array.from({ length: 101 }, (_, n) => `i-${n}`).join();
  assert.equal(replyOf(call(queryAvailableInstances, { InstanceIDs }, state)), '!InvalidInstanceIDs');
});

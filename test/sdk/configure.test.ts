import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QueryAvailableInstancesRequest } from '@alicloud/bssopenapi20171214';
import { bounded, startServe } from '../cli/sallyport.ts';
import { makeBss, makeCore, makeSts } from './clients.ts';

/** What clients ask before their first request that matters: who they are, which kind of account they have, and where a product is. */
const server = await startServe();
const { accountId } = server.credentials;

test('@alicloud/sts20150401 is told who signs', bounded, async () => {
  const { body } = await makeSts(server, 'https').getCallerIdentity();
  const { requestId, ...identity } = { ...body };
  assert.deepEqual(identity, {
    accountId,
    arn: `acs:ram::${accountId}:root`,
    identityType: 'Account',
    principalId: accountId,
    userId: accountId,
  });
});

// A Code but Success would be thrown.
const asked = { pageSize: 50, pageNum: 1, productCode: 'vipcloudfw', productType: 'vipcloudfw', subscriptionType: 'Subscription' };
const whole = { PageSize: 50, PageNum: 1, TotalCount: 0, InstanceList: [] };
test('@alicloud/bssopenapi20171214 is told that there are no other instances', bounded, async () => {
  const { body } = await makeBss(server, 'http').queryAvailableInstances(new QueryAvailableInstancesRequest(asked));
  assert.deepEqual([body?.code, body?.success, body?.data?.totalCount, body?.data?.instanceList], ['Success', true, 0, []]);
});
test('@alicloud/pop-core takes that answer for a success, too', bounded, async () => {
  const params = { ProductCode: 'vipcloudfw', ProductType: 'vipcloudfw', SubscriptionType: 'Subscription', PageNum: 1, PageSize: 50 };
  const body = await makeCore(server, 'http', '2017-12-14').request<{ Data: object }>('QueryAvailableInstances', params, {
    method: 'POST',
  });
  assert.deepEqual({ ...body.Data }, whole);
});

test('@alicloud/pop-core is sent back to the address it asked', bounded, async () => {
  const params = { Id: 'cn-hangzhou', ServiceCode: 'ecs', Type: 'openAPI' };
  const core = makeCore(server, 'http', '2015-06-12');
  const found = await core.request<{ Endpoints: { Endpoint: { Endpoint: string }[] } }>('DescribeEndpoints', params, { method: 'GET' });
  assert.deepEqual(
    found.Endpoints.Endpoint.map(({ Endpoint }) => Endpoint),
    [server.endpoint],
  );
});

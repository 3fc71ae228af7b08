import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Metrics } from '#server/metrics.ts';

test('codes that name an entry of a list are one series, whatever its number', () => {
  const metrics = new Metrics();
  for (let n = 1; n <= 1000; n++) metrics.count('TagResources', `InvalidResourceId.${n}`, 400, 1);
  for (let n = 1; n <= 1000; n++) metrics.count('RunInstances', `InvalidDisk.${n}.Size`, 400, 1);
  metrics.count('DescribeVpcs', '', 200, 1);
  metrics.count('DescribeVpcs', 'InvalidVpcId.NotFound', 404, 1);
  const series = metrics
    .text({})
    .split('\n')
    .filter((line) => line.startsWith('sallyport_requests_total'));
  assert.deepEqual(series, [
    'sallyport_requests_total{action="TagResources",code="InvalidResourceId.N",status="400"} 1000',
    'sallyport_requests_total{action="RunInstances",code="InvalidDisk.N.Size",status="400"} 1000',
    'sallyport_requests_total{action="DescribeVpcs",code="",status="200"} 1',
    'sallyport_requests_total{action="DescribeVpcs",code="InvalidVpcId.NotFound",status="404"} 1',
  ]);
});

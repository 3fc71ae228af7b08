import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { misfits, modelNamed } from '../sdk/models.ts';
import { type Params, startServer, type TestServer } from '../server.ts';

let server: TestServer;
before(async () => {
  server = await startServer();
});
after(() => server.stop());

test('zones as the data source of Terraform reads them, of the same zones in both actions', async () => {
  const zones = await server.root('DescribeZones', {}, { scheme: 'v1' });
  const available = await server.root(
    'DescribeAvailableResource',
    { DestinationResource: 'Zone', IoOptimized: 'optimized' },
    { scheme: 'v1' },
  );
  assert.deepEqual([zones.status, available.status], [200, 200]);
  assert.deepEqual(misfits(modelNamed('DescribeZonesResponseBody'), zones.body), []);
  assert.deepEqual(misfits(modelNamed('DescribeAvailableResourceResponseBody'), available.body), []);
  const ids = zones.body.Zones.Zone.map((zone: Record<string, unknown>) => zone.ZoneId);
  assert.ok(ids.length >= 2);
  assert.deepEqual(
    available.body.AvailableZones.AvailableZone.map((zone: Record<string, unknown>) => [zone.ZoneId, zone.Status, zone.StatusCategory]),
    ids.map((id: string) => [id, 'Available', 'WithStock']),
  );
});

const codes: readonly (readonly [action: string, params: Params, status: number, code: string])[] = [
  ['DescribeZones', { RegionId: 'Nowhere!' }, 404, 'InvalidRegionId.NotFound'],
  ['DescribeZones', { AcceptLanguage: 'en' }, 404, 'InvalidAcceptLanguage.NotFound'],
  ['DescribeZones', { InstanceChargeType: 'Free' }, 404, 'InvalidInstanceChargeType.NotFound'],
  ['DescribeZones', { SpotStrategy: 'Spot' }, 400, 'InvalidSpotStrategy'],
  ['DescribeAvailableResource', {}, 400, 'Invalid.Param'],
  ['DescribeAvailableResource', { RegionId: 'Nowhere!', DestinationResource: 'Zone' }, 404, 'Invalid.RegionId'],
  ['DescribeAvailableResource', { DestinationResource: 'Disk' }, 404, 'Invalid.DestinationResource'],
  ['DescribeAvailableResource', { DestinationResource: 'Zone', ResourceType: 'cluster' }, 404, 'Invalid.ResourceType'],
  ['DescribeAvailableResource', { DestinationResource: 'Zone', InstanceChargeType: 'Free' }, 400, 'Invalid.InstanceChargeType'],
  ['DescribeAvailableResource', { DestinationResource: 'Zone', SpotStrategy: 'Spot' }, 404, 'Invalid.SpotStrategy'],
  ['DescribeAvailableResource', { DestinationResource: 'Zone', IoOptimized: 'true' }, 404, 'Invalid.IoOptimized'],
  ['DescribeAvailableResource', { DestinationResource: 'Zone', NetworkCategory: 'vlan' }, 404, 'Invalid.NetworkCategory'],
  [
    'DescribeAvailableResource',
    { DestinationResource: 'InstanceType', Memory: '8.0', InstanceType: 'x' },
    403,
    'InvalidParam.TypeAndCpuMem.Conflict',
  ],
];
for (const [action, params, status, code] of codes) {
  test(`${action} with ${JSON.stringify(params)}: ${code}`, async () => {
    const { status: got, body } = await server.root(action, params);
    assert.deepEqual([got, body.Code], [status, code]);
  });
}

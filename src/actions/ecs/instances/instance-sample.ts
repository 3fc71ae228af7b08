import { instanceOf } from '#actions/ecs/instances/instance-view.ts';
import { plainInterface } from '#actions/ecs/interfaces/make-interface.ts';
import { plainSettings } from '#domain/instance.ts';
import type { InstanceHead } from '#domain/instance-head.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';

/** An instance for examples and unit tests, as RunInstances makes it. */
export const sampleInstance: InstanceHead = {
  name: 'web-1',
  description: '',
  hostName: 'web-1',
  status: 'Running',
  stoppedMode: '',
  type: 'ecs.g7.large',
  image: 'aliyun_3_x64_20G_alibase_20250117.vhd',
  zone: 'cn-hangzhou-b',
  vpc: 'vpc-bp1opxu1zkhn00gzv0000',
  vswitch: 'vsw-bp1nhbnpv2blyz8dl0000',
  primaryInterface: 'eni-bp67acfmxazb4p0000',
  keyPair: '',
  chargeType: 'PostPaid',
  internetChargeType: 'PayByTraffic',
  bandwidthIn: 10,
  bandwidthOut: 0,
  publicAddresses: [],
  systemDisk: {
    id: 'd-bp67acfmxazb4p0000',
    name: '',
    description: '',
    category: 'cloud_essd',
    size: 40,
    performanceLevel: 'PL1',
    encrypted: false,
    deleteWithInstance: true,
    device: '/dev/xvda',
    kmsKey: '',
    provisionedIops: 0,
    bursting: false,
  },
  dataDisks: [],
  userData: '',
  ramRole: '',
  deletionProtection: false,
  spotStrategy: 'NoSpot',
  spotPriceLimit: 0,
  spotDuration: 0,
  spotInterruption: '',
  creditSpecification: '',
  securityEnhancement: '',
  maintenanceActions: '',
  settings: plainSettings,
  expires: 0,
  renewal: { automatic: false, period: 0, unit: 'Month' },
  autoRelease: 0,
  resourceGroup: '',
  tags: {},
  created: Date.UTC(2026, 10, 24, 8, 30, 15),
  started: Date.UTC(2026, 10, 24, 8, 30, 15),
};

export const sampleInterface: InterfaceHead = {
  ...plainInterface,
  type: 'Primary',
  status: 'InUse',
  vpc: sampleInstance.vpc,
  vswitch: sampleInstance.vswitch,
  zone: sampleInstance.zone,
  mac: '00:16:3e:12:34:56',
  groups: ['sg-bp67acfmxazb4p0000'],
  addresses: ['172.16.0.10'],
  ipv6: [],
  ipv4Prefixes: [],
  ipv6Prefixes: [],
  instance: 'i-bp67acfmxazb4p0000',
  attached: sampleInstance.created,
  created: sampleInstance.created,
};

const place = { account: '1234567890123456', region: 'cn-hangzhou' } as const;
/** What the examples of Describe actions show. */
export const sampleShown = {
  instance: { key: { ...place, kind: 'instance', id: 'i-bp67acfmxazb4p0000' }, version: 1, head: sampleInstance },
  interfaces: [{ key: { ...place, kind: 'interface', id: sampleInstance.primaryInterface }, version: 1, head: sampleInterface }],
} as const;
export const instanceSample = instanceOf(sampleShown);

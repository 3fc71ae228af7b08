import type { InterfaceHead } from '#domain/interface-head.ts';
import type { GroupHead } from '#domain/kinds.ts';
import type { VpcHead, VSwitchHead } from '#domain/network-heads.ts';
import type { Rule } from '#domain/rule.ts';
import type { Scope } from '#kit/deciding.ts';

/** For unit tests: heads and rules as they are most often, and the scope of the fixed account. */
export const scope: Scope = { account: '1234567890123456', region: 'cn-hangzhou' };
export const created = Date.UTC(2026, 10, 24, 8, 30, 15, 250);

export const groupHead = (over: Partial<GroupHead> = {}): GroupHead => ({
  name: 'web',
  description: '',
  type: 'normal',
  vpc: 'vpc-1',
  resourceGroup: '',
  innerAccess: 'Accept',
  tags: {},
  service: '',
  created,
  ...over,
});

export const vpcHead = (over: Partial<VpcHead> = {}): VpcHead => ({
  name: 'net',
  description: '',
  cidr: '172.16.0.0/12',
  secondaryCidrs: [],
  ipv6Cidr: '',
  userCidrs: [],
  isDefault: false,
  router: 'vrt-1',
  routeTable: 'vtb-1',
  routeTableName: '',
  routeTableDescription: '',
  routePropagation: true,
  resourceGroup: 'rg-1',
  dnsHostnames: false,
  classicLink: false,
  tags: {},
  created,
  ...over,
});

export const vswitchHead = (over: Partial<VSwitchHead> = {}): VSwitchHead => ({
  name: '',
  description: '',
  vpc: 'vpc-1',
  zone: 'cn-hangzhou-b',
  cidr: '172.16.0.0/24',
  ipv6Cidr: '',
  isDefault: false,
  resourceGroup: 'rg-1',
  tags: {},
  created,
  ...over,
});

export const interfaceHead = (over: Partial<InterfaceHead> = {}): InterfaceHead => ({
  name: '',
  description: '',
  type: 'Secondary',
  status: 'Available',
  vpc: 'vpc-1',
  vswitch: 'vsw-1',
  zone: 'cn-hangzhou-b',
  mac: '00:16:3e:00:00:01',
  groups: ['sg-1'],
  addresses: ['172.16.0.1'],
  ipv6: [],
  primaryIpv6: false,
  ipv4Prefixes: [],
  ipv6Prefixes: [],
  instance: '',
  attached: 0,
  networkCard: -1,
  trafficMode: 'Standard',
  queueNumber: 0,
  queuePairNumber: 0,
  txQueueSize: 0,
  rxQueueSize: 0,
  deleteOnRelease: true,
  sourceDestCheck: false,
  timeouts: { established: 910, timeWait: 3, udp: 30 },
  resourceGroup: '',
  tags: {},
  service: '',
  created,
  ...over,
});

export const ruleOf = (over: Partial<Rule> = {}): Rule => ({
  direction: 'egress',
  protocol: 'TCP',
  ports: '443/443',
  portList: '',
  sourcePorts: '',
  peer: { kind: 'v4', text: '10.0.0.0/8', net: '10.0.0.0/8' },
  nic: 'intranet',
  policy: 'accept',
  priority: 1,
  description: '',
  created,
  ...over,
});

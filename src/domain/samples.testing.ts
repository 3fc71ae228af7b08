import type { GroupHead } from '#domain/kinds.ts';
import type { VpcHead } from '#domain/network-heads.ts';
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

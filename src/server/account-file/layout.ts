import { type Fields, text } from '#server/account-file/fields.ts';

/** How an account file is laid out (docs/export-format.md). */
export const FORMAT = 'sallyport-account';
export const VERSION = 1;

/** In the order in which they stand in a region: what is named stands before what names it. */
export const regionKinds = [
  'vpc',
  'vswitch',
  'prefixList',
  'portRangeList',
  'keyPair',
  'group',
  'interface',
  'interfacePermission',
  'instance',
] as const;
export const listNames = {
  vpc: 'Vpcs',
  vswitch: 'VSwitches',
  prefixList: 'PrefixLists',
  portRangeList: 'PortRangeLists',
  keyPair: 'KeyPairs',
  group: 'SecurityGroups',
  interface: 'NetworkInterfaces',
  interfacePermission: 'NetworkInterfacePermissions',
  instance: 'Instances',
} as const satisfies Readonly<Record<(typeof regionKinds)[number], string>>;
export const ramNames = { ramPolicy: 'RamPolicies', ramGroup: 'RamGroups', ramUser: 'RamUsers', ramRole: 'RamRoles' } as const;

/** What DescribeSecurityGroups and DescribeSecurityGroupAttribute say besides of a group: counts, and what follows from other fields. */
export const saidOfGroups = [
  'RuleCount',
  'GroupToGroupRuleCount',
  'EcsCount',
  'AvailableInstanceAmount',
  'ServiceManaged',
  'ServiceID',
  'RegionId',
  'SnapshotPolicyIds',
  'NextToken',
  'RequestId',
];

const entry = (wire: string): Fields => ({ [wire]: ['value', text()], Description: ['description', text(), ''] });
export const entryFields = { prefixList: entry('Cidr'), portRangeList: entry('PortRange') } as const;

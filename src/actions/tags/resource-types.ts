import { enumParam, stringsParam } from '#actions/params.ts';
import type { TaggedKind } from '#domain/tagged.ts';

/**
 * What can be tagged, in the spelling that RAM writes into an ARN, with the kind that it is in the store.
 *   resource-types (what) -> change-tags | find-tags (what is done) -> the actions of Ecs and Vpc (codes)
 * Prefix lists and port lists are no types of the public pages, but what can be created with tags can be tagged.
 */
const ecsKinds = {
  securitygroup: 'group',
  eni: 'interface',
  instance: 'instance',
  keypair: 'keyPair',
  prefixlist: 'prefixList',
  portrangelist: 'portRangeList',
} as const satisfies Readonly<Record<string, TaggedKind>>;
const vpcKinds = { vpc: 'vpc', vswitch: 'vswitch' } as const satisfies Readonly<Record<string, TaggedKind>>;

/** Types of the public pages of which there is no resource here, or none with tags. */
const otherEcsTypes = [
  ...(['disk', 'snapshot', 'image', 'volume', 'ddh', 'ddhcluster', 'launchtemplate', 'reservedinstance', 'snapshotpolicy'] as const),
  ...(['elasticityassurance', 'capacityreservation', 'command', 'invocation', 'activation', 'managedinstance'] as const),
] as const;
const otherVpcTypes = [
  ...(['routetable', 'eip', 'vpngateway', 'natgateway', 'commonbandwidthpackage', 'prefixlist', 'publicipaddresspool'] as const),
  ...(['ipv4gateway', 'ipv6gateway', 'networkacl', 'trafficmirrorfilter', 'trafficmirrorsession', 'flowlog', 'havip'] as const),
  ...(['dhcpoptionsset', 'gatewayendpoint', 'ipv6address'] as const),
] as const;

/** The kind of a type; undefined where there is no resource of that type. */
export const kindInEcs = (type: string): TaggedKind | undefined => (ecsKinds as Readonly<Record<string, TaggedKind>>)[type];
export const kindInVpc = (type: string): TaggedKind | undefined => (vpcKinds as Readonly<Record<string, TaggedKind>>)[type];

/** How many resources a request may name. */
export const maxResources = 50;

export const ecsType = enumParam(
  ['securitygroup', 'eni', 'instance', 'keypair', 'prefixlist', 'portrangelist', ...otherEcsTypes],
  'The type of all the resources, in any case. Of the types after `portrangelist` there are no resources here.',
  '资源类型，不区分大小写。`portrangelist` 之后的类型在此处没有资源。',
  {
    required: true,
    anyCase: true,
    missing: 'MissingParameter.ResourceType',
    wrong: 'InvalidResourceType.NotFound',
    example: 'securitygroup',
  },
);
export const vpcType = enumParam(
  ['vpc', 'vswitch', ...otherVpcTypes],
  'The type of all the resources, in any case. Of the types after `vswitch` there are no resources with tags here.',
  '资源类型，不区分大小写。`vswitch` 之后的类型在此处没有可绑定标签的资源。',
  {
    required: true,
    anyCase: true,
    wrong: 'IllegalParam.ResourceType',
    example: 'VPC',
  },
);

const idsDoc = [`IDs of up to ${maxResources} resources.`, `资源 ID，最多 ${maxResources} 个。`] as const;
const tooMany = { wrong: 'NumberExceed.ResourceIds' } as const;
export const ecsIds = stringsParam(maxResources, ...idsDoc, { ...tooMany, example: 'sg-bp67acfmxazb4p0000' });
export const vpcIds = stringsParam(maxResources, ...idsDoc, { ...tooMany, example: 'vpc-bp1opxu1zkhn00gzv0000' });

import { action, here } from '#actions/action.ts';
import { dryRun, dryRunOperation } from '#actions/dry-run.ts';
import { required } from '#actions/ram-resources.ts';
import { clientToken, ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { noSuchVpc, unsupportedRegion, vpcId, vpcRegion } from '#actions/vpc-params.ts';
import { page, regionKey, root } from '#domain/finding.ts';
import type { Effect } from '#kit/deciding.ts';

/** Inferred: InvalidRegionId.NotFound, which CreateVpc documents. No request here gets IncorrectVpcStatus: a VPC is always available. */
export default action({
  product: 'Vpc',
  name: 'DeleteVpc',
  summary: {
    en: 'Deletes a VPC with its router and route table. It must have no VSwitches and no security groups.',
    zh: '删除一个专有网络 VPC 及其路由器和路由表。VPC 中不能有交换机和安全组。',
  },
  mode: 'change',
  params: {
    RegionId: vpcRegion,
    VpcId: vpcId,
    ForceDelete: {
      kind: 'boolean',
      doc: {
        en: 'Accepted and ignored: it would take gateways along, of which there are none here. It never takes VSwitches or security groups.',
        zh: '接受但忽略：强制删除仅用于连带删除网关，而此处没有网关。不会删除交换机或安全组。',
      },
    },
    DryRun: dryRun,
    ClientToken: clientToken,
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    'InvalidRegionId.NotFound': { ...unsupportedRegion, source: 'inferred' },
    'InvalidVpcId.NotFound': noSuchVpc,
    'DependencyViolation.VSwitch': {
      http: 400,
      message: 'Specified object has dependent resources',
      meaning: { en: 'The VPC still has VSwitches.', zh: 'VPC 中仍有交换机。' },
      trigger: { en: 'VpcId of a VPC with a VSwitch.', zh: 'VpcId 为仍有交换机的 VPC。' },
      source: 'documented',
    },
    'DependencyViolation.SecurityGroup': {
      http: 400,
      message: 'Specified object has dependent resources SecurityGroup.',
      meaning: { en: 'The VPC still has security groups.', zh: 'VPC 中仍有安全组。' },
      trigger: { en: 'VpcId of a VPC with a security group.', zh: 'VpcId 为仍有安全组的 VPC。' },
      source: 'documented',
    },
    DryRunOperation: dryRunOperation,
  },
  ram: {
    action: 'vpc:DeleteVpc',
    level: 'delete',
    resources: [required('VPC', 'acs:vpc:{region}:{account}:vpc/{VpcId}')],
    conditions: [],
    dependent: [],
  },
  example: {
    request: { RegionId: 'cn-hangzhou', VpcId: 'vpc-bp1opxu1zkhn00gzv0000' },
    reply: { RequestId: '0ED8D006-F706-4D23-88ED-E11ED28DCAC0' },
  },
  *handle(p, ctx) {
    const vpc = here(ctx, 'vpc', p.VpcId);
    if (!(yield* root(vpc, 'change'))) return ctx.fail('InvalidVpcId.NotFound');
    // Not by references: interfaces and instances name the VPC too, and may be thousands.
    const inIt = { where: [['vpc', p.VpcId]], limit: 1 } as const;
    if ((yield* page(ctx, 'vswitch', inIt)).rows.length > 0) return ctx.fail('DependencyViolation.VSwitch');
    if ((yield* page(ctx, 'group', inIt)).rows.length > 0) return ctx.fail('DependencyViolation.SecurityGroup');
    if (p.DryRun) return ctx.fail('DryRunOperation');

    const effects: Effect[] = [{ drop: vpc }];
    const region = yield* root(regionKey(ctx), 'change');
    // The region stays known, so that it is not seeded again.
    if (region?.head.defaultVpc === p.VpcId) effects.push({ put: regionKey(ctx), head: { ...region.head, defaultVpc: '' } });
    return { reply: {}, effects };
  },
});

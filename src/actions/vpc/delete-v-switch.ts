import { action, here } from '#actions/action.ts';
import { dryRun, dryRunOperation } from '#actions/dry-run.ts';
import { asInferred, documented, observed } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { unsupportedRegion, vpcRegion } from '#actions/vpc-params.ts';
import { noVSwitchToDelete, vswitchId } from '#actions/vswitch-params.ts';
import { page } from '#domain/finding.ts';

/**
 * Inferred: InvalidRegionId.NotFound, DryRunOperation. Observed: DependencyViolation.NetworkInterface, a code that clients of the public service
 * retry on; its message is only known from a public stand-in for the service. No request here gets what the public table has for statuses,
 * route entries and HAVIPs, nor its other dependencies.
 */
export default action({
  product: 'Vpc',
  name: 'DeleteVSwitch',
  summary: {
    en: 'Deletes a VSwitch. No instance and no network interface may be in it.',
    zh: '删除一个交换机。交换机中不能有实例和弹性网卡。',
  },
  mode: 'change',
  params: { RegionId: vpcRegion, VSwitchId: vswitchId, DryRun: dryRun, ...ownerParams },
  returns: requestIdField,
  errors: {
    'InvalidRegionId.NotFound': asInferred(unsupportedRegion),
    'InvalidVSwitchId.NotFound': noVSwitchToDelete,
    DependencyViolation: documented(
      400,
      'Specified object has dependent resources.',
      'An instance is in the VSwitch.',
      '交换机中仍有实例。',
      { en: 'VSwitchId of a VSwitch with an instance.', zh: 'VSwitchId 为仍有实例的交换机。' },
    ),
    'DependencyViolation.NetworkInterface': observed(
      400,
      'The specified resource of [%s] depends on network interfaces.',
      'A network interface is in the VSwitch.',
      '交换机中仍有弹性网卡。',
      { en: 'VSwitchId of a VSwitch with a network interface.', zh: 'VSwitchId 为仍有弹性网卡的交换机。' },
    ),
    DryRunOperation: asInferred(dryRunOperation),
  },
  ram: ramRow('vpc:DeleteVSwitch', 'delete', [required('VSwitch', 'acs:vpc:{region}:{account}:vswitch/{VSwitchId}')]),
  example: {
    request: { RegionId: 'cn-hangzhou', VSwitchId: 'vsw-bp1nhbnpv2blyz8dl0000' },
    reply: { RequestId: '0ED8D006-F706-4D23-88ED-E11ED28DCAC0' },
  },
  *handle(p, ctx) {
    yield* find(ctx, 'vswitch', p.VSwitchId, 'change', 'InvalidVSwitchId.NotFound');
    const inIt = { where: [['vswitch', p.VSwitchId]], limit: 1 } as const;
    if ((yield* page(ctx, 'instance', inIt)).rows.length > 0) return ctx.fail('DependencyViolation');
    if ((yield* page(ctx, 'interface', inIt)).rows.length > 0) return ctx.fail('DependencyViolation.NetworkInterface', p.VSwitchId);
    if (p.DryRun) return ctx.fail('DryRunOperation');
    return { reply: {}, effects: [{ drop: here(ctx, 'vswitch', p.VSwitchId) }] };
  },
});

import { action } from '#actions/action.ts';
import { dryRun, dryRunOperation } from '#actions/dry-run.ts';
import { asInferred } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { unsupportedRegion, vpcRegion } from '#actions/vpc-params.ts';
import { noSuchVSwitch, vswitchId } from '#actions/vswitch-params.ts';
import { showVSwitch, vswitchFields, vswitchSample } from '#actions/vswitch-view.ts';

/** Inferred: all rows. InvalidVSwitchId.NotFound is as ModifyVSwitchAttribute documents it; by its status clients know that a VSwitch is gone. */
export default action({
  product: 'Vpc',
  name: 'DescribeVSwitchAttributes',
  summary: { en: 'Shows one VSwitch.', zh: '查询指定交换机的配置信息。' },
  mode: 'read',
  params: { RegionId: vpcRegion, VSwitchId: vswitchId, DryRun: dryRun, ...ownerParams },
  returns: { ...requestIdField, ...vswitchFields },
  errors: {
    'InvalidRegionId.NotFound': asInferred(unsupportedRegion),
    'InvalidVSwitchId.NotFound': asInferred(noSuchVSwitch),
    DryRunOperation: asInferred(dryRunOperation),
  },
  ram: ramRow('vpc:DescribeVSwitchAttributes', 'get', [required('VSwitch', 'acs:vpc:{region}:{account}:vswitch/{VSwitchId}')]),
  example: {
    request: { RegionId: 'cn-hangzhou', VSwitchId: 'vsw-bp1nhbnpv2blyz8dl0000' },
    reply: { RequestId: '06F07261-2ECE-4B5D-B9CA-EDAA00A5AA24', ...vswitchSample },
  },
  *handle(p, ctx) {
    const vswitch = yield* find(ctx, 'vswitch', p.VSwitchId, 'look', 'InvalidVSwitchId.NotFound');
    if (p.DryRun) return ctx.fail('DryRunOperation');
    return { reply: yield* showVSwitch(ctx, vswitch), effects: [] };
  },
});

import { action, here } from '#actions/action.ts';
import { asInferred, inferred } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { missingOneOf, noSuchVpc, unsupportedRegion, vpcId, vswitchesInUse } from '#actions/vpc-params.ts';
import { vswitchesOf } from '#domain/vswitch.ts';
import { holds } from '#kit/blocks.ts';

/** Inferred: all rows. No request here gets OperationFailed.Ipv6Gateway, the one row of the public table: there are no IPv6 gateways. */
export default action({
  product: 'Vpc',
  name: 'UnassociateVpcCidrBlock',
  summary: {
    en: 'Takes a secondary IPv4 block from a VPC. No VSwitch may be in it.',
    zh: '删除专有网络 VPC 的附加 IPv4 网段。该网段中不能有交换机。',
  },
  mode: 'change',
  params: {
    RegionId: regionId,
    VpcId: vpcId,
    SecondaryCidrBlock: stringParam('A secondary IPv4 block of the VPC.', '要删除的附加 IPv4 网段。', { example: '192.168.0.0/16' }),
    IPv6CidrBlock: stringParam('A secondary IPv6 block; a VPC has none here.', '要删除的附加 IPv6 网段；此处 VPC 没有附加 IPv6 网段。'),
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    'InvalidRegionId.NotFound': asInferred(unsupportedRegion),
    MissingParameter: asInferred(
      missingOneOf('SecondaryCidrBlock, IPv6CidrBlock', {
        en: 'Neither SecondaryCidrBlock nor IPv6CidrBlock.',
        zh: '未传入 SecondaryCidrBlock 和 IPv6CidrBlock。',
      }),
    ),
    'InvalidVpcId.NotFound': asInferred(noSuchVpc),
    'ResourceNotFound.CidrBlock': inferred(
      404,
      'The specified resource of %s is not found.',
      'The VPC has no such secondary block.',
      '该 VPC 没有此附加网段。',
      'SecondaryCidrBlock=8.0.0.0/16',
    ),
    'DependencyViolation.VSwitch': vswitchesInUse('A VSwitch is in the block.', '该网段中仍有交换机。', {
      en: 'SecondaryCidrBlock with a VSwitch in it.',
      zh: 'SecondaryCidrBlock 中仍有交换机。',
    }),
  },
  ram: ramRow('vpc:UnassociateVpcCidrBlock', 'delete', [required('VPC', 'acs:vpc:{region}:{account}:vpc/{VpcId}')]),
  example: {
    request: { RegionId: 'cn-hangzhou', VpcId: 'vpc-bp1opxu1zkhn00gzv0000', SecondaryCidrBlock: '192.168.0.0/16' },
    reply: { RequestId: 'C1221A1F-2ACD-4592-8F27-474E02883159' },
  },
  *handle(p, ctx) {
    const block = p.SecondaryCidrBlock ?? p.IPv6CidrBlock ?? ctx.fail('MissingParameter');
    const { head } = yield* find(ctx, 'vpc', p.VpcId, 'change', 'InvalidVpcId.NotFound');
    if (!head.secondaryCidrs.includes(block)) return ctx.fail('ResourceNotFound.CidrBlock', block);
    const vswitches = yield* vswitchesOf(ctx, p.VpcId);
    if (vswitches.some((vswitch) => holds(block, vswitch.head.cidr))) return ctx.fail('DependencyViolation.VSwitch');
    const changed = { ...head, secondaryCidrs: head.secondaryCidrs.filter((one) => one !== block) };
    return { reply: {}, effects: [{ put: here(ctx, 'vpc', p.VpcId), head: changed }] };
  },
});

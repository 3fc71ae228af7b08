import { action, here } from '#actions/action.ts';
import { asInferred, inferred, ownRow } from '#actions/error-rows.ts';
import { text } from '#actions/fields.ts';
import { find } from '#actions/find.ts';
import { enumParam, integerParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { createVpcErrors } from '#actions/vpc/create-vpc-errors.ts';
import { missingOneOf, noSuchVpc, unsupportedRegion, vpcId } from '#actions/vpc-params.ts';
import { maxSecondaryCidrs, secondaryBlockFault } from '#domain/vpc.ts';

const blockCode = {
  malformed: 'InvalidCidrBlock.Malformed',
  length: 'IllegalParam.CidrBlockMask',
  kept: 'OperationDenied.CidrInExcludeCidrs',
  overlap: 'OperationDenied.CidrConflictWithExistCidr',
} as const;

/** Inferred: all rows, after CreateVpc and the public error codes of VPC, but the one that says that only one IPv6 block is offered here. */
export default action({
  product: 'Vpc',
  name: 'AssociateVpcCidrBlock',
  summary: { en: 'Adds a secondary IPv4 block to a VPC, which has at most five.', zh: '为专有网络 VPC 添加附加 IPv4 网段，最多 5 个。' },
  mode: 'change',
  params: {
    RegionId: regionId,
    VpcId: vpcId,
    SecondaryCidrBlock: stringParam(
      'An IPv4 block of length 16 to 28 that overlaps no block of the VPC.',
      'IPv4 网段，掩码长度为 16～28，且不能与 VPC 的网段重叠。',
      { example: '192.168.0.0/16' },
    ),
    IpVersion: enumParam(['IPV4', 'IPV6'], 'Only `IPV4` is offered.', 'IP 版本，仅支持 `IPV4`。', { anyCase: true, example: 'IPV4' }),
    IPv6CidrBlock: stringParam('Not offered here: a VPC has one IPv6 block.', '此处不支持：VPC 仅有一个 IPv6 网段。'),
    Ipv6Isp: stringParam('Belongs to IPv6 blocks; accepted and ignored.', '用于 IPv6 网段；接受但忽略。'),
    IpamPoolId: stringParam('Not offered here.', '此处不支持。'),
    SecondaryCidrMask: integerParam('Belongs to an IPAM pool; accepted and ignored.', '用于 IPAM 地址池；接受但忽略。'),
    Ipv6CidrMask: integerParam('Belongs to an IPAM pool; accepted and ignored.', '用于 IPAM 地址池；接受但忽略。'),
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    CidrBlock: text('The block that was added.', '添加的附加网段。'),
    IpVersion: text('Always `IPV4`.', 'IP 版本，固定为 `IPV4`。'),
  },
  errors: {
    'InvalidRegionId.NotFound': asInferred(unsupportedRegion),
    'UnsupportedFeature.IPAM': asInferred({
      ...createVpcErrors['UnsupportedFeature.IPAM'],
      trigger: { en: 'IpamPoolId=ipam-pool-1', zh: 'IpamPoolId=ipam-pool-1' },
    }),
    'UnsupportedFeature.SecondaryIpv6CidrBlock': ownRow(
      400,
      'Secondary IPv6 CIDR blocks are not supported.',
      'A VPC has one IPv6 block here: ModifyVpcAttribute turns it on.',
      '此处 VPC 仅有一个 IPv6 网段，可通过 ModifyVpcAttribute 开启。',
      'IpVersion=IPV6',
    ),
    MissingParameter: asInferred(missingOneOf('SecondaryCidrBlock', { en: 'No SecondaryCidrBlock.', zh: '未传入 SecondaryCidrBlock。' })),
    'InvalidCidrBlock.Malformed': inferred(
      400,
      'Specified CIDR block is not valid.',
      'SecondaryCidrBlock is no IPv4 block, or its host bits are set.',
      'SecondaryCidrBlock 不是 IPv4 网段，或主机位不为 0。',
      'SecondaryCidrBlock=10.0.0.1/16',
    ),
    'IllegalParam.CidrBlockMask': inferred(
      400,
      'The param of CidrBlock Mask [%s] is illegal.',
      'The length of SecondaryCidrBlock is not 16 to 28.',
      'SecondaryCidrBlock 的掩码长度不在 16～28 之间。',
      'SecondaryCidrBlock=10.0.0.0/8',
    ),
    'OperationDenied.CidrInExcludeCidrs': inferred(
      400,
      'The operation is not allowed because the input CIDR is within the illegal CIDRs.',
      'SecondaryCidrBlock overlaps 100.64.0.0/10, 224.0.0.0/4, 127.0.0.0/8 or 169.254.0.0/16, or starts with 0.',
      'SecondaryCidrBlock 与 100.64.0.0/10、224.0.0.0/4、127.0.0.0/8 或 169.254.0.0/16 重叠，或以 0 开头。',
      'SecondaryCidrBlock=100.64.0.0/16',
    ),
    'InvalidVpcId.NotFound': asInferred(noSuchVpc),
    'OperationDenied.CidrConflictWithExistCidr': inferred(
      400,
      'The operation is not allowed because the CIDR block conflicts with an existing CIDR block of the VPC.',
      'SecondaryCidrBlock overlaps a block of the VPC.',
      'SecondaryCidrBlock 与该 VPC 已有的网段重叠。',
      { en: 'SecondaryCidrBlock that is a block of the VPC.', zh: 'SecondaryCidrBlock 与 VPC 的网段相同。' },
    ),
    'QuotaExceeded.SecondaryCidrBlock': inferred(
      400,
      'Secondary CIDR block quota exceeded.',
      'The VPC has five secondary blocks.',
      '该 VPC 已有 5 个附加网段。',
      { en: 'A sixth SecondaryCidrBlock.', zh: '添加第 6 个附加网段。' },
    ),
  },
  ram: ramRow('vpc:AssociateVpcCidrBlock', 'create', [required('VPC', 'acs:vpc:{region}:{account}:vpc/{VpcId}')]),
  example: {
    request: { RegionId: 'cn-hangzhou', VpcId: 'vpc-bp1opxu1zkhn00gzv0000', SecondaryCidrBlock: '192.168.0.0/16' },
    reply: { RequestId: 'C1221A1F-2ACD-4592-8F27-474E02883159', CidrBlock: '192.168.0.0/16', IpVersion: 'IPV4' },
  },
  *handle(p, ctx) {
    if (p.IpamPoolId !== undefined) return ctx.fail('UnsupportedFeature.IPAM');
    if (p.IpVersion === 'IPV6' || p.IPv6CidrBlock !== undefined) return ctx.fail('UnsupportedFeature.SecondaryIpv6CidrBlock');
    const block = p.SecondaryCidrBlock ?? ctx.fail('MissingParameter');
    const form = secondaryBlockFault(block, []);
    if (form) return ctx.fail(blockCode[form], block);

    const { head } = yield* find(ctx, 'vpc', p.VpcId, 'change', 'InvalidVpcId.NotFound');
    const place = secondaryBlockFault(block, [head.cidr, ...head.secondaryCidrs]);
    if (place) return ctx.fail(blockCode[place], block);
    if (head.secondaryCidrs.length >= maxSecondaryCidrs) return ctx.fail('QuotaExceeded.SecondaryCidrBlock');
    const changed = { ...head, secondaryCidrs: [...head.secondaryCidrs, block] };
    return { reply: { CidrBlock: block, IpVersion: 'IPV4' }, effects: [{ put: here(ctx, 'vpc', p.VpcId), head: changed }] };
  },
});

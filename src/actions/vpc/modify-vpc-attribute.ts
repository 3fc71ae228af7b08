import { action, here } from '#actions/action.ts';
import { asInferred, documented, inferred } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { booleanParam, enumParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { createVpcErrors, vpcTextCodes } from '#actions/vpc/create-vpc-errors.ts';
import { noSuchVpc, unsupportedRegion, vpcId, vpcRegion, vswitchesInUse } from '#actions/vpc-params.ts';
import { descriptionParam, judgeTexts, nameParam } from '#actions/vpc-texts.ts';
import type { VpcHead } from '#domain/network-heads.ts';
import { ipv6BlockOf, newBlockFault, readVpcIpv6 } from '#domain/vpc.ts';
import { vswitchesOf } from '#domain/vswitch.ts';

const blockCode = {
  malformed: 'InvalidCidrBlock.Malformed',
  length: 'InvalidCidrBlock.Malformed',
  kept: 'InvalidCidrBlock.Malformed',
  overlap: 'OperationDenied.CidrConflictWithExistCidr',
  outside: 'InvalidParameter',
} as const;

/**
 * Inferred: the codes about the region, IPv6, the default VPC, and blocks that do not fit. No request here gets IncorrectVpcStatus: a VPC is
 * always available; nor what the public table has for UserCidr, which is no parameter any more.
 */
export default action({
  product: 'Vpc',
  name: 'ModifyVpcAttribute',
  summary: {
    en: 'Changes name, description, main IPv4 block, IPv6 and DNS host names of a VPC. What is not sent stays.',
    zh: '修改专有网络 VPC 的名称、描述、主 IPv4 网段、IPv6 和 DNS 主机名功能。未传入的属性保持不变。',
  },
  mode: 'change',
  params: {
    RegionId: vpcRegion,
    VpcId: vpcId,
    VpcName: nameParam('abc'),
    Description: descriptionParam('This is my VPC'),
    CidrBlock: stringParam(
      'A new main IPv4 block, which is a part of the old one or holds it, and has all VSwitches in it. Not of the default VPC.',
      '新的主 IPv4 网段，须包含原网段或被原网段包含，并包含所有交换机。默认 VPC 不支持修改。',
      { example: '172.16.0.0/16' },
    ),
    EnableIPv6: booleanParam(
      'Gives the VPC an IPv6 block, or takes it away where no VSwitch uses it.',
      '开启 IPv6 并分配网段；或在没有交换机使用时关闭 IPv6。',
      { example: 'true' },
    ),
    Ipv6CidrBlock: stringParam(
      'The /56 that it gets; without effect where it has one.',
      '开启 IPv6 时指定的网段，掩码长度为 56；已开启 IPv6 时不生效。',
      { example: '2001:db8:0:6a00::/56' },
    ),
    Ipv6Isp: enumParam(['BGP', 'ChinaMobile', 'ChinaUnicom', 'ChinaTelecom'], 'Only `BGP` is offered.', 'IPv6 网段类型，仅支持 `BGP`。', {
      wrong: 'IllegalParam.Ipv6Isp',
      example: 'BGP',
    }),
    EnableDnsHostname: booleanParam('Turns DNS host names on or off.', '是否开启 DNS 主机名功能。', { example: 'false' }),
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    'InvalidRegionId.NotFound': asInferred(unsupportedRegion),
    'InvalidVpcId.NotFound': noSuchVpc,
    'InvalidVpcName.Malformed': createVpcErrors['InvalidVpcName.Malformed'],
    'InvalidVpcDiscription.Malformed': createVpcErrors['InvalidVpcDiscription.Malformed'],
    'MissingParam.EnableIpv6': asInferred(createVpcErrors['MissingParam.EnableIpv6']),
    'InvalidIpv6CidrBlock.Malformed': {
      ...asInferred(createVpcErrors['InvalidIpv6CidrBlock.Malformed']),
      trigger: { en: 'EnableIPv6=true&Ipv6CidrBlock=2001:db8::/64', zh: 'EnableIPv6=true&Ipv6CidrBlock=2001:db8::/64' },
    },
    'IllegalParam.Ipv6Isp': asInferred(createVpcErrors['IllegalParam.Ipv6Isp']),
    'UnsupportedFeature.Ipv6Isp': asInferred(createVpcErrors['UnsupportedFeature.Ipv6Isp']),
    'InvalidCidrBlock.Malformed': documented(
      400,
      'Specified CIDR block is not valid.',
      'CidrBlock is no IPv4 block of length 8 to 28 without host bits, or lies in a range kept from VPCs.',
      'CidrBlock 不是掩码长度为 8～28 且主机位为 0 的 IPv4 网段，或位于保留网段中。',
      'CidrBlock=10.0.0.1/16',
    ),
    'OperationDenied.DefaultVpc': inferred(
      400,
      'The operation is not allowed because the CIDR block of a default VPC cannot be modified.',
      'The block of the default VPC stays as it is.',
      '默认 VPC 的网段不支持修改。',
      { en: 'CidrBlock with VpcId of the default VPC.', zh: 'VpcId 为默认 VPC 且传入 CidrBlock。' },
    ),
    'OperationDenied.CidrConflictWithExistCidr': inferred(
      400,
      'The operation is not allowed because the CIDR block conflicts with an existing CIDR block of the VPC.',
      'CidrBlock overlaps a secondary block of the VPC.',
      'CidrBlock 与该 VPC 的附加网段重叠。',
      { en: 'CidrBlock that reaches a secondary block.', zh: 'CidrBlock 与附加网段重叠。' },
    ),
    InvalidParameter: inferred(
      400,
      'Specified CIDR block is not valid in VPC.',
      'CidrBlock neither holds the old block nor lies in it, or a VSwitch would lie outside.',
      'CidrBlock 与原网段没有包含关系，或有交换机不在其中。',
      { en: 'CidrBlock=192.168.0.0/16 for a VPC of 172.16.0.0/12.', zh: '对网段为 172.16.0.0/12 的 VPC 传入 CidrBlock=192.168.0.0/16。' },
    ),
    'DependencyViolation.VSwitch': vswitchesInUse('A VSwitch of the VPC has IPv6.', 'VPC 中有交换机已开启 IPv6。', {
      en: 'EnableIPv6=false for a VPC with a VSwitch that has IPv6.',
      zh: 'VPC 中有交换机已开启 IPv6 时传入 EnableIPv6=false。',
    }),
  },
  ram: ramRow('vpc:ModifyVpcAttribute', 'update', [required('VPC', 'acs:vpc:{region}:{account}:vpc/{VpcId}')], ['vpc:tag']),
  example: {
    request: { RegionId: 'cn-hangzhou', VpcId: 'vpc-bp1opxu1zkhn00gzv0000', VpcName: 'abc' },
    reply: { RequestId: '0ED8D006-F706-4D23-88ED-E11ED28DCAC0' },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, { name: p.VpcName, description: p.Description }, vpcTextCodes);
    if (p.Ipv6CidrBlock !== undefined && !p.EnableIPv6)
      return ctx.fail('MissingParam.EnableIpv6', 'The parameter EnableIpv6 is mandatory.');
    const own = p.Ipv6CidrBlock === undefined ? undefined : (readVpcIpv6(p.Ipv6CidrBlock) ?? ctx.fail('InvalidIpv6CidrBlock.Malformed'));
    if (p.Ipv6Isp !== undefined && p.Ipv6Isp !== 'BGP') return ctx.fail('UnsupportedFeature.Ipv6Isp');

    const { head } = yield* find(ctx, 'vpc', p.VpcId, 'change', 'InvalidVpcId.NotFound');
    const resized = p.CidrBlock !== undefined && p.CidrBlock !== head.cidr;
    if (resized && head.isDefault) return ctx.fail('OperationDenied.DefaultVpc');
    const vswitches = resized || p.EnableIPv6 === false ? yield* vswitchesOf(ctx, p.VpcId) : [];
    const blocks = vswitches.map((vswitch) => vswitch.head.cidr);
    const fault = resized ? newBlockFault(p.CidrBlock, head, blocks) : undefined;
    if (fault) return ctx.fail(blockCode[fault]);
    if (p.EnableIPv6 === false && vswitches.some((vswitch) => vswitch.head.ipv6Cidr !== '')) return ctx.fail('DependencyViolation.VSwitch');

    const kept = head.ipv6Cidr === '' ? (own ?? ipv6BlockOf(p.VpcId)) : head.ipv6Cidr;
    const changed: VpcHead = {
      ...head,
      name: p.VpcName ?? head.name,
      description: p.Description ?? head.description,
      cidr: p.CidrBlock ?? head.cidr,
      ipv6Cidr: p.EnableIPv6 === undefined ? head.ipv6Cidr : p.EnableIPv6 ? kept : '',
      dnsHostnames: p.EnableDnsHostname ?? head.dnsHostnames,
    };
    return { reply: {}, effects: [{ put: here(ctx, 'vpc', p.VpcId), head: changed }] };
  },
});

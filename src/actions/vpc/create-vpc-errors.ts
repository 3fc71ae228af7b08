import { dryRunOperation } from '#actions/dry-run.ts';
import { asSent } from '#actions/texts.ts';
import { unsupportedRegion } from '#actions/vpc-params.ts';
import { vpcTagErrors } from '#actions/vpc-tags.ts';
import { badDescription, badName } from '#actions/vpc-texts.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/**
 * No request here gets QuotaExceeded.Vpc (there is no limit), nor what the public table has for stock, for IPAM pools that exist and for IPv6
 * blocks that were not reserved.
 */
export const createVpcErrors = {
  'InvalidRegionId.NotFound': unsupportedRegion,
  'InvalidVpcName.Malformed': { http: 400, message: 'Specified VPC name is not valid.', ...badName('VpcName'), source: 'documented' },
  'InvalidVpcDiscription.Malformed': {
    http: 400,
    message: 'Specified VPC description is not valid.',
    ...badDescription,
    source: 'documented',
  },
  'InvalidParameter#cidr': {
    http: 400,
    message: 'Specified CIDR block is not valid',
    meaning: { en: 'CidrBlock is no IPv4 block, or its host bits are set.', zh: 'CidrBlock 不是 IPv4 网段，或主机位不为 0。' },
    trigger: asSent('CidrBlock=10.0.0.1/16'),
    source: 'documented',
  },
  'IllegalParam.CidrBlockMask': {
    http: 400,
    message: 'The param of CidrBlock Mask [%s] is illegal.',
    meaning: { en: 'The length of CidrBlock is not 8 to 28.', zh: 'CidrBlock 的掩码长度不在 8～28 之间。' },
    trigger: asSent('CidrBlock=10.0.0.0/29'),
    source: 'documented',
  },
  'OperationDenied.CidrInExcludeCidrs': {
    http: 400,
    message: 'The operation is not allowed because the input CIDR is within the illegal CIDRs.',
    meaning: {
      en: 'CidrBlock overlaps 100.64.0.0/10, 224.0.0.0/4, 127.0.0.0/8 or 169.254.0.0/16.',
      zh: 'CidrBlock 与 100.64.0.0/10、224.0.0.0/4、127.0.0.0/8 或 169.254.0.0/16 重叠。',
    },
    trigger: asSent('CidrBlock=100.64.0.0/16'),
    source: 'documented',
  },
  'InvalidParameter#userCidr': {
    http: 400,
    message: 'Specified UserCidr invalid format.',
    meaning: { en: 'UserCidr has something in it that is no IPv4 block.', zh: 'UserCidr 中包含不是 IPv4 网段的内容。' },
    trigger: asSent('UserCidr=10.0.0.0'),
    source: 'documented',
  },
  'InvalidParameter#userCidrMask': {
    http: 400,
    message: 'Specified UserCidr Subnet mask is not valid .',
    meaning: { en: 'The length of a block of UserCidr is not 0 to 32.', zh: 'UserCidr 中网段的掩码长度不在 0～32 之间。' },
    trigger: asSent('UserCidr=10.0.0.0/33'),
    source: 'documented',
  },
  'InvalidUserCidr.Quota': {
    http: 400,
    message: 'Specified UserCidr number is greater than 3.',
    meaning: { en: 'UserCidr has more than three blocks.', zh: 'UserCidr 中的网段超过 3 个。' },
    trigger: asSent('UserCidr=10.0.0.0/16,10.1.0.0/16,10.2.0.0/16,10.3.0.0/16'),
    source: 'documented',
  },
  'InvalidUserCidr.Malformed': {
    http: 400,
    message: 'Specified UserCidr overlapping in of 100.64.0.0/10.',
    meaning: { en: 'A block of UserCidr overlaps 100.64.0.0/10.', zh: 'UserCidr 中的网段与 100.64.0.0/10 重叠。' },
    trigger: asSent('UserCidr=100.64.0.0/16'),
    source: 'documented',
  },
  'MissingParam.EnableIpv6': {
    http: 400,
    message: '%s',
    meaning: { en: 'Ipv6CidrBlock is set without EnableIpv6=true.', zh: '传入 Ipv6CidrBlock 时未设置 EnableIpv6=true。' },
    trigger: asSent('Ipv6CidrBlock=2001:db8:0:6a00::/56'),
    source: 'documented',
  },
  'InvalidIpv6CidrBlock.Malformed': {
    http: 400,
    message: 'Specified Ipv6CidrBlock is not valid.',
    meaning: {
      en: 'Ipv6CidrBlock is no IPv6 block of length 56 without host bits.',
      zh: 'Ipv6CidrBlock 不是掩码长度为 56 且主机位为 0 的 IPv6 网段。',
    },
    trigger: asSent('EnableIpv6=true&Ipv6CidrBlock=2001:db8::/64'),
    source: 'documented',
  },
  'IllegalParam.Ipv6Isp': {
    http: 400,
    message: 'The specified Ipv6Isp is illegal.',
    meaning: { en: 'Ipv6Isp is none of its values.', zh: 'Ipv6Isp 的取值无效。' },
    trigger: asSent('Ipv6Isp=Local'),
    source: 'documented',
  },
  'UnsupportedFeature.Ipv6Isp': {
    http: 400,
    message: 'The Ipv6Isp feature is not supported.',
    meaning: { en: 'Only BGP is offered here.', zh: '此处仅支持 BGP。' },
    trigger: asSent('Ipv6Isp=ChinaMobile'),
    source: 'documented',
  },
  'UnsupportedFeature.IPAM': {
    http: 400,
    message: 'VPCs cannot be created by using IPAM.',
    meaning: { en: 'There are no IPAM pools here.', zh: '此处不支持 IPAM 地址池。' },
    trigger: asSent('Ipv4IpamPoolId=ipam-pool-1'),
    source: 'documented',
  },
  ...vpcTagErrors,
  InvalidResourceGroupId: {
    http: 400,
    message: 'The specified ResourceGroupId does not exist.',
    meaning: { en: 'The account has no such resource group.', zh: '该账号没有此资源组。' },
    trigger: asSent('ResourceGroupId=rg-none'),
    source: 'documented',
  },
  DryRunOperation: dryRunOperation,
} as const satisfies ErrorTable;

/** For `judgeTexts`. */
export const vpcTextCodes = { name: 'InvalidVpcName.Malformed', description: 'InvalidVpcDiscription.Malformed' } as const;

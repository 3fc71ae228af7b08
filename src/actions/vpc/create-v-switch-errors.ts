import { asInferred, documented } from '#actions/error-rows.ts';
import { asSent } from '#actions/texts.ts';
import { missingOneOf, noSuchVpc, unsupportedRegion } from '#actions/vpc-params.ts';
import { vpcTagErrors } from '#actions/vpc-tags.ts';
import { ipv6Errors, noSuchZone, vswitchTextErrors } from '#actions/vswitch-params.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/**
 * Inferred: the rows about the region and IPv6. No request here gets what the public table has for stock, for quotas (there is no limit), for
 * statuses (VPCs, VSwitches and routes are always available) and for blocks of custom routes, of which there are none. Forbidden.VpcNotFound is
 * its other name for a VPC that does not exist.
 */
export const createVSwitchErrors = {
  'InvalidRegionId.NotFound': asInferred(unsupportedRegion),
  MissingParameter: missingOneOf('CidrBlock, CidrMask', { en: 'Neither CidrBlock nor CidrMask.', zh: '未传入 CidrBlock 和 CidrMask。' }),
  ...vswitchTextErrors,
  'InvalidCidrBlock.Malformed': documented(
    400,
    'Specified CIDR block is not valid.',
    'CidrBlock is no IPv4 block, or its host bits are set.',
    'CidrBlock 不是 IPv4 网段，或主机位不为 0。',
    'CidrBlock=172.16.0.1/24',
  ),
  'InvalidCirdrBlock.MaskLength': documented(
    400,
    'Specified CIDR block is not valid .',
    'The length of CidrBlock is not 16 to 29.',
    'CidrBlock 的掩码长度不在 16～29 之间。',
    'CidrBlock=172.16.0.0/30',
  ),
  ...vpcTagErrors,
  'InvalidVpcId.NotFound': noSuchVpc,
  'InvalidZoneId.NotFound': noSuchZone,
  'InvalidParameter#cidr': documented(
    400,
    'Specified CIDR block is not valid in VPC.',
    'No block of the VPC holds CidrBlock.',
    'CidrBlock 不在 VPC 的网段内。',
    asSent('CidrBlock=8.0.0.0/24'),
  ),
  'InvalidCidrBlock.Overlapped': documented(
    400,
    'Specified CIDR block overlapped with other subnets.',
    'A VSwitch of the VPC has a part of the block, or no block of that length is free.',
    '与 VPC 中其他交换机的网段重叠，或没有该掩码长度的空闲网段。',
    { en: 'CidrBlock of another VSwitch.', zh: 'CidrBlock 与其他交换机的网段重叠。' },
  ),
  ...ipv6Errors,
} as const satisfies ErrorTable;

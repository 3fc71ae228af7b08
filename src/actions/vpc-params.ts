import { asSent } from '#actions/texts.ts';
import type { ErrorRow } from '#kit/error-row.ts';
import type { Param } from '#kit/shape.ts';

/** Parameters and error rows that the VPC actions share. Public source of the rows: Alibaba Cloud VPC API reference, CreateVpc and DeleteVpc. */
export const vpcId = {
  kind: 'string',
  required: true,
  doc: { en: 'The ID of the VPC.', zh: '专有网络 VPC 的 ID。' },
  example: 'vpc-bp1opxu1zkhn00gzv0000',
} as const satisfies Param;

export const unsupportedRegion = {
  http: 404,
  message: 'Specified value of "regionId" is not supported.',
  meaning: { en: 'RegionId is not the name of a region.', zh: 'RegionId 不是有效的地域名称。' },
  trigger: asSent('RegionId=Nowhere!'),
  source: 'documented',
} as const satisfies ErrorRow;

export const noSuchVpc = {
  http: 404,
  message: 'Specified VPC does not exist.',
  meaning: { en: 'The account has no such VPC in this region.', zh: '该账号在此地域中没有该专有网络 VPC。' },
  trigger: asSent('VpcId=vpc-none'),
  source: 'documented',
} as const satisfies ErrorRow;

import { inferred } from '#actions/error-rows.ts';
import { asSent } from '#actions/texts.ts';
import { regionId } from '#actions/vocabulary.ts';
import type { ErrorRow } from '#kit/error-row.ts';
import type { Param } from '#kit/shape.ts';

/** Parameters and error rows that the VPC actions share. Public source of the rows: Alibaba Cloud VPC API reference, CreateVpc and DeleteVpc. */
export const vpcRegion = {
  ...regionId,
  required: false,
  doc: { en: "The region; the server's default region if absent.", zh: '地域 ID。未指定时为服务的默认地域。' },
} as const satisfies Param;

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

/** For the code MissingParameter: one of several parameters must be there, and none is. */
export const missingOneOf = (names: string, trigger: { readonly en: string; readonly zh: string }) =>
  ({
    http: 400,
    message: 'Miss mandatory parameter.',
    meaning: { en: `One of ${names} must be sent.`, zh: `${names} 须至少传入一个。` },
    trigger,
    source: 'documented',
  }) as const satisfies ErrorRow;

/** For the code DependencyViolation.VSwitch where DeleteVpc does not document it. */
export const vswitchesInUse = (en: string, zh: string, trigger: { readonly en: string; readonly zh: string }): ErrorRow =>
  inferred(400, 'Specified object has dependent resources', en, zh, trigger);

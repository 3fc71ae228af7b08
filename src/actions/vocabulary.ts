import type { ErrorRow } from '#actions/action.ts';
import type { Param, Shape } from '#kit/shape.ts';

/** Parameters and error rows that many actions share, so that each is written once. */
export const ownerParams = {
  OwnerId: { kind: 'string', doc: { en: 'Accepted and ignored.', zh: '接受但忽略。' } },
  OwnerAccount: { kind: 'string', doc: { en: 'Accepted and ignored.', zh: '接受但忽略。' } },
  ResourceOwnerId: { kind: 'string', doc: { en: 'Accepted and ignored.', zh: '接受但忽略。' } },
  ResourceOwnerAccount: { kind: 'string', doc: { en: 'Accepted and ignored.', zh: '接受但忽略。' } },
} as const satisfies Shape;

/** A name that no region could have is 404 (docs/decisions/0001 16); any other is a region, seeded when first used. */
export const regionId = {
  kind: 'string',
  required: true,
  pattern: '^[a-z]{2,3}(-[a-z0-9]+)+$',
  wrong: 'InvalidRegionId.NotFound',
  doc: { en: 'The region of the resource.', zh: '资源所属的地域 ID。' },
  example: 'cn-hangzhou',
} as const satisfies Param;

export const clientToken = {
  kind: 'string',
  doc: {
    en: 'Makes the request idempotent: at most 64 ASCII characters, case-sensitive, kept for 24 hours.',
    zh: '用于保证请求的幂等性：最多 64 个 ASCII 字符，区分大小写，保留 24 小时。',
  },
  example: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
} as const satisfies Param;

export const securityGroupId = {
  kind: 'string',
  required: true,
  pattern: '^sg-[A-Za-z0-9_]{1,97}$',
  wrong: 'InvalidSecurityGroupId.Malformed',
  doc: { en: 'The ID of the security group.', zh: '安全组 ID。' },
  example: 'sg-bp67acfmxazb4p0000',
} as const satisfies Param;

/** Both `Tag.N.Key` and the older `Tag.N.key` are read; the upper-case one wins. */
export const tagRows = {
  kind: 'rows',
  max: 20,
  doc: { en: 'Tags.', zh: '标签。' },
  of: {
    Key: { kind: 'string', doc: { en: 'Tag key.', zh: '标签键。' }, example: 'env' },
    Value: { kind: 'string', doc: { en: 'Tag value.', zh: '标签值。' }, example: 'test' },
    key: { kind: 'string', deprecated: true, doc: { en: 'Older spelling of Key.', zh: 'Key 的旧写法。' } },
    value: { kind: 'string', deprecated: true, doc: { en: 'Older spelling of Value.', zh: 'Value 的旧写法。' } },
  },
} as const satisfies Param;

export const invalidRegion = {
  http: 404,
  message: 'The specified RegionId does not exist.',
  meaning: { en: 'RegionId is not the name of a region.', zh: 'RegionId 不是有效的地域名称。' },
  trigger: { en: 'RegionId=Nowhere!', zh: 'RegionId=Nowhere!' },
  source: 'documented',
} as const satisfies ErrorRow;

export const requestIdField = { RequestId: { kind: 'string', doc: { en: 'The request ID.', zh: '请求 ID。' } } } as const;

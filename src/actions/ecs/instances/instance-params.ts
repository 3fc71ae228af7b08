import { documented, inferred } from '#actions/error-rows.ts';
import { jsonStringsParam, stringParam, stringsParam } from '#actions/params.ts';

/** Parameters and rows of whoever names instances that exist. */
export const instanceId = stringParam('The instance.', '实例 ID。', { required: true, example: 'i-bp67acfmxazb4p0000' });

export const instanceIdList = (most: number) =>
  stringsParam(most, `Up to ${most} instances.`, `实例 ID 列表，最多 ${most} 个。`, { example: 'i-bp67acfmxazb4p0000' });

export const instanceIdsJson = jsonStringsParam(100, 'A JSON array of up to 100 instance IDs.', '实例 ID 的 JSON 数组，最多 100 个。', {
  wrong: 'InvalidInstanceIds.Malformed',
  example: '["i-bp67acfmxazb4p0000"]',
});

export const noSuchInstance = documented(
  404,
  'The specified InstanceId does not exist.',
  'The account has no such instance in this region.',
  '该账号在此地域中没有此实例。',
  'InstanceId=i-none',
);
export const tooManyIds = documented(
  403,
  'Instance ids cannot be more than 100.',
  'More than 100 instances are given.',
  '实例 ID 超过 100 个。',
  {
    en: 'InstanceId.1 to InstanceId.101.',
    zh: '同时传入 InstanceId.1 至 InstanceId.101。',
  },
);
export const malformedIds = inferred(
  400,
  'The amount of specified instance Ids exceeds the limit, or the value is not a JSON array.',
  'InstanceIds is no JSON array of at most 100 IDs.',
  'InstanceIds 不是最多包含 100 个 ID 的 JSON 数组。',
  'InstanceIds=i-1,i-2',
);
export const badToken = inferred(
  400,
  'The specified parameter NextToken is invalid.',
  'NextToken is not one that this action gave.',
  'NextToken 不是本接口返回的凭证。',
  'MaxResults=10&NextToken=x',
);
/** Of actions that need no region to find an instance in the SDK: the request's region is the server's own one. */
export const optionalRegion = stringParam('The region; the default one of the server where absent.', '地域 ID，默认为服务端的默认地域。', {
  pattern: '^[a-z]{2,3}(-[a-z0-9]+)+$',
  wrong: 'InvalidRegionId.NotFound',
  example: 'cn-hangzhou',
});

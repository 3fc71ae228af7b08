import { documented, inferred, ownRow } from '#actions/error-rows.ts';
import { tagTexts } from '#actions/tag-texts.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/** Error rows that several actions of RAM have, by code. Messages are those of the page of error messages in RAM's API reference. */
export const noUser = {
  'EntityNotExist.User': documented(
    404,
    'The user does not exist.',
    'The account has no such RAM user.',
    '该账号没有此 RAM 用户。',
    'UserName=nobody',
  ),
} as const satisfies ErrorTable;
export const noGroup = {
  'EntityNotExist.Group': documented(
    404,
    'The group does not exist.',
    'The account has no such user group.',
    '该账号没有此用户组。',
    'GroupName=none',
  ),
} as const satisfies ErrorTable;
export const noRole = {
  'EntityNotExist.Role': documented(
    404,
    'The role does not exist.',
    'The account has no such RAM role.',
    '该账号没有此 RAM 角色。',
    'RoleName=none',
  ),
} as const satisfies ErrorTable;
export const noPolicy = {
  'EntityNotExist.Policy': documented(
    404,
    'The policy does not exist.',
    'There is no such policy of that type.',
    '没有该类型的此权限策略。',
    'PolicyType=Custom&PolicyName=none',
  ),
} as const satisfies ErrorTable;
export const noVersion = {
  'EntityNotExist.Policy.Version': documented(
    404,
    'The policy version does not exist.',
    'The policy has no such version.',
    '该权限策略没有此版本。',
    'VersionId=v99',
  ),
} as const satisfies ErrorTable;
export const noKey = {
  'EntityNotExist.User.AccessKey': documented(
    404,
    'The user access key does not exist.',
    'The user has no such access key.',
    '该用户没有此访问密钥。',
    'UserAccessKeyId=LTAInone',
  ),
} as const satisfies ErrorTable;

export const userTaken = {
  'EntityAlreadyExists.User': documented(
    409,
    'The user does already EXIST.',
    'A RAM user has this name, in any case of letters.',
    '已存在同名的 RAM 用户（不区分大小写）。',
    {
      en: 'A name that another user has.',
      zh: '传入其他 RAM 用户的名称。',
    },
  ),
} as const satisfies ErrorTable;
export const groupTaken = {
  'EntityAlreadyExists.Group': documented(
    409,
    'The group does already EXIST.',
    'A user group has this name, in any case of letters.',
    '已存在同名的用户组（不区分大小写）。',
    {
      en: 'A name that another group has.',
      zh: '传入其他用户组的名称。',
    },
  ),
} as const satisfies ErrorTable;

export const wrongPolicyType = {
  'InvalidParameter.PolicyType': documented(
    400,
    'The parameter - "PolicyType" is incorrect.',
    'PolicyType is neither System nor Custom.',
    'PolicyType 不是 System 或 Custom。',
    'PolicyType=Other',
  ),
} as const satisfies ErrorTable;

/** For a document in the parameter of that name. The message of MalformedPolicyDocument is documented as the details of the error. */
export const documentRows = <const N extends string>(name: N, most: number) =>
  ({
    [`InvalidParameter.${name}.Length`]: documented(
      400,
      `The parameter - "${name}" beyond the length limit.`,
      `${name} has more than ${most} characters.`,
      `${name} 超过 ${most} 个字符。`,
      { en: `A ${name} of ${most + 1} characters.`, zh: `传入 ${most + 1} 个字符的 ${name}。` },
    ),
    MalformedPolicyDocument: documented(
      400,
      '%s',
      'The document is not JSON, or not a policy: the message says what is wrong, and where.',
      '策略内容不是 JSON 或不符合权限策略语法；错误信息会说明位置和原因。',
      `${name}={}`,
    ),
  }) as { readonly [C in `InvalidParameter.${N}.Length` | 'MalformedPolicyDocument']: ReturnType<typeof documented> };

export const groupScopeRefused = {
  'NotSupported.ResourceGroupId': ownRow(
    400,
    'Policies are attached for the whole account here; ResourceGroupId is not supported.',
    'ResourceGroupId is set. To attach the policy to the whole account instead would grant more than was asked for.',
    '传入了 ResourceGroupId。若改为在整个账号范围内授权，则会超出所请求的权限。',
    'ResourceGroupId=rg-bp67acfmxazb4p000',
  ),
} as const satisfies ErrorTable;

/** SDKs send lists of tags as JSON, Terraform by index; nobody sends both. */
export const tagForms = {
  'InvalidParam.Tag': ownRow(
    400,
    'The parameter Tag comes both as JSON and by index.',
    'Tag is sent in both of its forms.',
    '同时以 JSON 和下标两种形式传入 Tag。',
    'Tag=[{"Key":"env"}]&Tag.1.Key=env',
  ),
} as const satisfies ErrorTable;

/** Inferred: the reference names no codes for tags. */
export const ramTagRows = {
  ...tagForms,
  'InvalidParameter.TagKey': { ...inferred(400, 'The parameter - "%s" is incorrect.', '', '', ''), ...tagTexts.key },
  'InvalidParameter.TagValue': { ...inferred(400, 'The parameter - "%s" is incorrect.', '', '', ''), ...tagTexts.value },
  'Duplicate.TagKey': { ...inferred(400, 'The parameter - "%s" is a tag key that comes twice.', '', '', ''), ...tagTexts.duplicate },
} as const satisfies ErrorTable;

/** A value out of the range that a number may have, in the words of MinimumPasswordLength. */
export const outOfRange = (name: string, least: number, most: number) =>
  inferred(
    400,
    `The parameter - "${name}" MUST be in the range of ${least} and ${most}.`,
    `${name} is no number from ${least} to ${most}.`,
    `${name} 不是 ${least}～${most} 之间的整数。`,
    `${name}=${most + 1}`,
  );
/** A value that is none of a list, in the words of PolicyType. */
export const incorrect = (name: string, values: readonly string[]) =>
  inferred(
    400,
    `The parameter - "${name}" is incorrect.`,
    `${name} is none of ${values.join(', ')}.`,
    `${name} 的取值不是 ${values.join('、')}。`,
    `${name}=Other`,
  );
/** More of something than a quota allows; `what` is as the message says it. */
export const tooManyOf = (what: string, en: string, zh: string) =>
  documented(409, `The ${what} beyond the current limits.`, `${en}.`, `${zh}。`, {
    en: 'One more than the quota allows.',
    zh: '超出配额。',
  });

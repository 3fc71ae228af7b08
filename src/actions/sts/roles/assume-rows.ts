import { documented, inferred } from '#actions/error-rows.ts';
import { mostCharacters } from '#ram/policy.ts';

/** The rows of AssumeRole, in the words of its public page. */
export const assumeRows = {
  'InvalidParameter.RoleArn': documented(
    400,
    'The parameter RoleArn is wrongly formed.',
    'RoleArn is no ARN of a role.',
    'RoleArn 不是角色的 ARN。',
    'RoleArn=ECSAdmin',
  ),
  'InvalidParameter.RoleSessionName': documented(
    400,
    'The parameter RoleSessionName is wrongly formed.',
    'RoleSessionName is not 2 to 64 letters, digits and `.@-_`.',
    'RoleSessionName 不是 2～64 个英文字母、数字或 `.@-_`。',
    'RoleSessionName=a',
  ),
  'InvalidParameter.ExternalId': documented(
    400,
    'The parameter ExternalId is wrongly formed.',
    'ExternalId is not 2 to 1,224 letters, digits and `_+=,.@:/-`.',
    'ExternalId 不是 2～1224 个英文字母、数字或 `_+=,.@:/-`。',
    'ExternalId=a',
  ),
  'InvalidParameter.SourceIdentity': inferred(
    400,
    'The parameter SourceIdentity is wrongly formed.',
    'SourceIdentity is not 2 to 64 letters, digits and `_+=,.@-`, or starts like a name of the cloud, or is another one than the session has that asks.',
    'SourceIdentity 不是 2～64 个英文字母、数字或 `_+=,.@-`，或以云服务保留的前缀开头，或与发起请求的会话已有的源身份不同。',
    'SourceIdentity=a',
  ),
  'InvalidParameter.DurationSeconds': documented(
    400,
    'The Min/Max value of DurationSeconds is 15min/%s.',
    'DurationSeconds is less than 900, or more than the MaxSessionDuration of the role.',
    'DurationSeconds 小于 900，或大于角色的 MaxSessionDuration。',
    'DurationSeconds=60',
  ),
  'InvalidParameter.PolicyGrammar': documented(
    400,
    'The parameter Policy has not passed grammar check.',
    'Policy is no policy.',
    'Policy 不符合权限策略语法。',
    'Policy={}',
  ),
  'InvalidParameter.PolicySize': documented(
    400,
    `The size of Policy must be smaller than ${mostCharacters.session} bytes.`,
    `Policy has more than ${mostCharacters.session} characters.`,
    `Policy 超过 ${mostCharacters.session} 个字符。`,
    { en: `A Policy of ${mostCharacters.session + 1} characters.`, zh: `传入 ${mostCharacters.session + 1} 个字符的 Policy。` },
  ),
  'NoPermission#root': documented(
    403,
    'Roles may not be assumed by root accounts.',
    'The request is signed by the account itself, not by a RAM user or role.',
    '请求由主账号而非 RAM 用户或 RAM 角色签名。',
    { en: 'A request that is signed with a key of the account.', zh: '使用主账号的访问密钥签名的请求。' },
  ),
  'NoPermission#trust': documented(
    403,
    'You are not authorized to do this action. You should be authorized by RAM.',
    'The trust policy of the role does not allow it.',
    '角色的信任策略不允许该调用者扮演此角色。',
    { en: 'A role whose trust policy names somebody else.', zh: '扮演信任策略中未包含该调用者的角色。' },
  ),
  'EntityNotExist.Role': documented(
    404,
    'The specified Role not exists .',
    'There is no such role in that account.',
    '该账号没有此角色。',
    'RoleArn=acs:ram::1234567890123456:role/none',
  ),
} as const;

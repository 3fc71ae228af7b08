import { booleanParam, enumParam, rowsParam, stringParam } from '#actions/params.ts';

/** Parameters that several actions of RAM have. The SDK marks none as required; those without which there is nothing to do are. */
const required = { required: true } as const;

export const userName = stringParam('The name of the RAM user.', 'RAM 用户名称。', { ...required, example: 'alice' });
export const groupName = stringParam('The name of the user group.', '用户组名称。', { ...required, example: 'Dev-Team' });
export const roleName = stringParam('The name of the RAM role.', 'RAM 角色名称。', { ...required, example: 'ECSAdmin' });
export const policyName = stringParam('The name of the policy.', '权限策略名称。', { ...required, example: 'OSS-Administrator' });
export const versionId = stringParam('The version, such as `v3`.', '权限策略版本 ID，例如 `v3`。', { ...required, example: 'v3' });
export const policyDocument = stringParam('The policy: JSON of at most 6,144 characters.', '权限策略内容，JSON 格式，最多 6144 个字符。', {
  ...required,
  example: '{"Version":"1","Statement":[{"Effect":"Allow","Action":"ecs:Describe*","Resource":"*"}]}',
});

const policyTypes = ['System', 'Custom'] as const;
const wrongType = { wrong: 'InvalidParameter.PolicyType', example: 'Custom' } as const;
export const policyType = enumParam(policyTypes, 'The type of the policy.', '权限策略类型。', { ...required, ...wrongType });
export const policyTypeToFind = enumParam(policyTypes, 'Policies of this type only.', '仅返回该类型的权限策略。', wrongType);

/** The name of the user whose access keys are meant. */
export const ownerName = stringParam(
  'The RAM user; by default whoever signs the request, be it a RAM user or the account itself.',
  'RAM 用户名称；默认为发起请求的 RAM 用户或主账号。',
  { example: 'alice' },
);
export const accessKeyId = stringParam('The ID of the access key.', '访问密钥 ID。', { ...required, example: 'LTAI5tExampleExample0000' });

type TextParam = { readonly kind: 'string'; readonly doc: { readonly en: string; readonly zh: string } };
/** Of an update: sent empty, it empties the text, which is how Terraform removes a comment or a description. */
export const emptiedByEmpty = <const P extends TextParam>(param: P): P & { readonly empties: true } => ({
  ...param,
  empties: true,
  doc: { en: `${param.doc.en} Sent empty, it removes the old one.`, zh: `${param.doc.zh}传入空值时清除原有内容。` },
});

export const resourceGroupScope = stringParam(
  'A policy is attached for the whole account here: with a resource group the request is refused.',
  '此处权限策略只能在整个账号范围内生效；传入资源组 ID 时请求会被拒绝。',
);

/** `Tag.N` of RAM, which SDKs also send as one JSON array. */
export const ramTags = rowsParam(
  20,
  {
    Key: stringParam('Tag key.', '标签键。', { example: 'env' }),
    Value: stringParam('Tag value.', '标签值。', { example: 'test' }),
  },
  'Tags.',
  '标签。',
  { orJson: true },
);
export const tagsToMatch = {
  ...ramTags,
  doc: { en: 'Tags that must be there: a key, or a key with a value.', zh: '须具有的标签：仅标签键，或标签键和值。' },
} as const;

export const cascadingDelete = booleanParam('Deletes all versions of the policy with it.', '是否同时删除该权限策略的所有版本。', {
  example: 'false',
});

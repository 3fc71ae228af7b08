import { action } from '#actions/action.ts';
import { object, text } from '#actions/fields.ts';
import { ownerName } from '#actions/ram/texts/ram-params.ts';
import { noUser, tooManyOf } from '#actions/ram/texts/ram-rows.ts';
import { textRows } from '#actions/ram/texts/ram-texts.ts';
import { accessKeysOf, keyFields, keyOf, keySample, mostKeys, ownerOf } from '#actions/ram/users/access-keys.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { accessKeyKey } from '#domain/finding.ts';
import type { AccessKeyHead } from '#domain/kinds.ts';

export default action({
  product: 'Ram',
  name: 'CreateAccessKey',
  summary: {
    en: `Creates an access key; a user has ${mostKeys} at most. The secret is shown in this reply and never again.`,
    zh: `创建访问密钥，每个用户最多 ${mostKeys} 个。AccessKeySecret 仅在本次响应中返回，之后无法再次查看。`,
  },
  mode: 'change',
  params: { UserName: ownerName },
  returns: {
    ...requestIdField,
    AccessKey: object({ ...keyFields, AccessKeySecret: text('The secret.', '访问密钥的密钥。') }, 'The access key.', '访问密钥信息。'),
  },
  errors: {
    ...textRows('UserName'),
    ...noUser,
    'LimitExceeded.User.AccessKey': tooManyOf(
      'access key count of the user access keys',
      `The user has ${mostKeys} access keys`,
      `该用户已有 ${mostKeys} 个访问密钥`,
    ),
  },
  ram: ramRow('ram:CreateAccessKey', 'create', [required('User', 'acs:ram:*:{account}:user/{UserName|*}')]),
  example: {
    request: { UserName: 'alice' },
    reply: {
      RequestId: '04F0F334-1335-436C-A1D7-6C044FE73368',
      AccessKey: { ...keySample, AccessKeySecret: 'exampleSecretExampleSecret0000' },
    },
  },
  *handle(p, ctx) {
    const user = yield* ownerOf(ctx, p, 'change');
    if ((yield* accessKeysOf(ctx.account, user)).length >= mostKeys) return ctx.fail('LimitExceeded.User.AccessKey');
    const { id, secret, sealed } = ctx.newAccessKey();
    const key = accessKeyKey(id);
    const head: AccessKeyHead = { account: ctx.account, user, sealed, active: true, created: ctx.now };
    const AccessKey = { ...keyOf({ key, version: 0, head }), AccessKeySecret: secret };
    return { reply: { AccessKey }, effects: [{ put: key, head }] };
  },
});

import { action } from '#actions/action.ts';
import { text } from '#actions/fields.ts';
import { required } from '#actions/ram-resources.ts';
import { accountId, accountSettings, quotasOf, settingErrors } from '#actions/sallyport/accounts/account-settings.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { makeAccount } from '#domain/account.ts';
import { accountKey, accountNameKey, root } from '#domain/finding.ts';

export default action({
  product: 'Sallyport',
  name: 'CreateAccount',
  summary: {
    en: 'Creates an account with one access key of its root. The secret is shown in this reply and never again.',
    zh: '创建一个账号及其主账号身份的一个 AccessKey。AccessKeySecret 仅在本次响应中返回，之后无法再次查看。',
  },
  mode: 'change',
  operator: true,
  params: {
    AccountId: {
      ...accountId,
      doc: { en: 'The ID of the account: 16 digits. Default: a new one.', zh: '账号 ID，16 位数字。默认自动生成。' },
    },
    ...accountSettings,
  },
  returns: {
    AccountId: text('The ID of the account.', '账号 ID。'),
    AccessKeyId: text('The ID of its access key.', '新建的 AccessKey 的 ID。'),
    AccessKeySecret: text('The secret of its access key.', '新建的 AccessKey 的密钥。'),
    ...requestIdField,
  },
  errors: settingErrors,
  ram: {
    action: 'sallyport:CreateAccount',
    level: 'create',
    resources: [required('Account', 'acs:sallyport:*:{account}:account/*')],
    conditions: [],
    dependent: [],
  },
  example: {
    request: { AccountName: 'Test@aliyun.com', NetworkType: 'vpc', 'Quota.1.Name': 'groupsPerRegion', 'Quota.1.Value': '200' },
    reply: {
      AccountId: '1234567890123456',
      AccessKeyId: 'LTAI5tExampleExample0000',
      AccessKeySecret: 'exampleSecretExampleSecret0000',
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
    },
  },
  *handle(p, ctx) {
    const read = quotasOf(p.Quota);
    if ('repeated' in read) return ctx.fail('InvalidParameter.QuotaName', read.repeated);
    const id = p.AccountId ?? ctx.newAccountId();
    const name = p.AccountName ?? '';
    if (yield* root(accountKey(id), 'change')) return ctx.fail('EntityAlreadyExists.Account', 'AccountId');
    if (name !== '' && (yield* root(accountNameKey(name), 'change'))) return ctx.fail('EntityAlreadyExists.Account', 'AccountName');

    const key = ctx.newAccessKey();
    const effects = makeAccount({
      id,
      name,
      networkType: p.NetworkType ?? 'vpc',
      missingRule: p.MissingRule ?? '',
      quotas: read.quotas,
      first: false,
      key,
      now: ctx.now,
    });
    return { reply: { AccountId: id, AccessKeyId: key.id, AccessKeySecret: key.secret }, effects };
  },
});

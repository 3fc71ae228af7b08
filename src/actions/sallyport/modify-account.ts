import { action } from '#actions/action.ts';
import { required } from '#actions/ram-resources.ts';
import { accountId, accountSettings, noAccount, quotasOf, settingErrors } from '#actions/sallyport/accounts/account-settings.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { changeAccount } from '#domain/account.ts';
import { accountKey, accountNameKey, root } from '#domain/finding.ts';

export default action({
  product: 'Sallyport',
  name: 'ModifyAccount',
  summary: {
    en: 'Changes settings of an account. What is not named stays as it is, and so does what the account has already.',
    zh: '修改账号的设置。未指定的设置保持不变，账号中已有的资源不受影响。',
  },
  mode: 'change',
  operator: true,
  params: { AccountId: { ...accountId, required: true }, ...accountSettings },
  returns: requestIdField,
  errors: { ...settingErrors, 'EntityNotExist.Account': noAccount },
  ram: {
    action: 'sallyport:ModifyAccount',
    level: 'update',
    resources: [required('Account', 'acs:sallyport:*:{account}:account/{AccountId}')],
    conditions: [],
    dependent: [],
  },
  example: {
    request: { AccountId: '1234567890123456', MissingRule: 'ignore' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    const read = quotasOf(p.Quota);
    if ('repeated' in read) return ctx.fail('InvalidParameter.QuotaName', read.repeated);
    const account = (yield* root(accountKey(p.AccountId), 'change')) ?? ctx.fail('EntityNotExist.Account');
    const name = p.AccountName ?? account.head.name;
    const holder = name === '' ? undefined : yield* root(accountNameKey(name), 'change');
    if (holder && holder.head.account !== p.AccountId) return ctx.fail('EntityAlreadyExists.Account', 'AccountName');

    const change = {
      name,
      networkType: p.NetworkType ?? account.head.networkType,
      missingRule: p.MissingRule ?? account.head.missingRule,
      quotas: read.quotas,
    };
    return { reply: {}, effects: changeAccount(p.AccountId, account.head, change) };
  },
});

import { action } from '#actions/action.ts';
import { integer, text, wrapped } from '#actions/fields.ts';
import { required } from '#actions/ram-resources.ts';
import { accountId } from '#actions/sallyport/accounts/account-settings.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { wireTime } from '#actions/wire-time.ts';
import { directory } from '#domain/finding.ts';
import type { AccountHead } from '#domain/kinds.ts';
import { list } from '#domain/paging.ts';
import type { Loaded } from '#kit/deciding.ts';

const shown = ({ key, head }: Loaded<AccountHead>) => ({
  AccountId: key.id,
  AccountName: head.name,
  NetworkType: head.networkType,
  MissingRule: head.missingRule,
  Quotas: { Quota: Object.entries(head.quotas).map(([Name, Value]) => ({ Name, Value })) },
  CreateTime: wireTime(head.created),
});

export default action({
  product: 'Sallyport',
  name: 'ListAccounts',
  summary: {
    en: 'Lists the accounts of this server in order of their IDs, without any secret.',
    zh: '按账号 ID 顺序查询本服务的账号，不返回任何密钥。',
  },
  mode: 'read',
  operator: true,
  params: {
    MaxResults: {
      kind: 'integer',
      min: 1,
      max: 100,
      doc: { en: 'How many accounts a page has. Default: 10.', zh: '每页返回的账号数量。默认值为 10。' },
      example: '10',
    },
    // The last id of a page as it is: an operator may see every id, so there is nothing to hide in a token.
    NextToken: {
      ...accountId,
      doc: { en: 'The NextToken of the page before; absent for the first page.', zh: '上一页返回的 NextToken；查询第一页时不填。' },
    },
  },
  returns: {
    NextToken: text('What to send for the next page; empty on the last one.', '下一页的查询凭证；最后一页为空。'),
    Accounts: wrapped(
      'Account',
      {
        AccountId: text('The ID of the account.', '账号 ID。'),
        AccountName: text('The name of the account; empty where it has none.', '账号名；没有时为空。'),
        NetworkType: text('`vpc` or `classic`.', '网络类型：`vpc` 或 `classic`。'),
        MissingRule: text(
          '`error`, `documented` or `ignore`; empty where the setting of the server applies.',
          '`error`、`documented` 或 `ignore`；为空时以服务的全局设置为准。',
        ),
        Quotas: wrapped(
          'Quota',
          { Name: text('The name of the quota.', '配额名称。'), Value: integer('The limit.', '配额上限。') },
          'The quotas that were set for this account; all others have their defaults.',
          '为该账号设置过的配额；其余配额为默认值。',
        ),
        CreateTime: text('When the account was created, UTC.', '创建时间，UTC。'),
      },
      'The accounts.',
      '账号列表。',
    ),
    ...requestIdField,
  },
  errors: {},
  ram: {
    action: 'sallyport:ListAccounts',
    level: 'list',
    resources: [required('Account', 'acs:sallyport:*:{account}:account/*')],
    conditions: [],
    dependent: [],
  },
  example: {
    request: { MaxResults: '10' },
    reply: {
      NextToken: '',
      Accounts: {
        Account: [
          {
            AccountId: '1234567890123456',
            AccountName: 'Test@aliyun.com',
            NetworkType: 'vpc',
            MissingRule: '',
            Quotas: { Quota: [{ Name: 'groupsPerRegion', Value: 200 }] },
            CreateTime: '2026-11-24T08:30:15Z',
          },
        ],
      },
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
    },
  },
  *handle(p) {
    const found = yield* list(directory, 'account', { where: [] }, { after: p.NextToken, limit: p.MaxResults ?? 10, total: false });
    const last = found.rows.at(-1);
    return { reply: { NextToken: found.more && last ? last.key.id : '', Accounts: { Account: found.rows.map(shown) } }, effects: [] };
  },
});

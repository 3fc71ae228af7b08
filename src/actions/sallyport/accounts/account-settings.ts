import { asSent } from '#actions/texts.ts';
import { accountIdPattern, accountNamePattern } from '#domain/account.ts';
import { type QuotaName, quotas } from '#domain/quota.ts';
import type { ErrorRow, ErrorTable } from '#kit/error-row.ts';
import type { Param, Row, Shape } from '#kit/shape.ts';

/** The id of an account, as the actions on accounts take it. */
export const accountId = {
  kind: 'string',
  pattern: accountIdPattern,
  doc: { en: 'The ID of the account: 16 digits.', zh: '账号 ID，16 位数字。' },
  example: '1234567890123456',
} as const satisfies Param;

/** What an operator may set when an account is made, and change later. */
export const accountSettings = {
  AccountName: {
    kind: 'string',
    pattern: accountNamePattern,
    doc: {
      en: 'A name for the account, unique in any case: 2 to 64 letters, digits and . _ @ + -, not digits only. Other accounts may use it as SourceGroupOwnerAccount or DestGroupOwnerAccount.',
      zh: '账号名，不区分大小写且唯一：2～64 个字符，可包含字母、数字和 . _ @ + -，不能全为数字。其他账号可将其用作 SourceGroupOwnerAccount 或 DestGroupOwnerAccount。',
    },
    example: 'Test@aliyun.com',
  },
  NetworkType: {
    kind: 'enum',
    values: ['vpc', 'classic'],
    doc: {
      en: 'Where a security group without VpcId is created: `vpc` (the default), in the default VPC of the region; `classic`, on the classic network. Existing groups stay as they are.',
      zh: '未指定 VpcId 时安全组的网络类型：`vpc`（默认）表示该地域的默认专有网络 VPC，`classic` 表示经典网络。不影响已有的安全组。',
    },
    example: 'vpc',
  },
  MissingRule: {
    kind: 'enum',
    values: ['error', 'documented', 'ignore'],
    doc: {
      en: 'What revoking a rule that does not exist does: `error`, an error; `documented`, it is skipped in Permissions; `ignore`, it is skipped everywhere. Never set: as the server is set.',
      zh: '撤销不存在的规则时的行为：`error` 返回错误；`documented` 忽略 Permissions 中的此类规则；`ignore` 一律忽略。从未设置时以服务的全局设置为准。',
    },
    example: 'error',
  },
  Quota: {
    kind: 'rows',
    max: 20,
    doc: { en: 'Limits of the account. A quota that is not named keeps its limit.', zh: '账号的配额。未列出的配额保持不变。' },
    of: {
      Name: {
        kind: 'enum',
        required: true,
        values: Object.keys(quotas) as readonly QuotaName[],
        missing: 'InvalidParameter.QuotaName',
        wrong: 'InvalidParameter.QuotaName',
        doc: { en: 'The name of the quota.', zh: '配额名称。' },
        example: 'groupsPerRegion',
      },
      Value: {
        kind: 'integer',
        required: true,
        min: 0,
        missing: 'InvalidParameter.QuotaValue',
        wrong: 'InvalidParameter.QuotaValue',
        doc: { en: 'The limit; 0 allows none.', zh: '配额上限；0 表示不允许。' },
        example: '200',
      },
    },
  },
} as const satisfies Shape;

type QuotaRows = readonly Row<typeof accountSettings.Quota.of>[];

/** The limits by name, or the wire name of the entry that names a quota again. */
export function quotasOf(rows: QuotaRows = []): { readonly quotas: Readonly<Record<string, number>> } | { readonly repeated: string } {
  const limits: Record<string, number> = {};
  for (const { at, Name, Value } of rows) {
    if (Object.hasOwn(limits, Name)) return { repeated: `${at}.Name` };
    limits[Name] = Value;
  }
  return { quotas: limits };
}

const row = (http: number, message: string, texts: Pick<ErrorRow, 'meaning' | 'trigger'>): ErrorRow => ({
  http,
  message,
  ...texts,
  source: 'sallyport',
});

/** What is wrong with settings. A malformed AccountId, AccountName, NetworkType or MissingRule is the gateway's `Invalid{Name}`. */
export const settingErrors = {
  InvalidParameter: row(400, 'The specified parameter %s is not valid.', {
    meaning: {
      en: 'A list cannot be read: too many entries, or an index that is no positive integer.',
      zh: '列表参数无法解析：元素过多，或下标不是正整数。',
    },
    trigger: asSent('Quota.0.Name=groupsPerRegion&Quota.0.Value=1'),
  }),
  'InvalidParameter.QuotaName': row(400, 'The specified %s is not the name of a quota, or names a quota for the second time.', {
    meaning: { en: 'A quota has no name, an unknown one, or one that was named before.', zh: '配额名称缺失、未知，或重复出现。' },
    trigger: asSent('Quota.1.Name=anything&Quota.1.Value=1'),
  }),
  'InvalidParameter.QuotaValue': row(400, 'The specified %s is not a limit: an integer of at least 0.', {
    meaning: { en: 'A quota has no limit, or one that is no integer or is negative.', zh: '配额上限缺失，或不是非负整数。' },
    trigger: asSent('Quota.1.Name=groupsPerRegion&Quota.1.Value=-1'),
  }),
  'EntityAlreadyExists.Account': row(409, 'An account with the same %s exists already.', {
    meaning: { en: 'The ID or the name belongs to another account.', zh: '账号 ID 或账号名已被其他账号使用。' },
    trigger: { en: 'AccountName of an account that exists, in any case', zh: 'AccountName 为已存在的账号名（不区分大小写）' },
  }),
} as const satisfies ErrorTable;

/** For the code EntityNotExist.Account. */
export const noAccount = row(404, 'The specified account does not exist.', {
  meaning: { en: 'There is no account of that ID.', zh: '没有此 ID 的账号。' },
  trigger: asSent('AccountId=9999999999999999'),
});

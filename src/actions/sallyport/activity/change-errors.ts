import { ownRow } from '#actions/error-rows.ts';
import { noAccount } from '#actions/sallyport/accounts/account-settings.ts';
import type { ErrorTable } from '#kit/error-row.ts';

export const changeErrors = {
  'Forbidden.Unauthorized': ownRow(
    403,
    'User not authorized to operate on the specified resource.',
    'AccountId is another account; only the root of the first account may name one.',
    'AccountId 为其他账号；只有首个账号的主账号身份可以指定其他账号。',
    {
      en: 'AccountId of another account, signed with an access key of a second account',
      zh: '使用第二个账号的 AccessKey，并指定其他账号的 AccountId',
    },
  ),
  'EntityNotExist.Account': noAccount,
  'InvalidStartTime.Malformed': ownRow(
    400,
    'The specified parameter StartTime is not valid.',
    'StartTime is not a time in UTC, yyyy-MM-ddTHH:mm:ssZ.',
    'StartTime 不是 UTC 时间，格式应为 yyyy-MM-ddTHH:mm:ssZ。',
    'StartTime=2026-02-30T00:00:00Z',
  ),
  'InvalidEndTime.Malformed': ownRow(
    400,
    'The specified parameter EndTime is not valid.',
    'EndTime is not a time in UTC, yyyy-MM-ddTHH:mm:ssZ.',
    'EndTime 不是 UTC 时间，格式应为 yyyy-MM-ddTHH:mm:ssZ。',
    'EndTime=yesterday',
  ),
  InvalidTimeRange: ownRow(
    400,
    'The specified EndTime is earlier than StartTime.',
    'EndTime is earlier than StartTime.',
    'EndTime 早于 StartTime。',
    'StartTime=2026-11-25T00:00:00Z&EndTime=2026-11-24T00:00:00Z',
  ),
  'InvalidParameter.NextToken': ownRow(
    400,
    'The specified parameter NextToken is not valid.',
    'NextToken was given by no page of this action, or by one of before the store was restored from a backup.',
    'NextToken 不是本接口返回的凭证，或来自数据从备份恢复之前。',
    'NextToken=***',
  ),
} as const satisfies ErrorTable;

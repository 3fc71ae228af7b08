import { ownRow } from '#actions/error-rows.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/** What `server/streams.ts` answers where there are too many streams; every action that is one has these rows. */
export const placeErrors = {
  'QuotaExceed.Streams': ownRow(
    400,
    'This account has %s streams open on this server, which is the most. Close some, or share one among several readers.',
    'The account has as many streams open on this server as it may.',
    '该账号在本服务器上打开的数据流数量已达上限。',
    { en: 'One stream more than an account may have open', zh: '打开的数据流超过账号上限' },
  ),
  'QuotaExceed.ServerStreams': ownRow(
    503,
    'This server has %s streams open, which is the most. Try again later, or on another server of this store.',
    'The server has as many streams open as it can serve.',
    '本服务器打开的数据流数量已达上限。',
    { en: 'One stream more than a server may have open', zh: '打开的数据流超过服务器上限' },
  ),
} as const satisfies ErrorTable;

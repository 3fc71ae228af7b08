import { asSent } from '#actions/texts.ts';
import type { ErrorRow } from '#kit/error-row.ts';
import type { Param } from '#kit/shape.ts';

/** Everything is judged as usual; a request that passes is answered with an error, as the public service does. */
export const dryRun = {
  kind: 'boolean',
  doc: {
    en: 'Checks the request and does nothing else. A request that passes gets the error DryRunOperation.',
    zh: '只预检此次请求，不执行操作。通过预检时返回错误码 DryRunOperation。',
  },
  example: 'false',
} as const satisfies Param;

export const dryRunOperation = {
  http: 400,
  message: 'Request validation has been passed with DryRun flag set.',
  meaning: { en: 'The request is valid; nothing was done because DryRun is set.', zh: '请求通过预检；因设置了 DryRun，未执行任何操作。' },
  trigger: asSent('DryRun=true'),
  source: 'documented',
} as const satisfies ErrorRow;

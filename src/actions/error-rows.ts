import { asSent } from '#actions/texts.ts';
import type { ErrorRow } from '#kit/error-row.ts';
import type { Text } from '#kit/text.ts';

/**
 * Makers of error rows, one for each source. A trigger is the request that gets the row: a piece of one as it is sent, or a sentence in both
 * languages where no piece alone would do.
 *   'InvalidVpcId.NotFound': documented(404, 'Specified VPC does not exist.', 'No such VPC.', '没有该专有网络。', 'VpcId=vpc-none')
 */
type MakeRow = (http: number, message: string, en: string, zh: string, trigger: string | Text) => ErrorRow;
const from =
  (source: ErrorRow['source']): MakeRow =>
  (http, message, en, zh, trigger) => ({
    http,
    message,
    meaning: { en, zh },
    trigger: typeof trigger === 'string' ? asSent(trigger) : trigger,
    source,
  });

/** A documentation page has it. */
export const documented = from('documented');
/** Seen in public logs or in the source of an official client. */
export const observed = from('observed');
/** A guess by symmetry with a sister action. */
export const inferred = from('inferred');
/** Sallyport's own. */
export const ownRow = from('sallyport');

/** The same row where only a sister action documents it. */
export const asInferred = (row: ErrorRow): ErrorRow => ({ ...row, source: 'inferred' });

import { entryTexts } from '#actions/ecs/rules/entry-texts.ts';
import type { RowText } from '#actions/ecs/rules/sample-requests.ts';
import type { Deed } from '#actions/ecs/rules/sides.ts';
import { stateTexts } from '#actions/ecs/rules/state-texts.ts';
import { invalidRegion } from '#actions/vocabulary.ts';
import type { Direction } from '#domain/rule.ts';
import { gatewayErrors } from '#errors/gateway.ts';
import type { ErrorRow, ErrorTable } from '#kit/error-row.ts';

/** Meaning and trigger of every row of an action, by topic, so that the four tables state only what is theirs: code, status, message. */
export const ruleTexts = (direction: Direction, deed: Deed) => ({ ...entryTexts(direction, deed), ...stateTexts(direction, deed) });

/** Makes the rows of one source. */
export const rowMaker =
  (source: ErrorRow['source']) =>
  (http: number, message: string, text: RowText): ErrorRow => ({ http, message, ...text, source });

/**
 * Rows that no rule action's own table lists: common error codes of ECS, needed where the tables are silent (docs/decisions/0001 11, 15, 16).
 * In a table from the contract they alone have another source than 'contract'.
 */
export function rowsOutsideTable(texts: ReturnType<typeof ruleTexts>) {
  return {
    InvalidParameter: gatewayErrors.InvalidParameter,
    UnsupportedParameter: rowMaker('documented')(400, 'The parameters is unsupported.', texts.classicPortList),
    'InvalidRegionId.NotFound': invalidRegion,
  } as const satisfies ErrorTable;
}

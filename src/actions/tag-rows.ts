import type { tagRows } from '#actions/vocabulary.ts';
import type { TagPair } from '#domain/tags.ts';
import type { Where } from '#kit/deciding.ts';
import type { Row } from '#kit/shape.ts';

type TagRow = Row<typeof tagRows.of>;

/** `Tag.N` of a request that creates. A missing key stays '', which no tag may have; a missing value is the empty one. */
export const pairsOf = (rows: readonly TagRow[] = []): readonly TagPair[] =>
  rows.map((row) => ({ key: row.Key ?? row.key ?? '', value: row.Value ?? row.value ?? '', at: row.at }));

/** `Tag.N` of a request that searches: key with value, or the key alone with any value. A value without a key finds nothing. */
export const whereTagged = (rows: readonly TagRow[] = []): Where =>
  rows.map((row) => {
    const key = row.Key ?? row.key ?? '';
    const value = row.Value ?? row.value;
    return value === undefined ? ['tag', key] : [`tag:${key}`, value];
  });

import type { tagRows } from '#actions/vocabulary.ts';
import type { TagPair } from '#domain/tags.ts';
import type { Row } from '#kit/shape.ts';

type TagRow = Row<typeof tagRows.of>;

/** `Tag.N` of a request that creates. A missing key stays '', which no tag may have; a missing value is the empty one. */
export const pairsOf = (rows: readonly TagRow[] = []): readonly TagPair[] =>
  rows.map((row) => ({ key: row.Key ?? row.key ?? '', value: row.Value ?? row.value ?? '', at: row.at }));

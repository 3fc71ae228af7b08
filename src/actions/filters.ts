import type { tagRows } from '#actions/vocabulary.ts';
import type { Where } from '#kit/deciding.ts';
import type { Row } from '#kit/shape.ts';

type TagRow = Row<typeof tagRows.of>;

/** `Tag.N` of a request that searches: key with value, or the key alone with any value. A value without a key finds nothing. */
export const whereTagged = (rows: readonly TagRow[] = []): Where =>
  rows.map((row) => {
    const key = row.Key ?? row.key ?? '';
    const value = row.Value ?? row.value;
    return value === undefined ? ['tag', key] : [`tag:${key}`, value];
  });

/** Facets that must have exactly these values; what is undefined was not asked for. */
export const whereOf = (exact: Readonly<Record<string, string | boolean | undefined>>, tags?: readonly TagRow[]): Where => [
  ...Object.entries(exact).flatMap(([facet, value]) => (value === undefined ? [] : [[facet, String(value)] as const])),
  ...whereTagged(tags),
];

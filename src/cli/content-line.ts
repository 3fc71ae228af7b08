import type { ContentTotal } from '#store/content-sum.ts';

/** What a store, a backup or an export holds, to be compared by eye. */
export const contentLine = ({ roots, parts, head, checksum }: ContentTotal): string =>
  `${roots} resources with ${parts} parts, ${head} change records, checksum ${checksum}`;

import { entryDescription, mostEntriesRead } from '#actions/ecs/lists/list-params.ts';
import { rowsParam } from '#actions/params.ts';
import type { EntryText } from '#domain/list-entries.ts';
import type { Shape } from '#kit/shape.ts';

/** The entries to add or edit, and those to remove, of a request that changes a list; `value` is the field that says what an entry is. */
export const entryParams = <const S extends Shape>(value: S) =>
  ({
    AddEntry: rowsParam(
      mostEntriesRead,
      { ...value, Description: entryDescription },
      'Up to 200 entries to add. One that is there already gets this description.',
      '要添加的条目，最多 200 个。条目已存在时，修改其描述信息。',
    ),
    RemoveEntry: rowsParam(
      mostEntriesRead,
      value,
      'Up to 200 entries to remove; those that are not there are ignored.',
      '要删除的条目，最多 200 个；不存在的条目会被忽略。',
    ),
  }) as const;

/** The entries of a request in the order sent. */
export const entryTexts = <V extends string>(
  rows: readonly ({ readonly at: string; readonly Description?: string } & { readonly [K in V]?: string })[] | undefined,
  value: V,
): readonly EntryText[] => (rows ?? []).map((row) => ({ at: row.at, value: row[value], description: row.Description }));

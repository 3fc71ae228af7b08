import type { RamRow } from '#actions/action.ts';

type Resource<T extends string> = { readonly type: string; readonly required: boolean; readonly arn: T };

/** A resource that the public RAM table marks with an asterisk: the caller must be allowed it. */
export const required = <const T extends string>(type: string, arn: T): Resource<T> => ({ type, required: true, arn });

/** A resource that the public RAM table lists without an asterisk. */
export const optional = <const T extends string>(type: string, arn: T): Resource<T> => ({ type, required: false, arn });

/** A row of the public RAM table; `conditions` are the condition keys that it lists. */
export const ramRow = <const T extends string>(
  action: string,
  level: RamRow['level'],
  resources: readonly Resource<T>[],
  conditions: readonly string[] = [],
  dependent: readonly string[] = [],
): RamRow<T> => ({ action, level, resources, conditions, dependent });

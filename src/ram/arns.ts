import type { RamResource } from '#ram/request.ts';

/** What fills the holes of a template: region, account and the request's parameters. A list names several resources. */
export type HoleValues = Readonly<Record<string, unknown>>;

/**
 * The ARNs that a request names, by a template of an action's RAM row: `{region}`, `{account}` and `{Name}` are filled, `{Name|*}` with `*`
 * where the parameter is absent or an empty list. A list gives an ARN for each of its values, several lists each combination; each ARN
 * comes once. Throws for a hole that nothing fills, which is a fault of the row.
 */
export function arnsOf(template: string, values: HoleValues): string[] {
  let arns = [''];
  let from = 0;
  for (;;) {
    const open = template.indexOf('{', from);
    const text = template.slice(from, open < 0 ? undefined : open);
    if (text !== '') arns = arns.map((arn) => arn + text);
    if (open < 0) break;
    const close = template.indexOf('}', open);
    const filled = filledBy(template.slice(open + 1, close), values);
    arns = filled.length === 1 ? arns.map((arn) => arn + filled[0]) : arns.flatMap((arn) => filled.map((value) => arn + value));
    from = close + 1;
  }
  return arns.length === 1 ? arns : [...new Set(arns)];
}

function filledBy(hole: string, values: HoleValues): readonly string[] {
  const bar = hole.indexOf('|');
  const name = bar < 0 ? hole : hole.slice(0, bar);
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  const list = Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
  if (list.length > 0) return list;
  if (bar < 0) throw new Error(`nothing fills {${name}}`);
  return [hole.slice(bar + 1)];
}

/** A row of an action's RAM table, as far as resources go. */
export type ResourceRow = { readonly arn: string; readonly required: boolean };

/**
 * The resources that a request names by all rows of its action. Where a parameter ResourceType says what they are, only the rows of that type
 * count, and they are required: any row would do otherwise, and a right to one type would open all. ARNs have it in lower case, `vpc/…` for
 * the type VPC, or a Deny of `vpc/*` would miss it.
 */
export function resourcesOf(rows: readonly ResourceRow[], values: HoleValues): RamResource[] {
  if (typeof values.ResourceType !== 'string') return rows.flatMap((row) => resourcesBy(row, values, row.required));
  const type = values.ResourceType.toLowerCase();
  const typed = rows.filter(({ arn }) => arn.includes(`:${type}/`));
  return (typed.length > 0 ? typed : rows).flatMap((row) => resourcesBy(row, { ...values, ResourceType: type }, true));
}

const resourcesBy = (row: ResourceRow, values: HoleValues, isRequired: boolean): RamResource[] =>
  arnsOf(row.arn, values).map((arn) => (isRequired ? { arn } : { arn, isOptional: true }));

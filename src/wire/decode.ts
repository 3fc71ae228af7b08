import type { Shape, Values } from '#kit/shape.ts';
import { type Entries, type Gathered, gather, gatherJson, gatherJsonTexts } from '#wire/gather.ts';
import type { Params } from '#wire/params.ts';
import { type ListField, type Plan, planOf } from '#wire/plan.ts';
import { malformed } from '#wire/scalar.ts';

/** `name` is the wire name with N as sent (`Permissions.3.Priority`). */
export type Fault = { readonly name: string; readonly code: string };

/**
 * `missing`: a required parameter is absent, which is answered before all else. `early`: a malformed ClientToken, which is answered before RAM and
 * token replay; any other `wrong` is answered after them (docs/decisions/0001 7).
 */
export type Decoded<V = unknown> = { readonly value: V } | { readonly missing: Fault } | { readonly wrong: Fault; readonly early?: true };

/**
 * The parameters as `shape` describes them, or the first fault in order of the shape. Empty texts and lists are absent (but for `empties`), names that
 * the shape does not have are ignored, an absent parameter is no key of the value. Keys stand in order of the shape whatever was sent, which `printOf` relies on.
 */
export function decodeParams<S extends Shape>(shape: S, params: Params): Decoded<Values<S>> {
  const faults: Faults = { missing: undefined, early: undefined, wrong: undefined };
  const plan = planOf(shape);
  const value = readFields(plan, gather(plan, params), '', faults, params);
  if (faults.missing !== undefined) return { missing: faults.missing };
  if (faults.early !== undefined) return { wrong: faults.early, early: true };
  if (faults.wrong !== undefined) return { wrong: faults.wrong };
  return { value: value as Values<S> };
}

/** The first of each sort. */
type Faults = { missing: Fault | undefined; early: Fault | undefined; wrong: Fault | undefined };

/** `at` is '' at the top, inside a list the name of the entry and a dot. A required field that an entry lacks is wrong, not missing: RAM comes before it. */
function readFields(plan: Plan, { texts, lists }: Gathered, at: string, faults: Faults, sent?: Params): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const field of plan.fields) {
    const { name, place } = field;
    const text = texts[place] as string;
    const entries = lists[place];
    let found: unknown;
    if (field.kind !== 'text') found = entries === undefined && text === '' ? undefined : readList(field, entries, text, at, faults);
    else if (text !== '') found = field.read(text);
    else if (field.empties && sent?.get(name) === '') found = '';

    if (found === malformed) faults.wrong ??= { name: at + name, code: field.wrong };
    else if (found !== undefined) value[name] = found;
    else if (field.required && at === '') faults.missing ??= { name, code: field.missing };
    else if (field.required) faults.wrong ??= { name: at + name, code: field.missing };
    if (name === 'ClientToken' && at === '' && !isToken(text)) faults.early = { name, code: 'InvalidClientToken.ValueNotSupported' };
  }
  return value;
}

const isToken = (text: string): boolean => text.length <= 64 && !/[^\0-\x7f]/.test(text);

/** Index, count, JSON text, both forms at once, then each entry in order of N (docs/decisions/0001 7 and 15). */
function readList(field: ListField, entries: Entries | undefined, text: string, at: string, faults: Faults): unknown {
  const name = at + field.name;
  const wrong = (code: string, where = name) => {
    faults.wrong ??= { name: where, code };
    return malformed;
  };
  if (entries?.bad !== undefined) return wrong('InvalidParameter', entries.bad);

  if (field.kind === 'texts') {
    const texts = text === '' ? entries?.texts : field.orJson && entries === undefined ? gatherJsonTexts(text) : malformed;
    if (texts === undefined || texts === malformed || texts.size > field.max) return wrong(field.wrongList);
    if (texts.size === 0) return undefined;
    const found: unknown[] = [];
    for (const [n, one] of sorted(texts)) {
      const value = field.read(one);
      if (value === malformed) return wrong(field.wrong, `${name}.${n}`);
      found.push(value);
    }
    return found;
  }

  let rows: ReadonlyMap<number, Gathered> | undefined = entries?.rows;
  if (rows !== undefined && rows.size > field.max) return wrong(field.wrongList);
  if (text !== '') {
    const fromJson = field.orJson ? gatherJson(field.of, text) : malformed;
    if (fromJson === malformed || fromJson.size > field.max) return wrong(field.wrongList);
    if (fromJson.size > 0 && rows !== undefined && rows.size > 0) return wrong(`InvalidParam.${field.name}`);
    if (fromJson.size > 0) rows = fromJson;
  }
  if (rows === undefined || rows.size === 0) return undefined;
  return sorted(rows).map(([n, row]) => {
    const value = readFields(field.of, row, `${name}.${n}.`, faults);
    value.at = `${name}.${n}`;
    return value;
  });
}

function sorted<T>(byIndex: ReadonlyMap<number, T>): readonly (readonly [number, T])[] {
  return [...byIndex].sort(([a], [b]) => a - b);
}

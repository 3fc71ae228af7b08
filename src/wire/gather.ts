import type { Params } from '#wire/params.ts';
import type { ListField, Plan } from '#wire/plan.ts';
import { malformed, readJson } from '#wire/scalar.ts';

/** The texts of a request (or of one entry of a list) by place in the shape, '' = absent; its lists likewise. */
export type Gathered = { readonly texts: string[]; readonly lists: (Entries | undefined)[] };

/** What was sent for one list, by N: texts of `strings`, rows of `rows`. `bad` is the first name that is no entry of it. */
export type Entries = { readonly texts: Map<number, string>; readonly rows: Map<number, Gathered>; bad: string | undefined };

/** Puts every parameter at its place in one pass, whatever the size of the shape. A row of which no known field has a text is absent. */
export function gather(plan: Plan, params: Params): Gathered {
  const all = makeGathered(plan);
  for (const [key, text] of params) if (text !== '') put(all, plan, key, 0, text);
  return all;
}

function makeGathered(plan: Plan): Gathered {
  return {
    texts: new Array<string>(plan.fields.length).fill(''),
    lists: plan.lists.length === 0 ? none : new Array(plan.fields.length).fill(undefined),
  };
}
const none: (Entries | undefined)[] = [];

/** `key` counts from `from` on. */
function put(into: Gathered, plan: Plan, key: string, from: number, text: string): void {
  const dot = key.indexOf('.', from);
  if (dot < 0) {
    const place = plan.places.get(from === 0 ? key : key.slice(from));
    if (place !== undefined) into.texts[place] = text;
    return;
  }
  const field = listAt(plan, key, from, dot);
  if (field === undefined) {
    // A structure is sent as one parameter for each of its fields, `SystemDisk.Size`: in a shape, a name with a dot in it.
    const place = plan.places.get(key.slice(from));
    if (place !== undefined) into.texts[place] = text;
    return;
  }
  const entries = into.lists[field.place] ?? makeEntries();
  into.lists[field.place] = entries;
  if (field.kind === 'rows') putInRow(entries, field.of, key, dot + 1, text);
  else {
    const n = indexAt(key, dot + 1, key.length);
    if (n === 0) entries.bad ??= key;
    else entries.texts.set(n, text);
  }
}

const makeEntries = (): Entries => ({ texts: new Map(), rows: new Map(), bad: undefined });

function putInRow(entries: Entries, of: Plan, key: string, from: number, text: string): void {
  const dot = key.indexOf('.', from);
  const n = indexAt(key, from, dot);
  let row = entries.rows.get(n);
  if (row === undefined) {
    if (n === 0) entries.bad ??= key;
    if (n === 0 || !isKnown(of, key, dot + 1)) return;
    row = makeGathered(of);
    entries.rows.set(n, row);
  }
  put(row, of, key, dot + 1, text);
}

function isKnown(plan: Plan, key: string, from: number): boolean {
  const dot = key.indexOf('.', from);
  return plan.places.has(key.slice(from)) || (dot >= 0 && listAt(plan, key, from, dot) !== undefined);
}

/** A shape has few lists: looking at each is cheaper than a map, which must hash a new string. */
function listAt(plan: Plan, key: string, from: number, end: number): ListField | undefined {
  for (const field of plan.lists) if (field.name.length === end - from && key.startsWith(field.name, from)) return field;
  return undefined;
}

/** The N of `Name.N`: digits without a leading zero, 15 at most; 0 = none of that. */
function indexAt(key: string, from: number, end: number): number {
  if (end - from > 15 || key.charCodeAt(from) === 0x30) return 0;
  let n = 0;
  for (let i = from; i < end; i++) {
    const digit = key.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return 0;
    n = n * 10 + digit;
  }
  return n;
}

/**
 * The rows of one JSON array of objects, with N from 1, as if they had come as `Name.N.Field`: values are strings, numbers or booleans.
 * Fields that the plan does not know are ignored, whatever they hold; a row without any other is absent.
 */
export function gatherJson(plan: Plan, text: string): ReadonlyMap<number, Gathered> | typeof malformed {
  const list = readJson(text);
  if (!Array.isArray(list)) return malformed;
  const rows = new Map<number, Gathered>();
  for (const [i, one] of list.entries()) {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return malformed;
    let row: Gathered | undefined;
    for (const [name, value] of Object.entries(one)) {
      const place = plan.places.get(name);
      if (place === undefined) continue;
      if (typeof value === 'object') return malformed;
      if (value === '') continue;
      row ??= makeGathered(plan);
      row.texts[place] = String(value);
    }
    if (row !== undefined) rows.set(i + 1, row);
  }
  return rows;
}

/** The texts of one JSON array of strings, with N from 1, as if they had come as `Name.N`; empty ones are absent. */
export function gatherJsonTexts(text: string): ReadonlyMap<number, string> | typeof malformed {
  const list = readJson(text);
  if (!Array.isArray(list) || !list.every((one) => typeof one === 'string')) return malformed;
  return new Map(list.map((one, i) => [i + 1, one] as const).filter(([, one]) => one !== ''));
}

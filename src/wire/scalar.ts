import type { Param } from '#kit/shape.ts';

/** What a reader gives for a text that is not a value of its parameter. */
export const malformed: unique symbol = Symbol('malformed');

/** Reads one text, never ''. Gives the value, `malformed`, or undefined for what counts as absent (an empty list). */
export type Reader = (text: string) => unknown;

/** The reader of a parameter that is one text on the wire, or of one entry of `strings`. Compiles its pattern: make it once, not per request. */
export function makeReader(param: Exclude<Param, { kind: 'rows' }>): Reader {
  switch (param.kind) {
    case 'string': {
      const { max = Number.POSITIVE_INFINITY } = param;
      const fits = patternTest(param.pattern);
      return (text) => (fits(text) && (text.length <= max || codePoints(text) <= max) ? cutLoose(text) : malformed);
    }
    case 'strings': {
      const fits = patternTest(param.pattern);
      return (text) => (fits(text) ? cutLoose(text) : malformed);
    }
    case 'enum': {
      const known = new Map(param.values.map((value) => [param.anyCase ? value.toLowerCase() : value, value]));
      return param.anyCase ? (text) => known.get(text.toLowerCase()) ?? malformed : (text) => known.get(text) ?? malformed;
    }
    case 'integer': {
      const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = param;
      // The sum turns -0 into 0.
      return (text) => (integer.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) + 0 : malformed);
    }
    case 'number': {
      const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = param;
      return (text) => (decimal.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) + 0 : malformed);
    }
    case 'boolean':
      return (text) => booleans.get(text.toLowerCase()) ?? malformed;
    case 'jsonStrings':
      return (text) => jsonStringsOf(text, param.max);
  }
}

const scratch = Buffer.allocUnsafe(4096);
/**
 * The same text as a string of its own. A piece of a request is a view of all of it, and would keep all of it in memory with whatever is kept;
 * and texts that are views are slow to write as JSON. Short ones are copies already.
 */
export function cutLoose(text: string): string {
  return text.length < 13 || text.length > 1024 ? text : scratch.toString('utf8', 0, scratch.write(text, 'utf8'));
}

const integer = /^-?\d+$/;
const decimal = /^-?\d{1,15}(\.\d{1,9})?$/;
/** Callers that print a boolean of their language send `True`. */
const booleans = new Map([
  ['true', true],
  ['false', false],
]);

function patternTest(pattern: string | undefined): (text: string) => boolean {
  if (pattern === undefined) return () => true;
  const compiled = new RegExp(pattern);
  return (text) => compiled.test(text);
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Empty entries are absent, like every empty text. */
function jsonStringsOf(text: string, max: number): readonly string[] | undefined | typeof malformed {
  const list = readJson(text);
  if (!Array.isArray(list) || !list.every((one) => typeof one === 'string')) return malformed;
  const entries = list.filter((one) => one !== '');
  if (entries.length === 0) return undefined;
  return entries.length <= max ? entries : malformed;
}

/** Of a JSON text: so deep, and so many values in all. The longest list of rules that is read has some 2,000, three deep. */
const MOST_DEEP = 16;
const MOST_VALUES = 20_000;

/**
 * An integer above 2^53 comes as a bigint, so that an account id keeps its digits. undefined = no JSON, deeper or of more values than any list
 * that is read, or a text that is no UTF-8.
 */
export function readJson(text: string): unknown {
  try {
    if (isDeep(text)) return undefined;
    const value: unknown = JSON.parse(text);
    if (valuesLeft(value, MOST_VALUES) < 0) return undefined;
    // A reviver costs a hundred times the parsing.
    return mayBeBig.test(text)
      ? parseJson(text, (_name, one, { source = '' }) => (typeof one === 'number' && bigInteger.test(source) ? BigInt(source) : one))
      : value;
  } catch {
    return undefined;
  }
}
const mayBeBig = /\d{16}/;
const bigInteger = /^-?\d{16,30}$/;

/** Looked at before it is parsed, since V8 takes ten times as long for a deep text as for a flat one. */
function isDeep(text: string): boolean {
  let depth = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (letter === '"') isQuoted = !isQuoted;
    else if (isQuoted) i += letter === '\\' ? 1 : 0;
    else if (letter === '[' || letter === '{') depth++;
    else if (letter === ']' || letter === '}') depth--;
    if (depth > MOST_DEEP) return true;
  }
  return false;
}

/** What of the budget is left; -1 where it is not enough, or half a character is in it. */
function valuesLeft(value: unknown, budget: number): number {
  if (typeof value === 'string') return value.isWellFormed() ? budget - 1 : -1;
  if (typeof value !== 'object' || value === null) return budget - 1;
  let left = budget - 1;
  const values: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const one of values) {
    left = valuesLeft(one, left);
    if (left < 0) return -1;
  }
  return left;
}

type Reviver = (name: string, value: unknown, context: { readonly source?: string }) => unknown;
/** The compiler's library does not know the third argument of a reviver (ECMAScript 2026). */
const parseJson = JSON.parse as (text: string, reviver: Reviver) => unknown;

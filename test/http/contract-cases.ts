import type { Action } from '#actions/action.ts';
import type { Param, Shape } from '#kit/shape.ts';
import type { Params } from '../server.ts';

/** A request that breaks the description of its action in one place: what decoding must answer, and the parameter that it names. */
export type Broken = { readonly title: string; readonly params: Params; readonly code: string; readonly name: string };
/** A request with a value at the edge of what the description allows: `code` must not come of it. */
export type Allowed = Broken;

const without = (params: Params, name: string): Params =>
  Object.fromEntries(Object.entries(params).filter(([key]) => key !== name && !key.startsWith(`${name}.`)));
const otherCase = (text: string): string => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase());
/** A text that a pattern does not take. */
const misfit = (pattern: string): string => {
  const found = ['*', '!!', 'x', ' ', '0'].find((text) => !new RegExp(pattern).test(text));
  if (found === undefined) throw new Error(`no text is known that ${pattern} does not take`);
  return found;
};

/** Values that a parameter of one text may not have, with a word for each. */
function badTexts(name: string, param: Param): [word: string, text: string][] {
  switch (param.kind) {
    case 'enum':
      return [
        ['no value of its list', 'no-such-value'],
        ...(param.anyCase ? [] : ([['another case', otherCase(param.values[0]!)]] as [string, string][])),
      ];
    case 'integer':
      return [
        ['no number', 'x'],
        ['a fraction', '1.5'],
        ...(param.min === undefined ? [] : ([['less than the least', String(param.min - 1)]] as [string, string][])),
        ...(param.max === undefined ? [] : ([['more than the most', String(param.max + 1)]] as [string, string][])),
      ];
    case 'boolean':
      return [['neither true nor false', 'maybe']];
    case 'jsonStrings':
      return [
        ['no JSON', 'x'],
        ['no array', '{}'],
        ['an array of numbers', '[1]'],
        ['too many', JSON.stringify(Array.from({ length: param.max + 1 }, (_, i) => `x${i}`))],
      ];
    case 'string':
      return [
        ...(param.pattern === undefined ? [] : ([['against its pattern', misfit(param.pattern)]] as [string, string][])),
        ...(param.max === undefined ? [] : ([['too long', 'x'.repeat(param.max + 1)]] as [string, string][])),
        ...(name === 'ClientToken' ? ([['too long', 'x'.repeat(65)]] as [string, string][]) : []),
      ];
    default:
      return [];
  }
}

/** Texts at the edge of what a parameter may be. */
function goodTexts(param: Param): string[] {
  switch (param.kind) {
    case 'enum':
      return [...param.values, ...(param.anyCase ? param.values.map(otherCase) : [])];
    case 'integer':
      return [param.min, param.max].filter((one) => one !== undefined).map(String);
    case 'boolean':
      return ['true', 'false', 'True', 'FALSE'];
    default:
      return [];
  }
}

const wrongCode = (name: string, param: Param): string =>
  name === 'ClientToken' ? 'InvalidClientToken.ValueNotSupported' : (param.wrong ?? `Invalid${name}`);

/** Everything that the parameters of an action forbid, on a request that is good otherwise. */
export function brokenOf({ params }: Action, good: Params): Broken[] {
  return Object.entries(params).flatMap(([name, param]): Broken[] => {
    const rest = without(good, name);
    const missing: Broken[] = param.required
      ? [{ title: `without ${name}`, params: rest, code: param.missing ?? `Missing${name}`, name }]
      : [];
    const empty: Broken[] =
      param.required && !('empties' in param && param.empties)
        ? [{ title: `with an empty ${name}`, params: { ...rest, [name]: '' }, code: param.missing ?? `Missing${name}`, name }]
        : [];
    const texts = badTexts(name, param).map(
      ([word, text]): Broken => ({ title: `${name}: ${word}`, params: { ...rest, [name]: text }, code: wrongCode(name, param), name }),
    );
    return [...missing, ...(param.kind === 'rows' ? [] : empty), ...texts, ...brokenList(name, param, rest)];
  });
}

function brokenList(name: string, param: Param, rest: Params): Broken[] {
  if (param.kind !== 'strings' && param.kind !== 'rows') return [];
  const whole = param.kind === 'strings' ? (param.wrong ?? 'InvalidParameter') : 'InvalidParameter';
  const field = param.kind === 'strings' ? '' : `.${Object.keys(param.of)[0]}`;
  const many = Object.fromEntries(Array.from({ length: param.max + 1 }, (_, i) => [`${name}.${i + 1}${field}`, 'x']));
  const list: Broken[] = [
    { title: `${name}: index 0`, params: { ...rest, [`${name}.0${field}`]: 'x' }, code: 'InvalidParameter', name: `${name}.0${field}` },
    { title: `${name}: too many entries`, params: { ...rest, ...many }, code: whole, name },
  ];
  if (param.kind === 'strings' || param.orJson)
    list.push({ title: `${name}: a text`, params: { ...rest, [name]: 'x' }, code: whole, name });
  if (param.kind === 'strings') return list;
  return [...list, ...Object.keys(param.of).flatMap((one) => brokenField(`${name}.1`, one, param.of, rest))];
}

/** One field of an entry; the others that must be there are. */
function brokenField(at: string, field: string, of: Shape, rest: Params): Broken[] {
  const param = of[field]!;
  const others = Object.entries(of).filter(([name, other]) => name !== field && other.required);
  const entry = Object.fromEntries(others.map(([name, other]) => [`${at}.${name}`, other.example ?? 'x']));
  const name = `${at}.${field}`;
  const missing: Broken[] =
    param.required && others.length > 0
      ? [{ title: `without ${name}`, params: { ...rest, ...entry }, code: param.missing ?? `Missing${field}`, name }]
      : [];
  return [
    ...missing,
    ...badTexts(field, param).map(
      ([word, text]): Broken => ({
        title: `${name}: ${word}`,
        params: { ...rest, ...entry, [name]: text },
        code: wrongCode(field, param),
        name,
      }),
    ),
  ];
}

/** Everything at the edge of what the parameters allow, on a request that is good otherwise. */
export function allowedOf({ params }: Action, good: Params): Allowed[] {
  return Object.entries(params).flatMap(([name, param]) =>
    goodTexts(param).map(
      (text): Allowed => ({
        title: `${name}=${text}`,
        params: { ...without(good, name), [name]: text },
        code: wrongCode(name, param),
        name,
      }),
    ),
  );
}

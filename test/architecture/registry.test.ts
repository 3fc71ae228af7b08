import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Action, versionOf } from '#actions/action.ts';
import { actionOf, actions } from '#actions/index.ts';
import { gatewayErrors } from '#errors/gateway.ts';
import type { ErrorTable } from '#kit/error-row.ts';
import type { Shape } from '#kit/shape.ts';
import { decodeParams } from '#wire/decode.ts';
import { actionFiles, kebab } from '../../tools/gen-actions.ts';

const root = new URL('../../', import.meta.url);
const fileOf = (a: Action): string => `${kebab(a.product)}/${kebab(a.name)}.ts`;

test('every action file is in the registry, under the name of its action', () => {
  assert.deepEqual(actions.map(fileOf), actionFiles(root));
  for (const a of actions) assert.equal(actionOf(versionOf[a.product], a.name), a);
  assert.equal(actionOf('2014-05-26', 'constructor'), undefined);
});

/** Codes that decode may answer for a shape, by the rules that `wire/decode.ts` follows. */
function codesOf(shape: Shape): string[] {
  return Object.entries(shape).flatMap(([name, p]) => [
    ...(p.missing === undefined ? [] : [p.missing]),
    ...(p.wrong === undefined ? [] : [p.wrong]),
    ...(p.kind === 'rows' && p.orJson ? [`InvalidParam.${name}`] : []),
    ...(p.kind === 'rows' ? codesOf(p.of) : []),
  ]);
}

/** Where the message of a row is filled from somewhere else than `%s`, or a row could not be sent. */
function wrongRows(errors: ErrorTable): string[] {
  return Object.entries(errors).flatMap(([key, { http, message }]) => [
    ...(/^[A-Z]\w*(\{Name\}|(\.\w+)*| \w+)(#\w+)?$/.test(key) ? [] : [`${key}: no code`]),
    ...(/%(?!s)|\$\{/.test(message) ? [`${key}: a hole that is not %s`] : []),
    ...(Number.isInteger(http) && http >= 400 && http < 600 ? [] : [`${key}: status ${http}`]),
    ...(message === '' ? [`${key}: no message`] : []),
  ]);
}

/** The literal `fail('Code', …)` calls of a source text: code and number of holes; undefined where holes are spread. */
function failsIn(source: string): { code: string; holes: number | undefined }[] {
  return [...source.matchAll(/\bfail\('([^']+)'/g)].map((call) => {
    const [text = '', code = ''] = call;
    let depth = 0;
    let holes = 0;
    let quote = '';
    const from = (call.index as number) + text.length;
    for (const c of source.slice(from)) {
      if (quote !== '') quote = c === quote ? '' : quote;
      else if (c === "'" || c === '`' || c === '"') quote = c;
      else if ('([{'.includes(c)) depth++;
      else if (c === ')' && depth === 0) break;
      else if (')]}'.includes(c)) depth--;
      else if (c === ',' && depth === 0) holes++;
    }
    return { code, holes: source.slice(from, from + 6).includes('...') ? undefined : holes };
  });
}
const holesOf = (message: string): number => message.split('%s').length - 1;

/** What is wrong with an action's description, as far as it can be told without a store. */
function wrongWith(a: Action, source: string): string[] {
  const { handle, brings, ...data } = a;
  const wrong = wrongRows(a.errors);
  try {
    assert.deepEqual(JSON.parse(JSON.stringify(data)), data);
  } catch {
    wrong.push('not plain data');
  }
  for (const code of codesOf(a.params)) {
    const known = code in a.errors || code in gatewayErrors || /^(Missing|Invalid)[A-Za-z]+$/.test(code);
    if (!known) wrong.push(`${code}: decode may answer it, but no table has it`);
  }
  const decoded = decodeParams(a.params, new Map(Object.entries(a.example.request)));
  if (!('value' in decoded)) wrong.push(`the example does not decode: ${JSON.stringify(decoded)}`);
  for (const key of Object.keys(a.example.request)) {
    if (!(key.replace(/\..*/, '') in a.params)) wrong.push(`the example has ${key}, which is no parameter`);
  }
  for (const key of Object.keys(a.example.reply))
    if (!(key in a.returns)) wrong.push(`the example's reply has ${key}, which is not described`);
  for (const { arn } of a.ram.resources) {
    for (const [, hole = ''] of arn.matchAll(/\{([^}]*)\}/g)) {
      const name = hole.replace(/\|\*$/, '');
      if (name !== 'region' && name !== 'account' && !(name in a.params)) wrong.push(`${arn}: ${name} is no parameter`);
      if (name in a.params && !hole.endsWith('|*') && !a.params[name]?.required) wrong.push(`${arn}: ${name} may be absent`);
    }
  }
  for (const { code, holes } of failsIn(source)) {
    const row = a.errors[code];
    if (row && holes !== undefined && holesOf(row.message) !== holes) wrong.push(`${code}: ${holes} holes for "${row.message}"`);
  }
  return wrong;
}

for (const a of actions) {
  test(`${a.product} ${a.name} is described without a contradiction`, () => {
    assert.deepEqual(wrongWith(a, readFileSync(new URL(`src/actions/${fileOf(a)}`, root), 'utf8')), []);
  });
}

test('the codes of the gateway are well-formed', () => assert.deepEqual(wrongRows(gatewayErrors), []));

const doc = { en: 'x', zh: 'x' };
const row = { http: 400, message: '%s is bad.', meaning: doc, trigger: doc, source: 'sallyport' } as const;
const good: Action = {
  product: 'Ecs',
  name: 'GoodAction',
  summary: doc,
  mode: 'read',
  params: { Id: { kind: 'string', required: true, doc }, Other: { kind: 'string', doc } },
  returns: { Id: { kind: 'string', doc } },
  errors: { 'Bad.Id': row },
  ram: {
    action: 'ecs:GoodAction',
    level: 'get',
    resources: [{ type: 'x', required: true, arn: 'acs:ecs:{region}:{account}:x/{Id}/{Other|*}' }],
    conditions: [],
    dependent: [],
  },
  example: { request: { Id: 'a' }, reply: { Id: 'a' } },
  handle: () => assert.fail('never called'),
};
const arn = (text: string) => ({ ram: { ...good.ram, resources: [{ type: 'x', required: true, arn: text }] } });
const planted: readonly (readonly [title: string, given: Partial<Action>, source: string, expected: readonly string[]])[] = [
  ['a good description', {}, "ctx.fail('Bad.Id', f(`a, b`, [c, d]))", []],
  [
    'a function among the data',
    { params: { ...good.params, More: { kind: 'string', doc, parse: () => 1 } as never } },
    '',
    ['not plain data'],
  ],
  ['a code that is none', { errors: { 'bad code': row } }, '', ['bad code: no code']],
  ['a hole of another kind', { errors: { 'Bad.Id': { ...row, message: '%d is bad.' } } }, '', ['Bad.Id: a hole that is not %s']],
  ['a status that is no error', { errors: { 'Bad.Id': { ...row, http: 200 } } }, '', ['Bad.Id: status 200']],
  ['holes that a message does not have', {}, "ctx.fail('Bad.Id', a, b)", ['Bad.Id: 2 holes for "%s is bad."']],
  ['a hole that is not filled', {}, "ctx.fail('Bad.Id')", ['Bad.Id: 0 holes for "%s is bad."']],
  [
    'a code for decode that no table has',
    { params: { ...good.params, Id: { kind: 'string', required: true, doc, wrong: 'Invalid.Id' } } },
    '',
    ['Invalid.Id: decode may answer it, but no table has it'],
  ],
  [
    'an example without what is required',
    { example: { request: {}, reply: {} } },
    '',
    ['the example does not decode: {"missing":{"name":"Id","code":"MissingId"}}'],
  ],
  [
    'an example with what is not known',
    { example: { request: { Id: 'a', 'Tag.1.Key': 'b' }, reply: {} } },
    '',
    ['the example has Tag.1.Key, which is no parameter'],
  ],
  [
    'a reply that is not described',
    { example: { request: { Id: 'a' }, reply: { Name: 'a' } } },
    '',
    ["the example's reply has Name, which is not described"],
  ],
  [
    'an ARN with a hole that is no parameter',
    arn('acs:ecs:{region}:{account}:x/{Name|*}'),
    '',
    ['acs:ecs:{region}:{account}:x/{Name|*}: Name is no parameter'],
  ],
  [
    'an ARN with a hole that may be absent',
    arn('acs:ecs:{region}:{account}:x/{Other}'),
    '',
    ['acs:ecs:{region}:{account}:x/{Other}: Other may be absent'],
  ],
];
for (const [title, given, source, expected] of planted) {
  test(`descriptions are judged: ${title}`, () => assert.deepEqual(wrongWith({ ...good, ...given }, source), expected));
}

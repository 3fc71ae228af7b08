import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Product } from '#actions/action.ts';
import { actions } from '#actions/index.ts';
import type { ErrorTable } from '#kit/error-row.ts';
import { family } from '../../tools/api-family.ts';
import { type Covered, cover, isComplete, report, rowsOf } from '../../tools/coverage-api.ts';

const action = actions.find(({ name }) => name === 'DeleteVpc')!;
const { VpcId, ...others } = action.params;
const reached = { product: 'Vpc', action: 'DeleteVpc' };
const [first = '', second = ''] = Object.keys(action.errors);

test('every promised action is one of its SDK, and is named once', () => {
  for (const [product, names] of Object.entries(family)) {
    for (const name of names) assert.doesNotThrow(() => cover(product as Product, name, undefined, []));
    assert.equal(new Set(names).size, names.length);
  }
});

test('an action that is not there has nothing of what its SDK knows', () => {
  const { isThere, params, fields, codes } = cover('Vpc', 'DeleteVpc', undefined, []);
  assert.deepEqual([isThere, params.have, fields.missing, codes.of], [false, 0, ['RequestId'], 0]);
  assert.ok(params.missing.includes('VpcId'));
});

test('an action that is there has all but what is missing, and the codes that a test got of it', () => {
  const some = [
    { ...reached, code: first },
    { ...reached, action: 'CreateVpc', code: second },
  ];
  const whole = cover('Vpc', 'DeleteVpc', action, some);
  assert.deepEqual([whole.params.missing, whole.fields.missing], [[], []]);
  assert.deepEqual([whole.codes.have, whole.codes.missing.includes(second)], [1, true]);
  assert.equal(isComplete([whole]), true);

  const partly = cover('Vpc', 'DeleteVpc', { ...action, params: others }, []);
  assert.deepEqual(partly.params.missing, ['VpcId']);
  assert.equal(isComplete([whole, partly]), false);
  assert.match(report([partly], true), /^Vpc DeleteVpc: parameters missing: VpcId$/m);
});

test('an action that its SDK does not have is a mistake of the list', () => {
  assert.throws(() => cover('Vpc', 'NoSuchAction', undefined, []), /no NoSuchAction/);
});

test('an action that is not there makes the whole incomplete', () => {
  const none = { have: 0, of: 0, missing: [] };
  const absent: Covered = { product: 'Sts', name: 'GetCallerIdentity', isThere: false, params: none, fields: none, codes: none };
  assert.equal(isComplete([absent]), false);
  assert.match(report([absent], false), /^Sts GetCallerIdentity +NO /m);
});

const doc = { en: 'x', zh: '某' };
const row = (message: string) => ({ http: 400, message, meaning: doc, trigger: doc, source: 'inferred' }) as const;
const table: ErrorTable = {
  Bad: row('Bad.'),
  'Bad#one': row('The parameter %s is bad (really).'),
  'Missing{Name}': row('%s is missing.'),
};
const told: readonly (readonly [title: string, code: string, message: string | undefined, expected: readonly string[]])[] = [
  ['a unit test names the key', 'Bad#one', undefined, ['Bad#one']],
  ['over HTTP the message tells rows of one code apart', 'Bad', 'The parameter A.1 is bad (really).', ['Bad#one']],
  ['a message without holes', 'Bad', 'Bad.', ['Bad']],
  ['a code that names a parameter', 'MissingVpcId', 'VpcId is missing.', ['Missing{Name}']],
  ['a code of the gateway', 'Other', 'Bad.', []],
];
for (const [title, code, message, expected] of told) {
  test(`rows that were reached: ${title}`, () =>
    assert.deepEqual(rowsOf(table, message === undefined ? { code } : { code, message }), expected));
}

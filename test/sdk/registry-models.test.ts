import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actions } from '#actions/index.ts';
import { type Described, differencesOf, type Leaves, ownAction, sdkAction } from '../../tools/sdk-models.ts';
import { byAction, everywhere } from './model-differences.ts';

/** The registry against the official SDKs: the same parameters and response fields, of the same types, required where they are. */
const ofSdks = actions.filter(({ product }) => product !== 'Sallyport');
const found: ReadonlyMap<string, readonly string[]> = new Map(
  ofSdks.map((action) => {
    const sdk = sdkAction(action.product, action.name);
    return [`${action.product} ${action.name}`, sdk ? differencesOf(ownAction(action), sdk) : ['not in the SDK']] as const;
  }),
);

describe('described as in the official SDK, but for what is listed', () => {
  for (const [name, lines] of found) {
    const listed = Object.keys(byAction[name] ?? {});
    const others = lines.filter((line) => !everywhere.some(([pattern]) => pattern.test(line)));
    test(name, () => assert.deepEqual(others.toSorted(), listed.toSorted()));
  }
});

test('every difference that is listed is one of an action that exists', () => {
  assert.deepEqual(
    Object.keys(byAction).filter((name) => !found.has(name)),
    [],
  );
  const all = [...found.values()].flat();
  assert.deepEqual(
    everywhere.filter(([pattern]) => !all.some((line) => pattern.test(line))),
    [],
  );
});

const leaves = (...of: readonly (readonly [path: string, type: string, required?: boolean])[]): Leaves =>
  new Map(of.map(([path, type, required = false]) => [path, { type, required }]));
const base = leaves(['Id', 'string', true], ['Tag[].Key', 'string']);
const described = (params: Leaves, fields: Leaves = leaves()): Described => ({ params, fields });

const cases: readonly (readonly [title: string, own: Described, expected: readonly string[]])[] = [
  ['the same', described(base), []],
  ['a parameter that is missing', described(leaves(['Id', 'string', true])), ['parameter Tag[].Key: only in the SDK']],
  ['a parameter too many', described(new Map([...base, ...leaves(['X', 'string'])])), ['parameter X: not in the SDK']],
  ['another type', described(new Map([...base, ...leaves(['Id', 'number', true])])), ['parameter Id: number, not string']],
  ['not required', described(new Map([...base, ...leaves(['Id', 'string'])])), ['parameter Id: not required']],
  ['required', described(new Map([...base, ...leaves(['Tag[].Key', 'string', true])])), ['parameter Tag[].Key: required']],
  ['a field too many', described(base, leaves(['X', 'string'])), ['field X: not in the SDK']],
];
for (const [title, own, expected] of cases) {
  test(`differences are told: ${title}`, () => assert.deepEqual(differencesOf(own, described(base)), expected));
}

test('the models of an SDK are read: nested lists, types, and what is required', () => {
  const sdk = sdkAction('Ecs', 'CreatePrefixList');
  assert.deepEqual(sdk?.params.get('Entry[].Cidr'), { type: 'string', required: true });
  assert.deepEqual(sdk?.params.get('MaxEntries'), { type: 'number', required: true });
  assert.deepEqual(sdk?.params.get('ClientToken'), { type: 'string', required: false });
  assert.deepEqual(sdkAction('Vpc', 'DescribeVpcs')?.fields.get('Vpcs.Vpc[].SecondaryCidrBlocks.SecondaryCidrBlock[]'), {
    type: 'string',
    required: false,
  });
  assert.equal(sdkAction('Ecs', 'NoSuchAction'), undefined);
});

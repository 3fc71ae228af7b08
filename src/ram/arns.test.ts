import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arnsOf, type HoleValues, resourcesOf } from '#ram/arns.ts';

const usual = { region: 'cn-hangzhou', account: '1', SecurityGroupId: 'sg-1' };
const group = 'acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}';
const rows: readonly (readonly [title: string, template: string, values: HoleValues, arns: readonly string[]])[] = [
  ['no hole', '*', usual, ['*']],
  ['a required parameter', group, usual, ['acs:ecs:cn-hangzhou:1:securitygroup/sg-1']],
  ['an optional one that is there', 'a/{SecurityGroupId|*}', usual, ['a/sg-1']],
  ['an optional one that is not', 'a/{VpcId|*}', usual, ['a/*']],
  ['an optional one that is undefined', 'a/{VpcId|*}', { VpcId: undefined }, ['a/*']],
  ['an optional one named like a method', 'a/{toString|*}', {}, ['a/*']],
  ['text after a hole', '{account}:b', usual, ['1:b']],
  ['a number', 'a/{Id}', { Id: 7 }, ['a/7']],
  ['a list', 'a/{Id}', { Id: ['x', 'y'] }, ['a/x', 'a/y']],
  ['a list that repeats', 'a/{Id}', { Id: ['x', 'y', 'x'] }, ['a/x', 'a/y']],
  ['an empty list', 'a/{Id|*}', { Id: [] }, ['a/*']],
  ['two lists', '{A}/{B}', { A: ['x', 'y'], B: ['1', '2'] }, ['x/1', 'x/2', 'y/1', 'y/2']],
  ['a value that looks like a hole', 'a/{Id}/{account}', { ...usual, Id: '{region}' }, ['a/{region}/1']],
];
for (const [title, template, values, arns] of rows) test(`arns: ${title}`, () => assert.deepEqual(arnsOf(template, values), arns));

test('a hole that nothing fills is a fault of the row', () => {
  assert.throws(() => arnsOf(group, { region: 'a', account: 'b' }), /\{SecurityGroupId\}/);
  assert.throws(() => arnsOf('{Id}', { Id: [] }), /\{Id\}/);
});

const row = (arn: string, required = false) => ({ arn, required });
const join = [row('acs:ecs:{region}:{account}:instance/{ResourceId|*}'), row('acs:ecs:{region}:{account}:securitygroup/{ResourceId|*}')];
const here = { region: 'r', account: '1' };
const tables: readonly (readonly [
  title: string,
  rows: Parameters<typeof resourcesOf>[0],
  values: HoleValues,
  expected: readonly object[],
])[] = [
  ['no rows', [], here, []],
  [
    'required and optional rows',
    [row('a/{Id}', true), row('b/{Other|*}')],
    { Id: ['1', '2'] },
    [{ arn: 'a/1' }, { arn: 'a/2' }, { arn: 'b/*', isOptional: true }],
  ],
  [
    'rows of the type that the request names',
    join,
    { ...here, ResourceType: 'SecurityGroup', ResourceId: 'sg-1' },
    [{ arn: 'acs:ecs:r:1:securitygroup/sg-1' }],
  ],
  [
    'a type that no row has',
    join,
    { ...here, ResourceType: 'disk' },
    [{ arn: 'acs:ecs:r:1:instance/*' }, { arn: 'acs:ecs:r:1:securitygroup/*' }],
  ],
  [
    'one row is of any type, which ARNs have in lower case',
    [row('acs:ecs:{region}:{account}:{ResourceType}/{ResourceId}', true)],
    { ...here, ResourceType: 'ENI', ResourceId: ['e'] },
    [{ arn: 'acs:ecs:r:1:eni/e' }],
  ],
];
for (const [title, rows, values, expected] of tables)
  test(`resources: ${title}`, () => assert.deepEqual(resourcesOf(rows, values), expected));

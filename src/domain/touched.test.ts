import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChangedRow, ChangeEvent } from '#domain/change-view.ts';
import { isOf, touchesGroup, touchesResource } from '#domain/touched.ts';

const account = '1000000000000001';
const event = (row: Partial<ChangedRow>): ChangeEvent => ({
  cursor: 'e:1',
  time: '',
  requestId: '',
  product: 'Ecs',
  action: '',
  by: '',
  from: '',
  keyId: '',
  account,
  changes: [{ account, region: 'cn-hangzhou', kind: 'group', id: 'sg-other', before: null, after: null, ...row }],
});
const rule = (id: string) => ({ direction: 'egress', portList: '', peer: { kind: 'group', id, owner: '' } });
const block = { ...rule(''), peer: { kind: 'v4', text: '0.0.0.0/0', net: '0.0.0.0/0' } };

const rows: readonly (readonly [title: string, row: Partial<ChangedRow>, expected: boolean])[] = [
  ['the group itself', { id: 'sg-1', after: { name: 'web' } }, true],
  ['a rule of it', { id: 'sg-1', part: 'sgr-1', before: block }, true],
  ['a rule of another that names it, added', { part: 'sgr-1', after: rule('sg-1') }, true],
  ['a rule of another that names it, removed', { part: 'sgr-1', before: rule('sg-1') }, true],
  ['a rule of another that names a third', { part: 'sgr-1', before: rule('sg-2'), after: rule('sg-3') }, false],
  ['another group', { after: { name: 'sg-1' } }, false],
  ['a member that joined', { kind: 'interface', id: 'eni-1', before: { groups: ['sg-2'] }, after: { groups: ['sg-2', 'sg-1'] } }, true],
  ['a member that left', { kind: 'interface', id: 'eni-1', before: { groups: ['sg-1'] }, after: { groups: [] } }, true],
  ['an interface of another', { kind: 'interface', id: 'eni-1', before: { groups: ['sg-2'] } }, false],
  ['a list of the same id', { kind: 'prefixList', id: 'sg-1', after: {} }, false],
];
for (const [title, row, expected] of rows)
  test(`touches the group: ${title}`, () => assert.equal(touchesGroup(event(row), 'sg-1'), expected));

test('touches a resource by its id, or by that of a part', () => {
  const one = event({ part: 'sgr-1', before: block });
  assert.deepEqual(
    ['sg-other', 'sgr-1', 'sgr-2'].map((id) => touchesResource(one, id)),
    [true, true, false],
  );
});

const root = `acs:ram::${account}:root`;
const alice = `acs:ram::${account}:user/alice`;
const session = `acs:ram::${account}:assumed-role/deployer/ci-7`;
const principals: readonly (readonly [arn: string, principal: string, expected: boolean])[] = [
  [root, root, true],
  [root, 'root', true],
  [root, 'alice', false],
  [alice, 'alice', true],
  [alice, 'user', false],
  [alice, 'alic', false],
  [alice, alice, true],
  [session, 'deployer', true],
  [session, 'deployer/ci-7', true],
  [session, 'deployer/ci-8', false],
  [session, 'ci-7', false],
  ['', '', true],
  [alice, '', false],
];
for (const [arn, principal, expected] of principals)
  test(`${arn || 'nobody'} ${expected ? 'is' : 'is not'} ${principal || 'nobody'}`, () => assert.equal(isOf(arn, principal), expected));
